/** What the indicators are counted from: codes and days of each referral, never what somebody told. */

import type { IsoDate } from '../domain/facts.ts';
import { coarse, type Indicators } from '../domain/indicators.ts';
import { type Case, FOLLOWED_DAYS, isAnswer, type StoppedAt } from '../domain/insight.ts';
import { dayInBelgium } from '../domain/working-days.ts';
import type { Database } from './database.ts';
import { readDropOffs } from './drop-offs.ts';
import type { Clock } from './ports.ts';

const DAY_MS = 86_400_000;
/** Who has not come back for so long counts as stopped, until they do. */
const STOPPED_AFTER_DAYS = 7;

export interface Counted {
  readonly cases: readonly Case[];
  readonly stopped: readonly StoppedAt[];
}

/**
 * @param since the first day that counts, in Belgium: the first of a quarter, or a part of one would be told
 * @throws the database's error
 */
export async function readInsight(database: Database, now: Clock, since: IsoDate): Promise<Counted> {
  const { db } = database;
  const roughly = new Date(Date.parse(since) - DAY_MS); // midnight in Belgium is no midnight here
  const referrals = await db
    .selectFrom('referrals')
    .select(['reference', 'created_at', 'indicators'])
    .where('created_at', '>=', roughly)
    .where('indicators', 'is not', null)
    .execute();
  const lines = await db
    .selectFrom('referral_events')
    .innerJoin('referrals', 'referrals.reference', 'referral_events.reference')
    .select(['referral_events.reference', 'event', 'at'])
    .where('created_at', '>=', roughly)
    .where('event', 'not in', ['submit', 'deliver', 'park', 'redrive', 'open', 'answer', 'acknowledge-recall'])
    .orderBy('id')
    .execute();
  const told = await db
    .selectFrom('deliveries')
    .innerJoin('referral_events', 'referral_events.id', 'deliveries.about')
    .innerJoin('referrals', 'referrals.reference', 'deliveries.reference')
    .select(['deliveries.reference', 'event', 'deliveries.changed_at as at'])
    .where('referrals.created_at', '>=', roughly)
    .where('audience', '=', 'counsellor')
    .where('deliveries.state', '=', 'done')
    .orderBy('deliveries.changed_at')
    .execute();

  const linesOf = Map.groupBy(lines, ({ reference }) => reference);
  const toldOf = Map.groupBy(
    told.filter(({ event }) => isAnswer(event)),
    ({ reference }) => reference,
  );
  const cases = referrals.map(({ reference, created_at, indicators }): Case => {
    const history = linesOf.get(reference) ?? [];
    const after = (at: Date | undefined) => (at === undefined ? null : daysBetween(created_at, at));
    const answeredAt = history.findIndex(({ event }) => isAnswer(event));
    const answer = history[answeredAt];
    const before = answeredAt === -1 ? history : history.slice(0, answeredAt);
    const wasReminded = (event: string) =>
      before.some((line) => line.event === event && daysBetween(created_at, line.at) <= FOLLOWED_DAYS);
    const { daysFromArrival, ...profile } = indicators as Indicators;
    return {
      ...profile,
      on: dayInBelgium(created_at),
      daysFromArrival: daysFromArrival === null ? null : coarse(daysFromArrival),
      answer:
        answer !== undefined && isAnswer(answer.event)
          ? { kind: answer.event, days: daysBetween(created_at, answer.at) }
          : null,
      reminded: wasReminded('alert-counsellor') ? 'counsellor' : wasReminded('remind-desk') ? 'desk' : 'nobody',
      withdrawnAfterDays: after(history.find(({ event }) => event === 'withdraw')?.at),
      toldAfterDays: after(toldOf.get(reference)?.[0]?.at),
    };
  });
  const quietSince = new Date(now().getTime() - STOPPED_AFTER_DAYS * DAY_MS);
  const stopped = await readDropOffs(database, quietSince);
  return {
    cases: cases.filter(({ on }) => on >= since),
    stopped: stopped.filter(({ month }) => month >= since.slice(0, 7)),
  };
}

/** Days on the calendar in Belgium. */
function daysBetween(from: Date, to: Date): number {
  return Math.round((Date.parse(dayInBelgium(to)) - Date.parse(dayInBelgium(from))) / DAY_MS);
}
