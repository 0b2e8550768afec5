import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataDirectoryInUse, lockDataDirectory } from '../../src/storage/data-directory.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { openFresh } from './databases.ts';

describe('a transaction on the embedded database', () => {
  it('keeps what another component writes meanwhile out of it', async () => {
    const database = await openFresh('embedded');
    if (database.kind !== 'embedded') throw new Error('not embedded');
    const { db, pglite } = database;
    await pglite.exec('create table outside (id integer)');
    const written: string[] = [];
    let outside: Promise<unknown> = Promise.resolve();

    await expect(
      db.transaction().execute(async (trx) => {
        await trx.insertInto('ledger').values({ key: 'k', activity_id: 'a', opened_at: new Date() }).execute();
        // Another component of this process writes on its own, as pg-boss does.
        outside = pglite.query('insert into outside values (1)').then(() => written.push('outside'));
        await trx.selectFrom('ledger').selectAll().execute();
        written.push('inside');
        throw new Error('the turn fails');
      }),
    ).rejects.toThrow('the turn fails');
    await outside;

    expect(written).toEqual(['inside', 'outside']); // it waited for the end
    expect((await pglite.query('select * from outside')).rows).toEqual([{ id: 1 }]); // and was not rolled back with it
    expect(await db.selectFrom('ledger').selectAll().execute()).toEqual([]);
    await database.close();
  });

  it('commits what was written inside and outside of it', async () => {
    const database = await openFresh('embedded');
    if (database.kind !== 'embedded') throw new Error('not embedded');
    const { db, pglite } = database;
    await pglite.exec('create table outside (id integer)');
    let outside: Promise<unknown> = Promise.resolve();
    await db.transaction().execute(async (trx) => {
      await trx.insertInto('ledger').values({ key: 'k', activity_id: 'a', opened_at: new Date() }).execute();
      outside = pglite.query('insert into outside values (1)');
    });
    await outside;
    expect(await db.selectFrom('ledger').select('key').execute()).toEqual([{ key: 'k' }]);
    await database.close();
  });
});

describe('a data directory', () => {
  let dataDir: string;
  const children: ChildProcess[] = [];

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'wegwijzer-data-'));
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Another process that takes the directory and waits to be killed. */
  async function holder(): Promise<ChildProcess> {
    const module = new URL('../../src/storage/data-directory.ts', import.meta.url).href;
    const code = `const { lockDataDirectory } = await import(${JSON.stringify(module)});
      lockDataDirectory(${JSON.stringify(dataDir)}); console.log('locked'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    await once(child.stdout, 'data');
    return child;
  }

  it('is refused to a second process, with what to do about it', async () => {
    const child = await holder();
    await expect(openDatabase({ dataDir })).rejects.toThrow(DataDirectoryInUse);
    await expect(openDatabase({ dataDir })).rejects.toThrow(
      new RegExp(`in use by process ${child.pid}: .*Stop that one first, set another DATA_DIR, or set DATABASE_URL`),
    );
  });

  it('is taken over from a process that was killed', async () => {
    const child = await holder();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(join(dataDir, 'lock'))).toBe(true);
    lockDataDirectory(dataDir)();
  });

  it("is taken over when the owner's number now belongs to another process", () => {
    writeFileSync(join(dataDir, 'lock'), JSON.stringify({ pid: process.ppid, started: 'another boot/1' }));
    lockDataDirectory(dataDir)();
  });

  it('is taken over when the lock was cut off while it was written', () => {
    writeFileSync(join(dataDir, 'lock'), '{"pi');
    lockDataDirectory(dataDir)();
  });

  it('is refused twice to one process, and free again once it is let go', () => {
    const unlock = lockDataDirectory(dataDir);
    expect(() => lockDataDirectory(dataDir)).toThrow(DataDirectoryInUse);
    expect(readFileSync(join(dataDir, 'lock'), 'utf8')).toContain(String(process.pid));
    unlock();
    lockDataDirectory(dataDir)();
  });

  it('keeps what was stored for the next start', async () => {
    const first = await openDatabase({ dataDir });
    await first.db.insertInto('ledger').values({ key: 'k', activity_id: 'a', opened_at: new Date() }).execute();
    await first.close();
    const second = await openDatabase({ dataDir });
    expect(await second.db.selectFrom('ledger').select('key').execute()).toEqual([{ key: 'k' }]);
    await second.close();
  });
});
