/** Random facts for property tests: every key, absent as often as told, and told in every way that is legal. */
import fc from 'fast-check';
import { PROFESSIONS } from '../../src/domain/codes.ts';
import {
  CEFR_LEVELS,
  DIPLOMA_LEVELS,
  DIPLOMA_PROOFS,
  DOCUMENT_HOLDINGS,
  DOCUMENT_IDS,
  type FactKey,
  type Facts,
  GOALS,
  INCOMES,
  OBSTACLES,
  PLACES,
  RECOGNITIONS,
  RESIDENCE_STATUSES,
  STUDY_FIELDS,
  WORK_SITUATIONS,
} from '../../src/domain/facts.ts';

/** Mutation testing tries each change against fewer facts, and always the same ones: test/mutation/vitest.config.ts. */
const MOST_RUNS = Number(process.env.RANDOM_FACTS ?? Number.POSITIVE_INFINITY);
export const runs = (numRuns: number): fc.Parameters<unknown> =>
  numRuns > MOST_RUNS ? { numRuns: MOST_RUNS, seed: 1 } : { numRuns };

const notTold = fc.constantFrom('unknown', 'declined');
const told = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: value }, { weight: 1, arbitrary: notTold as fc.Arbitrary<never> });
const oneOf = <T extends string>(codes: readonly T[]) => told(fc.constantFrom(...codes));
const someOf = <T extends string>(codes: readonly T[], least: number) =>
  told(fc.uniqueArray(fc.constantFrom(...codes), { minLength: least, maxLength: 3 }));
const yesNo = told(fc.boolean());
const month = fc
  .tuple(fc.integer({ min: 2008, max: 2027 }), fc.integer({ min: 0, max: 12 }))
  .map(([year, number]) => (number === 0 ? `${year}` : `${year}-${String(number).padStart(2, '0')}`));
const cefr = fc.constantFrom(...CEFR_LEVELS);

const COUNTRIES_TRIED = ['SY', 'AF', 'TR', 'UA', 'stateless', 'XK', 'GB', 'IS', 'NO', 'CH', 'BE', 'RO'] as const;

/** A value for each fact but the day of registration, which is given apart. */
export const VALUES = {
  nationalities: told(fc.uniqueArray(fc.constantFrom(...COUNTRIES_TRIED), { minLength: 1, maxLength: 2 })),
  residenceStatus: oneOf(RESIDENCE_STATUSES),
  inBelgiumSince: told(month),
  leftInBetween: yesNo,
  postcode: told(
    fc.constantFrom('2000', '2800', '9000', '9300', '8000', '3500', '3000', '1000', '4000', '4700', '0612'),
  ),
  region: oneOf(PLACES),
  diplomaLevel: oneOf(DIPLOMA_LEVELS),
  studyField: oneOf(STUDY_FIELDS),
  diplomaCountry: told(fc.constantFrom('SY', 'UA', 'CD', 'BE', 'NL', 'GB', 'FR')),
  diplomaProof: oneOf(DIPLOMA_PROOFS),
  recognition: oneOf(RECOGNITIONS),
  targetOccupation: told(fc.string({ maxLength: 120 })),
  regulatedProfession: told(
    fc.option(fc.oneof(fc.constantFrom(...PROFESSIONS), fc.constantFrom('another', 'toString', '__proto__')), {
      nil: null,
    }),
  ),
  goal: someOf(GOALS, 1),
  jobTarget: yesNo,
  trainingMonths: told(fc.integer({ min: 0, max: 60 })),
  dutch: told(
    fc.oneof(
      cefr,
      fc.record(
        { listening: told(cefr), speaking: told(cefr), reading: told(cefr), writing: told(cefr) },
        { requiredKeys: [] },
      ),
    ),
  ),
  french: yesNo,
  english: yesNo,
  workSituation: oneOf(WORK_SITUATIONS),
  income: someOf(INCOMES, 0),
  registeredJobseeker: yesNo,
  wantsWorkAtLevel: yesNo,
  obstacles: someOf(OBSTACLES, 0),
  documents: told(fc.dictionary(fc.constantFrom(...DOCUMENT_IDS), oneOf(DOCUMENT_HOLDINGS), { maxKeys: 8 })),
} as const satisfies { readonly [key in Exclude<FactKey, 'registeredOn' | 'extra'>]: fc.Arbitrary<unknown> };

export type TriedKey = keyof typeof VALUES;
export const KEYS = Object.keys(VALUES) as readonly TriedKey[];

const day = fc
  .date({ min: new Date('2014-06-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Any facts, with a day of registration in two of three. */
export const anyFacts = fc
  .tuple(fc.record(VALUES, { requiredKeys: [] }), fc.option(told(day), { nil: undefined, freq: 2 }))
  .map(([facts, registeredOn]) => (registeredOn === undefined ? facts : { ...facts, registeredOn }) as Facts);

/** Facts of which nothing was told. */
export const untoldFacts = fc.record(
  Object.fromEntries(KEYS.map((key) => [key, notTold])) as { [key in TriedKey]: typeof notTold },
  { requiredKeys: [] },
) as fc.Arbitrary<Facts>;
