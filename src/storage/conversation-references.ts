/**
 * Where people of Azure's channels can be spoken to first, and which of these conversations is a counsellor's own.
 * Holds ids and an address of the channel; no name, nothing that was said.
 */
import type { ConversationReferences } from '../channels/ports.ts';
import type { Database } from './database.ts';
import { withoutNul } from './keys.ts';
import type { Clock } from './ports.ts';

type Reference = Parameters<ConversationReferences['keep']>[1];

/** What another process changed is seen here after so long; a busy conversation costs one query in that time. */
const TRUSTED_MS = 60_000;
/** Conversations come from outside: the map must not grow with them. */
const MAX_KEPT = 5000;

export interface LinkedReferences extends ConversationReferences {
  /**
   * The counsellor whose own chat this is; undefined for everybody else.
   * `sure` asks the database, also where it was asked a moment ago.
   */
  counsellorOf(key: string, sure?: boolean): Promise<string | undefined>;
  /** This chat is the counsellor's from now on; false when nothing is known of the conversation. */
  link(key: string, counsellor: string): Promise<boolean>;
  unlink(key: string): Promise<void>;
  /** The counsellor's own chats, the latest first. */
  chatsOf(counsellor: string): Promise<readonly string[]>;
}

interface Kept {
  readonly text: string;
  readonly counsellor: string | undefined;
  readonly at: number;
}

export function createConversationReferences({ db }: Database, now: Clock): LinkedReferences {
  const kept = new Map<string, Kept>();
  const recent = (key: string): Kept | undefined => {
    const known = kept.get(key);
    return known !== undefined && now().getTime() - known.at < TRUSTED_MS ? known : undefined;
  };
  const remember = (key: string, text: string, counsellor: string | undefined): void => {
    kept.delete(key);
    kept.set(key, { text, counsellor, at: now().getTime() });
    if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value as string);
  };
  const read = async (key: string) => {
    const row = await db
      .selectFrom('conversation_references')
      .select(['reference', 'counsellor'])
      .where('key', '=', key)
      .executeTakeFirst();
    return row && { text: JSON.stringify(row.reference), counsellor: row.counsellor ?? undefined };
  };

  return {
    async keep(rawKey, reference) {
      const key = withoutNul(rawKey);
      const text = JSON.stringify(withoutNames(reference));
      if (recent(key)?.text === text) return;
      const row = await read(key);
      if (row?.text !== text) {
        const values = { reference: text, changed_at: now() };
        await db
          .insertInto('conversation_references')
          .values({ key, counsellor: null, ...values })
          .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
          .execute();
      }
      remember(key, text, row?.counsellor);
    },

    async find(key) {
      const row = await read(withoutNul(key));
      return row && (JSON.parse(row.text) as Reference);
    },

    async forget(rawKey) {
      const key = withoutNul(rawKey);
      kept.delete(key);
      await db.deleteFrom('conversation_references').where('key', '=', key).execute();
    },

    async counsellorOf(rawKey, sure = false) {
      const key = withoutNul(rawKey);
      const known = sure ? undefined : recent(key);
      if (known !== undefined) return known.counsellor;
      const row = await read(key);
      if (row !== undefined) remember(key, row.text, row.counsellor);
      return row?.counsellor;
    },

    async link(rawKey, counsellor) {
      const key = withoutNul(rawKey);
      kept.delete(key);
      const linked = await db
        .updateTable('conversation_references')
        .set({ counsellor, changed_at: now() })
        .where('key', '=', key)
        .returning('key')
        .executeTakeFirst();
      return linked !== undefined;
    },

    async unlink(rawKey) {
      const key = withoutNul(rawKey);
      kept.delete(key);
      await db.updateTable('conversation_references').set({ counsellor: null }).where('key', '=', key).execute();
    },

    async chatsOf(counsellor) {
      const rows = await db
        .selectFrom('conversation_references')
        .select('key')
        .where('counsellor', '=', counsellor)
        .orderBy('changed_at', 'desc')
        .execute();
      return rows.map(({ key }) => key);
    },
  };
}

/** The way to the conversation and no more: names and directory ids of people are not needed for it. */
function withoutNames({ channelId, serviceUrl, conversation, bot, user }: Reference): object {
  return {
    channelId,
    serviceUrl,
    conversation: conversation && {
      id: conversation.id,
      tenantId: conversation.tenantId,
      conversationType: conversation.conversationType,
      isGroup: conversation.isGroup,
    },
    bot: bot && { id: bot.id },
    user: user && { id: user.id },
  };
}
