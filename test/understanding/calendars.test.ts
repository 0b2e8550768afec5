import { describe, expect, it } from 'vitest';
import { calendarOfYear, toGregorian } from '../../src/understanding/calendars.ts';

describe('other calendars', () => {
  it.each([
    ['persian', 1400, 7, 1, '2021-09-23'],
    ['persian', 1402, 1, 1, '2023-03-21'],
    ['persian', 1403, 12, 30, '2025-03-20'],
    ['islamic', 1443, 1, 1, '2021-08-09'],
    ['islamic', 1445, 9, 1, '2024-03-11'],
  ] as const)('%s %d-%d-%d is %s', (calendar, year, month, day, gregorian) => {
    expect(toGregorian(calendar, year, month, day)).toBe(gregorian);
  });

  it('say so when a day does not exist', () => {
    expect(toGregorian('persian', 1402, 12, 30)).toBeUndefined();
  });

  it.each([
    [1402, 'persian'],
    [1444, 'islamic'],
    [2023, 'gregorian'],
    [1850, undefined],
    [9000, undefined],
  ])('the year %d is %s', (year, calendar) => {
    expect(calendarOfYear(year)).toBe(calendar);
  });
});
