import { expect, it } from 'vitest';
import { attemptDelivery, type SendResult } from '../../src/delivery/attempt.ts';
import { MAX_ATTEMPTS, nextTry } from '../../src/delivery/schedule.ts';

const NOW = new Date('2026-11-22T10:00:00.000Z');
const pause = (attempt: number, random: number) => nextTry(attempt, NOW, () => random).getTime() - NOW.getTime();
const attempts = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, n) => n + 1);

it('goes on for at least 24 hours, even when every pause is as short as it can be', () => {
  const hours = attempts.reduce((sum, attempt) => sum + pause(attempt, 0), 0) / 3_600_000;
  expect(hours).toBeGreaterThanOrEqual(24);
  expect(hours).toBeLessThan(48);
});

it('never makes a pause shorter than the one before, whatever the jitter', () => {
  for (const attempt of attempts.slice(1)) expect(pause(attempt, 0)).toBeGreaterThanOrEqual(pause(attempt - 1, 0.999));
});

it('spreads what failed at the same moment', () => {
  for (const attempt of attempts) expect(pause(attempt, 0.5)).toBeGreaterThan(pause(attempt, 0));
});

it('has no attempt after the last', () => {
  expect(() => nextTry(MAX_ATTEMPTS, NOW, () => 0)).toThrow(RangeError);
});

const ACCEPTED: SendResult = { is: 'accepted', receipt: 'r-1' };
const REFUSED: SendResult = { is: 'refused', code: 'smtp-550' };
const UNREACHABLE: SendResult = { is: 'unreachable', code: 'smtp-451' };

it.each([
  { answer: ACCEPTED, attempt: 1, settles: { state: 'done', receipt: 'r-1' }, asked: 1 },
  { answer: ACCEPTED, attempt: MAX_ATTEMPTS, settles: { state: 'done', receipt: 'r-1' }, asked: 1 },
  { answer: REFUSED, attempt: 1, settles: { state: 'parked', reason: 'smtp-550', perhapsSent: false }, asked: 1 },
  {
    answer: UNREACHABLE,
    attempt: 1,
    settles: {
      state: 'retry',
      notBefore: new Date('2026-11-22T10:01:00.000Z'),
      reason: 'smtp-451',
      perhapsSent: false,
    },
    asked: 1,
  },
  {
    answer: UNREACHABLE,
    attempt: MAX_ATTEMPTS,
    settles: { state: 'parked', reason: 'attempts-used-up smtp-451', perhapsSent: false },
    asked: 1,
  },
  // The process died during the last attempt: not asked again.
  {
    answer: ACCEPTED,
    attempt: MAX_ATTEMPTS + 1,
    settles: { state: 'parked', reason: 'attempts-used-up', perhapsSent: true },
    asked: 0,
  },
])('$answer.is on attempt $attempt: $settles.state', async ({ answer, attempt, settles, asked }) => {
  let calls = 0;
  const send = async () => {
    calls += 1;
    return answer;
  };
  const settlement = await attemptDelivery(
    attempt,
    send,
    () => NOW,
    () => 0,
  );
  expect(settlement).toEqual(settles);
  expect(calls).toBe(asked);
});

it.each([
  ['network-econnreset', true],
  ['network-timeout', true],
  ['network-econnrefused', false],
  ['network-enotfound', false],
  ['smtp-451', false],
  ['http-429', false],
  ['http-500', true],
  ['http-503', true],
  ['http-504', true],
])('may have arrived after %s: %s', async (code, perhapsSent) => {
  for (const attempt of [1, MAX_ATTEMPTS]) {
    const result: SendResult = { is: 'unreachable', code };
    const settlement = await attemptDelivery(
      attempt,
      async () => result,
      () => NOW,
      () => 0,
    );
    expect(settlement).toMatchObject({ perhapsSent });
  }
});

it.each([
  { asked: '2026-11-22T10:30:00.000Z', comes: '2026-11-22T10:30:00.000Z' },
  { asked: '2026-11-22T10:00:05.000Z', comes: '2026-11-22T10:01:00.000Z' },
])('comes back when the peer asks for $asked: at $comes, never sooner than planned', async ({ asked, comes }) => {
  const send = async (): Promise<SendResult> => ({ ...UNREACHABLE, notBefore: new Date(asked) });
  const settlement = await attemptDelivery(
    1,
    send,
    () => NOW,
    () => 0,
  );
  expect(settlement).toEqual({ state: 'retry', notBefore: new Date(comes), reason: 'smtp-451', perhapsSent: false });
});
