/** The interview as data: dialogs/*.json, judged at start-up. No rules and no words in it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Conditions } from '../domain/conditions.ts';
import { type AddedQuestion, isContractQuestion, QUESTION_IDS, type QuestionId } from '../domain/questions.ts';
import { addedId, conditionsSchema } from '../schemas/conditions.ts';
import type { Saved } from './ports.ts';

const questionSchema = z.strictObject({
  id: z
    .union([z.enum(QUESTION_IDS), addedId])
    .describe('A question of the contract, or one of your own. Its words stand in locales/ under this id.'),
  choices: z
    .union([z.literal('languages'), z.array(z.string()).min(2)])
    .optional()
    .describe('Codes offered as buttons, in this order. "languages" offers every language of the build.'),
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .optional()
    .describe('Countries offered as buttons; any other is typed.'),
  years: z.number().int().min(2).max(12).optional().describe('Offers this many years as buttons, this year first.'),
  many: z.boolean().default(false).describe('More than one choice can be right: shown as a card with boxes to tick.'),
  card: z.enum(['documents', 'review', 'share']).optional().describe('A card of its own in cards/.'),
  notTold: z.boolean().default(true).describe('Whether "I don\'t know" and "I\'d rather not say" are answers.'),
  when: conditionsSchema
    .optional()
    .describe('Of a question of your own: for whom it is meant. Absent: everyone. The others are asked by rule.'),
});
const flowSchema = z.strictObject({ $schema: z.string().optional(), questions: z.array(questionSchema) });

/** What a question of one's own cannot be: these hang on code. */
const OF_CONTRACT = ['countries', 'years', 'card'] as const;

export type Question = Omit<z.output<typeof questionSchema>, 'id' | 'when'> & {
  readonly id: QuestionId;
  readonly when?: Conditions | undefined;
};

export interface Flow {
  readonly questions: readonly Question[];
  readonly byId: ReadonlyMap<QuestionId, Question>;
  /** Changes when the questions change: a conversation that was saved under another hash starts its dialog anew. */
  readonly hash: string;
}

/**
 * Reads and judges the flow.
 * @param file path of a dialogs/*.json file
 * @throws Error that names the file and every problem: bad JSON, unknown ids or properties, a question twice or missing.
 */
export function loadFlow(file: string): Flow {
  const text = readFileSync(file, 'utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file}: not valid JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  const parsed = flowSchema.safeParse(json);
  if (!parsed.success) throw new Error(`${file}:\n${z.prettifyError(parsed.error)}`);
  // What is no question of the contract is one that this file adds.
  const questions = parsed.data.questions as readonly Question[];
  const byId = new Map(questions.map((question) => [question.id, question]));
  const problems = [
    ...questions
      .filter(({ id }, at) => questions.findIndex((other) => other.id === id) !== at)
      .map(({ id }) => `"${id}" stands twice`),
    ...QUESTION_IDS.filter((id) => !byId.has(id)).map((id) => `"${id}" is missing`),
    ...questions
      .filter((q) => q.many && !Array.isArray(q.choices))
      .map(({ id }) => `"${id}" has "many" but no choices`),
    ...questions.flatMap((question) => judgeAdded(question, questions)),
  ];
  if (problems.length > 0) throw new Error(`${file}: ${problems.join('; ')}`);
  return { questions, byId, hash: createHash('sha256').update(JSON.stringify(questions)).digest('hex').slice(0, 12) };
}

/** A question of one's own has one code as its answer, and hangs on codes that there are. */
function judgeAdded(question: Question, all: readonly Question[]): string[] {
  const { id, choices, many, when } = question;
  if (isContractQuestion(id)) return when === undefined ? [] : [`"${id}" is asked by rule and takes no "when"`];
  const problems = OF_CONTRACT.filter((key) => question[key] !== undefined).map(
    (key) => `"${id}" cannot have "${key}"`,
  );
  if (id === ('common' as AddedQuestion)) problems.push('"common" holds the words of all questions');
  if (many) problems.push(`"${id}" cannot have "many": its answer is one code`);
  if (!Array.isArray(choices)) problems.push(`"${id}" needs a list of choices`);
  else {
    for (const code of choices) {
      if (!addedId.safeParse(code).success) problems.push(`"${id}": choice "${code}" is no code`);
      if (code === 'unknown' || code === 'declined') problems.push(`"${id}": "${code}" is offered by "notTold"`);
    }
  }
  return [...problems, ...judgeAnswers(when, all).map((problem) => `"${id}" ${problem}`)];
}

/** What a condition says of answers that no added question offers. */
export function judgeAnswers(when: Conditions | undefined, all: readonly Question[]): string[] {
  return Object.entries(when?.answers ?? {}).flatMap(([asked, codes]) => {
    const other = all.find(({ id }) => id === asked && !isContractQuestion(id));
    if (other === undefined) return [`hangs on "${asked}", which is no added question`];
    const unheard = codes.filter((code) => !other.choices?.includes(code));
    return unheard.map((code) => `hangs on "${code}", which "${asked}" does not offer`);
  });
}

/**
 * Takes out answers to added questions that the flow no longer asks, or with a choice that it no longer has: there are
 * no words left to say them. Does nothing to a conversation that was held under this very flow.
 */
export function dropGoneAnswers(saved: Saved, flow: Flow): void {
  if (saved.flow === flow.hash) return;
  for (const [id, answer] of Object.entries(saved.answers)) {
    if (isContractQuestion(id)) continue;
    const choices = flow.byId.get(id as QuestionId)?.choices;
    const isThere = choices !== undefined && [...choices, 'unknown', 'declined'].includes(String(answer?.value));
    if (!isThere) delete saved.answers[id as QuestionId];
  }
  saved.order = saved.order.filter((id) => saved.answers[id] !== undefined);
  const isAsked = (id: string) => flow.byId.has(id as QuestionId);
  saved.leftOut = saved.leftOut.filter(isAsked);
  if (saved.skipped !== undefined) saved.skipped = saved.skipped.filter(isAsked);
  if (saved.pending !== undefined && !isAsked(saved.pending.question)) delete saved.pending;
  if (saved.asking !== undefined && !isAsked(saved.asking)) delete saved.asking;
}

/** JSON Schema of a flow file, kept beside it as dialogs/intake.schema.json so that editors complete and check. */
export function flowJsonSchema(): object {
  return JSON.parse(JSON.stringify(z.toJSONSchema(flowSchema, { io: 'input' })));
}
