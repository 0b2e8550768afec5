/** What a desk pressed and filled in, as what is kept of it. Pure. */
import { z } from 'zod';
import { PERSPECTIVES } from '../domain/assessment.ts';
import { DECLINE_REASONS, type DeskSays } from '../domain/follow-up.ts';
import type { QuestionId } from '../domain/questions.ts';
import { readAppointment } from './appointment.ts';
import { type FormFields, PRESSES, type Press, type Problems } from './ports.ts';
import { fieldOf, LONGEST, problemsOf, textOf } from './typed.ts';

/** What a press says; `body` is null where a press says it all. */
export type SaidByDesk =
  | { readonly is: 'said'; readonly press: Press; readonly body: object | null }
  | { readonly is: 'invalid'; readonly problems: Problems };

const note = textOf(LONGEST.note, { required: false });

const adviceSchema = z.object({
  advice: textOf(LONGEST.advice, { required: true }),
  perspective: z.enum(PERSPECTIVES, 'choose'),
  nextStep: textOf(LONGEST.nextStep, { required: true }),
});
const declineSchema = z
  .object({ reason: z.enum(DECLINE_REASONS, 'choose'), note })
  // The client would not know more than that it is a no.
  .refine(({ reason, note: why }) => reason !== 'other' || why !== '', { path: ['note'], message: 'empty' });

/** The press of a form; undefined where it has none of ours. */
export const pressOf = (form: FormFields): Press | undefined =>
  PRESSES.find((press) => press === fieldOf(form, 'press'));

/** @param questions what may be asked again */
export function readDeskForm(press: Press, form: FormFields, questions: readonly QuestionId[], now: Date): SaidByDesk {
  const said = (body: object | null): SaidByDesk => ({ is: 'said', press, body });
  const judge = <T extends object>(schema: z.ZodType<T>, fields: object): SaidByDesk => {
    const judged = schema.safeParse(fields);
    return judged.success ? said(judged.data) : { is: 'invalid', problems: problemsOf(judged.error) };
  };
  switch (press) {
    case 'accept': {
      const appointment = readAppointment(form, now);
      const more = note.safeParse(fieldOf(form, 'note'));
      const problems = {
        ...(appointment.success ? {} : problemsOf(appointment.error)),
        ...(more.success ? {} : { note: more.error.issues[0]?.message ?? 'too-long' }),
      };
      if (!appointment.success || !more.success) return { is: 'invalid', problems };
      return said({ appointment: appointment.data, note: more.data } satisfies DeskSays['accept']);
    }
    case 'ask-more': {
      const picked = form.question ?? [];
      const schema = z
        .object({ questions: z.array(z.string()), note })
        .refine((asked) => asked.questions.length > 0 || asked.note !== '', {
          path: ['questions'],
          message: 'nothing-asked',
        });
      return judge(schema, {
        questions: questions.filter((id) => picked.includes(id)),
        note: fieldOf(form, 'note'),
      });
    }
    case 'decline':
      return judge(declineSchema, { reason: fieldOf(form, 'reason'), note: fieldOf(form, 'note') });
    case 'advise':
      return judge(adviceSchema, {
        advice: fieldOf(form, 'advice'),
        perspective: fieldOf(form, 'perspective'),
        nextStep: fieldOf(form, 'nextStep'),
      });
    default:
      return said(null);
  }
}
