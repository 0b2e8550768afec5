/** A letter that no mail server takes is told to the counsellor who can do something about it. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { allowList } from '../../../src/counsellors/allow-list.ts';
import { createForwarding } from '../../../src/counsellors/forward.ts';
import type { Language } from '../../../src/domain/referral.ts';
import { words } from '../../bot/talk.ts';
import { type MailServer, startMailServer } from '../../delivery/a-mail-server.ts';
import { type ABrowser, aCounsellor, type House, openHouse, signIn } from './house.ts';

const CLIENT = 'no-such-mailbox@example.com';
const COUNSELLOR = 'anna@example.org';
const text = (page: string) => page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

type Queue = (counsellor: object, trx: undefined) => Promise<void>;

let server: MailServer;
let house: House;
let anna: ABrowser;
beforeAll(async () => {
  server = await startMailServer();
  server.unknown.add(CLIENT);
  const plain = await openHouse({ SMTP_URL: server.url });
  const lettersNow: House['lettersNow'] = async (address) =>
    server.received.filter(({ to }) => to?.some((one) => one.address === address));
  house = {
    ...plain,
    lettersNow,
    lettersTo: (address, count) =>
      vi.waitFor(
        async () => {
          const letters = await lettersNow(address);
          if (letters.length < count) throw new Error(`${letters.length} letters instead of ${count}`);
          return letters;
        },
        { timeout: 20_000, interval: 50 },
      ),
  };
  anna = await aCounsellor(house, COUNSELLOR);
});
afterAll(async () => {
  await house.close();
  await server.close();
});

async function forwarded(label: string, email = CLIENT): Promise<string> {
  const form = (await anna.get('/counsellor/forward')).text;
  const once = /name="once" value="([\w-]+)"/.exec(form)?.[1] ?? '';
  const fields = { sign: signIn(form), once, step: 'keep', language: 'ar', label, email };
  const path = (await anna.post('/counsellor/forward', fields)).location?.split('?')[0] ?? '';
  expect((await anna.press(path, { do: 'mail' })).location).toBe(`${path}?done=mailed`);
  return path;
}

it('puts the client among what needs attention, mails the counsellor, and lets them try again at once', async () => {
  const path = await forwarded('Mevrouw M.');
  const own = async () => (await house.lettersNow(COUNSELLOR)).filter(({ subject }) => !subject?.includes('link'));
  await expect.poll(async () => (await own()).length, { timeout: 20_000 }).toBe(1);
  const [letter] = await own();
  expect(letter?.subject).toBe('Een mail aan je cliënt kwam niet aan');
  expect(letter?.text).toContain('Mevrouw M.');
  expect(letter?.text).toContain(`${house.url}${path}`);
  expect(letter?.text).not.toContain(CLIENT);

  const list = (await anna.get('/counsellor?show=attention')).text;
  expect(text(list)).toContain('De mail aan je cliënt kwam niet aan.');
  const page = (await anna.get(path)).text;
  expect(text(page)).toContain(`We konden de mail niet bezorgen op dit adres: ${CLIENT}`);
  expect(text(page)).toContain('Geef de uitnodiging zelf aan je cliënt');
  expect(page).not.toContain('Laatst gemaild');
  // What hangs on a sign alone is lost on who hears the page.
  expect(page).toContain('<p class="silent"><span aria-hidden="true">⚠</span> De mail aan je cliënt');

  // Nobody got a letter this week, so the next one may go at once.
  server.unknown.clear();
  expect((await anna.press(path, { do: 'mail' })).location).toBe(`${path}?done=mailed`);
  await house.lettersTo(CLIENT, 1);
  expect(text((await anna.get('/counsellor?show=attention')).text)).not.toContain('Mevrouw M.');
  expect((await anna.get(path)).text).toContain('Laatst gemaild');
  expect(await own()).toHaveLength(1);
});

it('writes no address and no name into the log', () => {
  expect(house.logged()).toContain('something failed');
  expect(house.logged()).not.toMatch(/no-such-mailbox|Mevrouw M/);
});

it.each([
  ['bert@example.org', 'fr', 'Un e-mail à votre client n’est pas arrivé'],
  ['bert@example.org', 'uk', 'Een mail aan je cliënt kwam niet aan'],
  ['bert@elsewhere.example', 'nl', undefined],
] as const)('tells %s in %s, and nobody who is off the list', async (email, language, subject) => {
  const mailed: { to: string; subject: string }[] = [];
  const forwarding = createForwarding({
    invites: {
      refuseMail: (_id: string, _at: Date, queue: Queue) => queue({ email, language, label: null }, undefined),
    },
    mail: async (letter: { to: string; subject: string }) => void mailed.push(letter),
    words: (own: Language, key: string, params = {}) => words.t(own, key, params),
    interview: { questions: [] },
    isCounsellor: allowList(['example.org']),
    officeLanguages: ['nl', 'en', 'fr'],
    publicUrl: 'https://wegwijzer.example.org',
  } as never);
  await forwarding.mailRefused('an-invite', new Date());
  expect(mailed.map((letter) => [letter.to, letter.subject])).toEqual(subject === undefined ? [] : [[email, subject]]);
});
