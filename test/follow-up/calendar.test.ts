/** The appointment as a calendar reads it. */
import { expect, test } from 'vitest';
import type { HistoryLine } from '../../src/domain/follow-up.ts';
import { appointmentIn } from '../../src/domain/last-said.ts';
import { makeCalendar } from '../../src/follow-up/calendar.ts';

const DESK = { name: 'Loket Gent', website: 'https://desk.example.org/' };
const WORDS = {
  title: ({ desk, how }: { desk: string; how: string }) => `Afspraak: ${desk} (${how})`,
  note: (reference: string) => `Code: ${reference}`,
};
const MEETING = {
  on: '2026-11-30',
  at: '09:30',
  minutes: 90,
  how: 'visit' as const,
  place: 'Straat 1; bus 2, 9000 Gent',
};

let id = 0;
const line = (event: HistoryLine['event'], body: object | null = null) => {
  id += 1;
  return { id, event, body, at: new Date(Date.UTC(2026, 10, 23, 8, id)) };
};
const accept = (change: object | null = {}) =>
  line('accept', { appointment: change === null ? null : { ...MEETING, ...change }, note: '' });

/** The properties of the event, lines unfolded (RFC 5545, section 3.1), values unescaped (3.3.11). */
function parse(ics: string): { readonly [name: string]: string } {
  expect(ics.split('\r\n').every((one) => !one.includes('\n') && Buffer.byteLength(one) <= 75)).toBe(true);
  const lines = ics.replaceAll(/\r\n[ \t]/g, '').split('\r\n');
  const event = lines.slice(lines.indexOf('BEGIN:VEVENT') + 1, lines.indexOf('END:VEVENT'));
  return Object.fromEntries(
    [...lines.filter((one) => one.startsWith('METHOD')), ...event].map((one) => {
      const colon = one.indexOf(':');
      return [one.slice(0, colon), one.slice(colon + 1).replaceAll(/\\([;,\\])/g, '$1')];
    }),
  );
}
const calendarOf = (...history: readonly ReturnType<typeof line>[]) => {
  const kept = appointmentIn(history);
  return kept === undefined ? undefined : makeCalendar('WW-T3ST-0001-X2', DESK, kept, WORDS);
};

test('day, hour, length, place and desk, in Belgian time with its rules', () => {
  const ics = calendarOf(accept()) ?? '';
  expect(parse(ics)).toMatchObject({
    METHOD: 'PUBLISH',
    UID: 'appointment-WW-T3ST-0001-X2@wegwijzer',
    SEQUENCE: '0',
    STATUS: 'CONFIRMED',
    'DTSTART;TZID=Europe/Brussels': '20261130T093000',
    'DTEND;TZID=Europe/Brussels': '20261130T110000',
    SUMMARY: 'Afspraak: Loket Gent (visit)',
    LOCATION: 'Straat 1; bus 2, 9000 Gent',
    DESCRIPTION: 'Code: WW-T3ST-0001-X2',
  });
  expect(ics).toContain('BEGIN:VTIMEZONE\r\nTZID:Europe/Brussels\r\n');
});

test('a moved appointment is the same one with a higher sequence; a repeat is the same file', () => {
  const first = accept();
  const moved = accept({ at: '14:00' });
  const ics = calendarOf(first, line('ask-more'), moved) ?? '';
  expect(parse(ics)).toMatchObject({
    UID: 'appointment-WW-T3ST-0001-X2@wegwijzer',
    SEQUENCE: '1',
    'DTSTART;TZID=Europe/Brussels': '20261130T140000',
  });
  expect(calendarOf(first, moved)).toBe(calendarOf(first, moved));
});

test.each([
  ['declined after all', () => line('decline')],
  ['withdrawn', () => line('withdraw')],
  ['accepted again without one', () => accept(null)],
])('an appointment is called off when it is %s', (_, end) => {
  expect(parse(calendarOf(accept(), end()) ?? '')).toMatchObject({
    METHOD: 'CANCEL',
    SEQUENCE: '1',
    STATUS: 'CANCELLED',
  });
});

test('advice and closing leave it as it was; without one there is no file', () => {
  expect(parse(calendarOf(accept(), line('advise'), line('close')) ?? '')).toMatchObject({ STATUS: 'CONFIRMED' });
  expect(calendarOf(line('open'), accept(null))).toBeUndefined();
  expect(calendarOf(line('accept', null))).toBeUndefined(); // erased
});

test('what somebody types as a place adds no property of its own', () => {
  const ics = calendarOf(accept({ place: `Zaal 1\nATTENDEE:mailto:x@example.org\n${'\u05d0'.repeat(200)}` })) ?? '';
  expect(Object.keys(parse(ics))).not.toContain('ATTENDEE');
  expect(parse(ics).LOCATION).toContain('Zaal 1, ATTENDEE:mailto:x@example.org, ');
});
