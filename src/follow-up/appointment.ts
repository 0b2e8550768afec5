/** A first appointment as a desk fills it in: a real day and hour on the wall in Belgium, not past, within a year. */
import { z } from 'zod';
import { APPOINTMENT_WAYS, type Appointment } from '../domain/follow-up.ts';
import { dayInBelgium } from '../domain/working-days.ts';
import type { FormFields } from './ports.ts';
import { fieldOf, LONGEST, textOf } from './typed.ts';

/** Nobody meets at night: an hour outside of these is a slip. Clocks do not jump between them either. */
const HOURS = { first: '06:00', last: '22:00' } as const;
const MINUTES = { least: 5, most: 480 } as const;

const WALL = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels', hour: '2-digit', minute: '2-digit' });

/** The first and the last day that an appointment can be on. */
export function appointmentDays(now: Date): { readonly first: string; readonly last: string } {
  const first = dayInBelgium(now);
  return { first, last: `${Number(first.slice(0, 4)) + 1}${first.slice(4)}` };
}

/** As a date field gives it, or as people here write it where a browser has none: 24/11/2026. */
const readDay = (typed: string): string => {
  const written = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed.trim());
  if (written === null) return typed.trim();
  const [, day = '', month = '', year = ''] = written;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};
/** `9:30`, `9.30` and `9u30` are 09:30. */
const readHour = (typed: string): string => {
  const written = /^(\d{1,2})[:.uh](\d{2})(?::\d{2})?$/i.exec(typed.trim());
  return written === null ? typed.trim() : `${written[1]?.padStart(2, '0')}:${written[2]}`;
};

/** @returns a schema of an appointment's form fields; its messages are codes of `desk:problem.` */
const appointmentSchema = (now: Date) => {
  const { first, last } = appointmentDays(now);
  return z
    .object({
      on: z
        .string()
        .transform(readDay)
        .pipe(z.iso.date('day-unreal'))
        .refine((day) => day >= first, 'day-past')
        .refine((day) => day <= last, 'day-far'),
      at: z
        .string()
        .transform(readHour)
        .pipe(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'hour-unreal'))
        .refine((hour) => hour >= HOURS.first && hour <= HOURS.last, 'hour-night'),
      minutes: z.coerce
        .number<string>('minutes-unreal')
        .int('minutes-unreal')
        .min(MINUTES.least, 'minutes-unreal')
        .max(MINUTES.most, 'minutes-unreal'),
      how: z.enum(APPOINTMENT_WAYS, 'choose'),
      place: textOf(LONGEST.place, { required: false }),
    })
    .superRefine(({ on, at }, context) => {
      if (on === first && at <= WALL.format(now))
        context.addIssue({ code: 'custom', path: ['at'], message: 'hour-past' });
    });
};

/**
 * @returns the appointment; null where none was filled in (minutes and way have a value from the start: they alone are
 * none); or what is wrong, field by field
 */
export function readAppointment(form: FormFields, now: Date): z.ZodSafeParseResult<Appointment | null> {
  const filled = ['on', 'at', 'place'].some((name) => fieldOf(form, name).trim() !== '');
  if (!filled) return { success: true, data: null };
  return appointmentSchema(now).safeParse({
    on: fieldOf(form, 'on'),
    at: fieldOf(form, 'at'),
    minutes: fieldOf(form, 'minutes'),
    how: fieldOf(form, 'how'),
    place: fieldOf(form, 'place'),
  });
}
