/** Which papers someone has, can get, cannot get, or cannot safely get. */
import type { Heard, ListedPaper } from '../bot/ports.ts';
import { countUnexplained, readChoices } from './choice.ts';
import type { Lexicon } from './lexicon.ts';
import { findPhrases } from './phrases.ts';
import { hasRole, isFiller, pick, readText, type Said } from './said.ts';
import { REJECT } from './settle.ts';

interface Span {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}
/** A paper that the text names; `all` and `nothing` stand for all of them. */
interface Mention extends Span {
  readonly code: string;
}
/** Words that say how it stands with a paper. */
interface Word extends Span {
  readonly holding: string;
}
/** What stands between two commas, or behind a "but". */
interface Part extends Span {
  /** It begins with a "but". */
  readonly turns: boolean;
  /** It begins a sentence. */
  readonly begins: boolean;
  readonly mentions: readonly Mention[];
  readonly words: readonly Word[];
}

const DANGER = 'not-safe-to-get';
/** Not there, and not said whether it can be had: that is asked. */
const MISSING = 'missing';
/** What a paper that is not there can be. */
const WITHOUT = ['can-get', 'cannot-get', DANGER, 'unknown'] as const;
/** Of several words for one paper the last of these counts: who is in danger must not be told to ask. */
const RANK: readonly string[] = ['have', MISSING, 'can-get', 'cannot-get', 'unknown', 'declined', DANGER];
/** "Cannot get it, too dangerous" says one thing. */
const SAID_WITH_DANGER: readonly string[] = [MISSING, 'cannot-get'];
const ALL = 'all';
const NOTHING = 'nothing';
const EXCEPT = 'except';
/** How far before "dangerous" a "not" still denies it: "not so very dangerous". */
const MOST_BEFORE_DENIED = 3;
const LEAST_COVERED = 0.34;
const SENTENCE = /[.;!?\u061b]/;
const STOP = /[,;.!?\u061b]/;

/**
 * Each paper by its name, or "everything" and "nothing" of those that are asked now.
 * @param papers the list of this person; every paper there is where that is not known
 */
export function interpretDocuments(
  lexicon: Lexicon,
  typed: Said,
  {
    papers = lexicon.documentIds.map((id) => ({ id, need: 'required' })),
  }: { readonly papers?: readonly ListedPaper[] },
): Heard {
  const said = withLines(lexicon, typed);
  const { words: read, denials } = readWords(lexicon, said);
  const inDanger = read.some(({ holding }) => holding === DANGER);
  // "Dangerous for my parents" is about the person; "my brother has a diploma" is not.
  const { named, blocked } = readChoices(lexicon, said, lexicon.documents, { othersCount: inDanger });
  if (said.asksBack || blocked) return REJECT;
  if (named.length === 0) return interpretWhole(lexicon, said, read, papers);

  const wholes = readWholes(lexicon, said).filter(
    (whole) => ![...named, ...read].some((one) => overlap(one, whole) && lengthOf(one) > lengthOf(whole)),
  );
  const exceptions = findExceptions(said, wholes, named);
  const whole = findWhole(said, wholes, named, exceptions);
  const mentions = [...named, ...(whole === undefined ? [] : [whole])].sort(byPlace);
  const leftOut = wholes.filter(({ code }) => code === EXCEPT);
  // "Without" is both a paper that is missing and one that is left out.
  const free = read.flatMap((word) => (leftOut.some((one) => overlap(one, word)) ? [] : outside(word, mentions)));
  const words = [...free, ...answersBehind(lexicon, said, named, free)].sort(byPlace);
  const taken = [...mentions, ...words, ...wholes, ...denials];
  const parts = partsOf(said, mentions, words, wholes, exceptions);
  const { negated, loose } = readNoes(said, parts, taken);
  const held = spread(parts, exceptions);

  let sure = !loose && !held.loose && denials.length === 0 && negated.size === 0 && named.every((one) => one.sure);
  sure &&= !wholes.some(({ code }) => code !== NOTHING);
  const told = new Map<string, string>();
  for (const mention of mentions) {
    const of = held.words.get(mention) ?? [];
    const holding = settle(mention, of, negated.has(mention), exceptions.has(mention), whole?.code);
    sure &&= of.every((word) => word.holding === holding || (holding === DANGER && isSaidWith(word)));
    const before = told.get(mention.code);
    told.set(mention.code, before === undefined ? holding : strongest([before, holding]));
    sure &&= before === undefined || before === holding;
  }

  const inMatch = said.tokens.map((_, i) => taken.some(({ from, to }) => i >= from && i < to));
  const covered = inMatch.filter(Boolean).length;
  const left = countUnexplained(lexicon, said, inMatch);
  if (!inDanger && covered / (covered + left) < LEAST_COVERED) return REJECT;
  const hedged = inMatch.some((own, i) => !own && hasRole(said, i, 'vague', 'others', 'but', 'unsettled'));
  return answerOf(papers, told, sure && !hedged && left === 0);
}

