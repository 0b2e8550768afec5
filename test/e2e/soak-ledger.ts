/** After the soak: does what the database says was sent agree with what was received, and with what people were told? */
import type { Database } from '../../src/storage/database.ts';
import type { Diary } from './soak-diary.ts';

interface Verdict {
  readonly problems: readonly string[];
  /** Counts for the summary. */
  readonly referrals: number;
  readonly letters: number;
  readonly repeats: number;
  readonly events: number;
  readonly presses: number;
}

export async function judge({ db }: Database, diary: Diary, desk: string): Promise<Verdict> {
  const problems: string[] = [];
  const agree = (what: string, said: Iterable<string> | number, found: Iterable<string> | number) => {
    const [one, other] = [said, found].map((all) => (typeof all === 'number' ? all : [...all].toSorted().join(' ')));
    if (one !== other) problems.push(`${what}: ${one} against ${other}`);
  };

  const referrals = await db.selectFrom('referrals').select(['reference', 'state']).execute();
  const told = diary.of('told').map(({ reference }) => reference);
  agree(
    'referrals told to people against referrals kept',
    told,
    referrals.map(({ reference }) => reference),
  );
  const twice = told.filter((one, at) => told.indexOf(one) !== at);
  if (twice.length > 0) problems.push(`told twice: ${twice.join(' ')}`);

  const deliveries = await db
    .selectFrom('deliveries')
    .select(['reference', 'channel', 'state', 'reason', 'about', 'audience'])
    .execute();
  const kindOf = (channel: object) => (channel as { readonly kind?: string }).kind ?? 'none';
  const done = (kind: string) =>
    deliveries.filter(({ channel, state }) => state === 'done' && kindOf(channel) === kind);
  const open = deliveries.filter(({ state }) => state === 'waiting' || state === 'parked');
  for (const { reference, channel, state, reason } of open)
    problems.push(`${reference} ${kindOf(channel)}: ${state} ${reason}`);

  const letters = diary.of('letter');
  const lettersTo = (isIn: (to: string) => boolean) =>
    new Set(letters.filter(({ to }) => isIn(to)).map(({ id }) => id));
  agree('letters to the desk sent against received', done('email').length, lettersTo((to) => to === desk).size);
  agree('letters to clients sent against received', done('client-email').length, lettersTo((to) => to !== desk).size);
  const events = new Set(diary.of('event').map(({ id }) => id));
  agree('events sent against received', done('webhook').length, events.size);

  const history = await db.selectFrom('referral_events').select(['reference', 'event', 'actor']).execute();
  for (const [reference, lines] of Map.groupBy(history, (line) => line.reference)) {
    for (const [event, again] of Map.groupBy(lines, (line) => line.event)) {
      if (again.length > 1) problems.push(`${reference}: ${event} stands ${again.length} times in its history`);
    }
  }
  const pressed = diary.of('press');
  for (const [press, event] of [
    ['accept', 'accept'],
    ['decline', 'decline'],
    ['withdraw', 'withdraw'],
  ] as const) {
    const count = (took: string) => pressed.filter((one) => one.press === press && one.took === took).length;
    const kept = history.filter((line) => line.event === event).length;
    if (kept < count('yes') || kept > count('yes') + count('unsure'))
      problems.push(`${press}: ${count('yes')} pressed for sure, ${count('unsure')} perhaps, ${kept} kept`);
  }
  return {
    problems,
    referrals: referrals.length,
    letters: new Set(letters.map(({ id }) => id)).size,
    repeats: letters.length - new Set(letters.map(({ id }) => id)).size,
    events: events.size,
    presses: pressed.filter(({ took }) => took === 'yes').length,
  };
}
