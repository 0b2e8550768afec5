import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aloneIn, divide, divideInSteps, LEAST, spreadOf, stepOf } from '../../src/domain/suppression.ts';

const counts = (...values: readonly number[]) => Object.fromEntries(values.map((value, at) => ['abcdef'[at], value]));
const told = (...values: readonly number[]) =>
  divide(counts(...values))?.map(({ of, count }) => `${of.join('+')} ${count}`);

describe('people divided', () => {
  it.each([
    [
      [12, 7],
      ['a 12', 'b 7'],
    ],
    [
      [12, 0, 7],
      ['a 12', 'b 0', 'c 7'],
    ], // nobody is no group
    [
      [12, 3, 7],
      ['a 12', 'b+c 10'],
    ], // alone, 3 is the total minus the others
    [
      [12, 3, 7, 2],
      ['a 12', 'c 7', 'b+d 5'],
    ],
    [
      [12, 3, 7, 0, 2],
      ['a 12', 'c 7', 'b+d+e 5'],
    ], // that there is nobody in d would tell of b and e
    [[12, 4, 4], ['a+b+c 20']], // 8 in two small groups can only be 4 and 4
    [
      [12, 4, 3, 6],
      ['a 12', 'd 6', 'b+c 7'],
    ],
    [[3, 2], ['a+b 5']],
    [
      [0, 0],
      ['a 0', 'b 0'],
    ],
  ])('%j are told as %j', (values, groups) => {
    expect(told(...values)).toEqual(groups);
  });

  it('are not told at all when they are fewer than five', () => {
    expect(told(4, 0)).toBeUndefined();
    expect(told(1, 1, 1, 1)).toBeUndefined();
  });

  it('are found where a class is told alone', () => {
    const groups = divide(counts(12, 3, 7));
    expect(aloneIn(groups, 'a')?.count).toBe(12);
    expect(aloneIn(groups, 'b')).toBeUndefined();
    expect(aloneIn(undefined, 'a')).toBeUndefined();
  });

  it('lose nobody, and no group has one to four', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(6), fc.nat(40)), { minLength: 1, maxLength: 10 }), (values) => {
        const all = Object.fromEntries(values.map((value, at) => [`c${at}`, value]));
        const groups = divide(all);
        const total = values.reduce((sum, value) => sum + value, 0);
        if (groups === undefined) {
          expect(total).toBeLessThan(LEAST);
          return;
        }
        expect(groups.flatMap(({ of }) => of).toSorted()).toEqual(Object.keys(all).toSorted());
        expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(total);
        for (const { of, count } of groups) {
          expect(count === 0 || count >= LEAST).toBe(true);
          expect(of.reduce((sum, code) => sum + (all[code] ?? 0), 0)).toBe(count);
        }
      }),
    );
  });

  it.each([
    { classes: 2, most: 40 },
    { classes: 3, most: 26 },
    { classes: 4, most: 18 },
  ])(
    'leave no small group of $classes to be worked out, also by who knows how they are divided',
    ({ classes, most }) => {
      // Every population there can be, by what is told of it: a small group is safe when another population is told alike.
      const populations = new Map<string, number[][]>();
      const draw = (so_far: number[], left: number): void => {
        if (so_far.length === classes) {
          const groups = divide(counts(...so_far));
          if (groups === undefined) return;
          const key = JSON.stringify(groups);
          populations.set(key, [...(populations.get(key) ?? []), so_far]);
          return;
        }
        for (let value = 0; value <= left; value += 1) draw([...so_far, value], left - value);
      };
      draw([], most);
      const found: string[] = [];
      for (const [key, alike] of populations) {
        for (let at = 0; at < classes; at += 1) {
          const values = new Set(alike.map((one) => one[at]));
          const [only = 0] = values;
          if (values.size === 1 && only > 0 && only < LEAST) found.push(`${only} in ${key}`);
        }
      }
      expect(populations.size).toBeGreaterThan(20);
      expect(found).toEqual([]);
    },
  );
});

describe('people who are still being counted', () => {
  it('are told in steps of five, downwards', () => {
    expect([0, 4, 5, 9, 10, 23].map(stepOf)).toEqual([0, 0, 5, 5, 10, 20]);
    expect(divideInSteps(counts(4, 11, 5, 0))).toEqual([
      { of: ['b'], count: 10 },
      { of: ['c'], count: 5 },
    ]);
  });
});

describe('days in the middle', () => {
  const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

  it('are told of ten people or more, quartiles of twenty', () => {
    expect(spreadOf(upTo(9))).toBeUndefined();
    expect(spreadOf(upTo(10))).toEqual({ median: 5.5 });
    expect(spreadOf(upTo(19))).toEqual({ median: 10 });
    expect(spreadOf(upTo(21))).toEqual({ median: 11, quartiles: [6, 16] });
  });

  it('do not hang on the order', () => {
    expect(spreadOf(upTo(21).toReversed())).toEqual(spreadOf(upTo(21)));
  });
});
