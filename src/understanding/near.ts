/** Near misses: the one word of a book that a mistyped word most likely is. */
import type { Token } from './normalise.ts';
import type { Book } from './phrases.ts';

/** Measured on typed country names: at 0.25 of the longer word one typo is found in 93% and 1.3% of other words hit. */
const MOST_EDITS = 0.25;
const SHORTEST = 5;
/** The next best other word must be this much further. */
const MARGIN = 1;

export interface Near {
  readonly word: string;
  readonly edits: number;
}

/**
 * The word of the vocabulary that is meant, or undefined when none is near or two are equally near.
 * The first letter must be right, or the first two swapped: that is how people mistype, and it keeps the search small.
 */
export function findNear(book: Book<unknown>, token: Token, meaningOf = sameForm): Near | undefined {
  const typed = token.text;
  if (typed.length < SHORTEST || /\d/.test(typed)) return undefined;
  let best: Near | undefined;
  let second = Number.POSITIVE_INFINITY;
  for (const key of book.vocabulary) {
    const stem = key.endsWith('*');
    const word = stem ? key.slice(0, -1) : key;
    if (word.length < SHORTEST - 1 || (word[0] !== typed[0] && word[0] !== typed[1])) continue;
    const edits = stem ? editsToStem(typed, word) : countEdits(typed, word, allowed(typed, word));
    if (edits === undefined) continue;
    const rival = best !== undefined && !isSameMeaning(best.word, key, meaningOf);
    if (best === undefined || edits < best.edits) {
      if (best !== undefined && rival) second = Math.min(second, best.edits);
      best = { word: key, edits };
    } else if (rival) second = Math.min(second, edits);
  }
  return best !== undefined && second - best.edits >= MARGIN ? best : undefined;
}

function allowed(a: string, b: string): number {
  return Math.floor(Math.max(a.length, b.length) * MOST_EDITS);
}

function sameForm(word: string): string {
  return word;
}

/** Words that mean the same ("docter" is near "doctor" and "dokter") do not compete, nor do forms of one word. */
function isSameMeaning(a: string, b: string, meaningOf: (word: string) => string): boolean {
  const [x, y] = [meaningOf(a), meaningOf(b)];
  if (x === y) return true;
  // Two words with a meaning each, such as Iran and Iraq, do compete.
  return (x === a || y === b) && isSameWord(a, b);
}

function isSameWord(a: string, b: string): boolean {
  const [x, y] = [a.replace('*', ''), b.replace('*', '')];
  const shared = Math.min(x.length, y.length) - 1;
  return shared >= 3 && x.slice(0, shared) === y.slice(0, shared);
}

/** A stem leaves the ending free: the typed word's first letters are compared, one letter more or less allowed. */
function editsToStem(typed: string, stem: string): number | undefined {
  // Of a short stem little is left to recognise: "constructor" is no "cost".
  if (stem.length < SHORTEST - 1 || typed.length > stem.length + Math.min(8, stem.length)) return undefined;
  const most = Math.floor(Math.max(stem.length, SHORTEST) * MOST_EDITS);
  if (stem.length < SHORTEST && typed.length < SHORTEST + 1) return undefined;
  let best: number | undefined;
  for (const length of [stem.length, stem.length - 1, stem.length + 1]) {
    if (length > typed.length) continue;
    const edits = countEdits(typed.slice(0, length), stem, most);
    if (edits !== undefined && (best === undefined || edits < best)) best = edits;
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours; undefined above `most`. */
export function countEdits(a: string, b: string, most: number): number | undefined {
  if (Math.abs(a.length - b.length) > most) return undefined;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let edits = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        edits = Math.min(edits, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(edits);
      if (edits < least) least = edits;
    }
    if (least > most) return undefined;
    beforeLast = last;
    last = row;
  }
  const edits = last[b.length] ?? 0;
  return edits <= most ? edits : undefined;
}
