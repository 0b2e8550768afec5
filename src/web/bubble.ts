/** One message of the conversation, and the buttons under it. No Node: server and widget write the same markup. */
import type { Activity, Attachment, CardAction } from 'botbuilder';
import { isCounsellorUser } from '../domain/counsellor-user.ts';
import { attr, type Html, html } from './html.ts';
import { directionOf } from './languages.ts';
import { isWebAddress, richText } from './rich-text.ts';

const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

/** Our part of channelData. */
interface ChannelData {
  readonly question?: string;
  readonly progress?: { readonly answered: number; readonly remaining: number };
  readonly clientActivityID?: string;
  readonly postBack?: boolean;
  readonly referral?: object;
  /** The desk's own words, in the language of the desk: the page does not follow. */
  readonly quote?: boolean;
  /** The same in Dutch, for a counsellor who reads along. */
  readonly dutch?: { readonly text: string; readonly choices: readonly { readonly title: string }[] };
  readonly outcome?: unknown;
  /** Everything before this message was erased. */
  readonly erased?: boolean;
}

export const channelDataOf = (activity: Partial<Activity>): ChannelData => {
  const data: unknown = activity.channelData;
  return typeof data === 'object' && data !== null ? data : {};
};

export const isFromPerson = (activity: Partial<Activity>): boolean => activity.from?.role === 'user';

/** Whose screen it is: the client's, or that of a counsellor in the same conversation. */
export type Side = 'client' | 'counsellor';
/** Who speaks, as this screen calls them: a key of the page's words. */
export type Speaker = 'you' | 'bot' | Side;

export function speakerOf(activity: Partial<Activity>, side: Side): Speaker {
  if (!isFromPerson(activity)) return 'bot';
  const from: Side = isCounsellorUser(activity.from?.id) ? 'counsellor' : 'client';
  return from === side ? 'you' : from;
}

const LOOKS: { readonly [speaker in Speaker]: string } = {
  you: 'me',
  bot: 'bot',
  client: 'other',
  counsellor: 'other',
};

export const cardsOf = (activity: Partial<Activity>): unknown[] =>
  (activity.attachments ?? [])
    .filter((attachment: Attachment) => attachment.contentType === ADAPTIVE_CARD)
    .map((attachment: Attachment) => attachment.content);

/** Whether there is anything of this activity to see. */
export const isVisible = (activity: Partial<Activity>): boolean =>
  activity.type === 'message' &&
  !(isFromPerson(activity) && channelDataOf(activity).postBack === true) &&
  ((activity.text ?? '') !== '' || cardsOf(activity).length > 0);

/**
 * A message as a list item. Our own words run the way their language runs; a person's words run the way they start,
 * since nobody says in which language they are. `who` is read out; it is seen only of who speaks from another screen.
 */
export function bubble(
  activity: Partial<Activity>,
  who: string,
  card: (card: unknown, index: number) => Html,
  more: {
    readonly status?: string | undefined;
    readonly anchor?: string | undefined;
    readonly side?: Side | undefined;
  } = {},
): Html {
  const side = more.side ?? 'client';
  const look = LOOKS[speakerOf(activity, side)];
  const dutch = side === 'counsellor' && look === 'bot' ? channelDataOf(activity).dutch?.text : undefined;
  const person = isFromPerson(activity);
  const locale = activity.locale;
  const direction = person || locale === undefined ? 'auto' : directionOf(locale);
  const text = activity.text ?? '';
  return html`<li class="${look}"${attr('data-id', activity.id)}${attr('id', more.anchor)}><span class="${look === 'other' ? 'who' : 'sr'}">${who} </span><div class="words" dir="${direction}"${attr('lang', person ? undefined : locale)}>${text !== '' && (person ? html`<p>${text}</p>` : richText(text))}${cardsOf(activity).map(card)}${dutch !== undefined && dutch !== '' && html`<div class="dutch" lang="nl" dir="ltr">${richText(dutch)}</div>`}</div>${more.status !== undefined && html`<small class="status">${more.status}</small>`}</li>`;
}

/** What a suggested action sends, as the field of a form: its text, or the whole action as JSON. */
const choiceValue = (action: CardAction): string =>
  action.type === 'imBack' || action.type === undefined
    ? String(action.value ?? action.title)
    : JSON.stringify({
        type: action.type,
        title: action.title,
        value: action.value,
        text: action.text,
        displayText: action.displayText,
      });

/**
 * The choices under a question, as submit buttons; links stay links. A press says which question it answers: the page may
 * have been left behind. `languages` are codes with the language's own name: a choice that is such a name is read out in
 * its own language. A counsellor reads each choice in Dutch as well. Nothing where the message has none.
 */
export function choiceButtons(
  message: Partial<Activity> | undefined,
  languages: { readonly [code: string]: string },
  side: Side = 'client',
): Html | false {
  const actions = message?.suggestedActions?.actions ?? [];
  if (message === undefined || actions.length === 0) return false;
  const { question, dutch } = channelDataOf(message);
  return html`<div class="choices"${attr('lang', message.locale)}>${question !== undefined && html`<input type="hidden" name="question" value="${question}">`}${actions.map(
    (action, at) => {
      const said = side === 'counsellor' ? dutch?.choices[at]?.title : undefined;
      const beside = said === action.title ? undefined : said;
      const tongue = Object.keys(languages).find((code) => languages[code] === action.title);
      const typed = action.type === 'imBack' || action.type === undefined;
      return action.type === 'openUrl' && isWebAddress(String(action.value))
        ? html`<a class="choice" href="${String(action.value)}" target="_blank" rel="noopener noreferrer">${action.title}</a>`
        : html`<button class="choice" name="${typed ? 'say' : 'choice'}" value="${choiceValue(action)}" dir="auto"${attr('lang', tongue)}>${action.title}${beside !== undefined && html` <small class="dutch" lang="nl" dir="ltr">${beside}</small>`}</button>`;
    },
  )}</div>`;
}
