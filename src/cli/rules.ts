/**
 * `npm run rules`: writes rules.html, rules.md and flow.svg for people who check the rules.
 * `npm run rules -- stale`: lists the rows whose source was last checked more than a year ago.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { loadFlow } from '../bot/flow.ts';
import { LANGUAGES, type Language } from '../domain/referral.ts';
import { createPublisher, rulebookLanguages } from '../rulebook/publish.ts';
import { loadRules } from '../rules/load.ts';
import { findStaleRows } from '../rules/stale.ts';
import { BUILD_LANGUAGES } from '../words/languages.ts';
import { loadWords } from '../words/words.ts';

const USAGE = `Usage: npm run rules -- [--out DIR] [--lang nl] [--today YYYY-MM-DD]
  writes rules.html, rules.md and flow.svg into DIR (./data/rules)
Usage: npm run rules -- stale [--today YYYY-MM-DD]
  lists the rows whose source was checked longer than a year ago
Exit code: 0 done, or nothing stale; 1 stale rows, or rules that are not right; 2 not understood.`;

const ROOT = join(import.meta.dirname, '..', '..');

const command = z.strictObject({
  task: z.enum(['write', 'stale']),
  out: z.string().min(1),
  lang: z.enum(LANGUAGES),
  today: z.iso.date(),
});

function parseCommand(args: readonly string[]): z.infer<typeof command> | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { out: { type: 'string' }, lang: { type: 'string' }, today: { type: 'string' } },
    });
    if (positionals.length > 1) return `Not understood: ${positionals.slice(1).join(' ')}`;
    const parsed = command.safeParse({
      task: positionals[0] ?? 'write',
      out: values.out ?? join('data', 'rules'),
      lang: values.lang ?? 'nl',
      today: values.today ?? new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Brussels' }),
    });
    return parsed.success ? parsed.data : z.prettifyError(parsed.error);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Runs one command; gives the exit code that USAGE explains. */
export async function runRules(args: readonly string[], print: (line: string) => void): Promise<number> {
  if (args.includes('--help')) {
    print(USAGE);
    return 0;
  }
  const parsed = parseCommand(args);
  if (typeof parsed === 'string') {
    print(`${parsed}\n${USAGE}`);
    return 2;
  }
  return parsed.task === 'stale' ? listStale(parsed.today, print) : writeFiles(parsed, print);
}

function listStale(today: string, print: (line: string) => void): number {
  const rows = findStaleRows(loadRules(), today);
  for (const { id, validFrom, ref, checkedOn } of rows) print(`${checkedOn}  ${id} from ${validFrom}  ${ref}`);
  if (rows.length > 0) print(`${rows.length} row(s) to check again: look at the source, then set checkedOn.`);
  else print('Every row was checked within the last year.');
  return rows.length > 0 ? 1 : 0;
}

async function writeFiles(
  { out, lang, today }: { readonly out: string; readonly lang: Language; readonly today: string },
  print: (line: string) => void,
): Promise<number> {
  const rules = loadRules();
  const words = loadWords(join(ROOT, 'locales'), BUILD_LANGUAGES);
  const languages = rulebookLanguages(words);
  if (!languages.includes(lang)) {
    print(`There is no rule book in "${lang}", only in ${languages.join(', ')}.`);
    return 2;
  }
  const publish = createPublisher(
    {
      rules,
      questions: loadFlow(join(ROOT, 'dialogs', 'intake.json')).questions,
      words,
      findRowsToCheck: (day) => findStaleRows(rules, day),
    },
    { drawing: () => 'flow.svg', markdown: () => 'rules.md' },
  );
  const { html, markdown, drawing } = await publish(lang, today);
  const folder = resolve(out);
  mkdirSync(folder, { recursive: true });
  const files = { 'rules.html': html, 'rules.md': markdown, 'flow.svg': drawing };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
    print(join(folder, name));
  }
  return 0;
}

if (import.meta.main) {
  try {
    process.exitCode = await runRules(process.argv.slice(2), (line) => console.log(line));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
