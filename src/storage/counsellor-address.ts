/** Where a counsellor is told of a client, and how they call that client: delivery's CounsellorAddress. */
import type { CounsellorAddress } from '../delivery/ports.ts';
import type { Database } from './database.ts';

/** @param isAllowed whether an address may (still) be a counsellor's */
export function createCounsellorAddress({ db }: Database, isAllowed: (email: string) => boolean): CounsellorAddress {
  return async (counsellor, reference) => {
    const row = await db
      .selectFrom('counsellors')
      .leftJoin('invites', (join) =>
        join.onRef('invites.counsellor', '=', 'counsellors.id').on('invites.reference', '=', reference),
      )
      .select(['counsellors.email', 'counsellors.name', 'counsellors.language', 'invites.label'])
      .where('counsellors.id', '=', counsellor)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { email, name, language, label } = row;
    return { email, name, language, label: label ?? undefined, allowed: isAllowed(email) };
  };
}
