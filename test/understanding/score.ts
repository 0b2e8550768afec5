/** `npm run test:understanding`: the table of scores per language and question, and what went wrong with `--all`. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterpret } from '../../src/understanding/interpret.ts';
import { loadTables } from '../../src/understanding/load.ts';
import { readUtterances, type Scored, scoreAll, total } from './scores.ts';

const folder = join(import.meta.dirname, '../data');
const only = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const files = readdirSync(folder).filter(
  (file) => /^utterances.*\.jsonl$/.test(file) && (only.length === 0 || only.includes(file)),
);
const interpret = createInterpret(loadTables());

for (const file of files) {
  const utterances = readUtterances(join(folder, file));
  scoreAll(interpret, utterances.slice(0, 200)); // warm up: the first calls compile
  const scored = scoreAll(interpret, utterances);
  process.stdout.write(`\n${file}\n`);
  printTable(scored, ({ utterance }) => utterance.lang);
  printTable(scored, ({ utterance }) => utterance.question);
  const { understood, confirmed, wrong, wrongOnRejects, p99 } = total(scored);
  process.stdout.write(
    `understood ${percent(understood)} (${percent(confirmed)} of them after a question), wrong ${percent(wrong)}, ` +
      `${wrongOnRejects} stored that had to be rejected, p99 ${p99.toFixed(2)} ms\n`,
  );
  if (process.argv.includes('--all')) {
    for (const { utterance, heard, mark } of scored) {
      if (mark === 'right' || (mark === 'confirmed' && !process.argv.includes('--confirmed'))) continue;
      process.stdout.write(
        `${mark.padEnd(9)} ${utterance.lang} ${utterance.question} | ${utterance.text} | ${JSON.stringify(utterance.expect)} -> ${JSON.stringify(heard)}\n`,
      );
    }
  }
}

function printTable(scored: readonly Scored[], by: (one: Scored) => string): void {
  const groups = Map.groupBy(scored, by);
  process.stdout.write(`\n${'n'.padStart(26)} understood  confirmed  wrong  wrong on rejects\n`);
  for (const [name, list] of [...groups, ['all', [...scored]] as const]) {
    const { all, understood, confirmed, wrong, wrongOnRejects } = total(list);
    const cells = [percent(understood).padStart(10), percent(confirmed).padStart(10), percent(wrong).padStart(6)];
    process.stdout.write(
      `${name.padEnd(20)} ${String(all).padStart(5)} ${cells.join(' ')} ${String(wrongOnRejects).padStart(5)}\n`,
    );
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
