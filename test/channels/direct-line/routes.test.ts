import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { aClock, SECRET, startTalk, type Talk } from './talk.ts';

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

const hello = { type: 'message', text: 'hoi' };

describe("a counsellor in a client's conversation", () => {
  it('is who a token of ours says; a claim is replaced by the client', async () => {
    const talk = await aTalk();
    const { body } = await talk.call('POST', '/conversations', SECRET, { user: { id: 'counsellor:1' } });
    await talk.say({ id: body.conversationId, token: SECRET }, { ...hello, from: { id: 'counsellor:1' } });
    const own = await talk.directLine.tokenFor(body.conversationId, undefined, 'counsellor:1');
    await talk.say({ id: body.conversationId, token: own }, { ...hello, from: { id: 'anybody' } });
    const { activities } = await talk.directLine.transcript(body.conversationId);
    const spoke = activities.filter(({ from }) => from?.role === 'user').map(({ from }) => from?.id);
    expect(spoke).toEqual([expect.stringMatching(/^dl_/), 'counsellor:1']);
  });

  it('gets a new token from their page, which knows whether they are signed in, and nowhere else', async () => {
    const talk = await aTalk();
    const { id, token } = await talk.start();
    const own = await talk.directLine.tokenFor(id, undefined, 'counsellor:1');
    expect((await talk.call('POST', '/tokens/refresh', own)).status).toBe(403);
    expect((await talk.call('POST', '/tokens/refresh', token)).status).toBe(200);
  });

  it('keeps their token where others get a fresh one, however they come back, until it has run out', async () => {
    const clock = aClock();
    const talk = await aTalk({ now: clock.now });
    const { id } = await talk.start();
    const own = await talk.directLine.tokenFor(id, undefined, 'counsellor:1');
    clock.pass(600);
    for (const [method, path] of [
      ['GET', `/conversations/${id}`],
      ['POST', '/conversations'],
    ] as const) {
      const { status, body } = await talk.call(method, path, own);
      expect({ status, ...body }).toMatchObject({ status: 200, conversationId: id, token: own, expires_in: 300 });
    }
    clock.pass(300);
    expect((await talk.call('GET', `/conversations/${id}`, own)).status).toBe(403);
    expect((await talk.call('POST', '/conversations', own)).status).toBe(403);
  });

  it('does not lose an invite that a client starts with', async () => {
    const talk = await aTalk({}, async (context) => {
      await context.sendActivity(`invite ${context.activity.channelData?.invite}`);
    });
    const conversation = await talk.start({ invite: 'abc' });
    expect(await talk.texts(conversation)).toEqual(['invite abc']);
  });
});

