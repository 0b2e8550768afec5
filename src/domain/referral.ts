/**
 * One referral = one agreement of the client at `share`: section 6 of the contract.
 * Plain data: what is stored, sent to the desk and published as /schemas/referral-1.json.
 */
import type { Assessment } from './assessment.ts';
import type { FactPath, Region } from './facts.ts';

export const LANGUAGES = ['nl', 'en', 'fr', 'ar', 'tr', 'ru', 'uk', 'fa', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

export const REFERRAL_STATES = [
  'submitted',
  'delivered',
  'opened',
  'accepted',
  'needs-more',
  'declined',
  'advised',
  'closed',
  'withdrawn',
  'parked',
] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];
export const AUTHORS = ['client', 'counsellor', 'derived'] as const;
export type Author = (typeof AUTHORS)[number];
export const ISBAR = ['identification', 'situation', 'background', 'assessment', 'request'] as const;
export type IsbarSection = (typeof ISBAR)[number];

/** A text in Dutch and in the client's language; `client` equals `nl` for a Dutch speaker. */
export interface TwoTongues {
  readonly nl: string;
  readonly client: string;
}

/** One line of the warm-handover summary. The id is the same in both languages. */
export interface SummaryLine {
  readonly id: string;
  readonly section: IsbarSection;
  readonly text: TwoTongues;
  /** `client`, `counsellor`, `rule E3` ...: who says so. */
  readonly source: string;
  /** Something nobody told yet: the desk asks it first. */
  readonly open: boolean;
}

export interface Desk {
  readonly id: string;
  readonly name: string;
  /** null: who takes people whose region is not known. */
  readonly region: Region | null;
  readonly email: string;
  /** Shown to the client: how to reach the desk without us. */
  readonly website: string;
}

export interface Referral {
  readonly schema: 'wegwijzer/referral-1';
  /** Unguessable, no look-alike characters, readable over the phone. */
  readonly reference: string;
  readonly createdAt: string;
  readonly rules: string;
  readonly desk: Desk;
  readonly client: {
    /** null: the client would rather not give a name. */
    readonly name: string | null;
    readonly reach: { readonly email?: string; readonly phone?: string; readonly other?: string } | null;
    /** Language of the conversation, and what else can be spoken. */
    readonly languages: {
      readonly conversation: Language;
      readonly dutch: string;
      readonly french: string;
      readonly english: string;
    };
    readonly interpreter: boolean;
  };
  readonly facts: readonly {
    readonly key: FactPath;
    readonly value: unknown;
    readonly author: Author;
    readonly at: string;
  }[];
  /** What the client chose not to hand over; the desk sees that it was left out, not what it said. */
  readonly leftOut: readonly string[];
  readonly assessment: Assessment;
  readonly referrer: { readonly name: string; readonly organisation: string; readonly returnTo: string | null } | null;
  readonly consent: {
    readonly at: string;
    readonly language: Language;
    readonly shown: readonly string[];
    readonly channel: string;
  };
  readonly summary: {
    readonly lines: readonly SummaryLine[];
    readonly openQuestions: readonly { readonly id: string; readonly text: TwoTongues }[];
    readonly steps: readonly {
      readonly id: string;
      readonly term: 'short' | 'long';
      readonly text: TwoTongues;
      /** The client says that it is done; what they dropped is not here. */
      readonly done?: boolean;
    }[];
    /** Single other answers that would alter the result; absent in referrals from before it was told. */
    readonly wouldChange?: readonly { readonly id: string; readonly text: TwoTongues }[];
    /** For the OCMW, where there is a living wage. */
    readonly ocmwNote: TwoTongues | null;
  };
}
