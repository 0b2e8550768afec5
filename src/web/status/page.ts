/** The newcomer's own page: where their referral stands, what comes next, and what they can do. Complete without JavaScript. */
import { DOCUMENT_HOLDINGS } from '../../domain/facts.ts';
import type { DeskSays } from '../../domain/follow-up.ts';
import { lastSaid } from '../../domain/last-said.ts';
import type { Language } from '../../domain/referral.ts';
import type { FormFields, Problems, StatusView } from '../../follow-up/ports.ts';
import {
  appointmentText,
  bannerOf,
  describedBy,
  momentOf,
  problemOf,
  type Say,
  topOf,
  typedText,
} from '../desk/frame.ts';
import { attr, Html, html } from '../html.ts';
import { documentOf } from '../layout.ts';
import type { Words } from '../ports.ts';
import type { PagePolicy } from '../security.ts';

export interface StatusFrame {
  readonly words: Words;
  readonly language: Language;
  readonly languages: readonly Language[];
  readonly policy: PagePolicy;
  /** Shows the print button, which without a script could do nothing. */
  readonly printScript: string;
}

/** How the page comes to be shown. */
export type StatusShown =
  | { readonly by: 'looking' }
  /** A line of the history, or the list of papers. */
  | { readonly by: 'done'; readonly what: number | 'papers' }
  | { readonly by: 'invalid'; readonly form: FormFields; readonly problems: Problems }
  | { readonly by: 'stale'; readonly form: FormFields };

const saying =
  ({ words, language }: StatusFrame): Say =>
  (key, params) =>
    words(language, `status:${key}`, params);

const pageOf = (frame: StatusFrame, title: string, body: Html): string =>
  documentOf({
    language: frame.language,
    title: `${title} - Wegwijzer`,
    policy: frame.policy,
    head: html`<meta name="robots" content="noindex"><script type="module" src="${frame.printScript}"></script>`,
    body: html`${topOf(frame.language, frame.languages, saying(frame)('languages'))}<main class="sheet status-page">${body}</main>`,
  });

/** A page that says one thing. */
export function statusNotice(kind: 'bad' | 'expired' | 'gone' | 'over' | 'no-appointment', frame: StatusFrame): string {
  const say = saying(frame);
  if (kind === 'no-appointment')
    return pageOf(frame, say('appointment'), html`<h1>${say('appointment')}</h1><p>${say('appointment.none')}</p>`);
  return pageOf(
    frame,
    say(`${kind}.title`),
    html`<h1>${say(`${kind}.title`)}</h1><p>${say(`${kind}.text`)}</p>${again(frame, say)}`,
  );
}

/** Asks before something that cannot be undone. */
export function surePage(what: 'withdraw' | 'erase', frame: StatusFrame): string {
  const say = saying(frame);
  return pageOf(
    frame,
    say(`${what}.sure`),
    html`<h1>${say(`${what}.sure`)}</h1><p>${say(`${what}.text`)}</p><form method="post" action="?lang=${frame.language}"><p class="buttons"><button class="button main" name="press" value="${what}">${say(`${what}.yes`)}</button> <a class="button" href="?lang=${frame.language}">${say('keep')}</a></p></form>`,
  );
}

