/** Years and months of the Persian and Islamic calendars, as the Gregorian day on which they begin. */

const DAY = 86_400_000;
const FORMATS = {
  persian: new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  }),
  islamic: new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  }),
} as const;
export type OtherCalendar = keyof typeof FORMATS;

/** Years that a newcomer can mean, and that overlap no other calendar in use here. */
export function calendarOfYear(year: number): 'gregorian' | OtherCalendar | undefined {
  if (year >= 1960 && year <= 2100) return 'gregorian';
  if (year >= 1375 && year <= 1412) return 'persian';
  if (year >= 1430 && year <= 1460) return 'islamic';
  return undefined;
}

/** The Gregorian `YYYY-MM-DD` of a day in another calendar; undefined when that calendar has no such day. */
export function toGregorian(calendar: OtherCalendar, year: number, month: number, day: number): string | undefined {
  // A first estimate, at most two days off; then the calendar itself decides.
  const estimate =
    calendar === 'persian'
      ? Date.UTC(year + 621, 2, 21) + ((month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30) + day - 1) * DAY
      : Date.UTC(622, 6, 19) + Math.round((year - 1) * 354.367 + (month - 1) * 29.53 + day - 1) * DAY;
  for (let off = -5; off <= 5; off++) {
    const parts = FORMATS[calendar].formatToParts(estimate + off * DAY);
    const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
    if (part('year') === year && part('month') === month && part('day') === day) {
      return new Date(estimate + off * DAY).toISOString().slice(0, 10);
    }
  }
  return undefined;
}
