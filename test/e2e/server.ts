/** The real application: inside the test's process, or as a process of its own that can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src/app.ts';
import { type Env, parseConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** A shared machine starts it slowly; whoever waits this long has found a fault. */
const START_WITHIN_MS = 120_000;

/** What every test wants but none is about. */
const TEST_ENV = { PORT: '0', STARTS_PER_HOUR: '100000', LOG_LEVEL: 'info' };

interface Running {
  /** Such as `http://localhost:40123`. */
  readonly url: string;
  readonly dataDir: string;
  /** Everything it has logged and printed so far. */
  logged(): string;
}

export interface InProcess extends Running {
  stop(): Promise<void>;
}

export interface Spawned extends Running {
  readonly pid: number;
  /** Ends it as a power cut does, and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/** A data directory of its own; `remove` it when the servers on it have ended. */
export function newDataDir(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'wegwijzer-e2e-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The application in this process, on a free port. */
export async function startInProcess(dataDir: string, env: Env = {}): Promise<InProcess> {
  const lines: string[] = [];
  const config = parseConfig({ ...TEST_ENV, DATA_DIR: dataDir, ...env });
  const app = await createApp(config, { log: createLog(config.logLevel, { write: (line) => void lines.push(line) }) });
  const port = await app.listen(config.port);
  return { url: `http://localhost:${port}`, dataDir, logged: () => lines.join(''), stop: () => app.stop() };
}

/** The application as `npm start` runs it, as soon as it says that it is ready. Rejects with its output when it ends first. */
export async function spawnApp(dataDir: string, env: Env = {}): Promise<Spawned> {
  const child = spawn(process.execPath, ['--disable-warning=DEP0040', 'src/index.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...TEST_ENV, DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => output.push(text));
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  const url = await readyUrl(child, () => output.join('')).catch(async (error) => {
    await kill();
    throw error;
  });
  return { url, dataDir, pid: child.pid ?? 0, logged: () => output.join(''), kill };
}

function readyUrl(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${why}:\n${output()}`));
    const timer = setTimeout(() => fail('not ready in time'), START_WITHIN_MS);
    child.once('error', ({ message }) => fail(message));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`ended with ${signal ?? code} before it was ready`);
    });
    child.stdout?.on('data', () => {
      const url = /Newcomers:\s+(http:\/\/localhost:\d+)\//.exec(output())?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}