/** @param token of the link, for the address of the calendar file */
export function statusPage(view: StatusView, shown: StatusShown, token: string, frame: StatusFrame): string {
  const { record } = view;
  const { referral, history, state } = record;
  if (referral === undefined) return statusNotice(state === 'withdrawn' ? 'gone' : 'over', frame);
  const say = saying(frame);
  const over = state === 'closed' || state === 'withdrawn';
  const body = html`${bannerFor(view, shown, say)}<p class="quiet-text">${say('title')}</p><h1>${say(`state.${state}`)}</h1>
<section aria-labelledby="what-now"><h2 id="what-now">${say('what-now')}</h2><p>${say(`next.${state}`)}</p>${over && again(frame, say)}</section>
<section class="ticket"><p>${say('reference')} <strong class="reference" dir="ltr">${record.reference}</strong></p><p>${say('desk')} <strong lang="nl" dir="auto">${referral.desk.name}</strong><br><a href="${referral.desk.website}" dir="ltr">${referral.desk.website}</a></p></section>
${askedPart(view, shown, frame, say)}${appointmentPart(view, token, frame, say)}${declinedPart(view, frame, say)}${advicePart(view, frame, say)}
<section aria-labelledby="history"><h2 id="history">${say('history')}</h2><ol class="steps">${history.map(({ event, at }) => html`<li>${momentOf(at, say)}<br>${say(`event.${event}`)}</li>`)}</ol></section>
${papersPart(view, over, frame, say)}
<section class="controls-part" aria-labelledby="controls"><h2 id="controls">${say('controls')}</h2><p class="buttons"><button id="print" class="button" type="button" hidden>${say('print')}</button>${view.mayWithdraw && html`<a class="button" href="?lang=${frame.language}&amp;ask=withdraw">${say('withdraw')}</a>`}<a class="button" href="?lang=${frame.language}&amp;ask=erase">${say('erase')}</a></p></section>`;
  return pageOf(frame, say(`state.${state}`), body);
}

const again = ({ language }: StatusFrame, say: Say): Html =>
  html`<p class="buttons"><a class="button" href="/?lang=${language}">${say('again')}</a></p>`;

function bannerFor({ record }: StatusView, shown: StatusShown, say: Say): Html | false {
  if (shown.by === 'stale') return bannerOf('bad', 'done', say('changed.title'), [say('changed.text')]);
  if (shown.by === 'invalid')
    return bannerOf('bad', 'done', say('problem'), [
      html`<ul>${Object.entries(shown.problems).map(([field, code]) => html`<li><a href="#${idOf(field)}">${say(`problem.${code}`)}</a></li>`)}</ul>`,
    ]);
  if (shown.by !== 'done') return false;
  if (shown.what === 'papers')
    return record.ticks !== undefined && bannerOf('good', 'done', say('done'), [say('done.papers')]);
  // Only what stands in the history was done, whatever the address says.
  const line = record.history.at(-1);
  if (line?.id !== shown.what || (line.event !== 'answer' && line.event !== 'withdraw')) return false;
  return bannerOf('good', 'done', say('done'), [say(`done.${line.event}`)]);
}

/** What a desk typed: always in Dutch, and said so to whoever reads another language. */
const inDutch = (text: string, say: Say): Html | false =>
  text !== '' &&
  html`<div class="quoted"><p class="quiet-text">${say('in-dutch')}</p><blockquote lang="nl">${typedText(text)}</blockquote></div>`;

function appointmentPart(
  { appointment, record }: StatusView,
  token: string,
  frame: StatusFrame,
  say: Say,
): Html | false {
  if (appointment === undefined) return false;
  const { appointment: kept, cancelled } = appointment;
  const said = lastSaid(record.history, 'accept');
  return html`<section aria-labelledby="appointment"><h2 id="appointment">${say('appointment')}</h2>${cancelled && html`<p><strong>${say('appointment.cancelled')}</strong></p>`}<p${attr('class', cancelled ? 'struck' : 'big')}>${appointmentText(kept, frame.language, say)}</p>${
    kept.place !== '' && html`<p>${say('appointment.place')} <bdi lang="nl" dir="auto">${kept.place}</bdi></p>`
  }${said !== undefined && inDutch(said.note, say)}${
    !cancelled &&
    html`<p>${say('appointment.change')}</p><p class="buttons"><a class="button" href="${token}/appointment.ics?lang=${frame.language}">${say('appointment.add')}</a></p>`
  }</section>`;
}

const idOf = (field: string): string => field.replaceAll(/[^\w-]/g, '-');