describe('a conversation over HTTP', () => {
  it('is started by a page without a token, greets in its language, and answers', async () => {
    const talk = await aTalk();
    const started = await talk.call('POST', '/conversations', undefined, { locale: 'fr' });
    expect(started.status).toBe(201);
    const { conversationId: id, token, expires_in, streamUrl } = started.body;
    expect(expires_in).toBe(1800);
    expect(streamUrl).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/v3\/directline\/conversations\/.+\/stream\?watermark=0&t=/);

    const posted = await talk.say({ id, token }, { ...hello, channelData: { clientActivityID: 'a', more: [1] } });
    expect(posted.status).toBe(200);

    const { body, headers } = await talk.call('GET', `/conversations/${id}/activities?watermark=`, token);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.activities.map((a: { text: string }) => a.text)).toEqual(['hello fr', 'hoi', 'you said: hoi']);
    const [, mine, answer] = body.activities;
    expect(mine).toMatchObject({
      id: posted.body.id,
      from: { role: 'user' },
      channelData: { clientActivityID: 'a', more: [1] },
    });
    expect(answer).toMatchObject({
      replyToId: mine.id,
      from: { id: 'wegwijzer', role: 'bot' },
      channelId: 'directline',
    });
    const rest = await talk.call('GET', `/conversations/${id}/activities?watermark=${body.watermark}`, token);
    expect(rest.body).toEqual({ activities: [], watermark: body.watermark });
  });

  it('answers a post before its turn is done', async () => {
    let finish = () => {};
    const talk = await aTalk({}, async ({ activity }) => {
      if (activity.type === 'message') await new Promise<void>((resolve) => (finish = resolve));
    });
    const chat = await talk.start();
    const posted = await talk.call('POST', `/conversations/${chat.id}/activities`, chat.token, hello);
    expect(posted).toMatchObject({ status: 200, body: { id: expect.any(String) } });
    finish();
  });

  it('tells nobody how the bot is reached, and takes no such address from outside', async () => {
    let seen: object = {};
    const talk = await aTalk({}, async (context) => {
      seen = { ...context.activity };
      if (context.activity.type === 'message') await context.sendActivity('ok');
    });
    const chat = await talk.start();
    const forged = { serviceUrl: 'https://example.org/', recipient: { id: 'x' }, conversation: { id: 'y' }, id: 'z' };
    await talk.say(chat, { ...hello, ...forged, callerId: 'c', replyToId: 'r', from: { id: 'dl_other', role: 'bot' } });
    expect(seen).toMatchObject({
      serviceUrl: 'urn:wegwijzer:directline',
      recipient: { id: 'wegwijzer' },
      conversation: { id: chat.id },
      from: { role: 'user' },
      timestamp: expect.any(Date),
    });
    expect(seen).not.toMatchObject({ from: { id: 'dl_other' } });
    const { body } = await talk.call('GET', `/conversations/${chat.id}/activities`, chat.token);
    expect(body.activities).toHaveLength(2);
    for (const activity of body.activities)
      for (const key of ['serviceUrl', 'recipient', 'callerId', 'deliveryMode'])
        expect(activity).not.toHaveProperty(key);
    expect(body.activities[0].replyToId).toBeUndefined();
  });

  it('takes a repeated clientActivityID once, with the same id', async () => {
    const talk = await aTalk();
    const chat = await talk.start();
    const twice = { ...hello, channelData: { clientActivityID: 'again' } };
    const [first, second] = await Promise.all([talk.say(chat, twice), talk.say(chat, twice)]);
    expect(second.body).toEqual(first.body);
    expect(await talk.texts(chat)).toEqual(['hello ?', 'hoi', 'you said: hoi']);
  });

  it.each([' greeting', ' ', ''])(
    'takes no clientActivityID, not even %j, for one of its own',
    async (clientActivityID) => {
      const talk = await aTalk();
      const chat = await talk.start();
      await talk.say(chat, { ...hello, channelData: { clientActivityID } });
      expect(await talk.texts(chat)).toEqual(['hello ?', 'hoi', 'you said: hoi']);
    },
  );

  it('runs the turns of messages sent at once one after another, in the order they came', async () => {
    const talk = await aTalk();
    const chat = await talk.start();
    const numbers = Array.from({ length: 20 }, (_, n) => String(n));
    await Promise.all(numbers.map((text) => talk.say(chat, { type: 'message', text })));
    const texts = await talk.texts(chat);
    const said = texts.filter((text) => /^\d+$/.test(text ?? ''));
    expect(texts.filter((text) => text?.startsWith('you'))).toEqual(said.map((text) => `you said: ${text}`));
    expect(said.toSorted()).toEqual(numbers.toSorted());
  });

  it('keeps a submitted value and gives it to the bot', async () => {
    const talk = await aTalk();
    const chat = await talk.start();
    await talk.say(chat, {
      type: 'message',
      value: { question: 'privacy', answer: 'yes' },
      channelData: { postBack: true },
    });
    expect((await talk.texts(chat)).at(-1)).toBe('value: {"question":"privacy","answer":"yes"}');
  });

  it('does not keep typing', async () => {
    const talk = await aTalk();
    const chat = await talk.start();
    expect((await talk.say(chat, { type: 'typing' })).status).toBe(200);
    expect(await talk.texts(chat)).toEqual(['hello ?']);
  });

  it('takes 5,000 characters, emoji counted as one, and refuses more without storing anything', async () => {
    const talk = await aTalk();
    const chat = await talk.start();
    const most = '😀'.repeat(5000);
    expect((await talk.say(chat, { type: 'message', text: most })).status).toBe(200);
    const refused = await talk.say(chat, { type: 'message', text: 'x'.repeat(5001) });
    expect(refused).toMatchObject({ status: 413, body: { error: { code: 'MessageTooLarge' } } });
    expect(await talk.texts(chat)).toEqual(['hello ?', most, `you said: ${most}`]);
  });

  it('takes NUL characters and broken emoji out of what a database could not keep', async () => {
    const talk = await aTalk();
    const chat = await talk.start();
    await talk.say(
      chat,
      '{"type":"message","text":"a\\u0000b\\ud83d","value":{"__proto__":{"x":1},"k\\u0000":"\\udc00"}}',
    );
    expect((await talk.texts(chat)).at(-1)).toBe('value: {"k":"\ufffd"}');
    expect((await talk.texts(chat)).at(-2)).toBe('ab\ufffd');
  });
});

