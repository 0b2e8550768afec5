/** The order of steps towards a regulated profession, by nationality, diploma and status. */
import { describe, expect, it } from 'vitest';
import { openCase } from '../../src/domain/case.ts';
import { findRecognitionPath } from '../../src/domain/recognition-path.ts';
import { allMetBut, RULES, TODAY } from './cases.ts';

type Change = Parameters<typeof allMetBut>[0];
const pathOf = (change: Change) => findRecognitionPath(openCase(allMetBut(change), RULES, TODAY));

describe('the path to a profession', () => {
  it.each<readonly [string, Change, string]>([
    ['a doctor', { regulatedProfession: 'doctor' }, 'fps-public-health: naric-specific federal-visa'],
    [
      'a physiotherapist',
      { regulatedProfession: 'physiotherapist' },
      'care-department: naric-specific community-recognition federal-visa',
    ],
    [
      'a nurse with NARIC done',
      { regulatedProfession: 'nurse', recognition: 'specific' },
      'fps-public-health: federal-visa',
    ],
    [
      'a nurse with only the level',
      { regulatedProfession: 'nurse', recognition: 'level' },
      'fps-public-health: naric-specific federal-visa',
    ],
    [
      'a nurse of Romania with a diploma of Romania',
      { regulatedProfession: 'nurse', nationalities: ['RO'], diplomaCountry: 'RO' },
      'fps-public-health: federal-visa',
    ],
    [
      'a nurse of Romania with a diploma of Syria',
      { regulatedProfession: 'nurse', nationalities: ['RO'] },
      'fps-public-health: naric-specific federal-visa',
    ],
    ['a teacher', { regulatedProfession: 'teacher' }, 'agodi: naric-specific authority dutch-proof'],
    ['a lawyer', { regulatedProfession: 'lawyer' }, 'bar: law-faculty bar'],
    // Recognised refugees are treated as EEA nationals by the Order of Architects.
    [
      'an architect, refugee',
      { regulatedProfession: 'architect' },
      'order-of-architects: naric-specific order-of-architects',
    ],
    [
      'an architect, family reunification',
      { regulatedProfession: 'architect', residenceStatus: 'family-reunification' },
      'order-of-architects: naric-specific royal-decree order-of-architects',
    ],
    ['an engineer', { regulatedProfession: 'engineer' }, 'naric: naric-level'],
    ['an engineer with the level', { regulatedProfession: 'engineer', recognition: 'level' }, 'naric: '],
    ['an engineer with more than the level', { regulatedProfession: 'engineer', recognition: 'specific' }, 'naric: '],
  ])('of %s', (_, change, expected) => {
    const path = pathOf(change);
    expect(`${path?.authority}: ${path?.steps.join(' ')}`).toBe(expected);
    expect(path?.source.ref).toMatch(/^https:|^S1 /);
  });

  it.each([null, 'unknown', 'declined', 'another', undefined] as const)('is none for %s', (regulatedProfession) => {
    expect(pathOf({ regulatedProfession })).toBeUndefined();
  });

  it('says where a body is not verified', () => {
    expect(pathOf({ regulatedProfession: 'accountant' })?.confidence).toBe('unverified');
    expect(pathOf({ regulatedProfession: 'lawyer' })?.confidence).toBe('verified');
  });
});
