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
};
