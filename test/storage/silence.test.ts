import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../src/domain/follow-up.ts';
import { type Database, openDatabase } from '../../src/storage/database.ts';
import type { NewLine } from '../../src/storage/ports.ts';
import { countSilent, remindOfSilence } from '../../src/storage/silence.ts';
import { createStore, type Store } from '../../src/storage/store.ts';
import { aReferral, aTurn } from '../delivery/a-referral.ts';
import { KINDS, openFresh } from './databases.ts';

const MONDAY = new Date('2026-11-23T09:00:00Z');
const day = (text: string) => new Date(`${text}T08:00:00Z`);

describe.each(KINDS)('the reminders on the %s database', (kind) => {
  let database: Database;
  let store: Store;
  let now = MONDAY;
  let told: NewLine[] = [];
  let failing: string | undefined;
  const clock = () => now;

  beforeAll(async () => {
    database = await openFresh(kind);
    const announce = async (_trx: unknown, line: NewLine) => {
      if (line.reference === failing && line.event === 'remind-desk') throw new Error('the queue is down');
      told.push(line);
    };
    store = createStore({ database, enqueue: async () => {}, announce, now: clock });
  });
  afterAll(async () => {
    await store.close();
    await database.close();
  });

  const remind = (on: string) => {
    now = day(on);
    told = [];
    return remindOfSilence(database, store.referrals, clock);
  };
  const eventsOf = async (reference: string): Promise<readonly HistoryEvent[]> =>
    (await store.referrals.find(reference))?.history.map(({ event }) => event) ?? [];

  /** One that the desk has since Monday. */
  async function delivered(): Promise<string> {
    const reference = randomUUID();
    now = MONDAY;
    await store.log.create({ id: reference, userId: 'dl_1', locale: undefined });
    await store.conversations.commit(aTurn(reference, { referral: aReferral({ reference }) }));
    await store.referrals.change(reference, 'deliver', 'system');
    return reference;
  }
  const over = async (...references: readonly string[]) => {
    for (const reference of references) await store.referrals.change(reference, 'close', 'desk');
  };

  it('remind the desk after five working days and alert the counsellor after ten, once each', async () => {
    const reference = await delivered();
    expect(await remind('2026-11-27')).toEqual({ desks: 0, counsellors: 0 });
    expect(await countSilent(database, clock)).toBe(0);
    expect(await remind('2026-11-30')).toEqual({ desks: 1, counsellors: 0 });
    expect(told.map(({ event }) => event)).toEqual(['remind-desk']);
    expect(await remind('2026-11-30')).toEqual({ desks: 0, counsellors: 0 });
    expect(await remind('2026-12-04')).toEqual({ desks: 0, counsellors: 0 });
    expect(await remind('2026-12-07')).toEqual({ desks: 0, counsellors: 1 });
    expect(await remind('2026-12-24')).toEqual({ desks: 0, counsellors: 0 });
    expect(await eventsOf(reference)).toEqual(['submit', 'deliver', 'remind-desk', 'alert-counsellor']);
    expect(await countSilent(database, clock)).toBe(1);
    await over(reference);
    expect(await countSilent(database, clock)).toBe(0);
  });

  it('say both after a long standstill of ours, and nothing on a holiday', async () => {
    const reference = await delivered();
    expect(await remind('2026-12-25')).toEqual({ desks: 0, counsellors: 0 });
    expect(await remind('2026-12-28')).toEqual({ desks: 1, counsellors: 1 });
    expect(await eventsOf(reference)).toEqual(['submit', 'deliver', 'remind-desk', 'alert-counsellor']);
    await over(reference);
  });

  it('count from the appointment, and from the answer to what the desk asked', async () => {
    const accepted = await delivered();
    const asked = await delivered();
    const appointment = { on: '2026-12-07', at: '10:00', minutes: 60, how: 'visit', place: '' };
    await store.referrals.change(accepted, 'accept', 'desk', { body: { appointment, note: '' } });
    await store.referrals.change(asked, 'ask-more', 'desk', { body: { questions: ['obstacles'], note: '' } });
    expect(await remind('2026-12-11')).toEqual({ desks: 0, counsellors: 0 });
    now = day('2026-12-09');
    await store.referrals.remark(asked, 'answer', 'client', { body: { answers: [], note: 'ja' } });
    expect(await remind('2026-12-14')).toEqual({ desks: 1, counsellors: 0 });
    expect(told.map(({ reference }) => reference)).toEqual([accepted]);
    expect(await remind('2026-12-16')).toEqual({ desks: 1, counsellors: 0 });
    expect(told.map(({ reference }) => reference)).toEqual([asked]);
    await over(accepted, asked);
  });

  it('say nothing twice when two run at the same time', async () => {
    const references = await Promise.all(Array.from({ length: 6 }, delivered));
    now = day('2026-12-07');
    told = [];
    // On a server the second one is another process, with connections of its own.
    const second =
      database.kind === 'server'
        ? await openDatabase({ dataDir: 'unused', databaseUrl: database.databaseUrl })
        : database;
    const announce = async (_trx: unknown, line: NewLine) => void told.push(line);
    const secondStore = createStore({ database: second, enqueue: async () => {}, announce, now: clock });
    const counts = await Promise.all([
      remindOfSilence(database, store.referrals, clock),
      remindOfSilence(second, secondStore.referrals, clock),
    ]);
    await secondStore.close();
    if (second !== database) await second.close();
    expect(counts.reduce((sum, { desks }) => sum + desks, 0)).toBe(6);
    expect(counts.reduce((sum, { counsellors }) => sum + counsellors, 0)).toBe(6);
    expect(told).toHaveLength(12);
    for (const reference of references) {
      expect(await eventsOf(reference)).toEqual(['submit', 'deliver', 'remind-desk', 'alert-counsellor']);
    }
    await over(...references);
  });

  it('go on with the others where one fails, say so, and try that one again', async () => {
    const bad = await delivered();
    const good = await delivered();
    failing = bad;
    await expect(remind('2026-11-30')).rejects.toThrow('1 silences could not be spoken of');
    expect(await eventsOf(good)).toContain('remind-desk');
    expect(await eventsOf(bad)).not.toContain('remind-desk');
    failing = undefined;
    expect(await remind('2026-12-01')).toEqual({ desks: 1, counsellors: 0 });
    await over(bad, good);
  });
});
