/** People drawn from the tables of the sources by chance that can be repeated, and what the rules make of them. */
import type { Assessment } from '../../src/domain/assessment.ts';
import type { Facts } from '../../src/domain/facts.ts';
import { allMetBut, judge } from '../domain/cases.ts';
import { type Counted, POSTCODES, type Shares } from './tables.ts';

/** The same numbers every time: a linear congruential generator (Numerical Recipes). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function draw<T>(next: () => number, shares: Shares<T>): T {
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  let left = next() * total;
  for (const [value, share] of shares) {
    left -= share;
    if (left < 0) return value;
  }
  throw new Error('shares add up to nothing');
}

export interface Drawn {
  readonly facts: Facts;
  readonly assessment: Assessment;
}

/** As many people as asked; what the tables do not say is as the criteria want it. */
export function drawPeople(from: Counted, people: number, seed: number): readonly Drawn[] {
  const next = chance(seed);
  return Array.from({ length: people }, () => {
    const facts = allMetBut({
      nationalities: [next() < from.europeans ? draw(next, from.eu) : draw(next, from.nonEu)],
      diplomaLevel: draw(next, from.levels),
      postcode: POSTCODES[draw(next, from.regions)],
      obstacles: [],
    });
    return { facts, assessment: judge(facts) };
  });
}

interface Compared {
  readonly what: string;
  readonly drawn: number;
  /** What the source counted; undefined where it is silent. */
  readonly source: number | undefined;
}

const shareOf = <T>(list: Shares<T>, wanted: T): number =>
  (list.find(([value]) => value === wanted)?.[1] ?? 0) / list.reduce((sum, [, share]) => sum + share, 0);

/** Shares of those drawn beside the source's own, the verdicts first. */
export function compare(from: Counted, people: readonly Drawn[]): readonly Compared[] {
  const share = (wanted: (drawn: Drawn) => boolean) => people.filter(wanted).length / people.length;
  const access = (wanted: Assessment['deskAccess']) => share(({ assessment }) => assessment.deskAccess === wanted);
  return [
    {
      what: 'outside the criteria',
      drawn: share(({ assessment }) => assessment.projectEligibility === 'not-eligible'),
      source: from.outside,
    },
    {
      what: 'EU citizens',
      drawn: share(({ assessment }) => assessment.flags.includes('eu-national')),
      source: from.europeans,
    },
    {
      what: 'without a higher diploma',
      drawn: share(({ assessment }) =>
        assessment.criteria.some(({ id, outcome }) => id === 'E4' && outcome === 'not-met'),
      ),
      source: shareOf(from.levels, 'secondary'),
    },
    { what: 'admitted to the desk', drawn: access('admitted'), source: undefined },
    { what: 'for the desk to decide', drawn: access('review'), source: undefined },
    { what: 'not at this desk', drawn: access('not-admitted'), source: undefined },
    ...from.levels.map(([level]) => ({
      what: `diploma ${level}`,
      drawn: share(({ facts }) => facts.diplomaLevel === level),
      source: shareOf(from.levels, level),
    })),
    ...from.regions.map(([region]) => ({
      what: region,
      drawn: share(({ facts }) => facts.postcode === POSTCODES[region]),
      source: shareOf(from.regions, region),
    })),
  ];
}