describe('tokens', () => {
  it('are made for a user by a server that knows the secret, and start one conversation that greets once', async () => {
    const talk = await aTalk();
    const made = await talk.call('POST', '/tokens/generate', SECRET, { user: { id: 'dl_user', name: 'U' } });
    expect(made).toMatchObject({ status: 200, body: { expires_in: 1800 } });
    expect(talk.log.size).toBe(0);
    const { token, conversationId: id } = made.body;
    expect(JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString())).toMatchObject({
      user: 'dl_user',
      conv: id,
    });

    const first = await talk.call('POST', '/conversations', token);
    const second = await talk.call('POST', '/conversations', token);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect([first.body.conversationId, second.body.conversationId]).toEqual([id, id]);
    await talk.say({ id, token: second.body.token }, hello);
    expect(await talk.texts({ id, token })).toEqual(['hello ?', 'hoi', 'you said: hoi']);
    const { body } = await talk.call('GET', `/conversations/${id}/activities`, token);
    expect(body.activities[1].from).toMatchObject({ id: 'dl_user', role: 'user' });
  });

  it.each([
    { what: 'no secret', token: undefined, body: {}, status: 401 },
    { what: 'a wrong secret', token: 'wrong', body: {}, status: 401 },
    { what: 'a user id that does not start with dl_', token: SECRET, body: { user: { id: 'me' } }, status: 400 },
    { what: 'a body that is no object', token: SECRET, body: [1], status: 400 },
  ])('are not made with $what', async ({ token, body, status }) => {
    const talk = await aTalk();
    const made = await talk.call('POST', '/tokens/generate', token, body);
    expect(made).toMatchObject({ status, body: { error: { code: expect.any(String), message: expect.any(String) } } });
  });

  it('are not made by a client with a token of its own, nor where no secret is set', async () => {
    const talk = await aTalk({ secret: undefined });
    const { token } = await talk.start();
    expect((await talk.call('POST', '/tokens/generate', token, {})).status).toBe(403);
    expect((await talk.call('POST', '/tokens/generate', SECRET, {})).status).toBe(401);
    expect((await talk.call('POST', '/tokens/generate', 'undefined', {})).status).toBe(401);
  });

  it('are refreshed while they live, and expire after 30 minutes with 403', async () => {
    const clock = aClock();
    const talk = await aTalk({ now: clock.now });
    const chat = await talk.start();
    clock.pass(29 * 60);
    const refreshed = await talk.call('POST', '/tokens/refresh', chat.token);
    expect(refreshed).toMatchObject({ status: 200, body: { conversationId: chat.id, expires_in: 1800 } });
    clock.pass(2 * 60);
    for (const [method, path] of [
      ['POST', '/tokens/refresh'],
      ['POST', '/conversations'],
      ['GET', `/conversations/${chat.id}`],
      ['GET', `/conversations/${chat.id}/activities`],
      ['POST', `/conversations/${chat.id}/activities`],
    ] as const)
      expect(await talk.call(method, path, chat.token)).toMatchObject({
        status: 403,
        body: { error: { code: 'TokenExpired' } },
      });
    expect((await talk.say({ id: chat.id, token: refreshed.body.token }, hello)).status).toBe(200);
  });

  it('of a conversation that is gone get 404, so that clients stop', async () => {
    const talk = await aTalk();
    const chat = await talk.start();
    talk.log.forget(chat.id);
    for (const [method, path] of [
      ['POST', '/tokens/refresh'],
      ['POST', '/conversations'],
      ['GET', `/conversations/${chat.id}`],
      ['GET', `/conversations/${chat.id}/activities`],
      ['POST', `/conversations/${chat.id}/activities`],
    ] as const)
      expect((await talk.call(method, path, chat.token)).status).toBe(404);
  });

  it('that promised a conversation can be refreshed before it starts', async () => {
    const talk = await aTalk();
    const made = await talk.call('POST', '/tokens/generate', SECRET, {});
    const refreshed = await talk.call('POST', '/tokens/refresh', made.body.token);
    expect(refreshed.status).toBe(200);
    expect((await talk.call('POST', '/conversations', refreshed.body.token)).status).toBe(201);
  });

  it('open no other conversation, whatever is tried in it', async () => {
    const talk = await aTalk();
    const [mine, theirs] = [await talk.start(), await talk.start()];
    for (const [method, path, body] of [
      ['GET', `/conversations/${theirs.id}`, undefined],
      ['GET', `/conversations/${theirs.id}/activities`, undefined],
      ['POST', `/conversations/${theirs.id}/activities`, hello],
      ['POST', `/conversations/${theirs.id}/upload`, hello],
    ] as const)
      expect((await talk.call(method, path, mine.token, body)).status).toBe(403);
    expect(await talk.texts(theirs)).toEqual(['hello ?']);
  });

  it.each([
    ['a forged signature', (token: string) => `${token.slice(0, -4)}AAAA`],
    ['no signature', (token: string) => token.split('.').slice(0, 2).join('.')],
    ['the algorithm none', (token: string) => `eyJhbGciOiJub25lIn0.${token.split('.')[1]}.`],
    ['a stream token', (_: string, stream: string) => new URL(stream).searchParams.get('t') ?? ''],
    ['nonsense', () => 'nonsense'],
  ])('with %s are refused with 401', async (_, forge) => {
    const talk = await aTalk();
    const { id, token, streamUrl } = await talk.start();
    const answer = await talk.call('GET', `/conversations/${id}/activities`, forge(token, streamUrl));
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'BadToken' } } });
    expect((await talk.call('GET', `/conversations/${id}/activities`)).status).toBe(401);
  });

  it('need not be shown by a server that knows the secret; it says itself who speaks', async () => {
    const talk = await aTalk();
    const { body } = await talk.call('POST', '/conversations', SECRET, {});
    const chat = { id: body.conversationId, token: SECRET };
    expect(JSON.parse(Buffer.from(body.token.split('.')[1], 'base64url').toString())).not.toHaveProperty('user');
    await talk.say(chat, { ...hello, from: { id: 'me' } });
    const { body: read } = await talk.call('GET', `/conversations/${chat.id}/activities`, SECRET);
    expect(read.activities.map(({ from }: { from: { id: string } }) => from.id)).toEqual([
      'wegwijzer',
      'me',
      'wegwijzer',
    ]);
    expect((await talk.call('GET', '/conversations/none/activities', SECRET)).status).toBe(404);
  });
});

