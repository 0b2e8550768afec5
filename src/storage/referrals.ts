/** Referrals and their history: every change is kept with its time, who made it and what was said. */
import { sql } from 'kysely';
import type { ClientSays } from '../bot/ports.ts';
import type { HistoryEvent, HistoryLine, ReferralRemark } from '../domain/follow-up.ts';
import { indicatorsOf } from '../domain/indicators.ts';
import { openAsk } from '../domain/last-said.ts';
import type { Referral, ReferralState } from '../domain/referral.ts';
import { next, type ReferralActor, type ReferralEvent, type Transition } from '../domain/referral-states.ts';
import type { Database, Queries, Trx } from './database.ts';
import type { Announce, Clock } from './ports.ts';

interface ReferralRecord {
  readonly reference: string;
  readonly state: ReferralState;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly deskId: string | undefined;
  /** The conversation it came of; undefined once that is erased or forgotten. */
  readonly conversation: string | undefined;
  /** The counsellor who forwarded this client. */
  readonly counsellor: string | undefined;
  /** undefined once the client erased it, or once it was closed or withdrawn long enough ago. */
  readonly referral: Referral | undefined;
  /** How the client's papers stand now, where they changed that after sending: document id -> holding. */
  readonly ticks: { readonly [document: string]: string } | undefined;
  /** Oldest first. */
  readonly history: readonly HistoryLine[];
}

/** What goes into the history beside the event. */
interface Said {
  /** A code, never a person's words. */
  readonly note?: string;
  /** DeskSays or ClientAnswer (domain/follow-up.ts). */
  readonly body?: object;
  /** The last line of the history that whoever says this has seen: when there is a later one, nothing is changed. */
  readonly after?: number;
}

type Changed = Transition | { readonly is: 'refused'; readonly reason: 'stale' } | { readonly is: 'unknown' };

export interface Referrals {
  find(reference: string): Promise<ReferralRecord | undefined>;
  /** Applies the state machine, keeps the line, and has told who must hear of it: all of it, or nothing. */
  change(reference: string, event: ReferralEvent, actor: ReferralActor, said?: Said): Promise<Changed>;
  /** Keeps a line that leaves the state as it is; refused once the referral is closed or withdrawn (but for the recall). */
  remark(reference: string, remark: ReferralRemark, actor: ReferralActor, said?: Said): Promise<Changed>;
  /** Keeps how the client's papers stand now; false when nothing of the referral is left, or it is over. */
  tick(reference: string, ticks: { readonly [document: string]: string }): Promise<boolean>;
  /** Erases what is kept of this referral, and of others of its conversation, where the conversation itself is gone. */
  erase(reference: string): Promise<void>;
}

export function createReferrals(database: Database, now: Clock, announce: Announce): Referrals {
  const { db } = database;
  return {
    async find(reference) {
      const row = await db.selectFrom('referrals').selectAll().where('reference', '=', reference).executeTakeFirst();
      if (row === undefined) return undefined;
      const history = await db
        .selectFrom('referral_events')
        .select(['id', 'event', 'state', 'actor', 'at', 'note', 'body'])
        .where('reference', '=', reference)
        .orderBy('id')
        .execute();
      return {
        reference,
        state: row.state,
        createdAt: row.created_at,
        changedAt: row.changed_at,
        deskId: row.desk_id ?? undefined,
        conversation: row.conversation ?? undefined,
        counsellor: row.counsellor ?? undefined,
        referral: row.payload ?? undefined,
        ticks: (row.ticks as { readonly [document: string]: string } | null) ?? undefined,
        history,
      };
    },
    change: (reference, event, actor, said) =>
      db.transaction().execute(async (trx) => {
        if (await isStale(trx, reference, said?.after)) return { is: 'refused', reason: 'stale' };
        return moveReferral(trx, { reference, event, actor, at: now(), ...said }, announce);
      }),
    remark: (reference, event, actor, said) =>
      db.transaction().execute(async (trx) => {
        const row = await lock(trx, reference);
        if (row === undefined) return { is: 'unknown' };
        if (await isStale(trx, reference, said?.after)) return { is: 'refused', reason: 'stale' };
        const over = row.state === 'closed' || row.state === 'withdrawn';
        if (over !== (event === 'acknowledge-recall')) return { is: 'refused', reason: 'not-from-here' };
        await record(trx, { reference, event, state: row.state, actor, at: now(), ...said }, announce);
        return { is: 'moved', to: row.state };
      }),
    async tick(reference, ticks) {
      const kept = await db
        .updateTable('referrals')
        .set({ ticks: JSON.stringify(ticks) })
        .where('reference', '=', reference)
        .where('payload', 'is not', null)
        .where('state', 'not in', ['closed', 'withdrawn'])
        .returning('reference')
        .executeTakeFirst();
      return kept !== undefined;
    },
    erase: (reference) =>
      db.transaction().execute(async (trx) => {
        const row = await trx
          .selectFrom('referrals')
          .select('conversation')
          .where('reference', '=', reference)
          .executeTakeFirst();
        if (row?.conversation) await eraseReferrals(trx, row.conversation, now(), announce);
      }),
  };
}

