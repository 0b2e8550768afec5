/** What operators watch: turns and how long they take, referrals by state, and how old the oldest waiting delivery is. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  /** Counts one turn of a channel. */
  turn(channel: string, outcome: 'done' | 'failed', seconds: number): void;
  /** Counts a fault by its code. */
  fault(code: string): void;
  /** Counts a wrong try at a token or code. */
  guess(kind: string): void;
}

export interface MetricsSources {
  /** Referrals by state. */
  readonly countReferrals: () => Promise<{ readonly [state: string]: number }>;
  /** Seconds that the oldest waiting delivery has waited; 0 when none waits. */
  readonly queueAge: () => Promise<number>;
}

/** @param sources asked anew at every scrape, so that every process of one database tells the same */
export function createMetrics(sources: MetricsSources): Metrics {
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
  new Gauge({
    name: 'wegwijzer_referrals',
    help: 'Referrals by state.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const [state, count] of Object.entries(await sources.countReferrals())) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'wegwijzer_delivery_oldest_seconds',
    help: 'Age of the oldest delivery that still waits.',
    registers: [registry],
    async collect() {
      this.set(await sources.queueAge());
    },
  });
  return {
    registry,
    turn: (channel, outcome, seconds) => turns.observe({ channel, outcome }, seconds),
    fault: (code) => faults.inc({ code }),
    guess: (kind) => guesses.inc({ kind }),
  };
}
