/** Any facts that the contract allows, told or not, for properties that must hold for everybody. */
import fc from 'fast-check';
import * as facts from '../../src/domain/facts.ts';

const told = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: value }, fc.constantFrom('unknown', 'declined'));
const one = <T>(list: readonly T[]) => told(fc.constantFrom(...list));
const some = <T>(list: readonly T[], minLength = 0) => told(fc.uniqueArray(fc.constantFrom(...list), { minLength }));
const countries = ['SY', 'XK', 'stateless', 'NL', 'NO', 'GB', 'UA', 'TR'];

export const anyFacts: fc.Arbitrary<facts.Facts> = fc.record(
  {
    nationalities: some(countries, 1),
    residenceStatus: one(facts.RESIDENCE_STATUSES),
    inBelgiumSince: one(['2019', '2021-11', '2021', '2024-03', '2027-01']),
    leftInBetween: told(fc.boolean()),
    postcode: one(['9000', '2070', '1000', '4000']),
    region: one(facts.PLACES),
    diplomaLevel: one(facts.DIPLOMA_LEVELS),
    studyField: one(facts.STUDY_FIELDS),
    diplomaCountry: one(['SY', 'NL', 'FR', 'XK']),
    diplomaProof: one(facts.DIPLOMA_PROOFS),
    recognition: one(facts.RECOGNITIONS),
    targetOccupation: one(['nurse', 'مهندس', '<b>{{x}} $t(a)</b>']),
    regulatedProfession: one([null, 'nurse', 'engineer']),
    goal: some(facts.GOALS, 1),
    jobTarget: told(fc.boolean()),
    trainingMonths: told(fc.integer({ min: 0, max: 48 })),
    dutch: fc.oneof(
      one(facts.CEFR_LEVELS),
      fc.record(
        {
          listening: one(facts.CEFR_LEVELS),
          speaking: one(facts.CEFR_LEVELS),
          reading: one(facts.CEFR_LEVELS),
          writing: one(facts.CEFR_LEVELS),
        },
        { requiredKeys: [] },
      ),
    ),
    french: told(fc.boolean()),
    english: told(fc.boolean()),
    workSituation: one(facts.WORK_SITUATIONS),
    income: some(facts.INCOMES, 1),
    registeredJobseeker: told(fc.boolean()),
    wantsWorkAtLevel: told(fc.boolean()),
    obstacles: some(facts.OBSTACLES),
    documents: told(fc.dictionary(fc.constantFrom(...facts.DOCUMENT_IDS), one(facts.DOCUMENT_HOLDINGS))),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<facts.Facts>;