/** A line break parts as a semicolon does. */
function withLines(lexicon: Lexicon, typed: Said): Said {
  if (!/[\n\r]/.test(typed.raw)) return typed;
  return readText(lexicon, typed.raw.replace(/[,;.]?\s*[\n\r]+\s*/g, '; '), typed.language);
}

/** What is said of papers, and the words that turn it around: "not dangerous" can be had, "not lost" is there. */
function readWords(lexicon: Lexicon, said: Said): { words: Word[]; denials: Span[] } {
  const skippable = (token: Said['tokens'][number]) => isFiller(said, said.tokens.indexOf(token));
  const found = findPhrases(lexicon.holdings, said.tokens, skippable).map(({ from, to, values }) => ({
    from,
    to,
    holding: pick(values, said.preferred)[0] ?? 'have',
  }));
  const answers = findPhrases(lexicon.answers, said.tokens, skippable).flatMap(({ from, to, values }) => {
    const [holding] = pick(values, said.preferred);
    return holding === 'unknown' || holding === 'declined' ? [{ from, to, holding }] : [];
  });
  const words = [...found.filter((one) => !answers.some((other) => overlap(one, other))), ...answers];
  const denials: Span[] = [];
  const turned = words.map((word) => {
    const saysNo = said.tokens.slice(word.from, word.to).some((_, i) => isNo(said, word.from + i));
    if (word.holding !== DANGER && (word.holding !== MISSING || saysNo)) return word;
    const noes = noesAround(said, word, words);
    denials.push(...noes);
    // "Not without danger" is dangerous.
    return noes.length % 2 === 0 ? word : { ...word, holding: word.holding === DANGER ? 'can-get' : 'have' };
  });
  return { words: turned.sort(byPlace), denials };
}

function noesAround(said: Said, { from, to }: Word, words: readonly Word[]): Span[] {
  const noes: Span[] = [];
  const isFree = (at: number) => !words.some((word) => at >= word.from && at < word.to);
  for (let at = from - 1; at >= Math.max(0, from - MOST_BEFORE_DENIED); at--) {
    if (STOP.test(said.tokens[at + 1]?.gap ?? '') || !isFree(at)) break;
    if (isNo(said, at)) noes.push({ from: at, to: at + 1 });
    else if (!isFiller(said, at) && !hasRole(said, at, 'plain')) break;
  }
  const isDenied = hasRole(said, to, 'negation-after') && isFree(to) && !STOP.test(said.tokens[to]?.gap ?? '');
  return isDenied ? [...noes, { from: to, to: to + 1 }] : noes;
}

/** "Diploma yes, transcript no". */
function answersBehind(lexicon: Lexicon, said: Said, named: readonly Mention[], words: readonly Word[]): Word[] {
  return named.flatMap(({ to }) => {
    const token = said.tokens[to];
    if (token === undefined || STOP.test(token.gap) || words.some((word) => to >= word.from && to < word.to)) return [];
    const answer = findPhrases(lexicon.answers, [token]).flatMap((match) => pick(match.values, said.preferred))[0];
    if (answer !== 'yes' && answer !== 'no') return [];
    return [{ from: to, to: to + 1, holding: answer === 'yes' ? 'have' : MISSING }];
  });
}

