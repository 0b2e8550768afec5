/** Fees that go with a reason: those of the day, and none where there is none. */
import { describe, expect, it } from 'vitest';
import { figureFor } from '../../src/domain/figures.ts';
import { rowOn } from '../../src/domain/rules.ts';
import { RULES, TODAY } from './cases.ts';

describe('the figure beside a document', () => {
  it.each([
    ['naric-level', 'naric-level-fee'],
    ['naric-level-protected-title', 'naric-level-fee'],
    ['naric-specific-regulated', 'naric-specific-fee'],
    ['naric-specific-doctorate', 'naric-doctorate-fee'],
  ])('of %s is %s, as the row of the day has it, with the day on which it was checked', (reason, id) => {
    const row = rowOn(RULES.figures[id] ?? [], TODAY);
    expect(figureFor(reason, RULES, TODAY)).toEqual({ id, amount: row?.value, checkedOn: row?.source.checkedOn });
    expect(row?.value).toBeGreaterThan(0);
  });

  it('is that of another day on another day', () => {
    expect(figureFor('naric-level', RULES, '2024-12-31')?.amount).toBe(90);
    expect(figureFor('naric-level', RULES, TODAY)?.amount).toBe(119);
  });

  it.each(['cv-work', 'naric-automatic-level', 'naric-not-for-study'])('of %s is none', (reason) => {
    expect(figureFor(reason, RULES, TODAY)).toBeUndefined();
  });

  it('is none before the first row', () => {
    expect(figureFor('naric-level', RULES, '1990-01-01')).toBeUndefined();
  });
});
