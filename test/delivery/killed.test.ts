/** kill -9 at the worst moments: the referral is stored once and its letter is sent at least once. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSmtpSender } from '../../src/delivery/mail.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { freshDatabaseUrl, KINDS } from '../storage/databases.ts';
import { buildHouse } from './a-house.ts';
import { type MailServer, startMailServer } from './a-mail-server.ts';

const SCRIPT = fileURLToPath(new URL('./one-referral.ts', import.meta.url));
const REFERENCE = 'K7QX-M3PD';

// A process that starts and one that takes over after a missing heartbeat take their time on a busy machine.
describe.each(KINDS)('a process on the %s database', { timeout: 120_000 }, (kind) => {
  let server: MailServer;
  let dataDir: string;
  let databaseUrl: string | undefined;
  let child: ChildProcess | undefined;

  beforeEach(async () => {
    server = await startMailServer();
    dataDir = mkdtempSync(join(tmpdir(), 'wegwijzer-killed-'));
    databaseUrl = kind === 'server' ? await freshDatabaseUrl() : undefined;
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Starts it; resolves once it has committed the referral. */
  async function start(work: boolean): Promise<ChildProcess> {
    const settings = { dataDir, databaseUrl, smtpUrl: server.url, reference: REFERENCE, work };
    const started = spawn(process.execPath, [SCRIPT, JSON.stringify(settings)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = started;
    await once(started.stdout, 'data');
    return started;
  }
  async function kill(process: ChildProcess): Promise<void> {
    process.kill('SIGKILL');
    await once(process, 'exit');
  }
  /** The next start of the same house: what became of the referral, once it is delivered. */
  async function startAgain() {
    const database = await openDatabase({ dataDir, databaseUrl });
    const house = buildHouse(database, createSmtpSender(server.url, 'wegwijzer@example.org'));
    await house.delivery.start();
    await vi.waitFor(async () => expect((await house.store.referrals.find(REFERENCE))?.state).toBe('delivered'), {
      timeout: 50_000,
      interval: 50,
    });
    const referrals = await database.db.selectFrom('referrals').select('reference').execute();
    const again = await house.store.log.receive(
      REFERENCE,
      { type: 'message', text: 'yes' },
      { clientActivityId: 'agreed', hidden: false },
    );
    const waits = await house.store.log.nextInbound(REFERENCE);
    await house.close();
    return { referrals: referrals.length, repeatIsFresh: again.fresh, waits };
  }

  it('killed between storing and sending sends after the next start', async () => {
    await kill(await start(false));
    expect(server.begun).toBe(0);
    expect(await startAgain()).toEqual({ referrals: 1, repeatIsFresh: false, waits: undefined });
    expect(server.received).toHaveLength(1);
  });

  it('killed while it sends, sends again under the same id', async () => {
    server.mood = 'stalls';
    const started = await start(true);
    await vi.waitFor(() => expect(server.begun).toBe(1), { timeout: 20_000 });
    await kill(started);
    server.mood = 'accepts';
    expect(await startAgain()).toEqual({ referrals: 1, repeatIsFresh: false, waits: undefined });
    expect(server.received.length).toBeGreaterThanOrEqual(1);
    expect(new Set(server.received.map(({ messageId }) => messageId)).size).toBe(1);
  });
});
