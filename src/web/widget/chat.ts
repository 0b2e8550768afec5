/** Takes over the page that the server wrote: the same forms, answered without leaving the page. */
import type { Activity } from 'botbuilder';
import { counsellorUser } from '../../domain/counsellor-user.ts';
import { channelDataOf, isFromPerson, isVisible, speakerOf } from '../bubble.ts';
import { cardSaid, readSaid } from '../said.ts';
import { openLine } from './line.ts';
import { boot, byId, follow, say, spoken } from './tongue.ts';
import {
  add,
  announce,
  expectAnswer,
  isHeld,
  log,
  offerFresh,
  retireCards,
  scrollFrom,
  scrollToNewest,
  seeNews,
  setChoices,
  setProgress,
  setState,
} from './view.ts';

type Message = Partial<Activity>;

const keep = byId('keep');
const box = byId('box') as HTMLFormElement;

/** Own messages that the server has not echoed yet, by client id: the bubble, or nothing for a silent one. */
const pending = new Map<string, HTMLElement | undefined>();
const shown = new Set<string>();

const line = openLine({
  known: boot.conversation && {
    conversationId: boot.conversation.id,
    token: boot.conversation.token,
    watermark: boot.conversation.watermark,
  },
  open: () =>
    fetch(boot.session, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ language: boot.language, chosen: boot.chosen, invite: boot.invite }),
      signal: AbortSignal.timeout(20_000),
    }),
  onActivity: hear,
  onReset() {
    log.replaceChildren();
    shown.clear();
    setChoices(undefined, false);
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
      setState(say('ended'), 'held');
      offerFresh();
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
  const { clientActivityID, erased, referral, outcome, question, quote } = channelDataOf(activity);
  if (isFromPerson(activity)) {
    if (clientActivityID !== undefined && pending.has(clientActivityID)) {
      const item = pending.get(clientActivityID);
      pending.delete(clientActivityID);
      if (item !== undefined) mark(item, '');
    } else {
      // Who sits beside them answered: what was asked here is asked no more.
      if (speakerOf(activity, boot.side) !== 'you') {
        retireCards('all');
        setChoices(undefined, false);
      }
      if (isVisible(activity)) add(activity, submitCard, { asked: false });
    }
    return;
  }
  if (activity.type !== 'message') return;
  if (!isHeld()) setState('');
  if (erased === true) {
    log.replaceChildren();
    byId('progress').hidden = true;
    keep.hidden = true;
    seeNews();
    // What was asked is asked no more; perhaps it was erased from elsewhere while it stood here.
    if (boot.side === 'client') offerFresh();
    else setChoices(undefined, false);
  }
  if (quote !== true) void follow(activity.locale);
  const asked = activity.replyToId !== undefined;
  const item = isVisible(activity) ? add(activity, submitCard, { asked }) : undefined;
  if (question !== undefined || (activity.suggestedActions?.actions ?? []).length > 0) {
    retireCards('older');
    setChoices(activity, asked);
  }
  setProgress(activity);
  if (boot.side === 'client' && (referral !== undefined || outcome !== undefined)) keep.hidden = false;
  // What nobody asked for does not pull the page away from what is being read.
  if (!asked && log.querySelector('.me') !== null) {
    if (item !== undefined) announce(item);
    return;
  }
  scrollFrom(item, true);
  scrollToNewest();
}

const submitCard = (value: object): void => send(cardSaid(value, {}));

function send(said: Message): void {
  const activity: Message = { ...said, ...(boot.side === 'client' ? { locale: spoken() } : {}) };
  // The id says who speaks only on this screen; for everybody else our token does.
  const id = boot.side === 'client' ? 'user' : counsellorUser('here');
  const own = { ...activity, from: { id, name: '', role: 'user' } } as Message;
  retireCards('all');
  seeNews();
  const data: { messageBack?: { displayText?: string } } = said.channelData ?? {};
  const visible = data.messageBack === undefined ? own : { ...own, text: data.messageBack.displayText ?? '' };
  const item = isVisible(visible) ? add(visible, submitCard, { asked: true, status: say('sending') }) : undefined;
  scrollFrom(item);
  setChoices(undefined, true);
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
  scrollFrom(document.getElementById('now') ?? undefined);
  scrollToNewest();
}
document.documentElement.dataset.live = '';
