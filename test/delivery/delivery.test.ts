import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseDesks } from '../../src/delivery/desks.ts';
import { createSmtpSender, createSpool, type SendLetter } from '../../src/delivery/mail.ts';
import type { DeliveryRecord } from '../../src/delivery/ports.ts';
import { MAX_ATTEMPTS } from '../../src/delivery/schedule.ts';
import type { Referral } from '../../src/domain/referral.ts';
import { KINDS, openFresh } from '../storage/databases.ts';
import { buildHouse, type House } from './a-house.ts';
import { type MailServer, startMailServer } from './a-mail-server.ts';
import { aReferral, aTurn } from './a-referral.ts';
import { desksWith } from './some-desks.ts';

/** A busy machine may take its time; one that is not is not held up. */
const PATIENCE = { timeout: 60_000, interval: 20 };
const FROM = 'Wegwijzer <wegwijzer@example.org>';
/** Every pause is over at once: what would wait for hours is due already. */
const impatient = { now: () => new Date(Date.now() - 86_400_000), random: () => 0 };

/** How the letters to the desk stand, whoever else was told something. */
async function lettersOf(house: House, reference: string): Promise<string[]> {
  const records = await house.deliveries.list({ reference });
  return records.filter(({ about }) => about === undefined).map(({ state }) => state);
}

/** Of a client who is told in the conversation alone: what the server gets is the desk's. */
const unmailed = (change: Partial<Referral>) =>
  aReferral({ client: { ...aReferral().client, reach: { phone: '+32 400 00 00 00' } }, ...change });

