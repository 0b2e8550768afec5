/** Where a point of attention comes from, and which of them a client can do something with. */
import { describe, expect, it } from 'vitest';
import { FLAGS } from '../../src/domain/codes.ts';
import type { FactKey } from '../../src/domain/facts.ts';
import { flagsForClient, sourceOfFlags } from '../../src/domain/flag-guide.ts';
import { type Flag, rulesOn } from '../../src/domain/rules.ts';
import { nameOf } from '../../src/domain/say-recognition.ts';
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
    ['rule health.belgium.be; S1 §7.2.1c, §10.2', { ...QUIET, regulatedProfession: 'doctor' }],
    ['rule vlaanderen.be', {}],
  ])('is %s', (source, change) => {
    expect(sourceFor(change)).toBe(source);
  });

  const sourceOf = (flags: readonly Flag[], change: Change = QUIET, authors = {}) =>
    sourceOfFlags(allMetBut(change), RULES, TODAY, { flags: [...flags] }, authors);
  const { triage } = rulesOn(RULES, TODAY);

  it.each<readonly [Flag, FactKey]>([
    ['below-level', 'workSituation'],
    ['living-wage', 'income'],
    ['no-diploma-proof', 'diplomaProof'],
    ['incomplete-diploma-proof', 'diplomaProof'],
    ['recognition-refused', 'recognition'],
    ['not-registered-jobseeker', 'registeredJobseeker'],
    ['conditions', 'obstacles'],
  ])('of %s is whoever told %s', (flag, fact) => {
    expect(sourceOf([flag])).toBe('client');
    expect(sourceOf([flag], QUIET, { [fact]: 'counsellor' })).toBe('counsellor');
  });

  it.each<readonly [Flag, string]>([
    ['pending-status', 'E2'],
    ['eu-national', 'E1'],
    ['tolerance-margin', 'E3'],
    ['interpreter', 'E6'],
    ['no-agency-counsellor', nameOf(triage['no-agency-counsellor']?.source.ref ?? 'no row')],
    ['check-work-right', nameOf(triage['work-right-on-card']?.source.ref ?? 'no row')],
    ['hard-to-place', nameOf(triage['hard-to-place']?.source.ref ?? 'no row')],
    ['naric-free', nameOf(triage['naric-free']?.source.ref ?? 'no row')],
  ])('of %s is rule %s', (flag, rule) => {
    expect(sourceOf([flag])).toBe(`rule ${rule}`);
  });

  it('of who is hard to place by profession is what says so, not the body that recognises it', () => {
    expect(sourceOf(['hard-to-place'], { ...QUIET, regulatedProfession: 'doctor' })).toBe(sourceOf(['hard-to-place']));
  });

  it('names each rule once, one after another', () => {
    expect(sourceOf(['pending-status', 'tolerance-margin', 'pending-status', 'below-level'])).toBe(
      'client, rule E2; E3',
    );
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
    expect(told({ ...QUIET, studyField: '02' })).toEqual(['hard-to-place']);
  });

  it('is every point that has words for clients, and of a desk only where they are sent to one', () => {
    const assessment = judge(allMetBut(QUIET));
    const flags = FLAGS.filter((flag) => flag !== 'eu-national' && flag !== 'regulated-profession');
    const toldOf = (to: 'desk' | 'other-services') =>
      flagsForClient({ ...assessment, flags, route: { ...assessment.route, to } });
    const always = [
      'temporary-protection-ends',
      'hard-to-place',
      'below-level',
      'living-wage',
      'no-diploma-proof',
      'incomplete-diploma-proof',
      'recognition-refused',
      'naric-free',
      'not-registered-jobseeker',
    ];
    expect(toldOf('other-services')).toEqual(always);
    expect(toldOf('desk').toSorted()).toEqual(
      [...always, 'pending-status', 'no-agency-counsellor', 'check-work-right', 'interpreter', 'conditions'].toSorted(),
    );
  });

  it('says nothing of a desk to who is not sent to one', () => {
    const refused: Change = { diplomaLevel: 'secondary', obstacles: ['money'], registeredJobseeker: false };
    expect(told(refused)).toContain('not-registered-jobseeker');
    expect(told(refused)).not.toContain('conditions');
  });
});
