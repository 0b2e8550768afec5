import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createTokens } from '../../src/channels/direct-line/tokens.ts';
import { intakeByButtons, labelOf } from './by-buttons.ts';
import { letters } from './mail.ts';
import { GHENT } from './persons.ts';
import { newDataDir, type Spawned, spawnApp } from './server.ts';
import { call, Talk } from './talk.ts';

const TOKEN_SECRET = 'signs the tokens of this test and of nothing else';
/** Words that nobody else says; wherever one turns up, it came from the person. */
const MARK = {
  name: 'Zorbella Quixmark',
  mail: 'quixmark.zorbella@example.org',
  job: 'flumpwright',
  nonsense: 'grobblefnix',
};

const data = newDataDir();
let app: Spawned;
beforeAll(async () => {
  app = await spawnApp(data.path, { TOKEN_SECRET, LOG_LEVEL: 'debug' });
}, 180_000);
afterAll(async () => {
  await app?.kill();
  data.remove();
}, 60_000);

const activities = (talk: Talk) => `${app.url}/v3/directline/conversations/${talk.id}/activities`;

async function alive(): Promise<void> {
  expect(() => process.kill(app.pid, 0)).not.toThrow();
  for (const path of ['/healthz', '/readyz']) expect((await call('GET', app.url + path)).status).toBe(200);
}

type Body = string | Uint8Array<ArrayBuffer>;

/** A raw request: whatever bytes, whatever headers. */
async function raw(method: string, url: string, token: string | undefined, body: Body | undefined, headers: object) {
  const response = await fetch(url, {
    method,
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, text: await response.text() };
}

const JSON_TYPE = { 'content-type': 'application/json' };
const message = (text: string) => JSON.stringify({ type: 'message', text });
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('a body that cannot be read', () => {
  const cases: readonly [string, number, Body, object][] = [
    ['gzip', 415, gzipSync(message('hi')), { ...JSON_TYPE, 'content-encoding': 'gzip' }],
    ['what only says that it is gzip', 415, message('hi'), { ...JSON_TYPE, 'content-encoding': 'gzip' }],
    ['a gzip bomb', 415, gzipSync(Buffer.alloc(20_000_000)), { ...JSON_TYPE, 'content-encoding': 'gzip' }],
    ['no JSON', 400, '{"type": "message", "text": ', JSON_TYPE],
    ['JSON under another type', 415, message('hi'), { 'content-type': 'text/plain' }],
    ['a huge body', 413, message('x'.repeat(400_000)), JSON_TYPE],
    ['a body of megabytes', 413, message('x'.repeat(3_000_000)), JSON_TYPE],
    ['nothing', 400, '', JSON_TYPE],
    ['a list', 400, '[]', JSON_TYPE],
    ['a number', 400, '7', JSON_TYPE],
    ['null', 400, 'null', JSON_TYPE],
    ['a deep nest of brackets', 400, `{"type":"message","value":${nested(5000)}}`, JSON_TYPE],
    ['an unknown type of activity', 400, '{"type":"invoke","name":"x"}', JSON_TYPE],
    ['a text that is an object', 400, '{"type":"message","text":{"a":1}}', JSON_TYPE],
  ];
  it.each(cases)('%s is refused with %i by Direct Line', async (_what, status, body, headers) => {
    const talk = await Talk.start(app.url);
    const answer = await raw('POST', activities(talk), talk.token, body, headers);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text).error).toEqual({ code: expect.any(String), message: expect.any(String) });
    expect(await talk.news()).toEqual([]);
    await alive();
  });

  it.each(
    cases
      .filter(([, status]) => status !== 400)
      .concat([
        ['no JSON', 400, '{"goal"', JSON_TYPE],
        ['a list', 400, '[]', JSON_TYPE],
      ]),
  )('%s is refused with %i by the assessments', async (_what, status, body, headers) => {
    const answer = await raw('POST', `${app.url}/api/v1/assessments`, undefined, body, headers);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text).error).toMatchObject({ code: expect.any(String), message: expect.any(String) });
    await alive();
  });
});

describe('facts for an assessment', () => {
  it.each([
    [{ nationality: ['SY'] }, 'nationality'],
    [{ goal: ['work-soon', 'fame'] }, 'goal'],
    [{ nationalities: [] }, 'nationalities'],
    [{ inBelgiumSince: 'yesterday' }, 'inBelgiumSince'],
    [{ documents: { passport: 'have' } }, 'documents'],
    [{ dutch: { smelling: 'B2' } }, 'dutch'],
    [{ postcode: 9000 }, 'postcode'],
  ])('%j are refused, and the answer names %s', async (facts, named) => {
    const { status, body } = await call('POST', `${app.url}/api/v1/assessments`, undefined, facts);
    expect(status).toBe(400);
    expect(JSON.stringify(body.error.problems)).toContain(named);
  });

  it.each([{}, { nationalities: 'declined', goal: 'unknown' }])('%j are fine: unknown is not wrong', async (facts) => {
    const { status, body } = await call('POST', `${app.url}/api/v1/assessments`, undefined, facts);
    expect(status).toBe(200);
    expect(body.deskAccess).toBe('review');
  });
});

