/** The tables of all languages as books to look things up in; built once, then only read. */
import { DOCUMENT_IDS } from '../domain/facts.ts';
import { isContractQuestion, QUESTION_IDS, type QuestionId } from '../domain/questions.ts';
import { LANGUAGES, type Language } from '../domain/referral.ts';
import { normalise, tokenise } from './normalise.ts';
import { addPhrase, type Book, createBook, findPhrases } from './phrases.ts';
import {
  CAUTIONS,
  COMMANDS,
  type Command,
  FRAMES,
  type Frame,
  type Heard,
  ROLES,
  type Role,
  TIME_WORDS,
  type TimeWord,
} from './tables.ts';

/** What a phrase means, and in which language; `*` for words that belong to none, such as official names. */
export interface Entry<T> {
  readonly language: Language | '*';
  readonly value: T;
}
export type Entries<T> = Book<Entry<T>>;

export type TimeToken =
  | { readonly is: TimeWord }
  | { readonly is: 'month-name'; readonly month: number; readonly calendar: 'gregorian' | 'persian' | 'islamic' }
  | { readonly is: 'span'; readonly count: number; readonly unit: Unit }
  | { readonly is: 'number'; readonly count: number };
export type Unit = 'y' | 'm' | 'w' | 'd';

/** The short name of a question in one language. */
export interface Short {
  readonly language: Language;
  readonly question: QuestionId;
  readonly words: readonly string[];
}

export interface Lexicon {
  readonly roles: Entries<Role>;
  /** The single words among them that turn or hedge an answer, to find them mistyped too. */
  readonly cautions: Entries<Role>;
  readonly answers: Entries<'yes' | 'no' | 'unknown' | 'declined'>;
  readonly commands: Entries<Command>;
  readonly switches: Entries<true>;
  readonly topics: Entries<QuestionId>;
  readonly cues: Entries<QuestionId>;
  readonly frames: Entries<Frame>;
  readonly languages: Entries<string>;
  readonly time: Entries<TimeToken>;
  readonly countries: Entries<string>;
  readonly places: Entries<string>;
  /** Also of questions that dialogs/ adds: made of their labels. */
  readonly choices: { readonly [question: string]: Entries<string> };
  readonly occupations: Entries<string>;
  readonly documents: Entries<string>;
  /** Every paper that "all of them" speaks of. */
  readonly documentIds: readonly string[];
  readonly holdings: Entries<string>;
  readonly skills: Entries<string>;
  readonly names: Entries<true>;
  readonly works: Entries<true>;
  /** What each question is called on the cards, in words: "change: place of living". */
  readonly shorts: readonly Short[];
  /** The button labels, word for word: question, then label, then code. */
  readonly labels: { readonly [question: string]: ReadonlyMap<string, string> };
}

/** Everything that is loaded: per language what is heard and the labels of the buttons, and the names that no language owns. */
export interface Tables {
  readonly heard: { readonly [language in Language]?: Heard };
  /** `<question>.options.<code>` to the label, per language. */
  readonly labels: { readonly [language in Language]?: { readonly [key: string]: string } };
  /** Names of the papers that src/rules adds, by id; those of the contract are heard in more words than their name. */
  readonly documentNames: { readonly [language in Language]?: { readonly [id: string]: string } };
  /** ISO code (`XK`, `stateless` too) to names and nationalities, in any language. */
  readonly countryNames: readonly (readonly [language: Language | '*', code: string, name: string])[];
  /** Postcode or region to the names of municipalities and their parts. */
  readonly places: { readonly [code: string]: readonly string[] };
}

/** Builds the books. Throws on a phrase without words. */
export function buildLexicon(tables: Tables): Lexicon {
  const choices: { [question: string]: Entries<string> } = {};
  for (const question of QUESTION_IDS) choices[question] = createBook();
  const lexicon: Lexicon = {
    roles: createBook(),
    cautions: createBook(),
    answers: createBook(),
    commands: createBook(),
    switches: createBook(),
    topics: createBook(),
    cues: createBook(),
    frames: createBook(),
    languages: createBook(),
    time: createBook(),
    countries: createBook(),
    places: createBook(),
    choices,
    occupations: createBook(),
    documents: createBook(),
    documentIds: [
      ...DOCUMENT_IDS,
      ...new Set(Object.values(tables.documentNames).flatMap((names) => Object.keys(names))),
    ],
    holdings: createBook(),
    skills: createBook(),
    names: createBook(),
    works: createBook(),
    shorts: readShorts(tables),
    labels: readLabels(tables),
  };
  for (const [code, names] of Object.entries(tables.places)) put(lexicon.places, '*', code, names);
  for (const language of LANGUAGES) {
    const heard = tables.heard[language];
    if (heard !== undefined) addLanguage(lexicon, language, heard);
    for (const [key, label] of Object.entries(tables.labels[language] ?? {})) addLabel(choices, language, key, label);
    for (const [id, name] of Object.entries(tables.documentNames[language] ?? {}))
      put(lexicon.documents, language, id, phrasesOf(name));
  }
  // Last, so that what the tables say by hand wins: two countries share a nationality in some lists.
  for (const [language, code, name] of tables.countryNames) {
    if (!isTaken(lexicon.countries, code, name)) put(lexicon.countries, language, code, [name]);
  }
  return lexicon;
}

/** Whether the tables already say something else of this whole name. */
function isTaken(countries: Entries<string>, code: string, name: string): boolean {
  const tokens = tokenise(normalise(name));
  return findPhrases(countries, tokens).some(
    (match) =>
      match.words === tokens.length &&
      match.values.some(({ language }) => language !== '*') &&
      !match.values.some(({ value }) => value.replace('?', '').split('|').includes(code)),
  );
}

