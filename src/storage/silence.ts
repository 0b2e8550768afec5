/** Which desks are silent, and saying so: in the history, where telling whoever must hear is one transaction with it. */
import type { HistoryLine } from '../domain/follow-up.ts';
import type { ReferralState } from '../domain/referral.ts';
import {
  FIRST_REMINDER_DAYS,
  isLongEnough,
  remarksDue,
  type Silence,
  STATES_OF_A_DESK_STEP,
  silenceOf,
} from '../domain/silence.ts';
import { dayInBelgium, isWorkingDay } from '../domain/working-days.ts';
import type { Database } from './database.ts';
import type { Clock } from './ports.ts';
import type { Referrals } from './referrals.ts';

const DAY_MS = 86_400_000;

export interface Reminded {
  readonly desks: number;
  readonly counsellors: number;
}

/**
 * Reminds of every silence that is long enough; nothing on a day on which desks do not work. Running it twice, or in two
 * processes at once, says nothing twice: a line is written only where no other came after those that were read.
 *
 * @throws AggregateError of what failed, after all the others had their turn
 */
export async function remindOfSilence(database: Database, referrals: Referrals, now: Clock): Promise<Reminded> {
  let desks = 0;
  let counsellors = 0;
  if (!isWorkingDay(dayInBelgium(now()))) return { desks, counsellors };

  async function remindOf(reference: string): Promise<void> {
    for (;;) {
      const record = await referrals.find(reference);
      const silence = record && silenceOf(record.state, record.history);
      const [remark] = silence === undefined ? [] : remarksDue(silence, now());
      const after = record?.history.at(-1)?.id;
      if (remark === undefined || after === undefined) return;
      // Refused: something happened since it was read. It is read again, and mostly nothing is due any more.
      const said = await referrals.remark(reference, remark, 'system', { after });
      if (said.is !== 'moved') continue;
      if (remark === 'remind-desk') desks += 1;
      else counsellors += 1;
    }
  }

  const errors: unknown[] = [];
  for (const { reference, silence } of await findSilences(database, now())) {
    if (remarksDue(silence, now()).length > 0) await remindOf(reference).catch((error) => errors.push(error));
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} silences could not be spoken of`);
  return { desks, counsellors };
}

/** How many referrals wait for a step of their desk for longer than it takes to be reminded. */
export async function countSilent(database: Database, now: Clock): Promise<number> {
  return (await findSilences(database, now())).filter(({ silence }) => isLongEnough(silence, 'remind-desk', now()))
    .length;
}

async function findSilences(
  { db }: Database,
  now: Date,
): Promise<readonly { readonly reference: string; readonly silence: Silence }[]> {
  const rows = await db
    .selectFrom('referrals')
    .innerJoin('referral_events', 'referral_events.reference', 'referrals.reference')
    .select(['referrals.reference', 'referrals.state', 'id', 'event', 'at'])
    // Of all that is said only the day of a first appointment matters here.
    .select((eb) => eb.case().when('event', '=', 'accept').then(eb.ref('body')).end().as('body'))
    .where('referrals.state', 'in', STATES_OF_A_DESK_STEP)
    .where('changed_at', '<=', new Date(now.getTime() - FIRST_REMINDER_DAYS * DAY_MS))
    .orderBy('id')
    .execute();
  const histories = new Map<
    string,
    { state: ReferralState; lines: Pick<HistoryLine, 'id' | 'event' | 'at' | 'body'>[] }
  >();
  for (const { reference, state, ...line } of rows) {
    const known = histories.get(reference);
    if (known === undefined) histories.set(reference, { state, lines: [line] });
    else known.lines.push(line);
  }
  return [...histories].flatMap(([reference, { state, lines }]) => {
    const silence = silenceOf(state, lines);
    return silence === undefined ? [] : [{ reference, silence }];
  });
}
