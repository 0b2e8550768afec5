import { describe, expect, it } from 'vitest';
import { rowOn } from '../../src/domain/rules.ts';
import { loadRules } from '../../src/rules/load.ts';
import { findStaleRows } from '../../src/rules/stale.ts';

describe('findStaleRows', () => {
  const rules = loadRules();

  it('finds none a year to the day after all was checked, and all in force a day later', () => {
    expect(findStaleRows(rules, '2027-11-22')).toEqual([]);
    const stale = findStaleRows(rules, '2027-11-23');
    expect(stale.length).toBeGreaterThan(100);
    const row = rowOn(rules.criteria.E3, '2027-11-23');
    expect(stale.find(({ id }) => id === 'E3')).toEqual({
      id: 'E3',
      validFrom: row?.validFrom,
      ref: row?.source.ref,
      checkedOn: row?.source.checkedOn,
    });
  });

  it('leaves the past in peace: rows that ended need no second look', () => {
    const fees = rules.figures['naric-level-fee'] ?? [];
    expect(fees.length).toBeGreaterThan(1);
    const inForce = rowOn(fees, '2027-11-23')?.validFrom;
    const stale = findStaleRows(rules, '2027-11-23').filter(({ id }) => id === 'naric-level-fee');
    expect(stale.map(({ validFrom }) => validFrom)).toEqual([inForce]);
  });
});
