/** The sources themselves as test data, section by section of their digest: what they say of a person, and what comes out. */
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/domain/assessment.ts';
import { openCase } from '../../src/domain/case.ts';
import type { Facts } from '../../src/domain/facts.ts';
import { findOpenQuestions } from '../../src/domain/open-questions.ts';
import type { ContractQuestion } from '../../src/domain/questions.ts';
import { findRecognitionPath } from '../../src/domain/recognition-path.ts';
import { matters } from '../../src/domain/relevance.ts';
import { suggestSteps } from '../../src/domain/suggested-steps.ts';
import { allMetBut, judge, RULES, TODAY, verdictOf } from './cases.ts';

type Change = Parameters<typeof allMetBut>[0];
const judged = (change: Change): Assessment => judge(allMetBut(change));
const stepsOf = (change: Change): readonly string[] => {
  const facts = allMetBut(change);
  const assessment = judge(facts);
  const open = findOpenQuestions(facts, assessment).length;
  return suggestSteps(openCase(facts, RULES, TODAY), assessment, open).map(({ id }) => id);
};

describe('section 2.1, the formal criteria', () => {
  it.each<readonly [string, 'E1' | 'E2' | 'E3' | 'E4', string, Change]>([
    ['Iceland in', 'E1', 'met third-country', { nationalities: ['IS'] }],
    ['the United Kingdom in, once it had left the EU', 'E1', 'met third-country', { nationalities: ['GB'] }],
    ['dual nationals with an EU passport out', 'E1', 'not-met dual-eu-national', { nationalities: ['MA', 'BE'] }],
    // The source does not say whether two others count; the contract reads them as met.
    ['two passports from outside the EU in', 'E1', 'met third-country', { nationalities: ['SY', 'TR'] }],
    ['Norway unnamed', 'E1', 'review efta-national', { nationalities: ['NO'] }],
    ['Switzerland unnamed', 'E1', 'review efta-national', { nationalities: ['CH'] }],
    ['Liechtenstein unnamed', 'E1', 'review efta-national', { nationalities: ['LI'] }],
    // Unnamed in the source; the contract reads stateless as met.
    ['stateless', 'E1', 'met third-country', { nationalities: ['stateless'] }],
    ['Belgian is EU', 'E1', 'not-met eu-national', { nationalities: ['BE'] }],
    ['legal stay', 'E2', 'met legal-stay', { residenceStatus: 'family-reunification' }],
    ['a procedure pending passes', 'E2', 'met procedure-pending', { residenceStatus: 'asylum-seeker' }],
    ['regularisation pending passes', 'E2', 'met procedure-pending', { residenceStatus: 'regularisation-pending' }],
    // Counted to the day of registration: 2021-12-01 to 2026-11-22 is four years and 357 days.
    ['nearly five years', 'E3', 'met under-five-years', { inBelgiumSince: '2021-12' }],
    // 2021-11-01 to 2026-11-22 is five years and 21 days.
    ['just over five years', 'E3', 'not-met five-years-or-more', { inBelgiumSince: '2021-11' }],
    // Strictly less than five: 2021-11-01 to 2026-11-01 is five on the very day.
    [
      'five years on the very day',
      'E3',
      'not-met five-years-or-more',
      { inBelgiumSince: '2021-11', registeredOn: '2026-11-01' },
    ],
    ['the day before that', 'E3', 'met under-five-years', { inBelgiumSince: '2021-11', registeredOn: '2026-10-31' }],
    ['an interrupted stay undefined', 'E3', 'review left-in-between', { leftInBetween: true }],
    ['short type in', 'E4', 'met higher-education', { diplomaLevel: 'hbo5' }],
    ['foreign and unrecognised in', 'E4', 'met higher-education', { recognition: 'refused' }],
    ['unfinished study out', 'E4', 'not-met unfinished-studies', { diplomaLevel: 'unfinished-higher' }],
  ])('%s: %s is %s', (_, id, expected, change) => {
    expect(verdictOf(allMetBut(change), id)).toBe(expected);
  });

  it('counts to the day of registration, not to today', () => {
    const facts = allMetBut({ inBelgiumSince: '2019-01', registeredOn: '2023-12-31' });
    expect(verdictOf(facts, 'E3', '2026-11-22')).toBe('met under-five-years');
  });

  it('an unsettled status is a warning, not a refusal', () => {
    const { flags, deskAccess } = judged({ residenceStatus: 'asylum-seeker' });
    expect(flags).toEqual(expect.arrayContaining(['pending-status', 'check-work-right']));
    expect(deskAccess).toBe('admitted');
  });

  it('IVAN takes who has not finished (F11)', () => {
    const { offers } = judged({ diplomaLevel: 'unfinished-higher', postcode: '3000' });
    expect(offers.map(({ id }) => id)).toContain('ivan-brabant');
  });

  it.each<readonly [string, Change]>([
    ['Dutch 1.2', { dutch: 'A2', english: false }],
    ['French', { dutch: 'none', french: true, english: false }],
    ['English', { dutch: 'none', english: true }],
  ])('E6 is met by %s alone', (_, change) => {
    expect(verdictOf(allMetBut(change), 'E6')).toMatch(/^met /);
  });

  it.each(['below-level', 'at-level', 'self-employed'] as const)('employment (%s) is no bar', (workSituation) => {
    expect(judged({ workSituation }).deskAccess).toBe('admitted');
  });
});

