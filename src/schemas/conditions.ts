/** Conditions as they stand in rows and flows: see src/domain/conditions.ts. */
import { z } from 'zod';
import { PERSPECTIVES } from '../domain/assessment.ts';
import { PROFESSIONS } from '../domain/codes.ts';
import {
  CEFR_LEVELS,
  DIPLOMA_LEVELS,
  GOALS,
  INCOMES,
  OBSTACLES,
  RECOGNITIONS,
  REGIONS,
  RESIDENCE_STATUSES,
  STUDY_FIELDS,
  WORK_SITUATIONS,
} from '../domain/facts.ts';

function someOf<const Codes extends readonly [string, ...string[]]>(codes: Codes) {
  return z.array(z.enum(codes)).min(1).exactOptional();
}

/** The id of something that data adds beside what the contract names. */
export const addedId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is kebab-case');

export const conditionsSchema = z.strictObject({
  regions: someOf(REGIONS),
  studyFields: someOf(STUDY_FIELDS),
  languages: someOf(['french', 'english']).describe('For a conversation.'),
  dutch: z.enum(CEFR_LEVELS).exactOptional().describe('The least level.'),
  perspectives: someOf(PERSPECTIVES),
  jobseeker: z.boolean().exactOptional(),
  statuses: someOf(RESIDENCE_STATUSES),
  diplomaLevels: someOf(DIPLOMA_LEVELS),
  workSituations: someOf(WORK_SITUATIONS),
  recognitions: someOf(RECOGNITIONS),
  professions: someOf(PROFESSIONS),
  goals: someOf(GOALS),
  incomes: someOf(INCOMES),
  obstacles: someOf(OBSTACLES),
  answers: z
    .record(addedId, z.array(addedId).min(1))
    .exactOptional()
    .describe('Answers to questions that this flow adds: question to codes of its choices.'),
});
