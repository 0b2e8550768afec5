/** Invented people of three quarters: one long over, one of which is not yet known what became of it, one that runs. */
import type { Case, StoppedAt } from '../../../src/domain/insight.ts';
import { describeInflow, type Quarter } from '../../../src/domain/insight.ts';

export const QUESTIONS = ['language', 'privacy', 'nationalities', 'income', 'goal', 'reach', 'share'] as const;
const TODAY = '2026-11-22';

const pick = <T>(all: readonly [T, ...T[]], at: number): T => all[at % all.length] ?? all[0];

function aCase(at: number, on: string): Case {
  const forwarded = at % 3 === 0;
  const answered = at % 5 !== 4;
  const days = 2 + ((at * 7) % 19);
  return {
    on,
    region: pick(['ghent', 'ghent', 'brussels', 'antwerp-city', 'ghent', 'brussels', 'limburg', 'east-flanders'], at),
    language: pick(['ar', 'ar', 'en', 'fa', 'nl', 'tr', 'ar', 'uk', 'en'], at),
    perspective: pick(['professional', 'combined', 'professional', 'educational', 'undetermined'], at),
    channel: at % 8 === 7 ? 'msteams' : 'directline',
    eligibility: pick(['eligible', 'eligible', 'review', 'eligible', 'not-eligible', 'eligible', 'eligible'], at),
    forwarded,
    daysFromArrival: at % 9 === 0 ? null : 30 * (1 + ((at * 5) % 30)),
    answer: answered ? { kind: pick(['accept', 'accept', 'ask-more', 'decline', 'accept'], at), days } : null,
    reminded: days > 14 ? 'counsellor' : days > 7 ? 'desk' : 'nobody',
    withdrawnAfterDays: !answered && at % 2 === 0 ? 4 : null,
    toldAfterDays: forwarded && answered ? days + 1 : null,
  };
}

const cases = (count: number, months: readonly [string, ...string[]]): readonly Case[] =>
  Array.from({ length: count }, (_, at) => aCase(at, `${pick(months, at)}-${String(1 + (at % 20)).padStart(2, '0')}`));

const stopped: readonly StoppedAt[] = [
  { month: '2026-05', language: 'ar', question: 'nationalities', count: 9 },
  { month: '2026-05', language: 'fa', question: 'income', count: 14 },
  { month: '2026-06', language: 'nl', question: 'income', count: 7 },
  { month: '2026-06', language: 'ar', question: 'reach', count: 3 },
];

/** 120 people in the second quarter, 64 in the third, 23 in the one that runs. */
export function someQuarters(): readonly Quarter[] {
  const all = [
    ...cases(120, ['2026-04', '2026-05', '2026-06']),
    ...cases(64, ['2026-07', '2026-08', '2026-09']),
    ...cases(23, ['2026-10', '2026-11']),
  ];
  return describeInflow(all, stopped, QUESTIONS, TODAY);
}