describe('section 2.2 and 4, the regions', () => {
  // EU citizens; strict; who takes study-bound people (S1 §7.2.1 and T7.2, which conflict for two); follow-up; work service.
  it.each([
    ['antwerp-city', 'admitted', false, 'desk', false, 'vdab'],
    ['antwerp-province', 'review', false, 'person', true, 'vdab'],
    ['ghent', 'review', false, 'adviser', true, 'vdab'],
    ['east-flanders', 'admitted', false, 'adviser', true, 'vdab'],
    ['west-flanders', 'admitted', false, 'desk', true, 'vdab'],
    ['limburg', 'not-admitted', true, 'adviser', null, 'vdab'],
    ['flemish-brabant', 'review', false, 'person', true, 'vdab'],
    ['brussels', 'not-admitted', true, 'desk', true, 'actiris'],
  ] as const)('%s', (region, euNationals, strict, study, followUp, jobseekerService) => {
    // As the sources had it until now: what a region changes later is a row of its own.
    const rows = RULES.regions[region].filter(({ validFrom }) => validFrom <= TODAY);
    expect(rows.length).toBeGreaterThan(0);
    for (const { value } of rows)
      expect(value).toMatchObject({ euNationals, strict, study, followUp, jobseekerService });
  });

  it('mobility is asked in West Flanders, and childcare in the province of Antwerp, and nowhere else', () => {
    const asks = (postcode: string) =>
      judged({ postcode })
        .criteria.map(({ id }) => id)
        .slice(6)
        .join();
    expect(['2000', '2800', '9000', '9300', '8000', '3500', '3000', '1000'].map(asks)).toEqual([
      '',
      'E8',
      '',
      '',
      'E7',
      '',
      '',
      '',
    ]);
  });

  it('the margin of 20% is for a person to spend: warned of, never granted or refused', () => {
    const { deskAccess, flags, route } = judged({ inBelgiumSince: '2015-01' });
    expect([deskAccess, route.to, route.reason]).toEqual(['review', 'desk', 'person-decides']);
    expect(flags).toContain('tolerance-margin');
    expect(judged({ inBelgiumSince: '2015-01', postcode: '3500' }).flags).not.toContain('tolerance-margin');
  });
});

describe('section 2.3, the neighbours', () => {
  it('mentoring to work has no test of residence or nationality', () => {
    const offered = (change: Change) => judged(change).offers.some(({ id }) => id === 'mentoring-to-work');
    expect(offered({ nationalities: ['RO'], inBelgiumSince: '2010-01', postcode: '3500' })).toBe(true);
    expect(offered({ diplomaLevel: 'secondary' })).toBe(true);
  });
});

