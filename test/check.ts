/** Everything that CI checks, in one command: types, lint, dead code, words, and all tests. Ends with one line of counts. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const scratch = mkdtempSync(join(tmpdir(), 'wegwijzer-check-'));
const report = join(scratch, 'vitest.json');
const bin = (name: string) => join('node_modules', '.bin', name);

/** The quick ones first: a typo should not cost the wait for a browser. */
const CHECKS: readonly { readonly name: string; readonly command: string; readonly args: readonly string[] }[] = [
  { name: 'types', command: bin('tsc'), args: ['-p', '.'] },
  { name: 'types of the widget', command: bin('tsc'), args: ['-p', 'src/web/widget'] },
  { name: 'lint and format', command: bin('biome'), args: ['ci', '--error-on-warnings', '.'] },
  { name: 'dead code', command: bin('knip'), args: [] },
  { name: 'words', command: process.execPath, args: ['src/words/cli.ts', 'check'] },
  {
    name: 'tests',
    command: bin('vitest'),
    args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  },
];

function run(command: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}

const failed: string[] = [];
for (const { name, command, args } of CHECKS) {
  const began = performance.now();
  const good = await run(command, args);
  console.log(`${good ? '✓' : '✗'} ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  if (!good) failed.push(name);
}

interface Counts {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}
let tests: Counts = { success: false, numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 };
try {
  tests = JSON.parse(readFileSync(report, 'utf8')) as Counts;
  // The report and not only the exit code: a library that ends the process in a hook of its own can swallow that.
  if (!tests.success && !failed.includes('tests')) failed.push('tests');
} catch {
  failed.push('the test report');
}
rmSync(scratch, { recursive: true, force: true });
if (failed.length > 0) console.log(`Failed: ${failed.join(', ')}`);
const otherFailures = failed.filter((name) => name !== 'tests').length;
console.log(
  `${tests.numPassedTests} passed, ${tests.numFailedTests + otherFailures} failed, ${tests.numPendingTests} skipped`,
);
process.exitCode = failed.length > 0 ? 1 : 0;
