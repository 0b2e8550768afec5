/** Where people go, and that nobody is left with a bare no. */
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import { REGIONS } from '../../src/domain/facts.ts';
import { allMetBut, judge, RULES, TODAY } from './cases.ts';

const STUDY = { goal: ['full-degree'] } as const;

describe('the route', () => {
  it.each([
    { region: 'antwerp-city', followUp: false, study: 'desk study-at-desk', studyFollowUp: false },
    { region: 'antwerp-province', followUp: true, study: 'person study-sources-conflict', studyFollowUp: true },
    { region: 'ghent', followUp: true, study: 'educational-adviser study-adviser', studyFollowUp: true },
    { region: 'east-flanders', followUp: true, study: 'educational-adviser study-adviser', studyFollowUp: true },
    { region: 'west-flanders', followUp: true, study: 'desk study-at-desk', studyFollowUp: true },
    { region: 'limburg', followUp: null, study: 'educational-adviser study-adviser', studyFollowUp: null },
    { region: 'flemish-brabant', followUp: true, study: 'person study-sources-conflict', studyFollowUp: true },
    { region: 'brussels', followUp: true, study: 'desk study-at-desk', studyFollowUp: true },
  ] as const)('of $region: followed up $followUp, study-bound people to $study', (row) => {
    const here = { postcode: undefined, region: row.region };
    expect(judge(allMetBut(here)).route).toEqual({
      to: 'desk',
      region: row.region,
      followUp: row.followUp,
      reason: 'all-met',
    });
    // Review and undetermined go to the desk too: a person decides.
    expect(judge(allMetBut({ ...here, wantsWorkAtLevel: 'unknown' })).route).toMatchObject({
      to: 'desk',
      reason: 'person-decides',
      followUp: row.followUp,
    });
    expect(judge(allMetBut({ ...here, goal: 'declined' })).route).toMatchObject({ to: 'desk', reason: 'all-met' });
    expect(judge(allMetBut({ ...here, goal: ['full-degree', 'work-soon'] })).route.to).toBe('desk');
    const study = judge(allMetBut({ ...here, ...STUDY })).route;
    expect(`${study.to} ${study.reason}`).toBe(row.study);
    expect(study.followUp).toBe(row.studyFollowUp);
  });

  it.each([
    { name: 'no place', change: { postcode: undefined }, reason: 'region-unknown', region: null },
    {
      name: 'an unknown place',
      change: { postcode: 'unknown', region: 'unknown' },
      reason: 'region-unknown',
      region: null,
    },
    {
      name: 'study without a place',
      change: { ...STUDY, postcode: undefined },
      reason: 'region-unknown',
      region: null,
    },
    {
      name: 'a region without rules on that day',
      change: { postcode: undefined, region: 'ghent', registeredOn: '2014-12-31' },
      reason: 'no-rule',
      region: 'ghent',
    },
  ] as const)('for $name is a person', ({ change, reason, region }) => {
    expect(judge(allMetBut(change)).route).toEqual({ to: 'person', region, followUp: null, reason });
  });

  it('takes the postcode where postcode and region disagree', () => {
    expect(judge(allMetBut({ postcode: '9000', region: 'limburg' })).route.region).toBe('ghent');
    expect(judge(allMetBut({ postcode: 'unknown', region: 'limburg' })).route.region).toBe('limburg');
    expect(judge(allMetBut({ postcode: '0612', region: 'limburg' })).route.region).toBe('limburg');
  });
});

