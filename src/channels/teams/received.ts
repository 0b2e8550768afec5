/**
 * What an activity of Teams is to us. Teams sends more than people say, and says it in its own way: mentions and HTML
 * entities in the text, the text once more as an HTML attachment, buttons of cards as messages or as invokes.
 */
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { plainText } from './plain-text.ts';

/** The answer to an invoke that is not for us; in the form of the error response for cards. */
interface Refused {
  readonly status: 400 | 501;
  readonly code: string;
}

export interface Pressed {
  /** The message that holds the card. */
  readonly message: string | undefined;
  /** The question that the card asked, where it did. */
  readonly question: string | undefined;
}

/** What we say outside the conversation: others read along, or what was done to a message means nothing to us. */
export type Outside = 'personal-only' | 'edited' | 'deleted';

export type FromTeams =
  /** For the bot, in the form that every channel gives it. */
  | { readonly is: 'turn'; readonly activity: Activity; readonly pressed?: Pressed; readonly invoked: boolean }
  /** Not for the bot, but not to be passed over in silence either. */
  | {
      readonly is: 'say';
      readonly activity: Activity;
      readonly what: Outside;
      readonly invoked: boolean;
      /** Tells a repeat from something new: an edit comes with the id of the message that was edited. */
      readonly once: string | undefined;
    }
  /** The app was removed: nobody can be reached here any more. */
  | { readonly is: 'removed'; readonly activity: Activity }
  | { readonly is: 'refused'; readonly activity: Activity; readonly with: Refused }
  | { readonly is: 'ignored'; readonly activity: Activity };

const clientInfoSchema = z.looseObject({ type: z.literal('clientInfo'), locale: z.string().max(35) });
const mentionSchema = z.looseObject({
  type: z.literal('mention'),
  text: z.string().min(1),
  mentioned: z.looseObject({ id: z.string() }),
});
const executeSchema = z.looseObject({
  action: z.looseObject({ type: z.literal('Action.Execute'), data: z.looseObject({}).default({}) }),
  // A card that refreshes itself is none of ours.
  trigger: z.literal('manual').optional(),
});
/** What a button of ours carries that stands for a choice (shown.ts). */
const saidSchema = z.looseObject({ say: z.string().min(1).max(500), question: z.string().optional() });
const questionSchema = z.looseObject({ question: z.string().max(100) });
const eventTypeSchema = z.looseObject({ eventType: z.string() });

/** Copies of the text, quoted messages and cards come as attachments too; none of them is a file. */
const NO_FILE = /^(?:text\/html|messageReference|application\/vnd\.microsoft\.card\..*)$/;

/** @param activity as it came: its shape is checked, what Teams puts in it is not yet */
export function hearTeams(activity: Activity): FromTeams {
  switch (activity.type) {
    case 'message':
      return inGroup(activity) ? say(activity, 'personal-only') : hearMessage(activity, activity.value, false);
    case 'invoke':
      return hearInvoke(activity);
    case 'conversationUpdate':
      return hearMembers(activity);
    case 'installationUpdate':
      if (activity.action === 'remove') return { is: 'removed', activity };
      // An upgrade changes nothing for the person.
      return activity.action === 'add' ? greet(activity) : { is: 'ignored', activity };
    case 'messageUpdate':
      return inGroup(activity) || eventType(activity) !== 'editMessage'
        ? { is: 'ignored', activity }
        : say(activity, 'edited');
    case 'messageDelete':
      return inGroup(activity) ? { is: 'ignored', activity } : say(activity, 'deleted');
    case 'event':
      return activity.name?.startsWith('handoff.')
        ? { is: 'turn', activity, invoked: false }
        : { is: 'ignored', activity };
    default: // reactions, typing, read receipts
      return { is: 'ignored', activity };
  }
}

const eventType = ({ channelData }: Activity): string | undefined =>
  eventTypeSchema.safeParse(channelData).data?.eventType;

