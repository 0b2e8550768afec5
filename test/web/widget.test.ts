/** The page in a real browser, with JavaScript. */
import type { Request, Response } from 'restify';
import { expect, test } from 'vitest';
import { answerHtml } from '../../src/web/exchange.ts';
import { eventually, inPage, picture, violations, visit } from './browser.ts';
import { PAPERS } from './fake-chat.ts';
import { type Faults, mountFakeLine } from './fake-line.ts';
import { serve, words } from './serve.ts';

async function live() {
  let faults: Faults | undefined;
  const served = await serve({
    mount: (server, chat) => {
      faults = mountFakeLine(server, chat);
    },
  });
  if (faults === undefined) throw new Error('nothing was mounted');
  return { ...served, faults };
}

const said = (served: Awaited<ReturnType<typeof live>>) =>
  [...served.chat.talks.values()].flatMap(({ log }) =>
    log.filter((activity) => activity.from?.role === 'user').map((activity) => activity.text ?? activity.value),
  );

test('a whole exchange by taps: one conversation, every message once, no page load', async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl`);
  await picture(page, 'greeting-nl');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Nederlands', exact: true }).and(page.locator('.choice')).dblclick();
  await page.getByText('Waar woon je?').waitFor();
  await page.getByRole('button', { name: 'Gent', exact: true }).click();
  await eventually(() => page.locator('.bot').count()).toBe(3);
  expect(said(served)).toEqual(['Nederlands', 'Gent']);
  const log = [...served.chat.talks.values()].flatMap((talk) => talk.log);
  const about = log.filter(({ from }) => from?.role === 'user').map(({ channelData }) => channelData?.question);
  expect(about).toEqual(['language', 'location']);
  expect(served.chat.talks.size).toBe(1);
  expect(await page.locator('#log li.me').count()).toBe(2);
  expect(await page.locator('.status').allTextContents()).toEqual(['', '']);
  expect(await page.locator('#progress').textContent()).toContain('Nog te gaan: ongeveer 12');
  expect(await violations(page)).toEqual([]);
  await picture(page, 'question-nl');
  await page.reload();
  expect(await page.locator('#log li.me').count()).toBe(2);
  await page.getByLabel('Typ hier je antwoord').fill('9000');
  await page.keyboard.press('Enter');
  await eventually(() => said(served)).toEqual(['Nederlands', 'Gent', '9000']);
  await eventually(() => page.locator('.bot').count()).toBe(4);
});

test('the page follows the language of the conversation, its menu and direction too', async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl`);
  await page.getByText('Menu', { exact: true }).click();
  await picture(page, 'menu-nl');
  await page.keyboard.press('Escape');
  await page.getByText('Taal', { exact: true }).click();
  await page.locator('nav').getByRole('button', { name: 'Français' }).click();
  await page.getByText('Quelle est votre nationalité ?').waitFor();
  await page.getByRole('button', { name: 'Pourquoi ?' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('fr');
  await page.getByText('Langue', { exact: true }).click();
  await page.locator('nav').getByRole('button', { name: 'العربية' }).click();
  await eventually(() => page.locator('html').getAttribute('dir')).toBe('rtl');
  expect(await page.locator('.bot .words').last().getAttribute('dir')).toBe('rtl');
  expect(await page.locator('.bot .words').last().getAttribute('lang')).toBe('ar');
  expect(await page.locator('.bot .words').first().getAttribute('dir')).toBe('ltr');
  await page.getByRole('button', { name: 'لماذا؟' }).click();
  await eventually(() => said(served).at(-1)).toBe('لماذا');
  await picture(page, 'rtl');
  expect(await violations(page)).toEqual([]);
});

