import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLACES } from '../../src/domain/facts.ts';
import {
  type Case,
  type Division,
  describeInflow,
  isAnswer,
  type Quarter,
  quarterStart,
} from '../../src/domain/insight.ts';
import { LANGUAGES } from '../../src/domain/referral.ts';

const aCase = (changes: Partial<Case> = {}): Case => ({
  on: '2026-10-05',
  region: 'ghent',
  language: 'ar',
  perspective: 'professional',
  channel: 'directline',
  eligibility: 'eligible',
  forwarded: false,
  daysFromArrival: 120,
  answer: null,
  reminded: 'nobody',
  withdrawnAfterDays: null,
  toldAfterDays: null,
  ...changes,
});
const many = (count: number, changes: Partial<Case> = {}) => Array.from({ length: count }, () => aCase(changes));
const describeOne = (cases: readonly Case[], today: string): Quarter => {
  const [quarter, ...others] = describeInflow(cases, [], ['income', 'goal'], today);
  if (quarter === undefined || others.length > 0) throw new Error('one quarter was expected');
  return quarter;
};
const told = ({ groups }: Division) =>
  Object.fromEntries(groups.filter(({ count }) => count > 0).map(({ of, count }) => [of.join('+'), count]));
/** The last quarter of 2026, after its end; and once what became of it is known. */
const OVER = '2027-01-01';
const FOLLOWED = '2027-03-02';

describe('the inflow', () => {
  it('is told by quarter, the latest first, each with its days', () => {
    const cases = [...many(6, { on: '2026-09-30' }), ...many(7, { on: '2026-10-01' })];
    const quarters = describeInflow(
      cases,
      [{ month: '2025-02', language: 'fr', question: 'goal', count: 9 }],
      ['goal'],
      OVER,
    );
    expect(quarters.map(({ id, from, to }) => [id, from, to])).toEqual([
      ['2026-Q4', '2026-10-01', '2026-12-31'],
      ['2026-Q3', '2026-07-01', '2026-09-30'],
      ['2025-Q1', '2025-01-01', '2025-03-31'],
    ]);
    expect(quarters.map(({ inflow }) => inflow.month.total)).toEqual([7, 6, 0]);
  });

  it('is exact once the quarter is over, with small groups told together', () => {
    const cases = [
      ...many(14),
      ...many(3, { region: 'limburg' }),
      ...many(6, { region: 'brussels', on: '2026-12-31' }),
      ...many(5, { region: null }),
    ];
    const { inflow } = describeOne(cases, OVER);
    expect(inflow.region.total).toBe(28);
    // Limburg alone would be the total minus the others: the next larger region joins it, and those with nobody.
    const { brussels, ghent, ...together } = told(inflow.region);
    expect({ brussels, ghent }).toEqual({ brussels: 6, ghent: 14 });
    expect(Object.keys(together).map((of) => of.split('+').length)).toEqual([8]);
    expect(Object.values(together)).toEqual([8]);
    expect(told(inflow.month)).toEqual({ '2026-10': 22, '2026-12': 6 });
    expect(inflow.region.inSteps).toBe(false);
  });

  it('is told in steps of five while the quarter runs', () => {
    const { inflow } = describeOne([...many(14), ...many(4, { region: 'limburg' })], '2026-12-31');
    expect(inflow.region).toEqual({ total: 15, groups: [{ of: ['ghent'], count: 10 }], inSteps: true });
  });

  it('is divided by everything that is asked of it, each class with its people', () => {
    const cases = [
      ...many(8),
      ...many(5, {
        language: 'fr',
        perspective: 'combined',
        channel: 'msteams',
        eligibility: 'review',
        forwarded: true,
      }),
      ...many(6, { region: null, channel: 'a-channel-to-come', eligibility: 'not-eligible' }),
    ];
    const { inflow } = describeOne(cases, OVER);
    expect(told(inflow.region)).toEqual({ ghent: 13, unknown: 6 });
    expect(told(inflow.language)).toEqual({ ar: 14, fr: 5 });
    expect(told(inflow.perspective)).toEqual({ professional: 14, combined: 5 });
    expect(told(inflow.channel)).toEqual({ directline: 8, msteams: 5, other: 6 });
    expect(told(inflow.way)).toEqual({ alone: 14, forwarded: 5 });
    expect(told(inflow.eligibility)).toEqual({ eligible: 8, review: 5, 'not-eligible': 6 });
  });

  it('has a place for who is not there: that nobody came is told too', () => {
    const { inflow, followUp } = describeOne(many(8, { answer: { kind: 'accept', days: 3 } }), FOLLOWED);
    const classes = ({ groups }: Division) => groups.flatMap(({ of }) => of);
    expect(classes(inflow.region)).toEqual([...PLACES, 'unknown']);
    expect(classes(inflow.month)).toEqual(['2026-10', '2026-11', '2026-12']);
    expect(classes(inflow.channel)).toEqual(['directline', 'msteams', 'other']);
    expect(classes(inflow.way)).toEqual(['alone', 'forwarded']);
    expect(classes(followUp.standing)).toEqual(['answered', 'withdrawn', 'no-answer']);
    expect(classes(followUp.answers)).toEqual(['accept', 'ask-more', 'decline', 'advise', 'close']);
    expect(classes(followUp.reminded)).toEqual(['nobody', 'desk', 'counsellor']);
    expect(classes(followUp.feedback)).toEqual(['told', 'not-told']);
  });

  it('is not told where there are fewer than five in all', () => {
    for (const today of ['2026-12-31', OVER, FOLLOWED]) {
      const { inflow, followUp, daysFromArrival } = describeOne(
        many(4, { answer: { kind: 'accept', days: 3 } }),
        today,
      );
      for (const division of [...Object.values(inflow), followUp.standing, followUp.answers, followUp.feedback]) {
        expect(division).toMatchObject({ total: undefined, groups: [] });
      }
      expect(inflow.region.inSteps).toBe(today === '2026-12-31');
      expect(followUp.answers.inSteps).toBe(false);
      expect(daysFromArrival).toBeUndefined();
    }
  });

  it('has the days from arrival in the middle, of those who told their month', () => {
    const cases = [30, 60, 60, 90, 120, 120, 150, 300, 360, 720].flatMap((daysFromArrival) =>
      many(2, { daysFromArrival }),
    );
    expect(describeOne([...cases, ...many(3, { daysFromArrival: null })], OVER).daysFromArrival).toEqual({
      median: 120,
      quartiles: [60, 300],
    });
  });
});

