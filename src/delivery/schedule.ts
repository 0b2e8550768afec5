/** When a delivery that failed is tried again. */

/**
 * Minutes after each failed attempt: quick at first (greylisting, a restart), then patient; at least 24 h in all.
 * Own table because pg-boss's backoff takes its jitter off the pause, so that nothing can be said of the sum.
 */
const PAUSES_IN_MINUTES = [1, 2, 5, 10, 20, 40, 60, 90, 120, 180, 240, 300, 420] as const;
/** Added on top, so that many referrals to one desk do not knock together; below what would make a pause shrink. */
const JITTER = 0.25;

export const MAX_ATTEMPTS = PAUSES_IN_MINUTES.length + 1;

/** The earliest time of the attempt after `attempt` (1 for the first), which failed at `now`; random gives 0 to 1. */
export function nextTry(attempt: number, now: Date, random: () => number): Date {
  const minutes = PAUSES_IN_MINUTES[attempt - 1];
  if (minutes === undefined) throw new RangeError(`There is no attempt after number ${attempt}.`);
  return new Date(now.getTime() + minutes * 60_000 * (1 + JITTER * random()));
}
