/** What a desk should notice at once. A flag warns and helps; it never refuses. */
import type { Access, CriterionVerdict, PerspectiveOutcome } from './assessment.ts';
import type { Case } from './case.ts';
import { among } from './case.ts';
import { isNaricAsked, isNaricFree } from './documents.ts';
import { isTold } from './facts.ts';
import { findProfession, isClosedProfession } from './perspective.ts';
import type { Flag } from './rules.ts';

/** The flags of one person, in the order of codes.ts. Only what was told raises one. */
export function raiseFlags(
  of: Case,
  criteria: readonly CriterionVerdict[],
  access: Access,
  perspective: PerspectiveOutcome,
): readonly Flag[] {
  const { facts, rules } = of;
  const { triage } = rules;
  const status = isTold(facts.residenceStatus) ? facts.residenceStatus : undefined;
  const income = isTold(facts.income) ? facts.income : [];
  const found = (id: string, reason: string) => criteria.some((one) => one.id === id && one.reason === reason);
  const profession = findProfession(of);
  const flags: Flag[] = [];
  const flag = (when: boolean, id: Flag) => {
    if (when) flags.push(id);
  };
  flag(found('E2', 'procedure-pending'), 'pending-status');
  flag(among(triage['no-agency-counsellor']?.value.statuses, status), 'no-agency-counsellor');
  flag(among(triage['work-right-on-card']?.value.statuses, status), 'check-work-right');
  const ends = of.rulesNow.figures['temporary-protection-end'] !== undefined;
  flag(ends && status === 'temporary-protection', 'temporary-protection-ends');
  flag(found('E1', 'eu-national') || found('E1', 'dual-eu-national'), 'eu-national');
  flag(found('E3', 'five-years-or-more') && access === 'review', 'tolerance-margin');
  flag(found('E6', 'interpreter-needed'), 'interpreter');
  flag(isClosedProfession(of), 'regulated-profession');
  flag(profession?.value?.kind === 'protected-title', 'protected-title');
  const hardField = isTold(facts.studyField) && among(triage['hard-to-place']?.value.studyFields, facts.studyField);
  flag(hardField || profession?.value?.hardToPlace === true, 'hard-to-place');
  flag(facts.workSituation === 'below-level', 'below-level');
  flag(income.includes('living-wage'), 'living-wage');
  flag(facts.diplomaProof === 'none', 'no-diploma-proof');
  flag(facts.diplomaProof === 'some-proof', 'incomplete-diploma-proof');
  flag(facts.recognition === 'refused', 'recognition-refused');
  flag(isNaricAsked(of, perspective) && isNaricFree(of), 'naric-free');
  flag(facts.registeredJobseeker === false, 'not-registered-jobseeker');
  flag(isTold(facts.obstacles) && facts.obstacles.length > 0, 'conditions');
  return flags;
}
