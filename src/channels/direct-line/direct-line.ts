import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Activity } from 'botbuilder';
import { isCounsellorUser } from '../../domain/counsellor-user.ts';
import type { Apologise, BotLogic, ConversationLog, LocalConversation, Report, SpokeFirst } from '../ports.ts';
import { DirectLineAdapter, SERVER_CALLER } from './adapter.ts';
import { conversationGone } from './problem.ts';
import { receivedActivity } from './received.ts';
import { type ActivitySet, activitySet, asSeen } from './shown.ts';
import { createStreams, type Streams } from './streams.ts';
import { COUNSELLOR_TOKEN_SECONDS, createTokens, type Tokens, type TokenVerdict } from './tokens.ts';
import { createTurns } from './turns.ts';

export interface DirectLineOptions {
  readonly log: ConversationLog;
  readonly bot: BotLogic;
  /** Signs the tokens; at least 32 bytes, the same in every process. */
  readonly signingKey: string | Uint8Array;
  readonly apologise: Apologise;
  readonly report: Report;
  readonly botAccount?: { readonly id: string; readonly name: string };
  readonly now?: () => Date;
  readonly pause?: (ms: number) => Promise<void>;
}

/** The conversations that we carry ourselves, whoever asks: Direct Line clients over HTTP, or our own pages. */
export interface DirectLine {
  readonly adapter: DirectLineAdapter;
  readonly tokens: Tokens;
  readonly streams: Streams;
  readonly now: () => Date;

  /** Stores a conversation and lets the bot greet, without waiting for it. */
  startConversation(start: {
    readonly id?: string;
    readonly locale?: string | undefined;
    readonly userId?: string | undefined;
    readonly invite?: string | undefined;
  }): Promise<LocalConversation>;
  /** Greets in a stored conversation in which nothing was ever said. */
  resume(conversation: LocalConversation): Promise<void>;
  find(conversationId: string): Promise<LocalConversation | undefined>;
  /** Stores a client's activity and gets its turn going. `userId` overrides who the client says speaks. Throws DirectLineProblem. */
  receive(
    conversation: LocalConversation,
    posted: unknown,
    userId: string | undefined,
    /** Another server posted it, with the secret. */
    fromServer?: boolean,
  ): Promise<{ readonly id: string; readonly done: Promise<void> }>;
  read(conversationId: string, after: number): Promise<ActivitySet>;

  /** For our own pages: a stored conversation whose greeting is there, and the token that opens it. */
  startLocal(start: {
    readonly locale?: string | undefined;
    readonly userId?: string | undefined;
    /** The token or code of an invite; the greeting carries it to the bot. */
    readonly invite?: string | undefined;
  }): Promise<{ readonly conversationId: string; readonly token: string }>;
  /**
   * For our own pages: says something; resolves when its turn is done, or after 8 seconds. `user` speaks, or the client
   * where nobody is named. Throws DirectLineProblem.
   */
  say(conversationId: string, activity: Partial<Activity>, user?: string): Promise<void>;
  /** For our own pages: what a person sees, and where they pressed without a word, oldest first. */
  transcript(conversationId: string, after?: number): Promise<ActivitySet>;
  /**
   * For our own pages: a fresh token (30 minutes unless told, 15 for a counsellor) for a stored conversation, bound to
   * `user`, or to the client where nobody is named. Throws DirectLineProblem.
   */
  tokenFor(conversationId: string, seconds?: number, user?: string): Promise<string>;
  /** For our own pages: whose conversation a token opens. */
  readToken(token: string): TokenVerdict;

  /**
   * Runs a turn of the bot that nobody asked for, after the one that runs. `logic` commits what it says like any turn,
   * with no inbound activity. Throws what `logic` throws.
   */
  speakFirst(conversationId: string, logic: BotLogic): Promise<SpokeFirst>;

  /** Runs the turns that wait longer than this (5 s unless told): what a dead process left. `start` does it regularly. */
  sweep(olderThanMs?: number): Promise<void>;
  /** Starts picking up turns that wait since a process died, and watching the log for streams. */
  start(): void;
  /** Closes the streams (a server's own close waits for them) and waits for the turns under way. */
  stop(): Promise<void>;
}

/** A page without JavaScript waits for the reply; past this it is shown what there is. */
const SAY_AT_MOST_MS = 8000;

export const newConversationId = () => randomBytes(16).toString('base64url');
const newUserId = () => `dl_${randomUUID()}`;

/** No client's id can be this (they are trimmed), so a conversation is greeted once, whatever crashes in between. */
const GREETING = ' greeting';

