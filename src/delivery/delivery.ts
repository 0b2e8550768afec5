/** Referrals on their way to a desk: queued with the referral itself, tried until delivered or parked. */
import { attemptDelivery, type SendResult } from './attempt.ts';
import { type Channel, channelSchema, type Desks } from './desks.ts';
import { type Chore, createJobs, type DeliverJob } from './jobs.ts';
import type { DeliveryStore, Errand, JobDatabase, Trx } from './ports.ts';

/** Brings a referral to one channel. Never throws for what a peer does: that is an outcome. */
export type Send<C extends Channel = Channel> = (errand: Errand, channel: C) => Promise<SendResult>;

export interface DeliverySettings {
  readonly store: DeliveryStore;
  readonly database: JobDatabase;
  readonly desks: Desks;
  /** One sender a kind of channel. */
  readonly senders: { readonly [kind in Channel['kind']]: Send<Extract<Channel, { kind: kind }>> };
  readonly chores?: { readonly [queue: string]: Chore };
  readonly onError: (error: Error) => void;
  readonly now?: () => Date;
  readonly random?: () => number;
  readonly heartbeatSeconds?: number;
}

export interface Delivery {
  /** Queues a stored referral in the caller's transaction: both are kept, or neither. */
  enqueue(trx: Trx, reference: string): Promise<void>;
  /** Brings the queues up and works them off; with `work: false` only the former, for a command that redrives. */
  start(options?: { readonly work?: boolean }): Promise<void>;
  stop(): Promise<void>;
}

export function createDelivery(settings: DeliverySettings): Delivery {
  const { store, database, desks, senders, chores = {}, onError, heartbeatSeconds } = settings;
  const now = settings.now ?? (() => new Date());
  const random = settings.random ?? Math.random;
  const jobs = createJobs({
    database,
    chores,
    onError,
    ...(heartbeatSeconds === undefined ? {} : { heartbeatSeconds }),
  });

  const send = (errand: Errand): Promise<SendResult> => {
    const channel = channelSchema.safeParse(errand.channel);
    // Stored by an older version that knew a kind which is gone: an operator redrives it to today's channels.
    if (!channel.success) return Promise.resolve({ is: 'refused', code: 'unknown-channel' });
    return senders[channel.data.kind](errand, channel.data);
  };

  const deliver = async ({ delivery, nth }: DeliverJob): Promise<void> => {
    const errand = await store.begin(delivery, nth);
    if (errand === undefined) return;
    try {
      const settlement = await attemptDelivery(errand.attempt, () => send(errand), now, random);
      await store.settle(delivery, nth, settlement, async (trx, next) => {
        if (settlement.state === 'retry') await jobs.send(trx, { delivery, nth: next }, settlement.notBefore);
      });
    } catch (error) {
      onError(error as Error);
      throw error; // pg-boss tries the job again; the attempts that are counted end it
    }
  };

  return {
    async enqueue(trx, reference) {
      const to = await store.deskOf(trx, reference);
      if (to === undefined) return;
      const desk = desks.find(to.deskId);
      if (desk === undefined) return store.planNone(trx, reference, 'no-such-desk');
      for (const delivery of await store.plan(trx, reference, desk.channels)) {
        await jobs.send(trx, { delivery, nth: 1 });
      }
    },
    async start({ work = true } = {}) {
      await jobs.prepare();
      if (work) await jobs.work(deliver);
    },
    stop: () => jobs.stop(),
  };
}