/** A word apart from the paper it runs into: "I have my" and "my diploma". */
function outside(word: Word, mentions: readonly Mention[]): Word[] {
  const other = mentions.find((one) => overlap(one, word));
  if (other === undefined) return [word];
  if (word.from < other.from) return outside({ ...word, to: other.from }, mentions);
  return word.to > other.to ? outside({ ...word, from: other.to }, mentions) : [];
}

/** "Everything", "nothing" and "except". */
function readWholes(lexicon: Lexicon, said: Said): Mention[] {
  const book = lexicon.choices.documents;
  if (book === undefined) return [];
  return findPhrases(book, said.tokens).map(({ from, to, values }) => ({
    from,
    to,
    code: pick(values, said.preferred)[0] ?? '',
  }));
}

/** The papers behind an "except"; in Turkish they stand before it. */
function findExceptions(said: Said, wholes: readonly Mention[], named: readonly Mention[]): Set<Mention> {
  const exceptions = new Set<Mention>();
  for (const { from, to } of wholes.filter(({ code }) => code === EXCEPT)) {
    const behind = runOfPapers(said, named, to, +1);
    for (const one of behind.length > 0 ? behind : runOfPapers(said, named, from, -1)) exceptions.add(one);
  }
  return exceptions;
}

/** The papers that follow one another from here on, or back from here, with only small words between. */
function runOfPapers(said: Said, named: readonly Mention[], start: number, step: 1 | -1): Mention[] {
  const run: Mention[] = [];
  let at = start;
  for (;;) {
    const next = named.filter((one) => (step > 0 ? one.from >= at : one.to <= at)).at(step > 0 ? 0 : -1);
    if (next === undefined) return run;
    const [from, to] = step > 0 ? [at, next.from] : [next.to, at];
    if (!onlySmall(said, from, to)) return run;
    run.push(next);
    at = step > 0 ? next.to : next.from;
  }
}

/** "Everything" beside papers that are named counts where it leaves some out: "that is all" and "all my marks" do not. */
function findWhole(
  said: Said,
  wholes: readonly Mention[],
  named: readonly Mention[],
  exceptions: ReadonlySet<Mention>,
): Mention | undefined {
  return wholes.find(({ code, to }) => {
    const next = named.find((one) => one.from >= to);
    if (code === ALL) return exceptions.size > 0 || (next !== undefined && !touches(said, to, next.from));
    return (
      code === NOTHING && wholes.some((one) => one.code === EXCEPT && one.from >= to && onlySmall(said, to, one.from))
    );
  });
}

function touches(said: Said, from: number, to: number): boolean {
  const isParted = Array.from({ length: to - from + 1 }, (_, i) => said.tokens[from + i]?.gap ?? '').some((gap) =>
    /[,;.:!?]/.test(gap),
  );
  return onlySmall(said, from, to) && !isParted;
}

function onlySmall(said: Said, from: number, to: number): boolean {
  return Array.from({ length: to - from }, (_, i) => from + i).every(
    (i) => isFiller(said, i) || hasRole(said, i, 'plain'),
  );
}

function partsOf(
  said: Said,
  mentions: readonly Mention[],
  words: readonly Word[],
  wholes: readonly Mention[],
  exceptions: ReadonlySet<Mention>,
): Part[] {
  const isInside = (at: number) => [...mentions, ...words].some(({ from, to }) => at > from && at < to);
  const lastOut = Math.max(...[...exceptions].map(({ to }) => to), -1);
  const turns = (at: number) =>
    hasRole(said, at, 'but') || wholes.some(({ code, from }) => code === EXCEPT && from === at);
  const starts = said.tokens.flatMap((token, i) => {
    const opens = i === 0 || STOP.test(token.gap) || turns(i) || i === lastOut;
    return opens && !isInside(i) ? [i] : [];
  });
  return starts.map((from, i) => {
    const to = starts[i + 1] ?? said.tokens.length;
    const isHere = (one: Span) => one.from >= from && one.from < to;
    const begins = SENTENCE.test(said.tokens[from]?.gap ?? '');
    return { from, to, turns: turns(from), begins, mentions: mentions.filter(isHere), words: words.filter(isHere) };
  });
}

