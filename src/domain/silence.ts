/**
 * When a desk is silent, and who hears of it (contract, section 6): five working days remind the desk, ten alert the
 * counsellor, once each in one silence.
 *
 * Silent is a desk whose step it is. That is so while a referral is `delivered` or `opened`; while it is `accepted`, from
 * the first appointment on where there is one; and while it is `needs-more`, from the client's answer on. Before that
 * answer it is the client's step. What is `parked` or still `submitted` has not reached the desk: operators see to it.
 * `declined`, `advised`, `closed` and `withdrawn` owe the client nothing more.
 */
import type { HistoryEvent, HistoryLine, ReferralRemark } from './follow-up.ts';
import type { ReferralState } from './referral.ts';
import { workingDaysBetween } from './working-days.ts';

/** Working days of silence until somebody hears of it. */
const REMINDERS = [
  { remark: 'remind-desk', days: 5 },
  { remark: 'alert-counsellor', days: 10 },
] as const;
/** The fewest working days after which anything is due; no fewer days on the calendar either. */
export const FIRST_REMINDER_DAYS = REMINDERS[0].days;

/** The states in which a desk can be silent. */
export const STATES_OF_A_DESK_STEP = ['delivered', 'opened', 'accepted', 'needs-more'] as const;

/** The lines with which a silence ends and the next one begins. */
const SIGNS_OF_LIFE: ReadonlySet<HistoryEvent> = new Set([
  'deliver',
  'open',
  'accept',
  'ask-more',
  'decline',
  'advise',
]);

type Line = Pick<HistoryLine, 'id' | 'event' | 'at' | 'body'>;

export interface Silence {
  readonly since: Date;
  /** What was said of this silence already. */
  readonly said: readonly ReferralRemark[];
}

/** @returns how long the desk has owed a step, or undefined while it owes none */
export function silenceOf(state: ReferralState, history: readonly Line[]): Silence | undefined {
  if (!(STATES_OF_A_DESK_STEP as readonly ReferralState[]).includes(state)) return undefined;
  const last = history.findLastIndex(({ event }) => SIGNS_OF_LIFE.has(event));
  const sign = history[last];
  if (sign === undefined) return undefined;
  const after = history.slice(last + 1);
  const since = state === 'needs-more' ? after.find(({ event }) => event === 'answer')?.at : laterOf(sign);
  if (since === undefined) return undefined;
  const said = REMINDERS.map(({ remark }) => remark).filter((remark) => after.some(({ event }) => event === remark));
  return { since, said };
}

/** @returns what is to be said of this silence now and was not said yet, the desk first */
export function remarksDue({ since, said }: Silence, now: Date): readonly ReferralRemark[] {
  const days = workingDaysBetween(since, now);
  return REMINDERS.filter((one) => days >= one.days && !said.includes(one.remark)).map(({ remark }) => remark);
}

/** Whether this silence has lasted long enough for this remark, said or not. */
export function isLongEnough({ since }: Silence, remark: (typeof REMINDERS)[number]['remark'], now: Date): boolean {
  const days = REMINDERS.find((one) => one.remark === remark)?.days ?? FIRST_REMINDER_DAYS;
  return workingDaysBetween(since, now) >= days;
}

/** Of an acceptance with a first appointment: the day of that appointment, when that comes later. */
function laterOf({ at, body }: Line): Date {
  const on = (body as { readonly appointment?: { readonly on?: unknown } | null } | null)?.appointment?.on;
  const day = typeof on === 'string' ? new Date(`${on}T12:00:00Z`) : at; // noon: that day in Belgium in every season
  return day > at ? day : at;
}
