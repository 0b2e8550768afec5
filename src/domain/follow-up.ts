/**
 * What is said about a referral after it was sent (contract, section 6): by the desk, by the client, by us.
 * Plain data: kept with the history of the referral, told to who must hear it, gone when the client erases.
 */
import type { PerspectiveOutcome } from './assessment.ts';
import type { IsoDate } from './facts.ts';
import type { QuestionId } from './questions.ts';
import type { ReferralState, TwoTongues } from './referral.ts';
import type { ReferralActor, ReferralEvent } from './referral-states.ts';

export const APPOINTMENT_WAYS = ['visit', 'call', 'video'] as const;

/** A first appointment. Day and hour as on the wall in Belgium: no time zone to misread. */
export interface Appointment {
  readonly on: IsoDate;
  /** `HH:MM` */
  readonly at: string;
  readonly minutes: number;
  readonly how: (typeof APPOINTMENT_WAYS)[number];
  /** Where to go, or who calls which number, in the desk's own words; '' for none. */
  readonly place: string;
}

/** Why a desk does not take somebody on. Each has words, and a next step, in every language. */
export const DECLINE_REASONS = [
  'outside-criteria',
  'other-region',
  'no-room',
  'better-elsewhere',
  'not-reached',
  'already-helped',
  'other',
] as const;
type DeclineReason = (typeof DECLINE_REASONS)[number];

/** What a desk can say with its link, and the body that is kept of it. */
export interface DeskSays {
  readonly open: null;
  readonly accept: { readonly appointment: Appointment | null; readonly note: string };
  /** Questions of the interview, put again in the client's language; `note` is the desk's own words, in Dutch. */
  readonly 'ask-more': { readonly questions: readonly QuestionId[]; readonly note: string };
  readonly decline: { readonly reason: DeclineReason; readonly note: string };
  readonly advise: {
    readonly advice: string;
    /** The perspective after the talk; equal to the referral's where the desk confirms it. */
    readonly perspective: PerspectiveOutcome;
    readonly nextStep: string;
  };
  readonly close: null;
}
export type DeskSaying = keyof DeskSays;

/** What the client answers to `ask-more`; each line in the client's words and, where it is a choice, in Dutch too. */
export interface ClientAnswer {
  readonly answers: readonly { readonly question: QuestionId; readonly value: unknown; readonly text: TwoTongues }[];
  /** What the client writes back to the desk's own words; '' for nothing. */
  readonly note: string;
}

/**
 * What stands in the history without moving the state: the client answered, or erased what was closed already; the desk
 * saw the recall; an operator replaced the links; somebody was reminded of the silence.
 */
export const REFERRAL_REMARKS = [
  'answer',
  'acknowledge-recall',
  'erase',
  'relink',
  'remind-desk',
  'alert-counsellor',
] as const;
export type ReferralRemark = (typeof REFERRAL_REMARKS)[number];

/** `submit` is the first line of every history. */
export type HistoryEvent = 'submit' | ReferralEvent | ReferralRemark;

/** One line of a referral's history. */
export interface HistoryLine {
  readonly id: number;
  readonly event: HistoryEvent;
  /** The state after it. */
  readonly state: ReferralState;
  readonly actor: ReferralActor;
  readonly at: Date;
  /** A code, such as the reason for parking; null for none. */
  readonly note: string | null;
  /** What was said (DeskSays, ClientAnswer); null where nothing was, or where it is erased. */
  readonly body: unknown;
}

/** Who hears of what (contract, section 6: every change tells the counsellor and the client). */
export const AUDIENCES = ['desk', 'client', 'counsellor'] as const;
export type Audience = (typeof AUDIENCES)[number];

/**
 * Who must hear of a line of the history. A desk is told of what it did not do itself; the client and the counsellor of
 * every change of state but the ones that only repeat a step of our own.
 */
const HEARS: { readonly [event in HistoryEvent]: readonly Audience[] } = {
  submit: [],
  deliver: ['client', 'counsellor'],
  park: ['client', 'counsellor'],
  redrive: [],
  open: ['client', 'counsellor'],
  accept: ['client', 'counsellor'],
  'ask-more': ['client', 'counsellor'],
  decline: ['client', 'counsellor'],
  advise: ['client', 'counsellor'],
  close: ['client', 'counsellor'],
  withdraw: ['desk', 'client', 'counsellor'],
  answer: ['desk', 'counsellor'],
  'acknowledge-recall': ['client', 'counsellor'],
  erase: ['desk'],
  // The desk gets the whole referral anew, with its link.
  relink: ['client'],
  'remind-desk': ['desk'],
  'alert-counsellor': ['counsellor'],
};

/** @returns who is told of this event */
export function audiencesOf(event: HistoryEvent): readonly Audience[] {
  return HEARS[event];
}
