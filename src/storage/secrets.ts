/** Keys that we make for ourselves, kept with the data so that every process and every restart has the same. */
import { randomBytes } from 'node:crypto';
import type { Database } from './database.ts';

/** The secret of this name: 256 bits of chance, made when it is first asked for. */
export async function keepSecret({ db }: Database, name: string): Promise<string> {
  const value = randomBytes(32).toString('base64url');
  await db
    .insertInto('secrets')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const kept = await db.selectFrom('secrets').select('value').where('name', '=', name).executeTakeFirstOrThrow();
  return kept.value;
}