describe('bad input', () => {
  it.each([
    { what: 'broken JSON', body: '{"type":', status: 400 },
    { what: 'no activity', body: '[]', status: 400 },
    { what: 'an empty body', body: '', status: 400 },
    { what: 'a type we do not take', body: { type: 'conversationUpdate' }, status: 400 },
    { what: 'a text that is a number', body: { type: 'message', text: 5 }, status: 400 },
    {
      what: 'brackets without end',
      body: `{"type":"message","value":${'['.repeat(5000)}${']'.repeat(5000)}}`,
      status: 400,
    },
    { what: 'half a megabyte', body: { type: 'message', value: 'x'.repeat(512 * 1024) }, status: 413 },
    { what: 'text instead of JSON', body: 'hello', headers: { 'content-type': 'text/plain' }, status: 415 },
    { what: 'an encoding that it has not', body: '{}', headers: { 'content-encoding': 'gzip' }, status: 415 },
    { what: 'JSON in UTF-16 nonsense', body: '\ufeff\u0000{', status: 400 },
  ])('$what: $status, nothing stored, nothing broken', async ({ body, headers, status }) => {
    const talk = await aTalk();
    const chat = await talk.start();
    const path = `/conversations/${chat.id}/activities`;
    expect(await talk.call('POST', path, chat.token, body, headers ?? {})).toMatchObject({
      status,
      body: { error: { code: expect.any(String), message: expect.any(String) } },
    });
    expect(await talk.texts(chat)).toEqual(['hello ?']);
    expect(talk.problems).toEqual([]);
  });

  it('half a megabyte that does not say how long it is: 413', async () => {
    const talk = await aTalk();
    const chat = await talk.start();
    const pieces = Array.from({ length: 8 }, () => 'x'.repeat(64 * 1024));
    const response = await fetch(`${talk.domain}/conversations/${chat.id}/activities`, {
      method: 'POST',
      headers: { authorization: `Bearer ${chat.token}`, 'content-type': 'application/json' },
      body: ReadableStream.from(['{"type":"message","value":"', ...pieces, '"}'].map((piece) => Buffer.from(piece))),
      duplex: 'half',
    });
    expect(response.status).toBe(413);
    expect(await talk.texts(chat)).toEqual(['hello ?']);
  });

  it('a real gzip body: 415', async () => {
    const talk = await aTalk();
    const chat = await talk.start();
    const response = await fetch(`${talk.domain}/conversations/${chat.id}/activities`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${chat.token}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      },
      body: gzipSync(JSON.stringify(hello)),
    });
    expect(response.status).toBe(415);
  });

  it.each(['x', '-1', '1e3', '1.5', '9'.repeat(30)])('the watermark %s: 400', async (watermark) => {
    const talk = await aTalk();
    const chat = await talk.start();
    expect(
      (await talk.call('GET', `/conversations/${chat.id}/activities?watermark=${watermark}`, chat.token)).status,
    ).toBe(400);
  });

  it.each([
    ['GET', '/session/getsessionid'],
    ['GET', '/nothing/here'],
    ['DELETE', '/conversations/x/activities'],
    ['PUT', '/conversations'],
  ])('%s %s: 404 in the same shape', async (method, path) => {
    const talk = await aTalk();
    expect(await talk.call(method, path)).toMatchObject({ status: 404, body: { error: { code: 'NotFound' } } });
  });
});

