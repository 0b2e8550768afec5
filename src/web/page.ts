/** The newcomer's page: what was said, what is asked, and the ways to answer. Complete without JavaScript. */
import type { Activity } from 'botbuilder';
import type { Language } from '../domain/referral.ts';
import { bubble, channelDataOf, choiceButtons, isFromPerson, isVisible, type Side, speakerOf } from './bubble.ts';
import { cardHtml } from './card-html.ts';
import { attr, Html, html } from './html.ts';
import { directionOf } from './languages.ts';
import { documentOf, SIGN } from './layout.ts';
import type { Words } from './ports.ts';
import type { PagePolicy } from './security.ts';

/** What stands in the text of the page for the widget to go on with. */
export interface Boot {
  readonly language: Language;
  readonly languages: { readonly [code: string]: string };
  readonly invite: string | undefined;
  readonly chosen: boolean;
  readonly embedded: boolean;
  /** Whose screen this is; a counsellor's stays in Dutch and shows the Dutch of what is asked. */
  readonly side: Side;
  /** Where the widget asks for its conversation and a fresh token. */
  readonly session: string;
  readonly conversation?: { readonly id: string; readonly token: string; readonly watermark: string };
  readonly words: { readonly [key: string]: string };
  /** Where the words of another language are, for a switch. */
  readonly wordsAt: { readonly [code: string]: string };
}

export interface PageParts {
  /** Whether a native speaker has read the texts of this language; where none has, the page says so. */
  readonly reviewed: boolean;
  readonly words: Words;
  readonly policy: PagePolicy;
  readonly language: Language;
  readonly languages: readonly Language[];
  readonly activities: readonly Partial<Activity>[];
  /** Where the forms post to, with what is to be kept of the page's address. */
  readonly action: string;
  /** Names this page's posts, so that a double click is one message. */
  readonly pageId: string;
  readonly script: string | undefined;
  readonly boot: Boot;
}

/** Commands that are always at hand: next to the text box, and in the menu. */
const AT_HAND = ['back', 'why', 'help'] as const;
const IN_MENU = ['change', 'human', 'stop', 'restart', 'erase'] as const;
/** Of those, what a counsellor beside the client can do: the rest is the client's to decide. */
const FOR_COUNSELLORS: readonly string[] = ['change', 'human'];

/** A language's own name, such as `Nederlands`. */
export const nameOfLanguage = (language: Language): string => {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
};

/** Words that the widget needs in the browser. */
export const WIDGET_KEYS = [
  'title',
  'skip',
  'language',
  'unreviewed',
  'menu',
  ...[...AT_HAND, ...IN_MENU].flatMap((name) => [`command.${name}`, `say.${name}`]),
  'log',
  'you',
  'bot',
  'client',
  'counsellor',
  'answers',
  'input',
  'send',
  'left',
  'almost',
  'sending',
  'unsent',
  'refused',
  'offline',
  'busy',
  'slow',
  'writing',
  'ended',
  'fresh',
  'keep',
  'card',
  'news',
] as const;

/** Whether an activity waits for an answer: it names its question, or has something to choose from. */
const asks = (activity: Partial<Activity>): boolean =>
  activity.type === 'message' &&
  !isFromPerson(activity) &&
  (channelDataOf(activity).question !== undefined || (activity.suggestedActions?.actions ?? []).length > 0);

/** Where the conversation stands: what to show, what can be answered now, how far it is. */
function standing(activities: readonly Partial<Activity>[]) {
  const erased = activities.findLastIndex((activity) => channelDataOf(activity).erased === true);
  const said = activities.slice(Math.max(erased, 0));
  const last = said.findLastIndex((activity) => activity.type === 'message');
  const lastSaid = said.findLastIndex((activity) => activity.type === 'message' && isFromPerson(activity));
  const asking = said.findLastIndex(asks);
  return {
    said: said.filter(isVisible),
    /** What the person said last, or what came first after a card that shows no bubble: the page opens there. */
    latest: said.slice(Math.max(lastSaid, 0)).find(isVisible) ?? said.findLast(isVisible),
    /** The question that stands open; what was asked before is shown, not used. */
    question: asking > lastSaid ? said[asking] : undefined,
    progress: said.findLast((activity) => channelDataOf(activity).progress !== undefined),
    waiting: lastSaid >= 0 && lastSaid === last,
    finished: said.some((activity) => {
      const data = channelDataOf(activity);
      return data.referral !== undefined || data.outcome !== undefined;
    }),
  };
}

const json = (value: unknown): Html => new Html(JSON.stringify(value).replace(/</g, '\\u003c'));

