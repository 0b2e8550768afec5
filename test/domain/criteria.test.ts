/** The criteria table of the contract, section 5: one case a line. */
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import type { CriterionId } from '../../src/domain/assessment.ts';
import { type Facts, RESIDENCE_STATUSES } from '../../src/domain/facts.ts';
import { allMetBut, judge, RULES, TODAY, verdictOf } from './cases.ts';

const ON = { registeredOn: '2026-11-22' } as const;
const EU_27 = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' ');

const table: { readonly [id in CriterionId]: readonly (readonly [string, Facts])[] } = {
  E1: [
    ...EU_27.map((state) => ['not-met eu-national', { nationalities: [state] }] as const),
    ['met third-country', { nationalities: ['SY'] }],
    ['met third-country', { nationalities: ['stateless'] }],
    ['met third-country', { nationalities: ['XK'] }],
    ['met third-country', { nationalities: ['GB'] }],
    ['met third-country', { nationalities: ['IS'] }],
    ['met third-country', { nationalities: ['SY', 'TR'] }],
    ['met third-country', { nationalities: ['stateless', 'UA'] }],
    ['not-met dual-eu-national', { nationalities: ['MA', 'BE'] }],
    ['not-met dual-eu-national', { nationalities: ['BE', 'MA'] }],
    ['not-met dual-eu-national', { nationalities: ['NO', 'SE'] }],
    ['not-met eu-national', { nationalities: ['BE', 'BE'] }],
    ['review efta-national', { nationalities: ['NO'] }],
    ['review efta-national', { nationalities: ['LI'] }],
    ['review efta-national', { nationalities: ['CH'] }],
    ['review efta-national', { nationalities: ['TR', 'CH'] }],
    ['review unknown', { nationalities: 'unknown' }],
    ['review declined', { nationalities: 'declined' }],
    ['review not-asked', {}],
    // The United Kingdom was a member state up to 31 January 2020.
    ['not-met eu-national', { nationalities: ['GB'], registeredOn: '2020-01-31' }],
    ['met third-country', { nationalities: ['GB'], registeredOn: '2020-02-01' }],
    ['review no-rule', { nationalities: ['BE'], registeredOn: '2014-12-31' }],
  ],
  E2: [
    ...RESIDENCE_STATUSES.filter((status) => !['none', 'asylum-seeker', 'regularisation-pending'].includes(status)).map(
      (residenceStatus) => ['met legal-stay', { residenceStatus }] as const,
    ),
    ['met procedure-pending', { residenceStatus: 'asylum-seeker' }],
    ['met procedure-pending', { residenceStatus: 'regularisation-pending' }],
    ['not-met no-legal-stay', { residenceStatus: 'none' }],
    ['review unknown', { residenceStatus: 'unknown' }],
    ['review declined', { residenceStatus: 'declined' }],
    ['review not-asked', {}],
    ['review no-rule', { residenceStatus: 'none', registeredOn: '2014-12-31' }],
  ],
  E3: [
    // 2021-12 counts from 1 December 2021: five full years on 1 December 2026.
    ['met under-five-years', { inBelgiumSince: '2021-12', leftInBetween: false, ...ON }],
    ['met under-five-years', { inBelgiumSince: '2021-12', leftInBetween: false, registeredOn: '2026-11-30' }],
    ['not-met five-years-or-more', { inBelgiumSince: '2021-12', leftInBetween: false, registeredOn: '2026-12-01' }],
    ['not-met five-years-or-more', { inBelgiumSince: '2021-11', leftInBetween: false, ...ON }],
    ['not-met five-years-or-more', { inBelgiumSince: '2010-01', leftInBetween: false, ...ON }],
    ['met under-five-years', { inBelgiumSince: '2026-11', leftInBetween: false, ...ON }],
    // 2021: five years lie between January (over) and December (under), so the month decides.
    ['review year-only', { inBelgiumSince: '2021', leftInBetween: false, ...ON }],
    ['review year-only', { inBelgiumSince: '2021', ...ON }],
    ['met under-five-years', { inBelgiumSince: '2022', leftInBetween: false, ...ON }],
    ['not-met five-years-or-more', { inBelgiumSince: '2020', leftInBetween: false, ...ON }],
    ['met under-five-years', { inBelgiumSince: '2026', leftInBetween: false, registeredOn: '2026-01-01' }],
    // On 1 December 2026 even December 2021 is five years ago.
    ['not-met five-years-or-more', { inBelgiumSince: '2021', leftInBetween: false, registeredOn: '2026-12-01' }],
    ['review date-in-future', { inBelgiumSince: '2026-12', leftInBetween: false, ...ON }],
    ['review date-in-future', { inBelgiumSince: '2027', ...ON }],
    ['review left-in-between', { inBelgiumSince: '2023-05', leftInBetween: true, ...ON }],
    ['review left-in-between', { inBelgiumSince: '2010', leftInBetween: true, ...ON }],
    ['review left-in-between', { leftInBetween: true }],
    ['review not-asked', { inBelgiumSince: '2023-05', ...ON }],
    ['review not-asked', { inBelgiumSince: '2010-05', ...ON }],
    ['review unknown', { inBelgiumSince: '2010-05', leftInBetween: 'unknown', ...ON }],
    ['review declined', { inBelgiumSince: '2010-05', leftInBetween: 'declined', ...ON }],
    ['review unknown', { inBelgiumSince: 'unknown', leftInBetween: false }],
    ['review declined', { inBelgiumSince: 'declined' }],
    ['review not-asked', {}],
    ['review unknown', { inBelgiumSince: '2010-05', leftInBetween: false, registeredOn: 'unknown' }],
    ['review declined', { inBelgiumSince: '2010-05', leftInBetween: false, registeredOn: 'declined' }],
    ['review no-rule', { inBelgiumSince: '2010-05', leftInBetween: false, registeredOn: '2014-12-31' }],
    // Nobody told when they registered: today counts.
    ['met under-five-years', { inBelgiumSince: '2021-12', leftInBetween: false }],
  ],
  E4: [
    ['met higher-education', { diplomaLevel: 'hbo5' }],
    ['met higher-education', { diplomaLevel: 'bachelor' }],
    ['met higher-education', { diplomaLevel: 'master' }],
    ['met higher-education', { diplomaLevel: 'doctorate' }],
    ['met higher-education', { diplomaLevel: 'hbo5', recognition: 'refused', diplomaProof: 'none' }],
    ['not-met no-diploma', { diplomaLevel: 'none' }],
    ['not-met secondary-diploma', { diplomaLevel: 'secondary' }],
    ['not-met unfinished-studies', { diplomaLevel: 'unfinished-higher' }],
    ['review level-uncertain', { diplomaLevel: 'post-secondary-uncertain' }],
    ['review unknown', { diplomaLevel: 'unknown' }],
    ['review declined', { diplomaLevel: 'declined' }],
    ['review not-asked', {}],
    ['review no-rule', { diplomaLevel: 'none', registeredOn: '2014-12-31' }],
  ],
  E5: [
    ['met wants-level', { wantsWorkAtLevel: true }],
    ['not-met does-not-want-level', { wantsWorkAtLevel: false }],
    ['review unknown', { wantsWorkAtLevel: 'unknown' }],
    ['review declined', { wantsWorkAtLevel: 'declined' }],
    ['review not-asked', {}],
    ['review no-rule', { wantsWorkAtLevel: false, registeredOn: '2014-12-31' }],
  ],
  E6: [
    ['met dutch', { dutch: 'A2' }],
    ['met dutch', { dutch: 'C1', french: false, english: false }],
    ['met dutch', { dutch: { speaking: 'A2', listening: 'B1', writing: 'none' } }],
    ['met french', { dutch: 'none', french: true }],
    ['met french', { french: true, english: true }],
    ['met english', { english: true }],
    ['met english', { dutch: 'unknown', french: 'declined', english: true }],
    ['met french', { dutch: { speaking: 'A1' }, french: true }],
    ['not-met interpreter-needed', { dutch: 'A1', french: false, english: false }],
    ['not-met interpreter-needed', { dutch: 'none', french: false, english: false }],
    ['not-met interpreter-needed', { dutch: { speaking: 'A1', listening: 'B2' }, french: false, english: false }],
    ['not-met interpreter-needed', { dutch: { listening: 'A1' }, french: false, english: false }],
    ['not-met interpreter-needed', { dutch: { listening: 'A1', speaking: 'declined' }, french: false, english: false }],
    // Contract section 4: a skill that is absent was not asked, which is another thing than not known.
    ['review not-asked', { dutch: { listening: 'A2' }, french: false, english: false }],
    ['review not-asked', { dutch: { speaking: 'B1', writing: 'A2' }, french: false, english: false }],
    ['review not-asked', { dutch: { listening: 'unknown' }, french: false, english: false }],
    ['review unknown', { dutch: { listening: 'A2', speaking: 'unknown' }, french: false, english: false }],
    ['review declined', { dutch: { listening: 'A2', speaking: 'declined' }, french: false, english: false }],
    ['review not-asked', { dutch: {}, french: false, english: false }],
    ['review not-asked', { dutch: 'A1', french: false }],
    ['review not-asked', { dutch: 'A1', french: 'unknown' }],
    ['review unknown', { dutch: 'A1', french: 'unknown', english: 'declined' }],
    ['review declined', { dutch: 'A1', french: false, english: 'declined' }],
    ['review unknown', { dutch: 'unknown', french: false, english: false }],
    ['review not-asked', {}],
    ['review no-rule', { english: true, registeredOn: '2014-12-31' }],
  ],
  E7: [
    ['met mobile', { region: 'west-flanders', obstacles: [] }],
    ['met mobile', { region: 'west-flanders', obstacles: ['childcare', 'money', 'housing', 'time', 'papers'] }],
    ['review transport-obstacle', { region: 'west-flanders', obstacles: ['childcare', 'transport'] }],
    ['review unknown', { region: 'west-flanders', obstacles: 'unknown' }],
    ['review declined', { postcode: '8000', obstacles: 'declined' }],
    ['review not-asked', { postcode: '8500' }],
  ],
  E8: [
    ['met conditions-in-order', { region: 'antwerp-province', obstacles: [] }],
    ...(['childcare', 'transport', 'money', 'housing', 'time', 'papers'] as const).map(
      (obstacle) => ['review conditions-not-in-order', { postcode: '2800', obstacles: [obstacle] }] as const,
    ),
    ['review unknown', { region: 'antwerp-province', obstacles: 'unknown' }],
    ['review declined', { region: 'antwerp-province', obstacles: 'declined' }],
    ['review not-asked', { region: 'antwerp-province' }],
  ],
};

