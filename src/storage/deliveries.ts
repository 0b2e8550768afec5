/** How the deliveries of referrals stand: delivery's DeliveryStore. */
import { type Selectable, sql, type Updateable } from 'kysely';
import type { DeliveryRecord, DeliveryStore } from '../delivery/ports.ts';
import type { Database, Trx } from './database.ts';
import type { Clock } from './ports.ts';
import { moveReferral } from './referrals.ts';
import type { DeliveryRow } from './schema.ts';

/** The methods that take a transaction take the store's own; whoever holds one got it from the store. */
export function createDeliveryStore(database: Database, now: Clock = () => new Date()): DeliveryStore {
  const { db } = database;

  return {
    async deskOf(trx, reference) {
      const row = await (trx as Trx)
        .selectFrom('referrals')
        .select(['desk_id', 'state'])
        .where('reference', '=', reference)
        .executeTakeFirst();
      return row?.desk_id == null ? undefined : { deskId: row.desk_id, state: row.state };
    },

    async plan(trx, reference, channels) {
      const there = await (trx as Trx)
        .selectFrom('deliveries')
        .select('channel')
        .where('reference', '=', reference)
        .where('state', 'in', ['waiting', 'done'])
        .execute();
      const known = new Set(there.map(({ channel }) => JSON.stringify(channel)));
      const rows = channels
        .filter((channel) => !known.has(JSON.stringify(channel)))
        .map((channel) => newDelivery(reference, channel, now()));
      if (rows.length === 0) return [];
      const planned = await (trx as Trx).insertInto('deliveries').values(rows).returning('id').execute();
      return planned.map(({ id }) => id);
    },

    async planNone(trx, reference, reason) {
      const at = now();
      const row = { ...newDelivery(reference, {}, at), state: 'parked' as const, reason };
      await (trx as Trx).insertInto('deliveries').values(row).execute();
      await moveReferral(trx as Trx, reference, 'park', 'system', at, reason);
    },

    async begin(delivery, nth) {
      const at = now();
      const { rows } = await sql<{ payload: never; channel: object; attempts: number; nth: number }>`
        update deliveries as d set attempts = d.attempts + 1, changed_at = ${at}
        from referrals as r
        where d.id = ${delivery} and d.try = ${nth} and d.state = 'waiting'
          and r.reference = d.reference and r.payload is not null and r.state <> 'withdrawn'
        returning r.payload, d.channel, d.attempts,
          (select count(*)::integer from deliveries e where e.reference = d.reference and e.id < d.id) as nth`.execute(
        db,
      );
      const row = rows[0];
      return row && { referral: row.payload, channel: row.channel, attempt: row.attempts, nth: row.nth };
    },

    async settle(delivery, nth, settlement, requeue) {
      await db.transaction().execute(async (trx) => {
        const at = now();
        const row = await lock(trx, delivery);
        if (row === undefined || row.try !== nth || row.state === 'done') return;
        if (row.state !== 'waiting') {
          // Withdrawn or parked by hand while it was being sent: what did go out must not look as if it had not.
          if (settlement.state !== 'done') return;
          await update(trx, delivery, { state: 'done', reason: `sent although ${row.state}`, changed_at: at });
          await moveReferral(trx, row.reference, 'deliver', 'system', at);
          return;
        }
        switch (settlement.state) {
          case 'done':
            await update(trx, delivery, { state: 'done', reason: null, changed_at: at });
            await moveReferral(trx, row.reference, 'deliver', 'system', at);
            return;
          case 'retry': {
            const { notBefore, reason } = settlement;
            await update(trx, delivery, { try: nth + 1, next_at: notBefore, reason, changed_at: at });
            await requeue(trx, nth + 1);
            return;
          }
          case 'parked':
            await update(trx, delivery, { state: 'parked', reason: settlement.reason, changed_at: at });
            await parkReferral(trx, row.reference, at, settlement.reason);
        }
      });
    },

    async list(of) {
      const query = db.selectFrom('deliveries').selectAll().orderBy('id');
      const rows = await ('reference' in of
        ? query.where('reference', '=', of.reference)
        : query.where('state', 'in', of.states)
      ).execute();
      return rows.map(asRecord);
    },

    redrive(reference, plan) {
      return db.transaction().execute(async (trx) => {
        if (!(await lockReferral(trx, reference))) return 'unknown';
        const parked = await trx
          .deleteFrom('deliveries')
          .where('reference', '=', reference)
          .where('state', '=', 'parked')
          .returning('id')
          .execute();
        if (parked.length === 0) return 'nothing-parked';
        await moveReferral(trx, reference, 'redrive', 'system', now(), 'by-hand');
        await plan(trx);
        return 'redriven';
      });
    },

    park(reference) {
      return db.transaction().execute(async (trx) => {
        if (!(await lockReferral(trx, reference))) return 'unknown';
        const at = now();
        const waiting = await trx
          .updateTable('deliveries')
          .set({ state: 'parked', reason: 'by-hand', changed_at: at })
          .where('reference', '=', reference)
          .where('state', '=', 'waiting')
          .returning('id')
          .execute();
        if (waiting.length === 0) return 'nothing-waiting';
        await parkReferral(trx, reference, at, 'by-hand');
        return 'parked';
      });
    },
  };
}

function newDelivery(reference: string, channel: object, at: Date) {
  const json = JSON.stringify(channel);
  return {
    reference,
    channel: json,
    state: 'waiting' as const,
    created_at: at,
    next_at: at,
    changed_at: at,
    reason: null,
  };
}

/** The referral first, then its deliveries: everyone who locks both does so in this order. */
async function lock(trx: Trx, delivery: number) {
  const found = await trx.selectFrom('deliveries').select('reference').where('id', '=', delivery).executeTakeFirst();
  if (found === undefined) return undefined;
  await lockReferral(trx, found.reference);
  return trx
    .selectFrom('deliveries')
    .select(['reference', 'state', 'try'])
    .where('id', '=', delivery)
    .forUpdate()
    .executeTakeFirst();
}

async function lockReferral(trx: Trx, reference: string): Promise<boolean> {
  const row = await trx
    .selectFrom('referrals')
    .select('reference')
    .where('reference', '=', reference)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

async function update(trx: Trx, id: number, set: Updateable<DeliveryRow>): Promise<void> {
  await trx.updateTable('deliveries').set(set).where('id', '=', id).execute();
}

/** A referral is parked when none of its channels brought it to the desk and none still tries. */
async function parkReferral(trx: Trx, reference: string, at: Date, reason: string): Promise<void> {
  const hope = await trx
    .selectFrom('deliveries')
    .select('id')
    .where('reference', '=', reference)
    .where('state', 'in', ['waiting', 'done'])
    .executeTakeFirst();
  if (hope === undefined) await moveReferral(trx, reference, 'park', 'system', at, reason);
}

function asRecord(row: Selectable<DeliveryRow>): DeliveryRecord {
  const { id, reference, channel, state, attempts, reason } = row;
  return { id, reference, channel, state, attempts, reason, createdAt: row.created_at, nextAt: row.next_at };
}
