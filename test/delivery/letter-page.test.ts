/** The letter as a desk sees it: one screen, one printed page, nothing that keeps someone from reading it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { writeLetter } from '../../src/delivery/email.ts';
import { referralSchema } from '../../src/schemas/referral.ts';
import { inPage, picture, violations, visit } from '../web/browser.ts';
import { aReferral } from './a-referral.ts';
import { referralWithMuch, words } from './much-to-say.ts';

it.each([
  { what: 'much to say', referral: referralWithMuch('fr') },
  { what: 'an Arabic speaker', referral: aReferral() },
])('is one screen and one printed page with $what', async ({ what, referral }) => {
  const folder = mkdtempSync(join(tmpdir(), 'wegwijzer-letter-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'letter.html');
  const letter = writeLetter(referral, 'desk', words, `https://wegwijzer.example.org/r/${'x'.repeat(44)}`);
  writeFileSync(file, letter.html);
  expect(referralSchema.safeParse(JSON.parse(letter.attachments[0]?.content ?? '')).error).toBeUndefined();

  const { page } = await visit(pathToFileURL(file).href, { viewport: { width: 1280, height: 800 } });
  await picture(page, `letter ${what}`);
  expect(await inPage(page, 'document.documentElement.scrollWidth')).toBeLessThanOrEqual(1280);
  expect(await inPage(page, 'document.body.scrollHeight')).toBeLessThanOrEqual(800);
  expect(await violations(page)).toEqual([]);
  const pdf = await page.pdf({ format: 'A4', margin: { top: '10mm', bottom: '10mm', left: '10mm', right: '10mm' } });
  expect(/\/Type \/Pages[^>]*\/Count (\d+)/s.exec(pdf.toString('latin1'))?.[1]).toBe('1');
});
