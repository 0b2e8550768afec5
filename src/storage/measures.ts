/** Figures for /metrics and /readyz: counts and ages, nothing of a person. */
import { REFERRAL_STATES, type ReferralState } from '../domain/referral.ts';
import type { Database } from './database.ts';
import type { Clock } from './ports.ts';

export interface Measures {
  /** Every state, also those with none. */
  readonly referrals: { readonly [state in ReferralState]: number };
  /** Deliveries that wait for their first or next attempt, and how long the oldest has been on its way. */
  readonly deliveriesWaiting: number;
  readonly oldestDeliverySeconds: number;
  readonly deliveriesParked: number;
  /** Received activities whose turn did not run yet. */
  readonly inboundWaiting: number;
}

/** Throws when the database does not answer. */
export async function measure(database: Database, now: Clock): Promise<Measures> {
  const { db } = database;
  const count = db.fn.countAll<string>().as('count');
  const states = await db.selectFrom('referrals').select(['state', count]).groupBy('state').execute();
  const deliveries = await db
    .selectFrom('deliveries')
    .select(['state', count, db.fn.min('created_at').as('oldest')])
    .where('state', 'in', ['waiting', 'parked'])
    .groupBy('state')
    .execute();
  const inbound = await db.selectFrom('inbound').select(count).where('done_at', 'is', null).executeTakeFirstOrThrow();

  const waiting = deliveries.find(({ state }) => state === 'waiting');
  const of = (state: ReferralState) => Number(states.find((row) => row.state === state)?.count ?? 0);
  return {
    referrals: Object.fromEntries(REFERRAL_STATES.map((state) => [state, of(state)])) as Measures['referrals'],
    deliveriesWaiting: Number(waiting?.count ?? 0),
    oldestDeliverySeconds: waiting ? Math.max(0, (now().getTime() - waiting.oldest.getTime()) / 1000) : 0,
    deliveriesParked: Number(deliveries.find(({ state }) => state === 'parked')?.count ?? 0),
    inboundWaiting: Number(inbound.count),
  };
}
