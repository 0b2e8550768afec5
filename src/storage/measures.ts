/** Figures for /metrics and /readyz: counts and ages, nothing of a person. */
import { AUDIENCES, type Audience } from '../domain/follow-up.ts';
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
  /** Those among them that tell somebody of a referral, by whom: its client, its counsellor, its desk. */
  readonly notices: { readonly [audience in Audience]: { readonly waiting: number; readonly parked: number } };
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
    .select(['state', 'audience', count, db.fn.min('created_at').as('oldest')])
    .select((eb) => eb('about', 'is not', null).as('tells'))
    .where('state', 'in', ['waiting', 'parked'])
    .groupBy(['state', 'audience', 'tells'])
    .execute();
  const inbound = await db.selectFrom('inbound').select(count).where('done_at', 'is', null).executeTakeFirstOrThrow();

  const of = (state: ReferralState) => Number(states.find((row) => row.state === state)?.count ?? 0);
  const sum = (rows: typeof deliveries) => rows.reduce((all, row) => all + Number(row.count), 0);
  const waiting = deliveries.filter(({ state }) => state === 'waiting');
  const parked = deliveries.filter(({ state }) => state === 'parked');
  const noticesTo = (audience: Audience) => {
    const theirs = (rows: typeof deliveries) => sum(rows.filter((row) => row.tells && row.audience === audience));
    return { waiting: theirs(waiting), parked: theirs(parked) };
  };
  const ages = waiting.map(({ oldest }) => (now().getTime() - oldest.getTime()) / 1000);
  return {
    referrals: Object.fromEntries(REFERRAL_STATES.map((state) => [state, of(state)])) as Measures['referrals'],
    deliveriesWaiting: sum(waiting),
    oldestDeliverySeconds: Math.max(0, ...ages),
    deliveriesParked: sum(parked),
    notices: Object.fromEntries(AUDIENCES.map((one) => [one, noticesTo(one)])) as Measures['notices'],
    inboundWaiting: Number(inbound.count),
  };
}