describe('what became of it', () => {
  const accepted = (days: number, changes: Partial<Case> = {}) =>
    aCase({ answer: { kind: 'accept', days }, ...changes });
  const accepts = (count: number) => many(count, { answer: { kind: 'accept', days: 3 } });
  const cases = [
    ...Array.from({ length: 12 }, (_, at) => accepted(at + 1)),
    ...many(6, { answer: { kind: 'decline', days: 9 }, reminded: 'desk' }),
    ...many(5, { answer: { kind: 'accept', days: 61 }, reminded: 'counsellor' }), // too late to count as answered
    ...many(5, { withdrawnAfterDays: 2 }),
  ];

  it('is told for each referral as it stood sixty days after it', () => {
    const { standing, answers, reminded, daysToAnswer } = describeOne(cases, FOLLOWED).followUp;
    expect(told(standing)).toEqual({ answered: 18, withdrawn: 5, 'no-answer': 5 });
    expect(told(answers)).toEqual({ accept: 12, decline: 6 });
    expect(told(reminded)).toEqual({ nobody: 12, desk: 6 });
    expect(daysToAnswer).toEqual({ median: 9 });
  });

  it('counts the sixtieth day, and none after it', () => {
    const forwarded = { forwarded: true } as const;
    const onDay = (days: number) => [
      ...many(5, { answer: { kind: 'advise', days } }),
      ...many(6, { withdrawnAfterDays: days }),
      ...many(7, { ...forwarded, answer: { kind: 'close', days: 3 }, toldAfterDays: days }),
    ];
    const last = describeOne(onDay(60), FOLLOWED).followUp;
    expect(told(last.standing)).toEqual({ answered: 12, withdrawn: 6 });
    expect(told(last.feedback)).toEqual({ told: 7 });
    const late = describeOne(onDay(61), FOLLOWED).followUp;
    expect(told(late.standing)).toEqual({ answered: 7, 'no-answer': 11 });
    expect(told(late.feedback)).toEqual({ 'not-told': 7 });
  });

  it('has the days to an answer before all of it is known, in the middle of those answered so far', () => {
    expect(describeOne(cases, '2027-03-01').followUp.daysToAnswer).toEqual({ median: 9 });
    const some = [...many(4, { answer: { kind: 'accept', days: 3 } }), ...many(20)];
    expect(describeOne(some, '2027-03-01').followUp.daysToAnswer).toBeUndefined();
  });

  it('has no days to an answer where those answered are told with others, however many they are', () => {
    // Two withdrew: they are told with those answered, who are the next larger.
    const joined = [...accepts(10), ...many(2, { withdrawnAfterDays: 1 }), ...many(30)];
    const { standing, daysToAnswer } = describeOne(joined, FOLLOWED).followUp;
    expect(told(standing)).toEqual({ 'answered+withdrawn': 12, 'no-answer': 30 });
    expect(daysToAnswer).toBeUndefined();
    expect(describeOne(joined, '2027-03-01').followUp.daysToAnswer).toEqual({ median: 3 });
  });

  it('is told in steps of five until sixty days have passed for all of them', () => {
    expect(describeOne(cases, '2027-03-01').followUp.standing).toMatchObject({ inSteps: true, total: 25 });
    expect(describeOne(cases, FOLLOWED).followUp.standing).toMatchObject({ inSteps: false, total: 28 });
  });

  it('does not divide those answered when they are told together with others', () => {
    const few = [
      ...many(20),
      ...many(3, { answer: { kind: 'accept', days: 1 } }),
      ...many(6, { withdrawnAfterDays: 1 }),
    ];
    const { standing, answers, reminded, daysToAnswer } = describeOne(few, FOLLOWED).followUp;
    expect(told(standing)).toEqual({ 'no-answer': 20, 'answered+withdrawn': 9 });
    for (const division of [answers, reminded]) expect(division.total).toBeUndefined();
    expect(daysToAnswer).toBeUndefined();
  });

  it('counts the counsellors who had an answer, where no group that remains is small', () => {
    const forwarded = { forwarded: true, answer: { kind: 'accept', days: 4 } } as const;
    const fine = [...many(11, { ...forwarded, toldAfterDays: 5 }), ...many(6, { forwarded: true }), ...many(8)];
    const { feedback, daysToFeedback } = describeOne(fine, FOLLOWED).followUp;
    expect(told(feedback)).toEqual({ told: 11, 'not-told': 6 });
    expect(daysToFeedback).toEqual({ median: 5 });
    // Five that remain are enough.
    const five = describeOne([...fine, ...many(5, forwarded)], FOLLOWED).followUp;
    expect(told(five.feedback)).toEqual({ told: 11, 'not-told': 11 });
    // Two were answered and not told: those answered minus those told would be 2.
    const two = describeOne([...fine, ...many(2, forwarded)], FOLLOWED).followUp;
    expect(two.feedback.total).toBeUndefined();
    expect(two.daysToFeedback).toBeUndefined();
    // While it runs nobody is told exactly: nothing can be taken from anything.
    const running = describeOne([...fine, ...many(2, forwarded)], '2026-12-31').followUp;
    expect(running.feedback).toEqual({
      total: 15,
      groups: [
        { of: ['told'], count: 10 },
        { of: ['not-told'], count: 5 },
      ],
      inSteps: true,
    });
  });

  it('counts of a counsellor only who was forwarded', () => {
    const cases = [
      ...many(10, { forwarded: true, answer: { kind: 'accept', days: 4 }, toldAfterDays: 5 }),
      ...many(12, { answer: { kind: 'accept', days: 4 }, toldAfterDays: 40 }),
      ...many(8, { forwarded: true, answer: { kind: 'accept', days: 4 }, toldAfterDays: 61 }),
    ];
    const { feedback, daysToFeedback } = describeOne(cases, FOLLOWED).followUp;
    expect(told(feedback)).toEqual({ told: 10, 'not-told': 8 });
    expect(daysToFeedback).toEqual({ median: 5 });
  });
});

