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
      'care-department: community-recognition',
    ],
    // domain-facts §2.4: the visa is for third-country nationals; the Flemish care department recognises EEA nationals.
    [
      'a nurse of Romania with a diploma of Syria',
      { regulatedProfession: 'nurse', nationalities: ['RO'] },
      'care-department: naric-specific community-recognition',
    ],
    [
      'a doctor of Norway who is Syrian too, with NARIC done',
      { regulatedProfession: 'doctor', nationalities: ['SY', 'NO'], recognition: 'specific' },
      'care-department: community-recognition',
    ],
    [
      'a doctor of Syria with a diploma of Romania',
      { regulatedProfession: 'doctor', diplomaCountry: 'RO' },
      'fps-public-health: naric-specific federal-visa',
    ],
    [
      'a physiotherapist of Romania',
      { regulatedProfession: 'physiotherapist', nationalities: ['RO'] },
      'care-department: naric-specific community-recognition',
    ],
    // domain-facts §2.4 names AGODI for EEA and Swiss nationals; others go to NARIC and prove their Dutch.
    ['a teacher', { regulatedProfession: 'teacher' }, 'naric: naric-specific dutch-proof'],
    [
      'a teacher of Romania with a diploma of Syria',
      { regulatedProfession: 'teacher', nationalities: ['RO'] },
      'agodi: naric-specific authority dutch-proof',
    ],
    [
      'a teacher of Switzerland with a diploma of there',
      { regulatedProfession: 'teacher', nationalities: ['CH'], diplomaCountry: 'CH' },
      'agodi: authority dutch-proof',
    ],
    ['a lawyer', { regulatedProfession: 'lawyer' }, 'bar: law-faculty bar'],
    [
      'a lawyer with a decision of NARIC',
      { regulatedProfession: 'lawyer', recognition: 'specific' },
      'bar: law-faculty bar',
    ],
    // The faculty is for degrees from outside the EU.
    [
      'a lawyer of Romania with a diploma of Romania',
      { regulatedProfession: 'lawyer', nationalities: ['RO'], diplomaCountry: 'RO' },
      'bar: bar',
    ],
    ['a lawyer with a Belgian diploma', { regulatedProfession: 'lawyer', diplomaCountry: 'BE' }, 'bar: bar'],
    [
      'a nurse with a Belgian diploma',
      { regulatedProfession: 'nurse', diplomaCountry: 'BE' },
      'fps-public-health: federal-visa',
    ],
    [
      'a teacher of Romania with a Belgian diploma',
      { regulatedProfession: 'teacher', nationalities: ['RO'], diplomaCountry: 'BE' },
      'agodi: authority dutch-proof',
    ],
    [
      'an architect of Romania',
      { regulatedProfession: 'architect', nationalities: ['RO'], residenceStatus: 'other-legal' },
      'order-of-architects: naric-specific order-of-architects',
    ],
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
    // domain-facts §2.4: the title asks specific recognition; to work, the level is mostly enough.
    ['an engineer', { regulatedProfession: 'engineer' }, 'naric: naric-specific'],
    ['an engineer with the level', { regulatedProfession: 'engineer', recognition: 'level' }, 'naric: naric-specific'],
    [
      'an engineer of Romania with a diploma of Romania, whose authority is NARIC itself',
      { regulatedProfession: 'engineer', nationalities: ['RO'], diplomaCountry: 'RO' },
      'naric: naric-specific',
    ],
    ['an engineer with specific recognition', { regulatedProfession: 'engineer', recognition: 'specific' }, 'naric: '],
  ])('of %s', (_, change, expected) => {
    const path = pathOf(change);
    expect(`${path?.authority}: ${path?.steps.join(' ')}`).toBe(expected);
    expect(path?.source.ref).toMatch(/^https:|^S1 /);
  });

  it.each([null, 'unknown', 'declined', 'another', undefined] as const)('is none for %s', (regulatedProfession) => {
    expect(pathOf({ regulatedProfession })).toBeUndefined();
  });

  it.each(['engineer', 'teacher'])('of %s does not lead to NARIC with a Belgian diploma', (regulatedProfession) => {
    expect(pathOf({ regulatedProfession, diplomaCountry: 'BE' })).toBeUndefined();
    expect(pathOf({ regulatedProfession, diplomaCountry: 'NL' })?.authority).toBe('naric');
  });

  it('says where a body is not verified', () => {
    expect(pathOf({ regulatedProfession: 'accountant' })?.confidence).toBe('unverified');
    expect(pathOf({ regulatedProfession: 'lawyer' })?.confidence).toBe('verified');
  });

  it.each<readonly [string, Change, string]>([
    ['a doctor', { regulatedProfession: 'doctor' }, 'verified'],
    // Family of an EEA national goes to the care department, family of another to the FPS: whose family is not asked.
    [
      'a doctor after family reunification',
      { regulatedProfession: 'doctor', residenceStatus: 'family-reunification' },
      'unverified',
    ],
    [
      'a teacher after family reunification',
      { regulatedProfession: 'teacher', residenceStatus: 'family-reunification' },
      'verified',
    ],
    ['a Swiss doctor with a diploma of Syria', { regulatedProfession: 'doctor', nationalities: ['CH'] }, 'unverified'],
    ['a physiotherapist of Romania', { regulatedProfession: 'physiotherapist', nationalities: ['RO'] }, 'likely'],
    // The sources tell of diplomas from abroad only.
    ['a nurse with a Belgian diploma', { regulatedProfession: 'nurse', diplomaCountry: 'BE' }, 'unverified'],
    [
      'a pharmacy assistant, of whom the source gives no path',
      { regulatedProfession: 'pharmacy-assistant' },
      'unverified',
    ],
    // Which branch is theirs hangs on what was not told.
    [
      'a nurse whose nationality is not told',
      { regulatedProfession: 'nurse', nationalities: 'declined' },
      'unverified',
    ],
    [
      'an architect whose stay is not told',
      { regulatedProfession: 'architect', residenceStatus: 'unknown' },
      'unverified',
    ],
    ['a lawyer with a degree of Romania', { regulatedProfession: 'lawyer', diplomaCountry: 'RO' }, 'unverified'],
    ['a lawyer with a degree of Syria', { regulatedProfession: 'lawyer' }, 'verified'],
    [
      'a lawyer of Romania with a degree of there',
      { regulatedProfession: 'lawyer', nationalities: ['RO'], diplomaCountry: 'RO' },
      'verified',
    ],
  ])('says how sure it is for %s', (_, change, confidence) => {
    expect(pathOf(change)?.confidence).toBe(confidence);
  });
});
