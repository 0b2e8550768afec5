import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastSuccesses, noteSuccesses } from '../../src/storage/chores.ts';
import type { Database } from '../../src/storage/database.ts';
import { KINDS, openFresh } from './databases.ts';

describe.each(KINDS)('the recurring duties on the %s database', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await openFresh(kind);
  });
  afterAll(() => database.close());

  it('are known by when they last succeeded, and only then', async () => {
    let now = new Date('2026-11-22T03:17:00Z');
    let fails = true;
    const run = async () => {
      if (fails) throw new Error('the database was asleep');
    };
    const { tidy } = noteSuccesses(database, () => now, { tidy: { cron: '17 4 * * *', run } });
    expect(tidy.cron).toBe('17 4 * * *');
    await expect(tidy.run()).rejects.toThrow('asleep');
    expect(await lastSuccesses(database)).toEqual({});
    fails = false;
    await tidy.run();
    const first = now;
    expect(await lastSuccesses(database)).toEqual({ tidy: first });
    now = new Date('2026-11-23T03:17:00Z');
    fails = true;
    await tidy.run().catch(() => {});
    expect(await lastSuccesses(database)).toEqual({ tidy: first });
    fails = false;
    await tidy.run();
    expect(await lastSuccesses(database)).toEqual({ tidy: now });
  });
});
