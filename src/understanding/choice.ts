/** Questions with a closed list of answers: which of them a text names, and how sure that is. */
import type { Entries, Lexicon } from './lexicon.ts';
import { findNear } from './near.ts';
import type { Token } from './normalise.ts';
import { findPhrases, knowsWord, type Match } from './phrases.ts';
import { deniesSomething, hasRole, isFiller, isForeignReading, isUnsettled, pick, type Said } from './said.ts';

/** A code that the text names. */
export interface Named {
  readonly code: string;
  readonly from: number;
  readonly to: number;
  /** The table says so and every word was typed as it stands there. */
  readonly sure: boolean;
  /** The table says so, apart from how it was typed. */
  readonly firm: boolean;
  readonly negated: boolean;
  /** Edits between what was typed and what was read. */
  readonly edits: number;
}

export interface Reading {
  readonly named: readonly Named[];
  /** Other answers that the same words could be (`a|b` in the tables). */
  readonly either: readonly (readonly string[])[];
  /** Words that nothing explains. */
  readonly left: number;
  readonly covered: number;
  /** The places of words that no phrase has and that could turn a "no" into something else: all but plain ones. */
  readonly beside: readonly number[];
  /** A phrase that says no has a word inside it that is not plain: "n'ai pas *le* diplôme". */
  readonly loosely: boolean;
  /** Not so yet, no longer or not quite, when a "no" is what the text says. */
  readonly unsettled: boolean;
  /** The same when it says yes: "already" and "still" hedge nothing then. */
  readonly wavers: boolean;
  /** The text hedges, asks, or turns against something: never simply accepted. */
  readonly hedged: boolean;
  /** The text is about something else: a question, another person. */
  readonly blocked: boolean;
}

/** The code of phrases that look like an answer but are about something else: "driving licence". */
const OTHER_SUBJECT = '-';
/** "Turkey?" is an unsure answer; a longer question is a question. */
const MOST_WORDS_ASKED_BACK = 3;

export interface ReadOptions {
  /** Answers about a husband or a friend are not about the person, unless the question can be about them. */
  readonly othersCount?: boolean;
  /** Single letters or digits matter: no near misses. */
  readonly exact?: boolean;
  /** A word of another question may be a typo here: a field of study is near the work it leads to. */
  readonly ownTypos?: boolean;
  /** What someone wants or finds hard may lie ahead: "soon" is no hedge there. */
  readonly ahead?: boolean;
  /** The answer is how it stands today: what was so is confirmed. */
  readonly today?: boolean;
  /** "Not yet" is an answer to the question itself. */
  readonly notYet?: boolean;
  /** Phrases that explain words without naming an answer. */
  readonly around?: Entries<unknown>;
}

