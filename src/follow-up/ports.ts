/** What follows on a referral, seen from both of its links: what this folder needs, and what it gives to the pages. */
import type { DeskSaying, HistoryLine, ReferralRemark } from '../domain/follow-up.ts';
import type { KeptAppointment } from '../domain/last-said.ts';
import type { QuestionId } from '../domain/questions.ts';
import type { Referral, ReferralState } from '../domain/referral.ts';
import type { ReferralActor, ReferralEvent } from '../domain/referral-states.ts';
import type { ReferralStatus } from '../schemas/referral-status.ts';

/** A referral and all that became of it. */
export interface FollowedReferral {
  readonly reference: string;
  readonly state: ReferralState;
  readonly createdAt: Date;
  readonly changedAt: Date;
  /** The conversation it came of; undefined once that is erased or forgotten. */
  readonly conversation: string | undefined;
  readonly counsellor: string | undefined;
  /** undefined once the client erased it, or once its time was over. */
  readonly referral: Referral | undefined;
  readonly ticks: { readonly [document: string]: string } | undefined;
  readonly history: readonly HistoryLine[];
}

interface Said {
  readonly body?: object;
  readonly after?: number;
}
type Changed =
  | { readonly is: 'moved' }
  | { readonly is: 'refused'; readonly reason: string }
  | { readonly is: 'unknown' };

/** Where referrals are kept. */
export interface ReferralBook {
  find(reference: string): Promise<FollowedReferral | undefined>;
  change(reference: string, event: ReferralEvent, actor: ReferralActor, said?: Said): Promise<Changed>;
  remark(reference: string, remark: ReferralRemark, actor: ReferralActor, said?: Said): Promise<Changed>;
  tick(reference: string, ticks: { readonly [document: string]: string }): Promise<boolean>;
}

/** Reads a signed link; `subject` is a reference, or a counsellor for `api`. */
export type ReadLink = (
  purpose: 'desk' | 'status' | 'api',
  token: string,
) => Promise<
  { readonly is: 'valid'; readonly subject: string } | { readonly is: 'bad' } | { readonly is: 'expired' | 'revoked' }
>;

/** The key of the conversation in a browser that this referral came of; undefined where that is gone or elsewhere. */
export type ConversationOf = (referral: FollowedReferral) => Promise<string | undefined>;

/** Erases everything that is kept of the client of this referral but its reference, states and times. */
export type EraseAll = (referral: FollowedReferral) => Promise<void>;

/** The fields of a posted form, a name as often as it was filled in. */
export type FormFields = { readonly [name: string]: readonly string[] };

/** A link that opens nothing. */
export type Closed = { readonly is: 'bad' | 'expired' | 'revoked' };

/** What a desk can press. */
export const PRESSES = [
  'open',
  'accept',
  'ask-more',
  'decline',
  'advise',
  'close',
  'acknowledge-recall',
] as const satisfies readonly (DeskSaying | ReferralRemark)[];
export type Press = (typeof PRESSES)[number];

/** What is wrong with a field: field -> code of `desk:problem.` or `status:problem.`. */
export type Problems = { readonly [field: string]: string };

export interface DeskView {
  readonly is: 'open';
  readonly record: FollowedReferral;
  /** What may be pressed now, in this order. */
  readonly can: readonly Press[];
  /** Questions of the interview that may be put again, the open ones of this client first. */
  readonly questions: readonly { readonly id: QuestionId; readonly open: boolean }[];
  readonly appointment: KeptAppointment | undefined;
  /** First and last day for an appointment. */
  readonly days: { readonly first: string; readonly last: string };
}

/** What became of a press. Nothing was changed unless it is `done`. */
export type Pressed<V> =
  | Closed
  /** `line`: the line of the history that says it. */
  | { readonly is: 'done'; readonly line: number }
  | { readonly is: 'invalid'; readonly view: V; readonly problems: Problems }
  /** Something happened since the page was shown, or it cannot be done from here. */
  | { readonly is: 'refused'; readonly view: V; readonly reason: 'stale' | 'not-from-here' };

export interface DeskRoom {
  open(token: string): Promise<Closed | DeskView>;
  press(token: string, form: FormFields): Promise<Pressed<DeskView>>;
  calendar(token: string, words: CalendarWords): Promise<Closed | Calendar>;
}

export interface StatusView {
  readonly is: 'open';
  readonly record: FollowedReferral;
  /** What the desk asked and waits for. */
  readonly asked: { readonly questions: readonly QuestionId[]; readonly note: string } | undefined;
  /** Whether the conversation is still there to answer in. */
  readonly talking: boolean;
  readonly appointment: KeptAppointment | undefined;
  /** How the papers stand now: document id -> holding. */
  readonly papers: { readonly [document: string]: string };
  readonly mayWithdraw: boolean;
}

export interface ClientRoom {
  open(token: string): Promise<Closed | StatusView>;
  /** What the client writes to the desk's questions. */
  answer(token: string, form: FormFields): Promise<Pressed<StatusView>>;
  tick(token: string, form: FormFields): Promise<Pressed<StatusView>>;
  withdraw(token: string): Promise<Pressed<StatusView>>;
  erase(token: string): Promise<Closed | { readonly is: 'done' }>;
  /** The conversation to go on in; undefined where it is gone. */
  conversation(token: string): Promise<Closed | { readonly is: 'found'; readonly key: string | undefined }>;
  calendar(token: string, words: CalendarWords): Promise<Closed | Calendar>;
}

/** The texts of a calendar entry. */
export interface CalendarWords {
  /** Such as "Appointment with One-Stop-Shop Ghent (call)"; never the client's name. */
  title(view: { readonly desk: string; readonly how: string }): string;
  /** Such as "Reference: WW-..." */
  note(reference: string): string;
}
/** undefined: there is no appointment. */
type Calendar = { readonly is: 'calendar'; readonly ics: string | undefined };

/** Looks a referral up for another system, by its bearer token. */
export type FindStatus = (
  token: string,
  reference: string,
) => Promise<Closed | { readonly is: 'unknown' } | { readonly is: 'found'; readonly status: ReferralStatus }>;
