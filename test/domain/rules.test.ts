/** Which row holds on which day. */
import { describe, expect, it } from 'vitest';
import { type Row, type Rules, rowOn, rulesOn } from '../../src/domain/rules.ts';
import { RULES, TODAY } from './cases.ts';

const row = (validFrom: string, validTo?: string): Row<string> => ({
  id: 'rule',
  validFrom,
  ...(validTo === undefined ? {} : { validTo }),
  value: validFrom,
  source: { title: 'An example', ref: 'https://example.org', checkedOn: TODAY },
  note: '',
});

describe('a row', () => {
  const timeline = [row('2015-01-01', '2019-12-31'), row('2020-01-01', '2024-06-30')];
  it.each([
    ['2014-12-31', undefined],
    ['2015-01-01', '2015-01-01'],
    ['2019-12-31', '2015-01-01'],
    ['2020-01-01', '2020-01-01'],
    ['2024-06-30', '2020-01-01'],
    // Never simply the last one.
    ['2024-07-01', undefined],
  ])('of %s is the one from %s', (day, from) => {
    expect(rowOn(timeline, day)?.value).toBe(from);
  });

  it('without a last day holds until further notice', () => {
    expect(rowOn([row('2015-01-01')], '2099-12-31')?.value).toBe('2015-01-01');
    expect(rowOn([], TODAY)).toBeUndefined();
  });
});

describe('the rules of a day', () => {
  it('hold what is in force, and nothing that is not', () => {
    // A copy, of which no day was looked up before.
    const on = rulesOn({ ...RULES }, TODAY);
    expect(on.version).toBe(RULES.version);
    expect(on.criteria.E3?.value.underYears).toBe(5);
    expect(on.figures['naric-level-fee']?.value).toBe(119);
    expect(rulesOn(RULES, '2024-12-31').figures['naric-level-fee']?.value).toBe(90);
    expect(on.offers.length).toBeGreaterThan(50);
    expect(on.offers.every(({ validFrom, validTo }) => validFrom <= TODAY && (validTo ?? TODAY) >= TODAY)).toBe(true);
    const before = rulesOn({ ...RULES }, '1990-01-01');
    expect([before.offers, before.postcodes, before.addedDocuments]).toEqual([[], [], []]);
    expect(Object.values(before.criteria).filter((one) => one !== undefined)).toEqual([]);
    // A criterion without a row for the day still says where it stands.
    expect(before.criterionSources.E1).toEqual(RULES.criteria.E1.at(-1)?.source);
  });

  it('are found once a day and kept, and those of other rules apart', () => {
    expect(rulesOn(RULES, '2026-01-05')).toBe(rulesOn(RULES, '2026-01-05'));
    expect(rulesOn(RULES, '2026-01-06')).not.toBe(rulesOn(RULES, '2026-01-05'));
    const others: Rules = { ...RULES, version: '2027-01' };
    expect(rulesOn(others, '2026-01-05').version).toBe('2027-01');
    expect(rulesOn(RULES, '2026-01-05').version).toBe(RULES.version);
  });

  it('are not kept without end: after some four hundred other days they are found anew', () => {
    const rules: Rules = { ...RULES };
    const first = rulesOn(rules, '2020-01-01');
    const dayAt = (at: number) => new Date(Date.UTC(2021, 0, 1 + at)).toISOString().slice(0, 10);
    for (let at = 0; at < 300; at += 1) rulesOn(rules, dayAt(at));
    expect(rulesOn(rules, '2020-01-01')).toBe(first);
    for (let at = 300; at < 500; at += 1) rulesOn(rules, dayAt(at));
    expect(rulesOn(rules, '2020-01-01')).not.toBe(first);
    expect(rulesOn(rules, '2020-01-01')).toEqual(first);
  });

  it('are none where a criterion has no row at all: the loader lets no such rules through', () => {
    const broken = { ...RULES, criteria: { ...RULES.criteria, E1: [] } } as Rules;
    expect(() => rulesOn(broken, TODAY)).toThrow('a rule without any row');
  });
});
