/** The plan: the suggested steps, which the person may tick as done or drop before anything is sent or printed. */
import type { Assessment } from '../domain/assessment.ts';
import { openCase } from '../domain/case.ts';
import type { Facts } from '../domain/facts.ts';
import { findOpenQuestions } from '../domain/open-questions.ts';
import type { Language } from '../domain/referral.ts';
import type { Say } from '../domain/say.ts';
import { type SuggestedStep, suggestSteps } from '../domain/suggested-steps.ts';
import type { BotWords } from './ports.ts';
import type { Standing } from './turn.ts';

export const PLAN_CHOICES = ['keep', 'done', 'drop'] as const;
/** What was chosen for a step, by its id; a step that is not named stays as it is. */
export type PlanEdits = { readonly [step: string]: (typeof PLAN_CHOICES)[number] };

type PlannedStep = SuggestedStep & { readonly choice: (typeof PLAN_CHOICES)[number] };

/** The steps that follow from these facts, also those that the person dropped, with what was chosen for each. */
export function planOf(turn: Standing, facts: Facts, assessment: Assessment): readonly PlannedStep[] {
  const of = openCase(facts, turn.parts.rules.data, turn.today);
  const steps = suggestSteps(of, assessment, findOpenQuestions(facts, assessment).length);
  return steps.map((step) => ({ ...step, choice: turn.saved.plan?.[step.id] ?? 'keep' }));
}

/** A step in words; one that is done says so. */
export function sayStep(words: BotWords, language: Language, say: Say, done: boolean): string {
  const step = words.say(language, say);
  return done ? words.t(language, 'dialog:plan.is-done', { step }) : step;
}

/** The plan as the person keeps it: what is near, then what is further off; nothing where no desk is to read it. */
export function printedPlan(turn: Standing): readonly { readonly title: string; readonly steps: readonly string[] }[] {
  if (turn.assessment.route.to === 'other-services') return [];
  const kept = planOf(turn, turn.facts, turn.assessment).filter(({ choice }) => choice !== 'drop');
  return (['short', 'long'] as const)
    .map((wanted) => ({
      title: turn.t(`dialog:plan.${wanted}`),
      steps: kept
        .filter(({ term }) => term === wanted)
        .map(({ say, choice }) => sayStep(turn.parts.words, turn.language, say, choice === 'done')),
    }))
    .filter(({ steps }) => steps.length > 0);
}
