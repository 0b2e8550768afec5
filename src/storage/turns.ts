/** What a turn reads and what it changes: the bot's ConversationStore. */
import { sql } from 'kysely';
import type { ConversationStore, Saved, TurnChange } from '../bot/ports.ts';
import type { Changes } from './changes.ts';
import type { Database, Queries, Trx } from './database.ts';
import { tallyDropOffs } from './drop-offs.ts';
import { hashResumeCode, isLocal, seqOf, withoutNul } from './keys.ts';
import type { Announce, Clock, EnqueueDelivery, SayMovedOn } from './ports.ts';
import { eraseReferrals, heedClient, insertReferral } from './referrals.ts';

/** Days that a "stop and continue later" code works (contract, section 3). */
const CODE_DAYS = 30;
const DAY_MS = 86_400_000;

/** The activity of this turn was answered already, or erased: another process was faster. Nothing was stored. */
export class StaleTurn extends Error {
  constructor() {
    super('This activity was already answered or is gone; nothing of this turn was stored.');
    this.name = 'StaleTurn';
  }
}

interface Deps {
  readonly database: Database;
  readonly changes: Changes;
  readonly enqueue: EnqueueDelivery;
  readonly announce: Announce;
  readonly sayMovedOn: SayMovedOn | undefined;
  readonly now: Clock;
}

/**
 * load gives undefined for a conversation that is new, erased or forgotten.
 * commit throws StaleTurn, or the database's error; either way nothing of the turn is stored.
 */
export function createConversationStore(deps: Deps): ConversationStore {
  const { database, changes, enqueue, announce, now } = deps;
  const { db } = database;
  return {
    async load(key) {
      const row = await db.selectFrom('conversations').select('state').where('key', '=', key).executeTakeFirst();
      return (row?.state ?? undefined) as Saved | undefined;
    },

    async commit(change) {
      const at = now();
      const codeHash = change.resumeCode === undefined ? undefined : await hashResumeCode(change.resumeCode);
      const { referral, takesOver, opensInvite, says } = change;
      const more = [referral, codeHash, takesOver, opensInvite, says].some((one) => one !== undefined);
      if (change.saved !== 'erased' && !more) {
        await writeTurn(db, change, at, changes); // one statement is a transaction too
      } else {
        await db.transaction().execute(async (trx) => {
          if (change.saved === 'erased') await erase(trx, change, at, announce);
          await writeTurn(trx, change, at, changes);
          if (codeHash !== undefined) await replaceCode(trx, change.key, codeHash, at);
          if (takesOver !== undefined) await takeOver(trx, takesOver, change.key, at, deps);
          if (opensInvite !== undefined) await bindInvite(trx, opensInvite, change.key, at);
          if (says !== undefined && !(await heedClient(trx, says, change.key, at, announce))) throw new StaleTurn();
          if (referral !== undefined) {
            await insertReferral(trx, referral, change.key, at, announce);
            await enqueue(trx, referral.reference);
          }
        });
      }
      for (const key of [change.key, takesOver]) if (key !== undefined && isLocal(key)) changes.tell(key);
    },

    async findByResumeCode(code) {
      const row = await db
        .selectFrom('resume_codes')
        .innerJoin('conversations', 'conversations.key', 'resume_codes.conversation')
        .select(['conversations.key', 'conversations.state'])
        .where('code_hash', '=', await hashResumeCode(code))
        .where('expires_at', '>', now())
        .executeTakeFirst();
      return row?.state ? { key: row.key, saved: row.state as Saved } : undefined;
    },
  };
}

/** State, replies and the end of the inbound activity, in one statement; a turn costs one round trip. */
async function writeTurn(queries: Queries, change: TurnChange, at: Date, changes: Changes): Promise<void> {
  const { key, inbound } = change;
  const state = change.saved === 'erased' ? null : JSON.stringify(change.saved);
  const replies = JSON.stringify(change.replies);
  const statement = isLocal(key)
    ? writeLocalTurn(key, inbound, state, replies, at, changes)
    : writeCarriedTurn(key, inbound, state, replies, at);
  const { rows } = await statement.execute(queries);
  if (!rows[0]?.done) throw new StaleTurn();
}

function writeLocalTurn(
  key: string,
  inbound: string | undefined,
  state: string | null,
  replies: string,
  at: Date,
  changes: Changes,
) {
  // An id that is none of ours matches nothing, so the turn is refused.
  const seq = inbound === undefined ? null : (seqOf(key, inbound) ?? -1);
  return sql<{ done: boolean }>`
    select finish_turn(${key}, ${seq}, ${state}, false, ${replies}, ${at}) as done, ${changes.notice(key)}`;
}

