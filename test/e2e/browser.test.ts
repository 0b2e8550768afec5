/** Whole intakes on the page itself: by buttons, by typing, and with JavaScript off. Each ends in a mail to the desk. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain/referral.ts';
import { picture, violations, visit } from '../web/browser.ts';
import { walkPage } from './in-browser.ts';
import { attachedReferral, letters } from './mail.ts';
import { GHENT } from './persons.ts';
import { SENTENCES } from './sentences.ts';
import { type InProcess, newDataDir, startInProcess } from './server.ts';

const dir = newDataDir();
let app: InProcess;
beforeAll(async () => {
  app = await startInProcess(dir.path);
});
afterAll(async () => {
  await app.stop();
  dir.remove();
});

const REFERENCE = /WW-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}/;
const SLOW = 180_000;

async function referralIn(text: string) {
  const [reference = 'no reference on the page'] = REFERENCE.exec(text) ?? [];
  const [letter] = await letters(dir.path, reference);
  return letter && attachedReferral(letter);
}

describe('a whole intake on the page', () => {
  it.each<Language>(['nl', 'en', 'fr', 'fa'])(
    'by buttons and cards in %s, without a fault that axe can see',
    async (language) => {
      const { page } = await visit(`${app.url}/?lang=${language}`, { locale: language });
      const faults: string[] = [];
      await walkPage(page, language, { answers: GHENT }, async (question) => {
        await picture(page, `${language}-${question}`);
        if (['privacy', 'goal', 'documents', 'review', 'share', 'end'].includes(question)) {
          // What lies half under the foot of the page is too small to hit: a person scrolls to it first.
          await page.evaluate("[...document.querySelectorAll('main button')].at(-1)?.scrollIntoView({ block: 'end' })");
          faults.push(...(await violations(page)).map((fault) => `${question}: ${fault}`));
        }
        const wider = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        if (Number(wider) > 0) faults.push(`${question}: ${wider} px wider than the phone`);
      });
      expect(faults).toEqual([]);
      const referral = await referralIn(await page.locator('#log').innerText());
      expect(referral?.desk.id).toBe('oss-ghent');
      expect(referral?.client.languages.conversation).toBe(language);

      const paper = await page.context().newPage();
      await paper.goto(`${app.url}/print`);
      expect(await paper.locator('main').innerText()).toMatch(REFERENCE);
      expect(await violations(paper)).toEqual([]);
      await picture(paper, `${language}-print`);
    },
    SLOW,
  );

  it(
    'by typing only',
    async () => {
      const { page } = await visit(`${app.url}/?lang=en`, { locale: 'en' });
      await walkPage(page, 'en', { sentences: SENTENCES.en });
      const referral = await referralIn(await page.locator('#log').innerText());
      expect(referral?.facts.find(({ key }) => key === 'nationalities')?.value).toEqual(['SY']);
    },
    SLOW,
  );

  it(
    'with JavaScript off',
    async () => {
      const { page } = await visit(`${app.url}/?lang=fr`, { javaScriptEnabled: false, locale: 'fr' });
      await walkPage(page, 'fr', { answers: GHENT }, async (question) => picture(page, `no-script-${question}`));
      const referral = await referralIn(await page.locator('#log').innerText());
      expect(referral?.desk.id).toBe('oss-ghent');
      expect(referral?.assessment.documents.find(({ id }) => id === 'diploma')?.status).toBe('have');
    },
    SLOW,
  );

  it(
    'goes on after the page is loaded again',
    async () => {
      const { page } = await visit(`${app.url}/?lang=nl`);
      let reloads = 0;
      await walkPage(page, 'nl', { answers: GHENT }, async (question) => {
        if (question !== 'diploma-level' && question !== 'share') return;
        reloads += 1;
        await page.reload();
      });
      expect(reloads).toBe(2);
      expect((await referralIn(await page.locator('#log').innerText()))?.desk.id).toBe('oss-ghent');
    },
    SLOW,
  );
});
