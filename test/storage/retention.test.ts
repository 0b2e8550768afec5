import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/storage/database.ts';
import { readDropOffs } from '../../src/storage/drop-offs.ts';
import { createLinks } from '../../src/storage/links.ts';
import { createStore, type Store } from '../../src/storage/store.ts';
import { aReferral, aSaved, aTurn } from '../delivery/a-referral.ts';
import { KINDS, openFresh } from './databases.ts';

const START = new Date('2026-11-22T10:00:00.000Z');
const DAY = 86_400_000;

describe.each(KINDS)('what is forgotten on the %s database', (kind) => {
  let database: Database;
  let store: Store;
  let now = START;
  const clock = () => now;
  const pass = (days: number, ms = 0) => {
    now = new Date(START.getTime() + days * DAY + ms);
  };

  beforeAll(async () => {
    database = await openFresh(kind);
    store = createStore({ database, enqueue: async () => {}, announce: async () => {}, now: clock });
  });
  beforeEach(() => pass(0));
  afterAll(async () => {
    await store.close();
    await database.close();
  });

  async function aConversation(saved = aSaved()): Promise<string> {
    const key = randomUUID();
    await store.log.create({ id: key, userId: 'dl_1', locale: undefined });
    await store.conversations.commit(aTurn(key, { saved }));
    return key;
  }
  async function referred(): Promise<{ readonly key: string; readonly reference: string }> {
    const reference = randomUUID();
    const key = await aConversation();
    await store.conversations.commit(
      aTurn(key, { saved: aSaved({ referral: reference }), referral: aReferral({ reference }) }),
    );
    return { key, reference };
  }
  /** Asked of the table: the log remembers for a while. */
  const isThere = async (key: string) =>
    (await database.db.selectFrom('conversations').select('key').where('key', '=', key).executeTakeFirst()) !==
    undefined;
  async function aCounsellor(): Promise<string> {
    const id = randomUUID();
    const person = { email: `${id}@example.org`, name: 'Rik Voorbeeld', organisation: 'Agentschap' };
    await database.db
      .insertInto('counsellors')
      .values({ id, ...person, language: 'nl', created_at: now, seen_at: now })
      .execute();
    return id;
  }
  async function anInvite(counsellor: string, reference: string | null = null): Promise<string> {
    const id = randomUUID();
    const told = { label: 'M. uit Gent', email: 'm@example.org', known: JSON.stringify({ goal: ['work-soon'] }) };
    await database.db
      .insertInto('invites')
      .values({
        id,
        counsellor,
        ...told,
        code_hash: id,
        language: 'ar',
        conversation: null,
        reference,
        created_at: now,
        expires_at: new Date(now.getTime() + 14 * DAY),
        started_at: null,
        reminded_at: null,
        revoked_at: null,
      })
      .execute();
    return id;
  }
  const inviteOf = (id: string) =>
    database.db.selectFrom('invites').selectAll().where('id', '=', id).executeTakeFirst();

  it('keeps a conversation with an open referral, so that what the desk answers finds it, for 180 days', async () => {
    const open = await referred();
    const closed = await referred();
    await store.referrals.change(closed.reference, 'close', 'desk');
    pass(30, 1);
    await store.forget();
    expect(await isThere(open.key)).toBe(true);
    expect(await isThere(closed.key)).toBe(false);
    pass(180);
    await store.forget();
    expect(await isThere(open.key)).toBe(true);
    pass(180, 1);
    await store.forget();
    expect(await isThere(open.key)).toBe(false);
  });

  it('empties what was said with what the referral says, and that of one which nobody closes after 400 quiet days', async () => {
    const [closed, quiet, answered] = [await referred(), await referred(), await referred()];
    const body = { questions: ['obstacles'], note: 'Kan je bellen?' };
    for (const { reference } of [closed, quiet, answered]) {
      await store.referrals.change(reference, 'ask-more', 'desk', { body });
    }
    await store.referrals.change(closed.reference, 'close', 'desk');
    const bodies = async ({ reference }: { readonly reference: string }) =>
      (await store.referrals.find(reference))?.history.filter((line) => line.body !== null).length;
    pass(90, 1);
    await store.forget();
    expect(await bodies(closed)).toBe(0);
    expect((await store.referrals.find(closed.reference))?.history.map(({ event }) => event)).toEqual([
      'submit',
      'ask-more',
      'close',
    ]);
    expect(await bodies(quiet)).toBe(1);
    pass(200);
    await store.referrals.remark(answered.reference, 'answer', 'client', { body: { answers: [], note: 'ja' } });
    pass(400, 1);
    await store.forget();
    expect(await bodies(quiet)).toBe(0);
    expect((await store.referrals.find(quiet.reference))?.referral).toBeUndefined();
    expect(await bodies(answered)).toBe(2);
    expect((await store.referrals.find(answered.reference))?.referral).toBeDefined();
  });

  it('counts where a conversation stopped before it goes, once, and nothing of one that came to its end', async () => {
    const before = await readDropOffs(database, START);
    const stopped = aSaved({ language: 'ar', asking: 'income', answers: {} });
    for (let n = 0; n < 3; n += 1) await aConversation(stopped);
    await aConversation(aSaved({ language: 'ar' })); // the outcome was told
    await referred();
    const fresh = async (quietSince: Date) =>
      (await readDropOffs(database, quietSince)).filter(
        (one) =>
          !before.some(
            (old) => old.month === one.month && old.question === one.question && old.language === one.language,
          ),
      );
    const expected = [{ month: '2026-11', language: 'ar', question: 'income', count: 3 }];
    expect(await fresh(START)).toEqual([]); // they may still come back
    expect(await fresh(new Date(START.getTime() + 1))).toEqual(expected);
    pass(30, 1);
    await store.forget();
    await store.forget();
    expect(await fresh(now)).toEqual(expected);
  });

  it('counts where somebody stopped who erased everything', async () => {
    const key = await aConversation(aSaved({ language: 'tr', asking: 'nationalities' }));
    await store.conversations.commit(aTurn(key, { saved: 'erased' }));
    await store.conversations.commit(aTurn(key, { saved: 'erased' }));
    expect(await readDropOffs(database, new Date(START.getTime() + 1))).toContainEqual({
      month: '2026-11',
      language: 'tr',
      question: 'nationalities',
      count: 1,
    });
  });

  it('counts also what holds a NUL, which PostgreSQL cannot turn into text', async () => {
    const answers = { name: { value: 'a\0b', by: 'client', at: START.toISOString() } } as const;
    await aConversation(aSaved({ language: 'uk', asking: 'reach', answers }));
    pass(30, 1);
    await store.forget();
    expect(await readDropOffs(database, START)).toContainEqual({
      month: '2026-11',
      language: 'uk',
      question: 'reach',
      count: 1,
    });
  });

  it('forgets who signed in 30 days later, and of no link that it was there: the next would be the same again', async () => {
    const links = createLinks(database, 'k'.repeat(32), clock);
    const [desk, revoked, signIn, session] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const first = await links.make('desk', desk, 86_400);
    const old = await links.make('status', revoked, 86_400);
    await links.revoke('status', revoked);
    await links.make('sign-in', signIn, 900);
    await links.revoke('sign-in', signIn);
    await links.make('session', session, 86_400);
    const subjects = async () =>
      (await database.db.selectFrom('links').select('subject').execute()).map(({ subject }) => subject);
    pass(31);
    await store.forget();
    expect(await subjects()).toEqual(expect.arrayContaining([desk, revoked, session]));
    pass(31, 1);
    await store.forget();
    expect(await subjects()).not.toContain(signIn);
    expect(await subjects()).not.toContain(session);
    const given = new Set([first]);
    for (const days of [62, 400, 800]) {
      given.add(await links.make('desk', desk, 86_400));
      pass(days);
      await store.forget();
      expect(await links.read('desk', first)).toEqual({ is: 'expired' });
    }
    expect(given.size).toBe(4);
    expect(await links.make('status', revoked, 86_400)).not.toBe(old);
    expect(await links.read('status', old)).toEqual({ is: 'revoked' });
  });

  it('forgets who an invite was for 90 days past its time, but not while the referral is open', async () => {
    const counsellor = await aCounsellor();
    const { reference } = await referred();
    const [lapsed, open] = [await anInvite(counsellor), await anInvite(counsellor, reference)];
    pass(104);
    await store.forget();
    expect(await inviteOf(lapsed)).toMatchObject({ label: 'M. uit Gent' });
    pass(104, 1);
    await store.forget();
    expect(await inviteOf(lapsed)).toMatchObject({ label: null, email: null, known: null });
    expect(await inviteOf(open)).toMatchObject({ label: 'M. uit Gent', email: 'm@example.org' });
    await store.referrals.change(reference, 'close', 'desk');
    await store.forget();
    expect(await inviteOf(open)).toMatchObject({ label: null, email: null });
  });

  it('forgets who an invite was for when the client erases, also after the conversation is forgotten', async () => {
    const { key, reference } = await referred();
    const invite = await anInvite(await aCounsellor(), reference);
    await database.db.updateTable('invites').set({ conversation: key }).where('id', '=', invite).execute();
    await store.referrals.change(reference, 'withdraw', 'client');
    pass(31);
    await store.forget();
    expect(await isThere(key)).toBe(false);
    expect(await inviteOf(invite)).toMatchObject({ conversation: null, label: 'M. uit Gent' });
    await store.referrals.erase(reference);
    const nobody = { label: null, email: null, known: null, code_hash: null, revoked_at: now };
    expect(await inviteOf(invite)).toMatchObject(nobody);
  });

  it('forgets a counsellor whom nobody saw for 400 days, when no client of theirs is left', async () => {
    const [idle, busy] = [await aCounsellor(), await aCounsellor()];
    const bare = await anInvite(idle);
    const { reference } = await referred();
    await database.db.updateTable('referrals').set({ counsellor: busy }).where('reference', '=', reference).execute();
    const counsellors = async () =>
      (await database.db.selectFrom('counsellors').select('id').execute()).map(({ id }) => id);
    pass(300);
    await store.referrals.remark(reference, 'answer', 'client', { body: { answers: [], note: '' } });
    await store.forget();
    pass(400);
    await store.forget();
    expect(await counsellors()).toEqual(expect.arrayContaining([idle, busy]));
    pass(414, 2); // the invite has been past its time for 400 days too
    await store.forget();
    expect(await counsellors()).not.toContain(idle);
    expect(await inviteOf(bare)).toBeUndefined();
    expect(await counsellors()).toContain(busy);
  });
});