describe('a token', () => {
  const anHourAgo = () => new Date(Date.now() - 3_600_000);
  const forged = (conv: string) =>
    createTokens('signed with a key that is not the one of the server', () => new Date()).issue('chat', { conv });
  const expired = (conv: string) => createTokens(TOKEN_SECRET, anHourAgo).issue('chat', { conv });
  const gone = () => createTokens(TOKEN_SECRET, () => new Date()).issue('chat', { conv: 'never-was' });

  it.each([
    ['none', 401, () => undefined],
    ['nonsense', 401, () => 'nonsense'],
    ['a forged one', 401, (talk: Talk) => forged(talk.id)],
    ['an expired one', 403, (talk: Talk) => expired(talk.id)],
  ] as const)('%s: reading, writing and opening a stream answer %i', async (_what, status, make) => {
    const talk = await Talk.start(app.url);
    const token = make(talk);
    expect((await call('GET', activities(talk), token)).status).toBe(status);
    const posted = await call('POST', activities(talk), token, { type: 'message', text: 'hi' });
    expect(posted.status).toBe(status);
    expect(posted.body.error.code).toMatch(/Unauthorized|BadToken|TokenExpired/);
    expect((await call('POST', `${app.url}/v3/directline/tokens/refresh`, token)).status).toBe(status);
    expect(await upgradeStatus(`/v3/directline/conversations/${talk.id}/stream?t=${token ?? ''}`)).toBe(401);
    expect(await talk.news()).toEqual([]);
  });

  it('of one conversation does not open another, and says nothing of whether that one exists', async () => {
    const [mine, theirs] = [await Talk.start(app.url), await Talk.start(app.url)];
    for (const id of [theirs.id, 'there-is-none']) {
      const url = `${app.url}/v3/directline/conversations/${id}/activities`;
      const answers = [
        await call('GET', url, mine.token),
        await call('POST', url, mine.token, { type: 'message', text: 'hi' }),
      ];
      for (const { status, body } of answers) {
        expect(status).toBe(403);
        expect(JSON.stringify(body)).not.toContain(theirs.id);
      }
    }
    expect(await theirs.news()).toEqual([]);
  });

  it('of a conversation that is gone answers 404', async () => {
    const url = `${app.url}/v3/directline/conversations/never-was/activities`;
    expect((await call('GET', url, gone())).status).toBe(404);
  });

  async function upgradeStatus(path: string): Promise<number | undefined> {
    const socket = new WebSocket(app.url.replace('http', 'ws') + path);
    socket.on('error', () => {});
    const [, response] = await once(socket, 'unexpected-response');
    response.resume();
    return response.statusCode;
  }
});