test('words of another language that do not arrive are asked for again with the next message', async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl`, {}, true);
  let asked = 0;
  await page.route(/words-ar/, (route) => {
    asked += 1;
    if (asked === 1) return route.abort();
    return asked === 2 ? route.fulfill({ status: 503, body: '{"title":"503"}' }) : route.continue();
  });
  const html = page.locator('html');
  const lost = page.waitForEvent('requestfailed');
  await page.getByText('Taal', { exact: true }).click();
  await page.locator('nav').getByRole('button', { name: 'العربية' }).click();
  await lost;
  const say = async (text: string) => {
    // Until the words are there the page is what it was, all of it.
    expect([await html.getAttribute('lang'), await html.getAttribute('dir')]).toEqual(['nl', 'ltr']);
    await page.getByLabel('Typ hier je antwoord').fill(text);
    await page.keyboard.press('Enter');
  };
  const refused = page.waitForResponse(/words-ar/);
  await say('9000');
  await (await refused).finished();
  await say('1000');
  await eventually(() => html.getAttribute('dir')).toBe('rtl');
  expect(await html.getAttribute('lang')).toBe('ar');
  expect(await page.getByRole('button', { name: 'لماذا؟' }).count()).toBe(1);
});

test('a card loads its own script, is answered once, and is then only to be read', async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl`);
  const scripts: string[] = [];
  page.on('request', (request) => scripts.push(request.url()));
  await page.getByLabel('Typ hier je antwoord').fill('kaart');
  await page.keyboard.press('Enter');
  const card = page.locator('.card').last();
  await card.getByRole('button', { name: 'Bewaar' }).waitFor();
  expect(scripts.filter((url) => /cards-/.test(url))).toHaveLength(1);
  await picture(page, 'card-nl');
  expect(await violations(page)).toEqual([]);
  expect(await card.getByRole('heading', { name: 'Welke papieren heb je?' }).getAttribute('aria-level')).toBe('2');
  await card.getByLabel('Puntenlijst').check();
  await card.getByLabel('Niveau Nederlands').selectOption('A2');
  await card.getByLabel('Dit klopt').check();
  await card.getByRole('button', { name: 'Bewaar' }).dblclick();
  await page.getByText('Bewaard.').waitFor();
  expect(said(served)).toEqual([
    'kaart',
    { question: 'documents', have: 'diploma,transcript', level: 'A2', agree: 'yes' },
  ]);
  expect(await card.getByLabel('Puntenlijst').isDisabled()).toBe(true);
  await picture(page, 'card-old-nl');
  expect(await violations(page)).toEqual([]);
});

test('a card that the server wrote into the page works as well', async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl`);
  await page.getByLabel('Typ hier je antwoord').fill('kaart');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Bewaar' }).waitFor();
  await page.reload();
  await page.locator('html[data-live]').waitFor();
  await page.locator('form.card').getByLabel('Puntenlijst').check();
  await page.locator('form.card').getByRole('button', { name: 'Bewaar' }).click();
  await page.getByText('Bewaard.').waitFor();
  expect(said(served).at(-1)).toEqual({
    question: 'documents',
    have: 'diploma,transcript',
    level: '',
    note: '',
    agree: 'no',
  });
  expect(await page.locator('form.card').getByLabel('Puntenlijst').isDisabled()).toBe(true);
});

test('without a network nothing said is lost, and everything is sent once when it is back', async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl`, {}, true);
  const box = page.getByLabel('Typ hier je antwoord');
  await box.fill('een');
  await page.keyboard.press('Enter');
  await eventually(() => page.locator('.bot').count()).toBe(2);
  await page.context().setOffline(true);
  for (const socket of served.faults.open) socket.terminate();
  for (const text of ['twee', 'drie']) {
    await box.fill(text);
    await page.keyboard.press('Enter');
  }
  await page.getByText('Er is nu geen verbinding.').waitFor();
  await picture(page, 'offline-nl');
  expect(said(served)).toEqual(['een']);
  await page.context().setOffline(false);
  await eventually(() => said(served)).toEqual(['een', 'twee', 'drie']);
  await eventually(() => page.locator('.bot').count()).toBe(4);
  expect(await page.locator('#state').isVisible()).toBe(false);
  expect(await page.locator('#log li.me').allTextContents()).toHaveLength(3);
});

