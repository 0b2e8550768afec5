import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Referral } from '../../src/domain/referral.ts';
import type { Database } from '../../src/storage/database.ts';
import { readInsight } from '../../src/storage/insight.ts';
import { createStore, type Store } from '../../src/storage/store.ts';
import { aReferral, aSaved, aTurn } from '../delivery/a-referral.ts';
import { KINDS, openFresh } from './databases.ts';

const START = new Date('2026-11-23T10:00:00.000Z');
const DAY = 86_400_000;

describe.each(KINDS)('what is counted on the %s database', (kind) => {
  let database: Database;
  let store: Store;
  let now = START;
  let since = START;
  const clock = () => now;
  const pass = (days: number) => {
    now = new Date(since.getTime() + days * DAY);
  };

  beforeAll(async () => {
    database = await openFresh(kind);
    store = createStore({ database, enqueue: async () => {}, announce: async () => {}, now: clock });
  });
  // Each test has a time of its own.
  beforeEach(() => {
    since = new Date(since.getTime() + 400 * DAY);
    pass(0);
  });
  afterAll(async () => {
    await store.close();
    await database.close();
  });

  async function referred(changes: Partial<Referral> = {}): Promise<string> {
    const reference = randomUUID();
    await store.log.create({ id: reference, userId: 'dl_1', locale: undefined });
    const referral = aReferral({ reference, createdAt: now.toISOString(), ...changes });
    await store.conversations.commit(aTurn(reference, { saved: aSaved({ referral: reference }), referral }));
    return reference;
  }
  const read = () => readInsight(database, clock, since.toISOString().slice(0, 10));

  it('is the profile of a referral and its day, nothing that somebody told', async () => {
    const { assessment, client, consent } = aReferral();
    await referred();
    const { cases } = await read();
    expect(cases).toEqual([
      {
        on: since.toISOString().slice(0, 10),
        region: assessment.route.region,
        language: client.languages.conversation,
        perspective: assessment.perspective.outcome,
        channel: consent.channel,
        eligibility: assessment.projectEligibility,
        forwarded: aReferral().referrer !== null,
        daysFromArrival: cases[0]?.daysFromArrival,
        answer: null,
        reminded: 'nobody',
        withdrawnAfterDays: null,
        toldAfterDays: null,
      },
    ]);
  });

  it('has the first answer of the desk, and whom it took a reminder', async () => {
    const reference = await referred();
    await store.referrals.change(reference, 'deliver', 'system');
    pass(2);
    await store.referrals.change(reference, 'open', 'desk');
    pass(8);
    await store.referrals.remark(reference, 'remind-desk', 'system');
    pass(9);
    await store.referrals.change(reference, 'ask-more', 'desk', { body: { questions: [], note: '?' } });
    await store.referrals.remark(reference, 'answer', 'client', { body: { answers: [], note: '' } });
    pass(30);
    await store.referrals.remark(reference, 'alert-counsellor', 'system');
    await store.referrals.change(reference, 'accept', 'desk');
    const { cases } = await read();
    expect(cases).toMatchObject([{ answer: { kind: 'ask-more', days: 9 }, reminded: 'desk' }]);
  });

  it('keeps counting what was erased, without what was told', async () => {
    const reference = await referred();
    const before = (await read()).cases;
    pass(3);
    await store.conversations.commit(aTurn(reference, { saved: 'erased' }));
    expect((await store.referrals.find(reference))?.referral).toBeUndefined();
    expect((await read()).cases).toEqual(before.map((one) => ({ ...one, withdrawnAfterDays: 3 })));
  });

  it('knows when the counsellor was mailed an answer, not when they were mailed of something else', async () => {
    const reference = await referred();
    await store.referrals.change(reference, 'open', 'desk');
    pass(4);
    await store.referrals.change(reference, 'accept', 'desk');
    const history = (await store.referrals.find(reference))?.history ?? [];
    const tell = (event: string, audience: 'client' | 'counsellor', days: number) =>
      database.db
        .insertInto('deliveries')
        .values({
          reference,
          channel: '{}',
          state: 'done',
          reason: null,
          created_at: now,
          next_at: now,
          changed_at: new Date(since.getTime() + days * DAY),
          about: history.find((line) => line.event === event)?.id ?? null,
          audience,
        })
        .execute();
    await tell('open', 'counsellor', 1);
    await tell('accept', 'client', 4);
    expect((await read()).cases).toMatchObject([{ toldAfterDays: null }]);
    await tell('accept', 'counsellor', 5);
    expect((await read()).cases).toMatchObject([{ toldAfterDays: 5 }]);
  });

  it('counts who stopped a week ago, and nothing from before its time', async () => {
    const key = randomUUID();
    await store.log.create({ id: key, userId: 'dl_1', locale: undefined });
    await store.conversations.commit(aTurn(key, { saved: aSaved({ language: 'fa', asking: 'income' }) }));
    pass(7);
    expect((await read()).stopped).toEqual([]);
    now = new Date(now.getTime() + 1);
    const month = since.toISOString().slice(0, 7);
    expect((await read()).stopped).toEqual([{ month, language: 'fa', question: 'income', count: 1 }]);
    since = new Date(since.getTime() + 40 * DAY);
    expect(await read()).toEqual({ cases: [], stopped: [] });
  });
});
