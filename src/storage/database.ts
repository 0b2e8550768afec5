/** The database behind everything: PGlite in DATA_DIR, or the PostgreSQL that DATABASE_URL names. One SQL for both. */
import type { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, sql, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { lockDataDirectory } from './data-directory.ts';
import { IN_MEMORY, makeTemplate, openEmbedded } from './embedded.ts';
import { migrations } from './migrations.ts';
import type { Schema } from './schema.ts';

export type Trx = Transaction<Schema>;
/** A transaction, or the database itself. */
export type Queries = Kysely<Schema>;

export type Database = {
  readonly db: Kysely<Schema>;
  /** Waits for what runs, closes, and lets go of the data directory. */
  close(): Promise<void>;
} & (
  | { readonly kind: 'embedded'; readonly pglite: PGlite }
  | { readonly kind: 'server'; readonly databaseUrl: string }
);

export interface DatabaseSettings {
  readonly databaseUrl?: string | undefined;
  /** Holds the embedded database; `memory://` keeps it in memory, for tests. */
  readonly dataDir: string;
  /** Connections for queries on a server; locks, LISTEN and jobs have their own. */
  readonly poolSize?: number;
}

/**
 * Opens the database and brings its schema up to date.
 * Throws DataDirectoryInUse when another process has the embedded one, and the driver's error when a server cannot be
 * reached: the process cannot do anything without it.
 */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  const database = settings.databaseUrl
    ? connect(settings.databaseUrl, settings.poolSize ?? 10)
    : await embed(settings.dataDir);
  try {
    await migrate(database.db);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

function connect(databaseUrl: string, max: number): Database {
  const pool = new pg.Pool({ connectionString: databaseUrl, max, application_name: 'wegwijzer' });
  // An idle connection that breaks (a restart of the server) must not end the process: the pool makes a new one.
  pool.on('error', () => {});
  // So must one that is in use: its query fails and says so.
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return { kind: 'server', databaseUrl, db, close: () => db.destroy() };
}

/**
 * Kysely's own PGlite dialect runs a transaction inside `pglite.transaction()`, so that what others (pg-boss) write
 * meanwhile waits for its end instead of falling into it; test/storage/embedded.test.ts holds that.
 */
async function embed(dataDir: string): Promise<Database> {
  const unlock = dataDir === IN_MEMORY ? () => {} : lockDataDirectory(dataDir);
  try {
    const pglite = await openEmbedded(dataDir, TEMPLATE);
    const db = new Kysely<Schema>({ dialect: new PGliteDialect({ pglite }) });
    const close = async () => {
      await db.destroy();
      if (!pglite.closed) await pglite.close();
      unlock();
    };
    return { kind: 'embedded', pglite, db, close };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Several processes may start at once on a server: Kysely's migrator locks. */
async function migrate(db: Kysely<Schema>): Promise<void> {
  if (await isUpToDate(db)) return;
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** Asking the migrator costs most of a second of catalogue queries in the embedded database, at every start. */
async function isUpToDate(db: Kysely<Schema>): Promise<boolean> {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
    return rows.map(({ name }) => name).join() === Object.keys(migrations).toSorted().join();
  } catch {
    return false; // no migration ever ran here
  }
}

/** Makes the template of the embedded database, with our tables in it, unless it is there. */
export async function prepareTemplate(): Promise<void> {
  await makeTemplate(TEMPLATE, async (pglite) => {
    await migrate(new Kysely<Schema>({ dialect: new PGliteDialect({ pglite }) }));
  });
}

/** A template belongs to the tables it holds. */
const TEMPLATE = Object.keys(migrations).toSorted().at(-1) ?? 'empty';
