/** The two verdicts over the criteria: the project's, and the desk's of one region. */
import type { Access, CriterionId, CriterionVerdict, Eligibility } from './assessment.ts';
import { ACCESSES } from './assessment.ts';
import type { Case } from './case.ts';

const PROJECT_CRITERIA: readonly CriterionId[] = ['E1', 'E2', 'E3', 'E4'];

/** E1 to E4: any not-met decides, else any review stays open. */
export function judgeEligibility(criteria: readonly CriterionVerdict[]): Eligibility {
  const outcomes = criteria.filter(({ id }) => PROJECT_CRITERIA.includes(id)).map(({ outcome }) => outcome);
  if (outcomes.includes('not-met')) return 'not-eligible';
  return outcomes.includes('review') ? 'review' : 'eligible';
}

/** The strictest word over all criteria and the place. */
export function judgeAccess(of: Case, criteria: readonly CriterionVerdict[]): Access {
  const words = criteria.map((criterion) => accessBy(of, criterion));
  words.push(accessByPlace(of));
  return words.reduce(stricter, 'admitted');
}

function accessByPlace(of: Case): Access {
  if (of.place === undefined) return 'review';
  if (of.place.place === 'out-of-area') return 'not-admitted';
  // No row for this region on that day: nothing is known, so a person looks.
  return of.region === undefined ? 'review' : 'admitted';
}

/** What one criterion alone would mean for the desk of this region. */
export function accessBy(of: Case, { id, outcome, reason }: CriterionVerdict): Access {
  if (outcome === 'met') return 'admitted';
  if (outcome === 'review') return 'review';
  const region = of.region?.value;
  switch (id) {
    case 'E1':
      return region?.euNationals ?? 'review';
    case 'E2':
      return 'not-admitted';
    case 'E3':
      return region?.strict ? 'not-admitted' : 'review';
    case 'E4':
      if (reason !== 'unfinished-studies') return 'not-admitted';
      return region?.strict ? 'not-admitted' : 'review';
    default:
      // E5 and E6: a wish and a language are for a talk, not for a refusal.
      return 'review';
  }
}

function stricter(a: Access, b: Access): Access {
  return ACCESSES.indexOf(a) >= ACCESSES.indexOf(b) ? a : b;
}
