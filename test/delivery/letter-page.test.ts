/** The letter as a desk sees it: one screen, one printed page, nothing that keeps someone from reading it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { loadDesks } from '../../src/delivery/desks.ts';
import { writeLetter } from '../../src/delivery/email.ts';
import { assess } from '../../src/domain/assess.ts';
import type { Facts } from '../../src/domain/facts.ts';
import { sourceOfFlags } from '../../src/domain/flag-guide.ts';
import { summarise } from '../../src/domain/handover.ts';
import type { Language, Referral } from '../../src/domain/referral.ts';
import type { Say } from '../../src/domain/say.ts';
import { guideRecognition } from '../../src/domain/say-recognition.ts';
import { loadRules } from '../../src/rules/load.ts';
import { referralSchema } from '../../src/schemas/referral.ts';
import { loadWords } from '../../src/words/words.ts';
import { inPage, picture, violations, visit } from '../web/browser.ts';
import { aReferral } from './a-referral.ts';

const words = loadWords(new URL('../../locales', import.meta.url).pathname, ['nl', 'en', 'fr']);
const rules = loadRules();
const today = '2026-11-22';

/** Much to say: a regulated profession, a living wage, papers that cannot be had, open questions, obstacles. */
const MUCH: Facts = {
  nationalities: ['SY', 'PS'],
  residenceStatus: 'recognised-refugee',
  inBelgiumSince: '2023',
  registeredOn: today,
  postcode: '2300',
  region: 'antwerp-province',
  diplomaLevel: 'master',
  studyField: '09',
  diplomaCountry: 'SY',
  diplomaProof: 'some-proof',
  recognition: 'not-applied',
  targetOccupation: 'verpleegkundige op een spoedafdeling of intensieve zorg',
  regulatedProfession: 'nurse',
  goal: ['work-soon', 'recognition'],
  jobTarget: true,
  dutch: { listening: 'B1', speaking: 'A2', reading: 'B1', writing: 'A1' },
  french: false,
  english: true,
  workSituation: 'not-working',
  income: ['living-wage'],
  registeredJobseeker: false,
  wantsWorkAtLevel: true,
  obstacles: ['childcare', 'transport', 'money'],
  documents: { diploma: 'not-safe-to-get', transcript: 'cannot-get', 'residence-document': 'have', cv: 'can-get' },
};

function referralOf(facts: Facts, language: Language): Referral {
  const assessment = assess(facts, rules, today);
  const client = {
    name: 'Test Persoon van der Voorbeeld',
    reach: { email: 'client.met.een.lang.adres@example.org', phone: '+32 400 00 00 00' },
    languages: { conversation: language, dutch: 'A2', french: 'no', english: 'yes' },
  };
  const handover = summarise({ facts, assessment, rules, client, today, authors: {} });
  const both = (say: Say) => ({ nl: words.say('nl', say), client: words.say(language, say) });
  const guide = guideRecognition(facts, rules, today, assessment);
  const recognition = [guide?.inShort, ...(guide?.notes ?? [])].filter((say) => say !== undefined).map(both);
  return aReferral({
    desk: loadDesks().deskFor('desk', 'antwerp-province'),
    client: { ...client, interpreter: false },
    assessment,
    facts: [],
    summary: {
      lines: [
        ...handover.lines.map(({ say, ...line }) => ({
          ...line,
          text: both(say),
          source: line.id === 'attention' ? sourceOfFlags(facts, rules, today, assessment, {}) : line.source,
        })),
        {
          id: 'recognition-path',
          section: 'assessment',
          text: {
            nl: recognition.map(({ nl }) => nl).join(' '),
            client: recognition.map(({ client }) => client).join(' '),
          },
          source: guide?.source ?? '',
          open: false,
        },
      ],
      openQuestions: handover.openQuestions.map(({ id, say }) => ({ id, text: both(say) })),
      steps: handover.steps.map(({ id, term, say }) => ({ id, term, text: both(say) })),
      wouldChange: handover.wouldChange.map(({ id, say }) => ({ id, text: both(say) })),
      ocmwNote: handover.ocmwNote === null ? null : both(handover.ocmwNote),
    },
  });
}

it.each([
  { what: 'much to say', referral: referralOf(MUCH, 'fr') },
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
