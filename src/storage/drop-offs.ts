/**
 * Where people stop: counted by the question that stood open, its language and the month, before what they told is
 * forgotten or erased. A tally holds no person.
 */
import { sql } from 'kysely';
import type { Saved } from '../bot/ports.ts';
import { dayInBelgium } from '../domain/working-days.ts';
import type { Database, Queries, Trx } from './database.ts';

const DROP_OFF = 'drop-off';

export interface DropOff {
  /** `YYYY-MM`, of the last sign of life. */
  readonly month: string;
  readonly language: string;
  /** Id of the question that stood open. */
  readonly question: string;
  readonly count: number;
}

/** @returns the question at which this conversation stands still; undefined when its questions came to an end */
function openQuestion(saved: Saved | null): { readonly language: string; readonly question: string } | undefined {
  if (saved?.asking === undefined || saved.referral !== undefined) return undefined;
  return { language: saved.language, question: saved.asking };
}

/** Adds those of these conversations that stopped half-way to the tallies, in the transaction that forgets them. */
export async function tallyDropOffs(
  trx: Trx,
  conversations: readonly { readonly state: object | null; readonly touched_at: Date }[],
): Promise<void> {
  for (const { month, language, question, count } of countDropOffs(conversations)) {
    await trx
      .insertInto('tallies')
      .values({ month, what: DROP_OFF, language, detail: question, count })
      .onConflict((conflict) =>
        conflict
          .columns(['month', 'what', 'language', 'detail'])
          .doUpdateSet({ count: sql`tallies.count + excluded.count` }),
      )
      .execute();
  }
}

/**
 * All that is known: the tallies, and the conversations that nobody touched since `quietSince`.
 * The state is read here and not in SQL: its json may hold what PostgreSQL cannot turn into text.
 */
export async function readDropOffs({ db }: Database, quietSince: Date): Promise<readonly DropOff[]> {
  const tallied = await db.selectFrom('tallies').selectAll().where('what', '=', DROP_OFF).execute();
  return [
    ...tallied.map(({ month, language, detail, count }) => ({ month, language, question: detail, count })),
    ...countDropOffs(await quiet(db, quietSince)),
  ];
}

const quiet = (db: Queries, since: Date) =>
  db
    .selectFrom('conversations')
    .select(['state', 'touched_at'])
    .where('touched_at', '<', since)
    .where('state', 'is not', null)
    .execute();

function countDropOffs(
  conversations: readonly { readonly state: object | null; readonly touched_at: Date }[],
): readonly DropOff[] {
  const counts = new Map<string, DropOff>();
  for (const { state, touched_at } of conversations) {
    const open = openQuestion(state as Saved | null);
    if (open === undefined) continue;
    const month = dayInBelgium(touched_at).slice(0, 7);
    const key = [month, open.language, open.question].join('|');
    counts.set(key, { month, ...open, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
