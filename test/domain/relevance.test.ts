/** Which questions are asked of whom: only those whose answer can still change something. */
import { describe, expect, it } from 'vitest';
import type { Conditions } from '../../src/domain/conditions.ts';
import { type Facts, REGIONS } from '../../src/domain/facts.ts';
import { type AddedQuestionRow, type ContractQuestion, FACTS_OF, QUESTION_IDS } from '../../src/domain/questions.ts';
import { dependents, matters } from '../../src/domain/relevance.ts';
import { ALL_MET, allMetBut, judge, RULES, TODAY } from './cases.ts';

const asked = (question: ContractQuestion, facts: Facts) => matters(question, facts, RULES, TODAY);

/** The interview as it would run: every question that matters, in order, answered from a full set of facts. */
function interview(answers: Facts): readonly ContractQuestion[] {
  let facts: Facts = {};
  return QUESTION_IDS.filter((question) => {
    if (!asked(question, facts)) return false;
    const told = FACTS_OF[question].filter((key) => answers[key] !== undefined).map((key) => [key, answers[key]]);
    facts = { ...facts, ...Object.fromEntries(told) };
    return true;
  });
}

describe('matters', () => {
  it.each<readonly [ContractQuestion, Facts, boolean]>([
    ['left-in-between', {}, false],
    ['left-in-between', { inBelgiumSince: 'unknown' }, false],
    ['left-in-between', { inBelgiumSince: '2023-05' }, true],
    ['left-in-between', { inBelgiumSince: '2010-05' }, true],
    // The month decides, so a person looks anyway.
    ['left-in-between', { inBelgiumSince: '2021', registeredOn: TODAY }, false],
    ['left-in-between', { inBelgiumSince: '2022', registeredOn: TODAY }, true],
    ['left-in-between', { inBelgiumSince: '2023-05', leftInBetween: true }, true],
    ['location', {}, true],
    ['location', { postcode: '4000' }, true],
    ['diploma-country', {}, false],
    ['diploma-country', { diplomaLevel: 'bachelor' }, true],
    ['diploma-country', { diplomaLevel: 'unfinished-higher' }, true],
    ['diploma-country', { diplomaLevel: 'unknown' }, true],
    ['diploma-country', { diplomaLevel: 'declined' }, false],
    ['diploma-proof', { diplomaLevel: 'hbo5' }, true],
    ['diploma-proof', {}, false],
    ['diploma-proof', { diplomaLevel: 'master', diplomaCountry: 'BE' }, true],
    ['study-field', { diplomaLevel: 'post-secondary-uncertain' }, true],
    ['study-field', {}, false],
    // Also where no rule closes the desk: whoever has no such diploma has no field either.
    ['study-field', { diplomaLevel: 'none', registeredOn: '2014-12-31' }, false],
    ['study-field', { diplomaLevel: 'secondary', registeredOn: '2014-12-31' }, false],
    ['contact-language', { dutch: 'A2', registeredOn: '2014-12-31' }, false],
    ['recognition', { diplomaLevel: 'master', diplomaCountry: 'SY' }, true],
    ['recognition', { diplomaLevel: 'master', diplomaCountry: 'BE' }, false],
    ['recognition', {}, false],
    ['training', {}, false],
    ['training', { goal: ['work-soon'] }, false],
    ['training', { goal: ['training-for-job'] }, true],
    ['training', { goal: ['recognition', 'work-soon'] }, true],
    ['training', { goal: ['training-for-job', 'full-degree'] }, false],
    ['training', { goal: 'unknown' }, false],
    ['contact-language', {}, true],
    ['contact-language', { dutch: 'A1' }, true],
    ['contact-language', { dutch: 'A2' }, false],
    ['contact-language', { dutch: { speaking: 'B1', listening: 'B1' } }, false],
    ['contact-language', { dutch: { speaking: 'B1' } }, true],
    ['contact-language', { dutch: 'unknown' }, true],
    ['contact-language', { dutch: 'A1', english: true }, true],
    ['registered-jobseeker', { goal: ['full-degree'], postcode: '8000' }, false],
    ['registered-jobseeker', { goal: ['work-soon'], postcode: '8000' }, true],
    ['registered-jobseeker', {}, true],
    // The educational adviser gets a referral too, with its checklist and the note for the OCMW (contract section 6).
    ['income', { goal: ['full-degree'], postcode: '9000' }, true],
    ['income', { goal: ['full-degree'], postcode: '8000' }, true],
    ['income', { postcode: '4000' }, false],
    ['obstacles', { goal: ['full-degree'], postcode: '9300' }, true],
    ['obstacles', {}, true],
    ['documents', { goal: ['full-degree'], postcode: '3500' }, true],
    ['documents', { goal: ['full-degree'], postcode: '3000' }, true],
    ['documents', {}, true],
    ['documents', { residenceStatus: 'none' }, false],
    ['wants-work-at-level', {}, true],
    ['name', ALL_MET, true],
    ['share', allMetBut({ goal: ['full-degree'] }), true],
    ['share', { residenceStatus: 'none' }, false],
    ['name', { postcode: '4000' }, false],
    ['review', { diplomaLevel: 'secondary' }, false],
    ['reach', { diplomaLevel: 'secondary' }, false],
  ])('%s, for %o: %s', (question, facts, expected) => {
    expect(asked(question, facts)).toBe(expected);
  });

  it('asks nothing more once the desk is closed for certain, but what was answered may be changed', () => {
    const closed = { residenceStatus: 'none' } as const;
    expect(QUESTION_IDS.filter((question) => asked(question, closed))).toEqual([
      'language',
      'privacy',
      'residence-status',
    ]);
  });

  it('asks the whole interview of someone who works towards recognition', () => {
    const answers = allMetBut({ goal: ['recognition'], jobTarget: true, dutch: 'A1' });
    expect(interview(answers)).toEqual(QUESTION_IDS);
  });

  it.each<readonly [string, Facts, readonly ContractQuestion[]]>([
    ['a Dutch speaker who wants work', ALL_MET, ['training', 'contact-language']],
    [
      'a person without papers',
      allMetBut({ residenceStatus: 'none' }),
      QUESTION_IDS.filter((id) => !['language', 'privacy', 'nationalities', 'residence-status'].includes(id)),
    ],
    ['someone from Liège', allMetBut({ postcode: '4000' }), QUESTION_IDS.slice(QUESTION_IDS.indexOf('location') + 1)],
    [
      'a study-bound person in Ghent, who goes to the study adviser',
      allMetBut({ goal: ['full-degree'] }),
      ['training', 'contact-language', 'registered-jobseeker'],
    ],
  ])('spares %s the rest', (_, answers, spared) => {
    const all = interview(answers);
    expect(QUESTION_IDS.filter((id) => !all.includes(id))).toEqual(spared);
  });

  it.each(REGIONS)('asks no more of who wants to study in %s than of who wants to work there', (region) => {
    const here = { postcode: undefined, region };
    const study = interview(allMetBut({ ...here, goal: ['full-degree'] }));
    const work = interview(allMetBut({ ...here, goal: ['work-soon'] }));
    expect(study.filter((question) => !work.includes(question))).toEqual([]);
    expect(study).toEqual(expect.arrayContaining(['income', 'obstacles', 'documents']));
  });

  it('reaches the same result as if everything had been asked', () => {
    for (const change of [{}, { residenceStatus: 'none' }, { postcode: '3500', nationalities: ['RO'] }] as const) {
      const answers = allMetBut(change);
      const told = new Set(interview(answers).flatMap((question) => FACTS_OF[question]));
      const asked = Object.fromEntries(
        Object.entries(answers).filter(([key]) => key === 'registeredOn' || told.has(key as keyof Facts)),
      );
      const [short, whole] = [judge(asked), judge(answers)];
      expect([short.deskAccess, short.route.to, short.route.reason]).toEqual([
        whole.deskAccess,
        whole.route.to,
        whole.route.reason,
      ]);
    }
  });
});

