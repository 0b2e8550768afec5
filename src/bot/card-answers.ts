/** What a submitted card says. Its content comes from outside: only what the question offers gets through. */
import { z } from 'zod';
import { SUMMARY_STEPS } from '../domain/codes.ts';
import { documentIds } from '../domain/documents.ts';
import { DOCUMENT_HOLDINGS } from '../domain/facts.ts';
import type { QuestionId } from '../domain/questions.ts';
import { valueOfChoice } from './answers.ts';
import type { Question } from './flow.ts';
import { PLAN_CHOICES, type PlanEdits } from './plan.ts';
import type { BotParts } from './turn.ts';

export interface CardAnswer {
  readonly is: 'value' | 'nothing';
  readonly value?: unknown;
  /** Questions ticked to be left out of the referral; undefined where the card has no such list. */
  readonly leaveOut?: readonly string[] | undefined;
  /** What was chosen for steps of the plan; undefined where the card has none. */
  readonly plan?: PlanEdits | undefined;
}

const text = z.string().max(500);
const inputsSchema = z.looseObject({
  chosen: text.optional(),
  leaveOut: text.optional(),
  notTold: z.enum(['unknown', 'declined']).optional(),
});
const holdingSchema = z.enum([...DOCUMENT_HOLDINGS, 'unknown', 'declined']);

const planChoice = z.enum(PLAN_CHOICES);

const split = (list: string): string[] => list.split(',').filter((part) => part !== '');

/**
 * @param question whose card it is
 * @param submitted the card's data and inputs, unjudged
 * @param offered the questions and papers that there are: nothing else gets through
 * @returns the value to store, or `nothing` where the card says nothing that the question offers
 */
export function readCardAnswer(
  question: Question,
  submitted: object,
  { flow, rules }: Pick<BotParts, 'flow' | 'rules'>,
): CardAnswer {
  const inputs = inputsSchema.safeParse(submitted);
  if (!inputs.success) return { is: 'nothing' };
  const { chosen, notTold } = inputs.data;
  const ticked = inputs.data.leaveOut === undefined ? undefined : split(inputs.data.leaveOut);
  const leaveOut = ticked?.every((id) => flow.byId.has(id as QuestionId)) ? ticked : undefined;
  if (notTold !== undefined) return question.notTold ? { is: 'value', value: notTold } : { is: 'nothing' };
  if (question.card === 'documents') return readDocuments(submitted, documentIds(rules.data));
  const plan = readPlan(submitted);
  const offered: readonly string[] = Array.isArray(question.choices) ? question.choices : [];
  const codes = split(chosen ?? '');
  if (codes.length === 0 || !codes.every((code) => offered.includes(code))) return { is: 'nothing', leaveOut, plan };
  if (question.many && codes.includes('none') && codes.length > 1) return { is: 'nothing', leaveOut, plan };
  const value = question.id === 'review' ? codes[0] : valueOfChoice(question.id, codes, question.many);
  return { is: 'value', value, leaveOut, plan };
}

/** Inputs `doc:<id>` -> `{ <id>: holding }`; what was not chosen is left out and stays not asked. */
function readDocuments(submitted: object, ids: readonly string[]): CardAnswer {
  const held: { [id: string]: string } = {};
  for (const id of ids) {
    const holding = holdingSchema.safeParse((submitted as Record<string, unknown>)[`doc:${id}`]);
    if (holding.success) held[id] = holding.data;
  }
  return { is: 'value', value: held };
}

/** Inputs `step:<id>` -> `{ <id>: choice }`; undefined where there are none. */
function readPlan(submitted: object): PlanEdits | undefined {
  const edits = [...SUMMARY_STEPS.short, ...SUMMARY_STEPS.long].flatMap((id) => {
    const choice = planChoice.safeParse((submitted as Record<string, unknown>)[`step:${id}`]);
    return choice.success ? [[id, choice.data] as const] : [];
  });
  return edits.length === 0 ? undefined : Object.fromEntries(edits);
}
