/** A whole intake without a mouse, on a narrow phone, in a language of each direction; axe looks on. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain/referral.ts';
import { inPage, picture, violations, visit } from '../web/browser.ts';
import { walkPage } from './in-browser.ts';
import { Keyboard } from './keyboard.ts';
import { GHENT } from './persons.ts';
import { type InProcess, newDataDir, startInProcess } from './server.ts';

const dir = newDataDir();
let app: InProcess;
beforeAll(async () => {
  app = await startInProcess(dir.path);
}, 180_000);
afterAll(async () => {
  await app?.stop();
  dir.remove();
}, 60_000);

const WIDER = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
/** Documents in the order in which the card lists them: going back up is possible, but is another test. */
const ANSWERS = { ...GHENT, documents: ['diploma=have', 'cv=have'] };

describe('a whole intake by keyboard only', () => {
  it.each<Language>(['nl', 'ar'])(
    'in %s at 360 px ends in a referral, with every stop in sight and no fault that axe can see',
    async (language) => {
      const { page } = await visit(`${app.url}/?lang=${language}`, { locale: language });
      const keyboard = new Keyboard(page, language);
      const faults: string[] = [];
      await walkPage(
        page,
        language,
        {
          act: (question) =>
            keyboard.answer(
              question,
              (ANSWERS as { readonly [id: string]: (typeof GHENT)[keyof typeof GHENT] })[question],
            ),
        },
        async (question) => {
          await picture(page, `keyboard-${language}-${question}`);
          faults.push(...(await violations(page)).map((fault) => `${question}: ${fault}`));
          const wider = await inPage<number>(page, WIDER);
          if (wider > 0) faults.push(`${question}: ${wider} px wider than the phone`);
          const moving = await inPage<number>(page, 'document.getAnimations().length');
          if (moving > 0) faults.push(`${question}: ${moving} things move for someone who asked for calm`);
        },
      );
      expect(faults).toEqual([]);
      expect(keyboard.unseen).toEqual([]);
      expect(await page.locator('#log').innerText()).toMatch(/WW-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}/);
    },
    180_000,
  );
});

describe('letters twice as large (360 px at 200% is 180 px)', () => {
  it.each<Language>(['nl', 'ar'])(
    'in %s need no sideways scrolling anywhere',
    async (language) => {
      const { page } = await visit(`${app.url}/?lang=${language}`, {
        locale: language,
        viewport: { width: 180, height: 370 },
        deviceScaleFactor: 2,
      });
      const faults: string[] = [];
      await walkPage(page, language, { answers: ANSWERS }, async (question) => {
        await picture(page, `large-${language}-${question}`);
        const wider = await inPage<number>(page, WIDER);
        if (wider > 0) faults.push(`${question}: ${wider} px wider than the screen`);
      });
      expect(faults).toEqual([]);
    },
    180_000,
  );
});
