/** One message of the conversation, and the buttons under it. No Node: server and widget write the same markup. */
import type { Activity, Attachment, CardAction } from 'botbuilder';
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
  readonly outcome?: unknown;
  /** Everything before this message was erased. */
  readonly erased?: boolean;
}

export const channelDataOf = (activity: Partial<Activity>): ChannelData => {
  const data: unknown = activity.channelData;
  return typeof data === 'object' && data !== null ? data : {};
};

export const isFromPerson = (activity: Partial<Activity>): boolean => activity.from?.role === 'user';

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
 * since nobody says in which language they are. `who` is read out, not seen.
 */
export function bubble(
  activity: Partial<Activity>,
  who: string,
  card: (card: unknown, index: number) => Html,
  more: { readonly status?: string | undefined; readonly anchor?: string | undefined } = {},
): Html {
  const person = isFromPerson(activity);
  const locale = activity.locale;
  const direction = person || locale === undefined ? 'auto' : directionOf(locale);
  const text = activity.text ?? '';
  return html`<li class="${person ? 'me' : 'bot'}"${attr('data-id', activity.id)}${attr('id', more.anchor)}><span class="sr">${who} </span><div class="words" dir="${direction}"${attr('lang', person ? undefined : locale)}>${text !== '' && (person ? html`<p>${text}</p>` : richText(text))}${cardsOf(activity).map(card)}</div>${more.status !== undefined && html`<small class="status">${more.status}</small>`}</li>`;
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
 * The choices under a question, as submit buttons; links stay links. `languages` are codes with the language's own name:
 * a choice that is such a name is read out in its own language.
 */
export const choiceButtons = (
  actions: readonly CardAction[],
  locale: string | undefined,
  languages: { readonly [code: string]: string },
): Html =>
  html`<div class="choices"${attr('lang', locale)}>${actions.map((action) => {
    const tongue = Object.keys(languages).find((code) => languages[code] === action.title);
    const typed = action.type === 'imBack' || action.type === undefined;
    return action.type === 'openUrl' && isWebAddress(String(action.value))
      ? html`<a class="choice" href="${String(action.value)}" target="_blank" rel="noopener noreferrer">${action.title}</a>`
      : html`<button class="choice" name="${typed ? 'say' : 'choice'}" value="${choiceValue(action)}" dir="auto"${attr('lang', tongue)}>${action.title}</button>`;
  })}</div>`;
