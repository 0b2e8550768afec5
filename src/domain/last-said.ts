/** What of a referral's history still counts: the last advice, the question that stands open, the appointment. */
import type { Appointment, ClientAnswer, DeskSaying, DeskSays, HistoryLine } from './follow-up.ts';

type Line = Pick<HistoryLine, 'id' | 'event' | 'body' | 'at'>;

/** What the desk last said of this kind; undefined where it never did, or where it is erased. */
export function lastSaid<E extends DeskSaying>(history: readonly Line[], event: E): DeskSays[E] | undefined {
  const line = history.findLast((one) => one.event === event);
  // Kept as it was judged when it came in.
  return (line?.body as DeskSays[E] | null | undefined) ?? undefined;
}

/** What the client answered, oldest first. */
export function clientAnswers(history: readonly Line[]): readonly (ClientAnswer & { readonly at: Date })[] {
  return history.flatMap(({ event, body, at }) =>
    event === 'answer' && body !== null ? [{ ...(body as ClientAnswer), at }] : [],
  );
}

/** What the desk asked and the client has not answered since; undefined where nothing stands open. */
export function openAsk(
  history: readonly Line[],
): { readonly line: number; readonly asked: DeskSays['ask-more'] } | undefined {
  const last = history.findLast(({ event }) => !REMINDERS.includes(event));
  if (last?.event !== 'ask-more' || last.body === null) return undefined;
  return { line: last.id, asked: last.body as DeskSays['ask-more'] };
}
const REMINDERS: readonly HistoryLine['event'][] = ['relink', 'remind-desk', 'alert-counsellor'];

export interface KeptAppointment {
  readonly appointment: Appointment;
  /** How often it was changed: what a calendar tells a newer version by (RFC 5545, section 3.8.7.4). */
  readonly sequence: number;
  /** The desk took it back or declined after all, or the client withdrew. */
  readonly cancelled: boolean;
  /** When the desk last said so. */
  readonly saidAt: Date;
}

/** The appointment that the desk last made; undefined where it never made one. */
export function appointmentIn(history: readonly Line[]): KeptAppointment | undefined {
  let kept: KeptAppointment | undefined;
  for (const { event, body, at } of history) {
    if (event === 'accept') {
      const appointment = (body as DeskSays['accept'] | null)?.appointment ?? null;
      if (appointment !== null)
        kept = { appointment, sequence: kept === undefined ? 0 : kept.sequence + 1, cancelled: false, saidAt: at };
      else if (kept !== undefined) kept = cancel(kept, at);
    }
    if (kept !== undefined && (event === 'decline' || event === 'withdraw')) kept = cancel(kept, at);
  }
  return kept;
}

function cancel(kept: KeptAppointment, saidAt: Date): KeptAppointment {
  return kept.cancelled ? kept : { ...kept, sequence: kept.sequence + 1, cancelled: true, saidAt };
}
