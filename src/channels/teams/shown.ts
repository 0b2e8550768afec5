/**
 * What the bot says, as Teams shows it. Teams has room for six suggested actions and puts none under a card, so our
 * choices become a card of buttons; buttons of cards become Action.Execute, whose answer replaces the card: what was
 * answered cannot be pressed twice. A client too old for that gets Action.Submit, which the bot hears just the same.
 */
import type { Activity, Attachment } from 'botbuilder';

export const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';
const SCHEMA = 'http://adaptivecards.io/schemas/adaptive-card.json';
/** Teams shows no more buttons than this in one row. */
const MAX_ACTIONS = 6;
/** A notification shows on a locked phone: what was asked, and nothing that was answered. */
const MAX_SUMMARY = 120;

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'fa']);

type Json = { readonly [name: string]: unknown };

/** @returns the messages to send, in order: choices that stand beside another card get a message of their own */
export function showOnTeams(activity: Partial<Activity>): Partial<Activity>[] {
  const { suggestedActions, attachments = [], text = '' } = activity;
  const message: Partial<Activity> = {
    ...activity,
    summary: text.length > MAX_SUMMARY ? `${text.slice(0, MAX_SUMMARY)}…` : text,
    ...(attachments.length === 0 ? {} : { attachments: attachments.map((one) => forTeams(one, text)) }),
  };
  delete message.suggestedActions;
  const labels = (suggestedActions?.actions ?? []).map(({ title, value }) => String(value ?? title));
  if (labels.length === 0) return [message];
  const card = buttonCard(labels, activity);
  if (attachments.length === 0) return [{ ...message, attachments: [card] }];
  const { channelData: _, ...rest } = message;
  return [message, { ...rest, text: '', attachments: [card] }];
}

/** A card that says one thing and asks nothing: what stands where an answered card stood. */
export function saidCard(text: string, locale: string | undefined): Json {
  return frame(locale, [{ type: 'TextBlock', text, wrap: true, isSubtle: true }]);
}

/** A card with one way out of the chat. */
export function linkCard(label: string, url: string, locale: string | undefined): Attachment {
  const actions = [{ type: 'Action.OpenUrl', title: label, url }];
  return { contentType: ADAPTIVE_CARD, content: frame(locale, [{ type: 'ActionSet', actions }]) };
}

function frame(locale: string | undefined, body: readonly Json[]): Json {
  return {
    type: 'AdaptiveCard',
    $schema: SCHEMA,
    version: '1.5',
    ...(locale === undefined ? {} : { lang: locale }),
    rtl: RIGHT_TO_LEFT.has(locale?.slice(0, 2) ?? ''),
    body,
  };
}

/** One button a line: labels are sentences, and there may be thirty of them. */
function buttonCard(labels: readonly string[], { locale, channelData }: Partial<Activity>): Attachment {
  const question: unknown = channelData?.question;
  const sets = labels.map((label) => ({
    type: 'ActionSet',
    spacing: 'Small',
    actions: [
      asExecute({
        type: 'Action.Submit',
        title: label,
        data: { say: label, ...(typeof question === 'string' ? { question } : {}) },
      }),
    ],
  }));
  return { contentType: ADAPTIVE_CARD, content: frame(locale, sets) };
}

function forTeams(attachment: Attachment, text: string): Attachment {
  if (attachment.contentType !== ADAPTIVE_CARD) return attachment;
  return { ...attachment, content: fitCard(attachment.content, text) };
}

/** A card of the bot as Teams takes it; `text` is what a client says that shows no cards. */
export function fitCard(content: object, text: string): object {
  const card = withExecute(content) as Json;
  const actions = (card.actions ?? []) as readonly Json[];
  const rows: Json[] = [];
  for (let at = 0; at < actions.length; at += MAX_ACTIONS)
    rows.push({ type: 'ActionSet', actions: actions.slice(at, at + MAX_ACTIONS) });
  const fitted =
    rows.length < 2 ? {} : { body: [...((card.body ?? []) as readonly Json[]), ...rows], actions: undefined };
  // The twin in plain text doubles the message, which Teams limits; the question itself stands above the card.
  return JSON.parse(JSON.stringify({ ...card, ...fitted, fallbackText: text, msteams: { width: 'Full' } }));
}

/** The same card with every Action.Submit as an Action.Execute, however deep it stands. */
function withExecute(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withExecute);
  if (typeof node !== 'object' || node === null) return node;
  const item = node as Json;
  if (item.type === 'Action.Submit') return asExecute(item);
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, withExecute(value)]));
}

function asExecute(submit: Json): Json {
  const { do: what, counsellor } = (submit.data ?? {}) as { do?: unknown; counsellor?: unknown };
  return { ...submit, type: 'Action.Execute', verb: String(what ?? counsellor ?? 'say'), fallback: submit };
}
