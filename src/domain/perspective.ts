/** Where a person is heading: work, study, both, or still open. A dated value that may be revised. */
import type { Assessment, PerspectiveOutcome } from './assessment.ts';
import type { Case } from './case.ts';
import type { PERSPECTIVE_REASONS } from './codes.ts';
import { isTold } from './facts.ts';
import type { ProfessionId, ProfessionValue } from './rules.ts';

type Perspective = {
  [O in PerspectiveOutcome]: { readonly outcome: O; readonly reason: (typeof PERSPECTIVE_REASONS)[O][number] };
}[PerspectiveOutcome] &
  Assessment['perspective'];

/** First that fits (contract section 5, S1 §7.1.2 and §7.4). */
export function judgePerspective(of: Case): Perspective {
  const { goal, jobTarget, recognition } = of.facts;
  if (!isTold(goal)) return { outcome: 'undetermined', reason: goal ?? 'not-asked' };
  const wantsTraining = goal.includes('training-for-job');
  const wantsSteps = wantsTraining || goal.includes('recognition');
  if (goal.includes('full-degree')) {
    return goal.includes('work-soon') || wantsTraining
      ? { outcome: 'combined', reason: 'study-and-work' }
      : { outcome: 'educational', reason: 'full-degree' };
  }
  if (wantsSteps && jobTarget === true) return { outcome: 'combined', reason: 'serves-job-target' };
  if (goal.includes('work-soon')) {
    return isClosedProfession(of) && recognition !== 'specific'
      ? { outcome: 'combined', reason: 'recognition-first' }
      : { outcome: 'professional', reason: 'work-soon' };
  }
  if (goal.length === 0) return { outcome: 'undetermined', reason: 'unknown' };
  return { outcome: 'undetermined', reason: jobTarget === false ? 'no-job-target' : 'job-target-open' };
}

/** What is known of the profession a person aims at; an id that the rules do not know counts as regulated. */
export function findProfession(of: Case): { readonly id: string; readonly value?: ProfessionValue } | undefined {
  const id = of.facts.regulatedProfession;
  if (id === null || !isTold(id)) return undefined;
  const value = Object.hasOwn(of.rules.professions, id) ? of.rules.professions[id as ProfessionId]?.value : undefined;
  return value === undefined ? { id } : { id, value };
}

/** Regulated, and not merely a protected title: the work itself is closed without recognition. */
export function isClosedProfession(of: Case): boolean {
  const profession = findProfession(of);
  return profession !== undefined && profession.value?.kind !== 'protected-title';
}
