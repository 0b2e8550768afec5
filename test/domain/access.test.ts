/** Project eligibility and access to the desk, per region (contract section 5, S1 §7.1.2). */
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import type { Access } from '../../src/domain/assessment.ts';
import { type Facts, REGIONS } from '../../src/domain/facts.ts';
import { allMetBut, judge, RULES, TODAY } from './cases.ts';

const EU = { nationalities: ['RO'] };
const OVER_FIVE = { inBelgiumSince: '2015-03' };
const UNFINISHED = { diplomaLevel: 'unfinished-higher' } as const;
const SECONDARY = { diplomaLevel: 'secondary' } as const;
const NO_DIPLOMA = { diplomaLevel: 'none' } as const;
const NO_STATUS = { residenceStatus: 'none' } as const;
const NO_WISH = { wantsWorkAtLevel: false };
const INTERPRETER = { dutch: 'A1', french: false, english: false } as const;

const FREE: readonly Access[] = ['admitted', 'review', 'not-admitted'];
const [yes, see, no] = FREE as ['admitted', 'review', 'not-admitted'];

describe('access to the desk', () => {
  it.each([
    { region: 'antwerp-city', eu: yes, over: see, unfinished: see },
    { region: 'antwerp-province', eu: see, over: see, unfinished: see },
    { region: 'ghent', eu: see, over: see, unfinished: see },
    { region: 'east-flanders', eu: yes, over: see, unfinished: see },
    { region: 'west-flanders', eu: yes, over: see, unfinished: see },
    { region: 'limburg', eu: no, over: no, unfinished: no },
    { region: 'flemish-brabant', eu: see, over: see, unfinished: see },
    { region: 'brussels', eu: no, over: no, unfinished: no },
  ] as const)('in $region: EU $eu, over five years $over, unfinished studies $unfinished', (row) => {
    const here = (change: Facts) => judge(allMetBut({ postcode: undefined, region: row.region, ...change })).deskAccess;
    expect(here({})).toBe('admitted');
    expect(here(EU)).toBe(row.eu);
    expect(here(OVER_FIVE)).toBe(row.over);
    expect(here(UNFINISHED)).toBe(row.unfinished);
    expect(here(SECONDARY)).toBe('not-admitted');
    expect(here(NO_DIPLOMA)).toBe('not-admitted');
    expect(here(NO_STATUS)).toBe('not-admitted');
    expect(here(NO_WISH)).toBe('review');
    expect(here(INTERPRETER)).toBe('review');
    expect(here({ nationalities: ['NO'] })).toBe('review');
    expect(here({ diplomaLevel: 'post-secondary-uncertain' })).toBe('review');
    expect(here({ inBelgiumSince: '2021' })).toBe('review');
    expect(here({ residenceStatus: 'asylum-seeker' })).toBe('admitted');
    expect(here({ wantsWorkAtLevel: 'declined' })).toBe('review');
    expect(here({ nationalities: 'unknown' })).toBe('review');
    // The strictest word counts.
    expect(here({ ...EU, ...NO_STATUS })).toBe('not-admitted');
    expect(here({ ...NO_WISH, ...SECONDARY })).toBe('not-admitted');
  });

  it('weighs an obstacle by hand only where the region asks it', () => {
    const access = (region: (typeof REGIONS)[number]) =>
      judge(allMetBut({ postcode: undefined, region, obstacles: ['transport'] })).deskAccess;
    expect(REGIONS.filter((region) => access(region) === 'review')).toEqual(['antwerp-province', 'west-flanders']);
    expect(judge(allMetBut({ postcode: '8000', obstacles: ['childcare'] })).deskAccess).toBe('admitted');
  });

  it.each([
    { name: 'out of area', change: { postcode: '4000' }, access: 'not-admitted' },
    { name: 'out of area by choice', change: { postcode: undefined, region: 'out-of-area' }, access: 'not-admitted' },
    { name: 'out of area, postcode unknown', change: { postcode: 'unknown', region: 'out-of-area' }, access: no },
    { name: 'a region not asked', change: { postcode: undefined }, access: 'review' },
    { name: 'a region unknown', change: { postcode: 'unknown' }, access: 'review' },
    { name: 'a region declined', change: { postcode: undefined, region: 'declined' }, access: 'review' },
    { name: 'a postcode of nowhere', change: { postcode: '0612' }, access: 'review' },
    { name: 'EU, region unknown', change: { ...EU, postcode: 'unknown' }, access: 'review' },
    { name: 'over five years, region unknown', change: { ...OVER_FIVE, postcode: 'unknown' }, access: 'review' },
    { name: 'unfinished studies, region unknown', change: { ...UNFINISHED, postcode: 'unknown' }, access: 'review' },
    { name: 'no status, region unknown', change: { ...NO_STATUS, postcode: 'unknown' }, access: 'not-admitted' },
    { name: 'a day without rules', change: { registeredOn: '2014-12-31' }, access: 'review' },
    {
      name: 'a day without rules, whatever was told',
      change: { ...NO_STATUS, registeredOn: '2010-01-01' },
      access: see,
    },
  ] as const)('for $name is $access', ({ change, access }) => {
    expect(judge(allMetBut(change)).deskAccess).toBe(access);
  });
});

describe('a region without rules on that day', () => {
  const rules = { ...RULES, regions: { ...RULES.regions, ghent: [] } };
  it.each([
    { name: 'all met', change: {} },
    { name: 'EU', change: EU },
  ])('leaves it to a person, with $name', ({ change }) => {
    expect(assess(allMetBut(change), rules, TODAY).deskAccess).toBe('review');
  });
});

describe('project eligibility', () => {
  it.each([
    { name: 'all met', change: {}, eligibility: 'eligible' },
    { name: 'pending procedure', change: { residenceStatus: 'asylum-seeker' }, eligibility: 'eligible' },
    { name: 'no wish and no language', change: { ...NO_WISH, ...INTERPRETER }, eligibility: 'eligible' },
    {
      name: 'an obstacle in West Flanders',
      change: { postcode: '8000', obstacles: ['transport'] },
      eligibility: 'eligible',
    },
    { name: 'out of area', change: { postcode: '5000' }, eligibility: 'eligible' },
    { name: 'EU', change: EU, eligibility: 'not-eligible' },
    { name: 'no status', change: NO_STATUS, eligibility: 'not-eligible' },
    { name: 'over five years', change: OVER_FIVE, eligibility: 'not-eligible' },
    { name: 'unfinished studies', change: UNFINISHED, eligibility: 'not-eligible' },
    { name: 'no diploma', change: NO_DIPLOMA, eligibility: 'not-eligible' },
    { name: 'EU, and the rest unknown', change: { ...EU, diplomaLevel: 'unknown' }, eligibility: 'not-eligible' },
    { name: 'level uncertain', change: { diplomaLevel: 'post-secondary-uncertain' }, eligibility: 'review' },
    { name: 'left in between', change: { leftInBetween: true }, eligibility: 'review' },
    { name: 'Swiss', change: { nationalities: ['CH'] }, eligibility: 'review' },
    { name: 'status declined', change: { residenceStatus: 'declined' }, eligibility: 'review' },
    { name: 'stay not asked', change: { inBelgiumSince: undefined }, eligibility: 'review' },
  ] as const)('for $name is $eligibility', ({ change, eligibility }) => {
    expect(judge(allMetBut(change)).projectEligibility).toBe(eligibility);
  });
});
