/** The changes of the schema, oldest first. A migration that ran somewhere is never edited: add one. */
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createFinishTurn, createNextInbound, createReceiveActivity } from './turn-functions.ts';

export const migrations: { readonly [name: string]: Migration } = {
  '2026-11-01-conversations': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('conversations')
        .addColumn('key', 'text', (c) => c.primaryKey())
        .addColumn('user_id', 'text')
        .addColumn('locale', 'text')
        .addColumn('state', 'json')
        .addColumn('last_seq', 'integer', (c) => c.notNull().defaultTo(0))
        .addColumn('last_at', 'timestamptz(3)', (c) => c.notNull())
        .addColumn('touched_at', 'timestamptz(3)', (c) => c.notNull())
        .execute();
      await db.schema.createIndex('conversations_touched').on('conversations').column('touched_at').execute();

      await db.schema
        .createTable('activities')
        .addColumn('conversation', 'text', (c) => c.notNull().references('conversations.key').onDelete('cascade'))
        .addColumn('seq', 'integer', (c) => c.notNull())
        .addColumn('at', 'timestamptz(3)', (c) => c.notNull())
        .addColumn('activity', 'json', (c) => c.notNull())
        .addPrimaryKeyConstraint('activities_pk', ['conversation', 'seq'])
        .execute();

      await db.schema
        .createTable('inbound')
        .addColumn('conversation', 'text', (c) => c.notNull().references('conversations.key').onDelete('cascade'))
        .addColumn('seq', 'integer', (c) => c.notNull())
        .addColumn('client_activity_id', 'text')
        .addColumn('activity', 'json')
        .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
        .addColumn('received_at', 'timestamptz(3)', (c) => c.notNull())
        .addColumn('done_at', 'timestamptz(3)')
        .addPrimaryKeyConstraint('inbound_pk', ['conversation', 'seq'])
        .addUniqueConstraint('inbound_once', ['conversation', 'client_activity_id'])
        .execute();
      // Small however long the log grows: only what still waits is in it.
      await sql`create index inbound_waiting on inbound (conversation, seq) where done_at is null`.execute(db);

      await db.schema
        .createTable('ledger')
        .addColumn('key', 'text', (c) => c.notNull())
        .addColumn('activity_id', 'text', (c) => c.notNull())
        .addColumn('opened_at', 'timestamptz(3)', (c) => c.notNull())
        .addColumn('replies', 'json')
        .addColumn('sent_at', 'timestamptz(3)')
        .addPrimaryKeyConstraint('ledger_pk', ['key', 'activity_id'])
        .execute();

      await db.schema
        .createTable('resume_codes')
        .addColumn('code_hash', 'text', (c) => c.primaryKey())
        .addColumn('conversation', 'text', (c) => c.notNull().references('conversations.key').onDelete('cascade'))
        .addColumn('expires_at', 'timestamptz(3)', (c) => c.notNull())
        .execute();
      await db.schema.createIndex('resume_codes_conversation').on('resume_codes').column('conversation').execute();
    },
  },
  '2026-11-02-referrals': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('referrals')
        .addColumn('reference', 'text', (c) => c.primaryKey())
        .addColumn('conversation', 'text')
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('desk_id', 'text')
        .addColumn('payload', 'json')
        .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
        .addColumn('changed_at', 'timestamptz(3)', (c) => c.notNull())
        .execute();
      await db.schema.createIndex('referrals_conversation').on('referrals').column('conversation').execute();

      await db.schema
        .createTable('referral_events')
        .addColumn('id', 'integer', (c) => c.generatedAlwaysAsIdentity().primaryKey())
        .addColumn('reference', 'text', (c) => c.notNull().references('referrals.reference').onDelete('cascade'))
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('actor', 'text', (c) => c.notNull())
        .addColumn('at', 'timestamptz(3)', (c) => c.notNull())
        .addColumn('note', 'text')
        .execute();
      await db.schema.createIndex('referral_events_reference').on('referral_events').column('reference').execute();

      await db.schema
        .createTable('deliveries')
        .addColumn('id', 'integer', (c) => c.generatedAlwaysAsIdentity().primaryKey())
        .addColumn('reference', 'text', (c) => c.notNull().references('referrals.reference').onDelete('cascade'))
        .addColumn('channel', 'json', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('try', 'integer', (c) => c.notNull().defaultTo(1))
        .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
        .addColumn('reason', 'text')
        .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
        .addColumn('next_at', 'timestamptz(3)', (c) => c.notNull())
        .addColumn('changed_at', 'timestamptz(3)', (c) => c.notNull())
        .execute();
      await db.schema.createIndex('deliveries_reference').on('deliveries').column('reference').execute();
      await sql`create index deliveries_waiting on deliveries (created_at) where state = 'waiting'`.execute(db);
    },
  },
  '2026-11-22-secrets': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('secrets')
        .addColumn('name', 'text', (c) => c.primaryKey())
        .addColumn('value', 'text', (c) => c.notNull())
        .execute();
    },
  },
  '2026-11-03-turn-functions': {
    async up(db: Kysely<unknown>) {
      await createReceiveActivity.execute(db);
      await createNextInbound.execute(db);
      await createFinishTurn.execute(db);
    },
  },
  '2026-11-22-the-loop': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('counsellors')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('email', 'text', (c) => c.notNull().unique())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('organisation', 'text', (c) => c.notNull())
        .addColumn('language', 'text', (c) => c.notNull())
        // Raised to end every session of this counsellor at once.
        .addColumn('epoch', 'integer', (c) => c.notNull().defaultTo(0))
        .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
        .addColumn('seen_at', 'timestamptz(3)', (c) => c.notNull())
        .execute();

      await db.schema
        .createTable('invites')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('counsellor', 'text', (c) => c.notNull().references('counsellors.id').onDelete('cascade'))
        .addColumn('code_hash', 'text', (c) => c.unique())
        .addColumn('label', 'text')
        .addColumn('email', 'text')
        .addColumn('language', 'text', (c) => c.notNull())
        .addColumn('known', 'json')
        .addColumn('together', 'boolean', (c) => c.notNull().defaultTo(false))
        .addColumn('conversation', 'text', (c) => c.references('conversations.key').onDelete('set null'))
        .addColumn('reference', 'text', (c) => c.references('referrals.reference').onDelete('set null'))
        .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
        .addColumn('expires_at', 'timestamptz(3)', (c) => c.notNull())
        .addColumn('started_at', 'timestamptz(3)')
        .addColumn('reminded_at', 'timestamptz(3)')
        .addColumn('revoked_at', 'timestamptz(3)')
        .execute();
      await db.schema.createIndex('invites_counsellor').on('invites').column('counsellor').execute();
      await db.schema.createIndex('invites_conversation').on('invites').column('conversation').execute();
      await db.schema.createIndex('invites_reference').on('invites').column('reference').execute();

      await db.schema
        .createTable('links')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('purpose', 'text', (c) => c.notNull())
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
        .addColumn('expires_at', 'timestamptz(3)', (c) => c.notNull())
        .addColumn('used_at', 'timestamptz(3)')
        .addColumn('revoked_at', 'timestamptz(3)')
        .execute();
      await db.schema.createIndex('links_subject').on('links').columns(['purpose', 'subject']).execute();

      // Where a person can be spoken to first: Bot Framework's conversation reference, and which counsellor it is.
      await db.schema
        .createTable('conversation_references')
        .addColumn('key', 'text', (c) => c.primaryKey())
        .addColumn('reference', 'json', (c) => c.notNull())
        .addColumn('counsellor', 'text', (c) => c.references('counsellors.id').onDelete('set null'))
        .addColumn('changed_at', 'timestamptz(3)', (c) => c.notNull())
        .execute();

      // Counts without a person: what is left for the indicators once conversations are forgotten.
      await db.schema
        .createTable('tallies')
        .addColumn('month', 'text', (c) => c.notNull())
        .addColumn('what', 'text', (c) => c.notNull())
        .addColumn('language', 'text', (c) => c.notNull())
        .addColumn('detail', 'text', (c) => c.notNull())
        .addColumn('count', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('tallies_pk', ['month', 'what', 'language', 'detail'])
        .execute();

      await db.schema
        .alterTable('referrals')
        .addColumn('counsellor', 'text', (c) => c.references('counsellors.id').onDelete('set null'))
        .addColumn('indicators', 'json')
        .addColumn('ticks', 'json')
        .execute();
      await db.schema.createIndex('referrals_counsellor').on('referrals').column('counsellor').execute();

      await db.schema.alterTable('referral_events').addColumn('event', 'text').addColumn('body', 'json').execute();
      // Lines from before: each state had one event that led to it.
      await sql`update referral_events set event = case state
        when 'submitted' then case when note = 'by-hand' then 'redrive' else 'submit' end
        when 'delivered' then 'deliver' when 'opened' then 'open' when 'accepted' then 'accept'
        when 'needs-more' then 'ask-more' when 'declined' then 'decline' when 'advised' then 'advise'
        when 'closed' then 'close' when 'withdrawn' then 'withdraw' else 'park' end`.execute(db);
      await db.schema
        .alterTable('referral_events')
        .alterColumn('event', (c) => c.setNotNull())
        .execute();

      // A delivery is about the referral itself, or about one line of its history.
      await db.schema
        .alterTable('deliveries')
        .addColumn('about', 'integer', (c) => c.references('referral_events.id').onDelete('cascade'))
        .addColumn('audience', 'text', (c) => c.notNull().defaultTo('desk'))
        .execute();
    },
  },
  '2026-11-23-chores': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('chores')
        .addColumn('name', 'text', (c) => c.primaryKey())
        .addColumn('succeeded_at', 'timestamptz(3)', (c) => c.notNull())
        .execute();
    },
  },
  '2026-11-24-perhaps-sent': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .alterTable('deliveries')
        .addColumn('perhaps_sent', 'boolean', (c) => c.notNull().defaultTo(false))
        .execute();
    },
  },
  '2026-11-24-opened-by-mail': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .alterTable('invites')
        .addColumn('opened_by_mail', 'boolean', (c) => c.notNull().defaultTo(false))
        .execute();
    },
  },
  '2026-11-24-sending': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .alterTable('deliveries')
        .addColumn('sending', 'boolean', (c) => c.notNull().defaultTo(false))
        // Raised where what was brought counts for nothing any more: the next one is another, no repeat.
        .addColumn('generation', 'integer', (c) => c.notNull().defaultTo(0))
        .execute();
    },
  },
  '2026-11-25-mail-refused': {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('invites').addColumn('mail_refused_at', 'timestamptz(3)').execute();
    },
  },
};
