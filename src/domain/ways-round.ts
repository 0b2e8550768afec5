/** What to do without a paper, or who decides then. No paper stops anyone from going on. */
import type { PerspectiveOutcome } from './assessment.ts';
import type { Case } from './case.ts';
import { among } from './case.ts';
import type { WAYS_ROUND } from './codes.ts';
import type { DocumentHolding } from './facts.ts';
import { isTold } from './facts.ts';

type WayRound = (typeof WAYS_ROUND)[number];

/**
 * The way round a paper that cannot be got, or not safely; null where it is had or can be got.
 * Someone without any proof of the diploma is told the way at once, also before the checklist is filled in.
 */
export function findWayRound(
  of: Case,
  id: string,
  status: DocumentHolding | 'unknown',
  perspective: PerspectiveOutcome,
): WayRound | null {
  // NARIC wants at least one proof and knows no procedure without (domain-facts §2.2): a person looks.
  if (status === 'unknown' && of.facts.diplomaProof === 'none') {
    if (id === 'diploma') return 'diploma-no-papers';
    if (id === 'naric-application') return 'naric-needs-one-proof';
  }
  if (status !== 'cannot-get' && status !== 'not-safe-to-get') return null;
  const safe = status === 'cannot-get';
  // Of a study a school decides, and what NARIC waives is no comfort there.
  const forNaric = perspective !== 'educational';
  switch (id) {
    case 'residence-document':
      // To who may be here without papers, the town hall is no way round.
      if (!safe || !isTold(of.facts.residenceStatus)) return 'desk-decides';
      return isPending(of) ? 'residence-proof-of-procedure' : 'residence-ask-municipality';
    case 'diploma':
      if (!safe) return 'not-safe-do-not-contact';
      if (of.facts.diplomaProof === 'none') return 'diploma-no-papers';
      return forNaric && isProtected(of) ? 'diploma-protected-one-proof' : 'diploma-one-other-proof';
    case 'transcript':
      if (!safe) return 'not-safe-do-not-contact';
      // Without any proof NARIC does not begin, whatever it waives.
      if (of.facts.diplomaProof === 'none') return 'desk-decides';
      return forNaric && isProtected(of) ? 'transcript-if-available' : 'transcript-institution-letter';
    case 'diploma-translation':
      return 'translation-desk-advises';
    case 'naric-application':
      return of.facts.diplomaProof === 'none' ? 'naric-needs-one-proof' : 'naric-desk-advises';
    case 'naric-decision':
      return 'naric-duplicate-decision';
    case 'professional-recognition':
      return 'recognition-authority-decides';
    case 'study-language-proof':
      return 'study-language-test';
    default:
      return safe ? 'desk-decides' : 'not-safe-do-not-contact';
  }
}

function isProtected({ facts, rules }: Case): boolean {
  return isTold(facts.residenceStatus) && among(rules.criteria.E2?.value.protected, facts.residenceStatus);
}

function isPending({ facts, rules }: Case): boolean {
  return isTold(facts.residenceStatus) && among(rules.criteria.E2?.value.pending, facts.residenceStatus);
}
