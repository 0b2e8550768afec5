/** What is said of the way to a recognition: who, in which order, the branch that applies, and how sure it is. */
import { describe, expect, it } from 'vitest';
import { rulesOn } from '../../src/domain/rules.ts';
import { guideRecognition, nameOf } from '../../src/domain/say-recognition.ts';
import { allMetBut, judge, RULES, TODAY } from './cases.ts';

type Change = Parameters<typeof allMetBut>[0];
const guideOf = (change: Change) => {
  const facts = allMetBut(change);
  return guideRecognition(facts, RULES, TODAY, judge(facts));
};
const FROM_ROMANIA = { nationalities: ['RO'], diplomaCountry: 'RO' } as const satisfies Change;
const last = ({ key }: { readonly key: string }) => key.slice(key.lastIndexOf('.') + 1);
const told = (change: Change) => {
  const guide = guideOf(change);
  return guide && `${guide.steps.map(last).join(' ')} | ${guide.notes.map(last).join(' ')}`;
};

describe('the way to a recognition', () => {
  it.each<readonly [string, Change, string | undefined]>([
    ['no profession', {}, undefined],
    ['one that the rules do not know', { regulatedProfession: 'astronaut' }, undefined],
    ['a nurse', { regulatedProfession: 'nurse' }, 'naric-specific federal-visa | '],
    ['a nurse with NARIC done', { regulatedProfession: 'nurse', recognition: 'specific' }, 'federal-visa | decided'],
    [
      'an architect who is a recognised refugee',
      { regulatedProfession: 'architect' },
      'naric-specific order-of-architects | refugee',
    ],
    [
      'an architect with another stay',
      { regulatedProfession: 'architect', residenceStatus: 'work' },
      'naric-specific royal-decree order-of-architects | ',
    ],
    ['an engineer', { regulatedProfession: 'engineer' }, 'naric-specific | protected-title likely'],
    ['an accountant', { regulatedProfession: 'accountant' }, 'naric-specific authority | unverified'],
    [
      'an accountant of Iceland with a diploma of there',
      { regulatedProfession: 'accountant', nationalities: ['IS'], diplomaCountry: 'IS' },
      'authority | straight unverified',
    ],
    ['a nurse from the EEA', { ...FROM_ROMANIA, regulatedProfession: 'nurse' }, 'community-recognition | eea straight'],
    [
      'an architect from the EEA with another stay',
      { ...FROM_ROMANIA, regulatedProfession: 'architect', residenceStatus: 'work' },
      'order-of-architects | eea straight',
    ],
    // What is left out because of what a lawyer has is no branch for who they are.
    ['a lawyer from the EEA', { ...FROM_ROMANIA, regulatedProfession: 'lawyer' }, 'bar | '],
    ['a nurse without a diploma', { regulatedProfession: 'nurse', diplomaLevel: 'secondary' }, undefined],
    ['a nurse without a stay', { regulatedProfession: 'nurse', residenceStatus: 'none' }, undefined],
  ])('%s', (_, change, expected) => {
    expect(told(change)).toBe(expected);
  });

  it('says who and in which order in one sentence, and who alone where no step is left', () => {
    const params = {
      profession: { word: 'verdicts:profession.nurse' },
      authority: { word: 'guide:authority.fps-public-health' },
    };
    const guide = guideOf({ regulatedProfession: 'nurse' });
    expect(guide?.who).toEqual({ key: 'guide:path.who', params });
    expect(guide?.inShort).toEqual({
      key: 'guide:path.line',
      params: { ...params, steps: { words: ['guide:step.naric-specific', 'guide:step.federal-visa'] } },
    });
    const done = guideOf({ regulatedProfession: 'engineer', recognition: 'specific' });
    expect(done?.steps).toEqual([]);
    expect(done?.inShort).toEqual(done?.who);
  });

  it('leads to the list of professions where the source is not sure, and gives no other note an address', () => {
    const { notes } = guideOf({ regulatedProfession: 'accountant' }) ?? { notes: [] };
    const url = rulesOn(RULES, TODAY).steps['regulated-professions']?.value.url;
    expect(url).toMatch(/^https:/);
    expect(notes).toEqual([{ key: 'guide:path.note.unverified', params: { url } }]);
    expect(guideOf({ regulatedProfession: 'engineer' })?.notes).toEqual([
      { key: 'guide:path.note.protected-title' },
      { key: 'guide:path.note.likely' },
    ]);
  });

  it.each(['engineer', 'nurse'])('has NARIC behind it after a specific recognition of a %s, and no other', (id) => {
    const notes = (recognition: 'specific' | 'level' | 'applied') =>
      told({ recognition, regulatedProfession: id })?.split(' ');
    expect(notes('specific')).toContain('decided');
    expect(notes('level')).not.toContain('decided');
    expect(notes('applied')).not.toContain('decided');
  });

  it('names a page by its site and a report by its place', () => {
    expect(nameOf('https://www.example.org/a/b')).toBe('example.org');
    expect(nameOf('http://example.org')).toBe('example.org');
    expect(nameOf('S1 §8.2.1')).toBe('S1 §8.2.1');
    expect(nameOf('see https://example.org/a')).toBe('see https://example.org/a');
  });

  it('is told also where another criterion than stay or diploma is not met', () => {
    expect(guideOf({ regulatedProfession: 'nurse', nationalities: ['RO'] })).toBeDefined();
  });

  it('does not send a Belgian diploma to NARIC, and says why', () => {
    const said = told({ regulatedProfession: 'accountant', diplomaCountry: 'BE' });
    expect(said).toMatch(/^authority \| belgian/);
  });

  it('names who recognises and, for the desk, the site that says so', () => {
    const guide = guideOf({ regulatedProfession: 'nurse' });
    expect(guide?.who.params).toEqual({
      profession: { word: 'verdicts:profession.nurse' },
      authority: { word: 'guide:authority.fps-public-health' },
    });
    expect(guide?.source).toBe('rule health.belgium.be');
  });
});
