/** Conditions as data: for each what meets it, what does not, and what leaves it open. */
import { describe, expect, it } from 'vitest';
import { openCase } from '../../src/domain/case.ts';
import { type Conditions, findUnmet } from '../../src/domain/conditions.ts';
import { REGIONS } from '../../src/domain/facts.ts';
import { matters } from '../../src/domain/relevance.ts';
import { allMetBut, RULES, TODAY } from './cases.ts';

type Change = Parameters<typeof allMetBut>[0];
const judged = (conditions: Conditions, change: Change, perspective?: Parameters<typeof findUnmet>[2]) =>
  findUnmet(openCase(allMetBut(change), RULES, TODAY), conditions, perspective)
    .map(({ condition, is }) => `${condition} ${is}`)
    .join(', ') || 'met';

describe('a condition', () => {
  it.each<readonly [Conditions, string, Change]>([
    [{}, 'met', {}],
    [{ regions: ['ghent', 'limburg'] }, 'met', {}],
    [{ regions: ['limburg'] }, 'regions not-met', {}],
    [{ regions: ['ghent'] }, 'regions open', { postcode: 'unknown' }],
    [{ regions: ['ghent'] }, 'regions not-met', { postcode: '4000' }],
    [{ regions: REGIONS }, 'met', { postcode: 'unknown' }],
    [{ studyFields: ['06', '07'] }, 'met', {}],
    [{ studyFields: ['06'] }, 'studyFields not-met', {}],
    [{ studyFields: ['06'] }, 'studyFields open', { studyField: 'declined' }],
    [{ studyFields: ['06'] }, 'studyFields open', { studyField: undefined }],
    [{ languages: ['english'] }, 'met', {}],
    [{ languages: ['french', 'english'] }, 'met', {}],
    [{ languages: ['french'] }, 'languages not-met', {}],
    [{ languages: ['french', 'english'] }, 'languages open', { english: 'unknown' }],
    [{ languages: ['french', 'english'] }, 'languages not-met', { english: false }],
    [{ dutch: 'A2' }, 'met', {}],
    [{ dutch: 'B1' }, 'dutch open', {}],
    [{ dutch: 'none' }, 'dutch open', { dutch: 'unknown' }],
    [{ jobseeker: true }, 'met', {}],
    [{ jobseeker: false }, 'jobseeker not-met', {}],
    [{ jobseeker: false }, 'met', { registeredJobseeker: false }],
    // Whoever is not registered yet can register.
    [{ jobseeker: true }, 'jobseeker open', { registeredJobseeker: false }],
    [{ jobseeker: true }, 'jobseeker open', { registeredJobseeker: 'unknown' }],
    [{ jobseeker: false }, 'jobseeker open', { registeredJobseeker: undefined }],
    [{ statuses: ['recognised-refugee'] }, 'met', {}],
    [{ statuses: ['work'] }, 'statuses not-met', {}],
    [{ statuses: ['work'] }, 'statuses open', { residenceStatus: 'unknown' }],
    [{ diplomaLevels: ['master'] }, 'met', {}],
    [{ diplomaLevels: ['bachelor'] }, 'diplomaLevels not-met', {}],
    [{ workSituations: ['not-working'] }, 'met', {}],
    [{ workSituations: ['below-level'] }, 'workSituations not-met', {}],
    [{ recognitions: ['not-applied'] }, 'met', {}],
    [{ recognitions: ['level'] }, 'recognitions not-met', {}],
    [{ recognitions: ['level'] }, 'recognitions open', { recognition: undefined }],
    [{ professions: ['nurse'] }, 'professions not-met', {}],
    [{ professions: ['nurse', 'teacher'] }, 'met', { regulatedProfession: 'teacher' }],
    [{ professions: ['nurse'] }, 'professions not-met', { regulatedProfession: 'teacher' }],
    [{ professions: ['nurse'] }, 'professions open', { regulatedProfession: 'unknown' }],
    [{ goals: ['work-soon'] }, 'met', { goal: ['full-degree', 'work-soon'] }],
    [{ goals: ['full-degree', 'training-for-job'] }, 'goals not-met', {}],
    [{ goals: ['full-degree'] }, 'goals open', { goal: 'declined' }],
    [{ incomes: ['partner'] }, 'met', {}],
    [{ incomes: ['living-wage'] }, 'incomes not-met', {}],
    [{ obstacles: ['childcare'] }, 'met', { obstacles: ['money', 'childcare'] }],
    [{ obstacles: ['childcare'] }, 'obstacles not-met', {}],
    [{ obstacles: ['childcare'] }, 'obstacles open', { obstacles: undefined }],
    [{ answers: { car: ['yes'] } }, 'met', { extra: { car: 'yes' } }],
    [{ answers: { car: ['yes', 'soon'] } }, 'met', { extra: { car: 'soon' } }],
    [{ answers: { car: ['yes'] } }, 'answers not-met', { extra: { car: 'no' } }],
    [{ answers: { car: ['yes'] } }, 'answers open', { extra: { car: 'unknown' } }],
    [{ answers: { car: ['yes'] } }, 'answers open', { extra: { bike: 'yes' } }],
    [{ answers: { car: ['yes'] } }, 'answers open', { extra: 'declined' }],
    [{ answers: { car: ['yes'] } }, 'answers open', {}],
    [{ answers: { car: ['yes'], bike: ['no'] } }, 'answers not-met', { extra: { bike: 'yes' } }],
    [{ answers: { car: ['yes'], bike: ['no'] } }, 'answers open', { extra: { bike: 'no' } }],
    [{ answers: { car: ['yes'], bike: ['no'] } }, 'met', { extra: { car: 'yes', bike: 'no' } }],
    // All that are named must hold; what does not is named in the order in which a person would ask.
    [{ goals: ['work-soon'], studyFields: ['07'], dutch: 'A1' }, 'met', {}],
    [
      { goals: ['full-degree'], dutch: 'C1', studyFields: ['06'] },
      'studyFields not-met, dutch open, goals not-met',
      {},
    ],
  ])('%o is %s for %o', (conditions, expected, change) => {
    expect(judged(conditions, change)).toBe(expected);
  });

  it('on a perspective is open while that is undetermined, or not asked about', () => {
    expect(judged({ perspectives: ['combined'] }, {}, 'combined')).toBe('met');
    expect(judged({ perspectives: ['combined'] }, {}, 'professional')).toBe('perspectives not-met');
    expect(judged({ perspectives: ['combined'] }, {}, 'undetermined')).toBe('perspectives open');
    expect(judged({ perspectives: ['undetermined'] }, {}, 'undetermined')).toBe('met');
    expect(judged({ perspectives: ['combined'] }, {}, undefined)).toBe('perspectives open');
  });
});

describe('a question that dialogs/ adds', () => {
  const asked = (when: Conditions | undefined, change: Change) =>
    matters('car' as Parameters<typeof matters>[0], allMetBut(change), RULES, TODAY, when);

  it.each<readonly [string, Conditions | undefined, Change, boolean]>([
    ['of everyone', undefined, {}, true],
    ['of whom it is meant for', { goals: ['work-soon'] }, {}, true],
    ['not of others', { goals: ['full-degree'] }, {}, false],
    ['not before it is known for whom', { goals: ['work-soon'] }, { goal: undefined }, false],
    ['by perspective', { perspectives: ['professional'] }, {}, true],
    ['not once the desk is closed', undefined, { residenceStatus: 'none' }, false],
    ['though it was answered, as if it were asked now', { goals: ['work-soon'] }, { extra: { car: 'yes' } }, true],
    // Its own answer is left out of account.
    ['not where it would hang on itself', { answers: { car: ['yes'] } }, { extra: { car: 'yes' } }, false],
  ])('is asked %s', (_, when, change, expected) => {
    expect(asked(when, change)).toBe(expected);
  });
});
