/** Forgetting: what nobody needs any more goes, without being asked. */
import type { Database } from './database.ts';
import type { Clock } from './ports.ts';

export interface RetentionDays {
  /** After the last sign of life in a conversation, its state and log. */
  readonly conversation: number;
  /** After a referral was closed or withdrawn, what it says; reference, state and history stay. */
  readonly referral: number;
}

export const RETENTION: RetentionDays = { conversation: 30, referral: 90 };

export interface Forgotten {
  readonly conversations: number;
  readonly referrals: number;
}

/** Deletes what is past its time; running it twice changes nothing. Meant to run daily. */
export async function forget(database: Database, now: Clock, days: RetentionDays = RETENTION): Promise<Forgotten> {
  const { db } = database;
  const before = (count: number) => new Date(now().getTime() - count * 86_400_000);

  // The log, what waits and the codes go with the conversation (on delete cascade).
  const gone = await db
    .deleteFrom('conversations')
    .where('touched_at', '<', before(days.conversation))
    .executeTakeFirst();
  // A counsellor's own chat stays; a client's goes with the conversation, unless the desk may still have news for it.
  await db
    .deleteFrom('conversation_references')
    .where('changed_at', '<', before(days.conversation))
    .where('counsellor', 'is', null)
    .where('key', 'not in', (eb) => eb.selectFrom('conversations').select('key'))
    .where('key', 'not in', (eb) =>
      eb
        .selectFrom('referrals')
        .select('conversation')
        .where('conversation', 'is not', null)
        .$castTo<{ conversation: string }>(),
    )
    .execute();
  await db.deleteFrom('ledger').where('opened_at', '<', before(days.conversation)).execute();
  await db.deleteFrom('resume_codes').where('expires_at', '<', now()).execute();
  const emptied = await db
    .updateTable('referrals')
    .set({ payload: null, conversation: null, ticks: null })
    .where('state', 'in', ['closed', 'withdrawn'])
    .where('changed_at', '<', before(days.referral))
    .where('payload', 'is not', null)
    .executeTakeFirst();
  return { conversations: Number(gone.numDeletedRows), referrals: Number(emptied.numUpdatedRows) };
}