export function newcomerPage(parts: PageParts): string {
  const { words, language, activities, action } = parts;
  const { embedded, side } = parts.boot;
  const say = (key: string, params?: { [name: string]: number }) => words(language, `page:${key}`, params);
  const now = standing(activities);
  const hidden = html`<input type="hidden" name="page" value="${parts.pageId}">`;
  const form = (id: string, inside: Html, label?: string) =>
    html`<form id="${id}" method="post" action="${action}"${attr('aria-label', label)}${attr('role', label === undefined ? undefined : 'group')}>${hidden}${inside}</form>`;
  const command = (name: string, look: string) =>
    html`<button class="${look}" name="command:${name}" value="${say(`say.${name}`)}" data-command="${name}">${say(`command.${name}`)}</button>`;

  const inMenu = IN_MENU.filter((name) => side === 'client' || FOR_COUNSELLORS.includes(name));
  const choices = choiceButtons(now.question, parts.boot.languages, side);
  const progress = now.progress && channelDataOf(now.progress).progress;
  const bubbles = now.said.map((activity, at) =>
    bubble(
      activity,
      say(speakerOf(activity, side)),
      (card, index) =>
        cardHtml(card, {
          prefix: `c${at}-${index}-`,
          active: activity === now.question,
          action,
          hidden,
          label: say('card'),
        }),
      { anchor: activity === now.latest ? 'now' : undefined, side },
    ),
  );

  const body = html`<a class="skip" href="#text" data-say="skip">${say('skip')}</a>
<header class="top chat-top"><a class="brand" href="${action}">${SIGN}<b>Wegwijzer</b></a><nav aria-label="${say('menu')}" data-label="menu">${form(
    'menu',
    html`<details name="top"><summary><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 0c3 3 3 15 0 18m0-18c-3 3-3 15 0 18M3.500 9h17m-17 6h17" fill="none" stroke="currentColor" stroke-width="1.600"/></svg><span data-say="language">${say('language')}</span></summary><div class="list">${parts.languages.map(
      (code) =>
        html`<button name="command:language:${code}" value="${nameOfLanguage(code)}" lang="${code}" dir="${directionOf(code)}"${attr('aria-current', code === language ? 'true' : undefined)}>${nameOfLanguage(code)}</button>`,
    )}<p class="unreviewed" data-say="unreviewed">${parts.reviewed ? '' : say('unreviewed')}</p></div></details><details name="top"><summary><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 7h16M4 12h16M4 17h16" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg><span data-say="menu">${say('menu')}</span></summary><div class="list">${inMenu.map((name) => command(name, ''))}</div></details>`,
  )}</nav><div id="progress" class="progress"${attr('hidden', progress === undefined)}${attr('data-remaining', progress?.remaining)}>${progress && html`<span id="left">${progress.remaining > 0 ? say('left', { number: progress.remaining }) : say('almost')}</span><progress aria-labelledby="left" max="${Math.max(progress.answered + progress.remaining, 1)}" value="${progress.answered}"></progress>`}</div></header>
<main><h1 class="sr" data-say="title">${say('title')}</h1>
<div id="log" role="log" aria-label="${say('log')}" data-label="log"><ul>${bubbles}</ul></div>
<p id="state" role="status"${attr('hidden', !now.waiting)}>${now.waiting && html`${say('slow')} <a href="${action}">${say('again')}</a>`}</p>
<div id="answers" tabindex="-1" role="group" aria-label="${say('answers')}" data-label="answers">${choices && form('choices', choices)}</div>
<p id="keep" class="keep"${attr('hidden', !now.finished || side !== 'client')}><a class="button main" href="/print${embedded && '?embed=1'}"${attr('target', embedded ? undefined : '_blank')} data-say="keep">${say('keep')}</a></p></main>
<footer class="foot"><button id="news" class="choice" type="button" hidden data-say="news">${say('news')}</button>${form('hand', html`${AT_HAND.map((name) => command(name, 'quiet'))}`)}${form(
    'box',
    html`<label class="sr" for="text" data-say="input">${say('input')}</label><input id="text" name="text" type="text" dir="auto" autocomplete="off" enterkeyhint="send" maxlength="4000" required placeholder="${say('input')}" data-hint="input"><button class="send" aria-label="${say('send')}" data-label="send"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12h13m-5.500-6 6 6-6 6" fill="none" stroke="currentColor" stroke-width="2.400" stroke-linecap="round" stroke-linejoin="round"/></svg></button>`,
  )}</footer>
<script type="application/json" id="boot">${json(parts.boot)}</script>`;

  return documentOf({
    language,
    title: say('title'),
    policy: parts.policy,
    bodyClass: embedded ? 'chat embedded' : 'chat',
    head:
      parts.script === undefined
        ? html`<meta name="robots" content="${parts.boot.conversation ? 'noindex' : 'index'}">`
        : html`<meta name="robots" content="${parts.boot.conversation ? 'noindex' : 'index'}"><script type="module" src="${parts.script}"></script>`,
    body,
  });
}
