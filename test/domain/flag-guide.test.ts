/** Where a point of attention comes from, and which of them a client can do something with. */
import { describe, expect, it } from 'vitest';
import { flagsForClient, sourceOfFlags } from '../../src/domain/flag-guide.ts';
import { allMetBut, judge, RULES, TODAY } from './cases.ts';

type Change = Parameters<typeof allMetBut>[0];
const sourceFor = (change: Change, authors = {}) => {
  const facts = allMetBut(change);
  return sourceOfFlags(facts, RULES, TODAY, judge(facts), authors);
};
/** Raises nothing by itself. */
const QUIET: Change = { residenceStatus: 'long-term' };

describe('the source of the flags', () => {
  it.each<readonly [string, Change]>([
    ['', QUIET],
    ['rule E6', { ...QUIET, english: false, dutch: 'A1' }],
    ['client', { ...QUIET, workSituation: 'below-level' }],
    ['client', { ...QUIET, obstacles: ['money'] }],
    ['client, rule E1', { ...QUIET, nationalities: ['RO'], diplomaProof: 'none' }],
    ['rule health.belgium.be', { ...QUIET, regulatedProfession: 'doctor' }],
    ['rule vlaanderen.be', {}],
  ])('is %s', (source, change) => {
    expect(sourceFor(change)).toBe(source);
  });

  it('names the counsellor where the counsellor told it', () => {
    expect(sourceFor({ ...QUIET, workSituation: 'below-level' }, { workSituation: 'counsellor' })).toBe('counsellor');
  });
});

describe('what a client is told to mind', () => {
  const told = (change: Change) => flagsForClient(judge(allMetBut(change)));

  it('is what they can do something with', () => {
    const asylum: Change = {
      residenceStatus: 'asylum-seeker',
      registeredJobseeker: false,
      regulatedProfession: 'doctor',
    };
    expect(told(asylum)).toEqual([
      'pending-status',
      'no-agency-counsellor',
      'check-work-right',
      'naric-free',
      'not-registered-jobseeker',
    ]);
    expect(told(QUIET)).toEqual([]);
  });

  it('says nothing of a desk to who is not sent to one', () => {
    const refused: Change = { diplomaLevel: 'secondary', obstacles: ['money'], registeredJobseeker: false };
    expect(told(refused)).toContain('not-registered-jobseeker');
    expect(told(refused)).not.toContain('conditions');
  });
});
