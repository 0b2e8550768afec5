import { describe, expect, it } from 'vitest';
import type { SentReferral } from '../../src/bot/ports.ts';
import { QUESTION_IDS } from '../../src/domain/questions.ts';
import type { Language } from '../../src/domain/referral.ts';
import { createInterpret } from '../../src/understanding/interpret.ts';
import { loadTables } from '../../src/understanding/load.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { botParts, flow, type MemoryStore, words } from './talk.ts';
import { walk } from './walk.ts';

const interpret = createInterpret(loadTables());
/** A desk that asks one question of each kind, until it has its answer. */
function asking(store: MemoryStore, reference: string): SentReferral | undefined {
  const referral = store.changes.find((change) => change.referral?.reference === reference)?.referral;
  const body = { questions: ['location', 'income', 'documents', 'target-occupation'], note: 'Nog iets?' };
  const line = {
    id: 1,
    event: 'ask-more',
    state: 'needs-more',
    actor: 'desk',
    at: new Date(0),
    note: null,
    body,
  } as const;
  const said = store.changes.some(({ says }) => says?.is === 'answer');
  const answer = { ...line, id: 2, event: 'answer', body: null } as const;
  const history = said ? [line, answer] : [line];
  return referral && { reference, referral, state: line.state, ticks: undefined, history };
}

/** What the buttons of the page send. */
const command = (language: Language, what: string): string => words.t(language, `page:say.${what}`);

describe('the interview, walked by a machine', () => {
  it('has no dead end, no unreachable question, no loop, no missing text and loses no answer, in any language', async () => {
    const walked = await walk({
      seed: 20_261_122,
      conversations: Math.max(60, 8 * BUILD_LANGUAGES.length),
      languages: BUILD_LANGUAGES,
      command,
      parts: (store) => ({
        ...botParts(store, interpret),
        findReferral: async (reference) => asking(store, reference),
      }),
    });
    expect(walked.problems).toEqual([]);
    const unreached = QUESTION_IDS.filter((id) => !walked.reached.has(id) && id !== 'language');
    expect(unreached).toEqual([]);
    expect([...walked.ends].some((end) => end === 'answered')).toBe(true);
    expect([...walked.ends].some((end) => end.startsWith('other-services'))).toBe(true);
  }, 240_000);

  it('finds a planted dead end: a question that takes no answer', async () => {
    const planted = flow.questions.map((question) =>
      question.id === 'left-in-between' ? { id: question.id, many: false, notTold: false } : question,
    );
    const walked = await walk({
      seed: 7,
      conversations: 6,
      languages: ['nl'],
      command,
      parts: (store) => ({
        ...botParts(store, interpret),
        flow: { ...flow, questions: planted, byId: new Map(planted.map((question) => [question.id, question])) },
      }),
    });
    expect(walked.problems.join('\n')).toContain('left-in-between cannot be answered');
  }, 120_000);
});
