/** What delivery needs of others. Delivery owns the types; src/app.ts plugs in who provides. */
import type { KyselyTransactionLike } from 'pg-boss';
import type { Audience, HistoryEvent, HistoryLine } from '../domain/follow-up.ts';
import type { Language, Referral, ReferralState } from '../domain/referral.ts';
import type { SendResult, Settlement } from './attempt.ts';
import type { Channel } from './desks.ts';

export type { Sheet } from './sheet.ts';

/** The caller's open transaction: what is queued through it commits or rolls back with the rest. */
export type Trx = KyselyTransactionLike;

/** One attempt at one channel of one referral: to bring it to its desk, or to tell somebody what became of it. */
export type Errand = {
  readonly reference: string;
  /** The conversation that the referral came of; undefined once it is erased or forgotten. */
  readonly conversation: string | undefined;
  readonly channel: unknown;
  readonly audience: Audience;
  /** 1 for the first. */
  readonly attempt: number;
  /** 0 for the first delivery of this referral. */
  readonly nth: number;
  /** Part of the referral's key on this kind of channel: 0 until it was begun anew, where no repeat was wanted. */
  readonly generation: number;
} & (
  | { readonly about: undefined; readonly referral: Referral }
  /** What to tell of; the referral itself may be erased since. */
  | { readonly about: HistoryLine; readonly referral: Referral | undefined }
);

/** A delivery, for operators: codes and addresses of desks, nothing of a client. */
export interface DeliveryRecord {
  readonly id: number;
  readonly reference: string;
  readonly channel: unknown;
  readonly audience: Audience;
  /** The line of the history that it tells of; undefined: the referral itself. */
  readonly about: number | undefined;
  readonly state: 'waiting' | 'done' | 'parked' | 'dropped';
  readonly attempts: number;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly nextAt: Date;
}

/** A line of the history that was just written. */
export interface Line {
  readonly reference: string;
  readonly line: number;
  readonly event: HistoryEvent;
  readonly note: string | null;
}
/** Queues what must be told of a line, in the transaction that writes it. */
export type AnnounceLine = (trx: Trx, line: Line) => Promise<void>;

/** Who may have to hear of a referral. */
export interface Hearers {
  readonly referral: Referral | undefined;
  readonly conversation: string | undefined;
  readonly counsellor: string | undefined;
  /** Whether that counsellor linked a chat to their account. */
  readonly counsellorChats?: boolean;
  readonly deskId: string | undefined;
  /** The desk's channels that have the referral, or may have it: of an attempt that broke off nobody knows. */
  readonly deliveredTo: readonly unknown[];
}

/** Whether a channel that was stored is one of this desk as it is configured now. */
export type IsTheirs = (deskId: string | undefined, channel: unknown) => boolean;

