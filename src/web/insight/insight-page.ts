/** The figures of one quarter as a page: each a chart with its table, in groups that give nobody away. */
import { type Division, FOLLOWED_DAYS, MARGIN, type Quarter } from '../../domain/insight.ts';
import type { Language } from '../../domain/referral.ts';
import { aloneIn, type Group, LEAST, type Spread } from '../../domain/suppression.ts';
import { attr, type Html, html } from '../html.ts';
import { documentOf, SIGN } from '../layout.ts';
import type { Words } from '../ports.ts';
import type { PagePolicy } from '../security.ts';
import { type Bar, drawBars, drawMargin, drawSpread } from './charts.ts';
import { CHAPTERS, type Figure, figuresOf, nameClass, type Say, sayIn } from './names.ts';

export interface PageParts {
  readonly words: Words;
  readonly languages: readonly Language[];
  readonly policy: PagePolicy;
}

export interface InsightView {
  readonly language: Language;
  /** The latest first. */
  readonly quarters: readonly Quarter[];
  /** Which one to show; undefined: there is none yet. */
  readonly shown: Quarter | undefined;
  /** Leads back to their clients. */
  readonly forCounsellor: boolean;
}

/** The whole page. */
export function insightPage(parts: PageParts, { language, quarters, shown, forCounsellor }: InsightView): string {
  const say = sayIn(parts.words, language);
  const choose = quarters.map(
    ({ id }) =>
      html`<li><a href="/insight?lang=${language}&quarter=${id}"${attr('aria-current', id === shown?.id ? 'page' : undefined)}>${nameQuarter(say, id)}</a></li>`,
  );
  const body =
    shown === undefined
      ? html`<h1>${say('title')}</h1><p class="lead">${say('nothing-yet')}</p>`
      : html`<h1>${say('title-of', { quarter: nameQuarter(say, shown.id) })}</h1><p class="lead">${say('lead', { least: LEAST })}</p>${howFinal(say, shown)}<nav class="quarters" aria-label="${say('quarters')}"><ul class="links">${choose}</ul></nav>${drawQuarters(say, quarters)}${drawChapters(say, shown)}<p class="controls"><a class="button" href="/insight.csv?lang=${language}">${say('csv')}</a></p><p class="lead">${say('csv-about')}</p>`;
  const back = forCounsellor && html`<p><a href="/counsellor?lang=${language}">${say('to-clients')}</a></p>`;
  return frame(parts, language, shown?.id, say('title'), html`${back}${body}`);
}

/** For who may not see the figures: what they are, and the ways in. */
export function closedPage(
  parts: PageParts,
  { language, bySecret, wrong }: { readonly language: Language; readonly bySecret: boolean; readonly wrong: boolean },
): string {
  const say = sayIn(parts.words, language);
  const problem = wrong && html`<p id="secret-problem" class="error" role="alert">${say('secret-wrong')}</p>`;
  const form =
    bySecret &&
    html`<h2>${say('by-secret')}</h2><form method="post" action="/insight?lang=${language}"><div class="field"><label for="secret">${say('secret')}</label>${problem}<input id="secret" name="secret" type="password" autocomplete="current-password" required${attr('aria-invalid', wrong && 'true')}${attr('aria-describedby', wrong && 'secret-problem')}></div><p class="controls"><button class="button main">${say('open')}</button></p></form>`;
  const body = html`<h1>${say('title')}</h1><p class="lead">${say('closed')}</p><p class="controls"><a class="button" href="/counsellor?lang=${language}">${say('by-counsellor')}</a></p>${form}`;
  return frame(parts, language, undefined, say('title'), body);
}

