/** What would alter the result, found by running the rules again. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCESSES } from '../../src/domain/assessment.ts';
import type { Facts } from '../../src/domain/facts.ts';
import { whatWouldChange } from '../../src/domain/what-would-change.ts';
import { anyFacts, runs } from './any-facts.ts';
import { allMetBut, judge, RULES, TODAY } from './cases.ts';

type Change = Parameters<typeof allMetBut>[0];
const changes = (change: Change) =>
  whatWouldChange(allMetBut(change), RULES, TODAY).map(
    ({ key, to, inPower }) => `${key}=${JSON.stringify(to)}${inPower ? ' in their power' : ''}`,
  );

describe('whatWouldChange', () => {
  it.each<readonly [string, Change, readonly string[]]>([
    ['nothing where all is met', {}, []],
    ['a later arrival', { inBelgiumSince: '2015-03' }, ['inBelgiumSince="2021-12"']],
    [
      'a later arrival, in a strict region',
      { inBelgiumSince: '2021-11', postcode: '3500' },
      ['inBelgiumSince="2021-12"'],
    ],
    ['an uninterrupted stay', { leftInBetween: true }, ['leftInBetween=false']],
    [
      'a diploma, for who has unfinished studies',
      { diplomaLevel: 'unfinished-higher' },
      ['diplomaLevel="hbo5" in their power'],
    ],
    ['a diploma, which a secondary one is not', { diplomaLevel: 'secondary' }, ['diplomaLevel="hbo5"']],
    ['the wish', { wantsWorkAtLevel: false }, ['wantsWorkAtLevel=true in their power']],
    [
      'any one language',
      { dutch: 'A1', french: false, english: false },
      ['dutch="A2" in their power', 'french=true in their power', 'english=true in their power'],
    ],
    ['transport, in West Flanders', { postcode: '8000', obstacles: ['transport'] }, ['obstacles=[] in their power']],
    ['nothing about transport elsewhere', { obstacles: ['transport'] }, []],
    // The smallest change: nobody has to solve everything where one thing decides.
    [
      'transport alone, in West Flanders',
      { postcode: '8000', obstacles: ['childcare', 'transport', 'money'] },
      ['obstacles=["childcare","money"] in their power'],
    ],
    [
      'all obstacles, in the province of Antwerp',
      { postcode: '2300', obstacles: ['childcare', 'transport'], dutch: 'C1' },
      ['obstacles=[] in their power'],
    ],
    ['a registration, which opens offers', { registeredJobseeker: false }, ['registeredJobseeker=true in their power']],
    // The least level at which another offer is open.
    ['more Dutch, which opens offers', { postcode: '2300' }, ['dutch="B1" in their power']],
    [
      'nothing about Dutch that was told by skill',
      { postcode: '2300', dutch: { speaking: 'A2', listening: 'A2' } },
      [],
    ],
    [
      'the Dutch of a talk, also where it was told by skill',
      { dutch: { speaking: 'A1', listening: 'A1' }, french: false, english: false },
      ['dutch="A2" in their power', 'french=true in their power', 'english=true in their power'],
    ],
    // A door that stays closed for another reason: only what opens offers is worth a word.
    ['nothing that leaves the door closed', { postcode: '4000', diplomaLevel: 'unfinished-higher', dutch: 'A1' }, []],
    [
      'nothing that makes eligible where another region would be needed',
      { nationalities: ['RO'], postcode: '3500', wantsWorkAtLevel: false, registeredJobseeker: false },
      ['registeredJobseeker=true in their power'],
    ],
    ['nothing about a date still to come', { inBelgiumSince: '2027-05' }, []],
    [
      'nothing about NARIC, without a diploma to recognise',
      { regulatedProfession: 'nurse', recognition: 'not-applied', diplomaLevel: 'unfinished-higher' },
      ['diplomaLevel="hbo5" in their power'],
    ],
    ['nothing about a registration that is not known', { registeredJobseeker: 'unknown' }, []],
    [
      'nothing about a registration of who may not be registered',
      { registeredJobseeker: false, residenceStatus: 'none' },
      [],
    ],
    [
      'a specific recognition, for a nurse',
      { regulatedProfession: 'nurse', recognition: 'level' },
      ['recognition="specific" in their power'],
    ],
    // Their first door is a faculty, or no NARIC at all (domain-facts §2.4).
    ['nothing about NARIC, for a lawyer', { regulatedProfession: 'lawyer', recognition: 'level' }, []],
    [
      'nothing about NARIC, with a Belgian diploma',
      { regulatedProfession: 'nurse', recognition: 'not-applied', diplomaCountry: 'BE' },
      [],
    ],
    // What was not told is asked; nobody is told to change what nobody knows.
    ['nothing about an unknown arrival', { inBelgiumSince: 'unknown' }, []],
    ['nothing counted to an unknown day', { inBelgiumSince: '2015-03', registeredOn: 'unknown' }, []],
    ['nothing about an unknown absence', { leftInBetween: 'unknown' }, []],
    ['nothing about an unknown diploma', { diplomaLevel: 'declined' }, []],
    ['nothing about an unknown recognition', { regulatedProfession: 'nurse', recognition: 'unknown' }, []],
    ['nothing about an unknown wish', { wantsWorkAtLevel: 'declined' }, []],
    ['nothing about unknown obstacles', { obstacles: 'unknown', postcode: '8000' }, []],
    // The desk would still look at the wish, but the project's own verdict would be another.
    [
      'what makes eligible, though the desk stays in doubt',
      { inBelgiumSince: '2015-03', wantsWorkAtLevel: false },
      ['inBelgiumSince="2021-12"'],
    ],
    // Who someone is, is nobody's to change; and one change is not enough here.
    ['nothing about a nationality', { nationalities: ['RO'], postcode: '3500' }, []],
    ['nothing about a status', { residenceStatus: 'none' }, []],
    // The project's verdict would change by neither alone.
    [
      'nothing where two things stand in the way',
      { diplomaLevel: 'secondary', inBelgiumSince: '2012-01', postcode: '3500' },
      [],
    ],
  ])('is %s', (_, change, expected) => {
    expect(changes(change)).toEqual(expected);
  });

  it('says what would become of each verdict', () => {
    expect(whatWouldChange(allMetBut({ inBelgiumSince: '2015-03', postcode: '1000' }), RULES, TODAY)).toEqual([
      {
        key: 'inBelgiumSince',
        to: '2021-12',
        since: '2021-12',
        inPower: false,
        deskAccess: { now: 'not-admitted', would: 'admitted' },
        projectEligibility: { now: 'not-eligible', would: 'eligible' },
        perspective: { now: 'professional', would: 'professional' },
      },
    ]);
  });

  it.each([
    ['2026-12-01', '2022-01'],
    ['2026-11-30', '2021-12'],
    ['2026-01-31', '2021-02'],
  ])('counts the earliest month from the day of registration, %s: %s', (registeredOn, month) => {
    const [change] = whatWouldChange(allMetBut({ inBelgiumSince: '2015-03', registeredOn }), RULES, TODAY);
    expect(change?.to).toBe(month);
    const just = (inBelgiumSince: string) => judge(allMetBut({ inBelgiumSince, registeredOn })).criteria[2]?.outcome;
    expect(just(month)).toBe('met');
    const [year = 0, number = 0] = month.split('-').map(Number);
    const before = number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
    expect(just(before)).toBe('not-met');
  });

  it('keeps its word: made, each change gives what it promised, and never makes things worse', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const found = whatWouldChange(facts, RULES, TODAY);
        expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
        for (const { key, to, deskAccess, projectEligibility, perspective } of found) {
          const changed = judge({ ...facts, [key]: to } as Facts);
          expect(changed.deskAccess).toBe(deskAccess.would);
          expect(changed.projectEligibility).toBe(projectEligibility.would);
          expect(changed.perspective.outcome).toBe(perspective.would);
          expect(ACCESSES.indexOf(deskAccess.would)).toBeLessThanOrEqual(ACCESSES.indexOf(deskAccess.now));
          if (projectEligibility.would !== projectEligibility.now)
            expect(projectEligibility.would).not.toBe('not-eligible');
          expect(['nationalities', 'residenceStatus']).not.toContain(key);
        }
      }),
      runs(500),
    );
  });
});
