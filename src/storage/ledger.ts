/** Activities that Azure's channels brought: a repeat is dropped, or gets the replies that were never sent. */
import { sql } from 'kysely';
import type { InboundLedger } from '../channels/ports.ts';
import type { Database } from './database.ts';
import { withoutNul } from './keys.ts';
import type { Clock } from './ports.ts';

/** Call it inside `exclusively(key)`: two copies of one activity are then opened one after the other. */
export function createLedger(database: Database, now: Clock): InboundLedger {
  const { db } = database;
  return {
    async open(key, activityId) {
      const { rows } = await sql<{ replies: object[] | null; sent_at: Date | null }>`
        insert into ledger (key, activity_id, opened_at) values (${key}, ${withoutNul(activityId)}, ${now()})
        on conflict (key, activity_id) do update set opened_at = ledger.opened_at
        returning replies, sent_at`.execute(db);
      const row = rows[0];
      if (row === undefined || (row.sent_at === null && row.replies === null)) return 'fresh';
      return row.sent_at === null && row.replies !== null ? row.replies : 'sent';
    },

    /** The replies are not kept once they are sent: they repeat what the person told. */
    async markSent(key, activityId) {
      await db
        .updateTable('ledger')
        .set({ sent_at: now(), replies: null })
        .where('key', '=', key)
        .where('activity_id', '=', withoutNul(activityId))
        .execute();
    },
  };
}