/** Which codes of the book the text names. */
export function readChoices(lexicon: Lexicon, said: Said, book: Entries<string>, options: ReadOptions = {}): Reading {
  const typos = new Map<number, number>();
  const tokens = options.exact === true ? said.tokens : correct(lexicon, said, book, typos, options.ownTypos === true);
  const skippable = (token: Token) => {
    const at = tokens.indexOf(token);
    return isFiller(said, at) && !hasRole(said, at, 'problem');
  };
  const found = findPhrases(book, tokens, skippable).filter((match) => !isForeignReading(said, match));
  const matches = found.filter((match) => !deniesAnother(said, match, found));
  const inMatch = new Array<boolean>(tokens.length).fill(false);
  for (const match of matches) inMatch.fill(true, match.from, match.to);
  const skipped = new Set(matches.flatMap((match) => match.skipped));
  const explained = (at: number) => inMatch[at] === true && !skipped.has(at);
  const bareNoes = findPhrases(lexicon.answers, tokens).filter(
    (match) => pick(match.values, said.preferred)[0] === 'no',
  );
  const isPlain = (at: number) =>
    hasRole(said, at, 'plain') || bareNoes.some((match) => at >= match.from && at < match.to && !explained(at));
  const beside = said.tokens.flatMap((_, i) => (explained(i) || isPlain(i) ? [] : [i]));

  const negatedBy = readNegations(said, matches, inMatch);
  const firstOther = options.othersCount
    ? -1
    : said.tokens.findIndex((_, i) => !inMatch[i] && hasRole(said, i, 'others'));
  const named: Named[] = [];
  const either: string[][] = [];
  let covered = 0;
  let aboutOthers = false;
  let otherSubject = false;
  for (const match of matches) {
    const codes = pick(match.values, said.preferred);
    if (codes.includes(OTHER_SUBJECT)) otherSubject = true;
    covered += match.words;
    if (firstOther >= 0 && match.from > firstOther) {
      aboutOthers = true;
      continue;
    }
    const edits = sum(typos, match.from, match.to);
    const negated = negatedBy.has(match.from);
    const all = codes.flatMap((code) => code.replace('?', '').split('|'));
    if (all.length > 1 && !negated) either.push(all);
    else {
      const code = all[0] ?? '';
      const firm = codes[0]?.startsWith('?') === false && !deniesLoosely(said, match);
      named.push({ code, from: match.from, to: match.to, sure: firm && edits === 0, firm, negated, edits });
    }
  }
  const left = countUnexplained(lexicon, said, inMatch, options.around);
  const hedged =
    aboutOthers ||
    // A "no" that was read from a typo ("no tegno") may belong to what stands behind it.
    named.some((one) => !one.sure && saysNo(said, one)) ||
    negatedBy.size > 0 ||
    negatedBy.loose ||
    said.asksBack ||
    (options.ahead !== true && isUnsettled(said, explained, options.notYet === true ? 'never' : 'beside-no')) ||
    (options.today === true && said.tokens.some((_, i) => !explained(i) && hasRole(said, i, 'past'))) ||
    said.tokens.some((_, i) => !inMatch[i] && hasRole(said, i, 'vague', 'but'));
  const asks = !inMatch[0] && said.tokens.slice(0, 2).some((_, i) => !inMatch[i] && hasRole(said, i, 'question'));
  // "No" beside something that is not understood says no to that, not to the question.
  const denials = matches.filter(
    (match) => match.words === 1 && hasRole(said, match.from, 'negation', 'negation-after'),
  );
  const bareNo =
    denials.length === matches.length &&
    denials.some((match) => left > 0 || deniesSomething(said, inMatch, match.from, match.to));
  const blocked =
    asks || otherSubject || bareNo || (said.asksBack && (left > 0 || said.tokens.length > MOST_WORDS_ASKED_BACK));
  const unsettled = isUnsettled(said, explained, 'always');
  const wavers = isUnsettled(said, explained, 'beside-no');
  const loosely = matches.some((match) => deniesLoosely(said, match));
  return { named, either, left, covered, beside, loosely, unsettled, wavers, hedged, blocked };
}

/** Whether the words that name this say no themselves. */
export function saysNo(said: Said, { from, to }: { readonly from: number; readonly to: number }): boolean {
  return said.tokens.slice(from, to).some((_, i) => hasRole(said, from + i, 'negation', 'negation-after'));
}

/** "Not *only* working", "n'ai pas *le* diplôme": a word inside a phrase that says no, and that may change what is denied. */
export function deniesLoosely(said: Said, match: Match<unknown>): boolean {
  return saysNo(said, match) && match.skipped.some((i) => !hasRole(said, i, 'plain'));
}

function sum(typos: ReadonlyMap<number, number>, from: number, to: number): number {
  let edits = 0;
  for (let i = from; i < to; i++) edits += typos.get(i) ?? 0;
  return edits;
}

/** Replaces words that no table knows by the one word of the book that is near, and notes how far it was. */
function correct(
  lexicon: Lexicon,
  said: Said,
  book: Entries<string>,
  typos: Map<number, number>,
  ownTypos: boolean,
): Token[] {
  let tries = 0;
  return said.tokens.map((token, i) => {
    if (token.text.length < 5 || knowsWord(book, token) || tries >= 6) return token;
    if (ownTypos ? said.roles[i]?.size !== 0 : isKnown(lexicon, token)) return token;
    tries++;
    const near = findNear(book, token, (word) => meaningOf(book, word));
    if (near === undefined) return token;
    typos.set(i, near.edits);
    const text = near.word.replace('*', '');
    return { ...token, text, forms: [text] };
  });
}

/** What a word means on its own; words that only stand inside phrases mean only themselves. */
function meaningOf(book: Entries<string>, word: string): string {
  const node = word.endsWith('*') ? book.root.stems?.get(word.slice(0, -1)) : book.root.words?.get(word);
  const values = node?.ends.map((entry) => entry.value.replace('?', '')) ?? [];
  return values.length > 0 ? [...new Set(values)].sort().join() : word;
}

/** Whether any table knows the word: such a word is no typing mistake for another. */
export function isKnown(lexicon: Lexicon, token: Token): boolean {
  return (
    knowsWord(lexicon.roles, token) ||
    knowsWord(lexicon.countries, token) ||
    knowsWord(lexicon.languages, token) ||
    knowsWord(lexicon.time, token) ||
    knowsWord(lexicon.answers, token) ||
    knowsWord(lexicon.commands, token) ||
    knowsWord(lexicon.places, token) ||
    Object.values(lexicon.choices).some((book) => knowsWord(book, token))
  );
}