/** Which papers a "not" denies that is no part of a phrase; `loose`: one that denies something else. */
function readNoes(
  said: Said,
  parts: readonly Part[],
  taken: readonly Span[],
): { negated: Set<Mention>; loose: boolean } {
  const negated = new Set<Mention>();
  let loose = false;
  for (const part of parts) {
    for (let at = part.from; at < part.to; at++) {
      if (!isNo(said, at) || taken.some(({ from, to }) => at >= from && at < to)) continue;
      const next = part.mentions.find((one) => one.from > at);
      const before = part.mentions.findLast((one) => one.to <= at);
      const nearest = next !== undefined && onlySmall(said, at + 1, next.from) ? next : (before ?? next);
      if (nearest === undefined) loose = true;
      // "No diploma and cv", "diploma and cv not".
      else for (const one of part.words.length === 0 ? part.mentions : [nearest]) negated.add(one);
    }
  }
  return { negated, loose };
}

/** Which words are about which papers. `loose`: it could be read another way. */
function spread(
  parts: readonly Part[],
  exceptions: ReadonlySet<Mention>,
): { words: ReadonlyMap<Mention, readonly Word[]>; loose: boolean } {
  const held = new Map<Mention, Word[]>();
  const give = (to: readonly Mention[], words: readonly Word[]) => {
    for (const one of to) held.set(one, [...(held.get(one) ?? []), ...words]);
  };
  let loose = false;
  /** Papers of which nothing was said yet, and those that "that is dangerous" would be about. */
  let open: readonly Mention[] = [];
  let last: readonly Mention[] = [];
  /** Words that hold on: "I have a diploma, a transcript". */
  let carried: readonly Word[] = [];
  /** A danger that may be about what comes: "it is dangerous for my family, so I cannot get the transcript". */
  let ahead: readonly Word[] = [];
  for (const { turns, begins, mentions, words } of parts) {
    if (turns || begins) carried = [];
    if (turns || (begins && mentions.length > 0)) open = [];
    if (mentions.length === 0) {
      if (words.length === 0) continue;
      const about = open.length > 0 ? open : last;
      const dangers = words.filter(isDanger);
      const isHeld = open.length === 0 && about.every((one) => (held.get(one) ?? []).every(isHave));
      if (dangers.length > 0 && isHeld && !about.some((one) => exceptions.has(one))) ahead = dangers;
      else give(about, words);
      if (dangers.length > 0 && about.length > 1) loose = true;
      if (about.length === 0) carried = words.filter((word) => !isDanger(word));
      open = [];
      continue;
    }
    if (ahead.length > 0 && !(words.length > 0 && words.every(isHave))) {
      give(mentions, ahead);
      [ahead, loose] = [[], true];
    }
    if (mentions.some((one) => exceptions.has(one))) [open, last] = [[], mentions];
    else if (words.length === 0) {
      // "I have the diploma, but the transcript ..."
      if (turns && last.length > 0 && !last.some((one) => exceptions.has(one)))
        give(mentions, [{ from: 0, to: 0, holding: MISSING }]);
      else if (carried.length > 0) give(mentions, carried);
      else open = [...open, ...mentions];
      last = mentions;
      continue;
    }
    const runs = runsOf(mentions, words);
    for (const [one, run] of runs) give([one], run);
    const [first] = runs;
    const [, final = []] = runs.at(-1) ?? [];
    const isBehind = first !== undefined && (words[0]?.from ?? 0) >= first[0].to;
    if (isBehind) give(open, first[1]);
    last = runs
      .filter(([, run]) => run.length === final.length && run.every((word) => final.includes(word)))
      .map(([one]) => one);
    carried = isBehind ? [] : final;
    open = [];
  }
  if (ahead.length > 0) {
    give(last, ahead);
    loose = true;
  }
  return { words: held, loose };
}

