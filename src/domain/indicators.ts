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
  /** Days from the month of arrival to the referral, in steps of `coarse`; null where the month was not told. */
  readonly daysFromArrival: number | null;
  readonly forwarded: boolean;
}

const DAY_MS = 86_400_000;
const YEAR = 360;
const FIVE_YEARS = 1800;

/**
 * Too coarse to tell in which month somebody came, for who looks at what is left of an erased referral: steps of 30 days
 * in the first year, of 90 after it, and no further than five years.
 */
export function coarse(days: number): number {
  const step = days < YEAR ? 30 : 90;
  return Math.min(FIVE_YEARS, Math.floor(Math.max(0, days) / step) * step);
}

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
    daysFromArrival: arrived === undefined ? null : coarse((Date.parse(createdAt) - arrived) / DAY_MS),
    forwarded: referrer !== null,
  };
}
