/** What the store needs of others; src/app.ts plugs in who provides. */
import type { Activity } from 'botbuilder';
import type { HistoryEvent } from '../domain/follow-up.ts';
import type { Language } from '../domain/referral.ts';
import type { Trx } from './database.ts';

/** Queues the delivery of a referral in the transaction that stores it; nothing is queued when that rolls back. */
export type EnqueueDelivery = (trx: Trx, reference: string) => Promise<void>;

/** A new line of a referral's history. */
export interface NewLine {
  readonly reference: string;
  /** Its id in the history. */
  readonly line: number;
  readonly event: HistoryEvent;
  readonly note: string | null;
}

/** Queues what must be told of a new line, to whom, in the transaction that writes the line. */
export type Announce = (trx: Trx, line: NewLine) => Promise<void>;

/** What is left to say where a conversation was, once the person went on with it elsewhere. */
export type SayMovedOn = (language: Language) => Partial<Activity>;

export type Clock = () => Date;