/** Within one part the words stand either behind their papers ("diploma have, cv can get") or before them. */
function runsOf(mentions: readonly Mention[], words: readonly Word[]): (readonly [Mention, readonly Word[]])[] {
  const isBehind = (words[0]?.from ?? 0) >= (mentions[0]?.to ?? 0);
  const final = mentions.at(-1);
  return mentions.map((one) => {
    if (words.every(({ holding }) => holding === words[0]?.holding)) return [one, words];
    if (isBehind) {
      const start = words.find(({ from }) => from >= one.to) ?? words.at(-1);
      const next = mentions.find(({ from }) => start !== undefined && from >= start.to);
      return [
        one,
        words.filter(({ from }) => from >= (start?.from ?? 0) && from < (next?.from ?? Number.POSITIVE_INFINITY)),
      ];
    }
    const end = words.findLast(({ to }) => to <= one.from);
    const previous = mentions.findLast(({ to }) => end !== undefined && to <= end.from);
    const before = words.filter(({ from, to }) => from >= (previous?.to ?? 0) && to <= one.from);
    return [one, one === final ? [...before, ...words.filter(({ from }) => from >= one.to)] : before];
  });
}

function settle(
  { code }: Mention,
  words: readonly Word[],
  isNegated: boolean,
  isException: boolean,
  whole: string | undefined,
): string {
  const telling = isException ? words.filter((word) => !isHave(word)) : words;
  const bare = isException && whole !== NOTHING ? MISSING : 'have';
  const holding = telling.length === 0 ? bare : strongest(telling.map((word) => word.holding));
  if (!isNegated && code !== NOTHING) return holding;
  return { have: MISSING, 'can-get': 'cannot-get' }[holding] ?? holding;
}

/** "Everything" or "nothing", and no paper by its name. */
function interpretWhole(lexicon: Lexicon, said: Said, read: readonly Word[], papers: readonly ListedPaper[]): Heard {
  const book = lexicon.choices.documents;
  if (book === undefined) return REJECT;
  const reading = readChoices(lexicon, said, book);
  const [one, ...others] = reading.named;
  if (one === undefined || others.length > 0 || one.negated || reading.hedged || reading.blocked) return REJECT;
  if (one.code !== ALL && one.code !== NOTHING) return REJECT;
  const words = read.filter((word) => !overlap(one, word));
  const isTaken = (at: number) => [one, ...words].some(({ from, to }) => at >= from && at < to);
  const inMatch = said.tokens.map((_, i) => isTaken(i));
  if (!words.some(isDanger) && countUnexplained(lexicon, said, inMatch) > 0) return REJECT;
  // "I have no passport yet" speaks of a paper that is not in the list.
  if (one.code === NOTHING && (reading.unsettled || reading.beside.some((at) => !isTaken(at)))) return REJECT;
  return answerOf(papers, new Map([[one.code, settle(one, words, false, false, undefined)]]), false);
}

/** Only what is on the list; "everything" is never more than what is asked now. */
function answerOf(papers: readonly ListedPaper[], told: ReadonlyMap<string, string>, sure: boolean): Heard {
  if (papers.length === 0) return { is: 'value', value: {} };
  const whole = told.get(ALL) ?? told.get(NOTHING);
  const held = papers.flatMap(({ id, need }) => {
    const holding = told.get(id) ?? (need === 'later' ? undefined : whole);
    return holding === undefined ? [] : [[id, holding] as const];
  });
  if (held.length === 0) return REJECT;
  if (!held.some(([, holding]) => holding === MISSING))
    return { is: sure ? 'value' : 'confirm', value: Object.fromEntries(held) };
  const candidates = WITHOUT.map((instead) =>
    Object.fromEntries(held.map(([id, holding]) => [id, holding === MISSING ? instead : holding])),
  );
  return { is: 'ambiguous', candidates };
}

const strongest = (holdings: readonly string[]): string =>
  holdings.reduce((best, one) => (RANK.indexOf(one) > RANK.indexOf(best) ? one : best));
const isDanger = (word: Word) => word.holding === DANGER;
const isHave = (word: Word) => word.holding === 'have';
const isSaidWith = (word: Word) => SAID_WITH_DANGER.includes(word.holding);
const isNo = (said: Said, at: number) => hasRole(said, at, 'negation', 'negation-after');
const lengthOf = ({ from, to }: Span) => to - from;
const overlap = (one: Span, other: Span) => one.from < other.to && other.from < one.to;
const byPlace = (one: Span, other: Span) => one.from - other.from;
