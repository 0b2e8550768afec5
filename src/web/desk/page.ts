/** The page behind a desk's link: the referral on one screen, what became of it, and what can be pressed. */
import type { Sheet } from '../../delivery/ports.ts';
import type { DeskSays, HistoryLine } from '../../domain/follow-up.ts';
import { clientAnswers, lastSaid } from '../../domain/last-said.ts';
import type { Language } from '../../domain/referral.ts';
import type { DeskView } from '../../follow-up/ports.ts';
import { attr, type Html, html } from '../html.ts';
import { documentOf } from '../layout.ts';
import type { HasWords, Words } from '../ports.ts';
import { reasonsPart } from '../reasons.ts';
import type { PagePolicy } from '../security.ts';
import { deskForms, type Tried } from './forms.ts';
import { appointmentText, bannerOf, momentOf, momentText, type Say, topOf, typedText, whoIsTold } from './frame.ts';
import { sheetAside, sheetHead, sheetNotes, sheetSummary } from './sheet-html.ts';

export interface DeskFrame {
  readonly words: Words;
  readonly has: HasWords;
  readonly language: Language;
  readonly languages: readonly Language[];
  readonly policy: PagePolicy;
}

/** How the page comes to be shown: by looking, after a press, or after one that did not count. */
export type Shown =
  | { readonly by: 'looking' }
  | { readonly by: 'done'; readonly line: number }
  | { readonly by: 'invalid' | 'stale' | 'not-from-here'; readonly tried: Tried };

const saying =
  ({ words, language }: DeskFrame): Say =>
  (key, params) =>
    words(language, `desk:${key}`, params);

/**
 * @param sheet undefined where a desk may not see it (any more)
 * @param token of the link, for the address of the calendar file
 */
export function deskPage(
  view: DeskView,
  sheet: Sheet | undefined,
  shown: Shown,
  token: string,
  frame: DeskFrame,
): string {
  const { record } = view;
  const say = saying(frame);
  const tried = 'tried' in shown ? shown.tried : undefined;
  const title = say('title', { reference: record.reference });
  const over = record.referral === undefined ? 'gone' : record.state === 'withdrawn' ? 'withdrawn' : undefined;
  const answered =
    record.state === 'needs-more' &&
    record.history.some(({ id, event }) => event === 'answer' && id > (lastAsk(record.history)?.id ?? 0));
  const body = html`${topOf(frame.language, frame.languages, say('languages'))}<main class="desk">${bannerFor(view, shown, say)}
<h1>${title} ${sheet !== undefined && html`<small lang="nl">${sheet.sentOn}</small>`}</h1>
<p class="state"><strong>${say('state')}: ${say(`state.${record.state}`)}</strong>${answered && html` (${say('answered')})`}, <span>${say('state-since', { moment: momentText(record.changedAt, say) })}</span></p>
${over !== undefined && html`<section class="banner bad"><h2>${say(`${over}.title`)}</h2><p>${say(`${over}.text`, { reference: record.reference })}</p></section>`}
${view.can.length > 0 && deskForms({ view, language: frame.language, words: frame.words, say, tried })}
${
  sheet !== undefined && html`<div class="sheet-part" lang="nl">${sheetHead(sheet)}</div>`
}<div class="columns-part"><div>${sheet !== undefined && html`<div lang="nl">${sheetSummary(sheet)}</div>`}<div class="under-part">${historyList(record.history, say)}${sheet !== undefined && record.referral !== undefined && reasonsPart(record.referral.assessment, frame)}</div></div><div>${over === undefined && since(view, token, frame, say)}${sheet !== undefined && html`<div lang="nl">${sheetAside(sheet)}</div>`}</div></div>
${sheet !== undefined && html`<div lang="nl">${sheetNotes(sheet)}</div>`}</main>`;
  return documentOf({
    language: frame.language,
    title: `${title} - Wegwijzer`,
    policy: frame.policy,
    bodyClass: 'desk-body',
    head: html`<meta name="robots" content="noindex">`,
    body,
  });
}

/** A page that says one thing: why a link opens nothing. */
export function deskNotice(kind: 'bad' | 'expired' | 'revoked' | 'no-appointment', frame: DeskFrame): string {
  const say = saying(frame);
  return documentOf({
    language: frame.language,
    title: `${say(`${kind}.title`)} - Wegwijzer`,
    policy: frame.policy,
    head: html`<meta name="robots" content="noindex">`,
    body: html`${topOf(frame.language, frame.languages, say('languages'))}<main class="sheet"><h1>${say(`${kind}.title`)}</h1><p>${say(`${kind}.text`)}</p></main>`,
  });
}

