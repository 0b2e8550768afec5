/**
 * The whole loop, as the people in it see it: a counsellor invites, the client fills in in Arabic, the desk asks for
 * more from its mail, the client answers, the desk makes an appointment, and everybody reads it in their own language.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import PostalMime, { type Email } from 'postal-mime';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { words } from '../bot/talk.ts';
import { eventually, picture, violations, visit } from '../web/browser.ts';
import { walkPage } from './in-browser.ts';
import { attachedReferral } from './mail.ts';
import { GHENT } from './persons.ts';
import { type InProcess, newDataDir, startInProcess } from './server.ts';
import { PATIENCE_MS } from './talk.ts';

const dir = newDataDir();
let app: InProcess;
beforeAll(async () => {
  // Where there is an app in Teams, the account offers it.
  app = await startInProcess(dir.path, {
    MICROSOFT_APP_ID: '00000000-0000-4000-8000-000000000000',
    MICROSOFT_APP_PASSWORD: 'unused',
  });
});
afterAll(async () => {
  await app.stop();
  dir.remove();
});

const COUNSELLOR = 'begeleider@example.org';
const CLIENT = 'testpersoon@example.org';
const DESK = 'oss-ghent@example.org';
const OFFICE = { viewport: { width: 1280, height: 800 }, locale: 'nl' };
const nl = (key: string, params = {}) => words.t('nl', key, params);
const ar = (key: string, params = {}) => words.t('ar', key, params);

/** The letters to somebody, oldest first, once there are so many. */
async function lettersTo(address: string, count: number): Promise<Email[]> {
  const folder = join(dir.path, 'mail');
  let found: Email[] = [];
  await expect
    .poll(
      async () => {
        const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')) : [];
        const all = await Promise.all(files.map((name) => PostalMime.parse(readFileSync(join(folder, name)))));
        found = all
          .filter(({ to }) => to?.some((one) => one.address === address))
          .sort((one, other) => Date.parse(one.date ?? '') - Date.parse(other.date ?? ''));
        return found.length;
      },
      { timeout: 2 * PATIENCE_MS },
    )
    .toBeGreaterThanOrEqual(count);
  return found;
}

/** Where our own links lead: the test's port is not known when the settings are read. */
const here = (address: string): string => address.replace(/^http:\/\/localhost:\d+/, app.url);

/** The first address of this place in a letter, as a person would press it. */
function linkIn(letter: Email | undefined, place: string): string {
  const found = new RegExp(`http://localhost:\\d+${place}[\\w-]+`).exec(letter?.text ?? '');
  return found === null ? `no link to ${place} in the letter` : here(found[0]);
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).last().click();
const until = (page: Page, text: string) => eventually(() => page.locator('body').innerText()).toContain(text);

async function look(page: Page, name: string, faults: string[]): Promise<void> {
  await picture(page, `loop-${name}`);
  faults.push(...(await violations(page)).map((fault) => `${name}: ${fault}`));
}

