/** Forgetting: what nobody needs any more goes, without being asked. */
import { type ExpressionBuilder, sql } from 'kysely';
import type { Database, Trx } from './database.ts';
import { tallyDropOffs } from './drop-offs.ts';
import type { Clock } from './ports.ts';
import type { Schema } from './schema.ts';

export interface RetentionDays {
  /** After the last sign of life in a conversation, its state and log. */
  readonly conversation: number;
  /** The same where a referral came of it that is not over: what the desk answers has to find the client. */
  readonly openReferral: number;
  /** After a referral was closed or withdrawn, what it says; reference, state and bare history stay. */
  readonly referral: number;
  /** After the last move of a referral that nobody closed, what it says. */
  readonly quietReferral: number;
  /** After a sign-in or a session was past its time, that there was one. */
  readonly link: number;
  /** After an invite was opened or past its time, who it was for. */
  readonly invite: number;
  /** After a counsellor without clients was last seen, the account. */
  readonly counsellor: number;
}

export const RETENTION: RetentionDays = {
  conversation: 30,
  openReferral: 180,
  referral: 90,
  quietReferral: 400,
  link: 30,
  invite: 90,
  counsellor: 400,
};

export interface Forgotten {
  readonly conversations: number;
  readonly referrals: number;
}

const OVER = ['closed', 'withdrawn'] as const;
/** Conversations in one transaction: few enough that nobody waits for it. */
const BATCH = 200;

/** Deletes what is past its time; running it twice changes nothing. Meant to run daily. */
export async function forget(database: Database, now: Clock, days: RetentionDays = RETENTION): Promise<Forgotten> {
  const { db } = database;
  const before = (count: number) => new Date(now().getTime() - count * 86_400_000);

  const conversations = await forgetConversations(database, before(days.conversation), before(days.openReferral));
  // A counsellor's own chat stays; a client's goes with the conversation, unless the desk may still have news for it.
  await db
    .deleteFrom('conversation_references')
    .where('changed_at', '<', before(days.conversation))
    .where('counsellor', 'is', null)
    .where('key', 'not in', (eb) => eb.selectFrom('conversations').select('key'))
    .execute();
  await db.deleteFrom('ledger').where('opened_at', '<', before(days.conversation)).execute();
  await db.deleteFrom('resume_codes').where('expires_at', '<', now()).execute();
  const referrals = await emptyReferrals(database, before(days.referral), before(days.quietReferral));
  await emptyInvites(database, before(days.invite));
  // Of every other link the bare row stays, however it ended: it keeps the next link to the same from being that one
  // again. Who signs in gets a new one each time, and its subject holds an address.
  await db
    .deleteFrom('links')
    .where('expires_at', '<', before(days.link))
    .where('purpose', 'in', ['sign-in', 'session'])
    .execute();
  await forgetCounsellors(database, before(days.counsellor));
  return { conversations, referrals };
}

/** The log, what waits and the codes go with the conversation (on delete cascade); where it stopped is counted. */
async function forgetConversations({ db }: Database, quiet: Date, quietWithReferral: Date): Promise<number> {
  let count = 0;
  for (;;) {
    const gone = await db.transaction().execute(async (trx) => {
      const rows = await trx
        .selectFrom('conversations')
        .select(['key', 'state', 'touched_at'])
        .where('touched_at', '<', quiet)
        .where((eb) =>
          eb.or([
            eb('touched_at', '<', quietWithReferral),
            eb.not(
              eb.exists(
                eb
                  .selectFrom('referrals')
                  .select('reference')
                  .whereRef('referrals.conversation', '=', 'conversations.key')
                  .where('referrals.state', 'not in', OVER)
                  .where('payload', 'is not', null),
              ),
            ),
          ]),
        )
        .limit(BATCH)
        .forUpdate()
        .skipLocked()
        .execute();
      if (rows.length === 0) return 0;
      await tallyDropOffs(trx, rows);
      const keys = rows.map(({ key }) => key);
      await trx.deleteFrom('conversations').where('key', 'in', keys).execute();
      return rows.length;
    });
    count += gone;
    if (gone < BATCH) return count;
  }
}

/** What a referral says, and what was said of it since; its indicators stay, which tell nobody who it was. */
async function emptyReferrals({ db }: Database, over: Date, quiet: Date): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const rows = await trx
      .updateTable('referrals')
      .set({ payload: null, conversation: null, ticks: null })
      .where((eb) =>
        eb.or([
          eb.and([eb('state', 'in', OVER), eb('changed_at', '<', over)]),
          eb.and([eb('changed_at', '<', quiet), lastHeard(eb, quiet)]),
        ]),
      )
      .where('payload', 'is not', null)
      .returning('reference')
      .execute();
    const references = rows.map(({ reference }) => reference);
    if (references.length > 0) await emptyHistory(trx, references);
    return references.length;
  });
}

/** Nothing at all was added to the history since; the client's answers leave the state as it is. */
const lastHeard = (eb: ExpressionBuilder<Schema, 'referrals'>, quiet: Date) =>
  eb.not(
    eb.exists(
      eb
        .selectFrom('referral_events')
        .select('id')
        .whereRef('referral_events.reference', '=', 'referrals.reference')
        .where('at', '>=', quiet),
    ),
  );

async function emptyHistory(trx: Trx, references: readonly string[]): Promise<void> {
  await trx.updateTable('referral_events').set({ body: null }).where('reference', 'in', references).execute();
}

/** Who an invite was for. While a referral that came of it is open, its counsellor still follows that client. */
async function emptyInvites({ db }: Database, before: Date): Promise<void> {
  await db
    .updateTable('invites')
    .set({ label: null, email: null, known: null })
    .where(sql<boolean>`coalesce(started_at, expires_at) < ${before}`)
    .where((eb) => eb.or([eb('label', 'is not', null), eb('email', 'is not', null), eb('known', 'is not', null)]))
    .where((eb) =>
      eb.or([
        eb('reference', 'is', null),
        eb(
          'reference',
          'not in',
          eb
            .selectFrom('referrals')
            .select('reference')
            .where('state', 'not in', OVER)
            .where('payload', 'is not', null),
        ),
      ]),
    )
    .execute();
}

/** An account whose clients are all forgotten; their bare invites go with it. */
async function forgetCounsellors({ db }: Database, before: Date): Promise<void> {
  await db
    .deleteFrom('counsellors')
    .where('seen_at', '<', before)
    .where('id', 'not in', (eb) =>
      eb
        .selectFrom('invites')
        .select('counsellor')
        .where((or) =>
          or.or([
            or('label', 'is not', null),
            or('email', 'is not', null),
            or('known', 'is not', null),
            or('conversation', 'is not', null),
            or('expires_at', '>=', before),
          ]),
        ),
    )
    .where('id', 'not in', (eb) =>
      eb
        .selectFrom('referrals')
        .select('counsellor')
        .where('counsellor', 'is not', null)
        .where('payload', 'is not', null)
        .$castTo<{ counsellor: string }>(),
    )
    .execute();
}
