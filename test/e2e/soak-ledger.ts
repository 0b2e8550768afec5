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
  const referrals = await db.selectFrom('referrals').select(['reference', 'state']).execute();
  const told = diary.of('told').map(({ reference }) => reference);
  const [said, kept] = [told, referrals.map(({ reference }) => reference)].map((all) => all.toSorted().join(' '));
  if (said !== kept) problems.push(`referrals told to people against referrals kept: ${said} against ${kept}`);
  const twice = told.filter((one, at) => told.indexOf(one) !== at);
  if (twice.length > 0) problems.push(`told twice: ${twice.join(' ')}`);

  const deliveries = await db
    .selectFrom('deliveries')
    .select(['reference', 'channel', 'state', 'reason', 'about', 'audience', 'perhaps_sent', 'sending'])
    .execute();
  const mayBeThere = (one: (typeof deliveries)[number]) => one.state === 'dropped' && (one.perhaps_sent || one.sending);
  const kindOf = (channel: object) => (channel as { readonly kind?: string }).kind ?? 'none';
  /** As many as are done, and perhaps those that a withdrawal stopped while they went out. */
  const agreeOn = (what: string, kind: string, received: number) => {
    const ofKind = deliveries.filter(({ channel }) => kindOf(channel) === kind);
    const done = ofKind.filter(({ state }) => state === 'done').length;
    const perhaps = ofKind.filter(mayBeThere).length;
    if (received < done || received > done + perhaps)
      problems.push(`${what}: ${done} sent for sure, ${perhaps} perhaps, ${received} received`);
  };
  const open = deliveries.filter(({ state }) => state === 'waiting' || state === 'parked');
  for (const { reference, channel, state, reason } of open)
    problems.push(`${reference} ${kindOf(channel)}: ${state} ${reason}`);

  const letters = diary.of('letter');
  const lettersTo = (isIn: (to: string) => boolean) =>
    new Set(letters.filter(({ to }) => isIn(to)).map(({ id }) => id));
  agreeOn('letters to the desk', 'email', lettersTo((to) => to === desk).size);
  agreeOn('letters to clients', 'client-email', lettersTo((to) => to !== desk).size);
  const events = new Set(diary.of('event').map(({ id }) => id));
  agreeOn('events', 'webhook', events.size);

  // Who may have what was withdrawn is asked to delete it.
  for (const one of deliveries.filter((all) => all.about === null && mayBeThere(all))) {
    const recalled = deliveries.some(
      ({ reference, about, audience, channel }) =>
        reference === one.reference && about !== null && audience === 'desk' && kindOf(channel) === kindOf(one.channel),
    );
    if (!recalled) problems.push(`${one.reference} ${kindOf(one.channel)}: perhaps sent, withdrawn and not recalled`);
  }

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