test('an answer of the server that gets lost makes no second message', async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl`, {}, true);
  served.faults.loseAnswers = 2;
  await page.getByLabel('Typ hier je antwoord').fill('een');
  await page.keyboard.press('Enter');
  await eventually(() => served.faults.posts.length).toBe(3);
  expect(new Set(served.faults.posts).size).toBe(1);
  expect(said(served)).toEqual(['een']);
  await eventually(() => page.locator('.bot').count()).toBe(2);
  expect(await page.locator('#log li.me').count()).toBe(1);
});

test('where no socket gets through, answers come all the same', async () => {
  const served = await live();
  served.faults.sockets = false;
  const { page } = await visit(`${served.url}/?lang=nl`, {}, true);
  await page.getByLabel('Typ hier je antwoord').fill('een');
  await page.keyboard.press('Enter');
  await eventually(() => page.locator('.bot').count()).toBe(2);
});

test('an expired token is replaced without anybody noticing', async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl`, {}, true);
  await page.getByLabel('Typ hier je antwoord').fill('een');
  await page.keyboard.press('Enter');
  await eventually(() => page.locator('.bot').count()).toBe(2);
  served.faults.expired.add('token-conversation-1');
  served.chat.tokenFor = async (id) => `token-${id}-2`;
  await page.getByLabel('Typ hier je antwoord').fill('twee');
  await page.keyboard.press('Enter');
  await eventually(() => said(served)).toEqual(['een', 'twee']);
  await eventually(() => page.locator('.bot').count()).toBe(3);
  expect(served.chat.talks.size).toBe(1);
});

test('a message that is refused says so, and the next one goes through', async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl`, {}, true);
  for (const text of ['een', 'te lang verhaal', 'twee']) {
    await page.getByLabel('Typ hier je antwoord').fill(text);
    await page.keyboard.press('Enter');
  }
  await page.getByText('Dit bericht konden we niet versturen.').waitFor();
  await eventually(() => said(served)).toEqual(['een', 'twee']);
});

test('erasing clears what stands on the screen', async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl`);
  await page.getByLabel('Typ hier je antwoord').fill('Mijn geheim');
  await page.keyboard.press('Enter');
  await eventually(() => page.locator('.bot').count()).toBe(2);
  await page.getByLabel('Typ hier je antwoord').fill('wis');
  await page.keyboard.press('Enter');
  await page.getByText('Alles is gewist.').waitFor();
  expect(await page.locator('#log').textContent()).not.toContain('Mijn geheim');
});

test('what is erased from elsewhere goes from the screen with its buttons, and another conversation can begin', async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl#now`);
  await page.locator('.choice').first().click();
  await page.getByText('Waar woon je?').waitFor();
  const [id = ''] = served.chat.talks.keys();
  served.chat.tell(id, { text: 'Alles is gewist.', channelData: { erased: true } });
  await page.getByText('Alles is gewist.').waitFor();
  expect(await page.locator('#log li').count()).toBe(1);
  expect(await page.locator('#answers button').count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Begin een nieuw gesprek' }).click();
  await page.getByText('In welke taal wil je verdergaan?').waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, 'erased-nl');
  await page.locator('.choice').first().click();
  await page.getByText('Waar woon je?').waitFor();
  await eventually(() => served.chat.talks.size).toBe(2);
  expect(await page.locator('#log li.me').count()).toBe(1);
});

