/** How long someone is in Belgium on the day of registration: months and years as told, never finer. */
import type { IsoDate, MonthOrYear } from './facts.ts';

export type Stay = 'under' | 'limit-or-over' | 'either' | 'in-future';

/**
 * Whether fewer than `years` full years lie between the told month (counted from its first day) and a day.
 * A year without a month is tried as January and as December; `either` when the two disagree.
 */
export function measureStay(since: MonthOrYear, day: IsoDate, years: number): Stay {
  const [earliest, latest] = since.length === 4 ? [`${since}-01`, `${since}-12`] : [since, since];
  if (`${earliest}-01` > day) return 'in-future';
  const over = day >= anniversary(earliest, years);
  const overAtLeast = day >= anniversary(latest, years);
  if (over !== overAtLeast) return 'either';
  return over ? 'limit-or-over' : 'under';
}

/** The first day on which that many full years have passed. */
export function anniversary(month: string, years: number): IsoDate {
  const year = Number(month.slice(0, 4)) + years;
  return `${String(year).padStart(4, '0')}${month.slice(4)}-01`;
}