describe.each(Object.entries(table))('criterion %s', (id, cases) => {
  it.each(cases.map(([expected, facts]) => ({ expected, facts, told: JSON.stringify(facts) })))(
    'is $expected for $told',
    ({ expected, facts }) => {
      expect(verdictOf(facts, id as CriterionId)).toBe(expected);
    },
  );
});

describe('the list of criteria', () => {
  it.each([
    { region: 'antwerp-city', asked: 'E1 E2 E3 E4 E5 E6' },
    { region: 'antwerp-province', asked: 'E1 E2 E3 E4 E5 E6 E8' },
    { region: 'ghent', asked: 'E1 E2 E3 E4 E5 E6' },
    { region: 'east-flanders', asked: 'E1 E2 E3 E4 E5 E6' },
    { region: 'west-flanders', asked: 'E1 E2 E3 E4 E5 E6 E7' },
    { region: 'limburg', asked: 'E1 E2 E3 E4 E5 E6' },
    { region: 'flemish-brabant', asked: 'E1 E2 E3 E4 E5 E6' },
    { region: 'brussels', asked: 'E1 E2 E3 E4 E5 E6' },
    { region: 'out-of-area', asked: 'E1 E2 E3 E4 E5 E6' },
    { region: undefined, asked: 'E1 E2 E3 E4 E5 E6' },
  ] as const)('in $region is $asked', ({ region, asked }) => {
    const { criteria } = judge(allMetBut({ postcode: undefined, region }));
    expect(criteria.map(({ id }) => id).join(' ')).toBe(asked);
  });

  it('names a source and the day someone last looked with every verdict', () => {
    for (const facts of [{}, allMetBut({ postcode: '8000' }), { registeredOn: '1999-01-01' }]) {
      for (const { source } of judge(facts).criteria) {
        expect(source).toEqual({
          title: expect.stringMatching(/\S/),
          ref: expect.stringMatching(/^S[0-4] |^https:/),
          checkedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        });
      }
    }
  });
});

