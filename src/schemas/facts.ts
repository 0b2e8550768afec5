/** What may come in as facts: section 4 of the contract, and nothing else. */
import { z } from 'zod';
import { COUNTRIES, STATELESS } from '../domain/countries.ts';
import {
  CEFR_LEVELS,
  DIPLOMA_LEVELS,
  DIPLOMA_PROOFS,
  DOCUMENT_HOLDINGS,
  DOCUMENT_IDS,
  type DutchBySkill,
  GOALS,
  INCOMES,
  type NotTold,
  OBSTACLES,
  PLACES,
  RECOGNITIONS,
  RESIDENCE_STATUSES,
  SKILLS,
  STUDY_FIELDS,
  WORK_SITUATIONS,
} from '../domain/facts.ts';

const NOT_TOLD = ['unknown', 'declined'] as const satisfies readonly NotTold[];
const OR_NOT_TOLD = 'or "unknown" or "declined"';
const MAX_TEXT = 120;

/** One of a list of codes, or not told. */
function oneOf<const Codes extends readonly string[]>(codes: Codes) {
  return z.enum([...codes, ...NOT_TOLD] as [...Codes, ...typeof NOT_TOLD]);
}

/** Anything else, or not told. The description is published, and is what a refusal says was expected. */
function told<T extends z.ZodType>(schema: T, expected: string) {
  return z.union([schema, z.enum(NOT_TOLD)]).meta({ description: `${expected}, ${OR_NOT_TOLD}` });
}

function listOf<const Codes extends readonly string[]>(codes: Codes, least = 0) {
  const some = least > 0 ? `one or more of` : 'a list of';
  return told(z.array(z.enum(codes)).min(least), `${some} ${codes.join(', ')}`);
}

const yesOrNo = told(z.boolean(), 'true or false');
const countries: ReadonlySet<string> = new Set(COUNTRIES);
const nationalities: ReadonlySet<string> = new Set([...COUNTRIES, STATELESS]);
const country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .refine((code) => countries.has(code));
const nationality = z
  .string()
  .regex(/^([A-Z]{2}|stateless)$/)
  .refine((code) => nationalities.has(code));
const cefr = oneOf(CEFR_LEVELS);

const dutchBySkill = z.strictObject(
  Object.fromEntries(SKILLS.map((skill) => [skill, cefr.exactOptional()])) as {
    [skill in keyof DutchBySkill]-?: z.ZodExactOptional<typeof cefr>;
  },
);

/** The form of each fact; every key may be absent, and may be "unknown" or "declined". */
export const factShapes = {
  nationalities: told(z.array(nationality).min(1), 'one or more ISO 3166-1 alpha-2 country codes, XK or stateless'),
  residenceStatus: oneOf(RESIDENCE_STATUSES),
  inBelgiumSince: told(z.string().regex(/^(19|20)\d{2}(-(0[1-9]|1[0-2]))?$/), 'YYYY-MM or YYYY'),
  leftInBetween: yesOrNo,
  registeredOn: told(z.iso.date(), 'a day as YYYY-MM-DD'),
  postcode: told(z.string().regex(/^\d{4}$/), 'a postcode of four digits'),
  region: oneOf(PLACES),
  diplomaLevel: oneOf(DIPLOMA_LEVELS),
  studyField: oneOf(STUDY_FIELDS),
  diplomaCountry: told(country, 'an ISO 3166-1 alpha-2 country code'),
  diplomaProof: oneOf(DIPLOMA_PROOFS),
  recognition: oneOf(RECOGNITIONS),
  targetOccupation: z
    .string()
    .max(MAX_TEXT)
    .meta({ description: `a text of at most ${MAX_TEXT} characters` }),
  regulatedProfession: z
    .string()
    .min(1)
    .max(MAX_TEXT)
    .nullable()
    .meta({ description: `the id of a regulated profession or null, ${OR_NOT_TOLD}` }),
  goal: listOf(GOALS, 1),
  jobTarget: yesOrNo,
  trainingMonths: told(z.number().int().min(0).max(600), 'a whole number of months'),
  dutch: told(z.union([z.enum(CEFR_LEVELS), dutchBySkill]), `one of ${CEFR_LEVELS.join(', ')}, or a level per skill`),
  french: yesOrNo,
  english: yesOrNo,
  workSituation: oneOf(WORK_SITUATIONS),
  income: listOf(INCOMES),
  registeredJobseeker: yesOrNo,
  wantsWorkAtLevel: yesOrNo,
  obstacles: listOf(OBSTACLES),
  ...shapesOfAdded({ documents: DOCUMENT_IDS, questions: [] }),
} as const;

/** What data names beside the contract, see `documentIds` of the domain and dialogs/. */
export interface AddedCodes {
  /** Every id of a document, those of the contract too. */
  readonly documents: readonly string[];
  readonly questions: readonly { readonly id: string; readonly choices: readonly string[] }[];
}

function shapesOfAdded({ documents, questions }: AddedCodes) {
  const holdings = z.partialRecord(z.enum(documents), oneOf(DOCUMENT_HOLDINGS)) as unknown as z.ZodType<
    Readonly<Record<string, (typeof DOCUMENT_HOLDINGS)[number] | NotTold>>
  >;
  const answers = z.strictObject(
    Object.fromEntries(questions.map(({ id, choices }) => [id, oneOf(choices).exactOptional()])),
  ) as unknown as z.ZodType<Readonly<Record<string, string>>>;
  return {
    documents: told(holdings, `document ids (${documents.join(', ')}) with one of ${DOCUMENT_HOLDINGS.join(', ')}`),
    extra: told(
      answers,
      questions.length === 0
        ? 'nothing: no question is added to those of the contract'
        : questions.map(({ id, choices }) => `${id} (${choices.join(', ')})`).join(', '),
    ),
  };
}

type Optional<Shapes extends { readonly [key: string]: z.ZodType }> = {
  [key in keyof Shapes]: z.ZodExactOptional<Shapes[key]>;
};

/** Facts as they come in: unknown keys are refused by name, for a typing error in a key would silently be "not asked". */
export function createFactsSchema(added: AddedCodes) {
  const shapes = { ...factShapes, ...shapesOfAdded(added) };
  return z
    .strictObject(
      Object.fromEntries(
        Object.entries(shapes).map(([key, shape]) => [key, (shape as z.ZodType).exactOptional()]),
      ) as unknown as Optional<typeof factShapes>,
    )
    .meta({ title: 'What is known of a person' });
}
export type FactsSchema = ReturnType<typeof createFactsSchema>;

/** The facts of the contract, without what data adds. */
export const factsSchema = createFactsSchema({ documents: DOCUMENT_IDS, questions: [] });

/** Every problem of facts that did not fit, one line each: `key: what was expected`. Values are not repeated. */
export function describeProblems(error: z.ZodError, schema: FactsSchema = factsSchema): readonly string[] {
  const lines = error.issues.map((issue) => {
    if (issue.path.length === 0) return issue.message;
    const [key] = issue.path;
    const expected = issue.code === 'unrecognized_keys' ? undefined : descriptionOf(schema, key);
    return `${issue.path.join('.')}: ${expected === undefined ? issue.message : `expected ${expected}`}`;
  });
  return [...new Set(lines)];
}

function descriptionOf(schema: FactsSchema, key: PropertyKey | undefined): string | undefined {
  const shapes: { readonly [key: PropertyKey]: z.ZodExactOptional<z.ZodType> } = schema.shape;
  return key !== undefined && Object.hasOwn(shapes, key) ? shapes[key]?.unwrap().meta()?.description : undefined;
}
