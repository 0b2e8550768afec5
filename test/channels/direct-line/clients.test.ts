import { DirectLine } from 'botframework-directlinejs';
import botium from 'botium-connector-directline3';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import XMLHttpRequest from 'xhr2';
import { type RunningServer, startServer } from '../a-server.ts';
import { committing, echo } from '../echo-bot.ts';
import { createMemoryLog } from '../memory-log.ts';
import { SECRET } from './talk.ts';

const Botium = botium.PluginClass;

beforeAll(() => {
  Object.assign(globalThis, { XMLHttpRequest, WebSocket });
});

let closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});

async function aServer(): Promise<RunningServer> {
  const log = createMemoryLog();
  const server = await startServer(log, committing(log.commit, echo), { secret: SECRET });
  closing.push(server.close);
  return server;
}

/** Collects what comes in; `until` resolves with it all as soon as it is as wanted. */
function collector<T>() {
  const seen: T[] = [];
  const waiting: (() => void)[] = [];
  return {
    seen,
    add(item: T) {
      seen.push(item);
      for (const look of waiting) look();
    },
    until: (wanted: (seen: T[]) => boolean) =>
      new Promise<T[]>((resolve) => {
        const look = () => wanted(seen) && resolve(seen);
        waiting.push(look);
        look();
      }),
  };
}

interface Shown {
  readonly id: string;
  readonly type: string;
  readonly text?: string;
  readonly from: { readonly id: string; readonly role?: string };
}

describe.each([
  { transport: 'over a WebSocket', webSocket: true },
  { transport: 'by polling', webSocket: false },
])('DirectLineJS $transport', ({ webSocket }) => {
  it.each([
    {
      with: 'a token of its own page',
      credentials: async (server: RunningServer) => ({ token: await pageToken(server) }),
    },
    {
      with: 'a token for its user',
      credentials: async (server: RunningServer) => ({ token: await userToken(server) }),
    },
    { with: 'the secret', credentials: async () => ({ secret: SECRET }) },
    { with: 'nothing at all', credentials: async () => ({}) },
  ])('holds a conversation with $with', async ({ credentials }) => {
    const server = await aServer();
    const client = new DirectLine({
      ...(await credentials(server)),
      domain: server.domain,
      webSocket,
      pollingInterval: 200,
      conversationStartProperties: { locale: 'nl' },
    });
    closing.push(() => client.end());
    const { add, until } = collector<Shown>();
    client.activity$.subscribe(
      (activity) => add(activity as Shown),
      () => {}, // "conversation ended": what end() says to who still listens
    );

    await until((seen) => seen.some(({ text }) => text?.startsWith('hello') === true));
    const id = await new Promise((resolve, reject) =>
      client.postActivity({ type: 'message', text: 'dag', from: { id: 'dl_someone' } }).subscribe(resolve, reject),
    );
    const seen = await until((all) => all.some(({ text }) => text === 'you said: dag'));

    expect(seen.map(({ text }) => text?.replace(/ .+$/, ''))).toEqual(['hello', 'dag', 'you']);
    expect(seen[1]).toMatchObject({ id, from: { role: 'user' } });
    expect(new Set(seen.map((activity) => activity.id)).size).toBe(3);
    expect(server.problems).toEqual([]);
  });
});

it.each([
  { transport: 'over a WebSocket', DIRECTLINE3_WEBSOCKET: true },
  { transport: 'by polling', DIRECTLINE3_WEBSOCKET: false },
])('Botium holds a conversation $transport, buttons and submits included', async ({ DIRECTLINE3_WEBSOCKET }) => {
  const server = await aServer();
  const { add, until } = collector<{ messageText: string; buttons: { text: string }[] }>();
  const connector = new Botium({
    queueBotSays: add,
    caps: {
      DIRECTLINE3_SECRET: SECRET,
      DIRECTLINE3_DOMAIN: server.domain,
      DIRECTLINE3_WEBSOCKET,
      DIRECTLINE3_POLLINGINTERVAL: 200,
      DIRECTLINE3_BUTTON_TYPE: 'message',
      DIRECTLINE3_BUTTON_VALUE_FIELD: 'value',
    },
  });
  await connector.Validate();
  await connector.Start();
  closing.push(() => connector.Stop());

  const [greeting] = await until(({ length }) => length === 1);
  expect(greeting?.buttons.map(({ text }) => text)).toEqual(['English']);
  await connector.UserSays({ messageText: 'hoi' });
  await until(({ length }) => length === 2);
  await connector.UserSays({ buttons: [{ payload: '{"question":"privacy"}' }] });
  const said = await until(({ length }) => length === 3);

  expect(said.map(({ messageText }) => messageText)).toEqual([
    expect.stringMatching(/^hello/),
    'you said: hoi',
    'value: {"question":"privacy"}',
  ]);
});

async function pageToken(server: RunningServer): Promise<string> {
  const response = await fetch(`${server.domain}/conversations`, { method: 'POST' });
  return ((await response.json()) as { token: string }).token;
}

async function userToken(server: RunningServer): Promise<string> {
  const response = await fetch(`${server.domain}/tokens/generate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
    body: JSON.stringify({ user: { id: 'dl_someone' } }),
  });
  return ((await response.json()) as { token: string }).token;
}
