/** The interview as data: dialogs/*.json, judged at start-up. No rules and no words in it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { QUESTION_IDS, type QuestionId } from '../domain/questions.ts';

const questionSchema = z.strictObject({
  id: z
    .enum(QUESTION_IDS)
    .describe('One of the question ids of the contract; its words stand in locales/ under this id.'),
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
});
const flowSchema = z.strictObject({ $schema: z.string().optional(), questions: z.array(questionSchema) });

export type Question = z.output<typeof questionSchema>;

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
  const { questions } = parsed.data;
  const byId = new Map(questions.map((question) => [question.id, question]));
  const problems = [
    ...questions
      .filter(({ id }, at) => questions.findIndex((other) => other.id === id) !== at)
      .map(({ id }) => `"${id}" stands twice`),
    ...QUESTION_IDS.filter((id) => !byId.has(id)).map((id) => `"${id}" is missing`),
    ...questions
      .filter((q) => q.many && !Array.isArray(q.choices))
      .map(({ id }) => `"${id}" has "many" but no choices`),
  ];
  if (problems.length > 0) throw new Error(`${file}: ${problems.join('; ')}`);
  return { questions, byId, hash: createHash('sha256').update(JSON.stringify(questions)).digest('hex').slice(0, 12) };
}

/** JSON Schema of a flow file, kept beside it as dialogs/intake.schema.json so that editors complete and check. */
export function flowJsonSchema(): object {
  return JSON.parse(JSON.stringify(z.toJSONSchema(flowSchema, { io: 'input' })));
}
