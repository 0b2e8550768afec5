/** Which questions are still worth a person's time, and which answers fall when another one changes. */
import { decide } from './assess.ts';
import { openCase } from './case.ts';
import { judgeCriteria } from './criteria.ts';
import { canTalk } from './dutch.ts';
import type { Facts, IsoDate } from './facts.ts';
import { isTold } from './facts.ts';
import type { QuestionId } from './questions.ts';
import { FACTS_OF } from './questions.ts';
import type { Rules } from './rules.ts';

/**
 * Whether the answer to a question can still change the outcome, the checklist, the route or the summary.
 * The question's own answer is left out of account: what counts is what would be if it were asked now.
 * Once the desk is closed for certain, nothing more is asked: the person sees the outcome and the way on.
 */
export function matters(question: QuestionId, facts: Facts, rules: Rules, today: IsoDate): boolean {
  if (question === 'language' || question === 'privacy') return true;
  const others = without(facts, question);
  const { deskAccess, route, perspective } = decide(openCase(others, rules, today));
  if (deskAccess === 'not-admitted') return false;
  const toDeskOrPerson = route.to === 'desk' || route.to === 'person';
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
      return canTalk(others.dutch, openCase(others, rules, today).rules.criteria.E6?.value.dutch ?? 'A2') !== true;
    case 'income':
    case 'obstacles':
    case 'documents':
      return toDeskOrPerson;
    case 'registered-jobseeker':
      return toDeskOrPerson && perspective.outcome !== 'educational';
    default:
      return true;
  }
}

const DEPENDENTS: { readonly [id in QuestionId]?: readonly QuestionId[] } = {
  'in-belgium-since': ['left-in-between'],
  'diploma-level': ['study-field', 'diploma-country', 'diploma-proof', 'recognition'],
  goal: ['training'],
};

/** The questions whose answers were about the old answer, and are asked again when it changes. */
export function dependents(question: QuestionId): readonly QuestionId[] {
  return DEPENDENTS[question] ?? [];
}

function without(facts: Facts, question: QuestionId): Facts {
  const own = FACTS_OF[question];
  if (own.every((key) => facts[key] === undefined)) return facts;
  const others = { ...facts };
  for (const key of own) delete others[key];
  return others;
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
