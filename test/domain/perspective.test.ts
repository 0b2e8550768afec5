/** The perspective: first that fits (contract section 5), and the example cases of S1 as far as facts can tell them. */
import { describe, expect, it } from 'vitest';
import type { Facts } from '../../src/domain/facts.ts';
import { allMetBut, judge } from './cases.ts';

const perspective = (facts: Facts) => {
  const { outcome, reason } = judge(facts).perspective;
  return `${outcome} ${reason}`;
};

describe('the perspective', () => {
  it.each<readonly [string, Facts]>([
    ['combined study-and-work', { goal: ['full-degree', 'work-soon'] }],
    ['combined study-and-work', { goal: ['training-for-job', 'full-degree'] }],
    ['combined study-and-work', { goal: ['full-degree', 'work-soon'], regulatedProfession: 'nurse' }],
    ['educational full-degree', { goal: ['full-degree'] }],
    ['educational full-degree', { goal: ['full-degree', 'recognition'], jobTarget: true }],
    ['educational full-degree', { goal: ['full-degree'], regulatedProfession: 'nurse' }],
    ['combined serves-job-target', { goal: ['training-for-job'], jobTarget: true }],
    ['combined serves-job-target', { goal: ['recognition'], jobTarget: true }],
    ['combined serves-job-target', { goal: ['recognition', 'work-soon'], jobTarget: true }],
    [
      'combined serves-job-target',
      { goal: ['recognition', 'work-soon'], jobTarget: true, regulatedProfession: 'nurse' },
    ],
    ['combined recognition-first', { goal: ['work-soon'], regulatedProfession: 'nurse' }],
    ['combined recognition-first', { goal: ['work-soon'], regulatedProfession: 'nurse', recognition: 'level' }],
    ['combined recognition-first', { goal: ['work-soon'], regulatedProfession: 'doctor', recognition: 'refused' }],
    ['combined recognition-first', { goal: ['work-soon'], regulatedProfession: 'not-in-our-list' }],
    ['combined recognition-first', { goal: ['work-soon', 'training-for-job'], regulatedProfession: 'lawyer' }],
    ['professional work-soon', { goal: ['work-soon'], regulatedProfession: 'nurse', recognition: 'specific' }],
    ['professional work-soon', { goal: ['work-soon'], regulatedProfession: null }],
    ['professional work-soon', { goal: ['work-soon'], regulatedProfession: 'unknown' }],
    // A protected title leaves the work itself open (domain-facts §2.4).
    ['professional work-soon', { goal: ['work-soon'], regulatedProfession: 'engineer' }],
    ['professional work-soon', { goal: ['work-soon'] }],
    // A job in view alone asks no training and no recognition.
    ['professional work-soon', { goal: ['work-soon'], jobTarget: true }],
    ['professional work-soon', { goal: ['work-soon', 'training-for-job'], jobTarget: false }],
    ['professional work-soon', { goal: ['work-soon', 'recognition'] }],
    ['undetermined no-job-target', { goal: ['training-for-job'], jobTarget: false }],
    ['undetermined job-target-open', { goal: ['recognition'], jobTarget: 'unknown' }],
    ['undetermined job-target-open', { goal: ['recognition', 'training-for-job'] }],
    ['undetermined unknown', { goal: 'unknown' }],
    ['undetermined unknown', { goal: [] }],
    ['undetermined declined', { goal: 'declined' }],
    ['undetermined not-asked', {}],
  ])('is %s for %o', (expected, facts) => {
    expect(perspective(facts)).toBe(expected);
  });

  it('takes a profession of which the rules of that day say nothing for one that asks a recognition', () => {
    const facts = (registeredOn: string): Facts =>
      allMetBut({ regulatedProfession: 'engineer', inBelgiumSince: '2015-01', registeredOn });
    const { perspective: before, flags } = judge(facts('2017-12-31'));
    expect(before).toEqual({ outcome: 'combined', reason: 'recognition-first' });
    expect(flags).toContain('regulated-profession');
    expect(flags).not.toContain('protected-title');
    const { perspective: since, flags: now } = judge(facts('2018-01-01'));
    expect(since).toEqual({ outcome: 'professional', reason: 'work-soon' });
    expect(now).toContain('protected-title');
  });

  // domain.md section 3, the cases of S1 and what came of them there.
  it.each<readonly [string, string, Facts]>([
    // "grey; left open (§7.1.2). With 3-4 courses to go: treated as professional enough"
    [
      'civil engineer needing Dutch and three courses for recognition',
      'combined serves-job-target',
      { diplomaLevel: 'master', studyField: '07', goal: ['recognition'], jobTarget: true, trainingMonths: 9 },
    ],
    ['must still do a whole master', 'educational full-degree', { diplomaLevel: 'bachelor', goal: ['full-degree'] }],
    // "grey; passes the job-target rule [NS]"
    [
      'insurance worker, same sector by a shortened course of a year and a half',
      'combined serves-job-target',
      { studyField: '04', goal: ['training-for-job'], jobTarget: true, trainingMonths: 18 },
    ],
    ['first wanted work', 'professional work-soon', { goal: ['work-soon'] }],
    ['then chose study', 'educational full-degree', { goal: ['full-degree'] }],
    // "mixed (§7.1.2)": work now below level, and training for the level later.
    [
      'works below level, wants level later',
      'combined serves-job-target',
      { workSituation: 'below-level', goal: ['work-soon', 'training-for-job'], jobTarget: true },
    ],
    // "combined (§7.2.1)"
    [
      'a few credits at a university as the quickest way to work',
      'combined serves-job-target',
      { goal: ['work-soon', 'training-for-job'], jobTarget: true, trainingMonths: 6 },
    ],
  ])('%s: %s', (_, expected, facts) => {
    expect(perspective(facts)).toBe(expected);
  });
});