const GREYLISTED = { state: 'retry', reason: 'smtp-451', perhapsSent: false } as const;
const NOTHING_MORE = { requeue: async () => {}, announce: async () => {} };
describe.each(KINDS)('a referral on the %s database', { timeout: 90_000 }, (kind) => {
  let server: MailServer;
  let house: House;

  beforeAll(async () => {
    house = buildHouse(await openFresh(kind), (letter) => createSmtpSender(server.url, FROM)(letter), impatient);
    await house.delivery.start();
  });
  beforeEach(async () => {
    server = await startMailServer();
  });
  afterEach(() => server.close());
  afterAll(() => house.close());

  async function submit(reference: string = randomUUID(), change = {}): Promise<string> {
    await house.store.log.create({ id: reference, userId: 'dl_1', locale: undefined });
    await house.store.conversations.commit(aTurn(reference, { referral: unmailed({ reference, ...change }) }));
    return reference;
  }
  const stateOf = async (reference: string) => (await house.store.referrals.find(reference))?.state;
  const comesTo = (reference: string, state: string) =>
    vi.waitFor(async () => expect(await stateOf(reference)).toBe(state), PATIENCE);
  const deliveryOf = async (reference: string) => (await house.deliveries.list({ reference }))[0];

  it('reaches the mailbox of its desk, once', async () => {
    const reference = await submit();
    await comesTo(reference, 'delivered');
    expect(server.received).toHaveLength(1);
    const [mail] = server.received;
    expect(mail?.to?.[0]?.address).toBe('oss-ghent@example.org');
    expect(mail?.headers.find(({ key }) => key === 'wegwijzer-referral')?.value).toBe(reference);
    expect(await deliveryOf(reference)).toMatchObject({ state: 'done', attempts: 1, reason: null });
    expect((await house.store.referrals.find(reference))?.history).toMatchObject([
      { state: 'submitted', actor: 'system' },
      { state: 'delivered', actor: 'system' },
    ]);
  });

  it.each([
    { mood: 'refuses-recipient', reason: 'smtp-550' },
    { mood: 'refuses-message', reason: 'smtp-554' },
  ] as const)('is parked at once when the server $mood', async ({ mood, reason }) => {
    server.mood = mood;
    const reference = await submit();
    await comesTo(reference, 'parked');
    expect(await deliveryOf(reference)).toMatchObject({ state: 'parked', attempts: 1, reason });
    expect((await house.store.referrals.find(reference))?.history.at(-1)).toMatchObject({
      state: 'parked',
      note: reason,
    });
  });

  it.each([
    { mood: 'greylists', reason: 'smtp-451' },
    { mood: 'too-busy', reason: 'smtp-421' },
    { mood: 'drops', reason: /^network-/ },
  ] as const)('is tried again when the server $mood, and delivered when it recovers', async ({ mood, reason }) => {
    server.mood = mood;
    const reference = await submit();
    const failed = await vi.waitFor(async () => {
      const delivery = await deliveryOf(reference);
      expect(delivery?.reason).toMatch(reason);
      return delivery;
    }, PATIENCE);
    expect(failed?.state).toBe('waiting');
    server.mood = 'accepts';
    await comesTo(reference, 'delivered');
    expect(server.received).toHaveLength(1);
    expect((await deliveryOf(reference))?.attempts).toBeGreaterThan(1);
  });

  it('is parked after the last attempt, listed, and sent when it is driven again', async () => {
    server.mood = 'greylists';
    const reference = await submit();
    await comesTo(reference, 'parked');
    expect(await deliveryOf(reference)).toMatchObject({ attempts: MAX_ATTEMPTS, reason: 'attempts-used-up smtp-451' });
    const parked = await house.deliveries.list({ states: ['parked'] });
    expect(parked.at(-1)?.reference).toBe(reference);
    await vi.waitFor(async () => {
      const measures = { deliveriesParked: parked.length, deliveriesWaiting: 0 };
      expect(await house.store.measure()).toMatchObject(measures);
    }, PATIENCE);

    server.mood = 'accepts';
    expect(await house.delivery.redrive(reference)).toBe('redriven');
    await comesTo(reference, 'delivered');
    const states = (await house.store.referrals.find(reference))?.history.map(({ state }) => state);
    expect(states).toEqual(['submitted', 'parked', 'submitted', 'delivered']);
    expect(await house.delivery.redrive(reference)).toBe('nothing-parked');
    expect(await house.delivery.redrive('nobody')).toBe('unknown');
  });

  it('goes nowhere when the turn that submits it fails', async () => {
    const reference = randomUUID();
    await house.store.log.create({ id: reference, userId: 'dl_1', locale: undefined });
    const stale = aTurn(reference, { inbound: `${reference}|0000009`, referral: aReferral({ reference }) });
    await expect(house.store.conversations.commit(stale)).rejects.toThrow();
    const later = await submit();
    await comesTo(later, 'delivered'); // whatever was queued before it would have gone first
    expect(server.received).toHaveLength(1);
    expect(await house.deliveries.list({ reference })).toEqual([]);
  });

  it('is not stored when its job cannot be queued', async () => {
    await house.delivery.stop();
    const reference = randomUUID();
    await expect(submit(reference)).rejects.toThrow('before the jobs are prepared');
    expect(await house.store.referrals.find(reference)).toBeUndefined();
    await house.delivery.start();
  });

  describe('that could not be sent yet', () => {
    let reference: string;
    let waiting: DeliveryRecord;
    let letters = 1;

    beforeEach(async () => {
      await house.delivery.stop(); // what is due stays in the queue
      reference = randomUUID();
      await house.store.log.create({ id: reference, userId: 'dl_1', locale: undefined });
      const paused = buildHouse(house.database, createSmtpSender(server.url, FROM));
      await paused.delivery.start({ work: false });
      await paused.store.conversations.commit(aTurn(reference, { referral: unmailed({ reference }) }));
      await paused.delivery.stop();
      waiting = (await deliveryOf(reference)) as DeliveryRecord;
      await house.delivery.start({ work: false });
    });

    afterEach(async () => {
      await house.delivery.stop();
      await house.delivery.start();
      await comesTo(await submit(), 'delivered'); // it was queued after the other one
      await vi.waitFor(() => expect(server.received).toHaveLength(letters), PATIENCE);
      letters = 1;
    });

    it('is not sent when the client withdraws it', async () => {
      await house.store.referrals.change(reference, 'withdraw', 'client');
      expect(await stateOf(reference)).toBe('withdrawn');
      expect(await deliveryOf(reference)).toMatchObject({ state: 'dropped', reason: 'withdrawn', attempts: 0 });
    });

    it('is not sent when the client erases everything, and what it said is gone', async () => {
      await house.store.conversations.commit(aTurn(reference, { saved: 'erased' }));
      expect(await house.store.referrals.find(reference)).toMatchObject({ state: 'withdrawn', referral: undefined });
      expect(await deliveryOf(reference)).toMatchObject({ state: 'dropped', reason: 'erased', attempts: 0 });
    });

    it('does not look undelivered when it was withdrawn while it went out', async () => {
      expect(await house.deliveries.begin(waiting.id, 1)).toBeDefined();
      await house.store.referrals.change(reference, 'withdraw', 'client');
      await house.deliveries.settle(waiting.id, 1, { state: 'done', receipt: 'smtp' }, NOTHING_MORE);
      expect(await stateOf(reference)).toBe('withdrawn');
      expect(await deliveryOf(reference)).toMatchObject({ state: 'done', reason: 'sent although dropped' });
      letters = 2; // the recall
    });

    const BROKE_OFF = { ...GREYLISTED, reason: 'network-econnreset', perhapsSent: true } as const;
    const REFUSED = { state: 'parked', reason: 'smtp-550', perhapsSent: false } as const;
    it.each([
      { what: 'its process died while it went out', settles: [undefined], recalled: true },
      { what: 'the connection broke off', settles: [BROKE_OFF], recalled: true },
      { what: 'the mail server had put it off', settles: [GREYLISTED], recalled: false },
      { what: 'the mail server refused it', settles: [REFUSED], recalled: false },
      { what: 'it broke off, then was put off', settles: [BROKE_OFF, GREYLISTED, GREYLISTED], recalled: true },
      { what: 'it broke off, then was refused', settles: [BROKE_OFF, REFUSED], recalled: true },
      { what: 'its process died, then it was refused', settles: [undefined, REFUSED], recalled: true },
      { what: 'it was put off while its process died later', settles: [GREYLISTED, undefined], recalled: true },
    ])('that is withdrawn after $what is recalled: $recalled', async ({ settles, recalled }) => {
      let nth = 1;
      for (const settlement of settles) {
        expect(await house.deliveries.begin(waiting.id, nth)).toBeDefined();
        if (settlement === undefined) continue; // the same job comes again
        const ended = settlement.state === 'retry' ? { ...settlement, notBefore: new Date() } : settlement;
        await house.deliveries.settle(waiting.id, nth, ended, NOTHING_MORE);
        nth += 1;
      }
      await house.store.referrals.change(reference, 'withdraw', 'client');
      const recalls = async () =>
        (await house.deliveries.list({ reference })).filter(({ audience, about }) => audience === 'desk' && about);
      expect(await recalls()).toHaveLength(recalled ? 1 : 0);
      // It had arrived: who was told already is not told again.
      const line = (await house.store.referrals.find(reference))?.history.at(-1)?.id ?? 0;
      await house.database.db
        .transaction()
        .execute((trx) => house.delivery.announce(trx, { reference, line, event: 'withdraw', note: 'late' }));
      expect(await recalls()).toHaveLength(recalled ? 1 : 0);
      letters = 1 + (recalled ? 1 : 0);
    });

    it.each([
      { to: 'new@example.org', recalls: ['oss-ghent@example.org', 'new@example.org'] },
      { to: 'oss-ghent@example.org', recalls: ['oss-ghent@example.org'] },
    ])('is recalled from every mailbox that may have it, after it was driven again to $to', async ({ to, recalls }) => {
      await house.deliveries.begin(waiting.id, 1);
      const gaveUp = { state: 'parked', reason: 'attempts-used-up network-timeout', perhapsSent: true } as const;
      await house.deliveries.settle(waiting.id, 1, gaveUp, NOTHING_MORE);
      const moved = buildHouse(
        house.database,
        createSmtpSender(server.url, FROM),
        {},
        parseDesks(desksWith('oss-ghent', [{ kind: 'email', to }])),
      );
      await moved.delivery.start({ work: false });
      expect(await moved.delivery.redrive(reference)).toBe('redriven');
      await moved.delivery.stop();
      const again = (await house.deliveries.list({ reference })).find(({ state }) => state === 'waiting');
      await house.deliveries.begin(again?.id ?? 0, 1);
      await house.deliveries.settle(again?.id ?? 0, 1, { state: 'done', receipt: 'smtp' }, NOTHING_MORE);
      await house.store.referrals.change(reference, 'withdraw', 'client');
      const told = (await house.deliveries.list({ reference })).filter(
        ({ audience, about }) => audience === 'desk' && about,
      );
      expect(told.map(({ channel }) => (channel as { to: string }).to)).toEqual(recalls);
      letters = 1 + recalls.length;
    });

    it('leaves a job of an older try with nothing to do', async () => {
      const notBefore = new Date();
      await house.deliveries.settle(waiting.id, 1, { ...GREYLISTED, notBefore }, NOTHING_MORE);
      expect(await house.deliveries.begin(waiting.id, 1)).toBeUndefined();
      await house.deliveries.settle(
        waiting.id,
        1,
        { state: 'parked', reason: 'late', perhapsSent: false },
        NOTHING_MORE,
      );
      expect((await deliveryOf(reference))?.state).toBe('waiting');
      expect(await house.deliveries.begin(waiting.id, 2)).toMatchObject({ attempt: 1, referral: { reference } });
      await house.delivery.park(reference);
    });
  });

  it('to a desk that is not configured is parked, not lost', async () => {
    const reference = await submit(randomUUID(), { desk: { ...aReferral().desk, id: 'gone' } });
    expect(await stateOf(reference)).toBe('parked');
    expect(await deliveryOf(reference)).toMatchObject({ state: 'parked', reason: 'no-such-desk' });
  });

  it('can be parked by hand while it waits', async () => {
    server.mood = 'stalls';
    const reference = await submit();
    await vi.waitFor(() => expect(server.begun).toBe(1), PATIENCE);
    expect(await house.delivery.park(reference)).toBe('parked');
    expect(await house.delivery.park(reference)).toBe('nothing-waiting');
    expect(await house.delivery.park('nobody')).toBe('unknown');
    expect(await stateOf(reference)).toBe('parked');
  });

  it('keeps the age of the oldest one that waits', async () => {
    server.mood = 'stalls';
    const reference = await submit();
    await vi.waitFor(() => expect(server.begun).toBe(1), PATIENCE);
    const measures = await house.store.measure();
    expect(measures.deliveriesWaiting).toBe(1);
    expect(measures.oldestDeliverySeconds).toBeGreaterThanOrEqual(0);
    await house.delivery.park(reference);
  });

  it('stays on the list, and the fault is reported, when its letter cannot be written', async () => {
    // A letter that makes its writer throw: a fault of ours, which must neither loop for ever nor vanish.
    const broken = aReferral({ createdAt: 'not a time' });
    const reference = await submit(randomUUID(), { createdAt: broken.createdAt });
    await vi.waitFor(() => expect(house.errors.length).toBeGreaterThan(0), PATIENCE);
    expect(house.errors[0]?.message).not.toContain('Test Persoon');
    expect(await deliveryOf(reference)).toMatchObject({ state: 'waiting' });
    await house.delivery.park(reference);
  });
});

