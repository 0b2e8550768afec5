/** The webhook channel against a real HTTPS server, and against peers that nock plays. */
import { HTTP } from 'cloudevents';
import nock from 'nock';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseDesks } from '../../src/delivery/desks.ts';
import { createHttpsPost, type HttpsPostSettings } from '../../src/delivery/https-post.ts';
import type { Errand } from '../../src/delivery/ports.ts';
import { findAddress, resolveByDns } from '../../src/delivery/public-address.ts';
import { readRetryAfter } from '../../src/delivery/retry-after.ts';
import { createWebhookSender, desksWithoutSecret } from '../../src/delivery/webhook.ts';
import type { HistoryLine } from '../../src/domain/follow-up.ts';
import { referralSchema } from '../../src/schemas/referral.ts';
import { aReferral } from './a-referral.ts';
import { ENDPOINT_HOST, type Endpoint, SECRET, startEndpoint } from './an-endpoint.ts';
import { desksWith } from './some-desks.ts';

const NOW = new Date();
const OLD = `whsec_${Buffer.from('the secret that goes out of use.').toString('base64')}`;
const PUBLIC = '93.184.215.14';

let endpoint: Endpoint;
let resolved: string[];
beforeEach(async () => {
  endpoint = await startEndpoint();
  resolved = [];
});
afterEach(async () => {
  nock.cleanAll();
  await endpoint.close();
});

/** @param at where the endpoint's name leads */
function sender(settings: Partial<HttpsPostSettings> = {}, at: readonly string[] = ['127.0.0.1'], secrets = [SECRET]) {
  const httpsPost = createHttpsPost({
    allowHosts: new Set([ENDPOINT_HOST]),
    resolve: async (host) => {
      resolved.push(host);
      return at.map((address) => ({ address }));
    },
    ca: endpoint.ca,
    ...settings,
  });
  return createWebhookSender({
    desks: parseDesks(desksWith('oss-ghent', [{ kind: 'webhook', url: endpoint.url }])),
    secrets: { 'oss-ghent': secrets },
    httpsPost,
    linkTo: async (page, reference) => `https://wegwijzer.example.org/${page}/${reference}`,
    publicUrl: 'https://wegwijzer.example.org',
    now: () => NOW,
  });
}
const THE_REFERRAL: Errand = {
  reference: 'K7QX-M3PD',
  conversation: 'c',
  channel: {},
  audience: 'desk',
  attempt: 1,
  nth: 0,
  generation: 0,
  about: undefined,
  referral: aReferral(),
};
const news = (line: Partial<HistoryLine>): Errand => ({
  ...THE_REFERRAL,
  referral: undefined,
  about: {
    id: 41,
    event: 'answer',
    state: 'needs-more',
    actor: 'client',
    at: new Date('2026-11-24T09:00:00.000Z'),
    note: null,
    body: null,
    ...line,
  },
});
const send = (errand: Errand = THE_REFERRAL, url = endpoint.url, send_ = sender()) =>
  send_(errand, { kind: 'webhook', url, desk: 'oss-ghent' });

