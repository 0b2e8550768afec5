/**
 * Links that open one thing for whoever holds them: signed, so that a guess costs us no query; stored, so that they
 * expire, are used up and can be revoked. The same subject gets the same link until that one is revoked or past its
 * time: a mail that is sent twice holds one link, not two. A link that ended never comes back: its row stays.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Database, Queries } from './database.ts';
import type { Clock } from './ports.ts';

/**
 * `desk` and `status` open a referral, `invite` and `continue` an intake, `sign-in` and `api` a counsellor's account;
 * `mailed-invite` opens what `invite` does, and stands nowhere but in a letter to the client: whoever opens it has that
 * mailbox. `session` is what a signed-in browser holds in a cookie, `teams` links a chat to an account.
 */
type LinkPurpose =
  | 'desk'
  | 'status'
  | 'invite'
  | 'mailed-invite'
  | 'continue'
  | 'sign-in'
  | 'session'
  | 'api'
  | 'teams';

type LinkVerdict =
  | { readonly is: 'valid'; readonly id: string; readonly subject: string; readonly used: boolean }
  /** Forged, mistyped, or of another purpose: one more for the count of guesses. */
  | { readonly is: 'bad' }
  | { readonly is: 'expired' }
  | { readonly is: 'revoked' };

export interface Links {
  /** The token of the link to `subject`, made when it is first asked for; `seconds` counts from then. */
  make(purpose: LinkPurpose, subject: string, seconds: number): Promise<string>;
  read(purpose: LinkPurpose, token: string): Promise<LinkVerdict>;
  /** Uses a link up; false when it was used, revoked or past its time already: of two at once one gets true. */
  use(id: string): Promise<boolean>;
  /** Ends every link of this purpose to this subject; the next `make` gives another. */
  revoke(purpose: LinkPurpose, subject: string): Promise<void>;
}

const ID_SIGNS = 22;
const MAC_SIGNS = 22;
const TOKEN = new RegExp(`^[A-Za-z0-9_-]{${ID_SIGNS + MAC_SIGNS}}$`);

/** @param key at least 32 bytes, the same in every process of one database */
export function createLinks({ db }: Database, key: string, now: Clock): Links {
  const sign = (text: string, signs: number) =>
    createHmac('sha256', key).update(`link|${text}`).digest('base64url').slice(0, signs);
  const macOf = (purpose: LinkPurpose, id: string) => sign(`token|${purpose}|${id}`, MAC_SIGNS);

  return {
    async make(purpose, subject, seconds) {
      const created_at = now();
      const { over } = await db
        .selectFrom('links')
        .select((eb) => eb.fn.countAll<string>().as('over'))
        .where('purpose', '=', purpose)
        .where('subject', '=', subject)
        .where((eb) => eb.or([eb('revoked_at', 'is not', null), eb('expires_at', '<=', created_at)]))
        .executeTakeFirstOrThrow();
      const id = sign(`id|${purpose}|${over}|${subject}`, ID_SIGNS);
      const expires_at = new Date(created_at.getTime() + seconds * 1000);
      await db
        .insertInto('links')
        .values({ id, purpose, subject, created_at, expires_at, used_at: null, revoked_at: null })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      return id + macOf(purpose, id);
    },

    async read(purpose, token) {
      if (!TOKEN.test(token)) return { is: 'bad' };
      const id = token.slice(0, ID_SIGNS);
      const given = Buffer.from(token.slice(ID_SIGNS));
      if (!timingSafeEqual(given, Buffer.from(macOf(purpose, id)))) return { is: 'bad' };
      const row = await db.selectFrom('links').selectAll().where('id', '=', id).executeTakeFirst();
      if (row === undefined) return { is: 'expired' }; // ours once: forgotten since
      if (row.revoked_at !== null) return { is: 'revoked' };
      if (row.expires_at <= now()) return { is: 'expired' };
      return { is: 'valid', id, subject: row.subject, used: row.used_at !== null };
    },

    async use(id) {
      const used = await db
        .updateTable('links')
        .set({ used_at: now() })
        .where('id', '=', id)
        .where('used_at', 'is', null)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now())
        .returning('id')
        .executeTakeFirst();
      return used !== undefined;
    },

    revoke: (purpose, subject) => revokeLinks(db, [purpose], subject, now()),
  };
}

/** Ends every link of these purposes to this subject, with whatever else happens in the caller's transaction. */
export async function revokeLinks(
  queries: Queries,
  purposes: readonly LinkPurpose[],
  subject: string,
  at: Date,
): Promise<void> {
  await queries
    .updateTable('links')
    .set({ revoked_at: at })
    .where('purpose', 'in', purposes)
    .where('subject', '=', subject)
    .where('revoked_at', 'is', null)
    .execute();
}
