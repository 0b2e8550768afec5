/** A live handover from its job to the conversation and back, with the bot's own part: what failed is said again. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createBot } from '../../src/bot/bot.ts';
import { createHandover } from '../../src/bot/handoff.ts';
import { createDirectLine, type DirectLine } from '../../src/channels/direct-line/direct-line.ts';
import type { SendResult } from '../../src/delivery/attempt.ts';
import { parseDesks } from '../../src/delivery/desks.ts';
import { createHearHandoff } from '../../src/delivery/handoff.ts';
import { KEYS } from '../bot/a-house.ts';
import { botParts } from '../bot/talk.ts';
import { KINDS, openFresh } from '../storage/databases.ts';
import { buildHouse, type House } from './a-house.ts';
import { aReferral, aTurn } from './a-referral.ts';
import { desksWith } from './some-desks.ts';

const PATIENCE = { timeout: 60_000, interval: 20 };
const impatient = { now: () => new Date(Date.now() - 2 * 86_400_000), random: () => 0 };

describe.each(KINDS)('a live handover on the %s database', { timeout: 90_000 }, (kind) => {
  let house: House;
  let line: DirectLine;
  /** What the channel answers once the event was said: undefined is its own answer. */
  const answers: SendResult[] = [];

  beforeAll(async () => {
    const desks = parseDesks(
      desksWith('oss-ghent', [{ kind: 'email', to: 'oss-ghent@example.org' }, { kind: 'handoff' }]),
    );
    house = buildHouse(
      await openFresh(kind),
      async ({ to }) =>
        to === 'oss-ghent@example.org' ? { is: 'refused', code: 'smtp-550' } : { is: 'accepted', receipt: 'test' },
      impatient,
      desks,
      {
        handOver: async (key, handover) => {
          const said = await line.speakFirst(
            key,
            handOver(handover, () => {}),
          );
          return answers.shift() ?? said;
        },
      },
    );
    const parts = botParts(house.store.conversations);
    const handOver = createHandover(parts, KEYS);
    line = createDirectLine({
      log: house.store.log,
      bot: createBot(parts, KEYS),
      signingKey: 'k'.repeat(32),
      apologise: async () => 'sorry',
      report: () => {},
    });
    await house.delivery.start();
  });
  afterAll(async () => {
    await line.stop();
    await house.close();
  });

  async function submit(): Promise<string> {
    const reference = randomUUID();
    await house.store.log.create({ id: reference, userId: 'dl_1', locale: undefined });
    await house.store.conversations.commit(aTurn(reference, { referral: aReferral({ reference }) }));
    return reference;
  }
  const quiet = () =>
    vi.waitFor(async () => expect(await house.deliveries.list({ states: ['waiting'] })).toEqual([]), PATIENCE);
  const events = async (reference: string) =>
    (await line.read(reference, 0)).activities.filter(({ name }) => name === 'handoff.initiate').length;
  const hearFailed = (reference: string) =>
    createHearHandoff({ accept: async () => {}, takeBack: house.delivery.takeBack })(reference, 'failed');

  it('is said once, however often its job runs', async () => {
    answers.push({ is: 'unreachable', code: 'network-timeout' }, { is: 'unreachable', code: 'network-timeout' });
    const reference = await submit();
    await quiet();
    expect((await house.store.referrals.find(reference))?.state).toBe('delivered');
    expect(await events(reference)).toBe(1);
  });

  it('is said again each time the hub gives it back', async () => {
    const reference = await submit();
    for (const times of [1, 2, 3]) {
      await quiet();
      expect(await events(reference)).toBe(times);
      await hearFailed(reference);
    }
    await quiet();
    expect(await events(reference)).toBe(4);
  });

  it('is said again when an operator drives it again', async () => {
    answers.push({ is: 'refused', code: 'no-such-channel' });
    const reference = await submit();
    await vi.waitFor(async () => expect((await house.store.referrals.find(reference))?.state).toBe('parked'), PATIENCE);
    await quiet();
    expect(await events(reference)).toBe(1);
    await house.delivery.redrive(reference);
    await quiet();
    expect(await events(reference)).toBe(2);
    expect((await house.store.referrals.find(reference))?.state).toBe('delivered');
  });
});