/** A channel of a team or a group chat: others read along. Personal chats of older clients say nothing. */
function inGroup({ conversation }: Activity): boolean {
  return conversation.isGroup === true || ['channel', 'groupChat'].includes(conversation.conversationType);
}

function say(activity: Activity, what: Outside, invoked = false): FromTeams {
  const { id, type, timestamp } = activity;
  const once = id === undefined || what === 'personal-only' ? id : `${id} ${type} ${String(timestamp)}`;
  return { is: 'say', activity: { ...activity, type: 'message', ...localeOf(activity) }, what, invoked, once };
}

/** In a personal chat only the bot is named as added; the person is who installed it. */
function hearMembers(activity: Activity): FromTeams {
  const bot = activity.recipient?.id;
  const isBot = ({ id }: { readonly id: string }) => id === bot;
  if ((activity.membersRemoved ?? []).some(isBot)) return { is: 'removed', activity };
  const added = activity.membersAdded ?? [];
  if (added.length === 0) return { is: 'ignored', activity };
  if (!inGroup(activity)) return greet(activity);
  return added.some(isBot) ? say(activity, 'personal-only') : { is: 'ignored', activity };
}

/** Begins, as a page does that is opened. The language of the client is a guess: `und-fr` is spoken and still asked. */
function greet(activity: Activity): FromTeams {
  if (inGroup(activity)) return say(activity, 'personal-only');
  const { locale } = localeOf(activity);
  const begun: Activity = {
    ...activity,
    type: 'conversationUpdate',
    membersAdded: [{ id: activity.from?.id ?? 'user', name: '' }],
    channelData: {},
    ...(locale === undefined ? {} : { locale: `und-${locale}` }),
  };
  return { is: 'turn', activity: begun, invoked: false };
}

function hearInvoke(activity: Activity): FromTeams {
  if (activity.name !== 'adaptiveCard/action')
    return { is: 'refused', activity, with: { status: 501, code: 'NotSupported' } };
  const { data: execute } = executeSchema.safeParse(activity.value);
  if (execute === undefined) return { is: 'refused', activity, with: { status: 400, code: 'BadRequest' } };
  if (inGroup(activity)) return say(activity, 'personal-only', true);
  return hearMessage({ ...activity, type: 'message', text: '' }, execute.action.data, true);
}

/** A message as every channel brings it: plain text, or the value of a card; Teams's own data stays outside. */
function hearMessage(activity: Activity, value: unknown, invoked: boolean): FromTeams {
  const carried = typeof value === 'object' && value !== null ? withoutTeams(value) : undefined;
  const { data: said } = saidSchema.safeParse(carried);
  const question = questionSchema.safeParse(carried).data?.question;
  const heard: Activity = {
    ...activity,
    ...localeOf(activity),
    text: said?.say ?? plainText(withoutMentions(activity), activity.textFormat),
    value: said === undefined ? carried : undefined,
    attachments: (activity.attachments ?? []).filter(({ contentType }) => !NO_FILE.test(contentType)),
    channelData: said === undefined || question === undefined ? {} : { question },
  };
  const pressed = carried === undefined ? {} : { pressed: { message: activity.replyToId, question } };
  return { is: 'turn', activity: heard, invoked, ...pressed };
}

function withoutTeams(value: object): object {
  const { msteams: _, ...rest } = value as { msteams?: unknown };
  return rest;
}

/** Whoever writes to a bot in Teams may name it; that name is no part of what they say. */
function withoutMentions({ text = '', entities = [], recipient }: Activity): string {
  return entities.reduce((left, entity) => {
    const { data: mention } = mentionSchema.safeParse(entity);
    return mention?.mentioned.id === recipient?.id && mention !== undefined ? left.replaceAll(mention.text, ' ') : left;
  }, text);
}

/** The language of the person's client, in either of the two places where Teams puts it. */
function localeOf({ locale, entities = [] }: Activity): { locale?: string } {
  const client = entities.map((entity) => clientInfoSchema.safeParse(entity).data?.locale);
  const known = locale ?? client.find((one) => one !== undefined);
  return known === undefined ? {} : { locale: known };
}