describe('a quarter', () => {
  it('begins on the first of January, April, July or October', () => {
    expect(quarterStart('2026-11-22', 0)).toBe('2026-10-01');
    expect(quarterStart('2026-11-22', 7)).toBe('2025-01-01');
    expect(quarterStart('2027-01-01', 1)).toBe('2026-10-01');
  });
});

describe('an answer', () => {
  it('is what moves the client on; reading alone is none', () => {
    const events = ['submit', 'deliver', 'open', 'accept', 'ask-more', 'decline', 'advise', 'close', 'withdraw', ''];
    expect(events.filter(isAnswer)).toEqual(['accept', 'ask-more', 'decline', 'advise', 'close']);
  });
});

describe('where people stop', () => {
  it('is told in the quarter in which they stopped, with a place for where nobody did', () => {
    const stopped = [
      { month: '2026-09', language: 'ar', question: 'income', count: 8 },
      { month: '2026-10', language: 'a-language-to-come', question: 'goal', count: 6 },
    ];
    const [fourth, third] = describeInflow([], stopped, ['income', 'goal'], FOLLOWED);
    expect(fourth && told(fourth.stopped.question)).toEqual({ goal: 6 });
    expect(fourth && told(fourth.stopped.language)).toEqual({ other: 6 });
    expect(third && told(third.stopped.question)).toEqual({ income: 8 });
    expect(third?.stopped.question.groups.map(({ of }) => of[0])).toEqual(['income', 'goal', 'other']);
    expect(third?.stopped.language.groups.map(({ of }) => of[0])).toEqual([...LANGUAGES, 'other']);
  });

  it('is told by question and by language, and what the questions of today do not know together', () => {
    const stopped = [
      { month: '2026-10', language: 'ar', question: 'income', count: 7 },
      { month: '2026-11', language: 'fr', question: 'income', count: 5 },
      { month: '2026-11', language: 'fr', question: 'shoe-size', count: 6 },
    ];
    const [quarter] = describeInflow([], stopped, ['income', 'goal'], FOLLOWED);
    expect(quarter && told(quarter.stopped.question)).toEqual({ income: 12, other: 6 });
    expect(quarter && told(quarter.stopped.language)).toEqual({ ar: 7, fr: 11 });
  });
});

