import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayInBelgium, isWorkingDay, legalHolidays, workingDaysBetween } from '../../src/domain/working-days.ts';

/** Noon in Belgium, winter or summer. */
const noon = (day: string) => new Date(`${day}T11:00:00Z`);
const between = (from: string, to: string) => workingDaysBetween(noon(from), noon(to));

describe('the legal holidays of Belgium', () => {
  // Easter Monday, Ascension and Whit Monday as the federal government published them.
  it.each([
    [2024, ['2024-04-01', '2024-05-09', '2024-05-20']],
    [2025, ['2025-04-21', '2025-05-29', '2025-06-09']],
    [2026, ['2026-04-06', '2026-05-14', '2026-05-25']],
    [2027, ['2027-03-29', '2027-05-06', '2027-05-17']],
    [2028, ['2028-04-17', '2028-05-25', '2028-06-05']],
    [2029, ['2029-04-02', '2029-05-10', '2029-05-21']],
    [2030, ['2030-04-22', '2030-05-30', '2030-06-10']],
    // The two exceptions of the Gregorian tables: a week earlier than the plain sum would have it.
    [2049, ['2049-04-19', '2049-05-27', '2049-06-07']],
    [2076, ['2076-04-20', '2076-05-28', '2076-06-08']],
  ])('move with Easter in %i', (year, moving) => {
    const fixed = ['01-01', '05-01', '07-21', '08-15', '11-01', '11-11', '12-25'].map((day) => `${year}-${day}`);
    expect(legalHolidays(year)).toEqual([...fixed, ...moving].toSorted());
  });

  it('are ten, also where Ascension falls on 1 May', () => {
    expect(legalHolidays(2008)).toHaveLength(10);
    expect(new Set(legalHolidays(2008)).size).toBe(9);
  });

  it('put Easter on its earliest and its latest day', () => {
    expect(legalHolidays(2285)).toContain('2285-03-23'); // Sunday 22 March
    expect(legalHolidays(2038)).toContain('2038-04-26'); // Sunday 25 April
  });
});

describe('working days', () => {
  it.each([
    ['a week', '2026-11-23', '2026-11-30', 5],
    ['the same day', '2026-11-23', '2026-11-23', 0],
    ['the day after', '2026-11-23', '2026-11-24', 1],
    ['a Friday to the Monday after it', '2026-11-20', '2026-11-23', 1],
    ['a Saturday to the Sunday after it', '2026-11-21', '2026-11-22', 0],
    ['backwards', '2026-11-24', '2026-11-23', 0],
    ['over Armistice on a Wednesday', '2026-11-09', '2026-11-16', 4],
    ['over Christmas and New Year, both on a Friday', '2026-12-23', '2027-01-04', 6],
    ['over 1 November on a Sunday: no day is given for it', '2026-10-30', '2026-11-02', 1],
    ['over Easter', '2027-03-26', '2027-04-02', 4],
    ['over the bridge of Ascension, which is no legal holiday', '2027-05-05', '2027-05-07', 1],
  ])('%s: %s to %s', (_what, from, to, days) => {
    expect(between(from, to)).toBe(days);
  });

  it('end at midnight in Belgium, in winter and in summer', () => {
    expect(dayInBelgium(new Date('2026-11-23T22:59:59Z'))).toBe('2026-11-23');
    expect(dayInBelgium(new Date('2026-11-23T23:00:00Z'))).toBe('2026-11-24');
    expect(dayInBelgium(new Date('2026-07-06T21:59:59Z'))).toBe('2026-07-06');
    expect(dayInBelgium(new Date('2026-07-06T22:00:00Z'))).toBe('2026-07-07');
    // One second apart, one working day apart.
    expect(workingDaysBetween(new Date('2026-11-23T22:59:59Z'), new Date('2026-11-23T23:00:00Z'))).toBe(1);
  });

  it('go on when the clock is put forward or back', () => {
    expect(between('2026-03-27', '2026-03-30')).toBe(1);
    expect(between('2026-10-23', '2026-10-26')).toBe(1);
  });

  it('add up: to the middle and from there is the whole', () => {
    const day = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, day, day, (...days) => {
        const [from, middle, to] = days.toSorted((a, b) => a.getTime() - b.getTime()) as [Date, Date, Date];
        expect(workingDaysBetween(from, middle) + workingDaysBetween(middle, to)).toBe(workingDaysBetween(from, to));
      }),
      { numRuns: 50 },
    );
  });

  it('are at most five in any seven', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2500 }), (offset) => {
        const start = Date.UTC(2024, 0, 1) + offset * 86_400_000;
        const week = Array.from({ length: 7 }, (_, at) => new Date(start + at * 86_400_000).toISOString().slice(0, 10));
        expect(week.filter(isWorkingDay).length).toBeLessThanOrEqual(5);
      }),
      { numRuns: 50 },
    );
  });
});
