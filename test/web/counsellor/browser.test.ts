import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, inPage, picture, violations, visit } from '../browser.ts';
import { aBrowser, aCounsellor, type House, linkIn, openHouse } from './house.ts';

const PHONE = { viewport: { width: 360, height: 740 } };
const DESK = { viewport: { width: 1280, height: 800 } };

describe('the counsellors’ pages in a browser', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    await aCounsellor(house, 'anna@example.org');
  }, 240_000);
  afterAll(() => house.close());

  const hasNoSidewaysScroll = (page: Page) =>
    inPage<boolean>(page, 'document.documentElement.scrollWidth <= document.documentElement.clientWidth');
  const check = async (page: Page, name: string) => {
    await picture(page, name);
    expect(await violations(page)).toEqual([]);
    expect(await hasNoSidewaysScroll(page)).toBe(true);
  };
  /** Signed in by the keyboard alone, from the door to the list. */
  const enter = async (page: Page, email = 'anna@example.org') => {
    const before = new Set((await house.lettersNow(email)).map(({ messageId }) => messageId));
    await page.getByLabel('E-mailadres van je werk').fill(email);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Kijk in je mailbox' }).waitFor();
    const letters = await house.lettersTo(email, before.size + 1);
    await page.goto(linkIn(letters.find(({ messageId }) => !before.has(messageId))));
    await page.getByRole('button', { name: 'Aanmelden' }).press('Enter');
    await page.getByRole('heading', { name: 'Mijn cliënten' }).waitFor();
  };

  it.each([
    ['a phone', PHONE],
    ['a desk', DESK],
  ])(
    'forwards a client on %s, by keyboard, with nothing for axe to say',
    async (name, options) => {
      // The browser itself complains of the form that is refused, and of nothing else.
      const { page, complaints } = await visit(`${house.url}/counsellor`, options, true);
      await check(page, `counsellor-door-${name}`);
      await enter(page);
      await check(page, `counsellor-empty-${name}`);

      await page.getByRole('link', { name: 'Cliënt aanmelden' }).first().press('Enter');
      await check(page, `counsellor-form-${name}`);
      await page.getByLabel('Taal van je cliënt').selectOption('ar');
      await page.getByLabel('Zo noem jij deze cliënt').fill(`Mevrouw Z (${name})`);
      await page.getByLabel('Nationaliteit').fill('Nergensland');
      await page.getByRole('button', { name: 'Nakijken' }).press('Enter');
      const problems = page.getByRole('alert');
      await problems.waitFor();
      await check(page, `counsellor-problems-${name}`);
      await problems.getByRole('link', { name: 'Nationaliteit' }).press('Enter');
      expect(await inPage(page, 'document.activeElement.id')).toBe('nationalities');
      await page.keyboard.press('Control+A');
      await page.keyboard.type('Syrië');
      await page.getByLabel('Snel werk vinden').check();
      await page.getByRole('button', { name: 'Nakijken' }).press('Enter');
      await page.getByRole('heading', { name: 'Klopt dit?' }).waitFor();
      await page.locator('.reasons > summary').press('Enter');
      await check(page, `counsellor-shown-back-${name}`);
      await page.getByRole('button', { name: 'Ja, maak de uitnodiging' }).press('Enter');

      await page.getByRole('img', { name: 'QR-code van de link' }).waitFor();
      await check(page, `counsellor-client-${name}`);
      expect(await page.getByLabel('Korte code').inputValue()).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}$/);
      // The Tab key takes all of it, to copy.
      await page.getByLabel('Korte code').focus();
      await page.getByRole('link', { name: 'Terug naar de lijst' }).press('Enter');
      await page.getByRole('link', { name: `Mevrouw Z (${name})` }).waitFor();
      await check(page, `counsellor-list-${name}`);
      for (const [path, title] of [
        ['/counsellor/import', 'Cliënten aanmelden uit een lijst'],
        ['/counsellor/account', 'Mijn gegevens'],
      ] as const) {
        await page.goto(`${house.url}${path}`);
        await page.getByRole('heading', { level: 1, name: title }).waitFor();
        await check(page, `counsellor-${path.split('/').at(-1)}-${name}`);
      }
      expect(complaints).toEqual([expect.stringContaining('400')]);
    },
    180_000,
  );

  it('works without scripts, and the list of what is wrong is read out', async () => {
    const { page } = await visit(`${house.url}/counsellor`, { ...PHONE, javaScriptEnabled: false }, true);
    await enter(page);
    await page.goto(`${house.url}/counsellor/import`);
    await page.getByLabel('Of plak de rijen hier').fill('Cliënt;Taal\nA;klingon');
    await page.getByRole('button', { name: 'Uitnodigingen maken' }).click();
    const row = page.getByRole('row', { name: /2 Taal/ });
    await row.waitFor();
    await page.getByLabel('Of plak de rijen hier').fill('Cliënt;Taal\nA;Arabisch\nB;fr');
    await page.getByRole('button', { name: 'Uitnodigingen maken' }).click();
    await page.getByRole('heading', { name: 'De uitnodigingen zijn klaar' }).waitFor();
    await picture(page, 'counsellor-made');
    expect(await page.getByRole('listitem').filter({ hasText: 'invite=' }).count()).toBe(2);
  }, 120_000);

  it('fills in together: the client in Arabic, the counsellor in Dutch, each on a screen of their own', async () => {
    const { page } = await visit(`${house.url}/counsellor`, DESK);
    await enter(page);
    await page.goto(`${house.url}/counsellor/forward`);
    await page.getByLabel('Taal van je cliënt').selectOption('ar');
    await page.getByLabel('Zo noem jij deze cliënt').fill('Samen');
    await page.getByRole('button', { name: 'Nakijken' }).click();
    await page.getByRole('button', { name: 'Ja, en nu samen invullen' }).click();
    await page.getByRole('heading', { name: 'Samen invullen' }).waitFor();
    await check(page, 'counsellor-together');
    const screen = await page.getByLabel('Link voor het scherm van je cliënt').inputValue();
    const mine = (await page.getByRole('link', { name: 'Open mijn scherm' }).getAttribute('href')) ?? '';

    const { page: client } = await visit(screen, { ...PHONE, locale: 'ar' });
    await client.getByRole('button').last().click();
    await eventually(() => client.getByRole('log').textContent()).toContain('anna');
    await page.goto(`${house.url}${mine}`);
    await picture(page, 'counsellor-together-mine');
    expect(await page.locator('html').getAttribute('lang')).toBe('nl');

    // The client agrees on their own screen; the counsellor answers the next question in Dutch.
    await client.locator('#answers button').first().click();
    await eventually(() => page.getByRole('log').textContent()).toMatch(/nationaliteit/i);
    await page.locator('#text').fill('Syrië');
    await page.locator('#text').press('Enter');
    await eventually(() => client.getByRole('log').textContent()).toContain('Syrië');
    await picture(client, 'counsellor-together-client');
    const log = client.getByRole('log');
    await eventually(() => log.textContent()).toMatch(/سوري/);
    // Signed out, the screen is shut.
    const stranger = aBrowser(house.url);
    expect((await stranger.get(mine)).location).toBe('/counsellor');
  }, 180_000);
});
