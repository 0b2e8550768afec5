/** Invites: how a counsellor forwards a client, and what became of it. */
import type { OpenInvite } from '../bot/ports.ts';
import type { Client, InviteStore, Known } from '../counsellors/ports.ts';
import { clientStatus, isDeskSilent, lastMove, REMIND_AFTER_DAYS } from '../domain/client-status.ts';
import type { HistoryLine } from '../domain/follow-up.ts';
import type { FindContinued } from '../web/ports.ts';
import type { Database } from './database.ts';
import { hashResumeCode, isLocal } from './keys.ts';
import type { Links } from './links.ts';
import type { Clock } from './ports.ts';

/** Days in which an invite can be opened; its link lives as long. */
export const INVITE_DAYS = 30;
const DAY_MS = 86_400_000;
/** Codes are hashed slowly on purpose; so many at once leave a thread for everybody else. */
const HASHES_AT_ONCE = 2;

export interface Invites extends InviteStore {
  readonly open: OpenInvite;
  /** The conversation behind a `continue` link to an invite, for as long as it lasts. */
  readonly findContinued: FindContinued;
}

export function createInvites({ db }: Database, links: Links, now: Clock): Invites {
  const rowsOf = (counsellor: string) =>
    db
      .selectFrom('invites')
      .leftJoin('conversations', 'conversations.key', 'invites.conversation')
      .leftJoin('referrals', 'referrals.reference', 'invites.reference')
      .select([
        'invites.id',
        'invites.label',
        'invites.email',
        'invites.language',
        'invites.together',
        'invites.conversation',
        'invites.opened_by_mail',
        'invites.reference',
        'invites.created_at',
        'invites.expires_at',
        'invites.started_at',
        'invites.reminded_at',
        'invites.mail_refused_at',
        'invites.revoked_at',
        'invites.code_hash',
        'conversations.touched_at',
        'referrals.state',
        'referrals.desk_id',
      ])
      .where('invites.counsellor', '=', counsellor);
  type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

  const historyOf = async (references: readonly string[]) => {
    if (references.length === 0) return new Map<string, HistoryLine[]>();
    const lines = await db
      .selectFrom('referral_events')
      .select(['reference', 'id', 'event', 'state', 'actor', 'at', 'note', 'body'])
      .where('reference', 'in', references)
      .orderBy('id')
      .execute();
    return Map.groupBy(lines, ({ reference }) => reference);
  };

  const describe = (row: Row, history: readonly HistoryLine[]): Client => {
    const at = now();
    const times = {
      startedAt: row.started_at,
      expiresAt: row.expires_at,
      revokedAt: row.revoked_at,
      // A counsellor can revoke only what still has its code.
      erased: row.revoked_at !== null && row.code_hash === null,
      // An invite was made, or made anew, so many days before it ends.
      lastAt:
        lastMove(history)?.at ??
        latest(
          row.revoked_at,
          row.started_at && row.touched_at,
          row.started_at,
          row.reminded_at,
          new Date(row.expires_at.getTime() - INVITE_DAYS * DAY_MS),
        ),
      referral: row.state,
    };
    return {
      id: row.id,
      label: row.label,
      email: row.email,
      language: row.language,
      status: clientStatus(times, at),
      together: row.together,
      lastAt: times.lastAt,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      startedAt: row.started_at,
      remindedAt: row.reminded_at,
      mailRefusedAt: row.mail_refused_at,
      conversation: row.conversation,
      openedByMail: row.opened_by_mail,
      reference: row.reference,
      deskId: row.desk_id,
      silent: isDeskSilent(history, at),
      history,
    };
  };

  const revokeLinks = async (id: string) => {
    await links.revoke('invite', id);
    await links.revoke('mailed-invite', id);
  };
  const theirs = (counsellor: string, id: string) =>
    db.updateTable('invites').where('id', '=', id).where('counsellor', '=', counsellor);

  return {
    async add(counsellor, given) {
      // What is there already stays as it is, and its code need not be hashed again.
      const ids = given.map(({ id }) => id);
      const there = await db.selectFrom('invites').select('id').where('id', 'in', ids).execute();
      const invites = given.filter(({ id }) => !there.some((one) => one.id === id));
      if (invites.length === 0) return;
      const created_at = now();
      const expires_at = new Date(created_at.getTime() + INVITE_DAYS * DAY_MS);
      const hashes = await hashAll(invites.map(({ code }) => code));
      const rows = invites.map(({ id, label, email, language, known, together }, at) => ({
        id,
        counsellor,
        code_hash: hashes[at] ?? null,
        label,
        email,
        language,
        known: JSON.stringify(known),
        together,
        conversation: null,
        reference: null,
        created_at,
        expires_at,
        started_at: null,
        reminded_at: null,
        revoked_at: null,
      }));
      // One statement: all of them or none.
      await db
        .insertInto('invites')
        .values(rows)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },

    async list(counsellor) {
      const rows = await rowsOf(counsellor).execute();
      const histories = await historyOf(rows.flatMap(({ reference }) => reference ?? []));
      return rows
        .map((row) => describe(row, histories.get(row.reference ?? '') ?? []))
        .sort((a, b) => b.lastAt.getTime() - a.lastAt.getTime() || (a.id < b.id ? -1 : 1));
    },

    async find(counsellor, id) {
      const row = await rowsOf(counsellor).where('invites.id', '=', id).executeTakeFirst();
      if (row === undefined) return undefined;
      const histories = await historyOf(row.reference === null ? [] : [row.reference]);
      return describe(row, histories.get(row.reference ?? '') ?? []);
    },

    async knownOf(counsellor, id) {
      const row = await db
        .selectFrom('invites')
        .select('known')
        .where('id', '=', id)
        .where('counsellor', '=', counsellor)
        .executeTakeFirst();
      return (row?.known ?? {}) as Known;
    },

    async sitTogether(counsellor, id) {
      const sitting = await theirs(counsellor, id)
        .set({ together: true })
        .where('started_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return sitting !== undefined;
    },

    async revoke(counsellor, id) {
      const revoked = await theirs(counsellor, id)
        .set({ revoked_at: now(), known: null })
        .where('started_at', 'is', null)
        .where('revoked_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      if (revoked !== undefined) await revokeLinks(id);
      return revoked !== undefined;
    },

    async renew(counsellor, id, code, expiresAt) {
      const row = await db
        .selectFrom('invites')
        .leftJoin('conversations', 'conversations.key', 'invites.conversation')
        .select(['invites.known', 'conversations.state', 'invites.started_at'])
        .where('id', '=', id)
        .where('counsellor', '=', counsellor)
        .executeTakeFirst();
      if (row === undefined) return false;
      const known = row.known ?? (row.started_at === null ? {} : answersBy('counsellor', row.state));
      // The conversation of before stays tied to it until another begins: whoever goes on there is still heard of.
      const renewed = await theirs(counsellor, id)
        .set({
          code_hash: await hashResumeCode(code),
          known: JSON.stringify(known),
          expires_at: expiresAt,
          started_at: null,
          revoked_at: null,
          // Whoever opens it now may sit at home: nobody looks on until the two sit down together again.
          together: false,
        })
        .where('reference', 'is', null)
        .where((eb) => eb.or([eb('revoked_at', 'is', null), eb('code_hash', 'is not', null)]))
        .returning('id')
        .executeTakeFirst();
      return renewed !== undefined;
    },

    remind: (counsellor, id, queue) =>
      db.transaction().execute(async (trx) => {
        const at = now();
        const weekAgo = new Date(at.getTime() - REMIND_AFTER_DAYS * DAY_MS);
        const reminded = await trx
          .updateTable('invites')
          .set({ reminded_at: at, mail_refused_at: null })
          .where('id', '=', id)
          .where('counsellor', '=', counsellor)
          .where('email', 'is not', null)
          .where((eb) => eb.or([eb('reminded_at', 'is', null), eb('reminded_at', '<=', weekAgo)]))
          .returning('id')
          .executeTakeFirst();
        if (reminded !== undefined) await queue(trx);
        return reminded !== undefined;
      }),

    refuseMail: (id, queuedAt, queue) =>
      db.transaction().execute(async (trx) => {
        const refused = await trx
          .updateTable('invites')
          .set({ reminded_at: null, mail_refused_at: now() })
          .where('id', '=', id)
          // Not of a letter that was put up after this one.
          .where('reminded_at', '<=', queuedAt)
          .returning(['counsellor', 'label'])
          .executeTakeFirst();
        if (refused === undefined) return;
        const { email, language } = await trx
          .selectFrom('counsellors')
          .select(['email', 'language'])
          .where('id', '=', refused.counsellor)
          .executeTakeFirstOrThrow();
        await queue({ email, language, label: refused.label }, trx);
      }),

    async findContinued(token) {
      const link = await links.read('continue', token);
      if (link.is !== 'valid') return { is: link.is === 'bad' ? 'unknown' : 'gone' };
      const row = await db
        .selectFrom('invites')
        .select('conversation')
        .where('id', '=', link.subject)
        .executeTakeFirst();
      const conversationId = row?.conversation ?? undefined;
      // A conversation in Teams goes on in Teams.
      return conversationId !== undefined && isLocal(conversationId) ? { is: 'found', conversationId } : { is: 'gone' };
    },

    async open(codeOrToken) {
      const shown = await links.read('invite', codeOrToken);
      const link = shown.is === 'bad' ? await links.read('mailed-invite', codeOrToken) : shown;
      if (link.is === 'expired' || link.is === 'revoked') return { is: 'expired' };
      const found = db
        .selectFrom('invites')
        .innerJoin('counsellors', 'counsellors.id', 'invites.counsellor')
        .select([
          'invites.id',
          'invites.language',
          'invites.known',
          'invites.together',
          'invites.started_at',
          'invites.revoked_at',
          'invites.expires_at',
          'counsellors.name',
          'counsellors.organisation',
          'counsellors.email',
        ]);
      const row = await (link.is === 'valid'
        ? found.where('invites.id', '=', link.subject)
        : found.where('invites.code_hash', '=', await hashResumeCode(codeOrToken))
      ).executeTakeFirst();
      if (row === undefined) return { is: 'unknown' };
      if (row.started_at !== null) return { is: 'used' };
      if (row.revoked_at !== null || row.expires_at <= now()) return { is: 'expired' };
      return {
        is: 'open',
        id: row.id,
        byMail: link !== shown && link.is === 'valid',
        language: row.language,
        known: (row.known ?? {}) as Known,
        together: row.together,
        referrer: { name: row.name, organisation: row.organisation, returnTo: row.email },
      };
    },
  };
}

const latest = (...times: readonly (Date | null)[]): Date =>
  new Date(Math.max(...times.map((time) => time?.getTime() ?? 0)));

/** The answers in a conversation's state that one author gave; those of the client are nobody else's. */
function answersBy(author: 'counsellor', state: object | null): Known {
  const { answers = {} } = (state ?? {}) as { answers?: { [question: string]: { by: string; value: unknown } } };
  return Object.fromEntries(
    Object.entries(answers).flatMap(([question, { by, value }]) => (by === author ? [[question, value]] : [])),
  );
}

async function hashAll(codes: readonly string[]): Promise<readonly string[]> {
  const hashes: string[] = [];
  for (let from = 0; from < codes.length; from += HASHES_AT_ONCE) {
    hashes.push(...(await Promise.all(codes.slice(from, from + HASHES_AT_ONCE).map(hashResumeCode))));
  }
  return hashes;
}
