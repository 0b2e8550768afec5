/** Facts in, assessment out: section 5 of the contract, from first to last line. */
import { judgeAccess, judgeEligibility } from './access.ts';
import type { Assessment } from './assessment.ts';
import { type Case, openCase } from './case.ts';
import { judgeCriteria } from './criteria.ts';
import { listDocuments } from './documents.ts';
import type { Facts, IsoDate } from './facts.ts';
import { raiseFlags } from './flags.ts';
import { findMissing } from './missing.ts';
import { matchOffers } from './offers.ts';
import { judgePerspective } from './perspective.ts';
import { findNextSteps, findRoute } from './route.ts';
import type { Rules } from './rules.ts';
import { traceVerdicts } from './trace.ts';

/**
 * What the rules in force on the day of registration (today where none is told) make of a person's facts.
 * Pure: the same facts, rules and day give the same assessment, in whatever order the facts came. Never throws
 * for facts that src/schemas accepts.
 */
export function assess(facts: Facts, rules: Rules, today: IsoDate): Assessment {
  const of = openCase(facts, rules, today);
  const { criteria, deskAccess, perspective, route } = decide(of);
  const projectEligibility = judgeEligibility(criteria);
  const verdicts = {
    rules: rules.version,
    criteria,
    projectEligibility,
    deskAccess,
    perspective,
    route,
    documents: route.to === 'other-services' ? [] : listDocuments(of, perspective.outcome),
    offers: matchOffers(of, criteria, deskAccess, perspective.outcome),
    flags: raiseFlags(of, criteria, deskAccess, perspective.outcome),
    missing: findMissing(of, { criteria, projectEligibility, deskAccess }),
    nextSteps: findNextSteps(of, route),
  };
  return { ...verdicts, trace: traceVerdicts(of, verdicts) };
}

/** Only where the person goes and why: what is asked again for every question that might still matter. */
export function decide(of: Case) {
  const criteria = judgeCriteria(of);
  const deskAccess = judgeAccess(of, criteria);
  const perspective = judgePerspective(of);
  return { criteria, deskAccess, perspective, route: findRoute(of, criteria, deskAccess, perspective) };
}
