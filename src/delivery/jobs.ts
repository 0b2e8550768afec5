/** pg-boss, set up once: the queues, the schedules, and the order in which they must come up. */
import { createHash } from 'node:crypto';
import { fromKysely, fromPglite, type JobWithMetadata, PgBoss } from 'pg-boss';
import type { JobDatabase, Trx } from './ports.ts';

const DELIVER = 'deliver-referral';
const MAIL = 'mail';
/** The id of no job. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** A recurring duty, such as forgetting what is old. `cron` is read in Belgian time. */
export interface Chore {
  readonly cron: string;
  readonly run: () => Promise<unknown>;
}

export interface DeliverJob {
  readonly delivery: number;
  /** Which try of that delivery; an older one is void. */
  readonly nth: number;
}

/** A letter that is no referral and no news of one; all there is of it is in its job. */
export interface MailJob<Letter extends object = object> {
  readonly letter: Letter;
  /** The same for every repeat: a second one that waits is none. */
  readonly key: string;
  /** When it was queued first, ISO 8601. */
  readonly at: string;
  /** 1 for the first. */
  readonly attempt: number;
}

export interface JobSettings {
  readonly database: JobDatabase;
  readonly chores: { readonly [queue: string]: Chore };
  /** Told of errors of the queue itself; they hold no data of a job. */
  readonly onError: (error: Error) => void;
  /** Seconds without a sign of life after which another process takes a job over. */
  readonly heartbeatSeconds?: number;
}

export interface Jobs {
  /** Brings the queues up; needed before `send`. */
  prepare(): Promise<void>;
  send(trx: Trx, job: DeliverJob, notBefore?: Date): Promise<void>;
  /** Queues a letter; outside a transaction where none is given. */
  mail(job: MailJob, options?: { readonly trx?: Trx | undefined; readonly notBefore?: Date }): Promise<void>;
  /** Begins to work off the queues. A mail job is deleted with what it holds as soon as it has run. */
  work(deliver: (job: DeliverJob) => Promise<void>, mail: (job: MailJob) => Promise<void>): Promise<void>;
  /** Waits for jobs that run, up to ten seconds. */
  stop(): Promise<void>;
}

export function createJobs({ database, chores, onError, heartbeatSeconds = 10 }: JobSettings): Jobs {
  const boss = new PgBoss({
    ...(database.kind === 'embedded'
      ? { db: fromPglite(database.pglite), backend: 'pglite' as const }
      : { connectionString: database.databaseUrl, max: 4 }),
    useListenNotify: true,
    // How soon a job whose process died is found and given to another.
    superviseIntervalSeconds: heartbeatSeconds,
    monitorIntervalSeconds: heartbeatSeconds,
    // How soon it is seen that many wait.
    queueCacheIntervalSeconds: heartbeatSeconds,
  });
  boss.on('error', onError);
  let prepared = false;
  const mustBePrepared = () => {
    if (!prepared) throw new Error('Nothing can be queued before the jobs are prepared.');
  };

  return {
    async prepare() {
      await boss.start();
      const queue = {
        notify: true,
        heartbeatSeconds,
        expireInSeconds: 300,
        // pg-boss's own retries are for processes that died; a failed attempt gets its next job from us.
        retryLimit: 1_000,
        retryDelay: 1,
        retryBackoff: true,
        retryDelayMax: 300,
      };
      // The deliveries' own table keeps what became of them.
      await boss.createQueue(DELIVER, { ...queue, retentionSeconds: 30 * 86_400, deleteAfterSeconds: 86_400 });
      await boss.createQueue(MAIL, { ...queue, retentionSeconds: 3 * 86_400, deleteAfterSeconds: 1 });
      for (const [queue, { cron }] of Object.entries(chores)) {
        await boss.createQueue(queue, { retryLimit: 2, retryDelay: 60 });
        await boss.schedule(queue, cron, null, { tz: 'Europe/Brussels', missed: 'once' });
      }
      // pg-boss asks for a queue that it has not met yet on its own connection. Inside a transaction of the embedded
      // database, which has one connection, that question would wait for the transaction and the transaction for it.
      for (const name of [DELIVER, MAIL]) {
        await boss.findJobs(name, { id: NOBODY });
        if (database.kind === 'embedded') await adoptOrphans(boss, name);
      }
      prepared = true;
    },

    async send(trx, job, notBefore) {
      mustBePrepared();
      const options = notBefore === undefined ? {} : { startAfter: notBefore };
      await boss.send(DELIVER, job, { ...options, db: fromKysely(trx) });
    },

    async mail(job, { trx, notBefore } = {}) {
      mustBePrepared();
      await boss.send(MAIL, job, {
        id: idOf(`${job.key} ${job.attempt}`),
        ...(notBefore === undefined ? {} : { startAfter: notBefore }),
        ...(trx === undefined ? {} : { db: fromKysely(trx) }),
      });
    },

    async work(deliver, mail) {
      // One every two seconds; after an outage, when many wait, one after another.
      const pace = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2, burstWhenReadyExceeds: 5 };
      await boss.work<DeliverJob>(DELIVER, { ...pace, localConcurrency: 2 }, async ([job]) => {
        if (job !== undefined) await deliver(job.data);
      });
      await boss.work<MailJob>(MAIL, pace, async ([job]) => {
        if (job === undefined) return;
        await mail(job.data);
        await boss.deleteJob(MAIL, job.id);
      });
      for (const [queue, { run }] of Object.entries(chores)) {
        await boss.work(queue, { pollingIntervalSeconds: 30 }, async () => void (await run()));
      }
    },

    async stop() {
      await boss.stop({ graceful: true, timeout: 10_000 });
      prepared = false; // not before: an attempt that just failed still queues its next one
    },
  };
}

/** An embedded database has one process, and that one has only just started: a running job is one that died with it. */
async function adoptOrphans(boss: PgBoss, queue: string): Promise<void> {
  const jobs: JobWithMetadata[] = await boss.findJobs(queue);
  const orphans = jobs.filter(({ state }) => state === 'active').map(({ id }) => id);
  if (orphans.length > 0) await boss.fail(queue, orphans, { reason: 'process-died' });
}

/** A UUID that says no more than its key does (RFC 9562, version 8). */
function idOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