test('by keyboard only: skip link, choices, the menu, and focus that is never lost', async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl`);
  await page.keyboard.press('Tab');
  expect(await inPage(page, 'document.activeElement.className')).toBe('skip');
  await page.keyboard.press('Enter');
  expect(await inPage(page, 'document.activeElement.id')).toBe('text');
  await page.locator('.choice').first().focus();
  await page.keyboard.press('Enter');
  await page.getByText('Waar woon je?').waitFor();
  expect(await inPage(page, 'document.activeElement.id')).toBe('answers');
  await page.keyboard.press('Tab');
  expect(await inPage(page, 'document.activeElement.textContent')).toBe('Antwerpen');
});

test('news takes no button from under the finger: what it brings again keeps the keyboard', async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl`);
  await page.locator('.choice').first().click();
  await page.getByText('Waar woon je?').waitFor();
  const [id = ''] = served.chat.talks.keys();
  const news = (text: string, ...titles: readonly string[]) => {
    const actions = titles.map((title) => ({ type: 'imBack', title, value: title }));
    served.chat.tell(id, { text, suggestedActions: { to: [], actions } });
    return page.getByText(text).waitFor();
  };
  const focused = () => inPage(page, 'document.activeElement.textContent || document.activeElement.id');
  await news('Eerste nieuws', 'Papieren', 'Intrekken');
  await page.getByRole('button', { name: 'Intrekken' }).focus();
  const before = await page.getByRole('button', { name: 'Intrekken' }).elementHandle();
  await news('Tweede nieuws', 'Papieren', 'Intrekken');
  expect(await focused()).toBe('Intrekken');
  expect(await before?.evaluate((button) => (button as { isConnected: boolean }).isConnected)).toBe(true);
  await news('Derde nieuws', 'Afspraak', 'Papieren', 'Intrekken');
  expect(await focused()).toBe('Intrekken');
  await news('Vierde nieuws', 'Papieren');
  expect(await inPage(page, 'document.activeElement.id')).toBe('answers');
  // What is answered is gone, also where the next question has the same choices.
  await page.getByRole('button', { name: 'Papieren' }).click();
  await eventually(() => said(served).at(-1)).toBe('Papieren');
});

test('news below what is being read says so, and pulls nobody away', async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=ar`, { viewport: { width: 360, height: 640 } });
  await page.locator('.choice').first().click();
  await eventually(() => page.locator('.bot').count()).toBe(2);
  const [id = ''] = served.chat.talks.keys();
  const button = page.locator('#news');
  const scrolled = () => inPage(page, 'Math.round(scrollY)');
  served.chat.tell(id, { text: Array.from({ length: 60 }, (_, at) => `Regel ${at}`).join('\n\n') });
  await page.getByText('Regel 59').waitFor();
  await button.waitFor({ state: 'hidden' }); // its first line is in sight
  const before = await scrolled();
  served.chat.tell(id, { text: 'Nieuws van het loket' });
  await button.waitFor();
  served.chat.tell(id, { text: 'Nog meer nieuws' });
  await page.getByText('Nog meer nieuws').waitFor();
  expect(await scrolled()).toBe(before);
  await picture(page, 'news-below-rtl');
  await button.focus();
  await page.keyboard.press('Enter');
  await button.waitFor({ state: 'hidden' });
  expect(await inPage(page, 'document.activeElement.textContent')).toContain('Nieuws van het loket');
  await eventually(scrolled).toBeGreaterThan(Number(before));
  // What was scrolled to without the button is no news any more.
  await inPage(page, 'scrollTo(0, 0)');
  served.chat.tell(id, { text: 'Het laatste nieuws' });
  await button.waitFor();
  await page.getByText('Het laatste nieuws').scrollIntoViewIfNeeded();
  await button.waitFor({ state: 'hidden' });
  await inPage(page, 'scrollTo(0, 0)');
  served.chat.tell(id, { text: 'Het allerlaatste nieuws' });
  await button.waitFor();
  expect(await violations(page)).toEqual([]);
});

test('neither the choices nor the card of news take the keyboard or the page', async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl`, { viewport: { width: 360, height: 640 } });
  await page.locator('.choice').first().click();
  await page.getByText('Waar woon je?').waitFor();
  const [id = ''] = served.chat.talks.keys();
  served.chat.tell(id, { text: Array.from({ length: 60 }, (_, at) => `Regel ${at}`).join('\n\n') });
  await page.getByText('Regel 59').waitFor();
  await inPage(
    page,
    'document.activeElement.blur(); document.querySelector(".bot:last-child p:nth-child(30)").scrollIntoView()',
  );
  const stands = () => inPage(page, '[document.activeElement.tagName, Math.round(scrollY)]');
  const before = await stands();
  const actions = [{ type: 'imBack', title: 'Intrekken', value: 'Intrekken' }];
  served.chat.tell(id, { text: 'Nieuws', suggestedActions: { to: [], actions } });
  await page.getByRole('button', { name: 'Intrekken' }).waitFor();
  expect(await stands()).toEqual(before);
  served.chat.tell(id, { text: 'Een vraag van het loket', channelData: { question: 'documents' }, ...PAPERS });
  await page.getByRole('button', { name: 'Bewaar' }).waitFor();
  expect(await stands()).toEqual(before);
  // Asked for, the card is where whoever goes by keyboard stands.
  await page.getByLabel('Typ hier je antwoord').fill('kaart');
  await inPage(page, 'document.querySelector("#box").requestSubmit(); document.activeElement.blur()');
  await eventually(() => inPage(page, 'document.activeElement.className')).toBe('card');
});

