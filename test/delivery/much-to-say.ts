/** A referral with much to say, made by the rules as they are: what has to fit on one screen and one printed page. */
import { loadDesks } from '../../src/delivery/desks.ts';
import { assess } from '../../src/domain/assess.ts';
import type { Facts } from '../../src/domain/facts.ts';
import { sourceOfFlags } from '../../src/domain/flag-guide.ts';
import { summarise } from '../../src/domain/handover.ts';
import type { Language, Referral } from '../../src/domain/referral.ts';
import type { Say } from '../../src/domain/say.ts';
import { guideRecognition } from '../../src/domain/say-recognition.ts';
import { loadRules } from '../../src/rules/load.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { loadWords } from '../../src/words/words.ts';
import { aReferral } from './a-referral.ts';

export const words = loadWords(new URL('../../locales', import.meta.url).pathname, BUILD_LANGUAGES);
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

/** @param language of the client */
export function referralWithMuch(language: Language): Referral {
  const facts = MUCH;
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
