import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runWordsCommand } from '../../src/words/command.ts';
import { LOCALES } from './locales.ts';

function run(dir: string, ...args: string[]): { code: number; printed: string } {
  let printed = '';
  const code = runWordsCommand(dir, args, (text) => {
    printed += text;
  });
  return { code, printed };
}

/** A copy of the words that somebody has just read and stamped. */
function copyStamped(): string {
  const dir = mkdtempSync(join(tmpdir(), 'wegwijzer-words-'));
  cpSync(LOCALES, dir, { recursive: true });
  run(dir, 'stamp');
  return dir;
}

it('says that every text is there', () => {
  expect(run(copyStamped(), 'check')).toEqual({ code: 0, printed: 'Every text is there.\n' });
});

it('names a changed Dutch text until somebody has looked at each translation and stamped it', () => {
  const dir = copyStamped();
  const file = join(dir, 'nl/questions.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"Hoe heet je?"', '"Wat is je naam?"'));
  const { code, printed } = run(dir, 'check');
  expect(code).toBe(1);
  expect(printed).toContain('en questions:name.ask: stale (the source now says: Wat is je naam?)');
  expect(run(dir, 'stamp', 'en').printed).toBe('en: 1 newly stamped\n  questions:name.ask\n');
  const left = run(dir, 'check').printed;
  expect(left).toContain('fr questions:name.ask: stale');
  expect(left).not.toContain('en questions:name.ask');
  run(dir, 'stamp');
  expect(run(dir, 'check').code).toBe(0);
});

it.each([[[]], [['chekc']], [['stamp', 'nl2']]])('tells how it is used when it is given %j', (args) => {
  const { code, printed } = run(LOCALES, ...args);
  expect(code).toBe(2);
  expect(printed).toContain('Usage: npm run words');
});
