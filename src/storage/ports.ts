/** What the store needs of others; src/app.ts plugs in who provides. */
import type { Trx } from './database.ts';

/** Queues the delivery of a referral in the transaction that stores it; nothing is queued when that rolls back. */
export type EnqueueDelivery = (trx: Trx, reference: string) => Promise<void>;

export type Clock = () => Date;
