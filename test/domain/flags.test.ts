/** Flags: what a desk notices at once. */
import { describe, expect, it } from 'vitest';
import { allMetBut, judge } from './cases.ts';

type Change = Parameters<typeof allMetBut>[0];
/** The person who meets everything is a recognised refugee, for whom NARIC is free. */
const flagsOf = (change: Change) => judge(allMetBut({ residenceStatus: 'family-reunification', ...change })).flags;

describe('the flags', () => {
  it.each<readonly [string, Change]>([
    ['', {}],
    ['pending-status no-agency-counsellor check-work-right naric-free', { residenceStatus: 'asylum-seeker' }],
    ['pending-status check-work-right', { residenceStatus: 'regularisation-pending' }],
    ['check-work-right', { residenceStatus: 'work' }],
    ['check-work-right', { residenceStatus: 'study' }],
    ['check-work-right', { residenceStatus: 'other-legal' }],
    ['naric-free', { residenceStatus: 'recognised-refugee' }],
    ['naric-free', { residenceStatus: 'subsidiary-protection' }],
    ['temporary-protection-ends naric-free', { residenceStatus: 'temporary-protection' }],
    // Free where there is something to ask of NARIC: not beyond Flanders and Brussels, not once it has judged, not for study.
    ['', { residenceStatus: 'recognised-refugee', postcode: '4000' }],
    ['', { residenceStatus: 'recognised-refugee', recognition: 'level' }],
    ['', { residenceStatus: 'recognised-refugee', diplomaCountry: 'BE' }],
    ['', { residenceStatus: 'recognised-refugee', goal: ['full-degree'] }],
    ['living-wage naric-free', { income: ['partner', 'living-wage'] }],
    ['living-wage naric-free', { income: ['living-wage'] }],
    ['', { income: ['unemployment-benefit'] }],
    ['', { income: 'unknown' }],
    ['eu-national', { nationalities: ['RO'], postcode: '2000' }],
    ['eu-national', { nationalities: ['RO', 'MD'], postcode: '2000' }],
    ['', { nationalities: ['NO'] }],
    ['tolerance-margin', { inBelgiumSince: '2015-01' }],
    // Strict: there is no margin for a person to spend.
    ['', { inBelgiumSince: '2015-01', postcode: '3500' }],
    ['interpreter', { dutch: 'A1', french: false, english: false }],
    ['', { dutch: 'A1', french: 'unknown', english: false }],
    // S1 §10.2: doctors and other medical; §9.2.3.3: care is easier only where it is not bound to a diploma.
    ['regulated-profession hard-to-place', { regulatedProfession: 'nurse' }],
    ['regulated-profession hard-to-place', { regulatedProfession: 'dentist' }],
    ['regulated-profession hard-to-place', { regulatedProfession: 'physiotherapist' }],
    ['regulated-profession', { regulatedProfession: 'architect' }],
    ['regulated-profession', { regulatedProfession: 'veterinarian' }],
    ['regulated-profession hard-to-place', { regulatedProfession: 'doctor' }],
    ['regulated-profession hard-to-place', { regulatedProfession: 'lawyer' }],
    ['regulated-profession hard-to-place', { regulatedProfession: 'teacher' }],
    ['regulated-profession', { regulatedProfession: 'another' }],
    ['protected-title', { regulatedProfession: 'engineer' }],
    ['protected-title hard-to-place', { regulatedProfession: 'psychologist' }],
    ['hard-to-place', { studyField: '02' }],
    ['hard-to-place', { studyField: '01' }],
    ['hard-to-place', { studyField: '03' }],
    ['', { studyField: '06' }],
    ['', { studyField: 'declined' }],
    ['below-level', { workSituation: 'below-level' }],
    ['', { workSituation: 'at-level' }],
    ['no-diploma-proof', { diplomaProof: 'none' }],
    ['incomplete-diploma-proof', { diplomaProof: 'some-proof' }],
    ['recognition-refused', { recognition: 'refused' }],
    ['not-registered-jobseeker', { registeredJobseeker: false }],
    ['', { registeredJobseeker: 'unknown' }],
    ['conditions', { obstacles: ['childcare'] }],
    ['', { obstacles: 'declined' }],
  ])('are "%s" for %o', (flags, change) => {
    expect(flagsOf(change).join(' ')).toBe(flags);
  });

  it('say nothing of the end of temporary protection once its row is over', () => {
    const facts = allMetBut({ residenceStatus: 'temporary-protection' });
    expect(judge(facts, '2027-03-04').flags).toContain('temporary-protection-ends');
    expect(judge(facts, '2027-03-05').flags).not.toContain('temporary-protection-ends');
  });

  it('leave asylum seekers of before 1 March 2022 their agency counsellor', () => {
    const on = (registeredOn: string) =>
      flagsOf({ residenceStatus: 'asylum-seeker', inBelgiumSince: '2020-01', registeredOn }).includes(
        'no-agency-counsellor',
      );
    expect([on('2022-02-28'), on('2022-03-01')]).toEqual([false, true]);
  });
});
