/** What is seen: messages, cards, choices, progress, and how it goes. */
import type { Activity } from 'botbuilder';
import { bubble, cardsOf, channelDataOf, choiceButtons, speakerOf } from '../bubble.ts';
import { html } from '../html.ts';
import { richText } from '../rich-text.ts';
import { boot, byId, say, sayLeft } from './tongue.ts';

type Message = Partial<Activity>;

export const log = byId('log').firstElementChild as HTMLElement;
const answers = byId('answers');
const state = byId('state');
const progressPlace = byId('progress');

/**
 * Puts a message under the others; `submit` hears what is filled in on its card. What nobody `asked` for moves neither
 * the focus nor the page, however long after the message its card is drawn.
 */
export function add(
  activity: Message,
  submit: (value: object) => void,
  { asked, status }: { readonly asked: boolean; readonly status?: string },
): HTMLElement {
  const holder = document.createElement('template');
  const card = () => html`<div class="card" data-card></div>`;
  holder.innerHTML = bubble(activity, say(speakerOf(activity, boot.side)), card, { status, side: boot.side }).markup;
  const item = holder.content.firstElementChild as HTMLElement;
  item.classList.add('new');
  log.append(item);
  const places = [...item.querySelectorAll<HTMLElement>('[data-card]')];
  for (const [index, content] of cardsOf(activity).entries()) {
    const place = places[index];
    if (place !== undefined) void fillCard(content as object, place, submit, asked);
  }
  return item;
}

async function fillCard(
  content: object,
  place: HTMLElement,
  submit: (value: object) => void,
  asked: boolean,
): Promise<void> {
  try {
    const { drawCard } = await import('./cards.ts');
    const submitOnce = (value: object) => {
      if (place.dataset.old === undefined) submit(value);
    };
    drawCard(content, place, submitOnce, (text) => richText(text).markup);
    if (place.dataset.old !== undefined) retire(place);
    else standBefore(place, asked);
    if (asked) scrollToNewest();
  } catch {
    // Without the card its plain twin still says everything, and every question can be answered by typing.
    const { fallbackText } = content as { fallbackText?: string };
    place.innerHTML = richText(fallbackText ?? '').markup;
  }
}

/** The card is the question: whoever goes by keyboard stands before it, and not after it where choices would be. */
function standBefore(card: HTMLElement, asked: boolean): void {
  if (card.querySelector('button:not([role="link"]), input, select, textarea') === null) return;
  card.tabIndex = -1;
  card.role = 'group';
  card.ariaLabel = say('card');
  if (asked && (document.activeElement === answers || document.activeElement === document.body))
    card.focus({ preventScroll: true });
}

/** An old card can be read, not used: what was asked since then counts. */
function retire(card: HTMLElement): void {
  card.dataset.old = '';
  card.classList.add('old');
  for (const control of card.querySelectorAll<HTMLButtonElement>('button, input, select, textarea')) {
    if (control.getAttribute('role') === 'link') continue;
    control.disabled = true;
    if (control.tagName === 'BUTTON') control.hidden = true;
  }
}

/** Retires every card, or every card before the newest message. */
export function retireCards(which: 'all' | 'older'): void {
  for (const card of log.querySelectorAll<HTMLElement>(which === 'all' ? '.card' : 'li:not(:last-child) .card'))
    retire(card);
}

let drawn = '';

/**
 * Shows the choices of this message. News may come between: what it brings again stays under the finger, and who was
 * not at the choices is not taken there unless they `asked`.
 */
export function setChoices(activity: Message | undefined, asked: boolean): void {
  const hadFocus = answers.contains(document.activeElement) || (asked && document.activeElement === document.body);
  const choices = choiceButtons(activity, boot.languages, boot.side);
  const { markup } = html`${choices && html`<form id="choices" method="post">${choices}</form>`}`;
  if (markup !== '' && markup === drawn) return;
  drawn = markup;
  const held = hadFocus ? document.activeElement?.textContent : undefined;
  answers.innerHTML = markup;
  if (!hadFocus) return;
  const same = [...answers.querySelectorAll('button')].find(({ textContent }) => textContent === held);
  // The pressed button is gone: whoever goes by keyboard stands before the new choices, not at the top of the page.
  (same ?? answers).focus({ preventScroll: true });
}

/** Nothing is asked here any more: the way to a new conversation, in the place of the choices. */
export function offerFresh(): void {
  setChoices(undefined, false);
  // Without what follows a `#`: that would stay on this page.
  const { pathname, search } = location;
  answers.innerHTML =
    html`<div class="choices"><a class="choice" href="${pathname + search}" data-say="fresh">${say('fresh')}</a></div>`.markup;
}

export function setProgress(activity: Message): void {
  const { progress } = channelDataOf(activity);
  if (progress === undefined) return;
  const { answered, remaining } = progress;
  progressPlace.hidden = false;
  progressPlace.innerHTML =
    html`<span id="left">${sayLeft(remaining)}</span><progress aria-labelledby="left" max="${Math.max(answered + remaining, 1)}" value="${answered}"></progress>`.markup;
  progressPlace.dataset.remaining = String(remaining);
}

let stateTimer: ReturnType<typeof setTimeout> | undefined;
/** Says how it goes. A `held` state stays until it is over, not until the next message. */
export function setState(text: string, kind = ''): void {
  clearTimeout(stateTimer);
  if (state.textContent !== text) state.textContent = text;
  state.className = kind;
  state.hidden = text === '';
}

export const isHeld = (): boolean => state.classList.contains('held');

/** After a moment: "is writing"; after long: "the answer is on its way". */
export function expectAnswer(): void {
  if (isHeld()) return;
  clearTimeout(stateTimer);
  stateTimer = setTimeout(() => {
    setState(say('writing'), 'dots');
    stateTimer = setTimeout(() => setState(say('slow'), 'dots'), 8_000);
  }, 700);
}

const news = byId('news');
const inSight = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) if (isIntersecting && target === below) seeNews();
});
let below: HTMLElement | undefined;

/** Something came by itself: whoever reads elsewhere stays there, and sees that there is more. */
export function announce(item: HTMLElement): void {
  if (below !== undefined) return;
  below = item;
  news.hidden = false;
  inSight.observe(item);
}

/** It is seen, or the person went on. */
export function seeNews(): void {
  inSight.disconnect();
  below = undefined;
  news.hidden = true;
}

news.addEventListener('click', () => {
  const item = below;
  seeNews();
  if (item === undefined) return;
  item.tabIndex = -1;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: 'start', behavior: calm ? 'smooth' : 'auto' });
});

const calm = !matchMedia('(prefers-reduced-motion: reduce)').matches;
let anchor: HTMLElement | undefined;
/** Where to scroll: what the person said last, or what came first since. */
export const scrollFrom = (item: HTMLElement | undefined, keep = false): void => {
  if (!keep || anchor === undefined) anchor = item;
};
export function scrollToNewest(): void {
  anchor?.scrollIntoView({ block: 'start', behavior: calm ? 'smooth' : 'auto' });
}