describe('what only a change of the rules would show', () => {
  it.each([
    ['E1 itself', { ...RULES, criteria: { ...RULES.criteria, E1: RULES.criteria.E1.map(ended) } }],
    ['the member states', { ...RULES, states: { ...RULES.states, 'eu-member-states': [] } }],
    ['the states on which the source is silent', { ...RULES, states: { ...RULES.states, 'silent-states': [] } }],
  ])('E1 is left to a person on a day without %s', (_, rules) => {
    expect(assess(allMetBut({ nationalities: ['RO'] }), rules, TODAY).criteria[0]).toMatchObject({
      outcome: 'review',
      reason: 'no-rule',
    });
  });

  it.each([
    ['nothing was told', {}],
    ['nothing is known', { nationalities: 'unknown', residenceStatus: 'unknown', diplomaLevel: 'declined' }],
    ['all was told', allMetBut({})],
    ['someone left in between', allMetBut({ leftInBetween: true })],
  ] as const)('on a day before the first rows every criterion is left to a person, where %s', (_, facts) => {
    const { criteria, deskAccess } = assess({ ...facts, registeredOn: '2014-12-31' }, RULES, TODAY);
    expect(criteria.map(({ id, outcome, reason }) => `${id} ${outcome} ${reason}`)).toEqual(
      ['E1', 'E2', 'E3', 'E4', 'E5', 'E6'].map((id) => `${id} review no-rule`),
    );
    expect(deskAccess).toBe('review');
    for (const { source } of criteria) expect(source.ref).not.toBe('');
  });

  it('an empty list of nationalities tells nothing', () => {
    expect(verdictOf(allMetBut({ nationalities: [] }), 'E1')).toBe('review unknown');
  });

  it('E6 stays open while French was not asked, whatever was said of the others', () => {
    const facts = allMetBut({ dutch: 'A1', french: undefined, english: false });
    expect(verdictOf(facts, 'E6')).toBe('review not-asked');
  });
});

function ended<T extends object>(row: T): T & { validTo: string } {
  return { ...row, validTo: '2026-01-01' };
}
