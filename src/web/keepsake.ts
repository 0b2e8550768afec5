/** The page to print or save: what was sent, what comes next, why, and the checklist. */
import type { Language } from '../domain/referral.ts';
import { attr, type Html, html } from './html.ts';
import { documentOf, SIGN } from './layout.ts';
import type { Keepsake, Words } from './ports.ts';
import type { PagePolicy } from './security.ts';

interface Frame {
  readonly words: Words;
  readonly policy: PagePolicy;
  readonly embedded: boolean;
  /** The script that shows the print button, which without a script could do nothing. */
  readonly script: string;
}

const back = (language: Language, frame: Frame) => `/?${frame.embedded ? 'embed=1&' : ''}lang=${language}`;

const topBar = (language: Language, frame: Frame) =>
  html`<header class="top"><a class="brand" href="${back(language, frame)}">${SIGN}<b>Wegwijzer</b></a></header>`;

/** One printable page in the person's language. */
export function keepsakePage(keepsake: Keepsake, frame: Frame): string {
  const { language, reference, desk } = keepsake;
  const say = (key: string, params?: { readonly [name: string]: number }) =>
    frame.words(language, `page:print.${key}`, params);
  const body = html`${topBar(language, frame)}<main class="sheet print"><h1>${say(reference === undefined ? 'title-outcome' : 'title-sent')}</h1><p class="date">${keepsake.date}</p>
${
  reference !== undefined &&
  html`<section class="ticket"><p>${say('reference')} <strong class="reference" dir="ltr">${reference}</strong></p>${desk && html`<p>${say('desk')} <strong>${desk.name}</strong><br><a href="${desk.website}" dir="ltr">${desk.website}</a></p>`}</section>`
}
<section aria-labelledby="next"><h2 id="next">${say('next')}</h2>${keepsake.route.map((line) => html`<p>${line}</p>`)}${
    keepsake.nextSteps.length > 0 &&
    html`<ol>${keepsake.nextSteps.map((step) => html`<li>${step.text}${step.url !== undefined && html`<br><a href="${step.url}" dir="ltr">${step.url}</a>`}</li>`)}</ol>`
  }</section>
${
  keepsake.plan.length > 0 &&
  html`<section aria-labelledby="plan"><h2 id="plan">${say('plan')}</h2>${keepsake.plan.map(({ title, steps }) => html`<h3>${title}</h3><ul>${steps.map((step) => html`<li>${step}</li>`)}</ul>`)}</section>`
}
${attentionSection(keepsake.attention)}
${recognitionSection(keepsake.recognition)}
${
  keepsake.changes.length > 0 &&
  html`<section aria-labelledby="changes"><h2 id="changes">${say('changes')}</h2><ul>${keepsake.changes.map((change) => html`<li>${change}</li>`)}</ul></section>`
}
${
  keepsake.documents.length > 0 &&
  html`<section aria-labelledby="list"><h2 id="list">${say('documents')}</h2><ul class="checklist">${keepsake.documents.map(
    (document) =>
      html`<li${attr('class', document.have ? 'have' : undefined)}><span class="box" aria-hidden="true"></span><div><strong>${document.name}</strong> <em>${document.need} · ${document.status}</em><p>${document.what}</p><p class="why">${document.why}</p>${document.wayRound !== undefined && html`<p class="way">${document.wayRound}</p>`}</div></li>`,
  )}</ul></section>`
}
${offersSection(keepsake.offers, (number) => say('more', { number }))}
${
  keepsake.criteria.length > 0 &&
  html`<section aria-labelledby="reasons"><h2 id="reasons">${say('reasons')}</h2><dl class="criteria">${keepsake.criteria.map(
    (criterion) =>
      html`<div class="${criterion.outcome}"><dt>${criterion.name}: <strong>${criterion.outcomeText}</strong></dt><dd>${criterion.why} <small>${criterion.source}</small></dd></div>`,
  )}</dl></section>`
}
<p class="note">${say(keepsake.isReferred ? 'note' : 'note-refused')}</p><p class="controls"><button id="print" class="button main" hidden>${say('button')}</button> <a class="button" href="${back(language, frame)}">${say('back')}</a></p></main>`;
  return documentOf({
    language,
    title: `${say(reference === undefined ? 'title-outcome' : 'title-sent')} - Wegwijzer`,
    policy: frame.policy,
    head: html`<meta name="robots" content="noindex"><script type="module" src="${frame.script}"></script>`,
    body,
  });
}

const attentionSection = (attention: Keepsake['attention']): Html | false =>
  attention !== undefined &&
  html`<section aria-labelledby="attention"><h2 id="attention">${attention.title}</h2><ul>${attention.lines.map((line) => html`<li>${line}</li>`)}</ul></section>`;

const recognitionSection = (recognition: Keepsake['recognition']): Html | false =>
  recognition !== undefined &&
  html`<section aria-labelledby="recognition"><h2 id="recognition">${recognition.title}</h2><p>${recognition.who}</p><p>${recognition.order}</p>${
    recognition.steps.length > 0 && html`<ol>${recognition.steps.map((step) => html`<li>${step}</li>`)}</ol>`
  }${recognition.notes.map((note) => html`<p>${note}</p>`)}</section>`;

/** Shown at once of each kind; the others a tap away, and on paper all of them. */
const FEW = 3;

const offersSection = (offers: Keepsake['offers'], more: (number: number) => string): Html | false =>
  offers !== undefined &&
  html`<section aria-labelledby="offers"><h2 id="offers">${offers.title}</h2><p>${offers.intro}</p>${offers.groups.map(
    ({ title, offers: all }) => {
      const rest = all.slice(FEW);
      return html`<h3>${title}</h3>${offerList(all.slice(0, FEW))}${rest.length > 0 && html`<details class="more"><summary>${more(rest.length)}</summary>${offerList(rest)}</details>`}`;
    },
  )}</section>`;

const offerList = (offers: NonNullable<Keepsake['offers']>['groups'][number]['offers']): Html =>
  html`<ul class="offers">${offers.map(
    ({ name, about, why, ask }) =>
      html`<li><strong>${name}</strong> <em>${about}</em><p>${why}${ask.map((line) => html` ${line}`)}</p></li>`,
  )}</ul>`;

/** When there is nothing to keep yet, or not in this browser. */
export function noKeepsakePage(language: Language, frame: Frame): string {
  const say = (key: string) => frame.words(language, `page:print.${key}`);
  return documentOf({
    language,
    title: `${say('none-title')} - Wegwijzer`,
    policy: frame.policy,
    body: html`${topBar(language, frame)}<main class="sheet"><h1>${say('none-title')}</h1><p>${say('none-text')}</p><p><a class="button" href="${back(language, frame)}">${say('back')}</a></p></main>`,
  });
}