describe('a closed desk', () => {
  const EU = { nationalities: ['PL'] };
  it.each([
    {
      name: 'no status',
      change: { residenceStatus: 'none' },
      reason: 'no-legal-stay',
      steps: 'legal-information asylum-information',
    },
    { name: 'Liège', change: { postcode: '4000' }, reason: 'out-of-area', steps: 'le-forem mon-diplome' },
    { name: 'Eupen', change: { postcode: '4700' }, reason: 'out-of-area', steps: 'adg' },
    {
      name: 'somewhere else',
      change: { postcode: undefined, region: 'out-of-area' },
      reason: 'out-of-area',
      steps: 'le-forem adg mon-diplome',
    },
    {
      name: 'EU in Limburg',
      change: { ...EU, postcode: '3500' },
      reason: 'eu-national-strict',
      steps: 'vdab-ask integration-agency start-naric',
    },
    {
      name: 'EU in Brussels',
      change: { ...EU, postcode: '1000' },
      reason: 'eu-national-strict',
      steps: 'actiris-ask integration-agency start-naric',
    },
    {
      name: 'secondary diploma',
      change: { diplomaLevel: 'secondary' },
      reason: 'secondary-diploma',
      steps: 'vdab-ask choose-study vdab-mentoring',
    },
    // Mentoring towards work is for people who live in Flanders (domain.md section 2.3).
    {
      name: 'secondary diploma in Brussels',
      change: { diplomaLevel: 'secondary', postcode: '1000' },
      reason: 'secondary-diploma',
      steps: 'actiris-ask choose-study integration-agency',
    },
    {
      name: 'secondary diploma, and nobody knows where',
      change: { diplomaLevel: 'secondary', postcode: 'unknown' },
      reason: 'secondary-diploma',
      steps: 'vdab-ask actiris-ask choose-study integration-agency',
    },
    {
      name: 'over five years in Brussels',
      change: { inBelgiumSince: '2015-01', postcode: '1000' },
      reason: 'over-five-years-strict',
      steps: 'actiris-ask integration-agency my-diploma start-naric',
    },
    {
      name: 'over five years in Brussels, with a Belgian diploma',
      change: { inBelgiumSince: '2015-01', postcode: '1000', diplomaCountry: 'BE' },
      reason: 'over-five-years-strict',
      steps: 'actiris-ask integration-agency',
    },
    {
      name: 'over five years in Limburg, with a Belgian diploma',
      change: { inBelgiumSince: '2015-01', postcode: '3500', diplomaCountry: 'BE' },
      reason: 'over-five-years-strict',
      steps: 'vdab-ask vdab-mentoring',
    },
    {
      name: 'no diploma',
      change: { diplomaLevel: 'none', postcode: '1000' },
      reason: 'no-diploma',
      steps: 'actiris-ask integration-agency learn-dutch',
    },
    {
      name: 'over five years in Limburg',
      change: { inBelgiumSince: '2015-01', postcode: '3500' },
      reason: 'over-five-years-strict',
      steps: 'vdab-ask vdab-mentoring start-naric',
    },
    {
      name: 'unfinished studies in Brussels',
      change: { diplomaLevel: 'unfinished-higher', postcode: '1000' },
      reason: 'unfinished-studies-strict',
      steps: 'finish-studies actiris-ask',
    },
    {
      name: 'secondary diploma, not registered yet',
      change: { diplomaLevel: 'secondary', registeredJobseeker: false },
      reason: 'secondary-diploma',
      steps: 'vdab-register choose-study vdab-mentoring',
    },
    {
      name: 'secondary diploma, not told whether registered, nor where',
      change: { diplomaLevel: 'secondary', registeredJobseeker: 'unknown', postcode: 'unknown' },
      reason: 'secondary-diploma',
      steps: 'vdab-register actiris-register choose-study integration-agency',
    },
    // Mentoring towards work is for people who are not in work (S2 A2).
    {
      name: 'over five years in Limburg, at work',
      change: { inBelgiumSince: '2015-01', postcode: '3500', workSituation: 'below-level' },
      reason: 'over-five-years-strict',
      steps: 'vdab-ask integration-agency start-naric',
    },
    {
      name: 'over five years in Limburg, working for themselves',
      change: { inBelgiumSince: '2015-01', postcode: '3500', workSituation: 'self-employed' },
      reason: 'over-five-years-strict',
      steps: 'vdab-ask integration-agency start-naric',
    },
    {
      name: 'over five years in Limburg, working at level',
      change: { inBelgiumSince: '2015-01', postcode: '3500', workSituation: 'at-level' },
      reason: 'over-five-years-strict',
      steps: 'vdab-ask integration-agency start-naric',
    },
    {
      name: 'EU in Limburg, not told what NARIC made of it',
      change: { ...EU, postcode: '3500', recognition: 'unknown' },
      reason: 'eu-national-strict',
      steps: 'vdab-ask integration-agency start-naric',
    },
    {
      name: 'EU in Limburg, not asked what NARIC made of it',
      change: { ...EU, postcode: '3500', recognition: undefined },
      reason: 'eu-national-strict',
      steps: 'vdab-ask integration-agency start-naric',
    },
    // NARIC has judged, or cannot begin.
    {
      name: 'EU in Limburg, with a decision of NARIC',
      change: { ...EU, postcode: '3500', recognition: 'level' },
      reason: 'eu-national-strict',
      steps: 'vdab-ask integration-agency',
    },
    {
      name: 'EU in Limburg, without any proof',
      change: { ...EU, postcode: '3500', diplomaProof: 'none' },
      reason: 'eu-national-strict',
      steps: 'vdab-ask integration-agency',
    },
    // Without legal stay no service can register anyone, whatever else stands in the way.
    {
      name: 'no status out of area',
      change: { residenceStatus: 'none', postcode: '4000' },
      reason: 'no-legal-stay',
      steps: 'legal-information asylum-information',
    },
    {
      name: 'no diploma out of area',
      change: { diplomaLevel: 'none', postcode: '5000' },
      reason: 'out-of-area',
      steps: 'le-forem',
    },
  ] as const)('for $name says $reason and offers $steps', ({ change, reason, steps }) => {
    const { route, nextSteps, documents, missing } = judge(allMetBut(change));
    expect(route).toMatchObject({ to: 'other-services', reason, followUp: null });
    expect(nextSteps.map(({ id }) => id).join(' ')).toBe(steps);
    expect(nextSteps.every(({ url }) => url.startsWith('https://'))).toBe(true);
    // Nobody is asked for papers for a desk that is closed to them.
    expect(documents).toEqual([]);
    expect(missing).toEqual([]);
  });
});