function frame(
  { words, languages, policy }: PageParts,
  language: Language,
  quarter: string | undefined,
  title: string,
  body: Html,
): string {
  const say = sayIn(words, language);
  const at = quarter === undefined ? '' : `&quarter=${quarter}`;
  const speak = languages.map(
    (code) =>
      html`<li><a href="/insight?lang=${code}${at}" lang="${code}" hreflang="${code}"${attr('aria-current', code === language ? 'true' : undefined)}>${words(code, 'insight:language-name')}</a></li>`,
  );
  return documentOf({
    language,
    title: `${title} - Wegwijzer`,
    policy,
    bodyClass: 'insight',
    head: html`<meta name="robots" content="noindex">`,
    body: html`<a class="skip" href="#main">${say('skip')}</a><header class="top"><a class="brand" href="/insight?lang=${language}">${SIGN}<b>Wegwijzer</b></a><nav aria-label="${say('languages')}"><ul class="links">${speak}</ul></nav></header><main id="main" class="sheet" tabindex="-1">${body}</main>`,
  });
}

/** `2026-Q4` in words. */
function nameQuarter(say: Say, id: string): string {
  return say('quarter', { number: Number(id.slice(6)), year: id.slice(0, 4) });
}

function howFinal(say: Say, { inflow, followUp, to }: Quarter): Html {
  const until = (key: string, days: number) =>
    html`<p class="lead">${say(key, { day: { day: dayAfter(to, days) }, least: LEAST, days: FOLLOWED_DAYS })}</p>`;
  if (inflow.month.inSteps) return until('running', 0);
  return followUp.standing.inSteps ? until('following', FOLLOWED_DAYS) : html``;
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + (days + 1) * 86_400_000).toISOString().slice(0, 10);
}

/** How many came in each quarter, the oldest first. */
function drawQuarters(say: Say, quarters: readonly Quarter[]): Html {
  if (quarters.length < 2) return html``;
  const bars = quarters.toReversed().map(({ id, inflow: { month } }): Bar => {
    const name = nameQuarter(say, id);
    return { name, count: month.total ?? 0, text: countText(say, month.total, month.inSteps) };
  });
  return html`<section aria-labelledby="over-time"><h2 id="over-time">${say('over-time')}</h2><div class="figures">${panel(say('over-time-title'), html`${drawBars(chartLabel(say, 'over-time-title'), bars)}${tableOf(say, say('over-time-title'), say('quarter-head'), bars)}`)}</div></section>`;
}

function drawChapters(say: Say, quarter: Quarter): readonly Html[] {
  const figures = figuresOf(quarter);
  return CHAPTERS.map(
    (chapter) =>
      html`<section aria-labelledby="${chapter}"><h2 id="${chapter}">${say(`chapter.${chapter}`)}</h2><p>${say(`about.${chapter}`, { days: FOLLOWED_DAYS, margin: percent(MARGIN.share), source: MARGIN.source })}</p><div class="figures">${figures.filter((figure) => figure.chapter === chapter).map((figure) => drawFigure(say, figure))}</div></section>`,
  );
}

function drawFigure(say: Say, figure: Figure): Html {
  const title = say(`figure.${figure.id}`);
  if ('spread' in figure) return panel(title, drawDays(say, figure.id, title, figure.spread));
  const { division } = figure;
  if (division.total === undefined) return panel(title, html`<p class="hint">${say('too-few', { least: LEAST })}</p>`);
  const bars = barsOf(say, figure.id, division);
  const chart = figure.id === 'eligibility' ? drawEligibility(say, division) : undefined;
  const label = chartLabel(say, `figure.${figure.id}`);
  const hints = [
    division.inSteps && say('others-fewer', { least: LEAST }),
    division.groups.some(({ of }) => of.length > 1) && say('told-together', { least: LEAST }),
  ].filter((hint) => hint !== false);
  return panel(
    title,
    html`${
      chart ??
      drawBars(
        label,
        bars.filter(({ count }) => count > 0),
      )
    }${tableOf(say, title, say('group'), bars, division)}${hints.map((hint) => html`<p class="hint">${hint}</p>`)}`,
  );
}

