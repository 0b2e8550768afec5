/** Links that a stranger has are ended in the transaction that sends new ones: to whom, and what of it a stranger gets. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseDesks } from '../../src/delivery/desks.ts';
import type { Letter, SendLetter } from '../../src/delivery/mail.ts';
import type { LinkTo, Told } from '../../src/delivery/ports.ts';
import { type Database, openDatabase } from '../../src/storage/database.ts';
import { createLinks, type Links } from '../../src/storage/links.ts';
import { freshDatabaseUrl, KINDS } from '../storage/databases.ts';
import { buildHouse, type House } from './a-house.ts';
import { aReferral, aTurn } from './a-referral.ts';
import { desksWith } from './some-desks.ts';

const PATIENCE = { timeout: 60_000, interval: 20 };
const impatient = { now: () => new Date(Date.now() - 2 * 86_400_000), random: () => 0 };
const [WRONG, RIGHT, CLIENT] = ['wrong@example.org', 'right@example.org', 'client@example.org'];

describe.each(KINDS)('links that are replaced on the %s database', { timeout: 90_000 }, (kind) => {
  let database: Database;
  let links: Links;
  /** With the wrong mailbox among the desks, and after somebody put that right. */
  let before: House;
  let house: House;
  let sent: Letter[];
  let told: Told[];
  let answers: { [address: string]: Awaited<ReturnType<SendLetter>> };

  const linkTo: LinkTo = async (page, reference) =>
    page === 'desk' || page === 'status'
      ? `https://wegwijzer.example.org/${page}/${await links.make(page, reference, 86_400)}`
      : `https://wegwijzer.example.org/${page}`;
  const open = (to: string): House =>
    buildHouse(
      database,
      async (letter) => {
        const answer = answers[letter.to];
        if (answer?.is !== 'refused') sent.push(letter);
        return answer ?? { is: 'accepted', receipt: 'test' };
      },
      impatient,
      parseDesks(desksWith('oss-ghent', [{ kind: 'email', to }, { kind: 'handoff' }])),
      {
        linkTo,
        tell: async (_key, what) => {
          told.push(what);
          return { is: 'accepted', receipt: 'told' };
        },
        handOver: async () => ({ is: 'refused', code: 'no-such-channel' }),
      },
    );

  beforeAll(async () => {
    database = await openDatabase({
      dataDir: 'memory://',
      ...(kind === 'server' ? { databaseUrl: await freshDatabaseUrl() } : {}),
    });
    links = createLinks(database, 'k'.repeat(32), () => new Date());
    before = open(WRONG);
    house = open(RIGHT);
  });
  beforeEach(() => {
    sent = [];
    told = [];
    answers = {};
  });
  afterAll(async () => {
    await before.store.close();
    await house.close();
  });

  const quiet = () =>
    vi.waitFor(async () => expect(await house.deliveries.list({ states: ['waiting'] })).toEqual([]), PATIENCE);
  const tokenIn = ({ text }: Letter, page: string) =>
    new RegExp(`wegwijzer\\.example\\.org/${page}/([\\w-]+)`).exec(text)?.[1] ?? '';
  const lettersTo = (address: string, reference: string) =>
    sent.filter(({ to, reference: of }) => to === address && of === reference);
  const ofDesk = async (reference: string) =>
    (await house.deliveries.list({ reference }))
      .filter(({ about, channel }) => about === undefined && (channel as { kind: string }).kind === 'email')
      .map(({ channel, state, reason }) => [(channel as { to: string }).to, state, reason]);

  /** A referral that went to the mailbox of a stranger; its links. */
  async function astray(works = true) {
    const reference = randomUUID();
    await before.delivery.start({ work: works });
    await before.store.log.create({ id: reference, userId: 'dl_1', locale: undefined });
    await before.store.conversations.commit(aTurn(reference, { referral: aReferral({ reference }) }));
    if (works) await quiet();
    await before.delivery.stop();
    const status = await links.make('status', reference, 86_400);
    return { reference, desk: await links.make('desk', reference, 86_400), status };
  }
  async function atWork(work: () => Promise<unknown>): Promise<void> {
    await house.delivery.start();
    await work();
    await quiet();
    await house.delivery.stop();
  }

  it('end, and the desk gets the referral anew where it is now; the client gets theirs', async () => {
    const { reference, desk, status } = await astray();
    const [first] = lettersTo(WRONG, reference);
    expect(tokenIn(first as Letter, 'desk')).toBe(desk);
    await atWork(async () => expect(await house.delivery.relink(reference)).toBe('relinked'));

    expect(await links.read('desk', desk)).toEqual({ is: 'revoked' });
    expect(await links.read('status', status)).toEqual({ is: 'revoked' });
    const [again] = lettersTo(RIGHT, reference);
    const token = tokenIn(again as Letter, 'desk');
    expect(await links.read('desk', token)).toMatchObject({ is: 'valid', subject: reference });
    // Not a repeat: a receiver that drops those must take this one.
    expect(again?.idempotencyKey).toBe(`${reference}.oss-ghent.1`);
    expect(await ofDesk(reference)).toEqual([
      [WRONG, 'dropped', 'relinked'],
      [RIGHT, 'done', null],
    ]);
    expect(told.map(({ line }) => line.event)).toEqual(['deliver', 'relink']);
    const toClient = lettersTo(CLIENT, reference).at(-1) as Letter;
    expect(await links.read('status', tokenIn(toClient, 'status'))).toMatchObject({ is: 'valid' });
    expect((await house.store.referrals.find(reference))?.history.at(-1)).toMatchObject({
      event: 'relink',
      state: 'delivered',
      actor: 'system',
    });
  });

  it('leave the stranger with a recall that opens nothing', async () => {
    const { reference } = await astray();
    await atWork(() => house.delivery.relink(reference));
    await atWork(() => house.store.referrals.change(reference, 'withdraw', 'client'));
    const [, toStranger] = lettersTo(WRONG, reference);
    expect(toStranger?.subject).toBe(`Ingetrokken: aanmelding ${reference}`);
    expect(toStranger?.text).not.toContain('/desk/');
    const [first, recall] = lettersTo(RIGHT, reference);
    expect(tokenIn(recall as Letter, 'desk')).toBe(tokenIn(first as Letter, 'desk'));
    expect(recall?.inReplyTo).toBe(first?.idempotencyKey);
  });

  it('end again when they are replaced again, also at the same mailbox', async () => {
    const { reference } = await astray();
    const tokens: string[] = [];
    for (let times = 0; times < 3; times += 1) {
      await atWork(() => house.delivery.relink(reference));
      tokens.push(tokenIn(lettersTo(RIGHT, reference).at(-1) as Letter, 'desk'));
    }
    expect(new Set(tokens).size).toBe(3);
    expect(new Set(lettersTo(RIGHT, reference).map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3);
    expect((await links.read('desk', tokens[1] ?? '')).is).toBe('revoked');
  });

  it('park the referral, and everyone is told, when it does not get through where it should have gone', async () => {
    const { reference } = await astray();
    answers[RIGHT] = { is: 'refused', code: 'smtp-550' };
    await atWork(() => house.delivery.relink(reference));
    expect((await house.store.referrals.find(reference))?.state).toBe('parked');
    expect(told.map(({ line }) => line.event).at(-1)).toBe('park');
    delete answers[RIGHT];
    await atWork(() => house.delivery.relink(reference));
    expect((await house.store.referrals.find(reference))?.state).toBe('delivered');
  });

  it('take the news that waits for the stranger along', async () => {
    const { reference } = await astray();
    await before.delivery.start({ work: false });
    await before.store.referrals.change(reference, 'ask-more', 'desk', { body: { questions: [], note: 'x' } });
    const body = { answers: [], note: 'het antwoord' };
    await before.store.referrals.remark(reference, 'answer', 'client', { body });
    await before.delivery.stop();
    await atWork(() => house.delivery.relink(reference));
    expect(lettersTo(WRONG, reference)).toHaveLength(1);
    const texts = lettersTo(RIGHT, reference).map(({ text }) => text);
    expect(texts.filter((text) => text.includes('het antwoord'))).toHaveLength(1);
    expect(texts).toHaveLength(2);
  });

  it.each([
    { was: 'perhaps sent', answer: { is: 'unreachable', code: 'network-timeout' }, ends: true },
    { was: 'refused', answer: { is: 'refused', code: 'smtp-550' }, ends: false },
  ] as const)('end when it is driven again to another mailbox than where it $was: $ends', async ({ answer, ends }) => {
    answers[WRONG] = answer;
    const { reference, desk, status } = await astray();
    expect((await house.store.referrals.find(reference))?.state).toBe('parked');
    await atWork(async () => expect(await house.delivery.redrive(reference)).toBe('redriven'));
    expect((await links.read('desk', desk)).is).toBe(ends ? 'revoked' : 'valid');
    expect((await links.read('status', status)).is).toBe('valid');
    const [letter] = lettersTo(RIGHT, reference);
    expect((await links.read('desk', tokenIn(letter as Letter, 'desk'))).is).toBe('valid');
    expect((await house.store.referrals.find(reference))?.state).toBe('delivered');
    expect(told.map(({ line }) => line.event)).not.toContain('relink');
  });

  it('end once: what was driven again after that is a repeat', async () => {
    const { reference } = await astray();
    await atWork(() => house.delivery.relink(reference));
    const token = tokenIn(lettersTo(RIGHT, reference)[0] as Letter, 'desk');
    // The live handover is parked still.
    await atWork(async () => expect(await house.delivery.redrive(reference)).toBe('redriven'));
    expect((await links.read('desk', token)).is).toBe('valid');
    expect(lettersTo(RIGHT, reference)).toHaveLength(1);
  });

  it.each([
    { over: 'closed', by: 'desk', event: 'close' },
    { over: 'withdrawn', by: 'client', event: 'withdraw' },
  ] as const)('end of a referral that is $over: the client alone gets another', async ({ over, by, event }) => {
    const { reference, desk, status } = await astray();
    await atWork(() => house.store.referrals.change(reference, event, by));
    sent = [];
    told = [];
    await atWork(async () => expect(await house.delivery.relink(reference)).toBe('relinked'));
    expect([(await links.read('desk', desk)).is, (await links.read('status', status)).is]).toEqual([
      'revoked',
      'revoked',
    ]);
    expect(lettersTo(RIGHT, reference)).toEqual([]);
    expect(told.map(({ line }) => [line.event, line.state])).toEqual([['relink', over]]);
  });

  it('end without a word of who erased everything', async () => {
    const { reference, desk } = await astray();
    await atWork(() => house.store.conversations.commit(aTurn(reference, { saved: 'erased' })));
    sent = [];
    await atWork(async () => expect(await house.delivery.relink(reference)).toBe('revoked'));
    expect((await links.read('desk', desk)).is).toBe('revoked');
    expect(sent).toEqual([]);
    expect(await house.delivery.relink('nobody')).toBe('unknown');
  });

  it('stay when nothing can be queued in their place', async () => {
    const { reference, desk, status } = await astray();
    await expect(house.delivery.relink(reference)).rejects.toThrow('before the jobs are prepared');
    expect((await links.read('desk', desk)).is).toBe('valid');
    expect((await links.read('status', status)).is).toBe('valid');
    expect(await ofDesk(reference)).toEqual([[WRONG, 'done', null]]);
  });
});