describe('a region that is strict but admits EU nationals', () => {
  // No region is like that today; a row could make one so.
  const [limburg] = RULES.regions.limburg;
  const rules = {
    ...RULES,
    regions: {
      ...RULES.regions,
      limburg:
        limburg === undefined ? [] : [{ ...limburg, value: { ...limburg.value, euNationals: 'admitted' as const } }],
    },
  };
  it('names what closed the desk, and not what it lets pass', () => {
    const facts = allMetBut({ nationalities: ['PL'], inBelgiumSince: '2015-01', postcode: '3500' });
    expect(assess(facts, rules, TODAY).route.reason).toBe('over-five-years-strict');
    expect(assess(allMetBut({ nationalities: ['PL'], postcode: '3500' }), rules, TODAY).route.to).toBe('desk');
  });
});

describe('next steps', () => {
  it.each([
    { region: 'antwerp-city', url: 'https://www.atlas-antwerpen.be' },
    { region: 'ghent', url: 'https://www.amal.gent' },
    { region: 'brussels', url: 'https://www.bon.be' },
    { region: 'limburg', url: 'https://www.integratie-inburgering.be' },
  ] as const)('point at the agency of $region', ({ region, url }) => {
    const { nextSteps } = judge(allMetBut({ postcode: undefined, region, diplomaLevel: 'none' }));
    expect(nextSteps.find(({ id }) => id === 'integration-agency')?.url).toBe(url);
  });

  it.each<readonly [string, Parameters<typeof allMetBut>[0], readonly string[]]>([
    ['the study adviser', STUDY, ['study-adviser', 'choose-study', 'learn-dutch']],
    [
      'a person who weighs what the sources say of study',
      { ...STUDY, postcode: '3000' },
      ['study-adviser', 'choose-study'],
    ],
    ['a person, where no place is known', { postcode: undefined }, ['find-desk', 'integration-agency']],
    ['a person, where the region has no rules', { registeredOn: '2014-12-31' }, ['find-desk', 'integration-agency']],
    [
      'other services, without a diploma to be recognised',
      { postcode: '4000', diplomaLevel: 'secondary' },
      ['le-forem'],
    ],
    ['other services in Eupen, which has its own recognition', { postcode: '4700' }, ['adg']],
    ['the desk in Brussels, where the diploma is with NARIC already', { postcode: '1000', recognition: 'applied' }, []],
    [
      'the desk of a place that is told by its region alone',
      { postcode: undefined, region: 'ghent', registeredJobseeker: false, recognition: 'level' },
      ['vdab-register'],
    ],
  ])('for %s', (_, change, steps) => {
    expect(judge(allMetBut(change)).nextSteps.map(({ id }) => id)).toEqual(steps);
  });

  it('are left out where no row gives an address on the day', () => {
    expect(judge(allMetBut({ recognition: 'not-applied' }), '1990-01-01').nextSteps).toEqual([]);
    expect(judge({}, '1990-01-01').nextSteps).toEqual([]);
  });

  it('have the address for everyone where no region is known, or none of ours', () => {
    const of = (change: Parameters<typeof allMetBut>[0]) =>
      judge(allMetBut(change)).nextSteps.find(({ id }) => id === 'integration-agency')?.url;
    const general = RULES.steps['integration-agency'][0]?.value.url;
    expect(general).toMatch(/^https:/);
    expect(of({ postcode: undefined })).toBe(general);
  });

  it('lead EU citizens to the desk of a region that admits them, and say so: not that all criteria are met', () => {
    for (const postcode of ['2000', '9300', '8000']) {
      const { route, deskAccess, projectEligibility } = judge(allMetBut({ nationalities: ['RO'], postcode }));
      expect([route.to, route.reason, deskAccess, projectEligibility]).toEqual([
        'desk',
        'admitted-by-region',
        'admitted',
        'not-eligible',
      ]);
    }
    expect(judge(allMetBut({ postcode: '2000' })).route.reason).toBe('all-met');
    expect(judge(allMetBut({ nationalities: ['RO'] })).route.reason).toBe('person-decides');
  });

  it('for a desk say what helps meanwhile', () => {
    const steps = (change: Parameters<typeof allMetBut>[0]) => judge(allMetBut(change)).nextSteps.map(({ id }) => id);
    expect(steps({ recognition: 'level', dutch: 'B1' })).toEqual([]);
    expect(steps({ registeredJobseeker: false, dutch: 'A1' })).toEqual(['vdab-register', 'start-naric', 'learn-dutch']);
    expect(steps({ registeredJobseeker: false, postcode: '1000' })).toEqual([
      'actiris-register',
      'start-naric',
      'my-diploma',
    ]);
    // Who recognises it is looked up only where no source is sure: else it is told.
    expect(steps({ regulatedProfession: 'nurse', recognition: 'specific' })).toEqual([]);
    expect(steps({ regulatedProfession: 'accountant', recognition: 'specific' })).toEqual(['regulated-professions']);
    expect(steps({ regulatedProfession: 'nurse', nationalities: 'declined', recognition: 'specific' })).toEqual([
      'regulated-professions',
    ]);
    // No NARIC before the faculty, with a Belgian diploma, or where the authority decides at once (domain-facts §2.4).
    expect(steps({ regulatedProfession: 'nurse' })).toEqual(['start-naric']);
    expect(steps({ regulatedProfession: 'lawyer', postcode: '1000' })).toEqual([]);
    // Study and work: both have a first step.
    expect(steps({ goal: ['full-degree', 'work-soon'], recognition: 'level', registeredJobseeker: false })).toEqual([
      'choose-study',
      'vdab-register',
    ]);
    expect(steps({ regulatedProfession: 'nurse', diplomaCountry: 'BE' })).toEqual(['regulated-professions']);
    expect(steps({ diplomaCountry: 'BE' })).toEqual([]);
    const european = { nationalities: ['RO'], diplomaCountry: 'RO', postcode: '2000' };
    expect(steps({ ...european, regulatedProfession: 'nurse' })).toEqual([]);
    expect(steps({ ...STUDY, postcode: '8000', dutch: 'none' })).toEqual(['choose-study', 'learn-dutch']);
  });

  it('are never empty where the route is not a desk', () => {
    for (const region of REGIONS) {
      for (const change of [STUDY, { postcode: undefined }, { residenceStatus: 'none' }] as const) {
        const { route, nextSteps } = judge(allMetBut({ postcode: undefined, region, ...change }));
        if (route.to !== 'desk') expect(nextSteps).not.toEqual([]);
      }
    }
    expect(judge({}).nextSteps.map(({ id }) => id)).toEqual(['find-desk', 'integration-agency']);
  });
});
