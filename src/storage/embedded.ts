/**
 * Opens PGlite in a directory. Making a new database costs seconds of CPU, so an empty one is kept as a template beside
 * the installed packages (`npm run` installs make it; without it everything works, only the first start is slower).
 */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';

export const IN_MEMORY = 'memory://';
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/wegwijzer/', import.meta.url));

/** The database in `dataDir`, made when there is none (from the template of this name where there is one). A making that was cut short (kill -9) is begun again. */
export async function openEmbedded(dataDir: string, template: string): Promise<PGlite> {
  if (dataDir === IN_MEMORY) return make(undefined, template);
  const directory = join(dataDir, 'database');
  const unfinished = join(dataDir, 'database.unfinished');
  if (existsSync(unfinished)) rmSync(directory, { recursive: true, force: true });
  if (existsSync(join(directory, 'PG_VERSION'))) return PGlite.create(directory);

  writeFileSync(unfinished, '');
  mkdirSync(directory, { recursive: true });
  const pglite = await make(directory, template);
  rmSync(unfinished);
  return pglite;
}

async function make(directory: string | undefined, name: string): Promise<PGlite> {
  const template = readTemplate(name);
  const options = template === undefined ? {} : { loadDataDir: template };
  return directory === undefined ? PGlite.create(options) : PGlite.create(directory, options);
}

function readTemplate(name: string): Blob | undefined {
  try {
    return new Blob([readFileSync(templateFile(name))], { type: 'application/x-gzip' });
  } catch {
    return undefined;
  }
}

/** Makes the template of this name unless it is there; `fill` puts in what it holds. Half a template is never seen. */
export async function makeTemplate(name: string, fill: (pglite: PGlite) => Promise<void>): Promise<void> {
  const file = templateFile(name);
  if (existsSync(file)) return;
  const pglite = await PGlite.create();
  await fill(pglite);
  const dump = await pglite.dumpDataDir('gzip');
  await pglite.close();
  mkdirSync(CACHE, { recursive: true });
  const temporary = `${file}.${randomUUID()}`;
  writeFileSync(temporary, new Uint8Array(await dump.arrayBuffer()));
  renameSync(temporary, file);
}

/** A template belongs to one version of PGlite: another may lay its files out differently. */
function templateFile(name: string): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const { version } = JSON.parse(readFileSync(join(dirname(entry), '../package.json'), 'utf8')) as { version: string };
  return join(CACHE, `pglite-${version}-${name}.tar.gz`);
}