export function createDirectLine(options: DirectLineOptions): DirectLine {
  const { log, bot, apologise, report, now = () => new Date(), pause = wait } = options;
  const botAccount = {
    id: 'wegwijzer',
    name: 'Wegwijzer',
    ...options.botAccount,
    role: 'bot',
  } as Activity['recipient'];
  const tokens = createTokens(options.signingKey, now);
  const streams = createStreams(log, report);
  const adapter = new DirectLineAdapter({
    now,
    pause,
    exclusively: (conversation, work) => log.exclusively(conversation, work),
    showLive: (conversation, activity) => streams.showLive(conversation, activity),
  });
  const turns = createTurns({ log, adapter, bot, now, pause, apologise, report, botAccount });

  /** A drain that nobody waits for: the activity is stored, so the sweep will try again. */
  function drainLater(conversation: string, inbound: string): Promise<void> {
    const done = turns.drain(conversation, inbound);
    done.catch((error) => report('drain-failed', error));
    return done;
  }

  /** Who speaks, by their own word; a counsellor, and a user of a token, is who a token of ours says so. */
  const ownName = (id: string | undefined) => (isCounsellorUser(id) || id?.startsWith('dl_') ? undefined : id);

  const addressed = (conversation: LocalConversation, activity: Partial<Activity>, userId: string | undefined) => ({
    ...activity,
    timestamp: now(),
    channelId: 'directline',
    conversation: { id: conversation.id } as Activity['conversation'],
    from: {
      ...activity.from,
      id: userId ?? ownName(activity.from?.id) ?? conversation.userId,
      role: 'user',
    } as Activity['from'],
    recipient: botAccount,
  });

  async function greet(conversation: LocalConversation, invite?: string): Promise<{ readonly done: Promise<void> }> {
    const { userId, locale } = conversation;
    const member = { id: userId, name: '', role: 'user' } as Activity['from'];
    const update = {
      type: 'conversationUpdate',
      membersAdded: [botAccount, member],
      ...(locale === undefined ? {} : { locale }),
      ...(invite === undefined ? {} : { channelData: { invite } }),
    };
    const { id } = await log.receive(conversation.id, addressed(conversation, update, userId), {
      clientActivityId: GREETING,
      hidden: true,
    });
    return { done: drainLater(conversation.id, id) };
  }

  async function create(start: { id?: string; locale?: string | undefined; userId?: string | undefined }) {
    const conversation: LocalConversation = {
      id: start.id ?? newConversationId(),
      userId: isCounsellorUser(start.userId) ? newUserId() : (start.userId ?? newUserId()),
      locale: start.locale,
    };
    await log.create(conversation);
    return conversation;
  }

  async function existing(conversationId: string): Promise<LocalConversation> {
    const conversation = await log.find(conversationId);
    if (conversation === undefined) throw conversationGone();
    return conversation;
  }

  const self: DirectLine = {
    adapter,
    tokens,
    streams,
    now,

    async startConversation(start) {
      const conversation = await create(start);
      await greet(conversation, start.invite);
      return conversation;
    },

    async resume(conversation) {
      // Empty: the process died between storing the conversation and its greeting, or everything in it was erased.
      if ((await log.read(conversation.id, 0)).length === 0) await greet(conversation);
    },

    find: (conversationId) => log.find(conversationId),

    async receive(conversation, posted, userId, fromServer = false) {
      const { activity, clientActivityId } = receivedActivity(posted);
      if (activity.type === 'typing') return { id: randomUUID(), done: Promise.resolve() };
      const stored = {
        ...addressed(conversation, activity, userId),
        ...(fromServer ? { callerId: SERVER_CALLER } : {}),
      };
      const { id } = await log.receive(conversation.id, stored, { clientActivityId, hidden: false });
      return { id, done: drainLater(conversation.id, id) };
    },

    async read(conversationId, after) {
      return activitySet(conversationId, await log.read(conversationId, after), after);
    },

    async startLocal(start) {
      const conversation = await create(start);
      const greeting = await greet(conversation, start.invite);
      await greeting.done;
      return { conversationId: conversation.id, token: await self.tokenFor(conversation.id) };
    },

    async say(conversationId, activity, user) {
      const conversation = await existing(conversationId);
      const { done } = await self.receive(conversation, activity, user ?? conversation.userId);
      const waiting = new AbortController();
      const enough = wait(SAY_AT_MOST_MS, undefined, { ref: false, signal: waiting.signal }).catch(() => {});
      await Promise.race([done, enough]).finally(() => waiting.abort());
    },

    async transcript(conversationId, after = 0) {
      const { activities, watermark } = await self.read(conversationId, after);
      return { activities: activities.flatMap(asSeen), watermark };
    },

    async tokenFor(conversationId, seconds, user) {
      const { id, userId } = await existing(conversationId);
      const lasts = seconds ?? (isCounsellorUser(user) ? COUNSELLOR_TOKEN_SECONDS : undefined);
      return tokens.issue('chat', { conv: id, user: user ?? userId }, lasts);
    },

    readToken: (token) => tokens.verify('chat', token),

    async speakFirst(conversationId, logic) {
      const conversation = await log.find(conversationId);
      if (conversation === undefined) return { is: 'accepted', receipt: 'gone' };
      const user = { id: conversation.userId, name: '', role: 'user' } as Activity['from'];
      await adapter.continueConversation(
        { conversation: { id: conversationId } as Activity['conversation'], user, bot: botAccount },
        logic,
      );
      return { is: 'accepted', receipt: 'said' };
    },

    sweep: (olderThanMs) => turns.sweep(olderThanMs),

    start() {
      streams.start();
      turns.start();
    },

    async stop() {
      streams.stop();
      await turns.stop();
    },
  };
  return self;
}
