import { EventEmitter, once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createStreams } from '../../../src/channels/direct-line/streams.ts';
import { startServer } from '../a-server.ts';
import { committing, echo } from '../echo-bot.ts';
import { createMemoryLog } from '../memory-log.ts';
import { aClock, startTalk, type Talk } from './talk.ts';

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});

async function aTalk(...args: Parameters<typeof startTalk>): Promise<Talk> {
  const talk = await startTalk(...args);
  closing.push(talk.close);
  return talk;
}

interface Frame {
  readonly activities: readonly { readonly id: string; readonly type: string; readonly text?: string }[];
  readonly watermark?: string;
}

/** An open stream: its frames as they come, and the texts in them. */
async function open(url: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(url, { headers });
  const frames: Frame[] = [];
  const looks: (() => void)[] = [];
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)));
    for (const look of looks) look();
  });
  await once(socket, 'open');
  const all = () => frames.flatMap(({ activities }) => activities);
  return {
    socket,
    frames,
    texts: () => all().map(({ text }) => text),
    ids: () => all().map(({ id }) => id),
    /** Resolves when a text that starts like this has come. */
    until: (start: string) =>
      new Promise<void>((resolve) => {
        const look = () => all().some(({ text, type }) => (text ?? type).startsWith(start)) && resolve();
        looks.push(look);
        look();
      }),
    async close() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

/** The status with which an upgrade was refused, and what it said. */
async function refusal(url: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(url, { headers });
  socket.on('error', () => {});
  const [, response] = await once(socket, 'unexpected-response');
  let body = '';
  for await (const chunk of response) body += chunk;
  return { status: response.statusCode, ...JSON.parse(body) };
}

const message = (text: string) => ({ type: 'message', text });

/** A new stream for a conversation, from a watermark on. */
async function streamFrom(talk: Talk, chat: { id: string; token: string }, watermark = '') {
  const { body } = await talk.call('GET', `/conversations/${chat.id}?watermark=${watermark}`, chat.token);
  return body.streamUrl as string;
}

describe('a stream', () => {
  it('gives what was said before it opened and what is said after', async () => {
    const talk = await aTalk();
    const chat = await talk.start();
    const stream = await open(chat.streamUrl);
    await stream.until('hello');
    await talk.say(chat, message('hoi'));
    await stream.until('you said');
    expect(stream.texts()).toEqual(['hello ?', 'hoi', 'you said: hoi']);
    expect(stream.frames.at(-1)?.watermark).toBe(
      (await talk.call('GET', `/conversations/${chat.id}/activities`, chat.token)).body.watermark,
    );
  });

  it('opened again with its watermark goes on without a gap and without a double, however often it breaks', async () => {
    const talk = await aTalk();
    const chat = await talk.start();
    const seen: string[] = [];
    let watermark = '';
    for (let round = 0; round < 8; round++) {
      const saying = Promise.all([1, 2, 3].map((n) => talk.say(chat, message(`${round}.${n}`))));
      const stream = await open(await streamFrom(talk, chat, watermark));
      if (round % 2 === 0) await saying;
      await stream.until('');
      await stream.close();
      await saying;
      seen.push(...stream.ids());
      watermark = stream.frames.at(-1)?.watermark ?? watermark;
    }
    const last = await open(await streamFrom(talk, chat, watermark));
    await talk.say(chat, message('end'));
    await last.until('you said: end');
    seen.push(...last.ids());
    const { body } = await talk.call('GET', `/conversations/${chat.id}/activities`, chat.token);
    expect(seen).toEqual(body.activities.map(({ id }: { id: string }) => id));
  });

  it('shows every window of a conversation the same, each once', async () => {
    const talk = await aTalk();
    const chat = await talk.start();
    const windows = await Promise.all([1, 2, 3].map(async () => open(await streamFrom(talk, chat))));
    await Promise.all(Array.from({ length: 10 }, (_, n) => talk.say(chat, message(String(n)))));
    await talk.say(chat, message('end'));
    await Promise.all(windows.map((window) => window.until('you said: end')));
    for (const window of windows) {
      expect(window.ids()).toEqual(windows[0]?.ids());
      expect(new Set(window.ids()).size).toBe(23);
    }
  });

  it('shows what another process wrote', async () => {
    const talk = await aTalk();
    const other = await startServer(talk.log, committing(talk.log.commit, echo));
    closing.push(other.close);
    const chat = await talk.start();
    const stream = await open(chat.streamUrl);
    const posted = await fetch(`${other.domain}/conversations/${chat.id}/activities`, {
      method: 'POST',
      headers: { authorization: `Bearer ${chat.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(message('there')),
    });
    expect(posted.status).toBe(200);
    await stream.until('you said: there');
    expect(stream.texts()).toEqual(['hello ?', 'there', 'you said: there']);
  });

  it('shows typing to who is there, without a watermark, and forgets it', async () => {
    const talk = await aTalk();
    const chat = await talk.start();
    const stream = await open(chat.streamUrl);
    await stream.until('hello');
    await talk.say(chat, message('slow'));
    await stream.until('you said');
    const typing = stream.frames.find(({ activities }) => activities[0]?.type === 'typing');
    expect(typing).toBeDefined();
    expect(typing).not.toHaveProperty('watermark');
    expect(await talk.texts(chat)).toEqual(['hello ?', 'slow', 'you said: slow']);
  });

  it('is not troubled by the empty frames that keep it awake, nor by anything else that is sent', async () => {
    const talk = await aTalk();
    const chat = await talk.start();
    const stream = await open(chat.streamUrl);
    for (const frame of ['', '{"type":"message"}', Buffer.from([0, 1, 2])]) stream.socket.send(frame);
    await talk.say(chat, message('hoi'));
    await stream.until('you said');
    expect(await talk.texts(chat)).toEqual(['hello ?', 'hoi', 'you said: hoi']);
  });

  it('misses nothing that is written while it reads', async () => {
    const talk = await aTalk();
    const chat = await talk.start();
    const { read } = talk.log;
    let first = true;
    talk.log.read = async (conversation, after) => {
      const logged = await read(conversation, after);
      if (first) {
        first = false;
        await talk.say(chat, message('meanwhile'));
      }
      return logged;
    };
    const stream = await open(chat.streamUrl);
    await stream.until('you said: meanwhile');
    expect(stream.texts()).toEqual(['hello ?', 'meanwhile', 'you said: meanwhile']);
  });

  it('is told goodbye when the server stops, and no new one is kept', async () => {
    const talk = await startTalk();
    const chat = await talk.start();
    const stream = await open(chat.streamUrl);
    const closed = once(stream.socket, 'close');
    await talk.directLine.stop();
    expect((await closed)[0]).toBe(1001);
    const late = await open(await streamFrom(talk, chat));
    expect((await once(late.socket, 'close'))[0]).toBe(1001);
    await talk.close();
  });

  it('of a counsellor ends with their token, so that their page decides again; the client keeps theirs', async () => {
    const talk = await aTalk();
    const chat = await talk.start();
    const own = { id: chat.id, token: await talk.directLine.tokenFor(chat.id, 3, 'counsellor:1') };
    const [theirs, clients] = [await open(await streamFrom(talk, own)), await open(chat.streamUrl)];
    await theirs.until('hello');
    expect((await once(theirs.socket, 'close'))[0]).toBe(1008);
    await talk.say(chat, message('for the desk alone'));
    await clients.until('you said');
    expect(theirs.texts()).toEqual(['hello ?']);
    expect((await talk.call('GET', `/conversations/${chat.id}`, own.token)).status).toBe(403);
  });

  it('is opened at the address in use, or at the public one where that is secure', async () => {
    const host = async (talk: Talk) => new URL((await talk.start()).streamUrl);
    expect((await host(await aTalk({ publicUrl: 'http://localhost:3978' }))).host).toMatch(/^127\.0\.0\.1:/);
    const secure = await host(await aTalk({ publicUrl: 'https://bot.example.org/' }));
    expect(secure.href).toMatch(/^wss:\/\/bot\.example\.org\/v3\/directline\/conversations\//);
  });

  it('is closed, to come back, when the log cannot be read', async () => {
    const talk = await aTalk();
    const chat = await talk.start();
    const stream = await open(chat.streamUrl);
    await stream.until('hello');
    const read = talk.log.read;
    talk.log.read = async () => {
      throw new Error('no database');
    };
    const closed = once(stream.socket, 'close');
    await talk.say(chat, message('hoi'));
    expect((await closed)[0]).toBe(1011);
    talk.log.read = read;
    expect(talk.problems).toContain('stream-failed');
  });
});

it('a stream is pinged every 25 seconds, and let go when its phone has vanished', () => {
  vi.useFakeTimers();
  try {
    const streams = createStreams(createMemoryLog(), () => {});
    const aSocket = (answers: boolean) => {
      const socket = Object.assign(new EventEmitter(), { OPEN: 1, readyState: 1, bufferedAmount: 0 });
      const ping = vi.fn(() => answers && socket.emit('pong'));
      return Object.assign(socket, { ping, terminate: vi.fn(), close: vi.fn(), send: vi.fn() });
    };
    const [here, gone] = [aSocket(true), aSocket(false)];
    streams.start();
    for (const socket of [here, gone]) streams.join('c', 0, socket as unknown as WebSocket);
    vi.advanceTimersByTime(25_000);
    expect([here.ping.mock.calls.length, gone.ping.mock.calls.length]).toEqual([1, 1]);
    expect(gone.terminate).not.toHaveBeenCalled();
    vi.advanceTimersByTime(25_000);
    expect(gone.terminate).toHaveBeenCalled();
    expect(here.terminate).not.toHaveBeenCalled();
    streams.stop();
  } finally {
    vi.useRealTimers();
  }
});

describe('a stream is refused', () => {
  it.each([
    { what: 'without a token', change: (url: URL) => url.searchParams.delete('t'), status: 401 },
    { what: 'with a forged token', change: (url: URL) => url.searchParams.set('t', 'a.b.c'), status: 401 },
    {
      what: 'with a watermark we never gave',
      change: (url: URL) => url.searchParams.set('watermark', 'x'),
      status: 400,
    },
    {
      what: 'on another path',
      change: (url: URL) => Object.assign(url, { pathname: `${url.pathname}s` }),
      status: 404,
    },
    { what: 'outside Direct Line', change: (url: URL) => Object.assign(url, { pathname: '/' }), status: 404 },
  ])('$what: $status', async ({ change, status }) => {
    const talk = await aTalk();
    const { streamUrl } = await talk.start();
    const url = new URL(streamUrl);
    change(url);
    expect(await refusal(url.href)).toMatchObject({ status, error: { code: expect.any(String) } });
  });

  it('for a chat token, for another conversation, after a minute, and once the conversation is gone', async () => {
    const clock = aClock();
    const talk = await aTalk({ now: clock.now });
    const [mine, theirs] = [await talk.start(), await talk.start()];
    const url = new URL(mine.streamUrl);
    url.searchParams.set('t', mine.token);
    expect(await refusal(url.href)).toMatchObject({ status: 401 });
    expect(await refusal(theirs.streamUrl.replace(theirs.id, mine.id))).toMatchObject({ status: 403 });
    clock.pass(61);
    expect(await refusal(mine.streamUrl)).toMatchObject({ status: 403, error: { code: 'TokenExpired' } });
    const late = await streamFrom(talk, mine);
    talk.log.forget(mine.id);
    expect(await refusal(late)).toMatchObject({ status: 404, error: { code: 'ConversationNotFound' } });
  });

  it('to pages of sites that are not on the list, as browsers check nothing there', async () => {
    const talk = await aTalk({ allowedOrigins: ['https://agency.example.org'] });
    const chat = await talk.start();
    expect(await refusal(chat.streamUrl, { origin: 'https://evil.example.org' })).toMatchObject({ status: 403 });
    for (const origin of ['https://agency.example.org', talk.url]) {
      const stream = await open(chat.streamUrl, { origin });
      await stream.until('hello');
    }
  });
});
