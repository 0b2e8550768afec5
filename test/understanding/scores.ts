/** Scores a set of utterances: what was understood, what was only confirmed, what was wrong, and how long it took. */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { Heard, Interpret } from '../../src/bot/ports.ts';
import type { QuestionId } from '../../src/domain/questions.ts';
import type { Language } from '../../src/domain/referral.ts';

export interface Utterance {
  readonly id: string;
  readonly lang: Language;
  readonly question: QuestionId;
  readonly text: string;
  readonly expect:
    | { readonly value: unknown }
    | { readonly confirm: unknown }
    | { readonly interrupt: string }
    | { readonly reject: true }
    /** Asked in whatever way, never stored: a "no" that is none, or half of one. */
    | { readonly ask: true };
  /** Why a held-out row was corrected. */
  readonly why?: string;
}

/**
 * right: as expected. confirmed: the right value, but asked first. missed: asked again although it was an answer.
 * wrong: a wrong value stored, or a command heard where there was none. hasty: stored where a "did you mean" was due.
 * bothered: a "did you mean" about something that should have been rejected, or with only wrong choices.
 */
type Mark = 'right' | 'confirmed' | 'missed' | 'wrong' | 'hasty' | 'bothered';

export interface Scored {
  readonly utterance: Utterance;
  readonly heard: Heard;
  readonly mark: Mark;
  readonly ms: number;
}

export const TODAY = '2026-11-22';

export function readUtterances(file: string): Utterance[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Utterance);
}

export function scoreAll(interpret: Interpret, utterances: readonly Utterance[]): Scored[] {
  return utterances.map((utterance) => {
    const start = performance.now();
    const heard = interpret(utterance.question, utterance.text, { language: utterance.lang, today: TODAY });
    const ms = performance.now() - start;
    return { utterance, heard, mark: markOf(utterance, heard), ms };
  });
}

function markOf({ question, expect }: Utterance, heard: Heard): Mark {
  if ('reject' in expect) {
    if (heard.is === 'reject') return 'right';
    return heard.is === 'confirm' || heard.is === 'ambiguous' ? 'bothered' : 'wrong';
  }
  if ('ask' in expect) return heard.is === 'value' || heard.is === 'interrupt' ? 'wrong' : 'right';
  if (heard.is === 'reject') return 'missed';
  if ('interrupt' in expect) return heard.is === 'interrupt' && heard.what === expect.interrupt ? 'right' : 'wrong';
  if (heard.is === 'interrupt') return 'wrong';
  const wanted = 'value' in expect ? expect.value : expect.confirm;
  const offered = heard.is === 'ambiguous' ? heard.candidates : [heard.value];
  const fits = offered.some((value) => isSame(question, value, wanted));
  if (heard.is === 'value') return fits ? ('value' in expect ? 'right' : 'hasty') : 'wrong';
  if (!fits) return 'bothered';
  return 'confirm' in expect ? 'right' : 'confirmed';
}

/** Lists are sets; an occupation's words count only where they are expected. */
function isSame(question: QuestionId, value: unknown, wanted: unknown): boolean {
  if (Array.isArray(value) && Array.isArray(wanted)) return isDeepStrictEqual([...value].sort(), [...wanted].sort());
  if (question === 'target-occupation' && typeof value === 'object' && typeof wanted === 'object') {
    return isDeepStrictEqual({ ...value, ...wanted }, value);
  }
  return isDeepStrictEqual(value, wanted);
}

export interface Totals {
  readonly all: number;
  readonly answers: number;
  /** Share of answers and commands that were right or confirmed. */
  readonly understood: number;
  readonly confirmed: number;
  readonly wrong: number;
  readonly wrongOnRejects: number;
  readonly p99: number;
}

export function total(scored: readonly Scored[]): Totals {
  const answers = scored.filter(({ utterance }) => !('reject' in utterance.expect));
  const rejects = scored.filter(({ utterance }) => 'reject' in utterance.expect);
  const count = (list: readonly Scored[], ...marks: readonly Mark[]) =>
    list.filter(({ mark }) => marks.includes(mark)).length;
  const times = scored.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    all: scored.length,
    answers: answers.length,
    understood: count(answers, 'right', 'confirmed', 'hasty') / Math.max(1, answers.length),
    confirmed: count(answers, 'confirmed') / Math.max(1, answers.length),
    wrong: count(scored, 'wrong', 'hasty') / Math.max(1, scored.length),
    wrongOnRejects: count(rejects, 'wrong'),
    p99: times[Math.floor(times.length * 0.99)] ?? 0,
  };
}