const lastAsk = (history: readonly HistoryLine[]) => history.findLast(({ event }) => event === 'ask-more');

function bannerFor(view: DeskView, shown: Shown, say: Say): Html | false {
  if (shown.by === 'looking') return false;
  if (shown.by === 'done') {
    // Only what stands in the history was done, whatever the address says.
    const line = view.record.history.at(-1);
    if (line?.id !== shown.line || line.actor !== 'desk') return false;
    return bannerOf('good', 'done', say('done', { what: say(`event.${line.event}`) }), [
      whoIsTold(view, say, line.event),
    ]);
  }
  if (shown.by !== 'invalid') {
    const key = shown.by === 'stale' ? 'stale' : 'not-now';
    return bannerOf('bad', 'done', say(`${key}.title`), [say(`${key}.text`)]);
  }
  const { press, problems } = shown.tried;
  return bannerOf('bad', 'done', say('wrong.title'), [
    say('wrong.text'),
    html`<ul>${Object.entries(problems).map(([field, code]) => html`<li><a href="#${press}-${field}">${say(`field.${field}`)}: ${say(`problem.${code}`)}</a></li>`)}</ul>`,
  ]);
}

/** What was said since the referral: by the desk, and by the client. */
function since(
  { record, appointment }: DeskView,
  token: string,
  { words, language }: DeskFrame,
  say: Say,
): Html | false {
  const { history, referral, state } = record;
  const advice = lastSaid(history, 'advise');
  const declined = state === 'declined' ? lastSaid(history, 'decline') : undefined;
  const asked = lastSaid(history, 'ask-more');
  const answers = clientAnswers(history);
  const client = referral?.client.languages.conversation;
  const ticked =
    referral?.assessment.documents.filter(({ id, status }) => (record.ticks?.[id] ?? status) !== status) ?? [];
  if (
    [advice, declined, asked, appointment].every((one) => one === undefined) &&
    answers.length === 0 &&
    ticked.length === 0
  )
    return false;
  return html`<section class="since"><h2>${say('since')}</h2><dl>${
    appointment !== undefined &&
    html`<div><dt>${say('appointment')}</dt><dd>${appointmentText(appointment.appointment, language, say)}${appointment.cancelled && html` <strong>(${say('appointment.cancelled')})</strong>`}${typedText(appointment.appointment.place)}<a class="controls" href="${token}/appointment.ics?lang=${language}">${say('appointment.add')}</a></dd></div>`
  }${asked !== undefined && html`<div><dt>${say('asked')}</dt><dd lang="nl">${asked.questions.map((id) => words('nl', `questions:${id}.short`)).join(', ')}${typedText(asked.note)}</dd></div>`}${answers.map(
    ({ answers: given, note, at }) =>
      html`<div class="answer"><dt>${say('answers')} <small>${momentOf(at, say)}</small></dt><dd>${given.map(
        ({ question, text }) =>
          html`<p><strong lang="nl">${words('nl', `questions:${question}.short`)}:</strong> <bdi dir="auto" lang="nl">${text.nl}</bdi>${text.client !== text.nl && html` <bdi dir="auto"${attr('lang', client)}>${text.client}</bdi>`}</p>`,
      )}${typedText(note)}</dd></div>`,
  )}${
    ticked.length > 0 &&
    html`<div><dt>${say('papers')}</dt><dd lang="nl">${ticked.map(({ id }) => html`<p>${words('nl', `documents:${id}.name`)}: ${words('nl', `mail:document.${record.ticks?.[id]}`)}</p>`)}</dd></div>`
  }${declined !== undefined && html`<div><dt>${say('declined')}</dt><dd>${say(`reason.${declined.reason}`)}${typedText(declined.note, 'nl')}</dd></div>`}${
    advice !== undefined && adviceRows(advice, words, say)
  }</dl></section>`;
}

const adviceRows = ({ advice, perspective, nextStep }: DeskSays['advise'], words: Words, say: Say): Html =>
  html`<div><dt>${say('advice')}</dt><dd>${typedText(advice, 'nl')}</dd></div><div><dt>${say('field.perspective')}</dt><dd lang="nl">${words('nl', `verdicts:perspective.${perspective}`)}</dd></div><div><dt>${say('field.nextStep')}</dt><dd>${typedText(nextStep, 'nl')}</dd></div>`;

const historyList = (history: readonly HistoryLine[], say: Say): Html =>
  html`<section class="history"><h2>${say('history')}</h2><ol>${history.map(({ event, at }) => html`<li>${momentOf(at, say)}: ${say(`event.${event}`)}</li>`)}</ol></section>`;