function put<T>(
  book: Entries<T>,
  language: Language | '*',
  value: T,
  phrases: readonly string[] = [],
  negations?: ReadonlySet<string>,
): void {
  const entry = { language, value };
  for (const phrase of phrases) addPhrase(book, phrase, entry, negations);
}

function addLanguage(lexicon: Lexicon, language: Language, heard: Heard): void {
  const negations = negationsOf(heard);
  for (const role of ROLES) put(lexicon.roles, language, role, heard.roles[role]);
  for (const role of CAUTIONS) {
    put(
      lexicon.cautions,
      language,
      role,
      heard.roles[role]?.filter((phrase) => !phrase.includes(' ')),
    );
  }
  for (const answer of ['yes', 'no', 'unknown', 'declined'] as const) {
    put(lexicon.answers, language, answer, heard.answers[answer]);
  }
  for (const command of COMMANDS) put(lexicon.commands, language, command, heard.commands[command]);
  put(lexicon.switches, language, true, heard.switch);
  for (const question of QUESTION_IDS) {
    put(lexicon.topics, language, question, heard.topics[question]);
    put(lexicon.cues, language, question, heard.cues[question]);
    putCodes(lexicon.choices[question], language, heard.choices[question], negations);
  }
  for (const frame of FRAMES) put(lexicon.frames, language, frame, heard.frames[frame]);
  for (const word of TIME_WORDS) put<TimeToken>(lexicon.time, language, { is: word }, heard.time[word]);
  for (const [key, phrases] of Object.entries(heard.months)) {
    const [calendar, month] = key.includes(':') ? key.split(':') : ['gregorian', key];
    const value = { is: 'month-name', month: Number(month), calendar } as TimeToken;
    put(lexicon.time, language, value, phrases);
  }
  for (const [key, phrases] of Object.entries(heard.spans)) {
    const value: TimeToken = { is: 'span', count: Number.parseFloat(key), unit: key.at(-1) as Unit };
    put(lexicon.time, language, value, phrases);
  }
  for (const [key, phrases] of Object.entries(heard.numbers)) {
    put<TimeToken>(lexicon.time, language, { is: 'number', count: Number(key) }, phrases);
  }
  putCodes(lexicon.languages, language, heard.languages);
  putCodes(lexicon.countries, language, heard.countries, negations);
  putCodes(lexicon.places, language, heard.places);
  putCodes(lexicon.occupations, language, heard.occupations);
  putCodes(lexicon.documents, language, heard.documents);
  putCodes(lexicon.holdings, language, heard.holdings, negations);
  putCodes(lexicon.skills, language, heard.skills);
  put(lexicon.names, language, true, heard.leadIns.name);
  put(lexicon.works, language, true, heard.leadIns.occupation);
}

function putCodes(
  book: Entries<string> | undefined,
  language: Language,
  codes: { readonly [code: string]: readonly string[] } | undefined,
  negations?: ReadonlySet<string>,
): void {
  if (book === undefined || codes === undefined) return;
  for (const [code, phrases] of Object.entries(codes)) put(book, language, code, phrases, negations);
}

function negationsOf(heard: Heard): ReadonlySet<string> {
  const words = [...(heard.roles.negation ?? []), ...(heard.roles['negation-after'] ?? [])];
  return new Set(words.map(normalise).filter((word) => !/[ *]/.test(word)));
}

const OPTION = /^([a-z0-9-]+)\.options\.(.+)$/;

/**
 * A label means its code as a phrase too, with and without what it says between brackets. One word of a question of
 * the contract stands in the tables by hand; of an added question the label is all there is.
 */
function addLabel(choices: { [question: string]: Entries<string> }, language: Language, key: string, label: string) {
  const [, question, code] = OPTION.exec(key) ?? [];
  if (question === undefined || code === undefined || question === 'common') return;
  const isAdded = !isContractQuestion(question);
  if (isAdded) choices[question] ??= createBook();
  const book = choices[question];
  if (book === undefined) return;
  // A bare yes or no is understood at every question, with what people say around it.
  const fewest = isAdded && code !== 'yes' && code !== 'no' ? 1 : 2;
  for (const text of phrasesOf(label)) {
    if (tokenise(normalise(text)).length >= fewest) put(book, language, code, [text]);
  }
}

function phrasesOf(label: string): string[] {
  return [...new Set([label, withoutBrackets(label)])].map((text) => text.replaceAll('/', ' ').replaceAll('*', ' '));
}

function readShorts(tables: Tables): Short[] {
  return LANGUAGES.flatMap((language) =>
    Object.entries(tables.labels[language] ?? {}).flatMap(([key, label]) => {
      const question = /^([a-z0-9-]+)\.short$/.exec(key)?.[1] as QuestionId | undefined;
      if (question === undefined) return [];
      return [{ language, question, words: tokenise(normalise(label)).map((token) => token.text) }];
    }),
  );
}

function readLabels(tables: Tables): Lexicon['labels'] {
  const labels: { [question: string]: Map<string, string> } = {};
  for (const language of LANGUAGES) {
    for (const [key, label] of Object.entries(tables.labels[language] ?? {})) {
      const [, question, code] = OPTION.exec(key) ?? [];
      if (question === undefined || code === undefined) continue;
      labels[question] ??= new Map();
      for (const text of [label, withoutBrackets(label)]) labels[question].set(labelKey(text), code);
    }
  }
  return labels;
}

function withoutBrackets(label: string): string {
  return label.replace(/\s*\([^)]*\)/g, '').trim() || label;
}

/** What is left of a label when case, accents and punctuation do not count. */
export function labelKey(text: string): string {
  return tokenise(normalise(text))
    .map((token) => token.text)
    .join(' ');
}
