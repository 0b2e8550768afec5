/** Takes over the page that the server wrote: the same forms, answered without leaving the page. */
import type { Activity } from 'botbuilder';
import { bubble, cardsOf, channelDataOf, choiceButtons, isFromPerson, isVisible } from '../bubble.ts';
import { html } from '../html.ts';
import { directionOf } from '../languages.ts';
import type { Boot } from '../page.ts';
import { richText } from '../rich-text.ts';
import { cardSaid, readSaid } from '../said.ts';
import { openLine } from './line.ts';

type Message = Partial<Activity>;

const byId = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no ${id}`);
  return element;
};

const boot: Boot = JSON.parse(byId('boot').textContent ?? '');
let { words, language } = boot;
const say = (key: string): string => words[key] ?? '';

const log = byId('log').firstElementChild as HTMLElement;
const answers = byId('answers');
const state = byId('state');
const progressPlace = byId('progress');
const keep = byId('keep');
const box = byId('box') as HTMLFormElement;

/** Own messages that the server has not echoed yet, by client id: the bubble, or nothing for a silent one. */
const pending = new Map<string, HTMLElement | undefined>();
const shown = new Set<string>();
let newestAnchor: HTMLElement | undefined;

// ---- what is seen --------------------------------------------------------------------------------------------------

function add(activity: Message, status?: string): HTMLElement {
  const holder = document.createElement('template');
  const card = () => html`<div class="card" data-card></div>`;
  holder.innerHTML = bubble(activity, say(isFromPerson(activity) ? 'you' : 'bot'), card, { status }).markup;
  const item = holder.content.firstElementChild as HTMLElement;
  item.classList.add('new');
  log.append(item);
  const places = [...item.querySelectorAll<HTMLElement>('[data-card]')];
  for (const [index, content] of cardsOf(activity).entries()) {
    const place = places[index];
    if (place !== undefined) void fillCard(content as object, place);
  }
  return item;
}

async function fillCard(content: object, place: HTMLElement): Promise<void> {
  try {
    const { drawCard } = await import('./cards.ts');
    const submit = (value: object) => {
      if (place.dataset.old === undefined) send(cardSaid(value, {}));
    };
    drawCard(content, place, submit, (text) => richText(text).markup);
    if (place.dataset.old !== undefined) retire(place);
    scrollToNewest();
  } catch {
    // Without the card its plain twin still says everything, and every question can be answered by typing.
    const { fallbackText } = content as { fallbackText?: string };
    place.innerHTML = richText(fallbackText ?? '').markup;
  }
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

function setChoices(activity: Message | undefined): void {
  const hadFocus = answers.contains(document.activeElement) || document.activeElement === document.body;
  const actions = activity?.suggestedActions?.actions ?? [];
  answers.innerHTML =
    actions.length === 0
      ? ''
      : html`<form id="choices" method="post">${choiceButtons(actions, activity?.locale)}</form>`.markup;
  // The pressed button is gone: whoever goes by keyboard stands before the new choices, not at the top of the page.
  if (hadFocus) answers.focus({ preventScroll: true });
}

function setProgress(activity: Message): void {
  const { progress } = channelDataOf(activity);
  if (progress === undefined) return;
  const { answered, remaining } = progress;
  progressPlace.hidden = false;
  const text = remaining > 0 ? say('left').replace('#', String(remaining)) : say('almost');
  progressPlace.innerHTML =
    html`<span id="left">${text}</span><progress aria-labelledby="left" max="${Math.max(answered + remaining, 1)}" value="${answered}"></progress>`.markup;
  progressPlace.dataset.remaining = String(remaining);
}

let stateTimer: ReturnType<typeof setTimeout> | undefined;
function setState(text: string, kind = ''): void {
  clearTimeout(stateTimer);
  if (state.textContent !== text) state.textContent = text;
  state.className = kind;
  state.hidden = text === '';
}

/** A state that stays until it is over, not until the next message. */
const isHeld = (): boolean => state.classList.contains('held');

/** After a moment: "is writing"; after long: "the answer is on its way". */
function expectAnswer(): void {
  if (isHeld()) return;
  clearTimeout(stateTimer);
  stateTimer = setTimeout(() => {
    setState(say('writing'), 'dots');
    stateTimer = setTimeout(() => setState(say('slow'), 'dots'), 8_000);
  }, 700);
}

const calm = !matchMedia('(prefers-reduced-motion: reduce)').matches;
function scrollToNewest(): void {
  newestAnchor?.scrollIntoView({ block: 'start', behavior: calm ? 'smooth' : 'auto' });
}

// ---- the language of the page follows the conversation --------------------------------------------------------------

async function follow(locale: string | undefined): Promise<void> {
  const next = locale?.split('-')[0] ?? '';
  const at = boot.wordsAt[next];
  if (next === language || at === undefined) return;
  language = next as Boot['language'];
  try {
    words = await (await fetch(at)).json();
  } catch {
    return; // the old words still work
  }
  if (language !== next) return;
  document.documentElement.lang = next;
  document.documentElement.dir = directionOf(next);
  document.title = say('title');
  const each = (attribute: string, change: (element: HTMLElement, key: string) => void) => {
    for (const element of document.querySelectorAll<HTMLElement>(`[data-${attribute}]`))
      change(element, element.getAttribute(`data-${attribute}`) ?? '');
  };
  each('say', (element, key) => {
    element.textContent = say(key);
  });
  each('label', (element, key) => element.setAttribute('aria-label', say(key)));
  each('hint', (element, key) => element.setAttribute('placeholder', say(key)));
  each('command', (element, key) => {
    element.textContent = say(`command.${key}`);
    (element as HTMLButtonElement).value = say(`say.${key}`);
  });
  for (const who of log.querySelectorAll('li > .sr'))
    who.textContent = `${say(who.parentElement?.classList.contains('me') ? 'you' : 'bot')} `;
  for (const button of document.querySelectorAll('nav [lang]')) {
    if (button.getAttribute('lang') === next) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
  const left = document.getElementById('left');
  const remaining = Number(progressPlace.dataset.remaining ?? 0);
  if (left !== null) left.textContent = remaining > 0 ? say('left').replace('#', String(remaining)) : say('almost');
}

// ---- what is said and heard -----------------------------------------------------------------------------------------

const line = openLine({
  known: boot.conversation && {
    conversationId: boot.conversation.id,
    token: boot.conversation.token,
    watermark: boot.conversation.watermark,
  },
  open: () =>
    fetch(`/session${boot.embedded ? '?embed=1' : ''}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ language: boot.language, chosen: boot.chosen, invite: boot.invite }),
      signal: AbortSignal.timeout(20_000),
    }),
  onActivity: hear,
  onReset() {
    log.replaceChildren();
    shown.clear();
    setChoices(undefined);
    for (const item of pending.values()) if (item !== undefined) log.append(item);
  },
  onSent(id, taken) {
    const item = pending.get(id);
    if (item !== undefined) mark(item, taken ? '' : say('refused'));
    if (!taken) {
      pending.delete(id);
      setState('');
    }
  },
  onState(now) {
    if (now === 'ok') {
      if (isHeld()) setState('');
    } else if (now === 'ended') {
      setState(`${say('ended')} `, 'held');
      const link = document.createElement('a');
      link.href = location.href;
      link.textContent = say('fresh');
      state.append(link);
      setChoices(undefined);
    } else if (now === 'busy') setState(say('busy'), 'held');
    else {
      setState(say('offline'), 'held');
      for (const item of pending.values()) if (item !== undefined) mark(item, say('unsent'));
    }
  },
});

