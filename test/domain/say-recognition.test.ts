/** What is said of the way to a recognition: who, in which order, the branch that applies, and how sure it is. */
import { describe, expect, it } from 'vitest';
import { guideRecognition } from '../../src/domain/say-recognition.ts';
import { allMetBut, judge, RULES, TODAY } from './cases.ts';

type Change = Parameters<typeof allMetBut>[0];
const guideOf = (change: Change) => {
  const facts = allMetBut(change);
  return guideRecognition(facts, RULES, TODAY, judge(facts));
};
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
    ['an engineer', { regulatedProfession: 'engineer' }, 'naric-level | protected-title likely'],
    ['an accountant', { regulatedProfession: 'accountant' }, 'naric-specific authority | unverified'],
    [
      'an accountant of Iceland with a diploma of there',
      { regulatedProfession: 'accountant', nationalities: ['IS'], diplomaCountry: 'IS' },
      'authority | straight unverified',
    ],
    ['a nurse without a diploma', { regulatedProfession: 'nurse', diplomaLevel: 'secondary' }, undefined],
    ['a nurse without a stay', { regulatedProfession: 'nurse', residenceStatus: 'none' }, undefined],
  ])('%s', (_, change, expected) => {
    expect(told(change)).toBe(expected);
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
