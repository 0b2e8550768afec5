/** The newcomer's page before the real bot and the real store, as browsers without scripts use it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { words } from '../bot/talk.ts';
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
