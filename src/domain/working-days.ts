/**
 * The working days of Belgium: Monday to Friday, but for the ten legal holidays (law of 4 January 1974 on holidays; royal
 * decree of 18 April 1974, article 1). The day that an employer gives instead of a holiday in the weekend is agreed in
 * each house on its own and is nobody else's day off, so it counts as a working day here.
 */
import type { IsoDate } from './facts.ts';

const DAY_MS = 86_400_000;
/** Every year on the same day: New Year, Labour Day, the national day, Assumption, All Saints, Armistice, Christmas. */
const FIXED = ['01-01', '05-01', '07-21', '08-15', '11-01', '11-11', '12-25'] as const;
/** Days after Easter Sunday: Easter Monday, Ascension, Whit Monday. */
const AFTER_EASTER = [1, 39, 50] as const;

/** Made once: building a formatter costs a millisecond. */
const BELGIUM = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels' });

/** The day on the calendar in Belgium at this moment. */
export function dayInBelgium(at: Date): IsoDate {
  return BELGIUM.format(at);
}

/** The ten legal holidays of a year of the Gregorian calendar, in order. */
export function legalHolidays(year: number): readonly IsoDate[] {
  const easter = easterSunday(year);
  const moving = AFTER_EASTER.map((days) => plusDays(easter, days));
  return [...FIXED.map((day) => `${year}-${day}`), ...moving].toSorted();
}

export function isWorkingDay(day: IsoDate): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidaysOf(Number(day.slice(0, 4))).has(day);
}

/**
 * How many working days in Belgium have come since: the day of `from` itself does not count, the day of `to` does.
 * From a Monday to the Monday after it is 5; to a moment before `from` it is 0.
 */
export function workingDaysBetween(from: Date, to: Date): number {
  const last = dayInBelgium(to);
  let count = 0;
  for (let day = plusDays(dayInBelgium(from), 1); day <= last; day = plusDays(day, 1)) {
    if (isWorkingDay(day)) count += 1;
  }
  return count;
}

const years = new Map<number, ReadonlySet<IsoDate>>();
function holidaysOf(year: number): ReadonlySet<IsoDate> {
  const known = years.get(year) ?? new Set(legalHolidays(year));
  years.set(year, known);
  return known;
}

/** Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): IsoDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return isoDay(Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1));
}

const plusDays = (day: IsoDate, days: number): IsoDate => isoDay(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);
const isoDay = (ms: number): IsoDate => new Date(ms).toISOString().slice(0, 10);
