/** Conditions as data: whom an offer admits, for whom a paper is asked, to whom a question is put. */
import type { PerspectiveOutcome } from './assessment.ts';
import type { Case } from './case.ts';
import { among } from './case.ts';
import { lowestTold, reaches } from './dutch.ts';
import type {
  CefrLevel,
  DiplomaLevel,
  Goal,
  Income,
  Obstacle,
  Recognition,
  Region,
  ResidenceStatus,
  StudyField,
  Told,
  WorkSituation,
} from './facts.ts';
import { isTold, REGIONS } from './facts.ts';

/** Every condition that is named must hold. Of a list, one is enough. */
export interface Conditions {
  readonly regions?: readonly Region[];
  readonly studyFields?: readonly StudyField[];
  /** One of these, for a conversation. */
  readonly languages?: readonly ('french' | 'english')[];
  /** The least level of Dutch. */
  readonly dutch?: CefrLevel;
  readonly perspectives?: readonly PerspectiveOutcome[];
  /** Registered as a jobseeker, or not. */
  readonly jobseeker?: boolean;
  readonly statuses?: readonly ResidenceStatus[];
  readonly diplomaLevels?: readonly DiplomaLevel[];
  readonly workSituations?: readonly WorkSituation[];
  readonly recognitions?: readonly Recognition[];
  /** Ids of professions.json. */
  readonly professions?: readonly string[];
  readonly goals?: readonly Goal[];
  readonly incomes?: readonly Income[];
  readonly obstacles?: readonly Obstacle[];
  /** Answers to questions that dialogs/ adds to those of the contract: question to codes. */
  readonly answers?: { readonly [question: string]: readonly string[] };
}

/** `open`: not told, or not so yet and still possible, such as a level of Dutch. */
type Judged = 'met' | 'not-met' | 'open';

interface Unmet {
  readonly condition: keyof Conditions;
  readonly is: 'not-met' | 'open';
}

/** The conditions that do not hold (yet), in the order in which a person would ask; empty where all are met. */
export function findUnmet(
  of: Case,
  conditions: Conditions,
  perspective: PerspectiveOutcome | undefined,
): readonly Unmet[] {
  const unmet: Unmet[] = [];
  for (const condition of ORDER) {
    if (conditions[condition] === undefined) continue;
    const is = JUDGES[condition](of, conditions, perspective);
    if (is !== 'met') unmet.push({ condition, is });
  }
  return unmet;
}

type Judge = (of: Case, asked: Conditions, perspective: PerspectiveOutcome | undefined) => Judged;

const JUDGES: { readonly [condition in keyof Conditions]-?: Judge } = {
  regions: (of, { regions = [] }) => judgeRegions(of, regions),
  studyFields: ({ facts }, { studyFields }) => oneOf(studyFields, facts.studyField),
  languages: ({ facts }, { languages = [] }) => {
    if (languages.some((language) => facts[language] === true)) return 'met';
    return languages.every((language) => facts[language] === false) ? 'not-met' : 'open';
  },
  // A level that is not reached yet can still be reached.
  dutch: ({ facts }, { dutch = 'none' }) => {
    const level = lowestTold(facts.dutch);
    return level !== undefined && reaches(level, dutch) ? 'met' : 'open';
  },
  perspectives: (_, { perspectives = [] }, perspective) => {
    if (perspective !== undefined && perspectives.includes(perspective)) return 'met';
    return perspective === undefined || perspective === 'undetermined' ? 'open' : 'not-met';
  },
  // Whoever is not registered yet can register.
  jobseeker: ({ facts }, { jobseeker }) => {
    if (facts.registeredJobseeker === jobseeker) return 'met';
    return facts.registeredJobseeker === true ? 'not-met' : 'open';
  },
  statuses: ({ facts }, { statuses }) => oneOf(statuses, facts.residenceStatus),
  diplomaLevels: ({ facts }, { diplomaLevels }) => oneOf(diplomaLevels, facts.diplomaLevel),
  workSituations: ({ facts }, { workSituations }) => oneOf(workSituations, facts.workSituation),
  recognitions: ({ facts }, { recognitions }) => oneOf(recognitions, facts.recognition),
  professions: ({ facts }, { professions }) =>
    facts.regulatedProfession === null ? 'not-met' : oneOf(professions, facts.regulatedProfession),
  goals: ({ facts }, { goals }) => someOf(goals, facts.goal),
  incomes: ({ facts }, { incomes }) => someOf(incomes, facts.income),
  obstacles: ({ facts }, { obstacles }) => someOf(obstacles, facts.obstacles),
  answers: ({ facts }, { answers = {} }) => {
    const told = isTold(facts.extra) ? facts.extra : {};
    const judged = Object.entries(answers).map(([question, codes]) => oneOf(codes, told[question]));
    if (judged.includes('not-met')) return 'not-met';
    return judged.includes('open') ? 'open' : 'met';
  },
};
const ORDER = Object.keys(JUDGES) as readonly (keyof Conditions)[];

/** Everywhere is everywhere, also where the place is not known. */
export function judgeRegions({ place }: Case, regions: readonly Region[]): Judged {
  if (place !== undefined) return among(regions, place.place) ? 'met' : 'not-met';
  return regions.length === REGIONS.length ? 'met' : 'open';
}

function oneOf(asked: readonly string[] | undefined, told: Told<string> | undefined): Judged {
  if (!isTold(told)) return 'open';
  return among(asked, told) ? 'met' : 'not-met';
}

function someOf(asked: readonly string[] | undefined, told: Told<readonly string[]> | undefined): Judged {
  if (!isTold(told)) return 'open';
  return told.some((code) => among(asked, code)) ? 'met' : 'not-met';
}
