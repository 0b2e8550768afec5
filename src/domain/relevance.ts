/** Which questions are still worth a person's time, and which answers fall when another one changes. */
import { decide } from './assess.ts';
import { openCase } from './case.ts';
import { type Conditions, findUnmet } from './conditions.ts';
import { judgeCriteria } from './criteria.ts';
import { canTalk } from './dutch.ts';
import type { Facts, IsoDate } from './facts.ts';
import { isTold } from './facts.ts';
import type { AddedQuestionRow, ContractQuestion, QuestionId } from './questions.ts';
import { withoutAnswer } from './questions.ts';
import type { Rules } from './rules.ts';

/**
 * Whether the answer to a question can still change the outcome, the checklist, the route or the summary.
 * The question's own answer is left out of account: what counts is what would be if it were asked now.
 * Once the desk is closed for certain, nothing more is asked: the person sees the outcome and the way on. Whoever goes
 * elsewhere has a referral, to the educational adviser too: its summary, checklist and note for the OCMW tell of income,
 * obstacles and papers (contract §6; many OCMWs refuse study, domain.md §7).
 * @param when of a question that dialogs/ adds: for whom it is meant; who has not told enough is not asked yet
 */
export function matters(
  question: QuestionId,
  facts: Facts,
  rules: Rules,
  today: IsoDate,
  when: Conditions = {},
): boolean {
  if (question === 'language' || question === 'privacy') return true;
  const others = withoutAnswer(facts, question);
  const of = openCase(others, rules, today);
  const { deskAccess, perspective } = decide(of);
  if (deskAccess === 'not-admitted' || findUnmet(of, when, perspective.outcome).length > 0) return false;
  const { goal } = others;
  switch (question) {
    case 'left-in-between':
      return canDecideStay(others, rules, today);
    case 'study-field':
    case 'diploma-country':
    case 'diploma-proof':
      return mayHaveDiploma(others);
    case 'recognition':
      return mayHaveDiploma(others) && others.diplomaCountry !== 'BE';
    case 'training':
      // With a full degree in view, a job target no longer changes the perspective.
      return (
        isTold(goal) &&
        !goal.includes('full-degree') &&
        (goal.includes('training-for-job') || goal.includes('recognition'))
      );
    case 'contact-language':
      return canTalk(others.dutch, of.rules.criteria.E6?.value.dutch ?? 'A2') !== true;
    case 'registered-jobseeker':
      return perspective.outcome !== 'educational';
    default:
      return true;
  }
}

const DEPENDENTS: { readonly [id in ContractQuestion]?: readonly ContractQuestion[] } = {
  'in-belgium-since': ['left-in-between'],
  'diploma-level': ['study-field', 'diploma-country', 'diploma-proof', 'recognition'],
  goal: ['training'],
};

/** The questions on whose answers a condition hangs; that on added questions names them itself. */
const ASKED_BY: { readonly [condition in Exclude<keyof Conditions, 'answers'>]-?: readonly ContractQuestion[] } = {
  regions: ['location'],
  studyFields: ['study-field'],
  languages: ['contact-language'],
  dutch: ['dutch-level'],
  perspectives: ['goal', 'training', 'target-occupation', 'recognition'],
  jobseeker: ['registered-jobseeker'],
  statuses: ['residence-status'],
  diplomaLevels: ['diploma-level'],
  workSituations: ['work-situation'],
  recognitions: ['recognition'],
  professions: ['target-occupation'],
  goals: ['goal'],
  incomes: ['income'],
  obstacles: ['obstacles'],
};

/**
 * The questions whose answers were about the old answer, and are asked again when it changes: also those that
 * dialogs/ adds on a condition that hangs on it, directly or through another.
 */
export function dependents(question: QuestionId, added: readonly AddedQuestionRow[] = []): readonly QuestionId[] {
  const found = new Set<QuestionId>([question]);
  // A set that grows while it is walked through: what was found may have dependents of its own.
  for (const one of found) {
    for (const id of DEPENDENTS[one as ContractQuestion] ?? []) found.add(id);
    for (const { id, when } of added) if (hangsOn(when, one)) found.add(id);
  }
  return [...found].slice(1);
}

function hangsOn(when: Conditions = {}, question: QuestionId): boolean {
  const { answers = {}, ...others } = when;
  const keys = Object.keys(others) as readonly (keyof typeof ASKED_BY)[];
  return (
    Object.hasOwn(answers, question) || keys.some((key) => (ASKED_BY[key] as readonly string[]).includes(question))
  );
}

/** A stay that is open only because nobody asked whether the person left: the answer decides. */
function canDecideStay(others: Facts, rules: Rules, today: IsoDate): boolean {
  if (!isTold(others.inBelgiumSince)) return false;
  const verdict = judgeCriteria(openCase(others, rules, today)).find(({ id }) => id === 'E3');
  return verdict?.reason === 'not-asked';
}

/** Someone who does not know the level of a diploma still has one; who would rather not say is left in peace. */
function mayHaveDiploma({ diplomaLevel }: Facts): boolean {
  return diplomaLevel !== undefined && diplomaLevel !== 'declined' && !['none', 'secondary'].includes(diplomaLevel);
}
