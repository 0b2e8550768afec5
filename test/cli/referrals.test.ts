import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runReferrals } from '../../src/cli/referrals.ts';
import type { DeliveryRecord } from '../../src/delivery/ports.ts';
import { lockDataDirectory } from '../../src/storage/data-directory.ts';
import { buildHouse, type House } from '../delivery/a-house.ts';
import { aReferral, aTurn } from '../delivery/a-referral.ts';
import { openFresh } from '../storage/databases.ts';

let house: House;
let printed: string[];

beforeAll(async () => {
  house = buildHouse(await openFresh('embedded'), async () => ({ is: 'refused', code: 'smtp-550' }));
});
beforeEach(() => {
  printed = [];
});
afterAll(async () => {
  await house.store.close();
  await house.database.close();
});

const run = (...args: string[]) =>
  runReferrals(args, {
    deliveries: house.deliveries,
    referrals: house.store.referrals,
    delivery: house.delivery,
    print: (line) => printed.push(line),
  });

/** A referral of which a letter waits to be sent. */
async function aWaiting(then: (reference: string) => Promise<unknown> = async () => {}): Promise<string> {
  const reference = randomUUID();
  await house.delivery.start({ work: false });
  await house.store.log.create({ id: reference, userId: 'dl_1', locale: undefined });
  await house.store.conversations.commit(aTurn(reference, { referral: aReferral({ reference }) }));
  await then(reference);
  await house.delivery.stop();
  return reference;
}
const aParked = () => aWaiting((reference) => house.delivery.park(reference));
async function aRecord(): Promise<DeliveryRecord> {
  const [record] = await house.deliveries.list({ reference: await aWaiting() });
  if (record === undefined) throw new Error('Nothing was planned.');
  return record;
}
const stateOf = async (reference: string) => (await house.store.referrals.find(reference))?.state;

