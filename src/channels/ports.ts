/** What the channels need of others. The channels own the types; src/app.ts plugs in who provides. */
import type { Activity, ConversationReference, TurnContext } from 'botbuilder';

export interface LocalConversation {
  readonly id: string;
  /** The user the token was made for. */
  readonly userId: string;
  /** BCP 47 language the page or client asked for, where it did. */
  readonly locale: string | undefined;
}

/**
 * The log of the Direct Line conversations that we serve ourselves, shared by every process on one database.
 * What a person sends is stored before it is answered, so a crash loses no answer.
 */
export interface ConversationLog {
  create(conversation: LocalConversation): Promise<void>;
  find(id: string): Promise<LocalConversation | undefined>;
  /**
   * Stores a received activity for its turn and, unless `hidden`, shows it in the log (the echo), in one transaction.
   * A repeated clientActivityId changes nothing and gives back the first id.
   */
  receive(
    conversation: string,
    activity: Partial<Activity>,
    options: { readonly clientActivityId: string | undefined; readonly hidden: boolean },
  ): Promise<{ readonly id: string; readonly fresh: boolean }>;
  /** The oldest received activity without a finished turn; counts one more attempt at it. */
  nextInbound(
    conversation: string,
  ): Promise<{ readonly id: string; readonly activity: Partial<Activity>; readonly attempts: number } | undefined>;
  /** Gives up on an activity whose turn keeps failing; `replies` say so to the person. */
  giveUp(conversation: string, inbound: string, replies: readonly Partial<Activity>[]): Promise<void>;
  /** Activities after a watermark (0: from the start), oldest first. */
  read(
    conversation: string,
    after: number,
  ): Promise<readonly { readonly seq: number; readonly activity: Partial<Activity> }[]>;
  /** Conversations whose received activities wait longer than this for their turn: a process died. */
  waiting(olderThanMs: number): Promise<readonly string[]>;
  /** Runs `work` while no other turn of this conversation runs, in this process or another. */
  exclusively<T>(conversation: string, work: () => Promise<T>): Promise<T>;
  /** Tells of every conversation whose log grew, in this process or another. Returns the way to stop. */
  watch(listener: (conversation: string) => void): () => void;
}

/** For channels that Azure carries: a repeated activity is dropped, or its stored replies are sent again. */
export interface InboundLedger {
  /** 'fresh': run the turn; 'sent': drop it; otherwise the replies that were stored but perhaps never sent. */
  open(key: string, activityId: string): Promise<'fresh' | 'sent' | readonly Partial<Activity>[]>;
  markSent(key: string, activityId: string): Promise<void>;
}

/** The bot. It commits a turn's state and replies through its own store before it returns. */
export type BotLogic = (context: TurnContext) => Promise<void>;

/**
 * Turn-state keys that an adapter sets before the logic runs:
 * CONVERSATION_KEY the store's key, INBOUND_ID the received activity's id in the store (absent for proactive turns),
 * and LOGS_REPLIES true where committing the replies already shows them to the person (our own Direct Line).
 */
export const CONVERSATION_KEY = 'wegwijzer.conversation';
export const INBOUND_ID = 'wegwijzer.inbound';
export const LOGS_REPLIES = 'wegwijzer.logsReplies';
/** Set to true where a system that may speak for a desk sent the activity: never where a client could have. */
export const FROM_SERVER = 'wegwijzer.fromServer';
/** Set by the logic: the content of the card that takes the place of the one that was pressed, where a channel can do that. */
export const REPLACES_PRESSED = 'wegwijzer.replacesPressed';

/**
 * What to say, in the person's language, when their message could not be answered. `key` is the store's key of the
 * conversation, `locale` the language that the channel reports, where it does.
 */
export type Apologise = (key: string, locale: string | undefined) => Promise<string>;

/** Hears of failures: a code of ours, and the error. An error's text may repeat what a person said: keep it out of logs. */
export type Report = (code: string, error?: unknown) => void;

/** How people of Azure's channels can be spoken to first: where each conversation lives. */
export interface ConversationReferences {
  /** Keeps how a conversation is reached, where that changed; costs no query when it was kept a moment ago. */
  keep(key: string, reference: Partial<ConversationReference>): Promise<void>;
  find(key: string): Promise<Partial<ConversationReference> | undefined>;
  /** The conversation is gone: the app was removed, or nobody is there any more. */
  forget(key: string): Promise<void>;
}

/** What Teams needs said outside the conversation itself, in the language of that conversation. */
export type TeamsWords = (
  key: string,
  /** The language that the channel reports, where it does; counts while there is no conversation. */
  locale: string | undefined,
  what:
    | { readonly say: 'personal-only' | 'open-chat' | 'edited' | 'deleted' }
    /** What stands answered to this question now, for the card that asked it; undefined for a card that asked none. */
    | { readonly answered: string | undefined },
) => Promise<{ readonly text: string; readonly language: string }>;

/** How speaking first in a conversation ended; the shape that delivery reads. */
export type SpokeFirst =
  /** 'said', or 'gone': there is nobody to tell any more. */
  | { readonly is: 'accepted'; readonly receipt: 'said' | 'gone' }
  /** The channel will not take this, however often it is asked. */
  | { readonly is: 'refused'; readonly code: string }
  | { readonly is: 'unreachable'; readonly code: string; readonly notBefore?: Date };
