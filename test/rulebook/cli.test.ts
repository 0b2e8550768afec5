import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runRules } from '../../src/cli/rules.ts';

async function run(...args: string[]) {
  const lines: string[] = [];
  const code = await runRules(args, (line) => lines.push(line));
  return { code, text: lines.join('\n') };
}

describe('npm run rules', () => {
  it('writes the three forms into the folder it is given', async () => {
    const out = mkdtempSync(join(tmpdir(), 'rules-'));
    onTestFinished(() => rmSync(out, { recursive: true }));
    const { code } = await run('--out', join(out, 'new'), '--today', '2026-11-22', '--lang', 'en');
    expect(code).toBe(0);
    expect(readdirSync(join(out, 'new')).sort()).toEqual(['flow.svg', 'rules.html', 'rules.md']);
    expect(readFileSync(join(out, 'new', 'rules.html'), 'utf8')).toContain('<img src="flow.svg"');
  });

  it('stale: finds nothing, and says so with 0, where every row is fresh', async () => {
    expect(await run('stale', '--today', '2026-11-22')).toMatchObject({ code: 0 });
  });

  it('stale: lists the rows with their source, and ends with 1, where a year has passed', async () => {
    const { code, text } = await run('stale', '--today', '2028-01-01');
    expect(code).toBe(1);
    expect(text).toContain('E3 from 2015-01-01  S1 §7.1.2');
  });

  it('writes none in a language that has no words for it, and says which have', async () => {
    const { code, text } = await run('--lang', 'ar');
    expect(code).toBe(2);
    expect(text).toContain('only in nl, en, fr');
  });

  it.each([[['burn']], [['stale', 'now']], [['--today', 'soon']], [['--lang', 'xx']], [['--loud']]])(
    'does not understand %j, and says what it does, with 2',
    async (args) => {
      const { code, text } = await run(...args);
      expect(code).toBe(2);
      expect(text).toContain('Usage: npm run rules');
    },
  );
});
