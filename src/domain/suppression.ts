/**
 * Figures of people in which nobody under five can be counted. What is told of people is always a division of all of
 * them into groups of five or more: small groups, and groups of nobody beside them, are told together; and where those
 * together are still too few, or so many that each must be as large as a small group can be, the next larger ones join
 * them. A total minus the groups that are told alone is then a group that is told too, never a smaller one.
 *
 * Two divisions of the same people give nothing more away than each alone, as long as no class of one lies within a
 * class of the other. Whoever adds a division has to see to that: divide the people of a class again instead.
 */

/** Fewer than this are not told. */
export const LEAST = 5;
/** A middle is told of two halves, quartiles of four quarters, of LEAST each. */
const LEAST_FOR_MEDIAN = 2 * LEAST;
const LEAST_FOR_QUARTILES = 4 * LEAST;

/** People by class; a class without anybody is there too, with 0. */
export type Counts = { readonly [code: string]: number };

export interface Group {
  /** The classes in it; several are told together because one of them is small. */
  readonly of: readonly string[];
  readonly count: number;
}

export function sumOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** @returns the people in groups of LEAST or more, or of nobody; undefined when all of them are too few */
export function divide(counts: Counts): readonly Group[] | undefined {
  const all = Object.entries(counts);
  const total = sumOf(counts);
  if (total > 0 && total < LEAST) return undefined;
  const small = all.filter(([, count]) => count < LEAST);
  const alone = ([code, count]: readonly [string, number]): Group => ({ of: [code], count });
  if (small.every(([, count]) => count === 0)) return all.map(alone);

  const joined = new Set(small.map(([code]) => code));
  const ofSmall = small.reduce((sum, [, count]) => sum + count, 0);
  if (ofSmall < LEAST || ofSmall === small.length * (LEAST - 1)) {
    // All that are as large as the next one: which of them joined would say something of the small group.
    const next = Math.min(...all.map(([, count]) => count).filter((count) => count >= LEAST));
    for (const [code, count] of all) if (count === next) joined.add(code);
  }
  const together = all.reduce((sum, [code, count]) => sum + (joined.has(code) ? count : 0), 0);
  return [
    ...all.filter(([code]) => !joined.has(code)).map(alone),
    { of: all.filter(([code]) => joined.has(code)).map(([code]) => code), count: together },
  ];
}

/**
 * People who are still being counted: in steps of LEAST, downwards, so that two looks on two days differ by nobody or by
 * that many. @returns only the classes that reach one step
 */
export function divideInSteps(counts: Counts): readonly Group[] {
  return Object.entries(counts)
    .map(([code, count]) => ({ of: [code], count: stepOf(count) }))
    .filter(({ count }) => count > 0);
}

/** "At least so many." */
export function stepOf(count: number): number {
  return Math.floor(count / LEAST) * LEAST;
}

/** The group that is this class alone, where it is told alone. */
export function aloneIn(groups: readonly Group[] | undefined, code: string): Group | undefined {
  return groups?.find(({ of }) => of.length === 1 && of[0] === code);
}

export interface Spread {
  readonly median: number;
  /** Absent: too few to be divided in four. */
  readonly quartiles?: readonly [number, number];
}

/** @returns undefined where the values are of too few people */
export function spreadOf(values: readonly number[]): Spread | undefined {
  if (values.length < LEAST_FOR_MEDIAN) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const median = quantile(sorted, 0.5);
  if (values.length < LEAST_FOR_QUARTILES) return { median };
  return { median, quartiles: [quantile(sorted, 0.25), quantile(sorted, 0.75)] };
}

/** Between the two values around it, as most spreadsheets do (Hyndman and Fan, type 7). */
function quantile(sorted: readonly number[], at: number): number {
  const place = (sorted.length - 1) * at;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}
