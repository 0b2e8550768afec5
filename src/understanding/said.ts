/** One typed answer, read as far as every question needs it: its words, what each does, and the language it seems to be in. */
import type { Language } from '../domain/referral.ts';
import type { Entry, Lexicon } from './lexicon.ts';
import { findNear } from './near.ts';
import { normalise, type Token, tokenise } from './normalise.ts';
import { ANY_NEGATION, findPhrases, knowsWord, type Match } from './phrases.ts';
import type { Role } from './tables.ts';

export interface Said {
  /** As typed, trimmed. */
  readonly raw: string;
  readonly normal: string;
  readonly tokens: readonly Token[];
  /** Of the conversation. */
  readonly language: Language;
  readonly roles: readonly ReadonlySet<Role>[];
  /** The language in which a word has its role. */
  readonly roleLanguages: readonly (Language | undefined)[];
  /** Languages whose reading wins when a word means different things: the one that the sentence is in, then the one of the conversation. */
  readonly preferred: readonly Language[];
  readonly asksBack: boolean;
}

const NO_ROLES: ReadonlySet<Role> = new Set();

/** Reads a text. `language` is the one of the conversation. */
export function readText(lexicon: Lexicon, text: string, language: Language): Said {
  const raw = text.trim();
  const normal = normalise(raw);
  const tokens = tokenise(normal);
  const found = findPhrases(lexicon.roles, tokens);
  const counts = countLanguages(lexicon, tokens, found, language);
  const preferred = [...counts].sort((a, b) => b[1] - a[1]).map(([code]) => code);
  const roles: ReadonlySet<Role>[] = tokens.map(() => NO_ROLES);
  const roleLanguages: (Language | undefined)[] = tokens.map(() => undefined);
  for (const match of found) {
    const own = new Set(pick(match.values, preferred));
    const spoken = preferred.find((one) => match.values.some((value) => value.language === one));
    // "Car" is a small word in French, but one such word makes no French sentence.
    const strange = spoken !== preferred[0] && spoken !== language && (counts.get(spoken as Language) ?? 0) < 2;
    if (strange && own.has('filler') && [...own].every((role) => role === 'filler' || role === 'plain')) continue;
    roles.fill(own, match.from, match.to);
    roleLanguages.fill(spoken, match.from, match.to);
  }
  mendCautions(lexicon, tokens, roles);
  closeNegations(roles);
  const marked = tokens.map((token, i) =>
    roles[i]?.has('negation') ? { ...token, forms: [...token.forms, ANY_NEGATION] } : token,
  );
  return { raw, normal, tokens: marked, language, roles, roleLanguages, preferred, asksBack: /\?\s*$/.test(normal) };
}

/** "No transport prolbem": a word that no table knows, one typo away from one that turns an answer, turns it too. */
function mendCautions(lexicon: Lexicon, tokens: readonly Token[], roles: ReadonlySet<Role>[]): void {
  let tries = 0;
  tokens.forEach((token, i) => {
    if (roles[i]?.size !== 0 || token.text.length < SHORTEST_MENDED || tries >= MOST_MENDED) return;
    if (TABLES.some((table) => knowsWord(lexicon[table], token))) return;
    if (Object.values(lexicon.choices).some((book) => knowsWord(book, token))) return;
    tries++;
    const near = findNear(lexicon.cautions, token);
    if (near === undefined || near.edits > 1) return;
    const text = near.word.replace('*', '');
    const [match] = findPhrases(lexicon.cautions, [{ ...token, text, forms: [text] }]);
    if (match !== undefined) roles[i] = new Set(match.values.map((entry) => entry.value));
  });
}

const SHORTEST_MENDED = 5;
const MOST_MENDED = 4;
/** A word of these is no typo for another. */
const TABLES = ['countries', 'languages', 'time', 'answers', 'commands', 'places', 'occupations', 'documents'] as const;

/** "Je ne suis plus réfugié": the second half says no where nothing else does. */
function closeNegations(roles: ReadonlySet<Role>[]): void {
  const opens = roles.findIndex((own) => own.has('opens-negation'));
  if (opens < 0 || roles.some((own) => own.has('negation') || own.has('negation-after'))) return;
  const closes = roles.findIndex((own, i) => i > opens && own.has('yet'));
  const own = roles[closes];
  if (own !== undefined) roles[closes] = new Set<Role>([...own, 'negation']);
}