describe('a desk with two mailboxes', { timeout: 90_000 }, () => {
  it('gets two files in the folder, and a repeat takes the place of the first', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wegwijzer-mail-'));
    const json = JSON.parse(readFileSync(new URL('../../src/delivery/desks.json', import.meta.url), 'utf8'));
    for (const desk of json) {
      if (desk.id === 'oss-ghent') desk.channels.push({ kind: 'email', to: 'second@example.org' });
    }
    const house = buildHouse(await openFresh('embedded'), createSpool(folder, FROM), {}, parseDesks(json));
    await house.delivery.start();
    await house.store.log.create({ id: 'c', userId: 'dl_1', locale: undefined });
    writeFileSync(join(folder, '20261122T101500Z-K7QX-M3PD.eml'), 'an earlier try that was not written down');
    await house.store.conversations.commit(aTurn('c', { referral: aReferral() }));
    await vi.waitFor(async () => {
      expect(await lettersOf(house, 'K7QX-M3PD')).toEqual(['done', 'done']);
    }, PATIENCE);
    const files = readdirSync(folder).sort();
    expect(files).toEqual(['20261122T101500Z-K7QX-M3PD-2.eml', '20261122T101500Z-K7QX-M3PD.eml']);
    const mails = await Promise.all(files.map((file) => PostalMime.parse(readFileSync(join(folder, file)))));
    expect(mails.map(({ to }) => to?.[0]?.address)).toEqual(['second@example.org', 'oss-ghent@example.org']);
    await house.close();
    rmSync(folder, { recursive: true });
  });

  it('gets only the letter that was parked when it is driven again', async () => {
    const json = JSON.parse(readFileSync(new URL('../../src/delivery/desks.json', import.meta.url), 'utf8'));
    for (const desk of json) {
      if (desk.id === 'oss-ghent') desk.channels.push({ kind: 'email', to: 'second@example.org' });
    }
    const sent: string[] = [];
    let full = true;
    const post: SendLetter = async ({ to }) => {
      if (full && to === 'second@example.org') return { is: 'refused', code: 'smtp-552' };
      sent.push(to);
      return { is: 'accepted', receipt: 'test' };
    };
    const house = buildHouse(await openFresh('embedded'), post, {}, parseDesks(json));
    await house.delivery.start();
    await house.store.log.create({ id: 'c', userId: 'dl_1', locale: undefined });
    await house.store.conversations.commit(aTurn('c', { referral: aReferral() }));
    const statesAre = (states: string[]) =>
      vi.waitFor(async () => {
        expect(await lettersOf(house, 'K7QX-M3PD')).toEqual(states);
      }, PATIENCE);
    await statesAre(['done', 'parked']);
    expect((await house.store.referrals.find('K7QX-M3PD'))?.state).toBe('delivered');
    full = false;
    await house.delivery.redrive('K7QX-M3PD');
    await statesAre(['done', 'dropped', 'done']);
    expect(sent).toEqual(['oss-ghent@example.org', 'second@example.org']);
    await house.close();
  });

  it('is tried again when the folder cannot be written', async () => {
    const spool = createSpool('/dev/null/mail', FROM);
    const letter = { to: 'a@example.org', subject: 's', text: 't', html: 'h', attachments: [], idempotencyKey: 'k' };
    const result = await spool({ ...letter, reference: 'r', language: 'nl', date: new Date(), nth: 0 });
    expect(result).toEqual({ is: 'unreachable', code: 'file-enotdir' });
  });
});