describe('what nobody expects a person to say', () => {
  const odd: readonly [string, string][] = [
    ['5,000 characters', 'grobblefnix '.repeat(417).slice(0, 5000)],
    ['5,000 emoji', '🦤'.repeat(5000)],
    ['one emoji', '🙃'],
    ['spaces', '   \n\t '],
    ['an empty text', ''],
    ['HTML', '<script>alert("grobblefnix")</script><img src=x onerror=alert(1)>'],
    ['Markdown and templates', '[x](javascript:alert(1)) $' + '{secret} {{name}} %s'],
    ['SQL', "'; drop table conversations; --"],
    ['control characters', 'a\u0000b\u0007c\u001b[31m\u202e'],
    ['lone surrogates', 'wq\ud800vx\udfffqz'],
    ['combining marks in heaps', `e${'\u0301'.repeat(3000)}`],
    ['names of properties', '__proto__ constructor toString'],
  ];

  it.each(odd)('%s at every question is asked again or noted, never an error', async (_what, text) => {
    const talk = await Talk.start(app.url, 'nl');
    for (const question of [
      'privacy',
      'nationalities',
      'in-belgium-since',
      'location',
      'target-occupation',
      'goal',
    ] as const) {
      await intakeByButtons(talk, 'nl', GHENT, question);
      const said = await talk.say(text);
      const asks = talk.asks()?.channelData?.question;
      expect(asks, `after ${text.slice(0, 40)} at ${question}`).toBeDefined();
      // A text that is taken for an occupation is the only one that could move on.
      if (question !== 'target-occupation') expect(asks).toBe(question);
      for (const { text: reply } of said) expect(reply).not.toContain('Er ging iets mis');
    }
    await alive();
  });

  it('5,001 characters are refused, with how many are fine', async () => {
    const talk = await Talk.start(app.url);
    const { status, body } = await talk.post({ text: 'x'.repeat(5001) });
    expect(status).toBe(413);
    expect(body.error.message).toContain('5000');
  });

  it('a card pressed twice is one answer, and a card of an earlier question changes nothing', async () => {
    const talk = await Talk.start(app.url, 'nl');
    await intakeByButtons(talk, 'nl', GHENT, 'goal');
    const goal = { question: 'goal', do: 'answer', chosen: 'work-soon' };
    const [first, second] = await Promise.all([talk.post({ value: goal }), talk.post({ value: goal })]);
    expect([first.status, second.status]).toEqual([200, 200]);
    await talk.until((said) =>
      [first, second].every(({ body }) => said.some(({ replyToId }) => replyToId === body.id)),
    );
    expect(talk.asks()?.channelData?.question).toBe('dutch-level');
    expect(talk.replies.map(({ text }) => text)).toContain('Dat had ik al genoteerd.');

    await intakeByButtons(talk, 'nl', GHENT, 'review');
    await talk.submit({ ...goal, chosen: 'full-degree' });
    expect(talk.asks()?.channelData?.question).toBe('review');
    const listed = JSON.stringify(talk.asks()?.attachments);
    expect(listed).toContain(labelOf('nl', 'goal', 'work-soon'));
    expect(listed).not.toContain(labelOf('nl', 'goal', 'full-degree'));
    await talk.submit({ question: 'share', do: 'answer', chosen: 'send' });
    expect(talk.ending()?.referral).toBeUndefined();
  });

  it.each([
    ['nothing', {}],
    ['only its question', { question: 'goal' }],
    ['far too much', { question: 'goal', do: 'answer', chosen: 'x'.repeat(600) }],
    ['a question that is none', { question: '__proto__', do: 'answer' }],
    ['a list', []],
    ['a list of lists', [[1]]],
  ])('a card that says %s is asked again', async (_what, value) => {
    const talk = await Talk.start(app.url, 'nl');
    await intakeByButtons(talk, 'nl', GHENT, 'goal');
    await talk.submit(value);
    expect(talk.asks()?.channelData?.question).toBe('goal');
  });

  it('the same message sent again under the same id is one message', async () => {
    const talk = await Talk.start(app.url, 'nl');
    const again = { text: 'waarom', channelData: { clientActivityID: 'the very same' } };
    const [first, second] = await Promise.all([talk.post(again), talk.post(again)]);
    expect(second.body.id).toBe(first.body.id);
    await talk.until((said) => said.some(({ replyToId }) => replyToId === first.body.id));
    expect((await talk.history()).filter(({ from }) => from?.role === 'user')).toHaveLength(1);
  });
});

describe('addresses', () => {
  it.each([
    ['a wrong method', 'GET', '/api/v1/assessments', 405],
    ['a wrong method of Direct Line', 'DELETE', '/v3/directline/conversations', 404],
    ['nothing of Direct Line', 'GET', '/v3/directline/nothing', 404],
    ['nothing', 'GET', '/nothing', 404],
    ['a way out of the folder', 'GET', '/..%2f..%2fetc/passwd', 404],
    ['half an escape', 'GET', '/%E0%A4%A', 404],
    ['the endpoint of a channel that is not set up', 'POST', '/api/messages', 404],
    ['an endless address', 'GET', `/${'a'.repeat(9000)}`, 414],
  ] as const)('%s', async (_what, method, path, status) => {
    expect((await raw(method, app.url + path, undefined, undefined, {})).status).toBe(status);
    await alive();
  });
});

it('nothing that a person said stands in the log or in an address', async () => {
  const talk = await Talk.start(app.url);
  const person = {
    ...GHENT,
    'target-occupation': { typed: MARK.job },
    name: { typed: MARK.name },
    reach: { typed: MARK.mail },
  };
  for (const question of ['nationalities', 'residence-status', 'location', 'study-field', 'reach', 'review'] as const) {
    await intakeByButtons(talk, 'en', person, question);
    await talk.say(`${MARK.nonsense} my secret is ${MARK.nonsense}`);
  }
  await intakeByButtons(talk, 'en', person, 'share');
  const shown = JSON.stringify(talk.replies);
  expect(shown).toContain(MARK.name);
  await intakeByButtons(talk, 'en', person);
  const reference = talk.ending()?.referral?.reference ?? '';
  const [letter] = await letters(app.dataDir, reference);
  expect(letter?.text).toContain(MARK.name);

  // The page without JavaScript says it too, by forms and redirects.
  const page = await fetch(`${app.url}/?lang=en`);
  const addresses = [page.url, ...linksOf(await page.text())];
  const history = JSON.stringify(await talk.history());
  addresses.push(...[...history.matchAll(/https?:\/\/[^"\s]+/g)].map(([url]) => url));
  expect(addresses.length).toBeGreaterThan(3);

  const log = app.logged();
  expect(log).toContain('"status":200'); // there is a log to look at
  for (const mark of [...Object.values(MARK), ...MARK.name.split(' '), talk.token, reference, 'my secret is']) {
    expect(log).not.toContain(mark);
    for (const address of addresses) expect(decodeURIComponent(address)).not.toContain(mark);
  }
  await alive();
});

const linksOf = (html: string): string[] =>
  [...html.matchAll(/(?:href|src|action)="([^"]+)"/g)].map(([, url]) => url ?? '');
