import { describe, expect, it } from 'vitest';
import { loadRules } from '../../src/rules/load.ts';
import { findStaleRows } from '../../src/rules/stale.ts';

describe('findStaleRows', () => {
  const rules = loadRules();

  it('finds none a year to the day after all was checked, and all in force a day later', () => {
    expect(findStaleRows(rules, '2027-11-22')).toEqual([]);
    const stale = findStaleRows(rules, '2027-11-23');
    expect(stale.length).toBeGreaterThan(100);
    expect(stale.find(({ id }) => id === 'E3')).toEqual({
      id: 'E3',
      validFrom: '2015-01-01',
      ref: 'S1 §7.1.2, §7.1.1',
      checkedOn: '2026-11-22',
    });
  });

  it('leaves the past in peace: rows that ended need no second look', () => {
    const stale = findStaleRows(rules, '2027-11-23');
    expect(stale.filter(({ id }) => id === 'naric-level-fee').map(({ validFrom }) => validFrom)).toEqual([
      '2025-01-01',
    ]);
  });
});
