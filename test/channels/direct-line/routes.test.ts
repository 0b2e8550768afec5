import { afterEach, describe, expect, it } from 'vitest';
import { startServer } from '../a-server.ts';
import { committing, echo } from '../echo-bot.ts';
import { createMemoryLog } from '../memory-log.ts';

const SECRET = 'the secret of another server';
let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});

async function aServer(options: Parameters<typeof startServer>[2] = {}) {
  const log = createMemoryLog(options.now);
  const server = await startServer(log, committing(log.commit, echo), { secret: SECRET, ...options });
  closing.push(server.close);
  const call = async (method: string, path: string, token?: string, body?: unknown) => {
    const response = await fetch(server.domain + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  };
  return { ...server, log, call };
}

type Server = Awaited<ReturnType<typeof aServer>>;

/** Says something and waits until its turn is done. */
async function say(server: Server, id: string, token: string, activity: object) {
  const posted = await server.call('POST', `/conversations/${id}/activities`, token, activity);
  await server.log.exclusively(id, async () => {});
  return posted;
}

describe('a conversation over HTTP', () => {
  it('is started by a page without a token, greets in its language, and answers', async () => {
    const server = await aServer();
    const started = await server.call('POST', '/conversations', undefined, { locale: 'fr' });
    expect(started.status).toBe(201);
    const { conversationId: id, token, expires_in, streamUrl } = started.body;
    expect(expires_in).toBe(1800);
    expect(streamUrl).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/v3\/directline\/conversations\/.+\/stream\?watermark=0&t=/);

    const posted = await say(server, id, token, {
      type: 'message',
      text: 'hoi',
      channelData: { clientActivityID: 'a' },
    });
    expect(posted.status).toBe(200);

    const { body, headers } = await server.call('GET', `/conversations/${id}/activities?watermark=`, token);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.activities.map((a: { text: string }) => a.text)).toEqual(['hello fr', 'hoi', 'you said: hoi']);
    const [, mine, answer] = body.activities;
    expect(mine).toMatchObject({ id: posted.body.id, from: { role: 'user' }, channelData: { clientActivityID: 'a' } });
    expect(answer).toMatchObject({ replyToId: mine.id, from: { id: 'wegwijzer', role: 'bot' } });
    const rest = await server.call('GET', `/conversations/${id}/activities?watermark=${body.watermark}`, token);
    expect(rest.body).toEqual({ activities: [], watermark: body.watermark });
  });
});
