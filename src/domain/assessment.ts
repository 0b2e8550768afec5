/** What the rules make of a person's facts: section 5 of the contract. Codes only; words live in locales/. */
import type { DocumentHolding, FactKey, IsoDate, Region } from './facts.ts';

export const CRITERIA = ['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E8'] as const;
export const OUTCOMES = ['met', 'not-met', 'review'] as const;
export const ELIGIBILITIES = ['eligible', 'not-eligible', 'review'] as const;
export const ACCESSES = ['admitted', 'review', 'not-admitted'] as const;
export const PERSPECTIVES = ['professional', 'educational', 'combined', 'undetermined'] as const;
export const DESTINATIONS = ['desk', 'educational-adviser', 'other-services', 'person'] as const;
export const NEEDS = ['required', 'helpful', 'later'] as const;

export type CriterionId = (typeof CRITERIA)[number];
export type Outcome = (typeof OUTCOMES)[number];
export type Eligibility = (typeof ELIGIBILITIES)[number];
export type Access = (typeof ACCESSES)[number];
export type PerspectiveOutcome = (typeof PERSPECTIVES)[number];
export type Destination = (typeof DESTINATIONS)[number];
export type Need = (typeof NEEDS)[number];

/** Where a rule stands, and when a person last looked. */
export interface Source {
  readonly title: string;
  /** Such as `S1 §7.1.2`, or a public URL. */
  readonly ref: string;
  /** `YYYY-MM-DD` */
  readonly checkedOn: string;
}

export interface CriterionVerdict {
  readonly id: CriterionId;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly source: Source;
}

export interface DocumentVerdict {
  /** One of the contract, or one that src/rules/documents.json adds. */
  readonly id: string;
  readonly need: Need;
  readonly reason: string;
  readonly status: DocumentHolding | 'unknown';
  readonly wayRound: string | null;
}

export interface OfferVerdict {
  readonly id: string;
  readonly fit: 'fits' | 'check';
  readonly reason: string;
  readonly status: 'running' | 'ended' | 'unverified';
}

/** One thing the person can do now, with an official page. `id` has words in locales/<lang>/verdicts.json. */
export interface NextStep {
  readonly id: string;
  readonly url: string;
}

/** One row of src/rules that a verdict rests on. */
export interface Ground {
  /** File and id, such as `documents.naric-application`. */
  readonly rule: string;
  /** From when that row holds: with `rule` it names one row of the rule book. */
  readonly validFrom: IsoDate;
  readonly source: Source;
  /** A fee, a term or an end that goes with the verdict: said as "about", never promised. */
  readonly amount?: number | IsoDate;
}

/** One verdict of an assessment, and what it rests on. */
export interface TraceLine {
  readonly of: 'perspective' | 'route' | 'document' | 'flag';
  /** The document's id, the flag, or the reason of the perspective or route. */
  readonly id: string;
  /** Never empty; the row that decides stands first. */
  readonly grounds: readonly Ground[];
}

export interface Assessment {
  /** Version of the rule data used. */
  readonly rules: string;
  readonly criteria: readonly CriterionVerdict[];
  readonly projectEligibility: Eligibility;
  readonly deskAccess: Access;
  readonly perspective: { readonly outcome: PerspectiveOutcome; readonly reason: string };
  readonly route: {
    readonly to: Destination;
    readonly region: Region | 'out-of-area' | null;
    /** Whether the desk of the region stays with people; null where it differs by district, or no region is known. */
    readonly followUp: boolean | null;
    readonly reason: string;
  };
  readonly documents: readonly DocumentVerdict[];
  readonly offers: readonly OfferVerdict[];
  readonly flags: readonly string[];
  /** Facts that could still change the outcome. */
  readonly missing: readonly FactKey[];
  /** Never empty where the route is not a desk: a no comes with a way on. */
  readonly nextSteps: readonly NextStep[];
  /** What every verdict but the criteria rests on; absent from a referral that was made before there was one. */
  readonly trace?: readonly TraceLine[];
}
