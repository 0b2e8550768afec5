/** One attempt at a delivery: it is asked once and ends in one of three ways. */
import { MAX_ATTEMPTS, nextTry } from './schedule.ts';

/** What a channel made of it. Codes only: a peer's answer may repeat what we sent. */
export type SendResult =
  | { readonly is: 'accepted'; readonly receipt: string }
  /** Asking again changes nothing. */
  | { readonly is: 'refused'; readonly code: string }
  /** `notBefore`: the peer said when to come back. */
  | { readonly is: 'unreachable'; readonly code: string; readonly notBefore?: Date };

export type Settlement =
  | { readonly state: 'done'; readonly receipt: string }
  | {
      readonly state: 'retry';
      readonly notBefore: Date;
      readonly reason: string;
      /** The peer may have this attempt all the same. */
      readonly perhapsSent: boolean;
    }
  | { readonly state: 'parked'; readonly reason: string; readonly perhapsSent: boolean };

/**
 * Before there was a connection nothing can have arrived; when one breaks off, it may. A 5xx of an endpoint says that
 * something failed there, or behind its gateway, and not that nothing was kept.
 */
const NEVER_CONNECTED: ReadonlySet<string> = new Set(['network-econnrefused', 'network-enotfound', 'network-edns']);
const mayHaveArrived = (code: string): boolean =>
  /^http-5/.test(code) || (code.startsWith('network-') && !NEVER_CONNECTED.has(code));

/**
 * Delivery is at least once: the process may die between the peer's yes and our writing it down. What is sent carries
 * an idempotency key, so that the receiver can drop a repeat.
 */
export async function attemptDelivery(
  attempt: number,
  send: () => Promise<SendResult>,
  now: () => Date,
  random: () => number,
): Promise<Settlement> {
  // Only reached when the last attempt took the process down with it.
  if (attempt > MAX_ATTEMPTS) return { state: 'parked', reason: 'attempts-used-up', perhapsSent: true };
  return settle(await send(), attempt, now, random);
}

/** What comes of an answer to this attempt. */
export function settle(result: SendResult, attempt: number, now: () => Date, random: () => number): Settlement {
  switch (result.is) {
    case 'accepted':
      return { state: 'done', receipt: result.receipt };
    case 'refused':
      return { state: 'parked', reason: result.code, perhapsSent: false }; // a person looks
    case 'unreachable':
      if (attempt >= MAX_ATTEMPTS)
        return {
          state: 'parked',
          reason: `attempts-used-up ${result.code}`,
          perhapsSent: mayHaveArrived(result.code),
        };
      return {
        state: 'retry',
        notBefore: later(nextTry(attempt, now(), random), result.notBefore),
        reason: result.code,
        perhapsSent: mayHaveArrived(result.code),
      };
  }
}

function later(planned: Date, asked: Date | undefined): Date {
  return asked !== undefined && asked > planned ? asked : planned;
}