function writeCarriedTurn(key: string, inbound: string | undefined, state: string | null, replies: string, at: Date) {
  const activity = inbound === undefined ? null : withoutNul(inbound);
  return sql<{ done: boolean }>`
    with turn as (
      insert into ledger (key, activity_id, opened_at, replies)
      select ${key}, ${activity}::text, ${at}, ${replies}::json where ${activity}::text is not null
      on conflict (key, activity_id) do update set replies = excluded.replies
      where ledger.replies is null and ledger.sent_at is null
      returning key
    )
    insert into conversations (key, state, last_at, touched_at)
    select ${key}, ${state}::json, ${at}, ${at}
    where ${activity}::text is null or exists (select 1 from turn)
    on conflict (key) do update set state = excluded.state, touched_at = excluded.touched_at
    returning true as done`;
}

/** Everything that holds an answer goes; what only tells a repeat from a new message stays until it is forgotten. */
async function erase(trx: Trx, { key, inbound }: TurnChange, at: Date, announce: Announce): Promise<void> {
  const left = await trx.selectFrom('conversations').select('state').where('key', '=', key).forUpdate().execute();
  await tallyDropOffs(
    trx,
    left.map(({ state }) => ({ state, touched_at: at })),
  );
  const current = inbound === undefined ? undefined : seqOf(key, inbound);
  await trx.deleteFrom('activities').where('conversation', '=', key).execute();
  await trx
    .deleteFrom('inbound')
    .where('conversation', '=', key)
    .where('done_at', 'is', null)
    .where('seq', '<>', current ?? -1)
    .execute();
  await trx
    .updateTable('ledger')
    .set((eb) => ({ replies: null, sent_at: eb.fn.coalesce('sent_at', eb.val(at)) }))
    .where('key', '=', key)
    .where('activity_id', '<>', withoutNul(inbound ?? ''))
    .execute();
  await trx.deleteFrom('resume_codes').where('conversation', '=', key).execute();
  await trx.deleteFrom('conversation_references').where('key', '=', key).where('counsellor', 'is', null).execute();
  await eraseReferrals(trx, key, at, announce);
}

/** A conversation has one code: a new one makes the older one void. */
async function replaceCode(trx: Trx, key: string, codeHash: string, at: Date): Promise<void> {
  await trx.deleteFrom('resume_codes').where('conversation', '=', key).execute();
  const expires_at = new Date(at.getTime() + CODE_DAYS * DAY_MS);
  await trx.insertInto('resume_codes').values({ code_hash: codeHash, conversation: key, expires_at }).execute();
}

/**
 * The person goes on elsewhere: what they told moves along. The old log goes too, or erasing the new conversation
 * would leave a copy of the answers behind; a screen that still shows it hears so. A code that is gone was used by
 * someone else in between: StaleTurn.
 */
async function takeOver(
  trx: Trx,
  old: string,
  key: string,
  at: Date,
  { changes, sayMovedOn }: Pick<Deps, 'changes' | 'sayMovedOn'>,
): Promise<void> {
  const used = await trx.deleteFrom('resume_codes').where('conversation', '=', old).returning('code_hash').execute();
  if (used.length === 0) throw new StaleTurn();
  if (old === key) return;
  const left = await trx.selectFrom('conversations').select('state').where('key', '=', old).forUpdate().execute();
  await trx.updateTable('conversations').set({ state: null }).where('key', '=', old).execute();
  await trx.deleteFrom('activities').where('conversation', '=', old).execute();
  await trx.deleteFrom('inbound').where('conversation', '=', old).where('done_at', 'is', null).execute();
  const saved = left[0]?.state as Saved | null | undefined;
  if (sayMovedOn !== undefined && saved && isLocal(old)) {
    const replies = JSON.stringify([sayMovedOn(saved.language)]);
    await sql`
      select finish_turn(${old}, null, null, false, ${replies}, ${at}), ${changes.notice(old)}`.execute(trx);
  }
  await trx.updateTable('referrals').set({ conversation: key }).where('conversation', '=', old).execute();
  await trx.updateTable('invites').set({ conversation: key }).where('conversation', '=', old).execute();
}

/** An invite opens one conversation: whoever comes second, or too late, gets StaleTurn and the turn runs anew. */
async function bindInvite(
  trx: Trx,
  { id, byMail }: NonNullable<TurnChange['opensInvite']>,
  key: string,
  at: Date,
): Promise<void> {
  const bound = await trx
    .updateTable('invites')
    .set({ conversation: key, opened_by_mail: byMail, started_at: at, known: null, code_hash: null })
    .where('id', '=', id)
    .where('started_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .returning('id')
    .executeTakeFirst();
  if (bound === undefined) throw new StaleTurn();
}
