/** Figures that go with a reason: those of the day, and none where there is none. */
import { describe, expect, it } from 'vitest';
import { figuresFor } from '../../src/domain/figures.ts';
import { rowOn } from '../../src/domain/rules.ts';
import { RULES, TODAY } from './cases.ts';

describe('the figure beside a document', () => {
  it.each([
    ['naric-level', 'naric-level-fee'],
    ['naric-level-protected-title', 'naric-level-fee'],
    ['naric-specific-regulated', 'naric-specific-fee'],
    ['naric-specific-doctorate', 'naric-doctorate-fee'],
    ['naric-running', 'naric-missing-papers-months'],
    ['residence-asylum', 'asylum-work-wait'],
    ['temporary-protection-ends', 'temporary-protection-end'],
    ['residence-temporary-protection', 'temporary-protection-end'],
  ])('of %s is %s, as the row of the day has it, with the day on which it was checked', (reason, id) => {
    const row = rowOn(RULES.figures[id] ?? [], TODAY);
    expect(row).toBeDefined();
    expect(figuresFor(reason, RULES, TODAY)).toEqual([{ id, amount: row?.value, checkedOn: row?.source.checkedOn }]);
  });

  it('is that of another day on another day', () => {
    const feeOn = (day: string) => figuresFor('naric-level', RULES, day).map(({ amount }) => amount);
    const [first, second] = RULES.figures['naric-level-fee'] ?? [];
    expect(feeOn(first?.validTo ?? '')).toEqual([first?.value]);
    expect(feeOn(second?.validFrom ?? '')).toEqual([second?.value]);
    expect(first?.value).not.toBe(second?.value);
  });

  it('is the last day of temporary protection up to that day, and nothing once it is over', () => {
    const endOn = (day: string) => figuresFor('residence-temporary-protection', RULES, day).map(({ amount }) => amount);
    expect(endOn('2027-03-04')).toEqual(['2027-03-04']);
    expect(endOn('2027-03-05')).toEqual([]);
  });

  it.each(['cv-work', 'naric-automatic-level', 'naric-not-for-study'])('of %s is none', (reason) => {
    expect(figuresFor(reason, RULES, TODAY)).toEqual([]);
  });

  it('is none before the first row', () => {
    expect(figuresFor('naric-level', RULES, '1990-01-01')).toEqual([]);
  });
});