it('closes: nobody disappears', async () => {
  const faults: string[] = [];

  // The counsellor signs in by a link, says who they are, and forwards a client.
  const { page: office } = await visit(`${app.url}/counsellor`, OFFICE);
  await look(office, 'door', faults);
  await office.getByLabel(nl('counsellor:door.email')).fill(COUNSELLOR);
  await press(office, nl('counsellor:door.mail-me'));
  const [signIn] = await lettersTo(COUNSELLOR, 1);
  await office.goto(linkIn(signIn, '/counsellor/sign-in/'));
  await press(office, nl('counsellor:door.enter'));
  await office.getByLabel(nl('counsellor:account.name'), { exact: true }).fill('Begeleider Voorbeeld');
  await office.getByLabel(nl('counsellor:account.organisation'), { exact: true }).fill('Agentschap Voorbeeld');
  await press(office, nl('counsellor:account.save'));
  await office.goto(`${app.url}/counsellor/forward`);
  await office.locator('[name=language]').selectOption('ar');
  await office.locator('[name=label]').fill('Meneer V.');
  await office.locator('[name=location]').fill('9000');
  await office.locator('[name=diploma-level]').selectOption('master');
  await look(office, 'forward', faults);
  await press(office, nl('counsellor:forward.check'));
  await press(office, nl('counsellor:forward.keep'));
  await look(office, 'invite', faults);
  const client = office.url();
  const invite = here(await office.locator('#link').inputValue());
  expect(invite).toMatch(/^http:\/\/localhost:\d+\/\?/);
  expect(invite).not.toMatch(/9000|master|Meneer/);

  // The client opens it on a phone: the page is in Arabic, what the counsellor knew is not asked again.
  const { page: phone } = await visit(invite, { locale: 'ar' });
  await look(phone, 'phone-first', faults);
  const { asked } = await walkPage(phone, 'ar', { answers: GHENT }, async (question) => {
    if (question === 'review' || question === 'end') await look(phone, `phone-${question}`, faults);
  });
  expect(asked).not.toContain('location');
  expect(asked).not.toContain('diploma-level');
  expect(asked).toContain('review');

  // The desk has it in its mail, with who forwarded it, and reads it behind its link.
  const [letter] = await lettersTo(DESK, 1);
  const referral = letter && attachedReferral(letter);
  expect(referral?.referrer).toMatchObject({ name: 'Begeleider Voorbeeld', returnTo: COUNSELLOR });
  expect(referral?.facts.find(({ key }) => key === 'diplomaLevel')).toMatchObject({ author: 'counsellor' });
  expect(referral?.facts.find(({ key }) => key === 'nationalities')).toMatchObject({ author: 'client' });
  const reference = referral?.reference ?? 'no reference';
  const { page: desk } = await visit(linkIn(letter, '/r/'), OFFICE);
  await until(desk, reference);
  await look(desk, 'desk', faults);

  // It asks for more.
  await desk.locator('#press-ask-more > summary').click();
  await desk.locator('#press-ask-more [name=question][value=reach]').check();
  await desk.locator('#press-ask-more [name=note]').fill('Kan de cliënt op dinsdag komen?');
  await look(desk, 'desk-asks', faults);
  await press(desk, nl('desk:confirm.ask-more'));
  await until(desk, nl('desk:state.needs-more'));

  // The client reads it where they are, in Arabic, and answers in the conversation.
  await until(phone, 'Kan de cliënt op dinsdag komen?');
  await look(phone, 'phone-asked', faults);
  await phone.locator('#text').fill('bereikbaar@example.org');
  await phone.locator('#text').press('Enter');
  const send = ar('dialog:desk.send.yes');
  await eventually(() => phone.getByRole('button', { name: send }).count()).toBeGreaterThan(0);
  await look(phone, 'phone-answers', faults);
  await press(phone, send);
  await until(phone, ar('dialog:desk.sent').slice(0, 30));
  const letters = await lettersTo(DESK, 2);
  const answer = letters.find(({ text }) => text?.includes('bereikbaar@example.org'));
  expect(answer?.subject).toContain(reference);

  // The desk accepts with an appointment.
  await desk.goto(linkIn(answer, '/r/'));
  await desk.locator('#press-accept > summary').click();
  const day = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);
  await desk.locator('#accept-on').fill(day);
  await desk.locator('#accept-at').fill('10:30');
  await desk.locator('#accept-place').fill('Voorbeeldstraat 1, Gent');
  await press(desk, nl('desk:confirm.accept'));
  await until(desk, nl('desk:state.accepted'));
  await look(desk, 'desk-accepted', faults);

  // The client hears it in the conversation and by mail, both in Arabic, and has it in their calendar.
  await until(phone, '10:30');
  await look(phone, 'phone-appointment', faults);
  const news = await lettersTo(CLIENT, 2);
  expect(news.every(({ subject }) => subject === ar('news:subject', { reference }))).toBe(true);
  const { page: status } = await visit(linkIn(news.at(-1), '/s/'), { locale: 'ar' });
  await until(status, ar('status:state.accepted'));
  await until(status, 'Voorbeeldstraat 1, Gent');
  await look(status, 'status', faults);
  const calendar = await status.request.get(`${linkIn(news.at(-1), '/s/')}/appointment.ics`);
  expect(await calendar.text()).toMatch(new RegExp(`DTSTART;TZID=Europe/Brussels:${day.replaceAll('-', '')}T103000`));

  // The counsellor sees it on the list and has it by mail, in Dutch, with their own name for this client.
  await office.goto(`${app.url}/counsellor`);
  await until(office, nl('counsellor:status.accepted'));
  await look(office, 'list', faults);
  await office.goto(client.replace(/\?.*/, ''));
  await until(office, 'Voorbeeldstraat 1, Gent');
  await look(office, 'client', faults);
  const told = await lettersTo(COUNSELLOR, 4);
  const accepted = told.find(({ text }) => text?.includes(nl('news-counsellor:title.accept')));
  expect(accepted?.text).toContain('Meneer V.');
  expect(accepted?.text).toContain('10:30');

  // The figures are open to who is signed in; one person is too few to be told.
  await office.goto(`${app.url}/counsellor`);
  await office.getByRole('link', { name: nl('counsellor:menu.insight') }).click();
  await until(office, nl('insight:title'));
  await look(office, 'insight', faults);
  await office.getByRole('link', { name: nl('insight:to-clients') }).click();
  await office.getByRole('link', { name: nl('counsellor:menu.account') }).click();
  await press(office, nl('counsellor:account.teams-make'));
  await office.locator('#teams-code').scrollIntoViewIfNeeded();
  await look(office, 'account', faults);

  // Nothing of it reached the log.
  for (const secret of ['Testpersoon', CLIENT, COUNSELLOR, 'bereikbaar@', 'Voorbeeldstraat', 'Meneer'])
    expect(app.logged()).not.toContain(secret);
  expect(faults).toEqual([]);
}, 300_000);
