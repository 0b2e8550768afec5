/** Activities in the shapes in which Teams sends them to a bot. Everybody in them is invented. */
import { APP_ID, SERVICE_URL } from '../channels/an-azure.ts';

const TENANT = '99999999-8888-7777-6666-555555555555';
const BOT = { id: `28:${APP_ID}`, name: 'Wegwijzer' };

export interface Someone {
  readonly user: string;
  readonly conversation: string;
  readonly locale: string;
}

export const someone = (name: string, locale = 'fr-BE'): Someone => ({
  user: `29:1${name}`,
  conversation: `a:1${name}`,
  locale,
});

let count = 0;
/** Ids grow like Teams's own, which are times in milliseconds. */
const messageId = (): string => String(1_795_342_800_000 + count++);
const invokeId = (): string => `f:${crypto.randomUUID()}`;

const common = ({ user, conversation, locale }: Someone) => ({
  timestamp: '2026-11-22T10:00:00.417Z',
  localTimestamp: '2026-11-22T11:00:00.417+01:00',
  localTimezone: 'Europe/Brussels',
  channelId: 'msteams',
  serviceUrl: SERVICE_URL,
  from: { id: user, name: 'Sam Voorbeeld', aadObjectId: '12121212-3434-5656-7878-909090909090' },
  conversation: { conversationType: 'personal', tenantId: TENANT, id: conversation },
  recipient: BOT,
  entities: [{ locale, country: 'BE', platform: 'Android', timezone: 'Europe/Brussels', type: 'clientInfo' }],
  channelData: { tenant: { id: TENANT } },
  locale,
});

/** Typed in the personal chat: the text comes once more as HTML. */
export const typed = (who: Someone, text: string, more: object = {}) => ({
  ...common(who),
  type: 'message',
  id: messageId(),
  text,
  textFormat: 'plain',
  attachments: [{ contentType: 'text/html', content: `<p>${text}</p>` }],
  ...more,
});

/** Action.Submit: a message without a text, in reply to the message that holds the card. */
export const submitted = (who: Someone, value: object, card: string) => ({
  ...common(who),
  type: 'message',
  id: messageId(),
  replyToId: card,
  value,
  channelData: {
    tenant: { id: TENANT },
    source: { name: 'message' },
    legacy: { replyToId: `1:1${card}` },
  },
});

/** Action.Execute. */
export const executed = (who: Someone, action: { readonly verb?: string; readonly data?: object }, card: string) => ({
  ...common(who),
  type: 'invoke',
  name: 'adaptiveCard/action',
  id: invokeId(),
  replyToId: card,
  value: { action: { type: 'Action.Execute', title: 'A button', ...action }, trigger: 'manual' },
  channelData: {
    tenant: { id: TENANT },
    source: { name: 'message' },
    legacy: { replyToId: `1:1${card}` },
  },
});

/** The app is added for one person: Teams says it twice, and names only the bot as added. */
export const installed = (who: Someone) => {
  const { locale: _, entities: __, ...bare } = common(who);
  return [
    { ...bare, type: 'conversationUpdate', id: invokeId(), membersAdded: [{ id: BOT.id }] },
    {
      ...common(who),
      type: 'installationUpdate',
      action: 'add',
      id: invokeId(),
      channelData: { tenant: { id: TENANT }, source: { name: 'message' }, settings: {} },
    },
  ] as const;
};

export const removed = (who: Someone) => ({
  ...common(who),
  type: 'installationUpdate',
  action: 'remove',
  id: invokeId(),
});

export const upgraded = (who: Someone) => ({
  ...common(who),
  type: 'installationUpdate',
  action: 'add-upgrade',
  id: invokeId(),
});

export const edited = (who: Someone, id: string, text: string) => ({
  ...typed(who, text),
  type: 'messageUpdate',
  id,
  channelData: { tenant: { id: TENANT }, eventType: 'editMessage' },
});

export const deleted = (who: Someone, id: string) => ({
  ...common(who),
  type: 'messageDelete',
  id,
  channelData: { tenant: { id: TENANT }, eventType: 'softDeleteMessage' },
});

export const reacted = (who: Someone) => ({
  ...common(who),
  type: 'messageReaction',
  id: invokeId(),
  reactionsAdded: [{ type: 'like' }],
  replyToId: '1795342800001',
});

/** A file from OneDrive, as personal chats bring it. */
export const sentFile = (who: Someone) => ({
  ...typed(who, ''),
  attachments: [
    {
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      content: { downloadUrl: 'https://files.example.org/diploma', uniqueId: 'x', fileType: 'pdf' },
      contentUrl: 'https://files.example.org/diploma.pdf',
      name: 'diploma.pdf',
    },
    { contentType: 'text/html', content: '<div></div>' },
  ],
});

const mention = { type: 'mention', text: '<at>Wegwijzer</at>', mentioned: BOT };

/** In a channel of a team a bot hears only what names it. */
export const inChannel = (who: Someone, text: string) => ({
  ...typed(who, `<at>Wegwijzer</at>&nbsp;${text}`),
  conversation: {
    isGroup: true,
    conversationType: 'channel',
    tenantId: TENANT,
    id: '19:2a2a2a2a@thread.tacv2;messageid=1795342800000',
  },
  entities: [mention, ...common(who).entities],
  channelData: {
    tenant: { id: TENANT },
    team: { id: '19:3b3b3b3b@thread.tacv2' },
    channel: { id: '19:2a2a2a2a@thread.tacv2' },
    teamsChannelId: '19:2a2a2a2a@thread.tacv2',
  },
});

export const inGroupChat = (who: Someone, text: string) => ({
  ...typed(who, `<at>Wegwijzer</at> ${text}`),
  conversation: { isGroup: true, conversationType: 'groupChat', tenantId: TENANT, id: '19:4c4c4c4c@thread.v2' },
  entities: [mention, ...common(who).entities],
});

/** Naming the bot is possible in a personal chat too. */
export const namingBot = (who: Someone, text: string) => ({
  ...typed(who, `<at>Wegwijzer</at>\u00a0${text}`),
  entities: [...common(who).entities, mention],
});