/** How much speaks for each language: small words, and words for languages, time, yes and no. */
function countLanguages(
  lexicon: Lexicon,
  tokens: readonly Token[],
  found: readonly Match<Entry<Role>>[],
  language: Language,
): Map<Language, number> {
  const counts = new Map<Language, number>([[language, 1.5]]);
  const telling: readonly Match<Entry<unknown>>[] = [
    ...findPhrases(lexicon.languages, tokens),
    ...findPhrases(lexicon.time, tokens),
    ...findPhrases(lexicon.answers, tokens),
  ];
  for (const match of [...found, ...telling]) {
    for (const entry of new Set(match.values.map((value) => value.language))) {
      if (entry !== '*') counts.set(entry, (counts.get(entry) ?? 0) + 1);
    }
  }
  return counts;
}

/**
 * What a phrase means: in the language that is preferred when it means different things in several,
 * or all its meanings when none of those languages knows it.
 */
export function pick<T>(values: readonly Entry<T>[], preferred: readonly Language[]): T[] {
  for (const language of preferred) {
    const own = values.filter((value) => value.language === language);
    if (own.length > 0) return [...new Set(own.map((value) => value.value))];
  }
  return [...new Set(values.map((value) => value.value))];
}

/**
 * A word that only another language reads this way, while the sentence's own language uses it otherwise:
 * "on" is ten in Turkish, "are" is yes in Persian, but not in an English sentence.
 */
export function isForeignReading(said: Said, match: Match<Entry<unknown>>): boolean {
  if (match.to - match.from > 1 || said.tokens.length === 1) return false;
  if (said.roles[match.from]?.size === 0) {
    // "Ik" is an abbreviation in Turkish: two letters mean something only in a language that is spoken here.
    const short = (said.tokens[match.from]?.text.length ?? 0) <= LONGEST_ABBREVIATION;
    return short && !match.values.some(({ language }) => language === '*' || said.preferred.includes(language));
  }
  const spoken = said.roleLanguages[match.from];
  const alike = match.looser.filter((entry) => match.values.some(({ value }) => value === entry.value));
  return ![...match.values, ...alike].some(
    ({ language }) => language === spoken || language === said.preferred[0] || language === '*',
  );
}

const LONGEST_ABBREVIATION = 2;

/** Shorter words beside a "no" ("no, I", "none at all") name nothing that it could deny. */
const SHORTEST_NOUN = 3;

/** A negation that runs on into a word ("no degree", "diplomam yok") denies that, and answers nothing by itself. */
export function deniesSomething(said: Said, taken: readonly boolean[], from: number, to: number): boolean {
  if (!hasRole(said, from, 'negation', 'negation-after')) return false;
  const names = (at: number) => taken[at] === false && (said.tokens[at]?.text.length ?? 0) >= SHORTEST_NOUN;
  const breaks = (at: number) => /[,;.!:]/.test(said.tokens[at]?.gap ?? '');
  if (to < said.tokens.length && names(to) && !breaks(to)) return true;
  return hasRole(said, from, 'negation-after') && from > 0 && names(from - 1) && !breaks(from);
}

export function hasRole(said: Said, at: number, ...roles: readonly Role[]): boolean {
  return roles.some((role) => said.roles[at]?.has(role) === true);
}

/** A word that carries no meaning of its own: "I", "am", "please", "since". */
export function isFiller(said: Said, at: number): boolean {
  return hasRole(said, at, 'filler');
}

/**
 * Whether the words that no match explains say that it is not so yet, no longer, or not quite:
 * "soon", "I lost it", "not yet". What is so today may then be something else.
 * @param yet when "yet" and "any more" count: the text may say its no inside a verb
 */
export function isUnsettled(
  said: Said,
  explained: (at: number) => boolean,
  yet: 'always' | 'beside-no' | 'never' = 'beside-no',
): boolean {
  const counts =
    yet === 'always' ||
    (yet === 'beside-no' && said.tokens.some((_, i) => hasRole(said, i, 'negation', 'negation-after')));
  return said.tokens.some((_, i) => !explained(i) && hasRole(said, i, 'unsettled', ...(counts ? YET : [])));
}

const YET: readonly Role[] = ['yet'];