describe('dependents', () => {
  it.each<readonly [ContractQuestion, readonly ContractQuestion[]]>([
    ['in-belgium-since', ['left-in-between']],
    ['diploma-level', ['study-field', 'diploma-country', 'diploma-proof', 'recognition']],
    ['goal', ['training']],
    ['location', []],
    ['documents', []],
    ['dutch-level', []],
  ])('of %s are %o', (question, expected) => {
    expect(dependents(question)).toEqual(expected);
  });

  const added = (id: string, when?: Conditions): AddedQuestionRow => ({
    id: id as AddedQuestionRow['id'],
    choices: ['yes', 'no'],
    ...(when === undefined ? {} : { when }),
  });

  it.each<readonly [Conditions, readonly ContractQuestion[]]>([
    [{ regions: ['ghent'] }, ['location']],
    [{ studyFields: ['07'] }, ['diploma-level', 'study-field']],
    [{ languages: ['french'] }, ['contact-language']],
    [{ dutch: 'B1' }, ['dutch-level']],
    [{ perspectives: ['combined'] }, ['recognition', 'diploma-level', 'target-occupation', 'goal', 'training']],
    [{ jobseeker: true }, ['registered-jobseeker']],
    [{ statuses: ['work'] }, ['residence-status']],
    [{ diplomaLevels: ['master'] }, ['diploma-level']],
    [{ workSituations: ['not-working'] }, ['work-situation']],
    // The level of a diploma takes what was said of the diploma along, and that takes the question along.
    [{ recognitions: ['level'] }, ['diploma-level', 'recognition']],
    [{ professions: ['nurse'] }, ['target-occupation']],
    [{ goals: ['work-soon'] }, ['goal']],
    [{ incomes: ['partner'] }, ['income']],
    [{ obstacles: ['time'] }, ['obstacles']],
    [{ goals: ['work-soon'], incomes: ['partner'] }, ['goal', 'income']],
    [{}, []],
  ])('an added question on %o is asked again when %o changes, and then only', (when, questions) => {
    const hanging = QUESTION_IDS.filter((id) => dependents(id, [added('car', when)]).includes('car' as never));
    expect([...hanging].sort()).toEqual([...questions].sort());
  });

  it('an added question without a condition hangs on nothing', () => {
    expect(QUESTION_IDS.filter((id) => dependents(id, [added('car')]).includes('car' as never))).toEqual([]);
  });

  it('added questions hang on each other, in a row and in a ring', () => {
    const row = [
      added('car', { goals: ['work-soon'] }),
      added('licence', { answers: { car: ['yes'] } }),
      added('bike', { answers: { car: ['no'], licence: ['no'] } }),
    ];
    expect(dependents('goal', row)).toEqual(['training', 'car', 'licence', 'bike']);
    expect(dependents('car' as never, row)).toEqual(['licence', 'bike']);
    expect(dependents('bike' as never, row)).toEqual([]);
    const ring = [added('one', { answers: { two: ['yes'] } }), added('two', { answers: { one: ['yes'] } })];
    expect(dependents('one' as never, ring)).toEqual(['two']);
  });

  it('come later in the interview than what they hang on', () => {
    for (const question of QUESTION_IDS) {
      for (const dependent of dependents(question)) {
        expect(QUESTION_IDS.indexOf(dependent as ContractQuestion)).toBeGreaterThan(QUESTION_IDS.indexOf(question));
      }
    }
  });
});
