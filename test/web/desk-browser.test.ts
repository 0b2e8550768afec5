/** Both pages of a referral in a real browser, with JavaScript off unless printing: axe, keyboard, one screen, one sheet. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Language } from '../../src/domain/referral.ts';
import { REFERRAL_STATES, type ReferralState } from '../../src/domain/referral.ts';
import type { ReferralActor, ReferralEvent } from '../../src/domain/referral-states.ts';
import { referralWithMuch } from '../delivery/much-to-say.ts';
import { inPage, picture, violations, visit } from './browser.ts';
import { type DeskHouse, openDeskHouse } from './desk-house.ts';

let house: DeskHouse;
beforeAll(async () => {
  house = await openDeskHouse();
});
afterAll(() => house.close());

const DESK = { viewport: { width: 1280, height: 800 } };
const MEETING = { on: '2026-11-30', at: '09:30', minutes: 45, how: 'visit', place: 'Teststraat 1, 9000 Gent' };
type Step = readonly [ReferralEvent, ReferralActor, object?];
const DELIVER: Step = ['deliver', 'system'];
const ACCEPT: Step = ['accept', 'desk', { appointment: MEETING, note: 'Breng je diploma mee.' }];
const ASK: Step = ['ask-more', 'desk', { questions: ['goal', 'obstacles'], note: 'Heb je een rijbewijs?' }];
const WAYS: { readonly [state in ReferralState]: readonly Step[] } = {
  submitted: [],
  delivered: [DELIVER],
  opened: [DELIVER, ['open', 'desk']],
  accepted: [DELIVER, ACCEPT],
  'needs-more': [DELIVER, ACCEPT, ASK],
  declined: [DELIVER, ACCEPT, ['decline', 'desk', { reason: 'no-room', note: 'Vanaf januari wel.' }]],
  advised: [
    DELIVER,
    ACCEPT,
    ['advise', 'desk', { advice: 'Volg een cursus.', perspective: 'combined', nextStep: 'Bel.' }],
  ],
  closed: [DELIVER, ['close', 'desk']],
  withdrawn: [DELIVER, ['withdraw', 'client']],
  parked: [['park', 'system']],
};
const isWider = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';

describe.each(REFERRAL_STATES)('a referral that is %s', (state) => {
  test('shows the desk a page that axe finds nothing on, and no wider than a phone', async () => {
    const { reference, desk } = await house.refer();
    await house.go(reference, ...WAYS[state]);
    const { page } = await visit(desk, DESK);
    expect(await violations(page)).toEqual([]);
    await picture(page, `desk-${state}`);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await inPage(page, isWider)).toBe(false);
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  test.each(['nl', 'ar'] as const)(
    'shows the client a page that axe finds nothing on, in %s',
    async (language) => {
      const { reference, status } = await house.refer({}, language as Language);
      await house.go(reference, ...WAYS[state]);
      const { page } = await visit(status);
      expect(await violations(page)).toEqual([]);
      expect(await inPage(page, isWider)).toBe(false);
      await picture(page, `status-${state}-${language}`);
    },
    60_000,
  );
});

test('each form of the desk, open, is sound too', async () => {
  const { desk } = await house.refer();
  const { page } = await visit(desk, DESK);
  for (const press of ['open', 'accept', 'ask-more', 'decline', 'advise', 'close']) {
    await page.locator(`#press-${press} > summary`).click();
    expect(await violations(page)).toEqual([]);
    await picture(page, `desk-form-${press}`);
  }
}, 60_000);

test('why each verdict stands there opens by keyboard, is sound, and no wider than a phone', async () => {
  const { desk } = await house.refer();
  const { page } = await visit(desk, { ...DESK, javaScriptEnabled: false }, true);
  await page.locator('.reasons > summary').focus();
  await page.keyboard.press('Enter');
  expect(await page.locator('.reasons dt').first().isVisible()).toBe(true);
  const scripted = await visit(desk, DESK);
  await scripted.page.locator('.reasons > summary').click();
  expect(await violations(scripted.page)).toEqual([]);
  await picture(scripted.page, 'desk-reasons', true);
  await scripted.page.setViewportSize({ width: 360, height: 740 });
  expect(await inPage(scripted.page, isWider)).toBe(false);
  expect(await violations(scripted.page)).toEqual([]);
}, 60_000);

test('what is asked, certain and open stands on one screen', async () => {
  const { reference, desk } = await house.refer();
  await house.go(reference, DELIVER);
  const { page } = await visit(desk, DESK);
  expect(await inPage<number>(page, 'document.documentElement.scrollHeight')).toBeLessThanOrEqual(800);
}, 60_000);

test.each(['ar', 'fr', 'nl'] as const)(
  'is one printed page, also with much to say, in %s',
  async (language) => {
    const { assessment, summary, client } = referralWithMuch(language);
    const { reference, desk } = await house.refer({ assessment, summary, client }, language);
    await house.go(reference, DELIVER, ACCEPT);
    const { page } = await visit(desk, DESK);
    await picture(page, `desk-much-${language}`, true);
    for (const margin of [undefined, { top: '10mm', bottom: '10mm', left: '10mm', right: '10mm' }]) {
      const pdf = (await page.pdf({ format: 'A4', ...(margin && { margin }) })).toString('latin1');
      expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    }
  },
  60_000,
);

test('by keyboard alone and without JavaScript: ask, be corrected, and hear what was done', async () => {
  const { reference, desk } = await house.refer();
  const { page } = await visit(desk, { ...DESK, javaScriptEnabled: false }, true);
  await page.locator('#press-ask-more > summary').focus();
  await page.keyboard.press('Enter');
  const send = page.getByRole('button', { name: 'Bevestig: stuur deze vragen' });
  await send.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Er is nog niets gebeurd' }).waitFor();
  // The link in the summary of problems leads to the field.
  await page.getByRole('link', { name: /Kies minstens één vraag/ }).click();
  expect(page.url()).toContain('#ask-more-questions');
  await page.getByRole('checkbox').first().focus();
  await page.keyboard.press('Space');
  await send.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /Gebeurd: het loket vroeg meer/ }).waitFor();
  expect(await page.locator('#done:focus').count()).toBe(1);
  expect((await house.find(reference)).state).toBe('needs-more');
  // Loading again presses nothing again.
  await page.reload();
  expect((await house.find(reference)).history.filter(({ event }) => event === 'ask-more')).toHaveLength(1);
}, 60_000);

test('a whole appointment by native fields, seen by the client', async () => {
  const { reference, desk, status } = await house.refer();
  const { page } = await visit(desk, DESK);
  await page.locator('#press-accept > summary').click();
  await page.getByLabel('Dag van de afspraak').fill('2026-12-01');
  await page.getByLabel('Uur', { exact: true }).fill('14:00');
  await page.getByLabel('Hoe', { exact: true }).selectOption({ label: 'videogesprek' });
  await page.getByLabel('Adres, telefoonnummer of link').fill('https://meet.example.org/x');
  await page.getByRole('button', { name: /^Bevestig: wij gaan/ }).click();
  await page.getByRole('heading', { name: /Gebeurd: aangenomen/ }).waitFor();
  expect((await house.find(reference)).history.at(-1)).toMatchObject({
    body: { appointment: { on: '2026-12-01', at: '14:00', minutes: 60, how: 'video' } },
  });
  const client = await visit(status);
  expect(await client.page.locator('.big').innerText()).toContain('14:00');
}, 60_000);

test('the client answers, ticks and withdraws by keyboard without JavaScript, at 360 px from right to left', async () => {
  const { reference, status, key } = await house.refer();
  await house.go(reference, DELIVER, ASK);
  await house.database.db.deleteFrom('conversations').where('key', '=', key).execute();
  const { page } = await visit(status, { javaScriptEnabled: false }, true);
  expect(await violationsWithScript(status)).toEqual([]);
  await page.locator('[name="answer.goal"]').fill('أريد أن أعمل');
  await page.locator('button[value="answer"]').press('Enter');
  await page.locator('#done').waitFor();
  expect((await house.find(reference)).history.at(-1)?.event).toBe('answer');
  await page.locator('[name="paper.diploma"][value="have"]').check();
  await page.locator('button[value="papers"]').press('Enter');
  await page.locator('#done').waitFor();
  expect((await house.find(reference)).ticks).toMatchObject({ diploma: 'have', cv: 'have' });
  await page.locator('a[href*="ask=withdraw"]').press('Enter');
  await picture(page, 'status-withdraw-sure');
  await page.locator('button[value="withdraw"]').press('Enter');
  await page.locator('#done').waitFor();
  expect((await house.find(reference)).state).toBe('withdrawn');
}, 60_000);

/** axe needs scripts; the page is the same. */
async function violationsWithScript(address: string): Promise<string[]> {
  const { page } = await visit(address);
  return violations(page);
}

test('what is asked before erasing, and what is said after, are sound', async () => {
  const { reference, status, desk } = await house.refer();
  await house.go(reference, DELIVER);
  const { page } = await visit(`${status}?ask=erase`);
  expect(await violations(page)).toEqual([]);
  await page.locator('button[value="erase"]').click();
  await page.getByRole('heading', { name: 'مُسح كل شيء' }).waitFor();
  expect(await violations(page)).toEqual([]);
  const office = await visit(desk, DESK);
  expect(await violations(office.page)).toEqual([]);
  const forged = await visit(`${house.url}/r/${'A'.repeat(44)}`, DESK, true);
  expect(await violations(forged.page)).toEqual([]);
}, 60_000);

test('the print button is there with a script, and print leaves out what cannot be pressed on paper', async () => {
  const { reference, status } = await house.refer({}, 'nl');
  await house.go(reference, DELIVER, ACCEPT);
  const { page } = await visit(status);
  expect(await page.getByRole('button', { name: 'Print deze pagina' }).isVisible()).toBe(true);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button', { name: 'Bewaar' }).isVisible()).toBe(false);
  expect(await page.getByText('Teststraat 1').isVisible()).toBe(true);
  await picture(page, 'status-print');
}, 60_000);