async function lock(trx: Trx, reference: string): Promise<{ readonly state: ReferralState } | undefined> {
  return trx.selectFrom('referrals').select('state').where('reference', '=', reference).forUpdate().executeTakeFirst();
}

/** Locks first, so that of two presses of one page the second sees what the first did. */
async function isStale(trx: Trx, reference: string, after: number | undefined): Promise<boolean> {
  if (after === undefined) return false;
  await lock(trx, reference);
  const last = await trx
    .selectFrom('referral_events')
    .select('id')
    .where('reference', '=', reference)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last !== undefined && last.id !== after;
}

/**
 * Stores a new referral; the counsellor is the one whose invite the conversation came of, for every referral that comes
 * of it: who withdraws and sends anew is still their client. One that was erased belongs to nobody.
 */
export async function insertReferral(
  trx: Trx,
  referral: Referral,
  conversation: string,
  at: Date,
  announce: Announce,
): Promise<void> {
  const { reference } = referral;
  const invite = await trx
    .selectFrom('invites')
    .select(['id', 'counsellor'])
    .where('conversation', '=', conversation)
    .where((eb) => eb.or([eb('revoked_at', 'is', null), eb('code_hash', 'is not', null)]))
    .orderBy(sql`started_at desc nulls last`)
    .executeTakeFirst();
  await trx
    .insertInto('referrals')
    .values({
      reference,
      conversation,
      state: 'submitted',
      desk_id: referral.desk.id,
      payload: JSON.stringify(referral),
      counsellor: invite?.counsellor ?? null,
      indicators: JSON.stringify(indicatorsOf(referral)),
      created_at: at,
      changed_at: at,
    })
    .execute();
  if (invite !== undefined) await trx.updateTable('invites').set({ reference }).where('id', '=', invite.id).execute();
  await record(trx, { reference, event: 'submit', state: 'submitted', actor: 'system', at }, announce);
}

export interface Move extends Omit<Said, 'after'> {
  readonly reference: string;
  readonly event: ReferralEvent;
  readonly actor: ReferralActor;
  readonly at: Date;
}

/**
 * Moves a referral by the state machine, keeps the step and has it told. The row stays locked until the transaction
 * ends. What is withdrawn is not delivered any more.
 */
export async function moveReferral(
  trx: Trx,
  move: Move,
  announce: Announce,
): Promise<Transition | { readonly is: 'unknown' }> {
  const { reference, event, actor, at } = move;
  const row = await lock(trx, reference);
  if (row === undefined) return { is: 'unknown' };
  const moved = next(row.state, event, actor);
  if (moved.is === 'refused') return moved;
  await trx
    .updateTable('referrals')
    .set({ state: moved.to, changed_at: at })
    .where('reference', '=', reference)
    .execute();
  if (event === 'withdraw') await dropDeliveries(trx, reference, at, move.note ?? 'withdrawn');
  await record(trx, { ...move, state: moved.to }, announce);
  return moved;
}

/**
 * The client erased the conversation: reference, state and the bare history stay, and on the counsellor's list that there
 * was somebody; not who. What was not delivered never will be; a desk that has it is asked to delete it too.
 */
