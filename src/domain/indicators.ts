/** What is counted of a referral for the indicators (domain.md, section 10): codes and days, nothing of who it is. */
import type { Eligibility, PerspectiveOutcome } from './assessment.ts';
import type { Place } from './facts.ts';
import type { Language, Referral } from './referral.ts';

export interface Indicators {
  /** null: no region is known. */
  readonly region: Place | null;
  readonly language: Language;
  readonly perspective: PerspectiveOutcome;
  /** `directline`, `msteams` ... */
  readonly channel: string;
  readonly eligibility: Eligibility;
  /** Whole days from the first of the month of arrival to the referral; null where the month was not told. */
  readonly daysFromArrival: number | null;
  readonly forwarded: boolean;
}

const DAY_MS = 86_400_000;

/** @returns what may be counted of this referral, also after everything else of it is erased */
export function indicatorsOf(referral: Referral): Indicators {
  const { assessment, client, consent, createdAt, referrer } = referral;
  const since = referral.facts.find(({ key }) => key === 'inBelgiumSince')?.value;
  const arrived = typeof since === 'string' && /^\d{4}-\d{2}$/.test(since) ? Date.parse(`${since}-01`) : undefined;
  return {
    region: assessment.route.region,
    language: client.languages.conversation,
    perspective: assessment.perspective.outcome,
    channel: consent.channel,
    eligibility: assessment.projectEligibility,
    daysFromArrival: arrived === undefined ? null : Math.max(0, Math.floor((Date.parse(createdAt) - arrived) / DAY_MS)),
    forwarded: referrer !== null,
  };
}
