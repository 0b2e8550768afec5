/** What operators watch: turns, referrals and deliveries, what waits or stands still, and whether the recurring duties run. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { MetricsRegistry } from './web/ports.ts';

export interface Metrics {
  readonly registry: MetricsRegistry;
  /** Counts one turn of a channel. */
  turn(channel: string, outcome: 'done' | 'failed', seconds: number): void;
  /** Counts a fault by its code. */
  fault(code: string): void;
  /** Counts a wrong try at a token or code. */
  guess(kind: string): void;
  /** Counts an attempt to send something, by the kind of channel and how it ended. */
  attempt(channel: string, outcome: 'accepted' | 'refused' | 'unreachable'): void;
}

/** What the database knows. */
export interface Standing {
  readonly referrals: { readonly [state: string]: number };
  /** Seconds that the oldest waiting delivery has waited; 0 when none waits. */
  readonly oldestDeliverySeconds: number;
  readonly notices: { readonly [audience: string]: { readonly waiting: number; readonly parked: number } };
  /** Referrals whose desk has owed a step for longer than it takes to be reminded. */
  readonly silent: number;
  /** When each recurring duty last succeeded. */
  readonly chores: { readonly [name: string]: Date };
}

/**
 * @param readStanding asked once a scrape, so that every process of one database tells the same. Where it throws, its
 * figures are left out, the fault is counted as `metrics`, and the rest is told
 */
export function createMetrics(readStanding: () => Promise<Standing>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'wegwijzer_' });
  const turns = new Histogram({
    name: 'wegwijzer_turn_seconds',
    help: 'Time a turn took, from the stored message to the stored answer.',
    labelNames: ['channel', 'outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const faults = new Counter({
    name: 'wegwijzer_faults_total',
    help: 'Faults by code.',
    labelNames: ['code'],
    registers: [registry],
  });
  const guesses = new Counter({
    name: 'wegwijzer_guesses_total',
    help: 'Tries at tokens and codes that were wrong or turned away, by what was tried.',
    labelNames: ['kind'],
    registers: [registry],
  });
  const attempts = new Counter({
    name: 'wegwijzer_delivery_attempts_total',
    help: 'Attempts to send something, by kind of channel and how they ended.',
    labelNames: ['channel', 'outcome'],
    registers: [registry],
  });
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name: `wegwijzer_${name}`, help, labelNames, registers: [registry] });
  const referrals = gauge('referrals', 'Referrals by state.', 'state');
  const oldest = gauge('delivery_oldest_seconds', 'Age of the oldest delivery that still waits.');
  const notices = gauge(
    'notices',
    'News of referrals that waits or is parked, by who is to hear it.',
    'audience',
    'state',
  );
  const silent = gauge('referrals_silent', 'Referrals whose desk has owed a step for five working days or more.');
  const chores = gauge('chore_last_success_timestamp_seconds', 'When a recurring duty last succeeded.', 'chore');
  const known = [referrals, oldest, notices, silent, chores];

  function show(standing: Standing): void {
    for (const [state, count] of Object.entries(standing.referrals)) referrals.set({ state }, count);
    oldest.set(standing.oldestDeliverySeconds);
    for (const [audience, { waiting, parked }] of Object.entries(standing.notices)) {
      notices.set({ audience, state: 'waiting' }, waiting);
      notices.set({ audience, state: 'parked' }, parked);
    }
    silent.set(standing.silent);
    for (const [chore, at] of Object.entries(standing.chores)) chores.set({ chore }, at.getTime() / 1000);
  }

  const tell = async (): Promise<string> => {
    const standing = await readStanding().catch(() => undefined);
    for (const one of known) {
      one.reset();
      if (one === oldest || one === silent) one.remove(); // reset makes it 0, which would be a claim
    }
    if (standing === undefined) faults.inc({ code: 'metrics' });
    else show(standing);
    return registry.metrics();
  };

  return {
    registry: { contentType: registry.contentType, metrics: tell },
    turn: (channel, outcome, seconds) => turns.observe({ channel, outcome }, seconds),
    fault: (code) => faults.inc({ code }),
    guess: (kind) => guesses.inc({ kind }),
    attempt: (channel, outcome) => attempts.inc({ channel, outcome }),
  };
}
