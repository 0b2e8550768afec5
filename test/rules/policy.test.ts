/** What a policy person changes, each by editing rows only: the effect is seen in an assessment. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import type { Facts } from '../../src/domain/facts.ts';
import { type Row, type Rules, rulesOn } from '../../src/domain/rules.ts';
import { parseRules, RULE_FILES } from '../../src/rules/load.ts';
import { allMetBut } from '../domain/cases.ts';

type Rows = Row<number | { [key: string]: unknown }>[];

function rulesWith(file: string, edit: (rows: Rows) => Rows): Rules {
  const files = Object.fromEntries(
    RULE_FILES.map((name) => [
      name,
      JSON.parse(readFileSync(new URL(`../../src/rules/${name}.json`, import.meta.url), 'utf8')),
    ]),
  );
  return parseRules({ ...files, [file]: edit(files[file]) });
}

type Value = Rows[number]['value'];
const LAST = '2026-12-31';
const FIRST = '2027-01-01';

/**
 * One value of a rule up to a day, another from the next. Both are the test's own, whatever the repository says of those
 * days: a policy that has changed since must not fail the test that it can change.
 */
function succeed(rows: Rows, id: string, before: Value, after: Value): Rows {
  const [row] = rows.filter((one) => one.id === id);
  if (row === undefined) throw new Error(`no row ${id}`);
  const { validTo: _, ...always } = row;
  const merged = (value: Value) => (typeof value === 'object' ? { ...(row.value as object), ...value } : value);
  const made: Rows = [
    { ...always, validFrom: '2000-01-01', validTo: LAST, value: merged(before) },
    { ...always, validFrom: FIRST, value: merged(after) },
  ];
  return rows.flatMap((one) => (one === row ? made : one.id === id ? [] : [one]));
}

const judge = (facts: Facts, rules: Rules) => assess(facts, rules, facts.registeredOn ?? '');

describe('by editing rows only', () => {
  it('a postcode moves to another desk from a day on', () => {
    const rules = rulesWith('postcodes', (rows) =>
      succeed(rows, 'zwijndrecht', { place: 'east-flanders' }, { place: 'antwerp-province' }),
    );
    const region = (registeredOn: string) =>
      judge(allMetBut({ postcode: '2070', registeredOn, inBelgiumSince: '2024-01' }), rules).route.region;
    expect([region(LAST), region(FIRST)]).toEqual(['east-flanders', 'antwerp-province']);
  });

  it('EU nationals are admitted in a region from a day on', () => {
    const rules = rulesWith('regions', (rows) =>
      succeed(rows, 'ghent', { euNationals: 'review' }, { euNationals: 'admitted' }),
    );
    const access = (registeredOn: string) =>
      judge(allMetBut({ nationalities: ['RO'], registeredOn, inBelgiumSince: '2024-01' }), rules).deskAccess;
    expect([access(LAST), access(FIRST)]).toEqual(['review', 'admitted']);
  });

  it('the limit of years changes from a day on, and those who registered before keep theirs', () => {
    const rules = rulesWith('criteria', (rows) => succeed(rows, 'E3', { underYears: 5 }, { underYears: 7 }));
    const stay = (registeredOn: string) =>
      judge(allMetBut({ inBelgiumSince: '2021-01', registeredOn }), rules).criteria[2]?.outcome;
    expect([stay(LAST), stay(FIRST)]).toEqual(['not-met', 'met']);
  });

  it('a fee changes', () => {
    const rules = rulesWith('figures', (rows) => succeed(rows, 'naric-level-fee', 119, 125));
    const fee = (day: string) => rulesOn(rules, day).figures['naric-level-fee']?.value;
    expect([fee(LAST), fee(FIRST)]).toEqual([119, 125]);
  });

  it('an offer ends', () => {
    const rules = rulesWith('offers', (rows) =>
      succeed(rows, 'duo-for-a-job', { status: 'unverified' }, { status: 'ended' }),
    );
    const offered = (registeredOn: string) =>
      judge(allMetBut({ registeredOn }), rules).offers.some(({ id }) => id === 'duo-for-a-job');
    expect([offered(LAST), offered(FIRST)]).toEqual([true, false]);
  });

  it('a rule that ends without another leaves the decision to a person', () => {
    const rules = rulesWith('criteria', (rows) =>
      succeed(rows, 'E1', {}, {}).filter(({ id, validFrom }) => id !== 'E1' || validFrom < FIRST),
    );
    const { criteria, deskAccess } = judge(allMetBut({ nationalities: ['RO'], registeredOn: FIRST }), rules);
    expect([criteria[0]?.outcome, criteria[0]?.reason, deskAccess]).toEqual(['review', 'no-rule', 'review']);
    expect(criteria[0]?.source.ref).toBe('S1 §7.1.2');
  });
});