describe('what the endpoint gets', () => {
  it('is the referral as a CloudEvent, signed so that the standard library believes it', async () => {
    expect(await send()).toEqual({ is: 'accepted', receipt: 'http-202' });
    const [request] = endpoint.requests;
    expect(request?.headers['content-type']).toMatch(/^application\/cloudevents\+json/);
    expect(request?.headers['webhook-id']).toBe('K7QX-M3PD.oss-ghent');
    const event = endpoint.taken.get('K7QX-M3PD.oss-ghent');
    expect(event).toMatchObject({
      specversion: '1.0',
      id: 'K7QX-M3PD.oss-ghent',
      type: 'be.wegwijzer.referral.submitted.v1',
      source: 'https://wegwijzer.example.org',
      subject: 'K7QX-M3PD',
      dataschema: 'https://wegwijzer.example.org/schemas/referral-1.json',
      answerurl: 'https://wegwijzer.example.org/desk/K7QX-M3PD',
    });
    expect(event?.validate()).toBe(true);
    expect(referralSchema.parse(event?.data)).toEqual(aReferral());
  });

  it.each([
    {
      line: { event: 'withdraw', note: 'erased' } as const,
      type: 'be.wegwijzer.referral.withdrawn.v1',
      data: { reference: 'K7QX-M3PD', erased: true },
    },
    { line: { event: 'erase' } as const, type: 'be.wegwijzer.referral.erased.v1', data: { reference: 'K7QX-M3PD' } },
    {
      line: { event: 'answer', body: { answers: [], note: 'dank u' } } as const,
      type: 'be.wegwijzer.referral.answered.v1',
      data: { reference: 'K7QX-M3PD', answers: [], note: 'dank u' },
    },
    {
      line: { event: 'remind-desk' } as const,
      type: 'be.wegwijzer.referral.reminder.v1',
      data: { reference: 'K7QX-M3PD' },
    },
  ])('is $type, also once the referral itself is gone', async ({ line, type, data }) => {
    expect(await send(news(line))).toMatchObject({ is: 'accepted' });
    expect(endpoint.taken.get('K7QX-M3PD.41.desk')).toMatchObject({ type, data, time: '2026-11-24T09:00:00.000Z' });
  });

  it('recalls without the answer address where the desk is not reached any more', async () => {
    const recall = news({ event: 'withdraw' });
    for (const url of [endpoint.url, `${endpoint.url}/before`]) {
      await send(recall, url);
      const event = JSON.parse(endpoint.requests.at(-1)?.body ?? '');
      expect(event.type).toBe('be.wegwijzer.referral.withdrawn.v1');
      expect('answerurl' in event).toBe(url === endpoint.url);
    }
  });

  it('carries two signatures while one secret takes over from another', async () => {
    await send(THE_REFERRAL, endpoint.url, sender({}, ['127.0.0.1'], [SECRET, OLD]));
    const [request] = endpoint.requests;
    const { headers = {}, body = '' } = request ?? {};
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    for (const secret of [SECRET, OLD]) expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
    const other = new Webhook(`whsec_${Buffer.from('a secret of somebody else ......').toString('base64')}`);
    expect(() => other.verify(body, headers)).toThrow();
    expect(() => new Webhook(SECRET).verify(body.replace('Test', 'Best'), headers)).toThrow();
  });

  it('keeps its id and its words when it is sent again, and is one to a receiver that looks at the id', async () => {
    endpoint.moods.push('cut', { status: 503 });
    expect(await send()).toMatchObject({ is: 'unreachable' });
    expect(await send()).toMatchObject({ is: 'unreachable', code: 'http-503' });
    expect(await send()).toMatchObject({ is: 'accepted' });
    expect(endpoint.requests).toHaveLength(3);
    expect(new Set(endpoint.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(endpoint.requests.map(({ body }) => body)).size).toBe(1);
    expect(endpoint.taken.size).toBe(1);
  });

  it('holds whatever people typed', async () => {
    const name = `"\r\nX: 1\u0000\u2028 محمد ${'x'.repeat(10_000)}`;
    const referral = aReferral({ client: { ...aReferral().client, name } });
    await send({ ...THE_REFERRAL, referral } as Errand);
    const { data } = endpoint.taken.get('K7QX-M3PD.oss-ghent') as { data: { client: { name: string } } };
    expect(data.client.name).toBe(name);
    expect(endpoint.requests[0]?.headers.x).toBeUndefined();
  });

  it('is nothing without a secret: it waits until somebody sets one', async () => {
    expect(await send(THE_REFERRAL, endpoint.url, sender({}, ['127.0.0.1'], []))).toEqual({
      is: 'unreachable',
      code: 'webhook-no-secret',
    });
    expect(endpoint.requests).toEqual([]);
    const desks = parseDesks(desksWith('oss-ghent', [{ kind: 'webhook', url: endpoint.url }]));
    expect(desksWithoutSecret(desks, {})).toEqual(['oss-ghent']);
    expect(desksWithoutSecret(desks, { 'oss-ghent': [SECRET] })).toEqual([]);
  });
});

describe('what its answer means', () => {
  it.each([
    [200, { is: 'accepted', receipt: 'http-200' }],
    [204, { is: 'accepted', receipt: 'http-204' }],
    [400, { is: 'refused', code: 'http-400' }],
    [404, { is: 'refused', code: 'http-404' }],
    [408, { is: 'unreachable', code: 'http-408' }],
    [410, { is: 'refused', code: 'http-410' }],
    [425, { is: 'unreachable', code: 'http-425' }],
    [429, { is: 'unreachable', code: 'http-429' }],
    [500, { is: 'unreachable', code: 'http-500' }],
    [503, { is: 'unreachable', code: 'http-503' }],
  ])('%i: %j', async (status, expected) => {
    endpoint.moods.push({ status, body: 'Test Persoon, client@example.org' });
    expect(await send()).toEqual(expected);
    expect(endpoint.requests).toHaveLength(1);
  });

  it.each([
    ['120', 120_000],
    ['999999', 86_400_000],
    [new Date(NOW.getTime() + 3_600_000).toUTCString(), 3_600_000],
  ])('429 that asks to come back %s', async (retryAfter, milliseconds) => {
    endpoint.moods.push({ status: 429, headers: { 'retry-after': retryAfter } });
    const result = await send();
    const notBefore = result.is === 'unreachable' ? result.notBefore : undefined;
    expect(Math.abs((notBefore?.getTime() ?? 0) - NOW.getTime() - milliseconds)).toBeLessThan(1_000);
  });

  it.each(['', '-5', 'soon', '1e9', 'Sun, 06 Nov 1994 08:49:37 GMT', '2026-12-01'])(
    '"%s" asks for nothing',
    (value) => {
      expect(readRetryAfter(value, NOW)).toBeUndefined();
    },
  );

  it.each([301, 302, 307, 308])('%i leads where nobody looked: refused, and not followed', async (status) => {
    endpoint.moods.push({ status, headers: { location: 'https://169.254.169.254/latest/meta-data/' } });
    expect(await send()).toEqual({ is: 'refused', code: `webhook-redirect-${status}` });
    expect(endpoint.requests).toHaveLength(1);
    expect(resolved).toEqual([ENDPOINT_HOST]);
  });

  it('no answer in time is one to try again', async () => {
    endpoint.moods.push('silent');
    expect(await send(THE_REFERRAL, endpoint.url, sender({ timeoutMs: 300 }))).toEqual({
      is: 'unreachable',
      code: 'network-timeout',
    });
    expect(endpoint.requests).toHaveLength(1);
  });

  it('an answer without an end is cut off; its head was enough', async () => {
    endpoint.moods.push('endless');
    expect(await send()).toEqual({ is: 'accepted', receipt: 'http-200' });
  });

  it('a connection that breaks, a port where nobody is, a certificate of nobody: to try again', async () => {
    endpoint.moods.push('cut');
    expect(await send()).toEqual({ is: 'unreachable', code: 'network-econnreset' });
    const stranger = sender({ ca: undefined as never });
    expect((await send(THE_REFERRAL, endpoint.url, stranger)) as { code: string }).toMatchObject({
      is: 'unreachable',
      code: expect.stringMatching(/^network-.*(self_signed|unable_to_verify)/),
    });
    await endpoint.close();
    expect(await send()).toEqual({ is: 'unreachable', code: 'network-econnrefused' });
  });

  it('is judged alike when nock plays the peer', async () => {
    const peer = nock('https://peer.example.org', {
      reqheaders: { 'webhook-id': 'K7QX-M3PD.oss-ghent', 'content-type': /cloudevents\+json/ },
    })
      .post(
        '/in',
        (body) =>
          HTTP.toEvent({ headers: { 'content-type': 'application/cloudevents+json' }, body: JSON.stringify(body) }) !==
          undefined,
      )
      .reply(503, 'busy', { 'retry-after': '60' })
      .post('/in')
      .reply(410)
      .post('/in')
      .replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
      .post('/in')
      .reply(201);
    const toPeer = () => send(THE_REFERRAL, 'https://peer.example.org/in', sender({}, [PUBLIC]));
    expect(await toPeer()).toEqual({
      is: 'unreachable',
      code: 'http-503',
      notBefore: new Date(NOW.getTime() + 60_000),
    });
    expect(await toPeer()).toEqual({ is: 'refused', code: 'http-410' });
    expect(await toPeer()).toEqual({ is: 'unreachable', code: 'network-econnreset' });
    expect(await toPeer()).toEqual({ is: 'accepted', receipt: 'http-201' });
    expect(peer.isDone()).toBe(true);
  });
});

describe('where it may lead', () => {
  const find = (host: string, at: readonly string[] = [PUBLIC], allowed: readonly string[] = []) =>
    findAddress(host, new Set(allowed), async () => at.map((address) => ({ address })));

  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '10.0.0.8',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.8',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
  ])('not to %s, whether a name leads there or it stands in the address itself', async (address) => {
    expect(await find('desk.example.org', [address])).toEqual({ is: 'private' });
    expect(await find('desk.example.org', [PUBLIC, address])).toEqual({ is: 'private' });
    const literal = new URL(`https://${address.includes(':') ? `[${address}]` : address}/`).hostname;
    expect(await find(literal)).toEqual({ is: 'private' });
  });

  it.each(['https://2130706433/', 'https://0x7f.1/', 'https://0177.0.0.1/', 'https://127.1/'])(
    'not to %s, which is this machine in other words',
    async (url) => {
      expect(await find(new URL(url).hostname)).toEqual({ is: 'private' });
    },
  );

  it('to the public internet, and to a private address whose name is allowed', async () => {
    expect(await find('desk.example.org')).toEqual({ is: 'found', address: { address: PUBLIC, family: 4 } });
    expect(await find('desk.example.org', ['10.0.0.8'], ['desk.example.org'])).toEqual({
      is: 'found',
      address: { address: '10.0.0.8', family: 4 },
    });
    expect(await find('desk.example.org', ['10.0.0.8'], ['other.example.org'])).toEqual({ is: 'private' });
    expect(await find('desk.example.org', [])).toEqual({ is: 'nowhere', code: 'no-address' });
  });

  it('this machine is found private by the real resolver too', async () => {
    expect(await findAddress('localhost', new Set(), resolveByDns)).toEqual({ is: 'private' });
  });

  it.each([['127.0.0.1'], ['10.1.2.3']])('a name that resolves to %s gets nothing, and is parked', async (address) => {
    const toPrivate = sender({ allowHosts: new Set() }, [address]);
    expect(await send(THE_REFERRAL, endpoint.url, toPrivate)).toEqual({
      is: 'refused',
      code: 'webhook-private-address',
    });
    expect(resolved).toEqual([ENDPOINT_HOST]);
    expect(endpoint.requests).toEqual([]);
  });

  it('a name that changes its mind is asked once: the request goes to the address that was looked at', async () => {
    const answers = ['127.0.0.1', '10.0.0.1'];
    const fickle = sender({ resolve: async () => [{ address: answers.shift() ?? '' }] });
    expect(await send(THE_REFERRAL, endpoint.url, fickle)).toMatchObject({ is: 'accepted' });
    expect(answers).toEqual(['10.0.0.1']);
  });

  it('a name that leads nowhere may lead somewhere later', async () => {
    const lost = sender({
      resolve: async () => {
        throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
      },
    });
    expect(await send(THE_REFERRAL, endpoint.url, lost)).toEqual({ is: 'unreachable', code: 'network-enotfound' });
  });

  it('never without TLS', async () => {
    expect(await send(THE_REFERRAL, `http://${ENDPOINT_HOST}:${endpoint.port}/`)).toEqual({
      is: 'refused',
      code: 'webhook-not-https',
    });
    expect(() => parseDesks(desksWith('oss-ghent', [{ kind: 'webhook', url: 'http://desk.example.org/' }]))).toThrow(
      'url',
    );
  });
});
