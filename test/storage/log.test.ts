import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/storage/database.ts';
import { createStore, type Store } from '../../src/storage/store.ts';
import { aSaved, aTurn } from '../delivery/a-referral.ts';
import { KINDS, openFresh } from './databases.ts';

const START = new Date('2026-11-22T10:00:00.000Z');
const message = (text: string) => ({ type: 'message', text }) as const;

describe.each(KINDS)('the log on the %s database', (kind) => {
  let database: Database;
  let store: Store;
  let now = START;

  beforeAll(async () => {
    database = await openFresh(kind);
    store = createStore({ database, enqueue: async () => {}, announce: async () => {}, now: () => now });
  });
  afterAll(async () => {
    await store.close();
    await database.close();
  });

  async function aConversation(): Promise<string> {
    const id = randomUUID();
    await store.log.create({ id, userId: 'dl_someone', locale: 'ar' });
    return id;
  }
  const say = (conversation: string, text: string, clientActivityId?: string) =>
    store.log.receive(conversation, message(text), { clientActivityId, hidden: false });
  const texts = async (conversation: string, after = 0) =>
    (await store.log.read(conversation, after)).map(({ activity }) => activity.text);

  it('finds a conversation that was created, and no other', async () => {
    const id = await aConversation();
    expect(await store.log.find(id)).toEqual({ id, userId: 'dl_someone', locale: 'ar' });
    expect(await store.log.find(randomUUID())).toBeUndefined();
    expect(await store.log.find('with a \0 in it')).toBeUndefined();
    expect(await store.log.find('msteams|19:abc')).toBeUndefined();
  });

  it('notices within a minute that a conversation is gone', async () => {
    const id = await aConversation();
    await store.log.find(id);
    await database.db.deleteFrom('conversations').where('key', '=', id).execute();
    now = new Date(START.getTime() + 60_000);
    expect(await store.log.find(id)).toBeUndefined();
    now = START;
  });

  it('keeps the first conversation when it is created again', async () => {
    const id = await aConversation();
    await store.log.create({ id, userId: 'dl_other', locale: undefined });
    expect(await store.log.find(id)).toMatchObject({ userId: 'dl_someone', locale: 'ar' });
  });

  it.each(['', 'a|b', 'x'.repeat(201), 'a\0b'])('refuses the conversation id %j', async (id) => {
    await expect(store.log.create({ id, userId: 'dl_someone', locale: undefined })).rejects.toThrow('conversation id');
  });

  it('echoes what it receives, under the id that it gave', async () => {
    const id = await aConversation();
    const received = await say(id, 'hello');
    expect(received).toEqual({ id: `${id}|0000001`, fresh: true });
    expect(await store.log.read(id, 0)).toEqual([
      {
        seq: 1,
        activity: { ...message('hello'), id: received.id, conversation: { id }, timestamp: '2026-11-22T10:00:00.001Z' },
      },
    ]);
  });

  it('does not show what is hidden, and still has it answered', async () => {
    const id = await aConversation();
    const received = await store.log.receive(id, { type: 'event' }, { clientActivityId: undefined, hidden: true });
    expect(await store.log.read(id, 0)).toEqual([]);
    expect(await store.log.nextInbound(id)).toEqual({ id: received.id, activity: { type: 'event' }, attempts: 1 });
  });

  it('gives a repeated client activity id the first id and changes nothing', async () => {
    const id = await aConversation();
    const first = await say(id, 'one', 'client-1');
    const again = await say(id, 'one', 'client-1');
    expect(again).toEqual({ id: first.id, fresh: false });
    expect(await texts(id)).toEqual(['one']);
    await store.conversations.commit(aTurn(id, { inbound: first.id }));
    expect(await say(id, 'one', 'client-1')).toEqual({ id: first.id, fresh: false });
    expect(await store.log.nextInbound(id)).toBeUndefined();
  });

  it('keeps what cannot stand in a text column: a NUL, half a surrogate pair, an emoji', async () => {
    const id = await aConversation();
    const odd = 'a\0b \ud800 \u{1f600}';
    const received = await say(id, odd, 'client\0id');
    expect((await store.log.nextInbound(id))?.activity.text).toBe(odd);
    await store.conversations.commit(aTurn(id, { inbound: received.id, replies: [message(odd)] }));
    expect(await texts(id)).toEqual([odd, odd]);
  });

  it('fails on a conversation that does not exist', async () => {
    await expect(say(randomUUID(), 'hello')).rejects.toThrow('does not exist');
  });

  it('hands out the oldest unanswered activity and counts the attempts at it', async () => {
    const id = await aConversation();
    const one = await say(id, 'one');
    const two = await say(id, 'two');
    expect(await store.log.nextInbound(id)).toMatchObject({ id: one.id, attempts: 1 });
    expect(await store.log.nextInbound(id)).toMatchObject({ id: one.id, attempts: 2 });
    await store.conversations.commit(aTurn(id, { inbound: one.id }));
    expect(await store.log.nextInbound(id)).toMatchObject({ id: two.id, attempts: 1, activity: message('two') });
  });

  it('gives up on an activity once, and says so in the log', async () => {
    const id = await aConversation();
    const { id: inbound } = await say(id, 'poison');
    await store.log.giveUp(id, inbound, [message('sorry')]);
    await store.log.giveUp(id, inbound, [message('sorry')]);
    expect(await texts(id)).toEqual(['poison', 'sorry']);
    expect(await store.log.nextInbound(id)).toBeUndefined();
  });

  it('reads what came after a watermark', async () => {
    const id = await aConversation();
    for (const text of ['a', 'b', 'c']) await say(id, text);
    expect(await texts(id, 1)).toEqual(['b', 'c']);
    expect(await texts(id, 3)).toEqual([]);
  });

  it('lets the time of the log move on although the clock stands still, or goes back', async () => {
    const id = await aConversation();
    const { id: inbound } = await say(id, 'a');
    await store.conversations.commit(aTurn(id, { inbound, replies: [message('b'), message('c')] }));
    now = new Date(START.getTime() - 60_000);
    await say(id, 'd');
    now = START;
    const times = (await store.log.read(id, 0)).map(({ activity }) => String(activity.timestamp));
    expect(times).toEqual([...new Set(times)].sort());
    expect(times).toHaveLength(4);
  });

  it('names the conversations that wait for longer than a while', async () => {
    const id = await aConversation();
    const { id: inbound } = await say(id, 'a');
    expect(await store.log.waiting(5_000)).not.toContain(id);
    now = new Date(START.getTime() + 5_000);
    expect(await store.log.waiting(5_000)).toContain(id);
    await store.conversations.commit(aTurn(id, { inbound }));
    expect(await store.log.waiting(5_000)).not.toContain(id);
    now = START;
  });

  it('numbers 50 received and answered at once without a gap, a double or a loss', async () => {
    const id = await aConversation();
    const inbounds = await Promise.all(Array.from({ length: 50 }, (_, n) => say(id, `in ${n}`, `client-${n}`)));
    await Promise.all(
      inbounds.map((received, n) =>
        Promise.all([
          store.conversations.commit(aTurn(id, { inbound: received.id, replies: [message(`out ${n}`)] })),
          say(id, `in ${n}`, `client-${n}`), // a repeat in the middle of it
        ]),
      ),
    );
    const log = await store.log.read(id, 0);
    const seqs = log.map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
    expect(new Set(log.map(({ activity }) => activity.text)).size).toBe(100);
    expect(await store.log.nextInbound(id)).toBeUndefined();
  });

  it('answers one activity once, however many try at the same time', async () => {
    const id = await aConversation();
    const { id: inbound } = await say(id, 'once');
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () => store.conversations.commit(aTurn(id, { inbound }))),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await texts(id)).toEqual(['once', 'ok']);
  });

  it('tells of every conversation whose log grew, until told to stop', async () => {
    const id = await aConversation();
    const heard: string[] = [];
    const stop = store.log.watch((conversation) => heard.push(conversation));
    const { id: inbound } = await say(id, 'a');
    await store.conversations.commit(aTurn(id, { inbound }));
    expect(heard).toEqual([id, id]);
    await say(id, 'b');
    stop();
    await say(id, 'c');
    expect(heard).toEqual([id, id, id]);
  });

  it('runs the turns of one conversation one after another and those of others beside it', async () => {
    const steps: string[] = [];
    const started = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const first = store.log.exclusively('a', async () => {
      steps.push('a1 starts');
      started.resolve();
      await release.promise;
      steps.push('a1 ends');
      throw new Error('a turn that fails');
    });
    await started.promise;
    const second = store.log.exclusively('a', async () => void steps.push('a2'));
    await store.log.exclusively('b', async () => void steps.push('b'));
    expect(steps).toEqual(['a1 starts', 'b']);
    release.resolve();
    await expect(first).rejects.toThrow('a turn that fails');
    await second;
    expect(steps).toEqual(['a1 starts', 'b', 'a1 ends', 'a2']);
  });

  it('keeps 60 conversations going at once although each turn needs the database', async () => {
    const ids = await Promise.all(Array.from({ length: 60 }, aConversation));
    await Promise.all(
      ids.map((id) =>
        store.log.exclusively(id, async () => {
          const { id: inbound } = await say(id, 'hello');
          await store.conversations.commit(aTurn(id, { inbound, saved: aSaved({ misses: 1 }) }));
        }),
      ),
    );
    const states = await Promise.all(ids.map((id) => store.conversations.load(id)));
    expect(states.every((saved) => saved?.misses === 1)).toBe(true);
  });
});
