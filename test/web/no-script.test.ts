/** The page in a real browser with JavaScript off. */
import { expect, test } from 'vitest';
import { picture, visit } from './browser.ts';
import { serve } from './serve.ts';

test('a whole exchange by forms: choices, typing, a card, the menu, the overview', async () => {
  const { url, chat } = await serve();
  const { page } = await visit(`${url}/?lang=nl`, { javaScriptEnabled: false });
  await page.locator('.choice', { hasText: 'Nederlands' }).click();
  await page.getByText('Waar woon je?').waitFor();
  await picture(page, 'no-script-question');
  await page.getByLabel('Typ hier je antwoord').fill('kaart');
  await page.keyboard.press('Enter');
  const card = page.locator('form.card');
  await card.getByLabel('Puntenlijst').check();
  await card.getByLabel('Niveau Nederlands').selectOption('A2');
  await picture(page, 'no-script-card');
  await card.getByRole('button', { name: 'Bewaar' }).click();
  await page.getByText('Bewaard.').waitFor();
  await page.getByText('Menu', { exact: true }).click();
  await page.getByRole('button', { name: 'Een antwoord wijzigen' }).click();
  await page.locator('.me', { hasText: 'wijzigen' }).waitFor();
  await page.getByLabel('Typ hier je antwoord').fill('klaar');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Bekijk en print je overzicht' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('nl');
  const said = chat.talks.get('conversation-1')?.log.filter((activity) => activity.from?.role === 'user');
  expect(said?.map((activity) => activity.text ?? activity.value)).toEqual([
    'Nederlands',
    'kaart',
    { question: 'documents', have: 'diploma,transcript', level: 'A2', note: '', agree: 'no' },
    'wijzigen',
    'klaar',
  ]);
});

test.each([
  { note: '', stands: 'Bewaard.' },
  { note: 'traag', stands: 'Het antwoord komt nog.' },
])(
  'after a card with the note "$note" the page stands at "$stands", and the card is done',
  async ({ note, stands }) => {
    const { url } = await serve();
    const { page } = await visit(`${url}/?lang=nl`, { javaScriptEnabled: false });
    await page.getByLabel('Typ hier je antwoord').fill('kaart');
    await page.keyboard.press('Enter');
    const card = page.locator('form.card');
    await card.getByLabel('Iets anders?').fill(note);
    await card.getByRole('button', { name: 'Bewaar' }).click();
    await page.getByText(stands).waitFor();
    expect(new URL(page.url()).hash).toBe('#now');
    const latest = page.locator('#now');
    expect(await latest.locator('.card').count()).toBe(note === '' ? 0 : 1);
    expect(await latest.getAttribute('class')).toBe('bot');
    expect(await card.count()).toBe(0);
    expect(await page.getByLabel('Iets anders?').isDisabled()).toBe(true);
  },
);

test('the language menu switches the page, from right to left too', async () => {
  const { url } = await serve();
  const { page } = await visit(`${url}/?lang=nl`, { javaScriptEnabled: false });
  await page.getByText('Taal', { exact: true }).click();
  await page.locator('nav').getByRole('button', { name: 'العربية' }).click();
  await page.getByText('ما هي جنسيتك؟').waitFor();
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  await picture(page, 'no-script-rtl');
});

test('a choice says which question it stands under, also in a tab that was left behind', async () => {
  const { url, chat } = await serve();
  const { page } = await visit(`${url}/?lang=nl`, { javaScriptEnabled: false });
  await page.locator('.choice', { hasText: 'Nederlands' }).click();
  const behind = await page.context().newPage();
  await behind.goto(`${url}/`);
  await page.getByLabel('Typ hier je antwoord').fill('kaart');
  await page.keyboard.press('Enter');
  await page.locator('form.card').waitFor();
  await behind.getByRole('button', { name: 'Ik weet het niet' }).click();
  await behind.locator('.me', { hasText: 'Ik weet het niet' }).waitFor();
  const said = chat.talks.get('conversation-1')?.log.filter((activity) => activity.from?.role === 'user');
  expect(said?.map(({ text, channelData }) => [text, channelData?.question])).toEqual([
    ['Nederlands', 'language'],
    ['kaart', undefined],
    ['Ik weet het niet', 'location'],
  ]);
});