describe('starting too many conversations', () => {
  it('is slowed down by address with 429 and Retry-After, and goes on after that time', async () => {
    const clock = aClock();
    const talk = await aTalk({ now: clock.now, starts: { limit: 3, windowMs: 60_000 } });
    for (let n = 0; n < 3; n++) expect((await talk.call('POST', '/conversations')).status).toBe(201);
    const refused = await talk.call('POST', '/conversations');
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'TooManyRequests' } } });
    expect(refused.headers.get('retry-after')).toBe('20');
    expect(talk.log.size).toBe(3);
    clock.pass(20);
    expect((await talk.call('POST', '/conversations')).status).toBe(201);
  });

  it('does not depend on a header that anyone can write, unless a proxy of ours does', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': `203.0.113.1, ${address}` });
    const open = await aTalk({ starts: { limit: 1, windowMs: 60_000 } });
    await open.call('POST', '/conversations', undefined, {}, from('198.51.100.1'));
    expect((await open.call('POST', '/conversations', undefined, {}, from('198.51.100.2'))).status).toBe(429);
    const behind = await aTalk({ starts: { limit: 1, windowMs: 60_000 }, trustProxy: true });
    await behind.call('POST', '/conversations', undefined, {}, from('198.51.100.1'));
    expect((await behind.call('POST', '/conversations', undefined, {}, from('198.51.100.2'))).status).toBe(201);
    expect((await behind.call('POST', '/conversations', undefined, {}, from('198.51.100.1'))).status).toBe(429);
  });
});

