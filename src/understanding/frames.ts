/**
 * What a country does in a sentence. Somebody who lives, studied or holds a visa there, came through it or speaks its
 * language has said a country and no nationality.
 */
import type { Named, Reading } from './choice.ts';
import type { Lexicon } from './lexicon.ts';
import { findPhrases } from './phrases.ts';
import { hasRole, isFiller, isForeignReading, pick, type Said } from './said.ts';
import type { Frame } from './tables.ts';

/** Words that say what a country is to somebody. */
interface Framing {
  readonly kinds: readonly Frame[];
  readonly from: number;
  readonly to: number;
}
/** A country or a language, by its first word and the one after it. */
type Span = Pick<Named, 'from' | 'to'>;

export interface Nationalities extends Reading {
  /** Two countries stand there without being plainly said to be both. */
  readonly loose: boolean;
  /** It says itself that there are two. */
  readonly several: boolean;
}

/** Words between a frame and its country that no table calls small: "studied *medicine* in France". */
const MOST_BETWEEN = 1;
/** Where everyone who answers is: "in Belgium" tells nothing. */
const HERE = 'BE';
const EUROPEAN: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

const NO_NATIONALITY: readonly Frame[] = ['lives', 'speaks', 'permit', 'studied', 'diploma'];
const NO_DIPLOMA: readonly Frame[] = ['lives', 'speaks', 'permit'];

/** The reading without the countries that are no nationality; hedged where the sentence leaves that open. */
export function keepNationalities(lexicon: Lexicon, said: Said, reading: Reading): Nationalities {
  const framings = findFramings(lexicon, said);
  const framed = findFramed(lexicon, said, reading.named, framings, NO_NATIONALITY);
  const open = reading.named.filter((one) => !framed.has(one));
  const weak = open.filter((one) => isLocated(said, framings, one) || isTaught(lexicon, said, framings, one));
  const firm = open.filter((one) => !weak.includes(one));
  const named = firm.length > 0 ? firm : weak.filter((one) => one.code !== HERE);
  // "Syrian in Belgium"; but "Syrian, in Belgium since May" says two things.
  const doubtful = weak.some(
    (one) => named.includes(one) || one.code !== HERE || !firm.every((it) => areApart(said, it, one)),
  );
  const several = framings.some(({ kinds }) => kinds.includes('several'));
  const pairs = named.slice(1).map((one, i) => [named[i] as Named, one] as const);
  const different = pairs.filter(
    ([one, other]) => one.code !== other.code && !one.negated && !other.negated && !several,
  );
  const loose = different.some(([one, other]) => !areJoined(said, framings, one, other));
  const european = different.some(
    ([one, other]) => [one, other].some(({ code }) => EUROPEAN.has(code)) && areOnlyListed(said, framings, one, other),
  );
  return {
    ...reading,
    named,
    loose,
    several,
    hedged: reading.hedged || doubtful || european || isOpen(lexicon, said, framings, named),
  };
}

/** "I want to become Belgian"; "Belgium since 2020", which names a place as much as a nationality. */
function isOpen(lexicon: Lexicon, said: Said, framings: readonly Framing[], named: readonly Named[]): boolean {
  if (framings.some(({ kinds }) => kinds.includes('maybe'))) return true;
  const here = named.length > 0 && named.every(({ code }) => code === HERE);
  if (!here || framings.some(({ kinds }) => kinds.includes('claims'))) return false;
  return said.tokens.some(({ text }) => /^\d{4}$/.test(text)) || findPhrases(lexicon.time, said.tokens).length > 0;
}

/** The reading without the countries that say nothing of a diploma. */
export function keepCountriesOfStudy(lexicon: Lexicon, said: Said, reading: Reading): Reading {
  const framings = findFramings(lexicon, said);
  const framed = findFramed(lexicon, said, reading.named, framings, NO_DIPLOMA);
  const studied = framings.some(({ kinds }) => kinds.some((kind) => kind.startsWith('studied') || kind === 'diploma'));
  const named = reading.named.filter((one) => !framed.has(one));
  return { ...reading, named, hedged: reading.hedged || (framed.size > 0 && !studied) };
}

/** "In Syria", "to Syria". */
export function isLocatedAt(lexicon: Lexicon, said: Said, country: Span): boolean {
  return isLocated(said, findFramings(lexicon, said), country);
}

