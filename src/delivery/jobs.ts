/** pg-boss, set up once: the queues, the schedules, and the order in which they must come up. */
import { fromKysely, fromPglite, type JobWithMetadata, PgBoss } from 'pg-boss';
import type { JobDatabase, Trx } from './ports.ts';

const DELIVER = 'deliver-referral';
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
  /** Begins to work off the queues. */
  work(deliver: (job: DeliverJob) => Promise<void>): Promise<void>;
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
  });
  boss.on('error', onError);
  let prepared = false;

  return {
    async prepare() {
      await boss.start();
      await boss.createQueue(DELIVER, {
        notify: true,
        heartbeatSeconds,
        expireInSeconds: 300,
        // pg-boss's own retries are for processes that died; a failed attempt gets its next job from us.
        retryLimit: 1_000,
        retryDelay: 1,
        retryBackoff: true,
        retryDelayMax: 300,
        retentionSeconds: 30 * 86_400,
        // The deliveries' own table keeps what became of them.
        deleteAfterSeconds: 86_400,
      });
      for (const [queue, { cron }] of Object.entries(chores)) {
        await boss.createQueue(queue, { retryLimit: 2, retryDelay: 60 });
        await boss.schedule(queue, cron, null, { tz: 'Europe/Brussels', missed: 'once' });
      }
      // pg-boss asks for a queue that it has not met yet on its own connection. Inside a transaction of the embedded
      // database, which has one connection, that question would wait for the transaction and the transaction for it.
      await boss.findJobs(DELIVER, { id: NOBODY });
      if (database.kind === 'embedded') await adoptOrphans(boss);
      prepared = true;
    },

    async send(trx, job, notBefore) {
      if (!prepared) throw new Error('Nothing can be queued before the jobs are prepared.');
      const options = notBefore === undefined ? {} : { startAfter: notBefore };
      await boss.send(DELIVER, job, { ...options, db: fromKysely(trx) });
    },

    async work(deliver) {
      await boss.work<DeliverJob>(
        DELIVER,
        { localConcurrency: 2, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 },
        async ([job]) => {
          if (job !== undefined) await deliver(job.data);
        },
      );
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
async function adoptOrphans(boss: PgBoss): Promise<void> {
  const jobs: JobWithMetadata[] = await boss.findJobs(DELIVER);
  const orphans = jobs.filter(({ state }) => state === 'active').map(({ id }) => id);
  if (orphans.length > 0) await boss.fail(DELIVER, orphans, { reason: 'process-died' });
}
