// Runs one of the project's scripts on the project's own Node, whatever Node started npm.
// Plain JavaScript without a dependency, because it is what runs before anything is installed:
// it installs what package-lock.json says when that is missing or stale, then hands over.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const stamp = join(root, 'node_modules', '.wegwijzer-lock');
const pinnedNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The lock file's hash: the stamp of an install that finished. */
const wanted = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

const installed = () => existsSync(pinnedNode) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted();

/** Two commands started at once must not install over each other: mkdir is the lock, a dead owner's lock is taken over. */
function lockInstall() {
  const lock = join(root, '.install-lock');
  for (;;) {
    try {
      mkdirSync(lock);
      writeFileSync(join(lock, 'pid'), String(process.pid));
      return () => rmSync(lock, { recursive: true, force: true });
    } catch {
      let owner = 0;
      try {
        owner = Number(readFileSync(join(lock, 'pid'), 'utf8'));
        process.kill(owner, 0);
      } catch (error) {
        if (owner && error.code === 'ESRCH') rmSync(lock, { recursive: true, force: true });
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    }
  }
}

function install() {
  const unlock = lockInstall();
  try {
    if (installed()) return;
    process.stderr.write('Installing what package-lock.json says (once; this takes a minute or two) ...\n');
    const npm = process.env.npm_execpath;
    const [command, first] = npm?.endsWith('.js') || npm?.endsWith('.cjs') ? [process.execPath, [npm]] : ['npm', []];
    const done = spawnSync(command, [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: command === 'npm' && process.platform === 'win32',
    });
    if (done.status !== 0 || !existsSync(pinnedNode)) {
      process.stderr.write('The install failed. Look at the lines above, then run: npm ci\n');
      process.exit(1);
    }
    // Some seconds of work that the first start would otherwise wait for; without it everything works, only slower.
    const prepare = "import('./src/storage/database.ts').then((storage) => storage.prepareTemplate())";
    spawnSync(pinnedNode, ['--input-type=module', '--eval', prepare], { cwd: root, stdio: 'ignore' });
    writeFileSync(stamp, wanted());
  } finally {
    unlock();
  }
}

const [script, ...args] = process.argv.slice(2);
if (script === undefined) {
  process.stderr.write('Usage: node run.mjs FILE [argument ...]\n');
  process.exit(2);
}
if (!installed()) install();

// DEP0040: node-fetch 2 under botbuilder still loads punycode.
const child = spawn(
  pinnedNode,
  ['--disable-warning=DEP0040', '--disable-warning=ExperimentalWarning', join(root, script), ...args],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      // Compiled code is kept between runs: a start then compiles only what changed.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'node'),
      PATH: `${dirname(pinnedNode)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
    },
  },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
