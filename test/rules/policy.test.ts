/** What a policy person changes, each by editing rows only: the effect is seen in an assessment. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import type { Facts } from '../../src/domain/facts.ts';
import { type Row, type Rules, rulesOn } from '../../src/domain/rules.ts';
import { parseRules, RULE_FILES } from '../../src/rules/load.ts';
import { allMetBut } from '../domain/cases.ts';

type Rows = Row<{ [key: string]: unknown }>[];

function rulesWith(file: string, edit: (rows: Rows) => Rows): Rules {
  const files = Object.fromEntries(
    RULE_FILES.map((name) => [
      name,
      JSON.parse(readFileSync(new URL(`../../src/rules/${name}.json`, import.meta.url), 'utf8')),
    ]),
  );
  return parseRules({ ...files, [file]: edit(files[file]) });
}

/** Ends the row of a rule on a day, and lets another value begin on the next. */
function succeed(rows: Rows, id: string, validTo: string, validFrom: string, value: { [key: string]: unknown }): Rows {
  return rows.flatMap((row) =>
    row.id === id && row.validTo === undefined
      ? [
          { ...row, validTo },
          { ...row, validFrom, value: { ...row.value, ...value } },
        ]
      : [row],
  );
}

const judge = (facts: Facts, rules: Rules) => assess(facts, rules, facts.registeredOn ?? '');

describe('by editing rows only', () => {
  it('a postcode moves to another desk from a day on', () => {
    const rules = rulesWith('postcodes', (rows) =>
      succeed(rows, 'zwijndrecht', '2026-12-31', '2027-01-01', { place: 'antwerp-province' }),
    );
    const region = (registeredOn: string) =>
      judge(allMetBut({ postcode: '2070', registeredOn, inBelgiumSince: '2024-01' }), rules).route.region;
    expect([region('2026-12-31'), region('2027-01-01')]).toEqual(['east-flanders', 'antwerp-province']);
  });

  it('EU nationals are admitted in a region from a day on', () => {
    const rules = rulesWith('regions', (rows) =>
      succeed(rows, 'ghent', '2026-12-31', '2027-01-01', { euNationals: 'admitted' }),
    );
    const access = (registeredOn: string) =>
      judge(allMetBut({ nationalities: ['RO'], registeredOn, inBelgiumSince: '2024-01' }), rules).deskAccess;
    expect([access('2026-12-31'), access('2027-01-01')]).toEqual(['review', 'admitted']);
  });

  it('the limit of years changes from a day on, and those who registered before keep theirs', () => {
    const rules = rulesWith('criteria', (rows) => succeed(rows, 'E3', '2026-12-31', '2027-01-01', { underYears: 7 }));
    const stay = (registeredOn: string) =>
      judge(allMetBut({ inBelgiumSince: '2021-01', registeredOn }), rules).criteria[2]?.outcome;
    expect([stay('2026-12-31'), stay('2027-01-01')]).toEqual(['not-met', 'met']);
  });

  it('a fee changes', () => {
    const rules = rulesWith('figures', (rows) =>
      rows.flatMap((row) =>
        row.id === 'naric-level-fee' && row.validTo === undefined
          ? [
              { ...row, validTo: '2026-12-31' },
              { ...row, validFrom: '2027-01-01', value: 125 as unknown as { [key: string]: unknown } },
            ]
          : [row],
      ),
    );
    const fee = (day: string) => rulesOn(rules, day).figures['naric-level-fee']?.value;
    expect([fee('2024-12-31'), fee('2026-12-31'), fee('2027-01-01')]).toEqual([90, 119, 125]);
  });

  it('an offer ends', () => {
    const rules = rulesWith('offers', (rows) =>
      succeed(rows, 'duo-for-a-job', '2026-12-31', '2027-01-01', { status: 'ended' }),
    );
    const offered = (registeredOn: string) =>
      judge(allMetBut({ registeredOn }), rules).offers.some(({ id }) => id === 'duo-for-a-job');
    expect([offered('2026-12-31'), offered('2027-01-01')]).toEqual([true, false]);
  });

  it('a rule that ends without another leaves the decision to a person', () => {
    const rules = rulesWith('criteria', (rows) =>
      rows.map((row) => (row.id === 'E1' ? { ...row, validTo: '2026-12-31' } : row)),
    );
    const { criteria, deskAccess } = judge(allMetBut({ nationalities: ['RO'], registeredOn: '2027-01-01' }), rules);
    expect([criteria[0]?.outcome, criteria[0]?.reason, deskAccess]).toEqual(['review', 'no-rule', 'review']);
    expect(criteria[0]?.source.ref).toBe('S1 §7.1.2');
  });
});
