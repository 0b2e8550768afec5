/** Referrals on their way to a desk: queued with the referral itself, tried until delivered or parked. */
import { audiencesOf } from '../domain/follow-up.ts';
import { attemptDelivery, type SendResult, settle } from './attempt.ts';
import { type Channel, type ChannelOf, channelSchema, type Desks } from './desks.ts';
import { type Chore, createJobs, type DeliverJob, type MailJob } from './jobs.ts';
import type { SendLetter } from './mail.ts';
import { noticesFor } from './notices.ts';
import { type PlainLetter, writePlainLetter } from './plain-letter.ts';
import type { DeliveryStore, Errand, IsTheirs, JobDatabase, Line, Trx } from './ports.ts';
import type { Direction } from './short-letter.ts';

/** Brings a referral to one channel. Never throws for what a peer does: that is an outcome. */
export type Send<C extends Channel = Channel> = (errand: Errand, channel: C) => Promise<SendResult>;

export type Senders = { readonly [kind in Channel['kind']]: Send<ChannelOf<kind>> };

export interface DeliverySettings {
  readonly store: DeliveryStore;
  readonly database: JobDatabase;
  readonly desks: Desks;
  /** One sender a kind of channel. */
  readonly senders: Senders;
  /** For letters that are no referral and no news of one. */
  readonly post: SendLetter;
  readonly dir: Direction;
  readonly chores?: { readonly [queue: string]: Chore };
  readonly onError: (error: Error) => void;
  /** Told of a plain letter that nobody takes, for good, and when it was queued; perhaps twice, when the process dies. */
  readonly onRefused?: (letter: PlainLetter, queuedAt: Date) => Promise<void>;
  readonly now?: () => Date;
  readonly random?: () => number;
  readonly heartbeatSeconds?: number;
}

export interface Delivery {
  /** Queues a stored referral in the caller's transaction: both are kept, or neither. */
  enqueue(trx: Trx, reference: string): Promise<void>;
  /** Queues what must be told of a new line of a referral's history, likewise in the caller's transaction. */
  announce(trx: Trx, line: Line): Promise<void>;
  /**
   * Queues one plain letter: sent at least once, over a day if need be, with an id that repeats of the same key share.
   * With `trx` in that transaction. A letter that nobody takes is reported as a fault, without its words.
   */
  mail(letter: PlainLetter, trx?: Trx): Promise<void>;
  /**
   * What a channel took it has given back, such as a live handover that nobody answered: it is tried again after a
   * pause, or parked when its attempts are used up.
   */
  takeBack(reference: string, kind: Channel['kind'], code: string): Promise<void>;
  /** Starts everything of a referral that is parked anew, to the desk's channels as they are configured now. */
  redrive(reference: string): ReturnType<DeliveryStore['redrive']>;
  /** Ends the links of a referral: the desk gets it anew with another, as it is configured now, and so does the client. */
  relink(reference: string): ReturnType<DeliveryStore['relink']>;
  /** Stops what still waits of a referral, by hand; whoever must hear of that is told. */
  park(reference: string): ReturnType<DeliveryStore['park']>;
  /** Brings the queues up and works them off; with `work: false` only the former, for a command that redrives. */
  start(options?: { readonly work?: boolean }): Promise<void>;
  stop(): Promise<void>;
}

export function createDelivery(settings: DeliverySettings): Delivery {
  const { store, database, desks, senders, post, dir, chores = {}, onError, heartbeatSeconds } = settings;
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
    return (senders[channel.data.kind] as Send)(errand, channel.data);
  };

  const deliver = async ({ delivery, nth }: DeliverJob): Promise<void> => {
    const errand = await store.begin(delivery, nth);
    if (errand === undefined) return;
    try {
      const settlement = await attemptDelivery(errand.attempt, () => send(errand), now, random);
      const requeue = async (trx: Trx, next: number) => {
        if (settlement.state === 'retry') await jobs.send(trx, { delivery, nth: next }, settlement.notBefore);
      };
      await store.settle(delivery, nth, settlement, { requeue, announce });
    } catch (error) {
      onError(error as Error);
      throw error; // pg-boss tries the job again; the attempts that are counted end it
    }
  };

  const mail = async (job: MailJob<PlainLetter>): Promise<void> => {
    const { letter, at, attempt } = job;
    const send = () => post(writePlainLetter(letter, new Date(at), dir));
    const settlement = await attemptDelivery(attempt, send, now, random);
    if (settlement.state === 'retry') {
      await jobs.mail({ ...job, attempt: attempt + 1 }, { notBefore: settlement.notBefore });
    }
    if (settlement.state === 'parked') {
      onError(new Error(`A letter could not be sent: ${settlement.reason}`));
      await settings.onRefused?.(letter, new Date(at));
    }
  };

  const announce = async (trx: Trx, line: Line): Promise<void> => {
    if (audiencesOf(line.event).length === 0) return;
    const hearers = await store.whoHears(trx, line.reference);
    if (hearers === undefined) return;
    for (const delivery of await store.planNotices(trx, line, noticesFor(line, hearers, desks))) {
      await jobs.send(trx, { delivery, nth: 1 });
    }
  };

  const isTheirs: IsTheirs = (deskId, channel) => deskId !== undefined && desks.reaches(deskId, channel);

  const enqueue = async (trx: Trx, reference: string, anew = false): Promise<void> => {
    const to = await store.deskOf(trx, reference);
    if (to === undefined) return;
    const desk = desks.find(to.deskId);
    if (desk === undefined) return store.planNone(trx, reference, 'no-such-desk', announce);
    // In a live handover no link goes out: there is nothing to replace.
    const channels = anew ? desk.channels.filter(({ kind }) => kind !== 'handoff') : desk.channels;
    for (const delivery of await store.plan(trx, reference, channels, anew)) {
      await jobs.send(trx, { delivery, nth: 1 });
    }
  };

  return {
    enqueue: (trx, reference) => enqueue(trx, reference),
    announce,
    mail: (letter, trx) => jobs.mail({ letter, key: letter.key, at: now().toISOString(), attempt: 1 }, { trx }),
    takeBack: (reference, kind, code) =>
      store.takeBack(reference, kind, (attempts) => settle({ is: 'unreachable', code }, attempts, now, random), {
        requeue: (trx, delivery, nth, notBefore) => jobs.send(trx, { delivery, nth }, notBefore),
        announce,
      }),
    redrive: (reference) =>
      store.redrive(reference, {
        plan: (trx, anew) => enqueue(trx, reference, anew),
        isTheirs,
        requeue: (trx, delivery, nth) => jobs.send(trx, { delivery, nth }),
        announce,
      }),
    relink: (reference) =>
      store.relink(reference, { plan: (trx, anew) => enqueue(trx, reference, anew), isTheirs, announce }),
    park: (reference) => store.park(reference, announce),
    async start({ work = true } = {}) {
      await jobs.prepare();
      if (work) await jobs.work(deliver, (job) => mail(job as MailJob<PlainLetter>));
    },
    stop: () => jobs.stop(),
  };
}
