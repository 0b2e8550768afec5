/** Which facts that nobody asked yet could still change the result. */
import type { Assessment, CriterionId, CriterionVerdict } from './assessment.ts';
import type { Case } from './case.ts';
import { asksExtra } from './criteria.ts';
import { canTalk } from './dutch.ts';
import type { FactKey, Facts } from './facts.ts';
import { isTold } from './facts.ts';
import { isClosedProfession } from './perspective.ts';
import { measureStay } from './stay.ts';

type Verdicts = Pick<Assessment, 'criteria' | 'projectEligibility' | 'deskAccess'>;

/**
 * Keys of facts that are absent (Dutch also where a skill is) and that, with some answers to the other open ones, would still change the eligibility,
 * the access, a criterion, the perspective or the route. Once the desk is closed for certain, only what could
 * still move the project's own verdict counts; a criterion without a row for the day is moved by nothing.
 */
export function findMissing(of: Case, { criteria, projectEligibility, deskAccess }: Verdicts): readonly FactKey[] {
  const { facts } = of;
  const project = [
    ...(isUnasked(criteria, 'E1') ? absent(facts, 'nationalities') : []),
    ...(isUnasked(criteria, 'E2') ? absent(facts, 'residenceStatus') : []),
    ...missingOfStay(of, criteria),
    ...(isUnasked(criteria, 'E4') ? absent(facts, 'diplomaLevel') : []),
  ];
  if (deskAccess === 'not-admitted') {
    if (projectEligibility !== 'review') return [];
    return staysOpen(criteria) && !mayBeTooLong(of) ? project.filter((key) => key !== 'leftInBetween') : project;
  }
  return [
    ...project,
    ...missingOfPlace(facts),
    ...(isUnasked(criteria, 'E5') ? absent(facts, 'wantsWorkAtLevel') : []),
    ...(isUnasked(criteria, 'E6') ? missingOfContact(of) : []),
    ...(mayAskConditions(of) ? absent(facts, 'obstacles') : []),
    ...missingOfPerspective(of),
  ];
}

/** Whether someone left in between settles nothing while the date itself can settle nothing. */
function missingOfStay(of: Case, criteria: readonly CriterionVerdict[]): readonly FactKey[] {
  const { facts, registeredOn } = of;
  if (!isUnasked(criteria, 'E3') || !isTold(registeredOn)) return [];
  if (facts.leftInBetween === 'unknown' || facts.leftInBetween === 'declined') return [];
  return absent(facts, 'inBelgiumSince', 'leftInBetween');
}

/** Whether a project criterion waits for a person, whatever else is told: then only a no could still move the verdict. */
function staysOpen(criteria: readonly CriterionVerdict[]): boolean {
  return criteria.some(
    ({ id, outcome, reason }) => ['E1', 'E2', 'E4'].includes(id) && outcome === 'review' && reason !== 'not-asked',
  );
}

/** Whether the stay could be over the limit, so that "did not leave in between" would be a no. */
function mayBeTooLong({ facts, registeredOn, rules }: Case): boolean {
  const { inBelgiumSince: since } = facts;
  const years = rules.criteria.E3?.value.underYears;
  if (!isTold(since) || !isTold(registeredOn) || years === undefined) return true;
  return measureStay(since, registeredOn, years) === 'limit-or-over';
}

/** Dutch is still asked about where speaking or listening was not: what was told of reading says nothing of a talk. */
function missingOfContact({ facts, rules }: Case): readonly FactKey[] {
  const dutch = canTalk(facts.dutch, rules.criteria.E6?.value.dutch ?? 'none');
  return [...(dutch === 'not-asked' ? (['dutch'] as const) : []), ...absent(facts, 'french', 'english')];
}

/** Where someone lives is one question with two forms of answer: either settles it. */
function missingOfPlace(facts: Facts): readonly FactKey[] {
  return facts.postcode === undefined && facts.region === undefined ? ['postcode', 'region'] : [];
}

function mayAskConditions(of: Case): boolean {
  return asksExtra(of, 'E7') || asksExtra(of, 'E8') || missingOfPlace(of.facts).length > 0;
}

function missingOfPerspective(of: Case): readonly FactKey[] {
  const { facts } = of;
  const { goal, recognition } = facts;
  if (goal === undefined) {
    const mayNeedRecognition = recognition !== 'specific';
    return [
      'goal',
      ...absent(facts, 'jobTarget'),
      ...(mayNeedRecognition ? absent(facts, 'regulatedProfession') : []),
      ...(mayBeClosed(of) ? absent(facts, 'recognition') : []),
    ];
  }
  if (!isTold(goal) || goal.includes('full-degree')) return [];
  const wantsSteps = goal.includes('training-for-job') || goal.includes('recognition');
  const keys: FactKey[] = wantsSteps ? [...absent(facts, 'jobTarget')] : [];
  if (goal.includes('work-soon') && !(wantsSteps && facts.jobTarget === true)) {
    if (recognition !== 'specific') keys.push(...absent(facts, 'regulatedProfession'));
    if (mayBeClosed(of)) keys.push(...absent(facts, 'recognition'));
  }
  return keys;
}

/** Aims at a closed profession, or may yet turn out to; of a Belgian diploma nobody asks what NARIC made of it. */
function mayBeClosed(of: Case): boolean {
  if (of.facts.diplomaCountry === 'BE') return false;
  return of.facts.regulatedProfession === undefined || isClosedProfession(of);
}

/** Open for want of an answer that was never asked. */
function isUnasked(criteria: readonly CriterionVerdict[], id: CriterionId): boolean {
  return criteria.some((criterion) => criterion.id === id && criterion.reason === 'not-asked');
}

function absent(facts: Facts, ...keys: readonly FactKey[]): readonly FactKey[] {
  return keys.filter((key) => facts[key] === undefined);
}