/** Whether the text tells of somewhere abroad: "refugee in Greece", "I came to Germany". */
export function isAbroad(lexicon: Lexicon, said: Said): boolean {
  const countries = findPhrases(lexicon.countries, said.tokens).filter(
    (match) => !isForeignReading(said, match) && !pick(match.values, said.preferred).includes(HERE),
  );
  // "In Duitssland" is read as the language.
  const languages = findPhrases(lexicon.languages, said.tokens);
  if (countries.length + languages.length === 0) return false;
  const framings = findFramings(lexicon, said);
  return (
    [...countries, ...languages].some((place) => isLocated(said, framings, place)) ||
    findFramed(lexicon, said, countries, framings, ['lives', 'studied']).size > 0
  );
}

/** Whether the text names a paper, a diploma or a study, of which something else may be said. */
export function isOfPapers(lexicon: Lexicon, said: Said): boolean {
  return findFramings(lexicon, said).some((framing) => does(framing, ['permit', 'diploma', 'studied']));
}

function findFramings(lexicon: Lexicon, said: Said): Framing[] {
  return findPhrases(lexicon.frames, said.tokens)
    .filter((match) => !isForeignReading(said, match))
    .map((match) => ({ kinds: pick(match.values, said.preferred), from: match.from, to: match.to }));
}

/** Whether a frame does this, before its country or, in languages that put the verb last, behind it. */
function does(framing: Framing, kinds: readonly Frame[]): boolean {
  return framing.kinds.some((kind) => kinds.some((one) => kind === one || kind === `${one}-after`));
}

/** The countries that a frame of these kinds takes. */
function findFramed<T extends Span>(
  lexicon: Lexicon,
  said: Said,
  named: readonly T[],
  framings: readonly Framing[],
  kinds: readonly Frame[],
): Set<T> {
  const framed = new Set<T>();
  const languages = findPhrases(lexicon.languages, said.tokens);
  for (const framing of framings) {
    if (!does(framing, kinds)) continue;
    const spoken = does(framing, ['speaks']);
    const isLanguage = ({ from }: Span) => languages.some((one) => from >= one.from && from < one.to);
    const spans: readonly Span[] = spoken ? [...named.filter(isLanguage), ...languages] : named;
    for (const span of spansOf(said, spans, framings, framing))
      for (const one of named) if (one.from >= span.from && one.from < span.to) framed.add(one);
  }
  return framed;
}

/** What a frame is about: what follows it, or else what stands before it where the words show that. */
function spansOf(said: Said, spans: readonly Span[], framings: readonly Framing[], framing: Framing): Span[] {
  const next = nearest(
    spans.filter((one) => one.from >= framing.from),
    (one) => one.from,
  );
  const previous = nearest(
    spans.filter((one) => one.to <= framing.from),
    (one) => -one.to,
  );
  const verbLast = framing.kinds.some((kind) => kind.endsWith('-after'));
  const spoken = does(framing, ['speaks']);
  const touches = previous?.to === framing.from && !isParted(said, framing.from);
  // "German visa", "Rusça biliyorum"; but not "Syrian living here".
  const behind =
    previous !== undefined &&
    !crosses(said, framings, previous.to, framing.from) &&
    (isLocated(said, framings, previous) || (touches && (verbLast || spoken || does(framing, ['permit', 'diploma']))));
  if (verbLast && behind && previous !== undefined) return chain(said, spans, framings, previous, -1, spoken);
  if (next !== undefined && (next.from < framing.to || !crosses(said, framings, framing.to, next.from)))
    return chain(said, spans, framings, next, 1, spoken);
  return behind && previous !== undefined ? chain(said, spans, framings, previous, -1, spoken) : [];
}