export async function eraseReferrals(trx: Trx, conversation: string, at: Date, announce: Announce): Promise<void> {
  const rows = await trx
    .selectFrom('referrals')
    .select(['reference', 'state'])
    .where('conversation', '=', conversation)
    .forUpdate()
    .execute();
  for (const { reference, state } of rows) {
    const withdrawn = { reference, event: 'withdraw', actor: 'client', at, note: 'erased' } as const;
    await moveReferral(trx, withdrawn, announce);
    await dropDeliveries(trx, reference, at, 'erased');
    // Closed is the end of it, but the desk still has it. (Who withdrew before asked the same already.)
    if (state === 'closed') await record(trx, { reference, event: 'erase', state, actor: 'client', at }, announce);
    await trx.updateTable('referral_events').set({ body: null }).where('reference', '=', reference).execute();
  }
  const references = rows.map(({ reference }) => reference);
  await trx
    .updateTable('invites')
    .set({ known: null, label: null, email: null, code_hash: null, revoked_at: at })
    // By reference too: once the conversation is forgotten, nothing else leads from the referral to its invite.
    .where((eb) =>
      eb.or([
        eb('conversation', '=', conversation),
        ...(references.length === 0 ? [] : [eb('reference', 'in', references)]),
      ]),
    )
    .execute();
  await trx
    .updateTable('referrals')
    .set({ payload: null, desk_id: null, conversation: null, ticks: null })
    .where('conversation', '=', conversation)
    .execute();
}

/**
 * What the client says in the conversation that the referral came of, in the transaction of that turn.
 * @returns false where it does not count (any more): it is over, or was answered since, or is of another conversation
 */
export async function heedClient(
  trx: Trx,
  says: ClientSays,
  conversation: string,
  at: Date,
  announce: Announce,
): Promise<boolean> {
  const { reference } = says;
  const row = await trx
    .selectFrom('referrals')
    .select('state')
    .where('reference', '=', reference)
    .where('conversation', '=', conversation)
    .where('payload', 'is not', null)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return false;
  switch (says.is) {
    case 'withdraw':
      return (await moveReferral(trx, { reference, event: 'withdraw', actor: 'client', at }, announce)).is === 'moved';
    case 'answer': {
      // Answered on the client's own page meanwhile, or the desk went on: the same answer twice would be one too many.
      const history = await trx
        .selectFrom('referral_events')
        .select(['id', 'event', 'body', 'at'])
        .where('reference', '=', reference)
        .orderBy('id')
        .execute();
      if (openAsk(history)?.line !== says.ask) return false;
      const line = { reference, event: 'answer', state: row.state, actor: 'client', at, body: says.body } as const;
      await record(trx, line, announce);
      return true;
    }
    case 'tick': {
      if (row.state === 'closed' || row.state === 'withdrawn') return false;
      const ticks = JSON.stringify(says.ticks);
      await trx.updateTable('referrals').set({ ticks }).where('reference', '=', reference).execute();
      return true;
    }
  }
}

/** The referral itself, and what was still to be told of its earlier life; a recall goes out all the same. */
async function dropDeliveries(trx: Trx, reference: string, at: Date, reason: string): Promise<void> {
  await trx
    .updateTable('deliveries')
    .set({ state: 'dropped', reason, changed_at: at })
    .where('reference', '=', reference)
    .where('state', 'in', ['waiting', 'parked'])
    .where((eb) =>
      eb.or([
        eb('about', 'is', null),
        eb(
          'about',
          'not in',
          eb
            .selectFrom('referral_events')
            .select('id')
            .where('reference', '=', reference)
            .where('event', '=', 'withdraw'),
        ),
      ]),
    )
    .execute();
}

interface NewLine extends Omit<Said, 'after'> {
  readonly reference: string;
  readonly event: HistoryEvent;
  readonly state: ReferralState;
  readonly actor: ReferralActor;
  readonly at: Date;
}

/** Keeps a line and has it told; the state is the caller's to move. */
export async function record(trx: Queries & Trx, line: NewLine, announce: Announce): Promise<void> {
  const { reference, event, state, actor, at, note, body } = line;
  const { id } = await trx
    .insertInto('referral_events')
    .values({
      reference,
      event,
      state,
      actor,
      at,
      note: note ?? null,
      body: body === undefined ? null : JSON.stringify(body),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await announce(trx, { reference, line: id, event, note: note ?? null });
}
