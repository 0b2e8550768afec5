import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser, aCounsellor, type House, linkIn, openHouse, signIn } from './house.ts';

const MINUTE = 60_000;

describe('signing in by a mailed link', () => {
  let house: House;
  /** Time only goes on. */
  const wait = (ms: number) => {
    house.clock.now = new Date(house.clock.now.getTime() + ms);
  };
  beforeAll(async () => {
    house = await openHouse({ COUNSELLORS: 'example.org anna@other.example' });
  });
  afterAll(() => house.close());

  const linkFor = async (email: string, count = 1) => {
    await aBrowser(house.url).post('/counsellor/sign-in', { email });
    return new URL(linkIn((await house.lettersTo(email, count)).at(-1))).pathname;
  };

  it('shows only the door to who is not signed in', async () => {
    const browser = aBrowser(house.url);
    const door = await browser.get('/counsellor');
    expect(door.status).toBe(200);
    expect(door.text).toContain('name="email"');
    for (const path of ['/forward', '/import', '/account', '/clients/x', '/clients.csv', '/made/abcdefghijklmnopqr'])
      expect(await browser.get(`/counsellor${path}`)).toMatchObject({ status: 303, location: '/counsellor' });
  });

  it('mails a link that a press uses, once, and asks the first time who it is', async () => {
    const path = await linkFor('first@example.org');
    const scanner = aBrowser(house.url);
    for (let i = 0; i < 3; i += 1) expect((await scanner.get(path)).status).toBe(200); // opening uses nothing up
    expect(scanner.cookies.size).toBe(0);

    const browser = aBrowser(house.url);
    expect((await browser.get(path)).text).toContain(`action="${path}?lang=nl"`);
    const entered = await browser.post(path);
    expect(entered).toMatchObject({ status: 303, location: '/counsellor' });
    const cookie = entered.headers.getSetCookie().join();
    expect(cookie).toMatch(/^wegwijzer-counsellor=[\w-]{44}; Path=\/; HttpOnly; SameSite=Lax$/);

    const welcome = await browser.get('/counsellor');
    expect(welcome.text).toContain('name="organisation"');
    expect(await browser.get('/counsellor/forward')).toMatchObject({ location: '/counsellor' }); // not before
    const sign = signIn(welcome.text);
    expect((await browser.post('/counsellor/account', { sign, name: ' ', organisation: 'X' })).status).toBe(400);
    await browser.post('/counsellor/account', { sign, name: 'Eva', organisation: 'Agentschap Voorbeeld' });
    expect((await browser.get('/counsellor')).text).toContain('Mijn cliënten');

    // Played again, by somebody else: the link is used.
    const thief = aBrowser(house.url);
    expect(await thief.post(path)).toMatchObject({ status: 303, location: '/counsellor?why=over&lang=nl' });
    expect(await thief.get(path)).toMatchObject({ location: '/counsellor?why=over&lang=nl' });
    expect(thief.cookies.size).toBe(0);
  });

  it('lets one of two presses at once in', async () => {
    const path = await linkFor('twice@example.org');
    const entered = await Promise.all([1, 2, 3].map(() => aBrowser(house.url).post(path)));
    expect(entered.filter(({ location }) => location === '/counsellor')).toHaveLength(1);
  });

  it('has a link work for fifteen minutes and no longer', async () => {
    const path = await linkFor('late@example.org');
    wait(15 * MINUTE - 1000);
    const early = await linkFor('early@example.org');
    wait(1000);
    expect(await aBrowser(house.url).post(path)).toMatchObject({ location: '/counsellor?why=over&lang=nl' });
    wait(15 * MINUTE - 2000);
    expect(await aBrowser(house.url).post(early)).toMatchObject({ location: '/counsellor' });
  });

  it('says the same at once to every address, and mails only those on the list', async () => {
    const browser = aBrowser(house.url);
    const answers = [];
    for (const email of ['anna@other.example', 'bob@other.example', 'x@sub.example.org', 'no address', '']) {
      answers.push(await browser.post('/counsellor/sign-in', { email }));
    }
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    await house.lettersTo('anna@other.example', 1);
    await linkFor('after@example.org'); // what was asked before this is through
    for (const email of ['bob@other.example', 'x@sub.example.org']) expect(await house.lettersNow(email)).toEqual([]);
  });

  it('mails one mailbox five links in an hour at most, and tells nobody that it stopped', async () => {
    const browser = aBrowser(house.url);
    const answers = [];
    for (let i = 0; i < 7; i += 1)
      answers.push(await browser.post('/counsellor/sign-in', { email: 'many@example.org' }));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    await linkFor('after-many@example.org');
    expect(await house.lettersTo('many@example.org', 5)).toHaveLength(5);
  });

  it('takes no forged, foreign or malformed link', async () => {
    const path = await linkFor('forged@example.org');
    const last = path.slice(-1) === 'A' ? 'B' : 'A';
    for (const bad of [path.slice(0, -1) + last, `${path}A`, '/counsellor/sign-in/short', '/counsellor/sign-in/%00'])
      expect((await aBrowser(house.url).post(bad)).location ?? '').not.toBe('/counsellor');
    // From another site's page, with the right link.
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await aBrowser(house.url).post(path, {}, foreign)).status).toBe(403);
    expect(await aBrowser(house.url).post(path)).toMatchObject({ location: '/counsellor' });
  });

  it('ends a session by signing out, everywhere, and after twelve hours', async () => {
    const email = 'leaves@example.org';
    const [here, there] = [await aCounsellor(house, email), await aCounsellor(house, email)];
    const copied = aBrowser(house.url);
    for (const [name, value] of here.cookies) copied.cookies.set(name, value);
    const isIn = async (browser: typeof here) => (await browser.get('/counsellor')).text.includes('Mijn cliënten');
    expect([await isIn(here), await isIn(there), await isIn(copied)]).toEqual([true, true, true]);

    expect((await here.press('/counsellor/sign-out')).location).toBe('/counsellor?why=left&lang=nl');
    // The cookie that somebody copied is worth nothing either.
    expect([await isIn(here), await isIn(there), await isIn(copied)]).toEqual([false, true, false]);

    const again = await aCounsellor(house, email);
    await again.press('/counsellor/sign-out', { everywhere: 'yes' });
    expect([await isIn(again), await isIn(there)]).toEqual([false, false]);

    const long = await aCounsellor(house, email);
    wait(12 * 60 * MINUTE - 1000);
    expect(await isIn(long)).toBe(true);
    wait(1000);
    expect(await isIn(long)).toBe(false);
  });

  it('takes no press without the sign of its own form', async () => {
    const [eve, anna] = [await aCounsellor(house, 'eve@example.org'), await aCounsellor(house, 'an@example.org')];
    const form = { name: 'Changed', organisation: 'X', language: 'nl' };
    for (const sign of ['', 'x', await eve.sign()])
      expect((await anna.post('/counsellor/account', { ...form, sign })).status).toBe(403);
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await anna.post('/counsellor/account', { ...form, sign: await anna.sign() }, foreign)).status).toBe(403);
    expect((await anna.get('/counsellor/account')).text).not.toContain('Changed');
    expect((await anna.post('/counsellor/account', { ...form, sign: await anna.sign() })).status).toBe(303);
    expect((await anna.get('/counsellor/account')).text).toContain('Changed');
    expect(await anna.sign()).not.toBe(await anna.sign());
  });

  it('stops an address that guesses at links, and counts it', async () => {
    const browser = aBrowser(house.url);
    const statuses = new Set<number>();
    for (let i = 0; i < 30; i += 1) {
      const token = Buffer.from(String(i).padStart(33, '0')).toString('base64url');
      statuses.add((await browser.get(`/counsellor/sign-in/${token}`)).status);
    }
    expect([...statuses]).toEqual([303, 429]);
    expect((await browser.get('/metrics')).text).toMatch(/wegwijzer_guesses_total\{kind="sign-in"\} \d+/);
  });

  it('writes no address and no link into the log', () => {
    expect(house.logged()).toContain('counsellor-enter');
    expect(house.logged()).not.toMatch(/example\.org|other\.example|sign-in\/[\w-]{20}/);
  });
});
