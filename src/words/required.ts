/** The keys that the code will ask for, derived from the codes of src/domain: a new code without words fails the check. */
import {
  CEFR_LEVELS,
  DIPLOMA_LEVELS,
  DIPLOMA_PROOFS,
  DOCUMENT_HOLDINGS,
  GOALS,
  INCOMES,
  OBSTACLES,
  PLACES,
  RECOGNITIONS,
  RESIDENCE_STATUSES,
  SKILLS,
  STUDY_FIELDS,
  WORK_SITUATIONS,
} from '../domain/facts.ts';
import { QUESTION_IDS, type QuestionId } from '../domain/questions.ts';

/** The choices that a question offers by code; a question without any is answered by typing or by a country list. */
export const OPTIONS_OF: { readonly [question in QuestionId]?: readonly string[] } = {
  privacy: ['yes', 'no'],
  nationalities: ['stateless'],
  'residence-status': RESIDENCE_STATUSES,
  'left-in-between': ['yes', 'no'],
  location: PLACES,
  'diploma-level': DIPLOMA_LEVELS,
  'study-field': STUDY_FIELDS,
  'diploma-proof': DIPLOMA_PROOFS,
  recognition: RECOGNITIONS,
  goal: GOALS,
  training: ['yes', 'no'],
  'dutch-level': CEFR_LEVELS,
  'contact-language': ['french', 'english', 'both', 'none'],
  'work-situation': WORK_SITUATIONS,
  income: INCOMES,
  'registered-jobseeker': ['yes', 'no'],
  'wants-work-at-level': ['yes', 'no'],
  obstacles: [...OBSTACLES, 'none'],
  documents: DOCUMENT_HOLDINGS,
  review: ['right', 'change'],
  share: ['send', 'dont-send'],
};

/** What every question can say about itself. */
const PARTS = ['ask', 'why', 'help', 'again', 'short'] as const;

/** Every `namespace:key` that must have words. */
export function requiredKeys(): readonly string[] {
  const questions = QUESTION_IDS.flatMap((id) => [
    ...PARTS.map((part) => `questions:${id}.${part}`),
    ...(OPTIONS_OF[id] ?? []).map((code) => `questions:${id}.options.${code}`),
  ]);
  const common = [
    ...['unknown', 'declined'].map((code) => `questions:common.options.${code}`),
    ...SKILLS.map((skill) => `questions:common.skill.${skill}`),
  ];
  return [...questions, ...common];
}