/**
 * An attack by arithmetic: everything that is told of the people of a quarter is a sum over the kinds of people there can
 * be; whatever can be worked out of it is a sum of such sums. No group of one to four may be among them.
 */
describe('what is told of a quarter that is over', () => {
  const REGIONS = ['ghent', 'limburg', 'brussels'] as const;
  const KINDS = ['accept', 'decline', 'advise'] as const;
  type Attributes = { readonly [dimension: string]: string };

  const anyCase = fc
    .record({
      region: fc.constantFrom(...REGIONS, ...(['ghent', 'ghent'] as const)),
      forwarded: fc.boolean(),
      standing: fc.constantFrom('answered', 'answered', 'withdrawn', 'no-answer'),
      kind: fc.constantFrom(...KINDS, 'accept' as const),
      reminded: fc.constantFrom('nobody', 'nobody', 'desk', 'counsellor'),
      told: fc.boolean(),
    })
    .map(({ region, forwarded, standing, kind, reminded, told: isTold }) =>
      aCase({
        region,
        forwarded,
        answer: standing === 'answered' ? { kind, days: 3 } : null,
        withdrawnAfterDays: standing === 'withdrawn' ? 3 : null,
        reminded: standing === 'answered' ? reminded : 'nobody',
        toldAfterDays: standing === 'answered' && forwarded && isTold ? 3 : null,
      }),
    );

  /** Every kind of person that can be, whether or not there is one. */
  const cells: Attributes[] = REGIONS.flatMap((region) =>
    ['alone', 'forwarded'].flatMap((way) => [
      ...['withdrawn', 'no-answer'].map((standing) => ({
        region,
        way,
        standing,
        answer: '-',
        reminded: '-',
        feedback: way === 'forwarded' ? 'not-told' : '-',
      })),
      ...KINDS.flatMap((answer) =>
        ['nobody', 'desk', 'counsellor'].flatMap((reminded) =>
          (way === 'forwarded' ? ['told', 'not-told'] : ['-']).map((feedback) => ({
            region,
            way,
            standing: 'answered',
            answer,
            reminded,
            feedback,
          })),
        ),
      ),
    ]),
  );
  const attributesOf = (one: Case): Attributes => ({
    region: one.region ?? '',
    way: one.forwarded ? 'forwarded' : 'alone',
    standing: one.answer ? 'answered' : one.withdrawnAfterDays === null ? 'no-answer' : 'withdrawn',
    answer: one.answer?.kind ?? '-',
    reminded: one.answer ? one.reminded : '-',
    feedback: one.forwarded ? (one.toldAfterDays === null ? 'not-told' : 'told') : '-',
  });
  const vectorOf = (isIn: (cell: Attributes) => boolean) => cells.map((cell) => (isIn(cell) ? 1 : 0));

  function published({ inflow, followUp }: Quarter): number[][] {
    const divisions: { [dimension: string]: Division } = {
      region: inflow.region,
      way: inflow.way,
      standing: followUp.standing,
      answer: followUp.answers,
      reminded: followUp.reminded,
      feedback: followUp.feedback,
    };
    return Object.entries(divisions).flatMap(([dimension, { groups }]) =>
      groups.map(({ of }) => vectorOf((cell) => of.includes(cell[dimension] ?? ''))),
    );
  }

  /** Groups that somebody may ask for: who shares one, two or three attributes, and these taken from each other. */
  const asked = (() => {
    const names = ['region', 'way', 'standing', 'answer', 'reminded', 'feedback'];
    const values = (name: string) =>
      [...new Set(cells.map((cell) => cell[name] ?? ''))].map((value) => ({ name, value }));
    const singles = names.flatMap(values).map((one) => [one]);
    const pairs = singles.flatMap(([a]) =>
      singles.filter(([b]) => a && b && a.name < b.name).map(([b]) => [a, b].flatMap((one) => one ?? [])),
    );
    return [...singles, ...pairs].map((all) =>
      vectorOf((cell) => all.every(({ name, value }) => cell[name] === value)),
    );
  })();

  it('lets no group of one to four be worked out', () => {
    let small = 0;
    fc.assert(
      fc.property(fc.array(anyCase, { minLength: 5, maxLength: 60 }), (cases) => {
        const basis = rowSpace(published(describeOne(cases, FOLLOWED)));
        const people = cells.map(() => 0);
        for (const one of cases) {
          const attributes = JSON.stringify(attributesOf(one));
          const at = cells.findIndex((cell) => JSON.stringify({ ...attributesOf(one), ...cell }) === attributes);
          people[at] = (people[at] ?? 0) + 1;
        }
        const sizeOf = (vector: readonly number[]) => vector.reduce((sum, one, at) => sum + one * (people[at] ?? 0), 0);
        const candidates = [
          ...asked,
          ...asked.flatMap((a, at) =>
            asked.slice(at + 1, at + 12).map((b) => a.map((one, cell) => one & ~(b[cell] ?? 0))),
          ),
        ];
        for (const group of candidates) {
          const size = sizeOf(group);
          if (size < 1 || size > 4) continue;
          small += 1;
          expect(isIn(basis, group)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
    expect(small).toBeGreaterThan(500);
  });

  it('would be found out if a small group were told', () => {
    const leak = [vectorOf(() => true), vectorOf(({ region }) => region !== 'limburg')];
    expect(
      isIn(
        rowSpace(leak),
        vectorOf(({ region }) => region === 'limburg'),
      ),
    ).toBe(true);
    expect(
      isIn(
        rowSpace(leak),
        vectorOf(({ region }) => region === 'brussels'),
      ),
    ).toBe(false);
  });
});

/** Linear algebra over a large prime: exact, unlike floating point. */
const PRIME = 1_000_003;
const mod = (value: number) => ((value % PRIME) + PRIME) % PRIME;
function inverse(value: number): number {
  let [result, base, power] = [1, mod(value), PRIME - 2];
  for (; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = mod(result * base);
    base = mod(base * base);
  }
  return result;
}
type Row = { readonly pivot: number; readonly values: readonly number[] };

function reduce(basis: readonly Row[], vector: readonly number[]): number[] {
  let left = vector.map(mod);
  for (const { pivot, values } of basis) {
    const factor = left[pivot] ?? 0;
    if (factor !== 0) left = left.map((value, at) => mod(value - factor * (values[at] ?? 0)));
  }
  return left;
}

function rowSpace(vectors: readonly (readonly number[])[]): readonly Row[] {
  const basis: Row[] = [];
  for (const vector of vectors) {
    const left = reduce(basis, vector);
    const pivot = left.findIndex((value) => value !== 0);
    if (pivot === -1) continue;
    const factor = inverse(left[pivot] ?? 1);
    basis.push({ pivot, values: left.map((value) => mod(value * factor)) });
  }
  return basis;
}

const isIn = (basis: readonly Row[], vector: readonly number[]) => reduce(basis, vector).every((value) => value === 0);