/** "No" before "living wage" is no answer of its own: it turns the living wage around. */
function deniesAnother(said: Said, match: Match<unknown>, found: readonly Match<unknown>[]): boolean {
  if (match.words !== 1 || !hasRole(said, match.from, 'negation', 'negation-after')) return false;
  const touches = (from: number, to: number) =>
    from <= to &&
    Array.from({ length: to - from }, (_, i) => from + i).every((i) => isFiller(said, i)) &&
    Array.from({ length: to - from + 1 }, (_, i) => from + i).every((i) => !/[,;.]/.test(said.tokens[i]?.gap ?? ''));
  return found.some(
    (other) =>
      other !== match &&
      (touches(match.to, other.from) || (hasRole(said, match.from, 'negation-after') && touches(other.to, match.from))),
  );
}

/** Matches (by their first word) that a negation turns around. `loose`: a negation that belongs to none of them. */
function readNegations(
  said: Said,
  matches: readonly { readonly from: number; readonly to: number }[],
  inMatch: readonly boolean[],
): Set<number> & { loose?: boolean } {
  const negated: Set<number> & { loose?: boolean } = new Set<number>();
  said.tokens.forEach((token, i) => {
    if (inMatch[i] || !hasRole(said, i, 'negation', 'negation-after')) return;
    if (i === 0 && /^\s*[,.;:!]/.test(said.tokens[1]?.gap ?? '')) return; // "No, I am a student"
    const next = matches.find((match) => match.from > i);
    const previous = [...matches].reverse().find((match) => match.to <= i);
    const forward = next !== undefined && onlyFillers(said, i + 1, next.from) ? next : undefined;
    const backward =
      previous !== undefined && onlyFillers(said, previous.to, i) && !/[,;]/.test(token.gap) ? previous : undefined;
    // "English no, French yes": a comma ends what it denies.
    const ends = hasRole(said, i, 'negation-after') || /[,;]/.test(said.tokens[i + 1]?.gap ?? '');
    const target = ends ? (backward ?? forward) : (forward ?? backward);
    if (target === undefined) negated.loose = true;
    else negated.add(target.from);
  });
  return negated;
}

function onlyFillers(said: Said, from: number, to: number): boolean {
  let content = 0;
  for (let i = from; i < to; i++) {
    if (hasRole(said, i, 'but')) return false;
    if (!isFiller(said, i)) content++;
  }
  return content <= 1;
}

/** Words outside the matches that are neither fillers nor known to another table (a place, a date, another answer). */
export function countUnexplained(
  lexicon: Lexicon,
  said: Said,
  inMatch: readonly boolean[],
  around?: Entries<unknown>,
): number {
  const open = said.tokens.map((_, i) => !inMatch[i] && said.roles[i]?.size === 0);
  if (!open.includes(true)) return 0;
  const rest = said.tokens.filter((_, i) => open[i]);
  const explained = new Set<Token>();
  const books: Entries<unknown>[] = [
    lexicon.countries,
    lexicon.places,
    lexicon.languages,
    lexicon.time,
    lexicon.answers,
    lexicon.skills,
    ...(['study-field', 'diploma-level', 'residence-status'] as const).flatMap((id) => lexicon.choices[id] ?? []),
    lexicon.occupations,
    ...(around === undefined ? [] : [around]),
  ];
  for (const book of books) {
    for (const match of findPhrases(book, rest))
      for (let i = match.from; i < match.to; i++) explained.add(rest[i] as Token);
  }
  return rest.filter((token) => !explained.has(token) && !/^\d{1,4}$/.test(token.text) && token.text.length > 1).length;
}

export type Certainty = 'sure' | 'confirm' | 'no';

/** How much of the text must be understood. `rights`: the answer decides about rights, so nothing may be left over. */
export function weigh(reading: Reading, sure: boolean, rights: boolean): Certainty {
  if (reading.blocked) return 'no';
  const coverage = reading.covered / (reading.covered + reading.left);
  if (!(coverage >= 0.34)) return 'no';
  if (!sure || reading.hedged) return coverage >= 0.5 ? 'confirm' : 'no';
  if (reading.left === 0) return 'sure';
  return !rights && coverage >= 0.6 ? 'sure' : 'confirm';
}

/** A typo in a long word, one edit away, is accepted where the answer decides no rights. */
export function isSure(named: Named, said: Said, rights: boolean): boolean {
  if (named.sure) return true;
  const length = said.tokens.slice(named.from, named.to).reduce((total, token) => total + token.text.length, 0);
  return !rights && named.firm && named.edits === 1 && length >= 8;
}
