/** When each recurring duty last came to its end, in whichever process: one that stopped running is seen by its age. */
import type { Database } from './database.ts';
import type { Clock } from './ports.ts';

interface Chore {
  readonly cron: string;
  readonly run: () => Promise<unknown>;
}

/** The same chores; each writes down its success, and none when it throws. */
export function noteSuccesses<Name extends string>(
  { db }: Database,
  now: Clock,
  chores: { readonly [name in Name]: Chore },
): { readonly [name in Name]: Chore } {
  const noted = Object.entries<Chore>(chores).map(([name, { cron, run }]) => {
    const runAndNote = async () => {
      await run();
      const succeeded_at = now();
      await db
        .insertInto('chores')
        .values({ name, succeeded_at })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ succeeded_at }))
        .execute();
    };
    return [name, { cron, run: runAndNote }];
  });
  return Object.fromEntries(noted) as { readonly [name in Name]: Chore };
}

/** By name; a chore that never succeeded is not there. */
export async function lastSuccesses({ db }: Database): Promise<{ readonly [name: string]: Date }> {
  const rows = await db.selectFrom('chores').selectAll().execute();
  return Object.fromEntries(rows.map(({ name, succeeded_at }) => [name, succeeded_at]));
}
