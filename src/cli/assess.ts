/**
 * `npm run --silent assess`: facts as JSON Lines on stdin, one assessment a line on stdout, in the same order.
 * `-- --today 2026-11-22` sets the day of registration of whoever has none. A line that cannot be judged gives
 * `{"error": {...}}` in its place, and exit code 1 at the end. Nothing is stored; values are not repeated in errors.
 */
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { addedQuestions } from '../bind-rules.ts';
import { loadFlow } from '../bot/flow.ts';
import { assess } from '../domain/assess.ts';
import { documentIds } from '../domain/documents.ts';
import type { IsoDate } from '../domain/facts.ts';
import type { Rules } from '../domain/rules.ts';
import { loadRules } from '../rules/load.ts';
import { createFactsSchema, describeProblems, type FactsSchema, factsSchema } from '../schemas/facts.ts';

const FLOW = join(import.meta.dirname, '..', '..', 'dialogs', 'intake.json');
/** Facts are small; a line beyond this is not facts. */
const MAX_LINE = 256 * 1024;
/** Written together: one write a line costs more than the assessment. */
const BATCH = 64 * 1024;

interface LineError {
  readonly line: number;
  readonly code: 'invalid-json' | 'invalid-facts' | 'line-too-long';
  readonly problems: readonly string[];
}

/** One line of input -> one line of output, without line end. */
export function assessLine(
  text: string,
  line: number,
  rules: Rules,
  today: IsoDate,
  schema: FactsSchema = factsSchema,
): { ok: boolean; json: string } {
  if (text.length > MAX_LINE) return refuse(line, 'line-too-long', [`more than ${MAX_LINE} characters`]);
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    // The parser's own message quotes the input.
    return refuse(line, 'invalid-json', ['not valid JSON']);
  }
  const facts = schema.safeParse(given);
  if (!facts.success) return refuse(line, 'invalid-facts', describeProblems(facts.error, schema));
  return { ok: true, json: JSON.stringify(assess(facts.data, rules, today)) };
}

/** Assesses every line of a stream; blank lines are passed over. Resolves to the number of lines that failed. */
export async function assessLines(
  input: AsyncIterable<string>,
  output: NodeJS.WritableStream,
  rules: Rules,
  today: IsoDate,
  schema: FactsSchema = factsSchema,
): Promise<number> {
  let failed = 0;
  let number = 0;
  let batch = '';
  const flush = async () => {
    const full = batch;
    batch = '';
    if (full !== '' && !output.write(full)) await once(output, 'drain');
  };
  for await (const lines of splitLines(input)) {
    for (const text of lines) {
      number += 1;
      if (text.trim() === '') continue;
      const { ok, json } = assessLine(text, number, rules, today, schema);
      if (!ok) failed += 1;
      batch += `${json}\n`;
      if (batch.length >= BATCH) await flush();
    }
    // Whoever types a line, or waits for an answer before the next, gets it now.
    await flush();
  }
  return failed;
}

/** Chunks of text -> the whole lines in each. A line that grows too long is cut, so that it is refused, not kept. */
async function* splitLines(input: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let rest = '';
  for await (const chunk of input) {
    const lines = (rest + chunk).split('\n');
    rest = (lines.pop() ?? '').slice(0, MAX_LINE + 1);
    yield lines;
  }
  if (rest !== '') yield [rest];
}

function refuse(line: number, code: LineError['code'], problems: readonly string[]): { ok: boolean; json: string } {
  const error: LineError = { line, code, problems };
  return { ok: false, json: JSON.stringify({ error }) };
}

const USAGE = `Usage: npm run --silent assess -- [--today YYYY-MM-DD] < facts.jsonl
Reads facts as JSON Lines (README, Facts) and writes one assessment a line.`;

async function main(): Promise<number> {
  let today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Brussels' });
  try {
    const { values } = parseArgs({ options: { today: { type: 'string' }, help: { type: 'boolean' } } });
    if (values.help) {
      console.log(USAGE);
      return 0;
    }
    if (values.today !== undefined) today = z.iso.date().parse(values.today);
  } catch (error) {
    const why = error instanceof z.ZodError ? '--today must be a day as YYYY-MM-DD' : (error as Error).message;
    console.error(`${why}\n${USAGE}`);
    return 2;
  }
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The reader has seen enough (such as `| head`): stop, that is no failure.
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
  process.stdin.setEncoding('utf8');
  const rules = loadRules();
  const questions = addedQuestions(loadFlow(FLOW));
  const schema = createFactsSchema({ documents: documentIds(rules), questions });
  return (await assessLines(process.stdin, process.stdout, rules, today, schema)) === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = await main();