function mark(item: HTMLElement, text: string): void {
  const status = item.querySelector('.status');
  if (status !== null) status.textContent = text;
}

function hear(activity: Message): void {
  if (activity.type === 'typing' && !isFromPerson(activity)) {
    expectAnswer();
    return;
  }
  if (activity.id !== undefined) {
    if (shown.has(activity.id)) return;
    shown.add(activity.id);
  }
  const { clientActivityID, erased, referral, outcome, question } = channelDataOf(activity);
  if (isFromPerson(activity)) {
    if (clientActivityID !== undefined && pending.has(clientActivityID)) {
      const item = pending.get(clientActivityID);
      pending.delete(clientActivityID);
      if (item !== undefined) mark(item, '');
    } else if (isVisible(activity)) add(activity);
    return;
  }
  if (activity.type !== 'message') return;
  if (!isHeld()) setState('');
  if (erased === true) log.replaceChildren();
  void follow(activity.locale);
  if (isVisible(activity)) {
    const item = add(activity);
    newestAnchor ??= item;
  }
  if (question !== undefined || (activity.suggestedActions?.actions ?? []).length > 0) {
    for (const card of log.querySelectorAll<HTMLElement>('li:not(:last-child) .card')) retire(card);
    setChoices(activity);
  }
  setProgress(activity);
  if (referral !== undefined || outcome !== undefined) keep.hidden = false;
  scrollToNewest();
}

function send(said: Message): void {
  const activity: Message = { ...said, locale: language };
  const own = { ...activity, from: { id: 'user', name: '', role: 'user' } } as Message;
  for (const card of log.querySelectorAll<HTMLElement>('.card')) retire(card);
  const data: { messageBack?: { displayText?: string } } = said.channelData ?? {};
  const visible = data.messageBack === undefined ? own : { ...own, text: data.messageBack.displayText ?? '' };
  const item = isVisible(visible) ? add(visible, say('sending')) : undefined;
  newestAnchor = item;
  setChoices(undefined);
  pending.set(line.say(activity), item);
  scrollToNewest();
  expectAnswer();
}

document.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement;
  const { submitter } = event;
  event.preventDefault();
  const pressed = submitter instanceof HTMLButtonElement ? submitter : undefined;
  const said = readSaid([...new FormData(form, submitter)].map(([name, value]) => [name, String(value)] as const));
  if (said === undefined) return;
  form.closest('nav')?.querySelector('details[open]')?.removeAttribute('open');
  if (form === box) {
    box.reset();
  } else if (pressed !== undefined && (form.id === 'hand' || form.id === 'menu')) {
    // One press is one message; a double click is one press.
    pressed.disabled = true;
    setTimeout(() => {
      pressed.disabled = false;
    }, 800);
  }
  send(said);
});

// Menus close by Escape and by a press elsewhere; inside another site's page Escape then closes the whole frame.
const closeMenus = (): boolean => {
  const open = document.querySelector<HTMLDetailsElement>('nav details[open]');
  if (open === null) return false;
  open.open = false;
  open.querySelector('summary')?.focus();
  return true;
};
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !closeMenus() && boot.embedded) parent.postMessage('wegwijzer:close', '*');
});
document.addEventListener('pointerdown', (event) => {
  const open = document.querySelector<HTMLDetailsElement>('nav details[open]');
  if (open !== null && !open.contains(event.target as Node)) open.open = false;
});

for (const item of log.querySelectorAll('[data-id]')) shown.add(item.getAttribute('data-id') ?? '');
if (boot.conversation !== undefined) {
  newestAnchor = [...log.querySelectorAll<HTMLElement>('.me')].at(-1);
  newestAnchor?.scrollIntoView({ block: 'start' });
}
document.documentElement.dataset.live = '';
