import { generateKeyPairSync, sign } from 'node:crypto';
import type { Activity } from 'botbuilder';
import nock from 'nock';

export const APP_ID = '11111111-2222-3333-4444-555555555555';
export const SERVICE_URL = 'https://smba.example.org/emea/';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as the Bot Connector signs it for a request to a bot. */
export function connectorToken(claims: object = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    iss: 'https://api.botframework.com',
    aud: APP_ID,
    serviceurl: SERVICE_URL,
    nbf: now - 60,
    exp: now + 600,
    ...claims,
  };
  const text = `${encode({ alg: 'RS256', typ: 'JWT', kid: 'test-key' })}.${encode(payload)}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`;
}

/** What the connector answers with instead of taking a message. */
interface Refusal {
  readonly status: number;
  readonly headers?: Record<string, string>;
}

/** Azure, as far as a bot meets it: the keys of its tokens, a login, and the connector that takes replies. */
export function startAzure() {
  nock.disableNetConnect();
  nock.enableNetConnect('127.0.0.1');
  const replies: { path: string; text: string | undefined; authorization: string | null }[] = [];
  const activities: Partial<Activity>[] = [];
  const edits: { path: string; activity: Partial<Activity> }[] = [];
  let failing = 0;
  let refusal: Refusal | 'no network' | undefined;

  const openId = 'https://login.botframework.com';
  nock(openId)
    .persist()
    .get('/v1/.well-known/openidconfiguration')
    .reply(200, { issuer: 'https://api.botframework.com', jwks_uri: `${openId}/v1/.well-known/keys` })
    .get('/v1/.well-known/keys')
    .reply(200, {
      keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'test-key', use: 'sig', endorsements: ['msteams'] }],
    });

  const login = 'https://login.microsoftonline.com';
  nock(login)
    .persist()
    .get(/openid-configuration/)
    .reply(200, ({ url }: Request) => {
      const base = url.slice(0, url.indexOf('/v2.0'));
      return {
        issuer: `${base}/v2.0`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        jwks_uri: `${base}/keys`,
      };
    })
    .get(/instance/)
    .reply(200, { metadata: [], tenant_discovery_endpoint: '' })
    .post(/token/)
    .reply(200, { token_type: 'Bearer', expires_in: 3600, access_token: 'an access token' });

  const connector = nock(new URL(SERVICE_URL).origin).persist();
  connector.post(/^\/emea\/v3\/conversations\//).reply(async (request: Request) => {
    if (refusal === 'no network') throw Object.assign(new Error('no network'), { code: 'ECONNREFUSED' });
    if (refusal !== undefined)
      return [refusal.status, { error: { code: 'Refused', message: 'as the test says' } }, refusal.headers ?? {}];
    if (failing-- > 0) return [400, { error: { code: 'BadRequest', message: 'as the script says' } }];
    const activity = (await request.json()) as Partial<Activity>;
    const { pathname } = new URL(request.url);
    activities.push(activity);
    replies.push({ path: pathname, text: activity.text, authorization: request.headers.get('authorization') });
    return [200, { id: `sent-${replies.length}` }];
  });
  connector.put(/^\/emea\/v3\/conversations\//).reply(async (request: Request) => {
    const { pathname } = new URL(request.url);
    edits.push({ path: pathname, activity: (await request.json()) as Partial<Activity> });
    return [200, { id: pathname.split('/').at(-1) }];
  });

  return {
    replies,
    /** The same replies, as Azure got them. */
    activities,
    /** Messages that were changed after they were sent. */
    edits,
    texts: () => replies.map(({ text }) => text),
    /** The connector refuses so many replies. */
    failReplies(times: number) {
      failing = times;
    },
    /** The connector takes no message until it is told otherwise. */
    refuse(how: Refusal | 'no network' | undefined) {
      refusal = how;
    },
    close() {
      nock.cleanAll();
      nock.enableNetConnect();
    },
  };
}
