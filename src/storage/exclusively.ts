/**
 * One turn of a conversation at a time. In this process by a queue per conversation; between processes on one server
 * by an advisory lock that its connection holds, so a killed process lets go by dying.
 *
 * Locks have a pool of their own: a turn that holds one still gets connections for its queries, and turns that wait for
 * one never take the connections that would let the holder finish.
 */
import pg from 'pg';
import type { Database } from './database.ts';

export interface Turns {
  exclusively<T>(conversation: string, work: () => Promise<T>): Promise<T>;
  /** Waits for the turns that run. */
  close(): Promise<void>;
}

export function createTurns(database: Database, lockConnections = 8): Turns {
  const tails = new Map<string, Promise<unknown>>();
  const locks = database.kind === 'server' ? createLocks(database.databaseUrl, lockConnections) : undefined;

  return {
    exclusively<T>(conversation: string, work: () => Promise<T>): Promise<T> {
      const before = tails.get(conversation) ?? Promise.resolve();
      const run = locks === undefined ? work : () => locks.hold(conversation, work);
      const result = before.then(run);
      const tail = result.then(
        () => {},
        () => {},
      );
      tails.set(conversation, tail);
      void tail.then(() => {
        if (tails.get(conversation) === tail) tails.delete(conversation);
      });
      return result;
    },
    async close() {
      while (tails.size > 0) await Promise.all(tails.values());
      await locks?.close();
    },
  };
}

/**
 * When the lock's connection breaks while a turn runs, that turn is not stopped: the store refuses to commit an
 * inbound activity that another process already answered.
 */
function createLocks(databaseUrl: string, max: number) {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max,
    application_name: 'wegwijzer locks',
    keepAlive: true,
  });
  pool.on('error', () => {});
  // A connection can also break between two of its uses here, when nobody listens for this turn.
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    async hold<T>(key: string, work: () => Promise<T>): Promise<T> {
      const client = await pool.connect();
      let broken: Error | undefined;
      const onError = (error: Error) => {
        broken = error;
      };
      client.on('error', onError);
      try {
        await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [key]);
        return await work();
      } finally {
        await client
          .query('select pg_advisory_unlock(hashtextextended($1, 0))', [key])
          .catch((error: Error) => onError(error));
        client.off('error', onError);
        // A connection that could not unlock is closed: that unlocks too.
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}
