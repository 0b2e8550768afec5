/** Counsellors' accounts: one for each e-mail address. */
import { randomUUID } from 'node:crypto';
import type { Counsellor, CounsellorStore } from '../counsellors/ports.ts';
import type { Database } from './database.ts';
import type { Clock } from './ports.ts';

const COLUMNS = ['id', 'email', 'name', 'organisation', 'language', 'epoch'] as const;

/** The accounts; `find` also serves delivery, that has to know where a counsellor reads mail and in which language. */
export function createCounsellors({ db }: Database, now: Clock): CounsellorStore {
  return {
    async enter(email, language): Promise<Counsellor> {
      const at = now();
      return db
        .insertInto('counsellors')
        .values({
          id: randomUUID(),
          email: email.toLowerCase(),
          name: '',
          organisation: '',
          language,
          created_at: at,
          seen_at: at,
        })
        .onConflict((conflict) => conflict.column('email').doUpdateSet({ seen_at: at }))
        .returning(COLUMNS)
        .executeTakeFirstOrThrow();
    },

    find: (id) => db.selectFrom('counsellors').select(COLUMNS).where('id', '=', id).executeTakeFirst(),

    async change(id, to) {
      if (Object.keys(to).length === 0) return;
      await db.updateTable('counsellors').set(to).where('id', '=', id).execute();
    },

    async endSessions(id) {
      await db
        .updateTable('counsellors')
        .set((eb) => ({ epoch: eb('epoch', '+', 1) }))
        .where('id', '=', id)
        .execute();
    },
  };
}
