/** A referral, or what became of it, as a CloudEvent (CloudEvents 1.0, structured content mode, JSON format). */
import { CloudEvent, HTTP } from 'cloudevents';
import type { ClientAnswer, HistoryEvent, HistoryLine } from '../domain/follow-up.ts';
import type { Referral } from '../domain/referral.ts';

const TYPES = {
  withdraw: 'be.wegwijzer.referral.withdrawn.v1',
  erase: 'be.wegwijzer.referral.erased.v1',
  answer: 'be.wegwijzer.referral.answered.v1',
  'remind-desk': 'be.wegwijzer.referral.reminder.v1',
} as const satisfies { readonly [event in HistoryEvent]?: string };

export interface EventDetails {
  /** The same for every repeat: CloudEvents' id and Standard Webhooks' webhook-id. */
  readonly id: string;
  readonly reference: string;
  readonly publicUrl: string;
  /** Where the desk answers: the extension attribute `answerurl`. Whoever has it can answer: to be kept as a secret. */
  readonly answerUrl: string | undefined;
}
export interface EventMessage {
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** The referral itself: `data` is what /schemas/referral-1.json describes. */
export function submittedEvent(referral: Referral, details: EventDetails): EventMessage {
  return write(details, {
    type: 'be.wegwijzer.referral.submitted.v1',
    time: referral.createdAt,
    dataschema: `${details.publicUrl}/schemas/referral-1.json`,
    data: referral,
  });
}

/** What happened to it since; undefined for a line of which desks are not told. */
export function newsEvent(line: HistoryLine, details: EventDetails): EventMessage | undefined {
  const { event, at, note, body } = line;
  if (!isTold(event)) return undefined;
  const answer = event === 'answer' ? (body as ClientAnswer | null) : null;
  const data = {
    reference: details.reference,
    ...(event === 'withdraw' ? { erased: note === 'erased' } : {}),
    ...(event === 'answer' ? { answers: answer?.answers ?? [], note: answer?.note ?? '' } : {}),
  };
  return write(details, { type: TYPES[event], time: at.toISOString(), data });
}

const isTold = (event: HistoryEvent): event is keyof typeof TYPES => Object.hasOwn(TYPES, event);

function write(
  { id, reference, publicUrl, answerUrl }: EventDetails,
  event: { readonly type: string; readonly time: string; readonly dataschema?: string; readonly data: object },
): EventMessage {
  const { headers, body } = HTTP.structured(
    new CloudEvent({
      ...event,
      id,
      source: publicUrl,
      subject: reference,
      datacontenttype: 'application/json',
      ...(answerUrl === undefined ? {} : { answerurl: answerUrl }),
    }),
  );
  return { headers: headers as { readonly [name: string]: string }, body: String(body) };
}