describe('npm run referrals', () => {
  it('lists what is parked and what waits, and on request what is over', async () => {
    const waiting = await aWaiting();
    const parked = await aParked();
    const dropped = await aWaiting((reference) => house.store.referrals.change(reference, 'withdraw', 'client'));
    expect(await run('list')).toBe(0);
    const lines = printed.join('\n');
    expect(lines).toMatch(new RegExp(`^${waiting}  waiting  email oss-ghent@example.org .*next 20`, 'm'));
    expect(lines).toMatch(new RegExp(`^${parked}  parked  email oss-ghent@example.org .*by-hand$`, 'm'));
    expect(lines).not.toMatch(new RegExp(`^${dropped} .*email`, 'm'));
    await run('list', '--all');
    expect(printed.join('\n')).toContain(dropped);
  });

  it('shows state, history and deliveries, and nothing of the client', async () => {
    const reference = await aParked();
    expect(await run('show', reference)).toBe(0);
    const lines = printed.join('\n');
    expect(lines).toContain(`${reference}: parked since`);
    expect(lines).toContain('submit: submitted by system');
    expect(lines).toContain('park: parked by system (by-hand)');
    expect(lines).toMatch(/^ {2}delivery: parked {2}email oss-ghent@example\.org .*by-hand$/m);
    expect(lines).toMatch(/^ {2}park told to: waiting {2}conversation client /m);
    expect(lines).toMatch(/^ {2}park told to: waiting {2}client-email client /m);
    expect(lines).not.toMatch(/Test Persoon|client@|SY/);
  });

  it('names the host of an endpoint and no more of its address', async () => {
    const channel = { kind: 'webhook', url: 'https://desk.example.org/in/a-secret-path' };
    const record = { ...(await aRecord()), channel, audience: 'desk' as const };
    await runReferrals(['list'], {
      deliveries: { ...house.deliveries, list: async () => [record] },
      referrals: house.store.referrals,
      delivery: house.delivery,
      print: (line) => printed.push(line),
    });
    expect(printed.join('\n')).toContain('webhook desk.example.org ');
    expect(printed.join('\n')).not.toContain('secret');
  });

  it('tells again what could not be told', async () => {
    const reference = await aParked();
    const [notice] = (await house.deliveries.list({ reference })).filter(({ about }) => about !== undefined);
    await house.delivery.start({ work: false });
    const nothing = { requeue: async () => {}, announce: async () => {} };
    await house.deliveries.settle(
      notice?.id ?? 0,
      1,
      { state: 'parked', reason: 'smtp-550', perhapsSent: false },
      nothing,
    );
    await house.delivery.stop();
    expect(await run('redrive', reference, '--dry-run')).toBe(0);
    expect(printed).toEqual([`${reference}: would redrive 2.`]);
    expect(await run('redrive', reference)).toBe(0);
    const again = (await house.deliveries.list({ reference })).find(({ id }) => id === notice?.id);
    expect(again).toMatchObject({ state: 'waiting', attempts: 0, reason: null });
  });

  it('redrives what is parked', async () => {
    const reference = await aParked();
    expect(await run('redrive', reference, '--dry-run')).toBe(0);
    expect(printed).toEqual([`${reference}: would redrive 1.`]);
    expect(await stateOf(reference)).toBe('parked');
    expect(await run('redrive', reference)).toBe(0);
    expect(await stateOf(reference)).toBe('submitted');
    const letters = (await house.deliveries.list({ reference })).filter(({ about }) => about === undefined);
    expect(letters.map(({ state, reason }) => [state, reason])).toEqual([
      ['dropped', 'redriven'],
      ['waiting', null],
    ]);
    expect(await run('redrive', reference)).toBe(1);
    expect(printed.at(-1)).toBe(`${reference}: nothing-parked.`);
  });

  it('redrives everything that is parked', async () => {
    const references = [await aParked(), await aParked()];
    expect(await run('redrive', '--parked')).toBe(0);
    for (const reference of references) expect(await stateOf(reference)).toBe('submitted');
    expect(await house.deliveries.list({ states: ['parked'] })).toEqual([]);
  });

  it('ends the links of a referral, which goes to the desk anew', async () => {
    const reference = await aWaiting((one) => house.store.referrals.change(one, 'deliver', 'system'));
    const letters = async () =>
      (await house.deliveries.list({ reference }))
        .filter(({ about }) => about === undefined)
        .map(({ reason }) => reason);
    expect(await run('relink', reference, '--dry-run')).toBe(0);
    expect(printed).toEqual([`${reference}: would end its links, send it anew and tell the client.`]);
    expect(await letters()).toEqual([null]);
    expect(await run('relink', reference)).toBe(0);
    expect(printed.at(-1)).toBe(`${reference}: relinked.`);
    expect(await letters()).toEqual(['relinked', null]);
    await run('show', reference);
    expect(printed.join('\n')).toContain('relink: delivered by system (by-hand)');
  });

  it.each([
    { event: 'close', by: 'desk', says: 'would end its links, and tell the client.' },
    { event: 'withdraw', by: 'client', says: 'would end its links, and tell the client.' },
  ] as const)('says before it does what comes of a relink after $event', async ({ event, by, says }) => {
    const reference = await aWaiting((one) => house.store.referrals.change(one, event, by));
    await run('relink', reference, '--dry-run');
    expect(printed).toEqual([`${reference}: ${says}`]);
  });

  it('has only links to end of a referral that is erased', async () => {
    const reference = await aWaiting((one) => house.store.conversations.commit(aTurn(one, { saved: 'erased' })));
    expect(await run('relink', reference, '--dry-run')).toBe(0);
    expect(await run('relink', reference)).toBe(0);
    expect(printed).toEqual([`${reference}: would end its links.`, `${reference}: revoked.`]);
  });

  it('parks what waits', async () => {
    const reference = await aWaiting();
    expect(await run('park', '--dry-run', reference)).toBe(0);
    expect(await stateOf(reference)).toBe('submitted');
    expect(await run('park', reference)).toBe(0);
    expect(await stateOf(reference)).toBe('parked');
    expect(await run('park', reference)).toBe(1);
  });

  it.each(['show', 'redrive', 'relink', 'park'])('%s says so when there is no such referral', async (command) => {
    expect(await run(command, 'NOBODY')).toBe(1);
    expect(printed.join('\n')).toMatch(/NOBODY: (there is no such referral|unknown)/);
  });

  it.each([
    { args: [], says: 'Which command?' },
    { args: ['drop'], says: 'There is no command "drop".' },
    { args: ['redrive'], says: 'redrive needs a reference.' },
    { args: ['relink', '--parked'], says: 'relink needs a reference.' },
    { args: ['list', '--everything'], says: '--everything' },
  ])('explains itself when it is called as $args', async ({ args, says }) => {
    expect(await run(...args)).toBe(2);
    expect(printed.join('\n')).toContain(says);
    expect(printed.join('\n')).toContain('Usage:');
  });

  it('says that the server must be stopped while it has the embedded database', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'wegwijzer-cli-'));
    const unlock = lockDataDirectory(dataDir);
    const script = fileURLToPath(new URL('../../src/cli/referrals.ts', import.meta.url));
    const env = { PATH: process.env.PATH, DATA_DIR: dataDir };
    const { status, stderr } = spawnSync(process.execPath, [script, 'list'], { env, encoding: 'utf8' });
    unlock();
    rmSync(dataDir, { recursive: true });
    expect(stderr).toContain(`in use by process ${process.pid}`);
    expect(stderr).toContain('Stop that one first');
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(1);
  });
});
