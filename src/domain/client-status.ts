/** Where a forwarded client stands: derived from what happened, never kept beside it. */
import type { HistoryEvent, HistoryLine } from './follow-up.ts';
import type { ReferralState } from './referral.ts';
import { isLongEnough, silenceOf } from './silence.ts';

/** Before there is a referral; afterwards the state of the referral says it. */
export const INVITE_STATUSES = ['invited', 'started', 'stopped', 'expired', 'revoked', 'erased'] as const;
export type ClientStatus = (typeof INVITE_STATUSES)[number] | ReferralState;

/** Days without a sign of life after which somebody counts as stopped: time for a gentle word, not yet for giving up. */
const STOPPED_AFTER_DAYS = 7;
/** A client hears from us at most once in so many days. */
export const REMIND_AFTER_DAYS = 7;
const DAY_MS = 86_400_000;

export interface InviteTimes {
  readonly startedAt: Date | null;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  /** The client erased the conversation; nothing but these times is left. */
  readonly erased: boolean;
  /** Last sign of life: of the conversation, else of the invite itself. */
  readonly lastAt: Date;
  readonly referral: ReferralState | null;
}

/** @returns the one word for it at the moment `now` */
export function clientStatus(times: InviteTimes, now: Date): ClientStatus {
  if (times.referral !== null) return times.referral;
  if (times.erased) return 'erased';
  if (times.revokedAt !== null) return 'revoked';
  if (times.startedAt === null && times.expiresAt <= now) return 'expired';
  if (now.getTime() - times.lastAt.getTime() >= STOPPED_AFTER_DAYS * DAY_MS) return 'stopped';
  return times.startedAt === null ? 'invited' : 'started';
}

/** Whether the client may be mailed again. */
export function mayRemind(remindedAt: Date | null, now: Date): boolean {
  return remindedAt === null || now.getTime() - remindedAt.getTime() >= REMIND_AFTER_DAYS * DAY_MS;
}

/** What we write ourselves because nothing happened. */
const REMINDERS: readonly HistoryEvent[] = ['relink', 'remind-desk', 'alert-counsellor'];

/** The last thing that really happened; undefined for an empty history. */
export function lastMove<L extends Pick<HistoryLine, 'event'>>(history: readonly L[]): L | undefined {
  return history.findLast(({ event }) => !REMINDERS.includes(event));
}

/** Whether the desk has been silent for so long that the counsellor should know (domain/silence.ts). */
export function isDeskSilent(history: readonly HistoryLine[], now: Date): boolean {
  const state = history.at(-1)?.state;
  const silence = state && silenceOf(state, history);
  return silence !== undefined && isLongEnough(silence, 'alert-counsellor', now);
}
