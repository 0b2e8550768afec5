/**
 * `npm run --silent understand`: one typed answer per line in, what would be done with it out (contract, section 1).
 * For content authors: shows what a table understands without a conversation around it.
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { loadFlow } from '../bot/flow.ts';
import type { Heard } from '../bot/ports.ts';
import type { QuestionId } from '../domain/questions.ts';
import { LANGUAGES } from '../domain/referral.ts';
import { createInterpret } from '../understanding/interpret.ts';
import { loadTables } from '../understanding/load.ts';

const flow = loadFlow(join(import.meta.dirname, '..', '..', 'dialogs', 'intake.json'));
const Line = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  lang: z.enum(LANGUAGES).default('nl'),
  question: z.enum([...flow.byId.keys()]).transform((id) => id as QuestionId),
  text: z.string(),
});

const today = readToday(process.argv.slice(2));
const interpret = createInterpret(loadTables());

for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  if (line.trim() !== '') process.stdout.write(`${JSON.stringify(answerLine(line))}\n`);
}

function answerLine(line: string): object {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { error: 'not a line of JSON' };
  }
  const parsed = Line.safeParse(json);
  const id = idOf(json);
  if (!parsed.success) return { ...id, error: z.prettifyError(parsed.error) };
  const { question, text, lang } = parsed.data;
  return { ...id, ...describe(interpret(question, text, { language: lang, today })) };
}

function idOf(json: unknown): { id?: unknown } {
  return typeof json === 'object' && json !== null && 'id' in json ? { id: json.id } : {};
}

function describe(heard: Heard): object {
  switch (heard.is) {
    case 'value':
      return { value: heard.value, ...(heard.also === undefined ? {} : { also: heard.also }) };
    case 'confirm':
      return { confirm: heard.value };
    case 'ambiguous':
      return { confirm: heard.candidates[0], candidates: heard.candidates };
    case 'interrupt':
      return { interrupt: heard.what, ...(heard.target === undefined ? {} : { target: heard.target }) };
    case 'reject':
      return { reject: true };
  }
}

/** The day after `--today`, or today in Belgium. Ends the process on anything but a day. */
function readToday(args: readonly string[]): string {
  const at = args.findIndex((arg) => arg === '--today' || arg.startsWith('--today='));
  if (at < 0) return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels' }).format(new Date());
  const day = args[at]?.split('=')[1] ?? args[at + 1] ?? '';
  if (z.iso.date().safeParse(day).success) return day;
  process.stderr.write('Usage: npm run --silent understand -- --today YYYY-MM-DD < lines.jsonl\n');
  process.exit(2);
}
