/** Where a client stands, in words for their counsellor: what happened, what it asks of whom. Nothing that the client said. */
import type { Client } from '../../counsellors/ports.ts';
import { lastMove } from '../../domain/client-status.ts';
import type { Appointment, DeskSays, HistoryLine } from '../../domain/follow-up.ts';
import { appointmentIn, lastSaid, openAsk } from '../../domain/last-said.ts';
import type { QuestionId } from '../../domain/questions.ts';
import { dayInBelgium } from '../../domain/working-days.ts';
import { attr, type Html, html } from '../html.ts';
import type { Visit } from './office.ts';

type Say = Visit['say'];

/** Statuses in which nothing goes on unless somebody does something. */
const NEEDS_SOMEBODY: ReadonlySet<Client['status']> = new Set([
  'stopped',
  'expired',
  'parked',
  'declined',
  'needs-more',
]);

/** Whether the letter to a client who is not at it came back: they may know of nothing. */
export const isMailRefused = ({ mailRefusedAt, status }: Client): boolean =>
  mailRefusedAt !== null && ['invited', 'stopped', 'expired'].includes(status);

/** Whether the counsellor should look at this client first. */
export const needsAttention = (client: Client): boolean =>
  client.silent || isMailRefused(client) || NEEDS_SOMEBODY.has(client.status);

export const dayOf = (say: Say, at: Date): string => say('on-day', { day: { day: dayInBelgium(at) } });

/** How the counsellor calls the client, or that there is no name. */
export const nameOf = (say: Say, client: Client): string => client.label ?? say('no-label');

/** The status with a sign before it, so that it does not hang on a colour. */
export function statusLine(say: Say, client: Client): Html {
  const last = lastMove(client.history);
  const what = last === undefined || client.reference === null ? undefined : say(`event.${last.event}`);
  return html`<p class="standing"><strong>${say(`status.${client.status}`)}</strong> <span class="date">${what !== undefined && what !== say(`status.${client.status}`) && html`${what} `}${dayOf(say, client.lastAt)}</span></p>${
    client.silent && html`<p class="silent"><span aria-hidden="true">⏳</span> ${say('silent')}</p>`
  }${isMailRefused(client) && html`<p class="silent"><span aria-hidden="true">⚠</span> ${say('mail-refused')}</p>`}`;
}

function appointmentText(say: Say, { on, at, minutes, how, place }: Appointment): Html {
  return html`${say(`appointment.${how}`, { day: { day: on }, hour: at, minutes })}${place !== '' && html` <span lang="nl" dir="auto">${place}</span>`}`;
}

const inDutch = (text: string): Html | false =>
  text !== '' && html`<blockquote lang="nl" dir="auto">${text}</blockquote>`;
const questionNames = (say: Say, questions: readonly QuestionId[]): Html | false =>
  questions.length > 0 && html`<ul>${questions.map((id) => html`<li>${say(`questions:${id}.short`)}</li>`)}</ul>`;

/** What counts now: the appointment, what was asked, why not, or the advice. */
export function whatCounts(say: Say, client: Client): Html {
  const { history, status } = client;
  const kept = appointmentIn(history);
  const asked = openAsk(history)?.asked;
  const declined = status === 'declined' ? lastSaid(history, 'decline') : undefined;
  const advice = lastSaid(history, 'advise');
  return html`${kept && !kept.cancelled && html`<p class="counts">${say('appointment')} ${appointmentText(say, kept.appointment)}</p>`}${
    asked &&
    html`<div class="counts"><p>${say('asked')}</p>${questionNames(say, asked.questions)}${inDutch(asked.note)}</div>`
  }${declined && html`<div class="counts"><p>${say('declined')} ${say(`decline.${declined.reason}`)}</p>${inDutch(declined.note)}</div>`}${
    advice && adviceText(say, advice)
  }`;
}

function adviceText(say: Say, { advice, perspective, nextStep }: DeskSays['advise']): Html {
  return html`<div class="counts"><p>${say('advice')} <strong>${say(`verdicts:perspective.${perspective}`)}</strong></p>${inDutch(advice)}${nextStep !== '' && html`<p>${say('next-step')}</p>${inDutch(nextStep)}`}</div>`;
}

/** Everything that happened to the referral, oldest first. */
export function historyList(say: Say, history: readonly HistoryLine[]): Html {
  return html`<ol class="history">${history.map((line) => html`<li><span${attr('class', line.event === 'alert-counsellor' ? 'strong' : undefined)}>${say(`event.${line.event}`)}</span> <span class="date">${dayOf(say, line.at)}</span></li>`)}</ol>`;
}
