/**
 * Where the time of a start goes: `npm run bench:start`. Each phase is timed alone and in order, in a process of its own,
 * first on an empty data directory and then on the one that this made; then the real process, from spawn to ready.
 * CPU is this process's own: esbuild bundles in another one, so look at its wall time. Run it on a quiet machine.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';

const ROOT = join(import.meta.dirname, '..', '..');

async function timePhases(dataDir: string): Promise<void> {
  let wall = performance.now();
  let cpu = process.cpuUsage();
  const phase = async <T>(name: string, work: () => Promise<T> | T): Promise<T> => {
    wall = performance.now();
    cpu = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(cpu);
    const ms = (value: number) => value.toFixed(0).padStart(6);
    console.log(`  ${name.padEnd(36)}${ms(performance.now() - wall)} ms wall ${ms((user + system) / 1000)} ms CPU`);
    return result;
  };
  await phase('import botbuilder', () => import('botbuilder'));
  await phase('import botbuilder-dialogs', () => import('botbuilder-dialogs'));
  await phase('import botbuilder-dialogs-adaptive', () => import('botbuilder-dialogs-adaptive'));
  await phase('import restify', () => import('restify'));
  await phase('import PGlite, Kysely, pg, pg-boss', async () => {
    await Promise.all([import('@electric-sql/pglite'), import('kysely'), import('pg'), import('pg-boss')]);
  });
  await phase('import esbuild', () => import('esbuild'));
  const { createApp } = await phase('import the rest', () => import('../../src/app.ts'));
  const { loadWords } = await import('../../src/words/words.ts');
  const { BUILD_LANGUAGES } = await import('../../src/words/languages.ts');
  await phase('read the words', () => loadWords(join(ROOT, 'locales'), BUILD_LANGUAGES));
  const { loadRules } = await import('../../src/rules/load.ts');
  await phase('read the rules', () => loadRules());
  const { createInterpret } = await import('../../src/understanding/interpret.ts');
  const { loadTables } = await import('../../src/understanding/load.ts');
  await phase('build the tables of understanding', () => createInterpret(loadTables()));
  const { createAssets } = await import('../../src/web/assets.ts');
  await phase('bundle the pages (esbuild)', () => createAssets({}));
  const { openDatabase } = await import('../../src/storage/database.ts');
  const database = await phase('open the database', () => openDatabase({ dataDir }));
  await database.close();
  const { parseConfig } = await import('../../src/config.ts');
  const config = parseConfig({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' });
  const app = await phase('createApp (all of that once more)', () =>
    createApp(config, { log: pino({ level: 'silent' }) }),
  );
  await phase('listen (pg-boss starts)', () => app.listen(0));
  await app.stop();
}

const [inner] = process.argv.slice(2);
if (inner !== undefined) {
  await timePhases(inner);
  process.exit(0);
}

const scratch = mkdtempSync(join(tmpdir(), 'wegwijzer-start-'));
try {
  for (const which of ['an empty data directory', 'a data directory that is there']) {
    console.log(`Phases, ${which}:`);
    spawnSync(process.execPath, ['--disable-warning=DEP0040', import.meta.filename, join(scratch, 'phases')], {
      stdio: 'inherit',
    });
  }
  const { spawnApp } = await import('../e2e/server.ts');
  for (const which of ['first start', 'second start', 'third start']) {
    const began = performance.now();
    const app = await spawnApp(join(scratch, 'whole'));
    console.log(`${which}: ready after ${((performance.now() - began) / 1000).toFixed(2)} s`);
    await app.kill('SIGTERM');
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
