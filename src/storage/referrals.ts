/** Referrals and their history: every change of state is kept with its time and who made it. */
import type { Referral, ReferralState } from '../domain/referral.ts';
import { next, type ReferralActor, type ReferralEvent, type Transition } from '../domain/referral-states.ts';
import type { Database, Queries, Trx } from './database.ts';
import type { Clock } from './ports.ts';

interface ReferralRecord {
  readonly reference: string;
  readonly state: ReferralState;
  readonly createdAt: Date;
  readonly changedAt: Date;
  /** undefined once the client erased it, or once it was closed or withdrawn long enough ago. */
  readonly referral: Referral | undefined;
  readonly history: readonly {
    readonly state: ReferralState;
    readonly actor: ReferralActor;
    readonly at: Date;
    readonly note: string | null;
  }[];
}

export interface Referrals {
  find(reference: string): Promise<ReferralRecord | undefined>;
  /** Applies the state machine; 'unknown' when there is no such referral. `note` is a code, never a person's words. */
  change(
    reference: string,
    event: ReferralEvent,
    actor: ReferralActor,
    note?: string,
  ): Promise<Transition | { readonly is: 'unknown' }>;
}

export function createReferrals(database: Database, now: Clock): Referrals {
  const { db } = database;
  return {
    async find(reference) {
      const row = await db.selectFrom('referrals').selectAll().where('reference', '=', reference).executeTakeFirst();
      if (row === undefined) return undefined;
      const history = await db
        .selectFrom('referral_events')
        .select(['state', 'actor', 'at', 'note'])
        .where('reference', '=', reference)
        .orderBy('id')
        .execute();
      const { state, created_at: createdAt, changed_at: changedAt } = row;
      return { reference, state, createdAt, changedAt, referral: row.payload ?? undefined, history };
    },
    change(reference, event, actor, note) {
      return db.transaction().execute(async (trx) => {
        const moved = await moveReferral(trx, reference, event, actor, now(), note);
        if (moved.is === 'moved' && moved.to === 'withdrawn')
          await dropDeliveries(trx, [reference], now(), 'withdrawn');
        return moved;
      });
    },
  };
}

export async function insertReferral(trx: Trx, referral: Referral, conversation: string, at: Date): Promise<void> {
  const { reference } = referral;
  await trx
    .insertInto('referrals')
    .values({
      reference,
      conversation,
      state: 'submitted',
      desk_id: referral.desk.id,
      payload: JSON.stringify(referral),
      created_at: at,
      changed_at: at,
    })
    .execute();
  await record(trx, reference, 'submitted', 'system', at);
}

/** Moves a referral by the state machine and keeps the step. The row stays locked until the transaction ends. */
export async function moveReferral(
  trx: Trx,
  reference: string,
  event: ReferralEvent,
  actor: ReferralActor,
  at: Date,
  note?: string,
): Promise<Transition | { readonly is: 'unknown' }> {
  const row = await trx
    .selectFrom('referrals')
    .select('state')
    .where('reference', '=', reference)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return { is: 'unknown' };
  const moved = next(row.state, event, actor);
  if (moved.is === 'refused') return moved;
  await trx
    .updateTable('referrals')
    .set({ state: moved.to, changed_at: at })
    .where('reference', '=', reference)
    .execute();
  await record(trx, reference, moved.to, actor, at, note);
  return moved;
}

/** The client erased the conversation: reference, state and history stay; what was not delivered yet never will be. */
export async function eraseReferrals(trx: Trx, conversation: string, at: Date): Promise<void> {
  const rows = await trx
    .selectFrom('referrals')
    .select(['reference', 'state'])
    .where('conversation', '=', conversation)
    .forUpdate()
    .execute();
  for (const { reference, state } of rows) {
    if (state === 'submitted' || state === 'parked') {
      await moveReferral(trx, reference, 'withdraw', 'client', at, 'erased');
    }
    await dropDeliveries(trx, [reference], at, 'erased');
  }
  await trx
    .updateTable('referrals')
    .set({ payload: null, desk_id: null, conversation: null })
    .where('conversation', '=', conversation)
    .execute();
}

async function dropDeliveries(trx: Trx, references: readonly string[], at: Date, reason: string): Promise<void> {
  await trx
    .updateTable('deliveries')
    .set({ state: 'dropped', reason, changed_at: at })
    .where('reference', 'in', references)
    .where('state', 'in', ['waiting', 'parked'])
    .execute();
}

async function record(
  queries: Queries,
  reference: string,
  state: ReferralState,
  actor: ReferralActor,
  at: Date,
  note?: string,
): Promise<void> {
  await queries
    .insertInto('referral_events')
    .values({ reference, state, actor, at, note: note ?? null })
    .execute();
}