describe('section 3, the example cases', () => {
  it.each<readonly [string, string, Change]>([
    [
      // Grey in S1; a concrete job target makes training count as professional, here as both.
      'civil engineer who needs Dutch, ITNA and three courses for full recognition',
      'combined serves-job-target',
      { studyField: '07', goal: ['recognition'], jobTarget: true, trainingMonths: 9 },
    ],
    ['must still do a whole master', 'educational full-degree', { diplomaLevel: 'bachelor', goal: ['full-degree'] }],
    [
      'insurance worker, the same sector by a shortened course of 18 months',
      'combined serves-job-target',
      { studyField: '04', goal: ['training-for-job'], jobTarget: true, trainingMonths: 18 },
    ],
    ['Limburg, who first wanted work', 'professional work-soon', { postcode: '3500', goal: ['work-soon'] }],
    ['Limburg, who then chose study', 'educational full-degree', { postcode: '3500', goal: ['full-degree'] }],
    [
      'works below level, wants level later',
      'combined serves-job-target',
      { workSituation: 'below-level', goal: ['work-soon', 'training-for-job'], jobTarget: true },
    ],
    [
      'graduate of business administration who works as a cashier in Flemish Brabant, and retrains',
      'combined serves-job-target',
      { postcode: '3000', studyField: '04', workSituation: 'below-level', goal: ['training-for-job'], jobTarget: true },
    ],
    [
      'a few credits at a university as the quickest way to work',
      'combined serves-job-target',
      { goal: ['work-soon', 'training-for-job'], jobTarget: true, trainingMonths: 6 },
    ],
  ])('%s: %s', (_, expected, change) => {
    const { perspective, deskAccess } = judged(change);
    expect(`${perspective.outcome} ${perspective.reason}`).toBe(expected);
    // Whatever the perspective, nobody who meets the criteria is turned away.
    expect(deskAccess).toBe('admitted');
  });

  it('the cashier goes to the desk, with the work below level noticed and its hours asked about', () => {
    const change: Change = {
      postcode: '3000',
      workSituation: 'below-level',
      goal: ['training-for-job'],
      jobTarget: true,
    };
    const { route, flags, documents } = judged(change);
    expect([route.to, route.region]).toEqual(['desk', 'flemish-brabant']);
    expect(flags).toContain('below-level');
    expect(documents.find(({ id }) => id === 'employment-contract')?.reason).toBe('work-below-level');
    expect(stepsOf(change)).toContain('from-below-level');
  });

  // Law and teaching by the profession; psychology, humanities and the like by the field (§7.2.1c, §10.2).
  it.each<readonly [string, Change]>([
    ['law', { regulatedProfession: 'lawyer' }],
    ['teaching', { regulatedProfession: 'teacher' }],
    ['psychology', { regulatedProfession: 'clinical-psychologist' }],
    ['doctors', { regulatedProfession: 'doctor' }],
    ['humanities', { studyField: '02' }],
    ['sociology', { studyField: '03' }],
  ])('%s is a hard profile, which is told to the desk and closes nothing', (_, change) => {
    const { flags, deskAccess } = judged(change);
    expect(flags).toContain('hard-to-place');
    expect(deskAccess).toBe('admitted');
  });

  it.each<readonly [string, Change]>([
    ['ICT', { studyField: '06' }],
    ['technical', { studyField: '07' }],
  ])('%s is easier', (_, change) => {
    expect(judged(change).flags).not.toContain('hard-to-place');
  });

  it('who gives up the wish for the own level is talked to, not refused (§7.3, §10.4)', () => {
    expect(judged({ wantsWorkAtLevel: false }).deskAccess).toBe('review');
  });
});

describe('section 5, the intake', () => {
  const PERSON = {
    registeredOn: TODAY,
    nationalities: ['SY'],
    residenceStatus: 'recognised-refugee',
    postcode: '9000',
    diplomaLevel: 'master',
  } as const satisfies Facts;
  it.each<readonly [string, readonly ContractQuestion[]]>([
    ['2, Dutch and the contact language', ['dutch-level', 'contact-language']],
    [
      '3, the diploma',
      ['diploma-level', 'study-field', 'diploma-country', 'diploma-proof', 'recognition', 'documents'],
    ],
    ['4, the job target, its realism and the goals', ['target-occupation', 'goal', 'wants-work-at-level']],
    ['5, work and registration', ['work-situation', 'registered-jobseeker']],
    ['6, the conditions', ['obstacles']],
    ['7, the income', ['income']],
  ])('finds out what is on its list: %s', (_, questions) => {
    expect(questions.filter((id) => !matters(id, PERSON, RULES, TODAY))).toEqual([]);
  });

  it.each<readonly [string, Change, string]>([
    ['(a) waiting for NARIC stops nothing', { recognition: 'applied' }, 'do-not-wait-for-naric'],
    ['(b) the OCMW is talked to', { income: ['living-wage'] }, 'talk-to-ocmw'],
    ['(d) work below level is a start', { workSituation: 'below-level' }, 'from-below-level'],
  ])('bottleneck %s', (_, change, step) => {
    expect(stepsOf(change)).toContain(step);
    expect(stepsOf({})).not.toContain(step);
  });
});

