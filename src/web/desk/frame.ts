/** What the pages behind the links of a referral have in common: moments in words, forms and their problems. */
import type { Appointment } from '../../domain/follow-up.ts';
import type { Language } from '../../domain/referral.ts';
import { dayInBelgium } from '../../domain/working-days.ts';
import type { DeskView, Press } from '../../follow-up/ports.ts';
import { attr, Html, html } from '../html.ts';
import { SIGN } from '../layout.ts';
import { nameOfLanguage } from '../page.ts';
import type { Words } from '../ports.ts';

/** The words of one namespace in one language. */
export type Say = (key: string, params?: Parameters<Words>[2]) => string;

const CLOCK = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels', hour: '2-digit', minute: '2-digit' });

/** A moment as day and hour on the wall in Belgium. `say` has the key `moment`. */
export const momentText = (at: Date, say: Say): string =>
  say('moment', { day: { day: dayInBelgium(at) }, time: CLOCK.format(at) });
/** The same, for machines too. */
export const momentOf = (at: Date, say: Say): Html =>
  html`<time datetime="${at.toISOString()}">${momentText(at, say)}</time>`;

/** The name of a day of the week in a language. */
const weekdayOf = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

/** An appointment in one sentence. `say` has the keys `appointment.when` and `how.`. */
export const appointmentText = ({ on, at, minutes, how }: Appointment, language: Language, say: Say): string =>
  say('appointment.when', {
    weekday: weekdayOf(on, language),
    day: { day: on },
    time: at,
    minutes,
    how: say(`how.${how}`),
  });

/** Several lines as typed, each in its own direction; the language that a desk writes is Dutch. */
export const typedText = (text: string, language?: Language): Html =>
  html`${text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => html`<p${attr('lang', language)} dir="auto">${line}</p>`)}`;

/** So many languages stand in a row; more are behind a button, or they would fill a phone. */
const IN_A_ROW = 3;

/** The top of a page: the sign, and the languages as links, so that a switch needs no script. */
export function topOf(language: Language, languages: readonly Language[], label: string): Html {
  const links = languages.map(
    (code) =>
      html`<li><a href="?lang=${code}" lang="${code}" hreflang="${code}"${attr('aria-current', code === language ? 'true' : undefined)}>${nameOfLanguage(code)}</a></li>`,
  );
  const choice =
    languages.length <= IN_A_ROW
      ? html`<ul>${links}</ul>`
      : html`<details><summary>${label}: <b>${nameOfLanguage(language)}</b></summary><ul class="list">${links}</ul></details>`;
  return html`<header class="top"><a class="brand" href="/?lang=${language}">${SIGN}<b>Wegwijzer</b></a><nav class="tongues" aria-label="${label}">${choice}</nav></header>`;
}

/** What was done or went wrong: read first by whoever cannot see the page, because it takes the focus. */
export const bannerOf = (kind: 'good' | 'bad', id: string, title: string, text: readonly (string | Html)[]): Html =>
  html`<section class="banner ${kind}" id="${id}" tabindex="-1" autofocus aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${text.map((part) => (part instanceof Html ? part : html`<p>${part}</p>`))}</section>`;

/** What a control needs to be tied to its help and its problem. */
export const describedBy = (id: string, problem: string | undefined, hint = false): Html => {
  const ids = [hint ? `${id}-hint` : '', problem === undefined ? '' : `${id}-problem`].filter((one) => one !== '');
  return html`${attr('aria-describedby', ids.length > 0 ? ids.join(' ') : undefined)}${attr('aria-invalid', problem === undefined ? undefined : 'true')}`;
};
export const problemOf = (id: string, problem: string | undefined): Html | false =>
  problem !== undefined && html`<p class="error" id="${id}-problem">${problem}</p>`;

/** That a desk read it, or saw the withdrawal, stands on the client's page and is not mailed. */
const NOT_MAILED: readonly string[] = ['open', 'acknowledge-recall'] satisfies Press[];

/** Who hears of an answer, and how: a client without an e-mail address is not called by us. */
export function whoIsTold({ record: { referral, counsellor } }: DeskView, say: Say, event = ''): string {
  const { email, phone } = NOT_MAILED.includes(event) ? {} : (referral?.client.reach ?? {});
  const client = email !== undefined ? 'client-mail' : phone !== undefined ? 'client-page' : 'client-page-only';
  return [`told.${client}`, ...(counsellor === undefined ? [] : ['told.counsellor'])].map((key) => say(key)).join(' ');
}
