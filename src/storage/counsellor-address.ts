/** Where a counsellor is told of a client, and how they call that client: delivery's CounsellorAddress. */
import type { CounsellorAddress } from '../delivery/ports.ts';
import type { Database } from './database.ts';

export function createCounsellorAddress({ db }: Database): CounsellorAddress {
  return async (counsellor, reference) => {
    const row = await db
      .selectFrom('counsellors')
      .leftJoin('invites', (join) =>
        join.onRef('invites.counsellor', '=', 'counsellors.id').on('invites.reference', '=', reference),
      )
      .select(['counsellors.email', 'counsellors.name', 'counsellors.language', 'invites.label'])
      .where('counsellors.id', '=', counsellor)
      .executeTakeFirst();
    return row && { email: row.email, name: row.name, language: row.language, label: row.label ?? undefined };
  };
}