describe('section 6, recognition and documents', () => {
  const documentOf = (id: string, change: Change) => judged(change).documents.find((document) => document.id === id);

  it('the bar asks a lawyer for a Belgian law degree, and names a faculty where S1 names NARIC: NARIC is for later', () => {
    const { flags } = judged({ regulatedProfession: 'lawyer' });
    expect(flags).toContain('regulated-profession');
    expect(documentOf('naric-application', { regulatedProfession: 'lawyer' })?.need).toBe('later');
    expect(documentOf('diploma-translation', { regulatedProfession: 'lawyer' })?.need).toBe('later');
    expect(documentOf('professional-recognition', { regulatedProfession: 'lawyer' })?.need).toBe('later');
    expect(stepsOf({ regulatedProfession: 'lawyer' })).not.toContain('start-naric-specific');
    expect(judged({ regulatedProfession: 'lawyer' }).nextSteps.map(({ id }) => id)).not.toContain('start-naric');
    // Nothing that NARIC could say is what would change this.
    expect(stepsOf({ regulatedProfession: 'nurse' })).toContain('start-naric-specific');
  });

  it.each(['nurse', 'teacher', 'optician', 'pharmacist'] as const)(
    '%s is regulated: specific recognition, and the recognition of an authority',
    (regulatedProfession) => {
      const { flags } = judged({ regulatedProfession });
      expect(flags).toContain('regulated-profession');
      expect(documentOf('naric-application', { regulatedProfession })?.reason).toBe('naric-specific-regulated');
      expect(documentOf('professional-recognition', { regulatedProfession })).toMatchObject({ need: 'later' });
      const path = findRecognitionPath(openCase(allMetBut({ regulatedProfession }), RULES, TODAY));
      expect(path?.steps.length).toBeGreaterThan(1);
    },
  );

  it('level comes first and is never demanded where nothing is regulated, as in IT', () => {
    expect(documentOf('naric-application', { studyField: '06' })).toMatchObject({
      need: 'helpful',
      reason: 'naric-level',
    });
  });

  it('NARIC does not admit to a study', () => {
    expect(documentOf('naric-application', { goal: ['full-degree'], postcode: '8000' })).toMatchObject({
      need: 'later',
      reason: 'naric-not-for-study',
    });
  });

  it('no papers at all: no procedure is promised, a person looks', () => {
    const { flags, deskAccess } = judged({ diplomaProof: 'none' });
    expect(documentOf('diploma', { diplomaProof: 'none' })?.wayRound).toBe('diploma-no-papers');
    expect(flags).toContain('no-diploma-proof');
    expect(deskAccess).toBe('admitted');
  });

  it('a refusal of NARIC is noticed, for it needs help with another way', () => {
    expect(judged({ recognition: 'refused' }).flags).toContain('recognition-refused');
    expect(documentOf('naric-decision', { recognition: 'refused' })?.reason).toBe('naric-refused');
  });

  it.each<readonly [string, string, Change]>([
    ['the identity card or permit', 'residence-document', {}],
    ['the diploma', 'diploma', {}],
    ['the decision of NARIC', 'naric-decision', { recognition: 'level' }],
    ['professional recognition', 'professional-recognition', { regulatedProfession: 'nurse' }],
    ['a language certificate', 'dutch-certificate', { dutch: 'B1' }],
    ['the curriculum vitae', 'cv', {}],
    ['the proof of Dutch that a study asks', 'study-language-proof', { goal: ['full-degree'], postcode: '8000' }],
    ['the decision on the living wage', 'living-wage-decision', { income: ['living-wage'] }],
  ])('asks whether one has %s, and asks for no copy', (_, id, change) => {
    expect(documentOf(id, change)).toMatchObject({ status: expect.stringMatching(/^(have|unknown)$/) });
  });
});
