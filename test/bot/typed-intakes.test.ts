/** Whole intakes in sentences: the same person in each language, then careless, then with the wrong keyboard. */
import { describe, expect, it } from 'vitest';
import { answerText } from '../../src/bot/answers.ts';
import type { QuestionId } from '../../src/domain/questions.ts';
import type { Language } from '../../src/domain/referral.ts';
import { createInterpret } from '../../src/understanding/interpret.ts';
import { loadTables } from '../../src/understanding/load.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { press } from '../e2e/by-buttons.ts';
import { GHENT } from '../e2e/persons.ts';
import { ARABIZI, CARELESS, SAID, SENTENCES } from '../e2e/sentences.ts';
import { botParts, MemoryStore, startTalk, textOf, words } from './talk.ts';

const interpret = createInterpret(loadTables());
/** What a tap may differ in from the sentences: nobody types a month where years are offered. */
const TAPS = {
  ...GHENT,
  language: 'ar',
  'in-belgium-since': { typed: SAID.inBelgiumSince },
  'target-occupation': { typed: 'boekhouder' },
  income: ['living-wage'],
  obstacles: ['childcare'],
  documents: ['diploma=have', 'cv=have'],
};

/** What each question should store; an occupation by the profession that it is. */
const RIGHT: { readonly [question in QuestionId]?: unknown } = {
  privacy: true,
  nationalities: SAID.nationalities,
  'residence-status': SAID.residenceStatus,
  'in-belgium-since': SAID.inBelgiumSince,
  'left-in-between': false,
  location: { region: SAID.region },
  'diploma-level': SAID.diplomaLevel,
  'study-field': SAID.studyField,
  'diploma-country': SAID.diplomaCountry,
  'diploma-proof': SAID.diplomaProof,
  recognition: SAID.recognition,
  'target-occupation': SAID.regulatedProfession,
  goal: SAID.goal,
  'dutch-level': SAID.dutch,
  'work-situation': SAID.workSituation,
  income: SAID.income,
  'registered-jobseeker': true,
  'wants-work-at-level': true,
  obstacles: SAID.obstacles,
  documents: SAID.documents,
  name: 'Testpersoon Voorbeeld',
  review: 'right',
  share: true,
};

function isRight(question: QuestionId, candidate: unknown): boolean {
  const told = (candidate ?? {}) as { regulatedProfession?: unknown };
  const value = question === 'target-occupation' ? told.regulatedProfession : candidate;
  return JSON.stringify(value) === JSON.stringify(RIGHT[question]);
}

interface Typed {
  readonly facts: { readonly [key: string]: unknown };
  /** Sentences that were understood without a tap, of those typed. */
  readonly understood: number;
  readonly asked: readonly QuestionId[];
  /** What was asked again, and what the person had typed. */
  readonly missed: readonly string[];
  /** Where "did you mean ...?" or "which one?" offered the right thing. */
  readonly confirmed: readonly string[];
}

/** Types a sentence at every question; says yes to "did you mean?" where that is right, taps what was not understood. */
async function typeIntake(
  language: Language,
  sentences: { readonly [question in QuestionId]?: string },
): Promise<Typed> {
  const store = new MemoryStore();
  const talk = startTalk(store, 'typed', botParts(store, interpret));
  await talk.greet(`und-${language}`);
  const asked: QuestionId[] = [];
  const missed: string[] = [];
  const confirmed: string[] = [];
  for (let turns = 0; turns < 80; turns += 1) {
    const question = talk.asking() as QuestionId | undefined;
    if (question === undefined) break;
    const pending = (await talk.saved())?.pending;
    const sentence = sentences[question] ?? '';
    if (!asked.includes(question)) {
      asked.push(question);
      await talk.say(sentence);
    } else if (pending?.candidates.some((candidate) => isRight(question, candidate)) === true) {
      const right = pending.candidates.find((candidate) => isRight(question, candidate));
      confirmed.push(`${question}: ${sentence}`);
      const only = pending.candidates.length === 1;
      await talk.say(only ? words.t(language, 'dialog:yes') : answerText(words, language, question, right));
    } else {
      if (missed.filter((one) => one.startsWith(`${question}:`)).length > 1) throw new Error(textOf(talk.replies));
      missed.push(`${question}: ${sentence}`);
      if (pending !== undefined) await talk.say(words.t(language, 'dialog:no'));
      const asks = talk.replies.findLast((reply) => reply.channelData?.question === question) ?? {};
      if (question === 'language') await talk.say(words.autonym(language));
      else await talk.send({ type: 'message', ...press(asks, language, TAPS) });
    }
  }
  const [referral] = store.changes.flatMap((change) => (change.referral ? [change.referral] : []));
  const facts = Object.fromEntries((referral?.facts ?? []).map(({ key, value }) => [key, value]));
  return { facts, understood: asked.length - missed.length, asked, missed, confirmed };
}

describe('a whole intake that is only typed', () => {
  it.each(BUILD_LANGUAGES)('in %s ends in the right facts, every sentence understood', async (language) => {
    const typed = await typeIntake(language, SENTENCES[language]);
    expect(typed.missed).toEqual([]);
    expect(typed.facts).toMatchObject(SAID);
  });

  it('with nothing but typos and slang ends in the right facts', async () => {
    const typed = await typeIntake('nl', CARELESS);
    expect(typed.facts).toMatchObject(SAID);
    expect(typed.missed).toEqual([]);
  });

  it('in Arabic with Latin letters stores nothing wrong, and understands most', async () => {
    const typed = await typeIntake('ar', ARABIZI);
    expect(typed.facts).toMatchObject(SAID);
    expect(typed.understood / typed.asked.length, typed.missed.join('\n')).toBeGreaterThan(0.6);
  });
});