/** "I speak Arabic, French and English", "I lived in Greece and Germany": all of them. */
function chain(
  said: Said,
  spans: readonly Span[],
  framings: readonly Framing[],
  first: Span,
  step: 1 | -1,
  listed: boolean,
): Span[] {
  const all = [first];
  const rest = spans
    .filter((one) => (step > 0 ? one.from >= first.to : one.to <= first.from))
    .sort((a, b) => step * (a.from - b.from));
  for (const one of rest) {
    const last = all.at(-1) as Span;
    const [from, to] = step > 0 ? [last.to, one.from] : [one.to, last.from];
    const gap = said.tokens[to]?.gap ?? '';
    const joined = from === to ? /[,/+&-]/.test(gap) && listed : true;
    const words = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
    const small = (at: number) => isA(framings, at, 'and', 'in', 'several');
    const prefixed = from === to && said.tokens[to]?.text.startsWith('و') === true;
    if (!(prefixed || (joined && words.every(small)))) break;
    all.push(one);
  }
  return all;
}

function nearest(spans: readonly Span[], by: (one: Span) => number): Span | undefined {
  return [...spans].sort((a, b) => by(a) - by(b))[0];
}

/** Whether something new begins between two places: a comma, "and", "I am", "from", or too much else. */
function crosses(said: Said, framings: readonly Framing[], from: number, to: number): boolean {
  let between = 0;
  for (let i = from; i <= to; i++) {
    if (isParted(said, i)) return true;
    if (i === to) break;
    if (isA(framings, i, 'and', 'claims', 'from') || hasRole(said, i, 'but')) return true;
    if (!isFiller(said, i) && !isA(framings, i)) between++;
  }
  return between > MOST_BETWEEN;
}

function isParted(said: Said, at: number): boolean {
  return /[,;:!?\n،]|\.\s/.test(said.tokens[at]?.gap ?? '');
}

function isA(framings: readonly Framing[], at: number, ...kinds: readonly Frame[]): boolean {
  return framings.some(
    (one) => at >= one.from && at < one.to && (kinds.length === 0 || one.kinds.some((kind) => kinds.includes(kind))),
  );
}

/** "In Belgium", "Belçika'da". */
function isLocated(said: Said, framings: readonly Framing[], { from, to }: Span): boolean {
  const covered = framings.some((one) => one.kinds.includes('in') && one.from <= from && one.to > from);
  const behind = isA(framings, to, 'in-after') && said.tokens[to]?.gap === "'";
  let at = from - 1;
  // "In the Netherlands".
  if (at > 0 && (said.tokens[at]?.text.length ?? 9) <= 3 && isFiller(said, at) && !isA(framings, at)) at--;
  return covered || behind || (at >= 0 && isA(framings, at, 'in') && !isParted(said, from));
}

/** A teacher of French is not therefore French. */
function isTaught(lexicon: Lexicon, said: Said, framings: readonly Framing[], { from, to }: Span): boolean {
  const beside =
    (isA(framings, to, 'teaches') && !isParted(said, to)) ||
    (isA(framings, from - 1, 'teaches') && !isParted(said, from));
  return beside && findPhrases(lexicon.languages, said.tokens.slice(from, to)).length > 0;
}

function areApart(said: Said, one: Span, other: Span): boolean {
  const [from, to] = one.from < other.from ? [one.to, other.from] : [other.to, one.from];
  return Array.from({ length: to - from + 1 }, (_, i) => from + i).some((i) => isParted(said, i));
}

/** "Syrian and Belgian", "a Turkish and a Bulgarian passport": nothing between them but what joins them. */
function areJoined(said: Said, framings: readonly Framing[], one: Span, other: Span): boolean {
  const between = Array.from({ length: Math.max(0, other.from - one.to) }, (_, i) => one.to + i);
  if (between.length === 0) return true;
  const origin = (span: Span) => [1, 2].some((back) => isA(framings, span.from - back, 'from'));
  const words = between.every(
    (i) =>
      isA(framings, i, 'and', 'claims', 'several') ||
      (isFiller(said, i) && !isA(framings, i)) ||
      (isA(framings, i, 'from') && origin(one)),
  );
  const joins =
    between.some((i) => isA(framings, i, 'and', 'several')) || isParted(said, other.from) || areApart(said, one, other);
  return words && joins;
}

/** "Syria, Belgium": may be from there, and here now. */
function areOnlyListed(said: Said, framings: readonly Framing[], one: Span, other: Span): boolean {
  const between = Array.from({ length: Math.max(0, other.from - one.to) }, (_, i) => one.to + i);
  const joined =
    between.some((i) => isA(framings, i, 'and', 'several')) || said.tokens[other.from]?.text.startsWith('و') === true;
  return !joined && areApart(said, one, other);
}
