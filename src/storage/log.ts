/** The log of the conversations that we serve ourselves: the channels' ConversationLog, but for turns and changes. */
import type { Activity } from 'botbuilder';
import { sql } from 'kysely';
import type { ConversationLog } from '../channels/ports.ts';
import type { Changes } from './changes.ts';
import type { Database } from './database.ts';
import { activityId, isLocal, seqOf, withoutNul } from './keys.ts';
import type { Clock } from './ports.ts';
import { advance, append } from './turns.ts';

/** PostgreSQL's NOTIFY carries at most 8,000 bytes, and an index entry 2,700. */
const LONGEST_ID = 200;

interface Deps {
  readonly database: Database;
  readonly changes: Changes;
  readonly now: Clock;
}

type Log = Omit<ConversationLog, 'exclusively' | 'watch'>;

/** receive throws for a conversation that does not exist; create for an id that could not be one of ours. */
export function createLog({ database, changes, now }: Deps): Log {
  const { db } = database;
  return {
    async create({ id, userId, locale }) {
      if (!isLocal(id) || id === '' || id.length > LONGEST_ID || id !== withoutNul(id)) {
        throw new Error('A conversation id has 1 to 200 characters, no | and no NUL.');
      }
      const at = now();
      const row = { key: id, user_id: withoutNul(userId), locale: locale === undefined ? null : withoutNul(locale) };
      await db
        .insertInto('conversations')
        .values({ ...row, state: null, last_at: at, touched_at: at })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute();
    },

    async find(id) {
      if (!isLocal(id) || id !== withoutNul(id)) return undefined;
      const row = await db
        .selectFrom('conversations')
        .select(['user_id', 'locale'])
        .where('key', '=', id)
        .executeTakeFirst();
      return row && { id, userId: row.user_id ?? '', locale: row.locale ?? undefined };
    },

    async receive(conversation, activity, { clientActivityId, hidden }) {
      const at = now();
      const json = JSON.stringify(activity);
      const once = clientActivityId === undefined ? null : withoutNul(clientActivityId);
      // The update of the conversation's row queues concurrent receives; a repeat only burns a number.
      const { rows } = await sql<{ seq: number }>`
        with talk as (
          update conversations set touched_at = ${at}, ${advance(1, at)}
          where key = ${conversation} returning last_seq, last_at
        ), kept as (
          insert into inbound (conversation, seq, client_activity_id, activity, received_at)
          select ${conversation}, talk.last_seq, ${once}::text, ${json}::json, ${at} from talk
          on conflict (conversation, client_activity_id) do nothing
          returning seq
        ), said as (
          ${append(conversation, `[${json}]`, 1)}
          where ${!hidden}::boolean and exists (select 1 from kept)
        )
        select kept.seq, ${changes.notice(conversation)} from kept`.execute(db);
      const fresh = rows[0];
      if (fresh !== undefined) {
        if (!hidden) changes.tell(conversation);
        return { id: activityId(conversation, fresh.seq), fresh: true };
      }
      const known = await db
        .selectFrom('inbound')
        .select('seq')
        .where('conversation', '=', conversation)
        .where('client_activity_id', '=', once)
        .executeTakeFirst();
      if (known === undefined) throw new Error('An activity came for a conversation that does not exist.');
      return { id: activityId(conversation, known.seq), fresh: false };
    },

    async nextInbound(conversation) {
      const { rows } = await sql<{ seq: number; attempts: number; activity: Partial<Activity> }>`
        update inbound set attempts = attempts + 1
        where conversation = ${conversation} and seq = (
          select min(seq) from inbound where conversation = ${conversation} and done_at is null
        )
        returning seq, attempts, activity`.execute(db);
      const row = rows[0];
      return row && { id: activityId(conversation, row.seq), activity: row.activity, attempts: row.attempts };
    },

    async giveUp(conversation, inbound, replies) {
      const at = now();
      const count = replies.length;
      await sql`
        with turn as (
          update inbound set done_at = ${at}, activity = null
          where conversation = ${conversation} and seq = ${seqOf(conversation, inbound) ?? -1} and done_at is null
          returning seq
        ), talk as (
          update conversations set touched_at = ${at}, ${advance(count, at)}
          where key = ${conversation} and exists (select 1 from turn)
          returning last_seq, last_at
        ), said as (${append(conversation, JSON.stringify(replies), count)})
        select ${changes.notice(conversation)} from talk`.execute(db);
      changes.tell(conversation);
    },

    async read(conversation, after) {
      const rows = await db
        .selectFrom('activities')
        .select(['seq', 'at', 'activity'])
        .where('conversation', '=', conversation)
        .where('seq', '>', after)
        .orderBy('seq')
        .execute();
      return rows.map(({ seq, at, activity }) => ({
        seq,
        activity: {
          conversation: { id: conversation } as Activity['conversation'],
          ...(activity as Partial<Activity>),
          id: activityId(conversation, seq),
          timestamp: at.toISOString() as unknown as Date, // on the wire a time is text
        },
      }));
    },

    async waiting(olderThanMs) {
      const rows = await db
        .selectFrom('inbound')
        .select('conversation')
        .distinct()
        .where('done_at', 'is', null)
        .where('received_at', '<=', new Date(now().getTime() - olderThanMs))
        .execute();
      return rows.map(({ conversation }) => conversation);
    },
  };
}
