/**
 * `npm run test:mutation`: changes src/domain one small thing at a time and sees whether a test of test/domain minds.
 * All of it takes hours: name files to do fewer, `-- src/domain/access.ts`. Apart from the other tests because its
 * packages are used for nothing else; it installs them beside itself, once.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const root = join(here, '..', '..');
const stryker = join(here, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');

function run(command: string, args: readonly string[], cwd: string): number {
  return spawnSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1;
}

if (!existsSync(stryker)) {
  console.log('Installing Stryker (once) ...');
  // Vitest, which it asks for, is the one of this repository.
  const quiet = ['--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  if (run('npm', ['ci', ...quiet], here) !== 0) throw new Error('Stryker could not be installed.');
}
const files = process.argv.slice(2);
const mutate = files.length === 0 ? [] : ['--mutate', files.join(',')];
process.exitCode = run(process.execPath, [stryker, 'run', join('test', 'mutation', 'stryker.json'), ...mutate], root);
