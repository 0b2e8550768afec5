/** The newcomer's page before the real bot and the real store, as browsers without scripts use it. */

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newCode } from '../../src/new-code.ts';
import { createCounsellors } from '../../src/storage/counsellors.ts';
import { createInvites } from '../../src/storage/invites.ts';
import { createLinks } from '../../src/storage/links.ts';
import { keepSecret } from '../../src/storage/secrets.ts';
import { words } from '../bot/talk.ts';
import { aReferral } from '../delivery/a-referral.ts';
import { aBrowser, type House, openHouse } from './counsellor/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const nl = (key: string) => words.t('nl', key);

/** A page with the choices under its question; `press` sends one of them, as they stood on this page. */
async function look(browser: ReturnType<typeof aBrowser>, path: string) {
  const { text } = await browser.get(path);
  const [, action = '', inside = ''] =
    /<form id="choices" method="post" action="([^"]*)">(.*?)<\/form>/s.exec(text) ?? [];
  const hidden = [...inside.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  const fields = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
  return {
    text,
    async press(label: string) {
      expect(inside).toContain(`value="${label}"`);
      const { location = '' } = await browser.post(action.replaceAll('&amp;', '&'), { ...fields, say: label });
      return look(browser, location.replace(/#.*/, ''));
    },
  };
}

test('who chose no language is asked for it, and the first press answers that', async () => {
  const browser = aBrowser(house.url);
  const greeted = await look(browser, '/');
  expect(greeted.text).toContain(nl('questions:language.ask').split('\n')[0]);
  const asked = await greeted.press('Français');
  expect(asked.text).toContain('<html lang="fr"');
  expect(asked.text).toContain('<input type="hidden" name="question" value="privacy">');
});

test('a choice of a page that was left behind is not the answer to what is asked now', async () => {
  const browser = aBrowser(house.url);
  const first = await (await look(browser, '/?lang=nl')).press(nl('questions:privacy.options.yes'));
  const behind = await look(browser, '/');
  const dontKnow = nl('questions:common.options.unknown');
  expect(behind.text).toContain(`value="${dontKnow}"`);
  await first.press(dontKnow);
  const pressed = await behind.press(dontKnow);
  expect(pressed.text).toContain(nl('dialog:stale.same'));
});

/** A conversation that has begun, and a secret told in it. */
async function talkAt(browser: ReturnType<typeof aBrowser>) {
  await (await look(browser, '/?lang=nl')).press(nl('questions:privacy.options.yes'));
  await browser.post('/?lang=nl', { text: 'Syrië', page: 'p' });
  const { text } = await look(browser, '/');
  expect(text).toContain('<p>Syrië</p>');
  const key = /"conversation":\{"id":"([^"]+)"/.exec(text)?.[1] ?? '';
  return { text, key };
}

test('who goes on elsewhere with a code leaves a page that says so and greets', async () => {
  const here = aBrowser(house.url);
  await talkAt(here);
  await here.post('/?lang=nl', { 'command:stop': nl('page:say.stop'), page: 'q' });
  const code = /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}/.exec((await look(here, '/')).text)?.[0] ?? '';
  const elsewhere = aBrowser(house.url);
  await (await look(elsewhere, '/?lang=nl')).press(nl('questions:privacy.options.yes'));
  await elsewhere.post('/?lang=nl', { text: code, page: 'r' });
  expect((await look(elsewhere, '/')).text).toContain(nl('dialog:resume.done'));
  const left = await look(here, '/?lang=nl');
  expect(left.text).toContain(nl('page:continue.moved'));
  expect(left.text).not.toContain('<p>Syrië</p>');
  const anew = await left.press(nl('questions:privacy.options.yes'));
  expect(anew.text).toContain('value="nationalities"');
  expect(anew.text).not.toContain(nl('page:continue.moved'));
  // What moved along stays where it is.
  expect((await look(elsewhere, '/')).text).toContain(nl('dialog:resume.done'));
});

test("who erases everything on the referral's own page leaves a page that says so and greets", async () => {
  const browser = aBrowser(house.url);
  const { key } = await talkAt(browser);
  const reference = 'WW-2345-ABCD-67';
  const saved = await house.store.conversations.load(key);
  if (saved === undefined) throw new Error('nothing is stored');
  await house.store.conversations.commit({
    key,
    inbound: undefined,
    saved: { ...saved, referral: reference },
    replies: [],
    referral: aReferral({ reference }),
  });
  const links = createLinks(house.database, await keepSecret(house.database, 'tokens'), () => house.clock.now);
  const path = `/s/${await links.make('status', reference, 3600)}`;
  expect((await browser.post(path, { press: 'erase' })).status).toBeLessThan(400);
  const left = await look(browser, '/?lang=nl');
  expect(left.text).toContain(nl('dialog:erase.done'));
  expect(left.text).not.toContain('<p>Syrië</p>');
  expect((await left.press(nl('questions:privacy.options.yes'))).text).toContain('value="nationalities"');
});

test('an invite asks in a browser with another conversation, and not in the one that came of it', async () => {
  const now = () => house.clock.now;
  const links = createLinks(house.database, await keepSecret(house.database, 'tokens'), now);
  const invites = createInvites(house.database, links, now);
  const counsellors = createCounsellors(house.database, now);
  const { id: anna } = await counsellors.enter('anna@example.org', 'nl');
  await counsellors.change(anna, { name: 'Anna Voorbeeld', organisation: 'Agentschap Voorbeeld' });
  const id = randomUUID();
  const invite = { id, code: newCode('resume'), label: 'A', email: null, known: {}, together: false };
  await invites.add(anna, [{ ...invite, language: 'fr' }]);
  const path = `/?invite=${await links.make('invite', id, 30 * 86_400)}`;

  const browser = aBrowser(house.url);
  const { key } = await talkAt(browser);
  const asked = await browser.get(path);
  expect(asked.text).toContain(words.t('fr', 'page:invited.title'));
  expect(asked.text).not.toContain('Syrië');
  // The code that stands for the link does the same, in another language when that is asked for.
  expect((await browser.get(`/?invite=${invite.code}&lang=nl`)).text).toContain(nl('page:invited.title'));
  const [, token = ''] = /name="invite" value="([^"]+)"/.exec(asked.text) ?? [];
  const { location = '' } = await browser.post('/invite', { invite: token });
  const greeted = await look(browser, location);
  expect(greeted.text).toContain('Anna Voorbeeld, Agentschap Voorbeeld');
  const begun = await greeted.press(words.t('fr', 'questions:privacy.options.yes'));
  const found = await invites.find(anna, id);
  expect(found?.conversation).toBeTruthy();
  expect(found?.conversation).not.toBe(key);
  expect(begun.text).toContain('value="nationalities"');
  // Begun anew by the counsellor, it is still the one of this conversation.
  expect(await invites.renew(anna, id, newCode('resume'), new Date(now().getTime() + 86_400_000))).toBe(true);
  expect((await look(browser, path)).text).toContain('value="nationalities"');
});
