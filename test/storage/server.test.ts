/** What several processes on one PostgreSQL may count on. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Database, openDatabase } from '../../src/storage/database.ts';
import { createStore, type Store } from '../../src/storage/store.ts';
import { aTurn } from '../delivery/a-referral.ts';
import { freshDatabaseUrl } from './databases.ts';

/** A busy machine may take its time; one that is not is not held up. */
const PATIENCE = { timeout: 25_000, interval: 20 };

let databaseUrl: string;
let database: Database;
let other: Database;
let here: Store;
let there: Store;

beforeAll(async () => {
  databaseUrl = await freshDatabaseUrl();
  // Both at once: two processes that start together migrate once.
  [database, other] = await Promise.all([
    openDatabase({ dataDir: 'unused', databaseUrl }),
    openDatabase({ dataDir: 'unused', databaseUrl }),
  ]);
  here = createStore({ database, enqueue: async () => {}, announce: async () => {} });
  there = createStore({ database: other, enqueue: async () => {}, announce: async () => {} });
  await Promise.all([here.ready(), there.ready()]);
});
afterAll(async () => {
  await here.close();
  await there.close();
  await database.close();
  await other.close();
});

it('tells of what another process wrote', async () => {
  await here.log.create({ id: 'told', userId: 'dl_1', locale: undefined });
  const heard: string[] = [];
  const stop = there.log.watch((conversation) => heard.push(conversation));
  await here.conversations.commit(aTurn('told'));
  await vi.waitFor(() => expect(heard).toEqual(['told']), PATIENCE);
  stop();
});

it('tells of its own writes once', async () => {
  await here.log.create({ id: 'own', userId: 'dl_1', locale: undefined });
  await here.log.create({ id: 'marker', userId: 'dl_1', locale: undefined });
  const heard: string[] = [];
  const stop = here.log.watch((conversation) => heard.push(conversation));
  await here.conversations.commit(aTurn('own'));
  await there.conversations.commit(aTurn('marker')); // comes after whatever the server repeats of ours
  await vi.waitFor(() => expect(heard).toContain('marker'), PATIENCE);
  expect(heard).toEqual(['own', 'marker']);
  stop();
});

it('listens again after its connection broke, and tells what it missed', async () => {
  await here.log.create({ id: 'missed', userId: 'dl_1', locale: undefined });
  const heard = new Set<string>();
  const stop = there.log.watch((conversation) => heard.add(conversation));
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'wegwijzer listen' and datname = current_database()`.execute(database.db);
  await here.conversations.commit(aTurn('missed'));
  await vi.waitFor(() => expect(heard).toContain('missed'), PATIENCE);
  await here.log.create({ id: 'again', userId: 'dl_1', locale: undefined });
  await here.conversations.commit(aTurn('again'));
  await vi.waitFor(() => expect(heard).toContain('again'), PATIENCE);
  stop();
});

it('survives that all its idle connections are closed by the server', async () => {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(other.db);
  await vi.waitFor(() => here.measure(), PATIENCE);
  expect(await here.log.exclusively('after', async () => 'runs')).toBe('runs');
});

it('runs one turn of a conversation at a time in two processes', async () => {
  const store = new URL('../../src/storage/store.ts', import.meta.url).href;
  const opening = new URL('../../src/storage/database.ts', import.meta.url).href;
  // Reads, waits for the other one to do the same if it can, writes: without the lock, steps get lost.
  const code = `
    const { openDatabase } = await import(${JSON.stringify(opening)});
    const { createStore } = await import(${JSON.stringify(store)});
    const database = await openDatabase({ dataDir: 'unused', databaseUrl: ${JSON.stringify(databaseUrl)} });
    const { log, conversations, close } = createStore({ database, enqueue: async () => {}, announce: async () => {} });
    const turn = () => log.exclusively('counted', async () => {
      const saved = (await conversations.load('counted')) ?? { v: 1, misses: 0 };
      await new Promise(setImmediate);
      await conversations.commit({ key: 'counted', inbound: undefined, saved: { ...saved, misses: saved.misses + 1 }, replies: [] });
    });
    await Promise.all(Array.from({ length: 60 }, turn));
    await close();
    await database.close();`;
  await here.log.create({ id: 'counted', userId: 'dl_1', locale: undefined });
  const exits = [0, 1].map(async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' });
    return (await once(child, 'exit'))[0];
  });
  expect(await Promise.all(exits)).toEqual([0, 0]);
  expect((await here.conversations.load('counted'))?.misses).toBe(120);
});

it('lets go of a conversation when the process that held it is killed', async () => {
  const store = new URL('../../src/storage/store.ts', import.meta.url).href;
  const opening = new URL('../../src/storage/database.ts', import.meta.url).href;
  const code = `
    const { openDatabase } = await import(${JSON.stringify(opening)});
    const { createStore } = await import(${JSON.stringify(store)});
    const database = await openDatabase({ dataDir: 'unused', databaseUrl: ${JSON.stringify(databaseUrl)} });
    const { log } = createStore({ database, enqueue: async () => {}, announce: async () => {} });
    await log.exclusively('held', async () => { console.log('held'); await new Promise(() => setInterval(() => {}, 1000)); });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  let ran = false;
  const turn = here.log.exclusively('held', async () => {
    ran = true;
  });
  await here.log.exclusively('not held', async () => {});
  expect(ran).toBe(false);
  child.kill('SIGKILL');
  await turn;
  expect(ran).toBe(true);
});

it('does not let turns that wait for other processes stop the rest', async () => {
  // Every lock connection of `there` waits for a turn that `here` runs; `here` still gets on.
  const release = Promise.withResolvers<void>();
  const started: Promise<void>[] = [];
  const held = Array.from({ length: 8 }, (_, n) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    started.push(promise);
    return here.log.exclusively(`busy ${n}`, async () => {
      resolve();
      await release.promise;
    });
  });
  await Promise.all(started);
  const waiting = Array.from({ length: 8 }, (_, n) => there.log.exclusively(`busy ${n}`, async () => n));
  await there.measure(); // queries have their own connections
  release.resolve();
  await Promise.all(held);
  expect(await Promise.all(waiting)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});
