/** How the deliveries of referrals stand: delivery's DeliveryStore. */
import { type Selectable, sql, type Updateable } from 'kysely';
import type { AnnounceLine, DeliveryRecord, DeliveryStore, IsTheirs } from '../delivery/ports.ts';
import type { Audience } from '../domain/follow-up.ts';
import type { Referral } from '../domain/referral.ts';
import type { Database, Trx } from './database.ts';
import { revokeLinks } from './links.ts';
import type { Clock } from './ports.ts';
import { moveReferral, record } from './referrals.ts';
import type { DeliveryRow } from './schema.ts';

/** Why a delivery was dropped: another one took its place, as a repeat or with another link. */
const REDRIVEN = 'redriven';
const RELINKED = 'relinked';

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

    async plan(trx, reference, channels, anew = false) {
      const there = await (trx as Trx)
        .selectFrom('deliveries')
        .select(['channel', 'state', 'generation'])
        .where('reference', '=', reference)
        .where('about', 'is', null)
        .execute();
      const open = there.filter(({ state }) => state === 'waiting' || state === 'done');
      const known = new Set(open.map(({ channel }) => JSON.stringify(channel)));
      const generationOf = (kind: string) => {
        const before = there.filter(({ channel }) => kindOf(channel) === kind).map(({ generation }) => generation);
        if (before.length === 0) return 0;
        return Math.max(...before) + (anew || kind === 'handoff' ? 1 : 0);
      };
      const rows = channels
        .filter((channel) => !known.has(JSON.stringify(channel)))
        .map((channel) => ({ ...newDelivery(reference, channel, now()), generation: generationOf(channel.kind) }));
      if (rows.length === 0) return [];
      const planned = await (trx as Trx).insertInto('deliveries').values(rows).returning('id').execute();
      return planned.map(({ id }) => id);
    },

    async planNotices(trx, { reference, line }, notices) {
      if (notices.length === 0) return [];
      const there = await (trx as Trx)
        .selectFrom('deliveries')
        .select(['audience', 'channel'])
        .where('about', '=', line)
        .execute();
      const nameOf = (audience: Audience, channel: object) => `${audience} ${JSON.stringify(channel)}`;
      const known = new Set(there.map(({ audience, channel }) => nameOf(audience, channel)));
      const rows = notices
        .filter(({ audience, channel }) => !known.has(nameOf(audience, channel)))
        .map(({ audience, channel }) => ({ ...newDelivery(reference, channel, now()), about: line, audience }));
      if (rows.length === 0) return [];
      const planned = await (trx as Trx).insertInto('deliveries').values(rows).returning('id').execute();
      return planned.map(({ id }) => id);
    },

    async whoHears(trx, reference) {
      const row = await (trx as Trx)
        .selectFrom('referrals')
        .select(['payload', 'conversation', 'counsellor', 'desk_id'])
        .select((eb) =>
          eb
            .exists(
              eb
                .selectFrom('conversation_references')
                .select('key')
                .whereRef('conversation_references.counsellor', '=', 'referrals.counsellor'),
            )
            .as('chats'),
        )
        .where('reference', '=', reference)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const sent = await (trx as Trx)
        .selectFrom('deliveries')
        .select('channel')
        .where('reference', '=', reference)
        .where('about', 'is', null)
        .where((eb) => eb.or([eb('state', '=', 'done'), eb('perhaps_sent', '=', true), eb('sending', '=', true)]))
        .orderBy('id')
        .execute();
      return {
        referral: row.payload ?? undefined,
        conversation: row.conversation ?? undefined,
        counsellor: row.counsellor ?? undefined,
        counsellorChats: Boolean(row.chats),
        deskId: row.desk_id ?? undefined,
        // Of a channel that was driven again there are several rows.
        deliveredTo: [...new Map(sent.map(({ channel }) => [JSON.stringify(channel), channel])).values()],
      };
    },

    async planNone(trx, reference, reason, announce) {
      const at = now();
      const row = { ...newDelivery(reference, {}, at), state: 'parked' as const, reason };
      await (trx as Trx).insertInto('deliveries').values(row).execute();
      await moveReferral(trx as Trx, { reference, event: 'park', actor: 'system', at, note: reason }, announce);
    },

    async begin(delivery, nth) {
      const at = now();
      const { rows } = await sql<BegunRow>`
        update deliveries as d set attempts = d.attempts + 1, changed_at = ${at},
          perhaps_sent = d.perhaps_sent or d.sending, sending = true
        from referrals as r
        where d.id = ${delivery} and d.try = ${nth} and d.state = 'waiting' and r.reference = d.reference
          and (d.about is not null or (r.payload is not null and r.state <> 'withdrawn'))
        returning r.reference, r.payload, r.conversation, d.channel, d.audience, d.about, d.attempts,
          case when d.about is null then d.generation else coalesce((
            select max(e.generation) from deliveries e where e.reference = d.reference and e.about is null
              and e.channel ->> 'kind' = d.channel ->> 'kind'), 0) end as generation,
          (select count(*)::integer from deliveries e where e.reference = d.reference and e.id < d.id) as nth`.execute(
        db,
      );
      const row = rows[0];
      if (row === undefined) return undefined;
      const { reference, payload, channel, audience, attempts: attempt, nth: before, generation } = row;
      const conversation = row.conversation ?? undefined;
      const errand = { reference, conversation, channel, audience, attempt, nth: before, generation };
      if (row.about === null) return payload === null ? undefined : { ...errand, about: undefined, referral: payload };
      const about = await db
        .selectFrom('referral_events')
        .select(['id', 'event', 'state', 'actor', 'at', 'note', 'body'])
        .where('id', '=', row.about)
        .executeTakeFirst();
      return about && { ...errand, about, referral: payload ?? undefined };
    },

    async settle(delivery, nth, settlement, { requeue, announce }) {
      await db.transaction().execute(async (trx) => {
        const at = now();
        const row = await lock(trx, delivery);
        if (row === undefined || row.try !== nth || row.state === 'done') return;
        const { reference } = row;
        const delivered = async () => {
          if (row.about !== null) return;
          const moved = await moveReferral(trx, { reference, event: 'deliver', actor: 'system', at }, announce);
          // Withdrawn while it was on the wire: the desk has it now, and must hear that it should not.
          if (moved.is === 'refused' && row.referral_state === 'withdrawn') await recall(trx, reference, announce);
        };
        if (row.state !== 'waiting') {
          // Withdrawn or parked by hand while it was being sent: what did go out must not look as if it had not.
          if (settlement.state !== 'done') return;
          await update(trx, delivery, { state: 'done', reason: `sent although ${row.state}`, changed_at: at });
          await delivered();
          return;
        }
        // What an earlier attempt may have brought is not taken back by a no to this one.
        const perhapsSent = row.perhaps_sent || (settlement.state !== 'done' && settlement.perhapsSent);
        switch (settlement.state) {
          case 'done':
            await update(trx, delivery, { state: 'done', sending: false, reason: null, changed_at: at });
            await delivered();
            return;
          case 'retry': {
            const { notBefore, reason } = settlement;
            const again = { try: nth + 1, next_at: notBefore, reason, sending: false, perhaps_sent: perhapsSent };
            await update(trx, delivery, { ...again, changed_at: at });
            await requeue(trx, nth + 1);
            return;
          }
          case 'parked':
            await update(trx, delivery, {
              state: 'parked',
              reason: settlement.reason,
              sending: false,
              perhaps_sent: perhapsSent,
              changed_at: at,
            });
            if (row.about === null) await parkReferral(trx, reference, at, settlement.reason, announce);
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

    takeBack(reference, kind, judge, { requeue, announce }) {
      return db.transaction().execute(async (trx) => {
        if (!(await lockReferral(trx, reference))) return;
        const at = now();
        const rows = await trx
          .selectFrom('deliveries')
          .select(['id', 'channel', 'attempts', 'try', 'generation'])
          .where('reference', '=', reference)
          .where('about', 'is', null)
          .where('state', '=', 'done')
          .orderBy('id', 'desc')
          .execute();
        const row = rows.find(({ channel }) => kindOf(channel) === kind);
        if (row === undefined) return;
        const settlement = judge(row.attempts);
        if (settlement.state === 'retry') {
          const { notBefore, reason } = settlement;
          const again = { state: 'waiting', try: row.try + 1, next_at: notBefore, reason, perhaps_sent: true } as const;
          await update(trx, row.id, { ...again, generation: row.generation + 1, changed_at: at });
          await requeue(trx, row.id, row.try + 1, notBefore);
        }
        if (settlement.state === 'parked') {
          await update(trx, row.id, {
            state: 'parked',
            reason: settlement.reason,
            perhaps_sent: true,
            changed_at: at,
          });
          await parkReferral(trx, reference, at, settlement.reason, announce);
        }
      });
    },

    redrive(reference, { plan, isTheirs, requeue, announce }) {
      return db.transaction().execute(async (trx) => {
        if (!(await lockReferral(trx, reference))) return 'unknown';
        const at = now();
        const parkedIn = (trx: Trx) =>
          trx
            .selectFrom('deliveries')
            .select(['id', 'about', 'try'])
            .where('reference', '=', reference)
            .where('state', '=', 'parked')
            .execute();
        if ((await parkedIn(trx)).length === 0) return 'nothing-parked';
        await readdressNews(trx, reference, at, isTheirs, announce);
        const parked = await parkedIn(trx);
        // What was to be told goes on where it stopped; the referral itself goes to the mailboxes as they are now. That
        // an older one may have it stays known: a recall has to find it.
        for (const { id, about, try: nth } of parked) {
          if (about === null) await update(trx, id, { state: 'dropped', reason: REDRIVEN, changed_at: at });
          else {
            const fresh = { state: 'waiting', attempts: 0, try: nth + 1, reason: null, next_at: at } as const;
            await update(trx, id, { ...fresh, changed_at: at });
            await requeue(trx, id, nth + 1);
          }
        }
        if (parked.some(({ about }) => about === null)) {
          await moveReferral(trx, { reference, event: 'redrive', actor: 'system', at, note: 'by-hand' }, announce);
          const elsewhere = await isElsewhere(trx, reference, isTheirs);
          if (elsewhere) {
            await revokeLinks(trx, ['desk'], reference, at);
            await dropLetters(trx, reference, at);
          }
          await plan(trx, elsewhere);
        }
        return 'redriven';
      });
    },

    relink(reference, { plan, isTheirs, announce }) {
      return db.transaction().execute(async (trx) => {
        if (!(await lockReferral(trx, reference))) return 'unknown';
        const at = now();
        await revokeLinks(trx, ['desk', 'status'], reference, at);
        const { state, kept } = await trx
          .selectFrom('referrals')
          .select((eb) => ['state', eb('payload', 'is not', null).as('kept')])
          .where('reference', '=', reference)
          .executeTakeFirstOrThrow();
        if (!kept) return 'revoked';
        if (state !== 'closed' && state !== 'withdrawn') {
          if (state === 'parked')
            await moveReferral(trx, { reference, event: 'redrive', actor: 'system', at, note: 'by-hand' }, announce);
          await readdressNews(trx, reference, at, isTheirs, announce);
          await dropLetters(trx, reference, at);
          await plan(trx, true);
        }
        const stays = state === 'parked' ? 'submitted' : state;
        const line = { reference, event: 'relink', state: stays, actor: 'system', at, note: 'by-hand' } as const;
        await record(trx, line, announce);
        return 'relinked';
      });
    },

    park(reference, announce) {
      return db.transaction().execute(async (trx) => {
        if (!(await lockReferral(trx, reference))) return 'unknown';
        const at = now();
        const waiting = await trx
          .updateTable('deliveries')
          .set({ state: 'parked', reason: 'by-hand', changed_at: at })
          .where('reference', '=', reference)
          .where('about', 'is', null) // whoever is to be told something still is
          .where('state', '=', 'waiting')
          .returning('id')
          .execute();
        if (waiting.length === 0) return 'nothing-waiting';
        await parkReferral(trx, reference, at, 'by-hand', announce);
        return 'parked';
      });
    },
  };
}

interface BegunRow {
  readonly reference: string;
  readonly payload: Referral | null;
  readonly conversation: string | null;
  readonly channel: object;
  readonly audience: Audience;
  readonly about: number | null;
  readonly attempts: number;
  readonly nth: number;
  readonly generation: number;
}

/** Tells of the withdrawal once more, to who did not have to hear when it was told first: nothing had gone out then. */
async function recall(trx: Trx, reference: string, announce: AnnounceLine): Promise<void> {
  const line = await trx
    .selectFrom('referral_events')
    .select('id')
    .where('reference', '=', reference)
    .where('event', '=', 'withdraw')
    .executeTakeFirst();
  if (line !== undefined) await announce(trx, { reference, line: line.id, event: 'withdraw', note: 'late' });
}

const kindOf = (channel: object): string | undefined => (channel as { readonly kind?: string }).kind;

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
    .innerJoin('referrals', 'referrals.reference', 'deliveries.reference')
    .select(['deliveries.reference', 'deliveries.state', 'try', 'about', 'perhaps_sent'])
    .select('referrals.state as referral_state')
    .where('id', '=', delivery)
    .forUpdate('deliveries')
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

/** In a live handover no link goes out. */
const holdsLink = sql<boolean>`channel ->> 'kind' is distinct from 'handoff'`;

/** Whether somebody has the desk's link, or may have it, who is not reached by what the desk is reached by now. */
async function isElsewhere(trx: Trx, reference: string, isTheirs: IsTheirs): Promise<boolean> {
  const { desk_id } = await trx
    .selectFrom('referrals')
    .select('desk_id')
    .where('reference', '=', reference)
    .executeTakeFirstOrThrow();
  const rows = await trx
    .selectFrom('deliveries')
    .select('channel')
    .where('reference', '=', reference)
    .where('about', 'is', null)
    .where(sql<boolean>`reason is distinct from ${RELINKED}`) // what these hold ended then
    .where(holdsLink)
    .where((eb) => eb.or([eb('state', '=', 'done'), eb('perhaps_sent', '=', true), eb('sending', '=', true)]))
    .execute();
  return rows.some(({ channel }) => !isTheirs(desk_id ?? undefined, channel));
}

/** Letters and events with the referral itself make room for new ones with another link; who has an old one stays known. */
async function dropLetters(trx: Trx, reference: string, at: Date): Promise<void> {
  await trx
    .updateTable('deliveries')
    .set({
      state: 'dropped',
      reason: RELINKED,
      changed_at: at,
      perhaps_sent: sql<boolean>`perhaps_sent or state = 'done'`,
    })
    .where('reference', '=', reference)
    .where('about', 'is', null)
    .where((eb) => eb.or([eb('state', '<>', 'dropped'), eb('reason', '=', REDRIVEN)]))
    .where(holdsLink)
    .execute();
}

/** News that waits for a channel which is not the desk's any more goes to those it has now; a recall goes where it must. */
async function readdressNews(
  trx: Trx,
  reference: string,
  at: Date,
  isTheirs: IsTheirs,
  announce: AnnounceLine,
): Promise<void> {
  const rows = await trx
    .selectFrom('deliveries')
    .innerJoin('referral_events', 'referral_events.id', 'deliveries.about')
    .innerJoin('referrals', 'referrals.reference', 'deliveries.reference')
    .select(['deliveries.id', 'about', 'channel', 'event', 'referral_events.note', 'desk_id'])
    .where('deliveries.reference', '=', reference)
    .where('audience', '=', 'desk')
    .where('event', 'not in', ['withdraw', 'erase'])
    .where('deliveries.state', 'in', ['waiting', 'parked'])
    .execute();
  for (const { id, about: line, channel, event, note, desk_id } of rows) {
    if (line === null || isTheirs(desk_id ?? undefined, channel)) continue;
    await update(trx, id, { state: 'dropped', reason: RELINKED, changed_at: at });
    await announce(trx, { reference, line, event, note });
  }
}

/** A referral is parked when none of its channels brought it to the desk and none still tries. */
async function parkReferral(
  trx: Trx,
  reference: string,
  at: Date,
  reason: string,
  announce: AnnounceLine,
): Promise<void> {
  const hope = await trx
    .selectFrom('deliveries')
    .select('id')
    .where('reference', '=', reference)
    .where('about', 'is', null)
    .where('state', 'in', ['waiting', 'done'])
    .executeTakeFirst();
  if (hope !== undefined) return;
  await moveReferral(trx, { reference, event: 'park', actor: 'system', at, note: reason }, announce);
}

function asRecord(row: Selectable<DeliveryRow>): DeliveryRecord {
  const { id, reference, channel, state, attempts, reason, about, audience } = row;
  return {
    id,
    reference,
    channel,
    state,
    attempts,
    reason,
    audience,
    about: about ?? undefined,
    createdAt: row.created_at,
    nextAt: row.next_at,
  };
}
