/**
 * Who wants to know that a conversation's log grew. What this process wrote is told at once;
 * what another process on the same server wrote comes by LISTEN/NOTIFY, on a connection of its own.
 */
import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';

const CHANNEL = 'wegwijzer_log';
/** Longer than a commit can be in flight while the connection broke. */
const OVERLAP_MS = 10_000;

type Listener = (conversation: string) => void;

export interface Changes {
  watch(listener: Listener): () => void;
  /** Tells this process's listeners; call it after the commit. */
  tell(conversation: string): void;
  /** The SQL that tells the other processes when its transaction commits. */
  notice(conversation: string): RawBuilder<unknown>;
  /** Resolves once other processes' notices arrive here too; at once when embedded. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

export function createChanges(database: Database): Changes {
  const listeners = new Set<Listener>();
  const tell = (conversation: string) => {
    for (const listener of listeners) listener(conversation);
  };
  const watch = (listener: Listener) => {
    const own: Listener = (conversation) => listener(conversation);
    listeners.add(own);
    return () => void listeners.delete(own);
  };
  if (database.kind === 'embedded') {
    const nothing = async () => {};
    return { watch, tell, notice: () => sql`null`, ready: nothing, close: nothing };
  }
  const self = randomUUID();
  const others = listen(database, (payload) => {
    if (!payload.startsWith(self)) tell(payload.slice(self.length));
  });
  // Notices that came while nobody listened are lost: everything that changed since is told once more.
  others.onGap(async (since) => {
    const grown = await database.db
      .selectFrom('conversations')
      .select('key')
      .where('touched_at', '>=', since)
      .execute();
    for (const { key } of grown) tell(key);
  });
  return {
    watch,
    tell,
    notice: (conversation) => sql`pg_notify(${CHANNEL}, ${self + conversation})`,
    ready: others.ready,
    close: others.close,
  };
}

/** Keeps one connection listening; makes a new one, with growing pauses, whenever it breaks. */
function listen(database: Extract<Database, { kind: 'server' }>, onNotice: (payload: string) => void) {
  let client: pg.Client | undefined;
  let closed = false;
  let failures = 0;
  let lostAt: Date | undefined;
  let timer: NodeJS.Timeout | undefined;
  let fillGap: (since: Date) => Promise<void> = async () => {};
  let settleReady: () => void;
  const ready = new Promise<void>((resolve) => {
    settleReady = resolve;
  });

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: database.databaseUrl,
      application_name: 'wegwijzer listen',
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    client = fresh;
    fresh.on('notification', ({ payload }) => onNotice(payload ?? ''));
    fresh.on('error', () => lose(fresh));
    fresh.on('end', () => lose(fresh));
    try {
      await fresh.connect();
      await fresh.query(`listen ${CHANNEL}`);
      failures = 0;
      if (lostAt !== undefined) await fillGap(new Date(lostAt.getTime() - OVERLAP_MS));
      lostAt = undefined;
      settleReady();
    } catch {
      lose(fresh);
    }
  };
  const lose = (broken: pg.Client): void => {
    if (closed || client !== broken) return;
    client = undefined;
    lostAt ??= new Date();
    broken.end().catch(() => {});
    timer = setTimeout(() => void connect(), Math.min(10_000, 100 * 2 ** failures++));
    timer.unref();
  };
  void connect();

  return {
    onGap(fill: (since: Date) => Promise<void>) {
      fillGap = fill;
    },
    ready: () => ready,
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
