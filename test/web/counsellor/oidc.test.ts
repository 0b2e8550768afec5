import { createServer, type Server } from 'node:http';
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createOidc } from '../../../src/counsellors/oidc.ts';
import { type ABrowser, type Answered, aBrowser, freePort, type House, openHouse } from './house.ts';

const CLIENT = { id: 'wegwijzer', secret: 'a secret of sixteen signs and more' };

/** A real identity provider on this machine. Whoever signs in there is the account that is typed as login. */
async function aProvider(
  port: number,
  redirectUri: string,
): Promise<{ readonly issuer: string; close(): Promise<void> }> {
  const issuer = `http://localhost:${port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => ({
        sub,
        ...(sub.includes('@')
          ? { email: sub.replace('unverified-', ''), email_verified: !sub.startsWith('unverified-') }
          : {}),
      }),
    }),
    cookies: { keys: ['a key for tests'] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 600, Grant: 600 },
  });
  const server: Server = createServer(provider.callback());
  // A connection that is kept must not be closed at the moment in which a slow machine uses it again.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(port, resolve));
  return {
    issuer,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('signing in by OpenID Connect', () => {
  let house: House;
  let provider: Awaited<ReturnType<typeof aProvider>>;
  let providerPort: number;
  let redirectUri: string;
  let browser: ABrowser;
  let there: ABrowser;

  beforeAll(async () => {
    providerPort = await freePort();
    house = await openHouse({
      COUNSELLORS: 'example.org',
      OIDC_ISSUER: `http://localhost:${providerPort}`,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
    });
    redirectUri = `${house.url}/counsellor/oidc/callback`;
  });
  beforeEach(() => {
    browser = aBrowser(house.url);
    there = aBrowser(`http://localhost:${providerPort}`);
  });
  afterAll(async () => {
    await provider.close();
    await house.close();
  });

  /** Goes through the provider's own pages, as `login`; gives where it sends the browser back to. */
  async function throughProvider(begun: Answered, login: string, agree = true): Promise<string> {
    let at = begun.location ?? '';
    let page = await there.get(at);
    for (let step = 0; step < 12; step += 1) {
      if (page.location !== undefined) {
        at = new URL(page.location, at).href;
        if (at.startsWith(house.url)) return at.slice(house.url.length);
        page = await there.get(at);
        continue;
      }
      const abort = /href="([^"]+\/abort)"/.exec(page.text)?.[1];
      if (!agree && abort !== undefined) {
        at = new URL(abort, at).href;
        page = await there.get(at);
        continue;
      }
      const action = /action="([^"]+)"/.exec(page.text)?.[1] ?? '';
      const prompt = /name="prompt" value="(\w+)"/.exec(page.text)?.[1] ?? '';
      at = new URL(action, at).href;
      page = await there.post(at, prompt === 'login' ? { prompt, login, password: 'x' } : { prompt }, {});
    }
    throw new Error(`lost at the provider: ${page.status} ${page.text.slice(0, 300)}`);
  }
  const begin = () => browser.get('/counsellor/oidc?lang=nl');

  it('says so when the provider does not answer, and tries again the next time', async () => {
    expect((await begin()).location).toBe('/counsellor?why=unreachable&lang=nl');
    provider = await aProvider(providerPort, redirectUri);
    expect((await begin()).location).toMatch(new RegExp(`^http://localhost:${providerPort}/auth\\?`));
  });

  it('asks with state, nonce and PKCE, and offers the mailed link beside it', async () => {
    expect((await browser.get('/counsellor')).text).toMatch(/href="\/counsellor\/oidc\?lang=nl".*name="email"/s);
    const asked = new URL((await begin()).location ?? '').searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      client_id: CLIENT.id,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid email',
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)?.length).toBeGreaterThan(30);
  });

  it('lets in whom the provider vouches for', async () => {
    const back = await throughProvider(await begin(), 'Dora@Example.org');
    const entered = await browser.get(back);
    expect(entered.location).toBe('/counsellor');
    expect(browser.cookies.size).toBe(1); // what was kept meanwhile is gone
    expect((await browser.get('/counsellor')).text).toContain('name="organisation"');
    // The same answer of the provider, once more.
    expect((await browser.get(back)).location).toBe('/counsellor?why=over&lang=nl');
  });

  it.each([
    ['an address that is not on the list', 'eve@other.example', 'not-listed'],
    ['an address that the provider has not verified', 'unverified-anna@example.org', 'unverified'],
    ['somebody without an address', 'nobody', 'unverified'],
  ])('keeps out %s', async (_name, login, why) => {
    const back = await throughProvider(await begin(), login);
    expect((await browser.get(back)).location).toBe(`/counsellor?why=${why}&lang=nl`);
    expect(browser.cookies.size).toBe(0);
  });

  it('comes back without a word when the person says no there', async () => {
    const back = await throughProvider(await begin(), 'dora@example.org', false);
    expect(back).toContain('error=access_denied');
    expect((await browser.get(back)).location).toBe('/counsellor?why=refused&lang=nl');
  });

  it('finishes nobody’s sign-in but the one begun in this browser', async () => {
    const back = await throughProvider(await begin(), 'dora@example.org');
    const other = aBrowser(house.url);
    expect((await other.get(back)).location).toBe('/counsellor?why=over&lang=nl'); // began nothing
    await other.get('/counsellor/oidc?lang=nl');
    expect((await other.get(back)).location).toBe('/counsellor?why=refused&lang=nl'); // another state
    expect((await browser.get(back.replace(/code=[^&]+/, 'code=forged'))).location).toBe(
      '/counsellor?why=refused&lang=nl',
    );
    expect((await browser.get('/counsellor/oidc/callback')).location).toBe('/counsellor?why=over&lang=nl');
  });

  it('speaks plain http to nobody but this machine', async () => {
    await expect(
      openHouse({ OIDC_ISSUER: 'http://id.example', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y' }),
    ).rejects.toThrow('OIDC_ISSUER: must be an https:// address');
    await expect(openHouse({ OIDC_ONLY: 'yes' })).rejects.toThrow('OIDC_ISSUER: must be set');
  });

  it('refuses what another issuer says it is', async () => {
    const oidc = createOidc({
      issuer: `http://127.0.0.1:${providerPort}`,
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      redirectUri,
    });
    expect(await oidc.begin()).toEqual({ is: 'unreachable' });
  });
});

describe('signing in by OpenID Connect only', () => {
  let house: House;
  beforeAll(async () => {
    const port = await freePort();
    house = await openHouse({
      OIDC_ISSUER: `http://localhost:${port}`,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_ONLY: 'yes',
    });
  });
  afterAll(() => house.close());

  it('mails no link', async () => {
    const browser = aBrowser(house.url);
    expect((await browser.get('/counsellor')).text).not.toContain('name="email"');
    expect((await browser.post('/counsellor/sign-in', { email: 'anna@example.org' })).status).toBe(404);
  });
});
