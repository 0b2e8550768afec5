import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/storage/database.ts';
import { createStore, type Store } from '../../src/storage/store.ts';
import { StaleTurn } from '../../src/storage/turns.ts';
import { aReferral, aSaved, aTurn } from '../delivery/a-referral.ts';
import { KINDS, openFresh } from './databases.ts';

const DAY = 86_400_000;
const START = new Date('2026-11-22T10:00:00.000Z');

describe.each(KINDS)('a turn on the %s database', (kind) => {
  let database: Database;
  let store: Store;
  let now = START;
  const told: string[] = [];
  let queued: string[] = [];
  let queueFails = false;

  beforeAll(async () => {
    database = await openFresh(kind);
    const enqueue = async (_trx: unknown, reference: string) => {
      if (queueFails) throw new Error('the queue is down');
      queued.push(reference);
    };
    const announce = async (_trx: unknown, { event }: { readonly event: string }) => void told.push(event);
    const sayMovedOn = (locale: string) => ({ type: 'message', locale, text: 'you are elsewhere' });
    store = createStore({ database, enqueue, announce, sayMovedOn, now: () => now });
  });
  beforeEach(() => {
    now = START;
    queued = [];
    queueFails = false;
  });
  afterAll(async () => {
    await store.close();
    await database.close();
  });

  async function aConversation(): Promise<string> {
    const id = randomUUID();
    await store.log.create({ id, userId: 'dl_someone', locale: undefined });
    return id;
  }
  async function received(conversation: string, text = 'hello'): Promise<string> {
    const options = { clientActivityId: undefined, hidden: false };
    return (await store.log.receive(conversation, { type: 'message', text }, options)).id;
  }
  const said = async (conversation: string) =>
    (await store.log.read(conversation, 0)).map(({ activity }) => activity.text);
  const aReference = () => randomUUID();

  it('knows nothing of a conversation before its first turn', async () => {
    expect(await store.conversations.load(await aConversation())).toBeUndefined();
    expect(await store.conversations.load('never heard of')).toBeUndefined();
  });

  it('stores state, replies and the end of the inbound activity', async () => {
    const key = await aConversation();
    const saved = aSaved({
      answers: { name: { value: 'Ωmer "\'; drop table', by: 'client', at: START.toISOString() } },
    });
    await store.conversations.commit(aTurn(key, { inbound: await received(key), saved }));
    expect(await store.conversations.load(key)).toEqual(saved);
    expect(await said(key)).toEqual(['hello', 'ok']);
    expect(await store.log.nextInbound(key)).toBeUndefined();
  });

  it('can speak first, and can say nothing', async () => {
    const key = await aConversation();
    await store.conversations.commit(aTurn(key));
    await store.conversations.commit(aTurn(key, { replies: [], saved: aSaved({ misses: 2 }) }));
    expect(await said(key)).toEqual(['ok']);
    expect((await store.conversations.load(key))?.misses).toBe(2);
  });

  it.each(['no such id', 'x|0000001'])('refuses to answer %j, which it never received', async (inbound) => {
    const key = await aConversation();
    await expect(store.conversations.commit(aTurn(key, { inbound }))).rejects.toThrow(StaleTurn);
    expect(await store.conversations.load(key)).toBeUndefined();
  });

  it('stores the referral, its first event and its job together', async () => {
    const key = await aConversation();
    const referral = aReferral({ reference: aReference() });
    await store.conversations.commit(aTurn(key, { inbound: await received(key), referral }));
    expect(queued).toEqual([referral.reference]);
    expect(await store.referrals.find(referral.reference)).toEqual({
      reference: referral.reference,
      state: 'submitted',
      createdAt: START,
      changedAt: START,
      deskId: referral.desk.id,
      conversation: key,
      counsellor: undefined,
      ticks: undefined,
      referral,
      history: [
        {
          id: expect.any(Number),
          event: 'submit',
          state: 'submitted',
          actor: 'system',
          at: START,
          note: null,
          body: null,
        },
      ],
    });
  });

  it.each([
    { why: 'the queue is down', answered: false, fails: 'the queue is down' },
    { why: 'the activity was answered already', answered: true, fails: StaleTurn },
  ])('stores nothing at all when $why', async ({ answered, fails }) => {
    const key = await aConversation();
    const reference = aReference();
    const inbound = await received(key);
    if (answered) await store.conversations.commit(aTurn(key, { inbound }));
    const before = await said(key);
    queueFails = !answered;
    const turn = aTurn(key, {
      inbound,
      saved: aSaved({ misses: 9 }),
      referral: aReferral({ reference }),
      resumeCode: reference,
    });
    await expect(store.conversations.commit(turn)).rejects.toThrow(fails);
    expect(await store.referrals.find(reference)).toBeUndefined();
    expect(await store.conversations.findByResumeCode(reference)).toBeUndefined();
    expect((await store.conversations.load(key))?.misses).not.toBe(9);
    expect(await said(key)).toEqual(before);
  });

  it('stores one of two referrals with one reference', async () => {
    const reference = aReference();
    const keys = [await aConversation(), await aConversation()];
    const turns = await Promise.allSettled(
      keys.map((key) => store.conversations.commit(aTurn(key, { referral: aReferral({ reference }) }))),
    );
    expect(turns.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await store.referrals.find(reference))?.history).toHaveLength(1);
  });

  describe('with a resume code', () => {
    it('is found by it, however it is copied, and stores only a hash', async () => {
      const key = await aConversation();
      await store.conversations.commit(aTurn(key, { resumeCode: 'ABCD-2345' }));
      expect(await store.conversations.findByResumeCode('abcd 2345')).toEqual({ key, saved: aSaved() });
      expect(await store.conversations.findByResumeCode('ABCD-2346')).toBeUndefined();
      const rows = await database.db.selectFrom('resume_codes').selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain('ABCD');
    });

    it('is found for 30 days and not longer', async () => {
      const key = await aConversation();
      await store.conversations.commit(aTurn(key, { resumeCode: 'days-30' }));
      now = new Date(START.getTime() + 30 * DAY - 1);
      expect(await store.conversations.findByResumeCode('days-30')).toBeDefined();
      now = new Date(START.getTime() + 30 * DAY);
      expect(await store.conversations.findByResumeCode('days-30')).toBeUndefined();
    });

    it('makes the older code void', async () => {
      const key = await aConversation();
      await store.conversations.commit(aTurn(key, { resumeCode: 'older' }));
      await store.conversations.commit(aTurn(key, { resumeCode: 'newer' }));
      expect(await store.conversations.findByResumeCode('older')).toBeUndefined();
      expect(await store.conversations.findByResumeCode('newer')).toBeDefined();
    });

    it('moves to another conversation with its referral, and works once', async () => {
      const old = await aConversation();
      const reference = aReference();
      await store.conversations.commit(
        aTurn(old, {
          inbound: await received(old, 'my secret'),
          resumeCode: `once ${old}`,
          referral: aReferral({ reference }),
        }),
      );
      const key = await aConversation();
      const shown = (await store.log.read(old, 0)).at(-1)?.seq ?? 0;
      const grown: string[] = [];
      const unwatch = store.log.watch((conversation) => grown.push(conversation));
      await store.conversations.commit(aTurn(key, { takesOver: old, saved: aSaved({ misses: 1 }) }));
      unwatch();
      expect(await store.conversations.load(old)).toBeUndefined();
      // A screen that still shows it hears that it is empty, after all that it has read.
      expect((await store.log.read(old, shown)).map(({ activity }) => [activity.text, activity.locale])).toEqual([
        ['you are elsewhere', 'fr'],
      ]);
      expect(await said(old)).toHaveLength(1);
      expect(grown).toContain(old);
      expect((await store.conversations.load(key))?.misses).toBe(1);
      expect(await store.conversations.findByResumeCode(`once ${old}`)).toBeUndefined();

      const third = await aConversation();
      await expect(store.conversations.commit(aTurn(third, { takesOver: old }))).rejects.toThrow(StaleTurn);

      await store.conversations.commit(aTurn(key, { saved: 'erased' }));
      expect((await store.referrals.find(reference))?.referral).toBeUndefined();
    });

    it('can be used in the conversation that it came from', async () => {
      const key = await aConversation();
      await store.conversations.commit(aTurn(key, { resumeCode: `same ${key}` }));
      await store.conversations.commit(aTurn(key, { takesOver: key, saved: aSaved({ misses: 3 }) }));
      expect((await store.conversations.load(key))?.misses).toBe(3);
      expect(await said(key)).not.toContain('you are elsewhere');
    });

    it('leaves nothing in our log where the conversation was carried by others', async () => {
      const old = `msteams|${randomUUID()}`;
      await store.conversations.commit(aTurn(old, { resumeCode: `carried ${old}` }));
      const key = await aConversation();
      await store.conversations.commit(aTurn(key, { takesOver: old }));
      expect(await store.conversations.load(old)).toBeUndefined();
      expect(await said(old)).toEqual([]);
    });
  });

  describe('that erases', () => {
    it('leaves nothing of what was told, and goes on with the log', async () => {
      const key = await aConversation();
      const reference = aReference();
      const first = await received(key, 'my secret');
      await store.conversations.commit(
        aTurn(key, { inbound: first, referral: aReferral({ reference }), resumeCode: `gone ${key}` }),
      );
      const erasing = await received(key, 'erase everything');
      await received(key, 'still in the queue');
      await store.conversations.commit(
        aTurn(key, { inbound: erasing, saved: 'erased', replies: [{ type: 'message', text: 'gone' }] }),
      );

      expect(await store.conversations.load(key)).toBeUndefined();
      expect(await said(key)).toEqual(['gone']);
      expect((await store.log.read(key, 0))[0]?.seq).toBe(5); // a watermark never goes back
      expect(await store.log.nextInbound(key)).toBeUndefined();
      expect(await store.conversations.findByResumeCode(`gone ${key}`)).toBeUndefined();
      expect(await store.referrals.find(reference)).toMatchObject({
        state: 'withdrawn',
        referral: undefined,
        history: [{ state: 'submitted' }, { state: 'withdrawn', actor: 'client', note: 'erased' }],
      });
      for (const table of ['conversations', 'activities', 'inbound', 'referrals', 'deliveries'] as const) {
        const rows = await database.db.selectFrom(table).selectAll().execute();
        const own = rows.filter((row) => JSON.stringify(row).includes(key) || JSON.stringify(row).includes(reference));
        expect(JSON.stringify(own), table).not.toMatch(/secret|queue|Test Persoon/);
      }
    });

    it('withdraws a referral that the desk already has, and has the desk told', async () => {
      const key = await aConversation();
      const reference = aReference();
      await store.conversations.commit(aTurn(key, { referral: aReferral({ reference }) }));
      await store.referrals.change(reference, 'deliver', 'system');
      told.length = 0;
      await store.conversations.commit(aTurn(key, { saved: 'erased' }));
      expect(await store.referrals.find(reference)).toMatchObject({ state: 'withdrawn', referral: undefined });
      expect(told).toEqual(['withdraw']);
    });

    it.each([
      { over: 'closed', by: 'desk', event: 'close', tells: ['erase'] },
      { over: 'withdrawn', by: 'client', event: 'withdraw', tells: [] }, // the desk was asked to delete it then
    ] as const)('leaves a referral $over, and has the desk told: $tells', async ({ over, by, event, tells }) => {
      const key = await aConversation();
      const reference = aReference();
      await store.conversations.commit(aTurn(key, { referral: aReferral({ reference }) }));
      await store.referrals.change(reference, 'deliver', 'system');
      await store.referrals.change(reference, event, by);
      told.length = 0;
      await store.conversations.commit(aTurn(key, { saved: 'erased' }));
      expect(told).toEqual(tells);
      const record = await store.referrals.find(reference);
      expect(record).toMatchObject({ state: over, referral: undefined });
      if (over === 'closed')
        expect(record?.history.at(-1)).toMatchObject({ event: 'erase', state: over, actor: 'client' });
    });
  });

  describe('that a channel of Azure brought', () => {
    const aKey = () => `msteams|${randomUUID()}`;

    it('is fresh, then has its replies, then is sent', async () => {
      const key = aKey();
      expect(await store.ledger.open(key, 'act-1')).toBe('fresh');
      expect(await store.ledger.open(key, 'act-1')).toBe('fresh'); // nothing came of the first: run it again
      await store.conversations.commit(aTurn(key, { inbound: 'act-1' }));
      expect(await store.ledger.open(key, 'act-1')).toEqual([{ type: 'message', text: 'ok' }]);
      await store.ledger.markSent(key, 'act-1');
      expect(await store.ledger.open(key, 'act-1')).toBe('sent');
      expect(await store.ledger.open(key, 'act-2')).toBe('fresh');
      expect(await store.conversations.load(key)).toEqual(aSaved());
    });

    it('is answered once', async () => {
      const key = aKey();
      await store.conversations.commit(aTurn(key, { inbound: 'act-1' }));
      await expect(
        store.conversations.commit(aTurn(key, { inbound: 'act-1', saved: aSaved({ misses: 1 }) })),
      ).rejects.toThrow(StaleTurn);
      expect((await store.conversations.load(key))?.misses).toBe(0);
    });

    it('erases stored replies as well, and still drops a repeat', async () => {
      const key = aKey();
      await store.conversations.commit(
        aTurn(key, { inbound: 'act-1', replies: [{ type: 'message', text: 'secret' }] }),
      );
      await store.conversations.commit(aTurn(key, { inbound: 'act-2', saved: 'erased' }));
      expect(await store.ledger.open(key, 'act-1')).toBe('sent');
      expect(await store.ledger.open(key, 'act-2')).toEqual([{ type: 'message', text: 'ok' }]);
      expect(await store.conversations.load(key)).toBeUndefined();
    });
  });

  describe('forgetting', () => {
    it('deletes conversations that nobody touched for 30 days, with their log', async () => {
      const old = await aConversation();
      const { id: inbound } = { id: await received(old) };
      await store.conversations.commit(aTurn(old, { inbound, resumeCode: `old ${old}` }));
      now = new Date(START.getTime() + 20 * DAY);
      const recent = await aConversation();
      now = new Date(START.getTime() + 30 * DAY + 1);
      expect((await store.forget()).conversations).toBeGreaterThan(0);
      expect(await store.log.find(old)).toBeUndefined();
      expect(await said(old)).toEqual([]);
      expect(await store.log.find(recent)).toBeDefined();
      expect(await store.forget()).toEqual({ conversations: 0, referrals: 0 });
    });

    it.each([
      { event: 'close', actor: 'desk', state: 'closed', kept: false },
      { event: 'withdraw', actor: 'client', state: 'withdrawn', kept: false },
      { event: 'accept', actor: 'desk', state: 'accepted', kept: true },
    ] as const)(
      'keeps what a referral says when it is $state for 90 days: $kept',
      async ({ event, actor, state, kept }) => {
        const key = await aConversation();
        const reference = aReference();
        await store.conversations.commit(aTurn(key, { referral: aReferral({ reference }) }));
        await store.referrals.change(reference, event, actor);
        now = new Date(START.getTime() + 90 * DAY);
        await store.forget();
        expect((await store.referrals.find(reference))?.referral).toBeDefined();
        now = new Date(START.getTime() + 90 * DAY + 1);
        await store.forget();
        const record = await store.referrals.find(reference);
        expect(record?.state).toBe(state);
        expect(record?.referral !== undefined).toBe(kept);
        expect(record?.history).toHaveLength(2);
      },
    );
  });

  describe('measured', () => {
    it('counts referrals by state and what waits', async () => {
      const before = await store.measure();
      const key = await aConversation();
      await received(key);
      await store.conversations.commit(aTurn(key, { referral: aReferral({ reference: aReference() }) }));
      const after = await store.measure();
      expect(after.referrals.submitted).toBe(before.referrals.submitted + 1);
      expect(after.referrals.closed).toBeGreaterThanOrEqual(0);
      expect(after.inboundWaiting).toBe(before.inboundWaiting + 1);
      expect(after).toMatchObject({ deliveriesWaiting: 0, oldestDeliverySeconds: 0, deliveriesParked: 0 });
    });
  });

  describe('a referral', () => {
    it('moves by the state machine and keeps every step', async () => {
      const reference = aReference();
      await store.conversations.commit(aTurn(await aConversation(), { referral: aReferral({ reference }) }));
      expect(await store.referrals.change(reference, 'deliver', 'system')).toEqual({ is: 'moved', to: 'delivered' });
      expect(await store.referrals.change(reference, 'accept', 'client')).toMatchObject({ is: 'refused' });
      expect(await store.referrals.change(reference, 'accept', 'desk', { note: 'first-talk' })).toEqual({
        is: 'moved',
        to: 'accepted',
      });
      expect(await store.referrals.change('nobody', 'accept', 'desk')).toEqual({ is: 'unknown' });
      expect(
        (await store.referrals.find(reference))?.history.map(({ state, actor, note }) => [state, actor, note]),
      ).toEqual([
        ['submitted', 'system', null],
        ['delivered', 'system', null],
        ['accepted', 'desk', 'first-talk'],
      ]);
    });
  });
});
