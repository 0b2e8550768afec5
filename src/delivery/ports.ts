/** What delivery needs of others. Delivery owns the types; src/app.ts plugs in who provides. */
import type { KyselyTransactionLike } from 'pg-boss';
import type { Referral, ReferralState } from '../domain/referral.ts';
import type { Settlement } from './attempt.ts';
import type { Channel } from './desks.ts';

/** The caller's open transaction: what is queued through it commits or rolls back with the rest. */
export type Trx = KyselyTransactionLike;

/** One attempt at one channel of one referral. */
export interface Errand {
  readonly referral: Referral;
  readonly channel: unknown;
  /** 1 for the first. */
  readonly attempt: number;
  /** 0 for the first channel of this referral. */
  readonly nth: number;
}

/** A way in which a referral goes to its desk, for operators: codes and addresses of desks, nothing of a client. */
export interface DeliveryRecord {
  readonly id: number;
  readonly reference: string;
  readonly channel: unknown;
  readonly state: 'waiting' | 'done' | 'parked' | 'dropped';
  readonly attempts: number;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly nextAt: Date;
}

/** Which deliveries there are and how they stand. A job names a delivery and its try; an older try is void. */
export interface DeliveryStore {
  /** The desk a referral goes to and its state; undefined when there is no such referral or nothing of it is left. */
  deskOf(trx: Trx, reference: string): Promise<{ readonly deskId: string; readonly state: ReferralState } | undefined>;
  /** Writes down one delivery a channel, but for channels that are done or still wait. Gives the new ids, in order. */
  plan(trx: Trx, reference: string, channels: readonly Channel[]): Promise<readonly number[]>;
  /** A referral that no channel can take: parked with this reason, for an operator to see. */
  planNone(trx: Trx, reference: string, reason: string): Promise<void>;
  /** Counts an attempt; undefined when there is nothing (any more) to send for this try. */
  begin(delivery: number, nth: number): Promise<Errand | undefined>;
  /** Writes down how an attempt ended; on 'retry', `requeue` adds the next job in the same transaction. */
  settle(
    delivery: number,
    nth: number,
    settlement: Settlement,
    requeue: (trx: Trx, nth: number) => Promise<void>,
  ): Promise<void>;
  /** Deliveries of one referral, or of all that are in one of these states; oldest first. */
  list(
    of: { readonly reference: string } | { readonly states: readonly DeliveryRecord['state'][] },
  ): Promise<readonly DeliveryRecord[]>;
  /** Takes parked deliveries off the list and sets the referral back to submitted; `plan` then starts them anew. */
  redrive(reference: string, plan: (trx: Trx) => Promise<void>): Promise<'redriven' | 'nothing-parked' | 'unknown'>;
  /** Stops what still waits, by hand. */
  park(reference: string): Promise<'parked' | 'nothing-waiting' | 'unknown'>;
}

/** How the jobs reach the database: the same one as the data. */
export type JobDatabase =
  | { readonly kind: 'embedded'; readonly pglite: import('pg-boss').PGliteLike }
  | { readonly kind: 'server'; readonly databaseUrl: string };
