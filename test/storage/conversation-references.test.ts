import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createConversationReferences, type LinkedReferences } from '../../src/storage/conversation-references.ts';
import type { Database } from '../../src/storage/database.ts';
import { createStore, type Store } from '../../src/storage/store.ts';
import { aReferral, aTurn } from '../delivery/a-referral.ts';
import { KINDS, openFresh } from './databases.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const START = new Date('2026-11-22T10:00:00.000Z');

const aReference = (conversation: string, serviceUrl = 'https://smba.example.org/emea/') => ({
  channelId: 'msteams',
  serviceUrl,
  conversation: {
    id: conversation,
    tenantId: 'a-tenant',
    conversationType: 'personal',
    isGroup: false,
    name: 'A chat',
  },
  bot: { id: '28:bot', name: 'Wegwijzer' },
  user: { id: '29:someone', name: 'Sam Voorbeeld', aadObjectId: 'a-directory-id' },
});

describe.each(KINDS)('conversation references on the %s database', (kind) => {
  let database: Database;
  let store: Store;
  let references: LinkedReferences;
  let elsewhere: LinkedReferences;
  let now = START;

  beforeAll(async () => {
    database = await openFresh(kind);
    const nothing = async () => {};
    store = createStore({ database, enqueue: nothing, announce: nothing, now: () => now });
    const { db } = database;
    await db
      .insertInto('counsellors')
      .values({
        id: 'c1',
        email: 'kim@example.org',
        name: 'Kim Voorbeeld',
        organisation: 'Testdienst',
        language: 'nl',
        created_at: START,
        seen_at: START,
      })
      .execute();
  });
  beforeEach(() => {
    now = START;
    // Two processes on one database.
    references = createConversationReferences(database, () => now);
    elsewhere = createConversationReferences(database, () => now);
  });
  afterAll(async () => {
    await store.close();
    await database.close();
  });

  const aKey = () => `msteams|a:${randomUUID()}`;

  it('keeps the way to the conversation, and nobody’s name', async () => {
    const key = aKey();
    await references.keep(key, aReference('a:1'));
    expect(await elsewhere.find(key)).toEqual({
      channelId: 'msteams',
      serviceUrl: 'https://smba.example.org/emea/',
      conversation: { id: 'a:1', tenantId: 'a-tenant', conversationType: 'personal', isGroup: false },
      bot: { id: '28:bot' },
      user: { id: '29:someone' },
    });
  });

  it('asks the database once for turns that follow each other', async () => {
    const key = aKey();
    await references.keep(key, aReference('a:1'));
    // Gone behind its back: a second query would write it anew.
    await elsewhere.forget(key);
    await references.keep(key, aReference('a:1'));
    expect(await references.find(key)).toBeUndefined();
    now = new Date(START.getTime() + 2 * MINUTE);
    await references.keep(key, aReference('a:1'));
    expect(await references.find(key)).toBeDefined();
  });

  it('follows a conversation whose address changes', async () => {
    const key = aKey();
    await references.keep(key, aReference('a:1'));
    await references.keep(key, aReference('a:1', 'https://smba.example.org/amer/'));
    expect(await references.find(key)).toMatchObject({ serviceUrl: 'https://smba.example.org/amer/' });
  });

  it('is gone when everything of the conversation is erased, and comes with the next message', async () => {
    const key = aKey();
    await references.keep(key, aReference('a:1'));
    await store.conversations.commit(aTurn(key, { inbound: 'i1' }));
    await store.conversations.commit(aTurn(key, { inbound: 'i2', saved: 'erased' }));
    expect(await references.find(key)).toBeUndefined();
    await references.forget(key); // as the channel does
    await references.keep(key, aReference('a:1'));
    expect(await references.find(key)).toBeDefined();
  });

  it('goes with a forgotten conversation, but not while a desk may answer, nor a counsellor’s own', async () => {
    const [quiet, referred, counsellor] = [aKey(), aKey(), aKey()] as const;
    for (const key of [quiet, referred, counsellor]) await references.keep(key, aReference(key));
    await store.conversations.commit(aTurn(quiet, { inbound: 'i1' }));
    await store.conversations.commit(
      aTurn(referred, { inbound: 'i1', referral: aReferral({ reference: `REF-${randomUUID().slice(0, 8)}` }) }),
    );
    await references.link(counsellor, 'c1');
    now = new Date(START.getTime() + 31 * DAY);
    await store.forget();
    expect(await references.find(quiet)).toBeUndefined();
    expect(await references.find(referred)).toBeDefined();
    expect(await references.find(counsellor)).toBeDefined();
  });

  it('knows a counsellor’s own chat, at once where it is asked to be sure and soon elsewhere', async () => {
    const key = aKey();
    await references.keep(key, aReference('a:1'));
    await elsewhere.keep(key, aReference('a:1'));
    expect(await elsewhere.counsellorOf(key)).toBeUndefined();
    expect(await references.link(key, 'c1')).toBe(true);
    expect(await references.counsellorOf(key)).toBe('c1');
    expect(await elsewhere.counsellorOf(key)).toBeUndefined();
    expect(await elsewhere.counsellorOf(key, true)).toBe('c1');
    expect(await references.chatsOf('c1')).toContain(key);
    // A turn that keeps the reference leaves the link as it is.
    now = new Date(START.getTime() + 2 * MINUTE);
    await elsewhere.keep(key, aReference('a:1', 'https://smba.example.org/amer/'));
    expect(await references.counsellorOf(key)).toBe('c1');
    await references.unlink(key);
    expect(await references.counsellorOf(key)).toBeUndefined();
    expect(await references.chatsOf('c1')).not.toContain(key);
  });

  it('links nothing that it does not know', async () => {
    expect(await references.link(aKey(), 'c1')).toBe(false);
  });

  it('takes ids from outside as they come', async () => {
    const key = `msteams|a:\0${randomUUID()}`;
    await references.keep(key, aReference('a:1'));
    expect(await references.find(key)).toBeDefined();
    const { rows } = await sql<{ n: string }>`select count(*) as n from conversation_references`.execute(database.db);
    expect(Number(rows[0]?.n)).toBeGreaterThan(0);
  });
});
