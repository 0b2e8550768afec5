import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Saved } from '../../../src/bot/ports.ts';
import { type Database, openDatabase } from '../../../src/storage/database.ts';
import { createStore } from '../../../src/storage/store.ts';
import { startServer } from '../a-server.ts';
import { committing, echo } from '../echo-bot.ts';

const saved: Saved = { v: 1, language: 'nl', answers: {}, order: [], misses: 0, leftOut: [], dialog: null, flow: '' };
let database: Database;
let closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  database = await openDatabase({ dataDir: 'memory://' });
});
afterAll(async () => {
  for (const close of closing) await close();
  closing = [];
  await database.close();
});

/** A process of its own as far as turns and news go, on the one real database. */
async function aProcess(beforeCommit: () => Promise<void> = async () => {}) {
  const store = createStore({ database, enqueue: async () => {}, announce: async () => {} });
  const bot = committing(async (key, inbound, replies) => {
    await beforeCommit();
    await store.conversations.commit({ key, inbound, saved, replies });
  }, echo);
  const server = await startServer(store.log, bot);
  closing.push(server.close);
  return { ...server, store };
}

const post = (domain: string, path: string, token?: string, body: object = {}) =>
  fetch(domain + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  }).then((response) => response.json() as Promise<{ conversationId: string; token: string; streamUrl: string }>);

it('holds a conversation on the real store: greeting, echo, order, one id a message, times that only go on', async () => {
  const { domain, store } = await aProcess();
  const { conversationId: id, token, streamUrl } = await post(domain, '/conversations', undefined, { locale: 'en' });
  const socket = new WebSocket(streamUrl);
  const seen: { id: string; text: string; timestamp: string; replyToId?: string }[] = [];
  const finished = new Promise<void>((resolve) =>
    socket.on('message', (data) => {
      seen.push(...JSON.parse(String(data)).activities);
      if (seen.at(-1)?.text === 'you said: 3') resolve();
    }),
  );
  await once(socket, 'open');
  for (const text of ['1', '2', '3'])
    await post(domain, `/conversations/${id}/activities`, token, {
      type: 'message',
      text,
      channelData: { clientActivityID: text },
    });
  await finished;
  socket.close();

  expect(seen.map(({ text }) => text).toSorted()).toEqual(
    ['1', '2', '3', 'hello en', 'you said: 1', 'you said: 2', 'you said: 3'].toSorted(),
  );
  const ids = seen.map((activity) => activity.id);
  expect(ids).toEqual([...new Set(ids)].toSorted());
  const times = seen.map(({ timestamp }) => timestamp);
  expect(times).toEqual([...new Set(times)].toSorted());
  for (const { replyToId } of seen) if (replyToId !== undefined) expect(ids).toContain(replyToId);
  expect(await store.log.waiting(0)).toEqual([]);
});

it('lets another process answer what a dead one left, and the dead one say nothing when it wakes', async () => {
  let wake = () => {};
  const asleep = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const { directLine } = await aProcess();
  const { conversationId: id, token } = await directLine.startLocal({ locale: 'nl' });
  let fallen = () => {};
  const fell = new Promise<void>((resolve) => {
    fallen = resolve;
  });
  const dying = await aProcess(() => {
    fallen();
    return asleep;
  });
  await post(dying.domain, `/conversations/${id}/activities`, token, { type: 'message', text: 'an answer' });
  await fell;
  await directLine.sweep(0);
  const texts = async () => (await directLine.transcript(id)).activities.map(({ text }) => text);
  expect(await texts()).toEqual(['hello nl', 'an answer', 'you said: an answer']);
  wake();
  await dying.store.log.exclusively(id, async () => {});
  expect(await texts()).toEqual(['hello nl', 'an answer', 'you said: an answer']);
  expect(dying.problems).toEqual(['turn-failed']);
});
