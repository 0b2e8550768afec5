/** The appointment as a calendar takes it (iCalendar, RFC 5545). */
import { ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { KeptAppointment } from '../domain/last-said.ts';
import type { CalendarWords, FollowedReferral } from './ports.ts';

const ZONE = 'Europe/Brussels';
/** Summer time as the European Union has kept it since 1996 (directive 2000/84/EC); the library wants it from us. */
const BRUSSELS = `BEGIN:VTIMEZONE
TZID:${ZONE}
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE`.replaceAll('\n', '\r\n');

/** @returns the .ics file of the appointment that stands; undefined where there is none, or nothing of the referral is left */
export function calendarOf(
  { appointment, record }: { readonly appointment: KeptAppointment | undefined; readonly record: FollowedReferral },
  words: CalendarWords,
): string | undefined {
  const { reference, referral } = record;
  if (appointment === undefined || referral === undefined) return undefined;
  return makeCalendar(reference, referral.desk, appointment, words);
}

/**
 * The .ics file. The same appointment keeps its UID and a change raises its SEQUENCE, so that a calendar replaces what
 * it has. It stands on phones that others look at: no name of the client, nothing of why.
 */
export function makeCalendar(
  reference: string,
  desk: { readonly name: string; readonly website: string },
  { appointment, sequence, cancelled, saidAt }: KeptAppointment,
  words: CalendarWords,
): string {
  const { on, at, minutes, how, place } = appointment;
  // The library writes a date as the clock of this process shows it: what is put in as local comes out as it is.
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number);
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  const calendar = new ICalCalendar({
    prodId: { company: 'Wegwijzer', product: 'Wegwijzer', language: 'NL' },
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
    timezone: { name: ZONE, generator: () => BRUSSELS },
  });
  calendar.createEvent({
    id: `appointment-${reference}@wegwijzer`,
    sequence,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    stamp: saidAt,
    timezone: ZONE,
    start: new Date(year, month - 1, day, hour, minute),
    end: new Date(year, month - 1, day, hour, minute + minutes),
    summary: words.title({ desk: desk.name, how }),
    description: words.note(reference),
    location: place === '' ? null : place.replaceAll('\n', ', '),
    url: desk.website,
  });
  return calendar.toString();
}