const panel = (title: string, body: Html): Html => html`<div><h3>${title}</h3>${body}</div>`;
const chartLabel = (say: Say, key: string): string => say('chart-of', { title: say(key) });

function barsOf(say: Say, id: string, { groups, inSteps }: Division): readonly Bar[] {
  const named = (group: Group) => group.of.map((code) => nameClass(say, id, code)).join(', ');
  const some = groups.filter(({ count }) => count > 0);
  const none = groups.filter(({ count }) => count === 0);
  const bars = some.map((group) => ({
    name: group.of.length > 1 ? say('together', { names: named(group) }) : named(group),
    count: group.count,
    text: countText(say, group.count, inSteps),
  }));
  if (none.length === 0) return bars;
  const nobody = { of: none.flatMap(({ of }) => of), count: 0 };
  return [...bars, { name: named(nobody), count: 0, text: countText(say, 0, false) }];
}

function countText(say: Say, count: number | undefined, inSteps: boolean): string {
  if (count === undefined) return say('fewer', { least: LEAST });
  return inSteps ? say('at-least', { number: count }) : say('name', { name: count });
}

function tableOf(say: Say, title: string, head: string, bars: readonly Bar[], division?: Division): Html {
  const rows = bars.map(({ name, text }) => html`<tr><th scope="row">${name}</th><td>${text}</td></tr>`);
  const total =
    division &&
    html`<tfoot><tr><th scope="row">${say('total')}</th><td>${countText(say, division.total, division.inSteps)}</td></tr></tfoot>`;
  return html`<table><caption>${title}</caption><thead><tr><th scope="col">${head}</th><th scope="col">${say('people')}</th></tr></thead><tbody>${rows}</tbody>${total}</table>`;
}

/** The share outside the criteria against the project's margin; where it cannot be told alone, plain bars stand for it. */
function drawEligibility(say: Say, { total, groups, inSteps }: Division): Html | undefined {
  const out = aloneIn(groups, 'not-eligible');
  const open = aloneIn(groups, 'review');
  const inside = aloneIn(groups, 'eligible');
  if (inSteps || !total || out === undefined || open === undefined || inside === undefined) return undefined;
  const kinds = [
    ['out', out],
    ['open', open],
    ['in', inside],
  ] as const;
  const parts = kinds.map(([kind, { count }]) => ({ kind, share: count / total }));
  const margin = say('margin', { percent: percent(MARGIN.share) });
  const legend = kinds.map(
    ([kind, { count, of }]) =>
      html`<li><span class="swatch ${kind}" aria-hidden="true"></span>${say('share', { name: nameClass(say, 'eligibility', of[0] ?? ''), percent: percent(count / total) })}</li>`,
  );
  const label = chartLabel(say, 'figure.eligibility');
  return html`${drawMargin(label, parts, MARGIN.share, margin)}<ul class="links">${legend}</ul>`;
}

function drawDays(say: Say, id: string, title: string, spread: Spread | undefined): Html {
  if (spread === undefined) return html`<p class="hint">${say('too-few-days', { least: 2 * LEAST })}</p>`;
  const days = (value: number) => say('days', { count: Math.round(value) });
  const { median, quartiles } = spread;
  const row = (key: string, value: number) => html`<tr><th scope="row">${say(key)}</th><td>${days(value)}</td></tr>`;
  const label = chartLabel(say, `figure.${id}`);
  const texts = { from: days(quartiles?.[0] ?? median), middle: days(median), to: days(quartiles?.[1] ?? median) };
  return html`${drawSpread(label, spread, texts)}<table><caption>${title}</caption><thead><tr><th scope="col">${say('measure')}</th><th scope="col">${say('days-head')}</th></tr></thead><tbody>${quartiles && row('first-quartile', quartiles[0])}${row('median', median)}${quartiles && row('third-quartile', quartiles[1])}</tbody></table>`;
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;