test.each([
  { how: 'letters', size: { width: 360, height: 640 }, letters: '200%' },
  { how: 'the page', size: { width: 180, height: 320 }, letters: '100%' },
])('with $how at twice the size in a narrow window nothing is cut off', async ({ how, size, letters }) => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl`, { viewport: size });
  await page.getByLabel('Typ hier je antwoord').fill('kaart');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Bewaar' }).waitFor();
  await inPage(page, `document.documentElement.style.fontSize = '${letters}'`);
  const cut = await inPage(
    page,
    `[...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('.sr'))
      .map((element) => element.outerHTML.slice(0, 120))`,
  );
  expect(cut).toEqual([]);
  expect(await inPage(page, 'document.documentElement.scrollWidth')).toBeLessThanOrEqual(size.width);
  await picture(page, `zoomed-${how}`);
});

test('the page carries the choices at 44 pixels or more, and speaks dark as well', async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl`, { colorScheme: 'dark' });
  for (const button of await page.locator('button:visible, summary:visible').all()) {
    const bounds = await button.boundingBox();
    expect(bounds?.height).toBeGreaterThanOrEqual(44);
  }
  expect(await violations(page)).toEqual([]);
  await picture(page, 'dark-nl');
});

test('the overview to print has no violation, and its button prints', async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl`);
  await page.getByLabel('Typ hier je antwoord').fill('klaar');
  await page.keyboard.press('Enter');
  const link = page.getByRole('link', { name: 'Bekijk en print je overzicht' });
  await link.waitFor();
  await picture(page, 'finished-nl');
  const [opened] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
  await opened.getByText('KXWT-7294').waitFor();
  expect(await violations(opened)).toEqual([]);
  // A few of each kind at once; the others a tap away, and on paper all of them.
  const folded = opened.getByText('Een taalgroep (Voorbeeld)');
  expect(await opened.getByText('Een stage (Voorbeeld)').isVisible()).toBe(true);
  expect(await folded.isVisible()).toBe(false);
  await opened.emulateMedia({ media: 'print' });
  expect(await folded.isVisible()).toBe(true);
  await opened.emulateMedia({ media: null });
  await opened.getByText('Toon nog 1').press('Enter');
  expect(await folded.isVisible()).toBe(true);
  expect(await violations(opened)).toEqual([]);
  await opened.setViewportSize({ width: 360, height: 1400 });
  await picture(opened, 'print-nl');
  await opened.getByRole('button', { name: 'Print deze pagina' }).waitFor();
  const pdf = await opened.pdf({ format: 'A4' });
  // What is for the desk fits the first sheet; offers and reasons may go on to a second.
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(2);
});

test('where the card script does not arrive, the card is read as text and answered by typing', async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl`, {}, true);
  await page.route(/cards-/, (route) => route.abort());
  await page.getByLabel('Typ hier je antwoord').fill('kaart');
  await page.keyboard.press('Enter');
  await page.getByText('Diploma, puntenlijst of verblijfsdocument: typ wat je hebt.').waitFor();
  await page.getByLabel('Typ hier je antwoord').fill('diploma');
  await page.keyboard.press('Enter');
  await eventually(() => said(served)).toEqual(['kaart', 'diploma']);
});