describe('other sites', () => {
  const elsewhere = { origin: 'https://agency.example.org' };

  it('may use the chat: preflights, answers and errors say so', async () => {
    const talk = await aTalk();
    const preflight = await talk.call('OPTIONS', '/conversations/x/activities', undefined, undefined, elsewhere);
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toBe(
      'authorization, content-type, x-ms-bot-agent, x-requested-with',
    );
    for (const [method, path] of [
      ['POST', '/conversations'],
      ['POST', '/tokens/generate'],
      ['GET', '/nothing'],
    ] as const) {
      const { headers } = await talk.call(method, path, undefined, undefined, elsewhere);
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('are judged by the list where there is one', async () => {
    const talk = await aTalk({ allowedOrigins: ['https://agency.example.org'], publicUrl: 'https://bot.example.org' });
    const from = async (origin: string) => talk.call('POST', '/conversations', undefined, {}, { origin });
    const allowed = await from('https://agency.example.org');
    expect(allowed.status).toBe(201);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://agency.example.org');
    expect(allowed.headers.get('vary')).toContain('Origin');
    expect((await from('https://bot.example.org')).status).toBe(201);
    expect((await from(talk.url)).status).toBe(201);
    for (const origin of ['https://evil.example.org', 'https://agency.example.org.evil.example.org', 'null']) {
      const refused = await from(origin);
      expect(refused).toMatchObject({ status: 403, body: { error: { code: 'OriginNotAllowed' } } });
      expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    }
    expect(talk.log.size).toBe(3);
  });
});

describe('upload', () => {
  const activityPart = (activity: unknown) =>
    new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' });

  async function upload(talk: Talk, chat: { id: string; token: string }, form: FormData) {
    const response = await fetch(`${talk.domain}/conversations/${chat.id}/upload?userId=dl_me`, {
      method: 'POST',
      headers: { authorization: `Bearer ${chat.token}` },
      body: form,
    });
    await talk.log.exclusively(chat.id, async () => {});
    return { status: response.status, body: await response.json() };
  }

  it('gives the bot the activity and the names of the files, and keeps no file', async () => {
    let attachments: unknown;
    const talk = await aTalk({}, async ({ activity }) => {
      if (activity.type === 'message') attachments = activity.attachments;
    });
    const chat = await talk.start();
    const form = new FormData();
    form.append(
      'activity',
      activityPart({ ...hello, attachments: [{ contentType: 'image/png', contentUrl: 'data:x' }] }),
    );
    form.append('file', new Blob(['the diploma'], { type: 'application/pdf' }), 'diploma.pdf');
    expect(await upload(talk, chat, form)).toMatchObject({ status: 200, body: { id: expect.any(String) } });
    expect(attachments).toEqual([{ contentType: 'application/pdf', name: 'diploma.pdf' }]);
    expect(JSON.stringify(await talk.log.read(chat.id, 0))).not.toContain('the diploma');
  });

  it('works without an activity: a person sent only a file', async () => {
    const talk = await aTalk();
    const chat = await talk.start();
    const form = new FormData();
    form.append('file', new Blob(['x'], { type: 'image/png' }), 'a.png');
    expect((await upload(talk, chat, form)).status).toBe(200);
    const [, { activity } = {}] = [...(await talk.log.read(chat.id, 0))];
    expect(activity).toMatchObject({ type: 'message', attachments: [{ contentType: 'image/png', name: 'a.png' }] });
  });

  it.each([
    { what: 'a large file', size: 300 * 1024, activity: hello, status: 413 },
    { what: 'an activity that is not JSON', size: 1, activity: undefined, status: 400 },
  ])('refuses $what with $status', async ({ size, activity, status }) => {
    const talk = await aTalk();
    const chat = await talk.start();
    const form = new FormData();
    form.append('activity', activity === undefined ? new Blob(['{']) : activityPart(activity));
    form.append('file', new Blob(['x'.repeat(size)]), 'a.bin');
    expect(await upload(talk, chat, form)).toMatchObject({ status, body: { error: { message: expect.any(String) } } });
    expect(await talk.texts(chat)).toEqual(['hello ?']);
  });

  it('refuses what is not multipart', async () => {
    const talk = await aTalk();
    const chat = await talk.start();
    expect((await talk.call('POST', `/conversations/${chat.id}/upload`, chat.token, hello)).status).toBe(415);
    const broken = { 'content-type': 'multipart/form-data; boundary=x' };
    expect((await talk.call('POST', `/conversations/${chat.id}/upload`, chat.token, 'no', broken)).status).toBe(400);
  });
});