function askedPart(view: StatusView, shown: StatusShown, frame: StatusFrame, say: Say): Html | false {
  const { asked, record } = view;
  if (asked === undefined) return false;
  const ask = (id: string) => frame.words(frame.language, `questions:${id}.ask`);
  const title = html`<section aria-labelledby="asked"><h2 id="asked">${say('asked')}</h2>`;
  const hidden = html`<input type="hidden" name="after" value="${record.history.at(-1)?.id ?? 0}">`;
  if (view.talking)
    return html`${title}<ul>${asked.questions.map((id) => html`<li>${ask(id)}</li>`)}</ul>${inDutch(asked.note, say)}<form method="post" action="?lang=${frame.language}"><p class="buttons"><button class="button main" name="press" value="conversation">${say('asked.talk')}</button></p></form></section>`;
  const form: FormFields = 'form' in shown ? shown.form : {};
  const problems: Problems = shown.by === 'invalid' ? shown.problems : {};
  const box = (field: string, label: string): Html => {
    const problem = problems[field] === undefined ? undefined : say(`problem.${problems[field]}`);
    const id = idOf(field);
    return html`<div class="field wide"><label for="${id}">${label}</label><textarea id="${id}" name="${field}" rows="3" maxlength="2000" dir="auto"${describedBy(id, problem)}>${new Html('\n')}${form[field]?.[0]}</textarea>${problemOf(id, problem)}</div>`;
  };
  return html`${title}${inDutch(asked.note, say)}<form id="form" method="post" action="?lang=${frame.language}">${hidden}<p>${say('asked.write')}</p>${asked.questions.map((question) => box(`answer.${question}`, ask(question)))}${box('note', say('asked.note'))}<p class="buttons"><button class="button main" name="press" value="answer">${say('asked.send')}</button></p></form></section>`;
}

function declinedPart({ record }: StatusView, frame: StatusFrame, say: Say): Html | false {
  const declined = record.state === 'declined' ? lastSaid(record.history, 'decline') : undefined;
  if (declined === undefined) return false;
  return html`<section aria-labelledby="declined"><h2 id="declined">${say('declined')}</h2><p>${say(`decline.${declined.reason}`)}</p>${inDutch(declined.note, say)}<h2>${say('declined.next')}</h2><p>${say(`decline-next.${declined.reason}`)}</p>${again(frame, say)}</section>`;
}

function advicePart({ record }: StatusView, frame: StatusFrame, say: Say): Html | false {
  const advice: DeskSays['advise'] | undefined = lastSaid(record.history, 'advise');
  if (advice === undefined) return false;
  return html`<section aria-labelledby="advice"><h2 id="advice">${say('advice')}</h2>${inDutch(advice.advice, say)}<p>${say('advice.way')} <strong>${frame.words(frame.language, `verdicts:perspective.${advice.perspective}`)}</strong></p><h3>${say('advice.next')}</h3>${inDutch(advice.nextStep, say)}</section>`;
}

function papersPart({ record, papers }: StatusView, over: boolean, frame: StatusFrame, say: Say): Html | false {
  const documents = record.referral?.assessment.documents ?? [];
  if (documents.length === 0) return false;
  const t = (key: string) => frame.words(frame.language, key);
  const list = documents.map(({ id, need }) => {
    const now = papers[id] ?? 'unknown';
    const name = html`${t(`documents:${id}.name`)} <em>(${t(`documents:need.${need}`)})</em>`;
    if (over) return html`<p><strong>${name}</strong>: ${t(`documents:status.${now}`)}</p>`;
    return html`<fieldset class="field paper"><legend>${name}</legend><div class="across">${DOCUMENT_HOLDINGS.map(
      (holding) =>
        html`<label class="option"><input type="radio" name="paper.${id}" value="${holding}"${attr('checked', now === holding)}><span>${t(`questions:documents.options.${holding}`)}</span></label>`,
    )}</div></fieldset>`;
  });
  return html`<section aria-labelledby="papers"><h2 id="papers">${say('papers')}</h2>${
    over
      ? html`${list}`
      : html`<p class="controls-part">${say('papers.intro')}</p><form method="post" action="?lang=${frame.language}">${list}<p class="buttons"><button class="button main" name="press" value="papers">${say('papers.save')}</button></p></form>`
  }</section>`;
}