test('a page that is not there, and an overview that is not there yet, have no violation either', async () => {
  const served = await live();
  for (const path of ['/nowhere', '/print']) {
    const { page } = await visit(`${served.url}${path}`, {}, true);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: /Naar het begin|Terug naar het gesprek/ }).click();
    await page.locator('#log').waitFor();
  }
});

test('when too many conversations start, the page says so and tries again by itself', async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl`, {}, true);
  let refused = 0;
  await page.route(/\/session/, (route) => {
    refused += 1;
    return refused === 1 ? route.fulfill({ status: 429, headers: { 'retry-after': '0' } }) : route.continue();
  });
  await page.getByLabel('Typ hier je antwoord').fill('een');
  await page.keyboard.press('Enter');
  await page.getByText('Er beginnen nu veel gesprekken.').waitFor();
  await eventually(() => said(served)).toEqual(['een']);
  await eventually(() => page.locator('#state').isVisible()).toBe(false);
});

test("a counsellor reads and answers along on a screen of their own, in Dutch beside the client's language", async () => {
  let beside = '';
  const served = await serve({
    mount: (server, chat, draw) => {
      mountFakeLine(server, chat);
      server.get('/beside', async (_req: Request, res: Response): Promise<void> => {
        const [id = '', talk] = [...chat.talks][0] ?? [];
        const activities = talk?.log ?? [];
        const page = draw({
          side: 'counsellor',
          language: 'nl',
          activities,
          action: '/beside',
          session: '/beside/session',
          conversation: { id, token: `token-${id}-counsellor`, watermark: String(activities.length) },
        });
        answerHtml(res, 200, page, { 'Content-Security-Policy': beside });
      });
    },
  });
  beside = served.policy.page;
  const { page: client } = await visit(`${served.url}/?lang=nl`);
  await client.getByText('Taal', { exact: true }).click();
  await client.locator('nav').getByRole('button', { name: 'العربية' }).click();
  await client.locator('#choices button').first().waitFor();
  const { page: counsellor } = await visit(`${served.url}/beside`);
  expect(await counsellor.locator('html').getAttribute('lang')).toBe('nl');
  expect(await counsellor.locator('.bot .dutch').last().textContent()).toBe('Wat is je nationaliteit?');
  const choice = counsellor.locator('#choices button').last();
  expect(await choice.locator('small').textContent()).toBe('Ik weet het niet');
  expect(await choice.locator('small').getAttribute('dir')).toBe('ltr');
  expect(await client.locator('.dutch').count()).toBe(0);
  expect(
    await counsellor.locator('nav [data-command]').evaluateAll((all) => all.map((one) => one.dataset.command)),
  ).toEqual(['change', 'human']);
  await picture(counsellor, 'together-counsellor');
  expect(await violations(counsellor)).toEqual([]);

  await counsellor.getByLabel('Typ hier je antwoord').fill('Gent');
  await counsellor.keyboard.press('Enter');
  await client.locator('.other').waitFor();
  expect(await client.locator('.other .who').textContent()).toBe(`${words('ar', 'page:counsellor')} `);
  await eventually(() => counsellor.locator('#log .me .status').allTextContents()).toEqual(['']);
  expect(await counsellor.locator('#log .me').count()).toBe(1);
  await client.getByRole('textbox').fill('دمشق');
  await client.keyboard.press('Enter');
  await eventually(() => counsellor.locator('.other .who').last().textContent()).toBe('Cliënt: ');
  expect(await counsellor.locator('html').getAttribute('dir')).toBe('ltr');
  await picture(client, 'together-client');
  expect(await violations(client)).toEqual([]);
});

test("the desk's own words stand in Dutch, and the page does not turn to Dutch for them", async () => {
  const served = await live();
  const { page } = await visit(`${served.url}/?lang=nl`);
  await page.getByText('Taal', { exact: true }).click();
  await page.locator('nav').getByRole('button', { name: 'العربية' }).click();
  await eventually(() => page.locator('html').getAttribute('dir')).toBe('rtl');
  const choices = await page.locator('#choices button').count();
  const [id = ''] = served.chat.talks.keys();
  served.chat.tell(id, { text: 'Breng je diploma mee.', locale: 'nl', channelData: { quote: true } });
  const quote = page.locator('.bot .words').last();
  await eventually(() => quote.textContent()).toBe('Breng je diploma mee.');
  expect(await quote.getAttribute('lang')).toBe('nl');
  expect(await quote.getAttribute('dir')).toBe('ltr');
  expect(await page.locator('html').getAttribute('lang')).toBe('ar');
  // What was asked stays asked.
  expect(await page.locator('#choices button').count()).toBe(choices);
  await page.reload();
  expect(await page.locator('html').getAttribute('lang')).toBe('ar');
  await picture(page, 'quote-rtl');
  expect(await violations(page)).toEqual([]);
});

test.each([
  { language: 'nl', javaScriptEnabled: true },
  { language: 'ar', javaScriptEnabled: true },
  { language: 'ar', javaScriptEnabled: false },
] as const)(
  'an invite beside another conversation, in $language with JavaScript $javaScriptEnabled: both ways by keyboard at 360 px',
  async (one) => {
    const { language, javaScriptEnabled } = one;
    const [begin, goOn] = [words(language, 'page:invited.begin'), words(language, 'page:invited.go-on')];
    const served = await live();
    const { page } = await visit(`${served.url}/?lang=nl`, { javaScriptEnabled });
    await page.locator('.choice').first().click();
    await page.getByText('Waar woon je?').waitFor();
    const invited = `${served.url}/?invite=abc&lang=${language}`;
    await page.goto(invited);
    expect(await page.locator('html').getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
    expect(await page.textContent('body')).not.toContain('Waar woon je?');
    for (const way of [page.getByRole('button', { name: begin }), page.getByRole('link', { name: goOn })])
      expect((await way.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    // axe is a script of the page.
    if (javaScriptEnabled) expect(await violations(page)).toEqual([]);
    await picture(page, `invited-${language}`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Waar woon je?').waitFor();
    await page.goto(invited);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/invite=abc/);
    await page.locator('#log .bot').waitFor();
    expect(await page.textContent('#log')).not.toContain('Waar woon je?');
    await page.locator('.choice').first().click();
    await page.getByText('Waar woon je?').waitFor();
    expect(served.chat.openings.map(({ invite }) => invite)).toEqual([undefined, 'abc']);
    expect(await page.locator('#log li.me').count()).toBe(1);
  },
);

test('the page of a continue link can be read and pressed by everyone, also from right to left', async () => {
  const served = await live();
  const { conversationId } = await served.chat.start({ language: 'nl', chosen: true, invite: undefined });
  const { page } = await visit(`${served.url}/?lang=ar&continue=${conversationId}`);
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  expect(await violations(page)).toEqual([]);
  await picture(page, 'continue-rtl');
  await page.locator('main button').click();
  await page.locator('#log .bot').first().waitFor();
});
