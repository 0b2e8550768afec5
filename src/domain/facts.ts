/**
 * What can be known of a person, and the codes in which it is known.
 * Codes are what the rules compare; the words for them live in locales/.
 *
 * Three-valued truth: an absent key was not asked; 'unknown' was asked and the person does not know;
 * 'declined' was asked and the person would rather not say. None of the three is a "no".
 */

export const REGIONS = [
  'antwerp-city',
  'antwerp-province',
  'ghent',
  'east-flanders',
  'west-flanders',
  'limburg',
  'flemish-brabant',
  'brussels',
] as const;
export const PLACES = [...REGIONS, 'out-of-area'] as const;
export const RESIDENCE_STATUSES = [
  'recognised-refugee',
  'subsidiary-protection',
  'temporary-protection',
  'asylum-seeker',
  'family-reunification',
  'work',
  'study',
  'long-term',
  'regularisation-pending',
  'other-legal',
  'none',
] as const;
export const DIPLOMA_LEVELS = [
  'none',
  'secondary',
  'unfinished-higher',
  'post-secondary-uncertain',
  'hbo5',
  'bachelor',
  'master',
  'doctorate',
] as const;
/** ISCED-F 2013 broad fields. */
export const STUDY_FIELDS = ['00', '01', '02', '03', '04', '05', '06', '07', '08', '09', '10'] as const;
export const DIPLOMA_PROOFS = ['original', 'copy', 'some-proof', 'none'] as const;
export const RECOGNITIONS = ['not-applied', 'applied', 'level', 'specific', 'refused'] as const;
export const GOALS = ['work-soon', 'full-degree', 'training-for-job', 'recognition'] as const;
/** CEFR levels in rising order; the index compares them. */
export const CEFR_LEVELS = ['none', 'A1', 'A2', 'B1', 'B2', 'C1'] as const;
export const SKILLS = ['listening', 'speaking', 'reading', 'writing'] as const;
export const WORK_SITUATIONS = ['not-working', 'below-level', 'at-level', 'self-employed', 'studying'] as const;
export const INCOMES = ['living-wage', 'unemployment-benefit', 'own-work', 'partner', 'other', 'none'] as const;
export const OBSTACLES = ['childcare', 'transport', 'money', 'housing', 'time', 'papers'] as const;
export const DOCUMENT_IDS = [
  'residence-document',
  'diploma',
  'transcript',
  'diploma-translation',
  'naric-decision',
  'naric-application',
  'professional-recognition',
  'cv',
  'dutch-certificate',
  'jobseeker-registration',
  'integration-contract',
  'living-wage-decision',
  'employment-contract',
  'study-language-proof',
] as const;
export const DOCUMENT_HOLDINGS = ['have', 'can-get', 'cannot-get', 'not-safe-to-get'] as const;

export type Region = (typeof REGIONS)[number];
export type Place = (typeof PLACES)[number];
export type ResidenceStatus = (typeof RESIDENCE_STATUSES)[number];
export type DiplomaLevel = (typeof DIPLOMA_LEVELS)[number];
export type StudyField = (typeof STUDY_FIELDS)[number];
type DiplomaProof = (typeof DIPLOMA_PROOFS)[number];
export type Recognition = (typeof RECOGNITIONS)[number];
export type Goal = (typeof GOALS)[number];
export type CefrLevel = (typeof CEFR_LEVELS)[number];
export type Skill = (typeof SKILLS)[number];
export type WorkSituation = (typeof WORK_SITUATIONS)[number];
export type Income = (typeof INCOMES)[number];
export type Obstacle = (typeof OBSTACLES)[number];
export type DocumentId = (typeof DOCUMENT_IDS)[number];
export type DocumentHolding = (typeof DOCUMENT_HOLDINGS)[number];

/** `YYYY-MM-DD` */
export type IsoDate = string;
/** `YYYY-MM`, or `YYYY` when the month is not known. */
export type MonthOrYear = string;
/** Asked, but not told. */
export type NotTold = 'unknown' | 'declined';
export type Told<T> = T | NotTold;

/** Dutch per skill; a skill that was not asked is absent. */
export type DutchBySkill = { readonly [skill in Skill]?: Told<CefrLevel> };

/** Section 4 of the contract. Every key is optional: absent means that it was not asked. */
export interface Facts {
  /** ISO 3166-1 alpha-2 codes, `XK`, or `stateless`. Never empty. */
  readonly nationalities?: Told<readonly string[]>;
  readonly residenceStatus?: Told<ResidenceStatus>;
  readonly inBelgiumSince?: Told<MonthOrYear>;
  readonly leftInBetween?: Told<boolean>;
  /** The day of registration with the desk; frozen once set. */
  readonly registeredOn?: Told<IsoDate>;
  readonly postcode?: Told<string>;
  readonly region?: Told<Place>;
  readonly diplomaLevel?: Told<DiplomaLevel>;
  readonly studyField?: Told<StudyField>;
  readonly diplomaCountry?: Told<string>;
  readonly diplomaProof?: Told<DiplomaProof>;
  readonly recognition?: Told<Recognition>;
  /** At most 120 characters, the person's own words. */
  readonly targetOccupation?: Told<string>;
  /** Id of a regulated profession; null: told, and not a regulated one. */
  readonly regulatedProfession?: Told<string> | null;
  readonly goal?: Told<readonly Goal[]>;
  readonly jobTarget?: Told<boolean>;
  readonly trainingMonths?: Told<number>;
  readonly dutch?: Told<CefrLevel | DutchBySkill>;
  readonly french?: Told<boolean>;
  readonly english?: Told<boolean>;
  readonly workSituation?: Told<WorkSituation>;
  readonly income?: Told<readonly Income[]>;
  readonly registeredJobseeker?: Told<boolean>;
  readonly wantsWorkAtLevel?: Told<boolean>;
  /** Empty: asked, and there are none. */
  readonly obstacles?: Told<readonly Obstacle[]>;
  /** By id: those of the contract, and those that src/rules/documents.json adds. */
  readonly documents?: Told<{ readonly [id: string]: Told<DocumentHolding> }>;
  /** Answers to the questions that dialogs/ adds to those of the contract: question to the code of a choice. */
  readonly extra?: Told<{ readonly [question: string]: Told<string> }>;
}

export type FactKey = keyof Facts;
/** Where a fact stands: a key, or `extra.<question>` for an answer to a question that dialogs/ adds. */
export type FactPath = FactKey | `extra.${string}`;

/** Told, and not "don't know" or "rather not say". */
export function isTold<T>(value: Told<T> | undefined): value is T {
  return value !== undefined && value !== 'unknown' && value !== 'declined';
}
