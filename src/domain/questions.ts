/** The questions of the conversation (section 3 of the contract) and the facts each one fills. */
import type { Conditions } from './conditions.ts';
import type { FactKey, Facts } from './facts.ts';

export const QUESTION_IDS = [
  'language',
  'privacy',
  'nationalities',
  'residence-status',
  'in-belgium-since',
  'left-in-between',
  'location',
  'diploma-level',
  'study-field',
  'diploma-country',
  'diploma-proof',
  'recognition',
  'target-occupation',
  'goal',
  'training',
  'dutch-level',
  'contact-language',
  'work-situation',
  'income',
  'registered-jobseeker',
  'wants-work-at-level',
  'obstacles',
  'documents',
  'name',
  'reach',
  'review',
  'share',
] as const;
export type ContractQuestion = (typeof QUESTION_IDS)[number];
/** The id of a question that dialogs/ adds: its answer is a code, kept as `extra.<id>` of the facts. */
export type AddedQuestion = string & { readonly isAdded: true };
export type QuestionId = ContractQuestion | AddedQuestion;

/** A question that dialogs/ adds, as far as rules and words care. */
export interface AddedQuestionRow {
  readonly id: AddedQuestion;
  readonly choices: readonly string[];
  /** Asked of those for whom this holds; absent: of everyone. */
  readonly when?: Conditions;
}

const CONTRACT: ReadonlySet<string> = new Set(QUESTION_IDS);

export function isContractQuestion(id: string): id is ContractQuestion {
  return CONTRACT.has(id);
}

/** Facts without what the answer to this question filled. */
export function withoutAnswer(facts: Facts, question: QuestionId): Facts {
  if (!isContractQuestion(question)) {
    if (typeof facts.extra !== 'object' || facts.extra[question] === undefined) return facts;
    const { [question]: _gone, ...extra } = facts.extra;
    return { ...facts, extra };
  }
  const own = FACTS_OF[question];
  if (own.every((key) => facts[key] === undefined)) return facts;
  const others = { ...facts };
  for (const key of own) delete others[key];
  return others;
}

/** The facts that an answer fills; questions about the conversation itself fill none. */
export const FACTS_OF: { readonly [id in ContractQuestion]: readonly FactKey[] } = {
  language: [],
  privacy: [],
  nationalities: ['nationalities'],
  'residence-status': ['residenceStatus'],
  'in-belgium-since': ['inBelgiumSince'],
  'left-in-between': ['leftInBetween'],
  location: ['postcode', 'region'],
  'diploma-level': ['diplomaLevel'],
  'study-field': ['studyField'],
  'diploma-country': ['diplomaCountry'],
  'diploma-proof': ['diplomaProof'],
  recognition: ['recognition'],
  'target-occupation': ['targetOccupation', 'regulatedProfession'],
  goal: ['goal'],
  training: ['jobTarget', 'trainingMonths'],
  'dutch-level': ['dutch'],
  'contact-language': ['french', 'english'],
  'work-situation': ['workSituation'],
  income: ['income'],
  'registered-jobseeker': ['registeredJobseeker'],
  'wants-work-at-level': ['wantsWorkAtLevel'],
  obstacles: ['obstacles'],
  documents: ['documents'],
  name: [],
  reach: [],
  review: [],
  share: [],
};

/** The questions that fill any of these facts, in the order of the interview. */
export function questionsOf(keys: readonly FactKey[]): readonly ContractQuestion[] {
  return QUESTION_IDS.filter((id) => FACTS_OF[id].some((key) => keys.includes(key)));
}
