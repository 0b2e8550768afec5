/**
 * `npm run test:mutation`: changes src/domain one small thing at a time and sees whether a test of test/domain minds,
 * file by file, each against the tests that are about it (tests-of.ts). All of it takes an hour or more: name files to do
 * fewer, `-- src/domain/access.ts`. Apart from the other tests because its packages are used for nothing else; it
 * installs them beside itself, once. Lists of codes are not changed: their words and their schema are checked elsewhere.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const here = import.meta.dirname;
const root = join(here, '..', '..');
const stryker = join(here, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');

function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): number {
  return (
    spawnSync(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: 'inherit',
      shell: process.platform === 'win32',
    }).status ?? 1
  );
}

if (!existsSync(stryker)) {
  console.log('Installing Stryker (once) ...');
  // Vitest, which it asks for, is the one of this repository.
  const quiet = ['--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  if (run('npm', ['ci', ...quiet], here) !== 0) throw new Error('Stryker could not be installed.');
}
/** What holds nothing but lists of codes and types: a changed code is a missing word or a schema that does not fit. */
const LISTS: ReadonlySet<string> = new Set(['assessment', 'codes', 'countries', 'facts', 'referral', 'say']);
const domain = join('src', 'domain');
const named = process.argv.slice(2);
const files = (named.length > 0 ? named : readdirSync(join(root, domain)).map((file) => join(domain, file))).filter(
  (file) => !LISTS.has(basename(file, '.ts')),
);
for (const file of files) {
  const args = [stryker, 'run', join('test', 'mutation', 'stryker.json'), '--mutate', file];
  const code = run(process.execPath, args, root, { MUTATED: basename(file, '.ts') });
  if (code !== 0) process.exitCode = code;
}
