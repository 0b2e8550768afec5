/** `npm run assess`: one line in, one line out, and no bad line stops the others. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { assessLine, assessLines } from '../../src/cli/assess.ts';
import { ALL_MET, judge, RULES, TODAY } from '../domain/cases.ts';

const SCRIPT = join(import.meta.dirname, '..', '..', 'src', 'cli', 'assess.ts');

async function run(chunks: readonly string[]): Promise<{ failed: number; lines: readonly unknown[] }> {
  const output = new PassThrough({ encoding: 'utf8' });
  const collected = output.toArray();
  const failed = await assessLines(Readable.from(chunks), output, RULES, TODAY);
  output.end();
  const text = ((await collected) as string[]).join('');
  return {
    failed,
    lines: text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line)),
  };
}

/** The real command, on the Node that runs the tests. */
function runScript(args: readonly string[], input: string): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [SCRIPT, ...args], { stdio: 'pipe' });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      err += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}

describe('assessLine', () => {
  it('gives the assessment of the facts', () => {
    const { ok, json } = assessLine(JSON.stringify(ALL_MET), 1, RULES, TODAY);
    expect([ok, JSON.parse(json)]).toEqual([true, judge(ALL_MET)]);
  });

  it.each([
    ['{"secret"', 'invalid-json', ['not valid JSON']],
    ['', 'invalid-json', ['not valid JSON']],
    ['[]', 'invalid-facts', ['Invalid input: expected object, received array']],
    ['{"nationality":"SY"}', 'invalid-facts', ['Unrecognized key: "nationality"']],
    [`"${'x'.repeat(300_000)}"`, 'line-too-long', ['more than 262144 characters']],
  ])('says what is wrong with a line', (text, code, problems) => {
    const { ok, json } = assessLine(text, 7, RULES, TODAY);
    expect([ok, JSON.parse(json)]).toEqual([false, { error: { line: 7, code, problems } }]);
  });
});

describe('assessLines', () => {
  it('goes on after a bad line, passes over blank ones, and counts lines as an editor does', async () => {
    const { failed, lines } = await run(['{}\nnope\n\n{"x":1}\r\n', '{"residenceStatus":', '"none"}']);
    expect(failed).toBe(2);
    expect(lines).toMatchObject([
      { deskAccess: 'review' },
      { error: { line: 2 } },
      { error: { line: 4 } },
      { deskAccess: 'not-admitted' },
    ]);
  });

  it('keeps the order over many lines, and loses none', async () => {
    const postcodes = Array.from({ length: 3000 }, (_, index) => String(1000 + index));
    const text = postcodes.map((postcode) => `${JSON.stringify({ postcode })}\n`).join('');
    const chunks = text.match(/[\s\S]{1,1000}/g) ?? [];
    const { failed, lines } = await run(chunks);
    expect(failed).toBe(0);
    expect(lines.map((line) => (line as { route: { region: string } }).route.region)).toEqual(
      postcodes.map((postcode) => judge({ postcode }).route.region),
    );
  });

  it('waits for a reader that is slower than it is', async () => {
    let waiting = 0;
    let most = 0;
    const slow = new Writable({
      highWaterMark: 1024,
      write(chunk: Buffer, _, done) {
        waiting += chunk.length;
        most = Math.max(most, slow.writableLength);
        setImmediate(() => {
          waiting -= chunk.length;
          done();
        });
      },
    });
    await assessLines(Readable.from(Array.from({ length: 500 }, () => '{}\n')), slow, RULES, TODAY);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(64 * 1024);
    expect(waiting).toBeLessThan(64 * 1024);
  });

  it('refuses an endless line without keeping it', async () => {
    const { failed, lines } = await run([...Array.from({ length: 50 }, () => 'x'.repeat(100_000)), '\n{}\n']);
    expect(failed).toBe(1);
    expect(lines).toMatchObject([{ error: { line: 1, code: 'line-too-long' } }, { deskAccess: 'review' }]);
  });
});

describe('the command', () => {
  it('judges by the day it is given', async () => {
    const facts = JSON.stringify({ inBelgiumSince: '2021-12', leftInBetween: false });
    const [before, after] = await Promise.all([
      runScript(['--today', '2026-11-30'], facts),
      runScript(['--today', '2026-12-01'], facts),
    ]);
    expect([before.code, after.code]).toEqual([0, 0]);
    expect(JSON.parse(before.out).criteria[2]).toMatchObject({ id: 'E3', outcome: 'met' });
    expect(JSON.parse(after.out).criteria[2]).toMatchObject({ id: 'E3', outcome: 'not-met' });
  });

  it('ends with 1 when a line failed, and 2 when it was called wrongly', async () => {
    const [bad, wrongDay, wrongOption, help] = await Promise.all([
      runScript([], '{}\n{\n'),
      runScript(['--today', '2026-13-01'], ''),
      runScript(['--yesterday'], ''),
      runScript(['--help'], ''),
    ]);
    expect([bad.code, wrongDay.code, wrongOption.code, help.code]).toEqual([1, 2, 2, 0]);
    expect(bad.out.trim().split('\n')).toHaveLength(2);
    expect(wrongDay.err).toContain('--today must be a day as YYYY-MM-DD');
    expect(help.out).toContain('JSON Lines');
  });
});
