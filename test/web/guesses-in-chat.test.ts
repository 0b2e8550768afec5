/** Guessing at codes in the conversation: by address as at the pages, whatever is erased or begun anew. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createCodeGuard } from '../../src/code-guard.ts';
import { createGuesses } from '../../src/web/guesses.ts';
import { words } from '../bot/talk.ts';
import { type House, openHouse } from './counsellor/house.ts';

/** A busy machine takes its time to answer. */
const PATIENCE = { timeout: 20_000, interval: 20 };

let house: House;
beforeAll(async () => {
  house = await openHouse({ TRUST_PROXY: 'yes', DIRECTLINE_SECRET: 'the-secret-of-another-server' });
});
afterAll(() => house.close());

const nl = (key: string) => words.t('nl', `dialog:${key}`);
const SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
let nth = 0;
/** A code that was never given out. */
const aCode = () => {
  nth += 1;
  return `2222-333${SIGNS[nth % 8]}-${SIGNS[Math.floor(nth / 8) % 30]}${SIGNS[Math.floor(nth / 240)]}`;
};
const guessed = async (kind: string): Promise<number> => {
  const metrics = await (await fetch(`${house.url}/metrics`)).text();
  return Number(new RegExp(`wegwijzer_guesses_total\\{kind="${kind}"\\} (\\d+)`).exec(metrics)?.[1] ?? 0);
};

/** A client of Direct Line at an address of its own. */
async function clientAt(address: string, start: object = {}) {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
  const api = `${house.url}/v3/directline/conversations`;
  const body = JSON.stringify({ locale: 'nl', ...start });
  const begun = await fetch(api, { method: 'POST', headers, body });
  const { conversationId: id, token } = (await begun.json()) as { conversationId: string; token: string };
  const authorization = `Bearer ${token}`;
  let watermark = '0';
  /** What the bot says next. */
  const news = () =>
    vi.waitFor(async () => {
      const answered = await fetch(`${api}/${id}/activities?watermark=${watermark}`, { headers: { authorization } });
      const set = (await answered.json()) as {
        activities: { from: { role: string }; text?: string }[];
        watermark: string;
      };
      const said = set.activities.filter(({ from }) => from.role === 'bot').map(({ text }) => text ?? '');
      if (said.length === 0) throw new Error('nothing yet');
      watermark = set.watermark;
      return said;
    }, PATIENCE);
  const say = async (text: string, more: object = {}) => {
    const activity = JSON.stringify({ type: 'message', text, ...more });
    await fetch(`${api}/${id}/activities`, { method: 'POST', headers: { ...headers, authorization }, body: activity });
    return news();
  };
  return { greeting: await news(), say };
}

test('twenty wrong codes from one address are looked up, however often everything is erased in between', async () => {
  const client = await clientAt('192.0.2.10');
  let unknown = 0;
  for (let round = 0; round < 6; round += 1) {
    for (let tries = 0; tries < 5; tries += 1)
      if ((await client.say(aCode())).includes(nl('resume.unknown'))) unknown += 1;
    await client.say(words.t('nl', 'page:say.erase'), { channelData: { command: 'erase' } });
    expect(await client.say('ja')).toContain(nl('erase.done'));
  }
  expect(unknown).toBe(20);
  expect(await guessed('code')).toBe(30);

  // A new conversation there is no way round it; elsewhere nobody notices.
  expect(await (await clientAt('192.0.2.10')).say(aCode())).toContain(nl('resume.too-many'));
  expect(await (await clientAt('192.0.2.11')).say(aCode())).toContain(nl('resume.unknown'));
});

test('an invite that a client begins with counts too, and is refused in words that say so', async () => {
  const invites = Array.from({ length: 21 }, (_, n) => Buffer.from(String(n).padStart(33, '0')).toString('base64url'));
  const greetings: string[] = [];
  for (const invite of invites) greetings.push((await clientAt('192.0.2.20', { invite })).greeting[0] ?? '');
  expect(greetings.filter((text) => text === nl('invite.unknown'))).toHaveLength(20);
  expect(greetings.at(-1)).toBe(nl('resume.too-many'));
  expect(await guessed('invite')).toBe(21);
});

test('a form without a script counts by its address as well', async () => {
  const posted = new Map<string, string>();
  const post = async (text: string) => {
    const answered = await fetch(`${house.url}/?lang=nl`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ text, page: 'p' }),
      headers: {
        origin: house.url,
        'sec-fetch-site': 'same-origin',
        'x-forwarded-for': '192.0.2.30',
        cookie: [...posted].map((pair) => pair.join('=')).join('; '),
      },
    });
    for (const line of answered.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      posted.set(name, value);
    }
  };
  await post('nl');
  for (let tries = 0; tries < 20; tries += 1) {
    if (tries % 5 === 0) posted.clear();
    await post(aCode());
  }
  expect(await (await clientAt('192.0.2.30')).say(aCode())).toContain(nl('resume.too-many'));
});

test('where no address is known the conversation is counted', async () => {
  const guard = createCodeGuard(
    createGuesses(
      () => {},
      () => 1_000_000,
    ),
  );
  const tryIt = async (conversation: string, code: string) =>
    (
      await guard.tryCode(
        'code',
        conversation,
        code,
        async () => 'wrong',
        () => true,
      )
    ).is;
  for (let tries = 0; tries < 20; tries += 1) expect(await tryIt('msteams|a', `code ${tries}`)).toBe('looked');
  expect(await tryIt('msteams|a', 'one more')).toBe('refused');
  expect(await tryIt('msteams|b', 'one more')).toBe('looked');
});
