/** `missing`: absent facts that can still change the result, all of them and no other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FactKey, Facts } from '../../src/domain/facts.ts';
import { KEYS, runs, type TriedKey, VALUES } from './any-facts.ts';
import { allMetBut, judge } from './cases.ts';

describe('missing', () => {
  it.each<readonly [string, Parameters<typeof allMetBut>[0], readonly FactKey[]]>([
    ['nothing where all is told', {}, []],
    [
      'the date, and whether they left',
      { inBelgiumSince: undefined, leftInBetween: undefined },
      ['inBelgiumSince', 'leftInBetween'],
    ],
    ['the date alone', { inBelgiumSince: undefined }, ['inBelgiumSince']],
    ['whether they left', { leftInBetween: undefined }, ['leftInBetween']],
    ['nothing of a stay that was interrupted', { leftInBetween: true, inBelgiumSince: undefined }, []],
    ['nothing of a stay whose month decides', { inBelgiumSince: '2021', leftInBetween: undefined }, []],
    ['nothing of a stay that is not known', { inBelgiumSince: 'unknown', leftInBetween: undefined }, []],
    [
      'the date only, for who does not say whether they left',
      { inBelgiumSince: undefined, leftInBetween: 'declined' },
      [],
    ],
    ['where they live', { postcode: undefined }, ['postcode', 'region']],
    ['nothing of a place that is unknown', { postcode: 'unknown' }, []],
    ['the obstacles where the region asks', { postcode: '8000', obstacles: undefined }, ['obstacles']],
    [
      'the obstacles where the region may ask',
      { postcode: undefined, obstacles: undefined },
      ['postcode', 'region', 'obstacles'],
    ],
    ['no obstacles elsewhere', { obstacles: undefined }, []],
    ['no French for a Dutch speaker', { french: undefined, english: undefined }, []],
    [
      'Dutch where a skill of a talk was not asked',
      { dutch: { speaking: 'B1', writing: 'A2' }, french: false, english: false },
      ['dutch'],
    ],
    ['no Dutch where another language will do', { dutch: { speaking: 'B1' }, french: true, english: undefined }, []],
    [
      'no Dutch where the skill that was told is too low already',
      { dutch: { speaking: 'A1' }, french: undefined, english: false },
      ['french'],
    ],
    [
      'no Dutch where listening is not known',
      { dutch: { speaking: 'B1', listening: 'unknown' }, french: false, english: false },
      [],
    ],
    ['French and English otherwise', { dutch: 'A1', french: undefined, english: undefined }, ['french', 'english']],
    [
      'the goal, and what may hang on it',
      { goal: undefined, jobTarget: undefined, regulatedProfession: undefined },
      ['goal', 'jobTarget', 'regulatedProfession'],
    ],
    ['the job target of a training', { goal: ['training-for-job'] }, ['jobTarget']],
    ['no job target beside a degree', { goal: ['training-for-job', 'full-degree'] }, []],
    ['recognition for a closed profession', { regulatedProfession: 'nurse', recognition: undefined }, ['recognition']],
    [
      'no recognition of a Belgian diploma, which nobody asks about',
      { regulatedProfession: 'nurse', recognition: undefined, diplomaCountry: 'BE' },
      [],
    ],
    ['no recognition for a protected title', { regulatedProfession: 'engineer', recognition: undefined }, []],
    [
      'nothing of a profession where no work is near',
      { goal: ['training-for-job'], jobTarget: false, regulatedProfession: undefined, recognition: undefined },
      [],
    ],
    [
      'the profession where work is near and the training serves nothing',
      { goal: ['training-for-job', 'work-soon'], jobTarget: false, regulatedProfession: undefined },
      ['regulatedProfession'],
    ],
    [
      'no profession where the training serves a job anyway',
      {
        goal: ['training-for-job', 'work-soon'],
        jobTarget: true,
        regulatedProfession: undefined,
        recognition: undefined,
      },
      [],
    ],
    ['no date where the day of registration is not known', { registeredOn: 'unknown', inBelgiumSince: undefined }, []],
    ['no date on a day without rules', { registeredOn: '2014-12-31', inBelgiumSince: undefined }, []],
    ['the status', { residenceStatus: undefined }, ['residenceStatus']],
    ['the nationality', { nationalities: undefined }, ['nationalities']],
    ['the diploma', { diplomaLevel: undefined }, ['diplomaLevel']],
    // Whether someone left, told so, leaves the date with nothing to settle.
    ['no date where nobody knows of an absence', { inBelgiumSince: undefined, leftInBetween: 'unknown' }, []],
    ['no date where an absence is not told', { inBelgiumSince: undefined, leftInBetween: 'declined' }, []],
    ['obstacles, in the province of Antwerp', { postcode: '2800', obstacles: undefined }, ['obstacles']],
    ['obstacles, in West Flanders', { postcode: '8000', obstacles: undefined }, ['obstacles']],
    ['no obstacles in Ghent', { obstacles: undefined }, []],
    ['no obstacles where the place stays unknown', { postcode: 'unknown', obstacles: undefined }, []],
    [
      'obstacles while the place is not asked',
      { postcode: undefined, obstacles: undefined },
      ['postcode', 'region', 'obstacles'],
    ],
    [
      'the profession and its recognition, for who wants to work',
      { regulatedProfession: undefined, recognition: undefined },
      ['regulatedProfession', 'recognition'],
    ],
    ['no profession where NARIC recognised it', { regulatedProfession: undefined, recognition: 'specific' }, []],
    ['no recognition for a protected title', { regulatedProfession: 'engineer', recognition: undefined }, []],
    ['the job that a recognition is for', { goal: ['recognition'], jobTarget: undefined }, ['jobTarget']],
    [
      'the plan and its job, where NARIC recognised the profession',
      { goal: undefined, regulatedProfession: undefined, recognition: 'specific' },
      ['goal', 'jobTarget'],
    ],
    [
      'the plan alone, for a protected title',
      { goal: undefined, jobTarget: true, regulatedProfession: 'engineer', recognition: undefined },
      ['goal'],
    ],
    // Where no rule is in force an answer decides nothing; place and plan still move the route and the perspective.
    [
      'nothing of the criteria on a day without rules',
      {
        registeredOn: '2014-12-31',
        nationalities: undefined,
        residenceStatus: undefined,
        inBelgiumSince: undefined,
        leftInBetween: undefined,
        diplomaLevel: undefined,
        wantsWorkAtLevel: undefined,
        dutch: undefined,
        french: undefined,
        english: undefined,
        obstacles: undefined,
      },
      [],
    ],
    [
      'place and plan on a day without rules',
      { registeredOn: '2014-12-31', postcode: undefined, goal: undefined, regulatedProfession: 'nurse' },
      ['postcode', 'region', 'goal', 'jobTarget'],
    ],
    ['the wish', { wantsWorkAtLevel: undefined }, ['wantsWorkAtLevel']],
    [
      'nothing for papers, fields and income',
      {
        income: undefined,
        studyField: undefined,
        diplomaProof: undefined,
        diplomaCountry: undefined,
        documents: undefined,
      },
      [],
    ],
    [
      'nothing once the desk is closed',
      { residenceStatus: 'none', nationalities: undefined, goal: undefined, postcode: undefined },
      [],
    ],
    [
      'out of area, only what the project asks',
      { postcode: '4000', nationalities: undefined, goal: undefined, wantsWorkAtLevel: undefined },
      ['nationalities'],
    ],
    // The nationality is not known: a person looks, whatever is said of a stay that is short enough anyway.
    [
      'out of area, not an answer that a short stay does not hang on',
      { postcode: '4000', nationalities: 'unknown', leftInBetween: undefined },
      [],
    ],
    [
      'out of area, what could still be a no, where the status waits for a person',
      { postcode: '4000', residenceStatus: 'declined', nationalities: undefined, leftInBetween: undefined },
      ['nationalities'],
    ],
    [
      'out of area, what could still be a no, where the diploma waits for a person',
      {
        postcode: '4000',
        diplomaLevel: 'post-secondary-uncertain',
        nationalities: undefined,
        leftInBetween: undefined,
      },
      ['nationalities'],
    ],
    [
      'out of area, all that is open where nothing waits for a person',
      { postcode: '4000', nationalities: undefined, leftInBetween: undefined },
      ['nationalities', 'leftInBetween'],
    ],
    [
      'out of area, a stay that could be long',
      { postcode: '4000', nationalities: 'unknown', inBelgiumSince: undefined, leftInBetween: undefined },
      ['inBelgiumSince', 'leftInBetween'],
    ],
    [
      'out of area, the answer that a long stay hangs on',
      { postcode: '4000', nationalities: 'unknown', inBelgiumSince: '2015-01', leftInBetween: undefined },
      ['leftInBetween'],
    ],
    [
      'out of area, the answer that the way to eligible hangs on',
      { postcode: '4000', leftInBetween: undefined },
      ['leftInBetween'],
    ],
  ])('holds %s', (_, change, missing) => {
    expect(judge(allMetBut(change)).missing).toEqual(missing);
  });

  const ON = '2026-11-22';
  const partial = fc.record(VALUES, { requiredKeys: [] }).map((facts) => ({ ...facts, registeredOn: ON }) as Facts);
  const complete = fc.record(VALUES) as fc.Arbitrary<Facts>;
  const isPlace = (key: FactKey) => key === 'postcode' || key === 'region';
  const hasPlace = (facts: Facts) => facts.postcode !== undefined || facts.region !== undefined;

  /** What counts as the result; where the desk is closed for certain, only the verdicts and the way on. */
  const resultOf = (facts: Facts, closed: boolean) => {
    const { criteria, projectEligibility, deskAccess, perspective, route } = judge(facts);
    if (closed) return JSON.stringify([projectEligibility, deskAccess, route.to]);
    const outcomes = criteria.map(({ id, outcome }) => [id, outcome]);
    return JSON.stringify([outcomes, projectEligibility, deskAccess, perspective, route]);
  };
  /** All that was told, and of the rest something; a place that was told stays as it was told. */
  const complement = (facts: Facts, other: Facts, key: TriedKey): Facts => {
    const rest = Object.fromEntries(
      Object.entries(other).filter(
        ([other]) => other !== key && !(isPlace(other as FactKey) && (hasPlace(facts) || isPlace(key))),
      ),
    );
    return { ...rest, ...facts };
  };

  it('leaves out what can change nothing, whatever the other answers will be', () => {
    fc.assert(
      fc.property(partial, complete, complete, fc.constantFrom(...KEYS), (facts, one, two, key) => {
        fc.pre(facts[key] === undefined && !(isPlace(key) && hasPlace(facts)));
        const { missing, deskAccess } = judge(facts);
        fc.pre(!missing.includes(key));
        const ground = complement(facts, one, key);
        // NARIC judges diplomas from abroad: of a Belgian one nobody tells what it made of it.
        fc.pre(!(key === 'recognition' && facts.diplomaCountry === 'BE'));
        const closed = deskAccess === 'not-admitted';
        expect(resultOf({ ...ground, [key]: one[key] }, closed)).toBe(resultOf({ ...ground, [key]: two[key] }, closed));
      }),
      runs(800),
    );
  });

  it('names nothing that could not change the result after all', () => {
    fc.assert(
      fc.property(partial, fc.infiniteStream(complete), (facts, stream) => {
        const { missing, deskAccess } = judge(facts);
        const closed = deskAccess === 'not-admitted';
        for (const key of missing as readonly TriedKey[]) {
          // Dutch may be told in part: by skill, and the one that a talk needs was not asked.
          if (key !== 'dutch' || typeof facts.dutch !== 'object') expect(facts[key]).toBeUndefined();
          let witness = false;
          for (let tries = 0; tries < 4000 && !witness; tries += 1) {
            const [one, two] = [...stream.take(2)] as [Facts, Facts];
            const ground = complement(facts, one, key);
            witness =
              resultOf({ ...ground, [key]: one[key] }, closed) !== resultOf({ ...ground, [key]: two[key] }, closed);
          }
          expect({ key, witness }).toEqual({ key, witness: true });
        }
      }),
      runs(30),
    );
  });
});
