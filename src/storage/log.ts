/** The log of the conversations that we serve ourselves: the channels' ConversationLog, but for turns and changes. */
import type { Activity } from 'botbuilder';
import { sql } from 'kysely';
import type { ConversationLog, LocalConversation } from '../channels/ports.ts';
import type { Changes } from './changes.ts';
import type { Database } from './database.ts';
import { activityId, isLocal, seqOf, withoutNul } from './keys.ts';
import type { Clock } from './ports.ts';

/** PostgreSQL's NOTIFY carries at most 8,000 bytes, and an index entry 2,700. */
const LONGEST_ID = 200;
/** Every request asks for its conversation, of which nothing changes: it is asked of the database once in a while. */
const REMEMBERED = 1_000;
const REMEMBERED_MS = 60_000;

interface Deps {
  readonly database: Database;
  readonly changes: Changes;
  readonly now: Clock;
}

type Log = Omit<ConversationLog, 'exclusively' | 'watch'>;

/** receive throws for a conversation that does not exist; create for an id that could not be one of ours. */
export function createLog({ database, changes, now }: Deps): Log {
  const { db } = database;
  const remembered = new Map<string, { readonly conversation: LocalConversation; readonly until: number }>();
  const remember = (conversation: LocalConversation) => {
    const [oldest] = remembered.keys();
    if (oldest !== undefined && remembered.size >= REMEMBERED) remembered.delete(oldest);
    remembered.set(conversation.id, { conversation, until: now().getTime() + REMEMBERED_MS });
    return conversation;
  };
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
      const known = remembered.get(id);
      if (known !== undefined && known.until > now().getTime()) return known.conversation;
      remembered.delete(id);
      const row = await db
        .selectFrom('conversations')
        .select(['user_id', 'locale'])
        .where('key', '=', id)
        .executeTakeFirst();
      return row && remember({ id, userId: row.user_id ?? '', locale: row.locale ?? undefined });
    },

    async receive(conversation, activity, { clientActivityId, hidden }) {
      const at = now();
      const json = JSON.stringify(activity);
      const once = clientActivityId === undefined ? null : withoutNul(clientActivityId);
      const { rows } = await sql<{ seq: number | null; fresh: boolean | null }>`
        select seq, fresh, ${changes.notice(conversation)}
        from receive_activity(${conversation}, ${once}, ${json}, ${hidden}, ${at})`.execute(db);
      const stored = rows[0];
      if (stored?.seq == null) throw new Error('An activity came for a conversation that does not exist.');
      if (stored.fresh && !hidden) changes.tell(conversation);
      return { id: activityId(conversation, stored.seq), fresh: stored.fresh === true };
    },

    async nextInbound(conversation) {
      const { rows } = await sql<{ seq: number; attempts: number; activity: Partial<Activity> }>`
        select * from next_inbound(${conversation})`.execute(db);
      const row = rows[0];
      return row && { id: activityId(conversation, row.seq), activity: row.activity, attempts: row.attempts };
    },

    async giveUp(conversation, inbound, replies) {
      const at = now();
      await sql`
        select finish_turn(${conversation}, ${seqOf(conversation, inbound) ?? -1}, null, true,
          ${JSON.stringify(replies)}, ${at}), ${changes.notice(conversation)}`.execute(db);
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