/** Which deliveries there are and how they stand. A job names a delivery and its try; an older try is void. */
export interface DeliveryStore {
  /** The desk a referral goes to and its state; undefined when there is no such referral or nothing of it is left. */
  deskOf(trx: Trx, reference: string): Promise<{ readonly deskId: string; readonly state: ReferralState } | undefined>;
  /**
   * Writes down one delivery a channel, but for channels that are done or still wait. Gives the new ids, in order. A
   * live handover that is planned again is a new one; a mailbox or an endpoint gets a repeat, unless it is `anew`.
   */
  plan(trx: Trx, reference: string, channels: readonly Channel[], anew?: boolean): Promise<readonly number[]>;
  /** Writes down what must be told of a line, one delivery a channel, once. Gives the new ids, in order. */
  planNotices(
    trx: Trx,
    line: Line,
    notices: readonly { readonly audience: Audience; readonly channel: Channel }[],
  ): Promise<readonly number[]>;
  whoHears(trx: Trx, reference: string): Promise<Hearers | undefined>;
  /** A referral that no channel can take: parked with this reason, for an operator to see. */
  planNone(trx: Trx, reference: string, reason: string, announce: AnnounceLine): Promise<void>;
  /** Counts an attempt; undefined when there is nothing (any more) to send for this try. */
  begin(delivery: number, nth: number): Promise<Errand | undefined>;
  /** Writes down how an attempt ended; on 'retry', `requeue` adds the next job in the same transaction. */
  settle(
    delivery: number,
    nth: number,
    settlement: Settlement,
    then: { readonly requeue: (trx: Trx, nth: number) => Promise<void>; readonly announce: AnnounceLine },
  ): Promise<void>;
  /** Deliveries of one referral, or of all that are in one of these states; oldest first. */
  list(
    of: { readonly reference: string } | { readonly states: readonly DeliveryRecord['state'][] },
  ): Promise<readonly DeliveryRecord[]>;
  /**
   * Starts what is parked anew: the referral itself by `plan`, after it is taken off the list and set back to
   * submitted; what was to be told of it by `requeue`, a new try of the same delivery. Where somebody has it who is not
   * the desk's any more (`isTheirs`), the desk's link ends, and what is planned is `anew`.
   */
  redrive(
    reference: string,
    then: {
      readonly plan: (trx: Trx, anew: boolean) => Promise<void>;
      readonly isTheirs: IsTheirs;
      readonly requeue: (trx: Trx, delivery: number, nth: number) => Promise<void>;
      readonly announce: AnnounceLine;
    },
  ): Promise<'redriven' | 'nothing-parked' | 'unknown'>;
  /**
   * Ends the links of the desk and of the client. The referral goes to the desk `anew`, unless it is over, and the client
   * is told; 'revoked' where nothing of the referral is left to send.
   */
  relink(
    reference: string,
    then: {
      readonly plan: (trx: Trx, anew: boolean) => Promise<void>;
      readonly isTheirs: IsTheirs;
      readonly announce: AnnounceLine;
    },
  ): Promise<'relinked' | 'revoked' | 'unknown'>;
  /**
   * What a channel of this kind took counts as not sent after all; `judge` says of so many attempts what comes next.
   * Nothing happens when no such delivery is done.
   */
  takeBack(
    reference: string,
    kind: Channel['kind'],
    judge: (attempts: number) => Settlement,
    then: {
      readonly requeue: (trx: Trx, delivery: number, nth: number, notBefore: Date) => Promise<void>;
      readonly announce: AnnounceLine;
    },
  ): Promise<void>;
  /** Stops what still waits, by hand. */
  park(reference: string, announce: AnnounceLine): Promise<'parked' | 'nothing-waiting' | 'unknown'>;
}

/** What there is to tell of a referral: a line of its history, and the referral as far as it is still kept. */
export interface Told {
  readonly reference: string;
  readonly line: HistoryLine;
  readonly referral: Referral | undefined;
}
/**
 * Says it in the conversation with this key. A conversation that is gone is `accepted` with the receipt 'gone': there
 * is nobody left to tell. The same line may come twice, when the process died before it was written down.
 */
export type TellConversation = (key: string, told: Told) => Promise<SendResult>;

/** Says it in every chat that this counsellor linked to their account; a chat that is gone is told, as above. */
export type TellCounsellor = (counsellor: string, told: Told) => Promise<SendResult>;

/** What a live desk gets with `handoff.initiate`: Bot Framework's handoff protocol, event value "context". */
export interface Handover {
  /**
   * The same for every repeat: the activity's id where the channel lets us choose it. What a hub gave back, or an
   * operator drives again, is handed over under a new one: it must be said again.
   */
  readonly key: string;
  readonly reference: string;
  readonly context: { readonly [name: string]: unknown };
}
/** Puts the event into the conversation with this key; what the hub makes of it comes back as `handoff.status`. */
export type InitiateHandoff = (key: string, handover: Handover) => Promise<SendResult>;

/** Where a counsellor is told, and how they call this client; undefined when the counsellor is gone. */
export type CounsellorAddress = (
  counsellor: string,
  reference: string,
) => Promise<
  | {
      readonly email: string;
      readonly name: string;
      readonly language: Language;
      readonly label: string | undefined;
      /** Whether the address is (still) on the list of counsellors: what is told of a client goes to no other. */
      readonly allowed: boolean;
    }
  | undefined
>;

/**
 * The whole address of a page: behind a signed link for the desk and the client; the counsellor signs in; what is to be
 * printed shows in the browser of the conversation alone.
 */
export type LinkTo = (page: 'desk' | 'status' | 'counsellor' | 'print', reference: string) => Promise<string>;

/** How the jobs reach the database: the same one as the data. */
export type JobDatabase =
  | { readonly kind: 'embedded'; readonly pglite: import('pg-boss').PGliteLike }
  | { readonly kind: 'server'; readonly databaseUrl: string };
