/** What the pages and the HTTP API need of others. The web owns the types; src/app.ts plugs in who provides. */
import type { Activity } from 'botbuilder';
import type { z } from 'zod';
import type { Assessment } from '../domain/assessment.ts';
import type { Language } from '../domain/referral.ts';
import type { Param } from '../domain/say.ts';

/** A log line: codes and counts first, then a fixed sentence. Nothing a person said. A pino logger fits. */
export interface Log {
  info(fields: object, sentence: string): void;
  error(fields: object, sentence: string): void;
}

/** The words of locales/; keys as `page:send`. Throws for a key without words. */
export type Words = (language: Language, key: string, params?: { readonly [name: string]: Param }) => string;

/** Whether a language has words under a key; for codes of something that was stored before the words changed. */
export type HasWords = (language: Language, key: string) => boolean;

/** How a person came in. */
export interface Opening {
  readonly language: Language;
  /** The language was chosen (`?lang=`), not taken from the browser's settings. */
  readonly chosen: boolean;
  /** The token or code of `?invite=`. */
  readonly invite: string | undefined;
}

/** The conversation behind the page. */
export interface Chat {
  /**
   * Starts a conversation. Resolves once the bot's first messages stand in its log, the same that `greeting` gives;
   * `watermark` is the place behind them.
   */
  start(opening: Opening): Promise<{
    readonly conversationId: string;
    readonly token: string;
    readonly watermark: string;
  }>;
  /** Gives a person's activity to the bot. Resolves when its turn is over, or after a few seconds when it takes longer. */
  say(conversationId: string, activity: Partial<Activity>): Promise<void>;
  /**
   * What was said so far, oldest first, and presses that said nothing aloud, without words; undefined when the
   * conversation is gone.
   */
  transcript(
    conversationId: string,
  ): Promise<{ readonly activities: readonly Partial<Activity>[]; readonly watermark: string } | undefined>;
  /** A fresh Direct Line token for this conversation only. */
  tokenFor(conversationId: string): Promise<string>;
}

/**
 * The bot's first messages, before there is a conversation. Stores nothing and uses no invite up; `guessed` where the
 * invite is none that we ever gave out.
 */
export type Greeting = (
  opening: Opening,
) => Promise<{ readonly messages: readonly Partial<Activity>[]; readonly guessed: boolean }>;

/**
 * What an invite is to a browser that holds a conversation: `another` begins one of its own, in this language; `own` is
 * the one that this conversation came of. Uses nothing up; `unknown` counts as a guess.
 */
export type FindInvite = (
  invite: string,
  conversationId: string,
) => Promise<
  { readonly is: 'another'; readonly language: Language } | { readonly is: 'own' | 'used' | 'expired' | 'unknown' }
>;

/** The conversation that a `continue` link opens; why not where it does not. */
export type FindContinued = (
  token: string,
) => Promise<{ readonly is: 'found'; readonly conversationId: string } | { readonly is: 'gone' | 'unknown' }>;

/** What a person keeps of a finished conversation, in their own language. */
export interface Keepsake {
  readonly language: Language;
  /** Whether there is a desk, or somebody else, whom it goes to: else nobody looks at it. */
  readonly isReferred: boolean;
  /** undefined: nothing was sent. */
  readonly reference: string | undefined;
  /** Day of the referral or of the outcome, written out in the language. */
  readonly date: string;
  readonly desk: { readonly name: string; readonly website: string } | undefined;
  /** Where the way leads and why, a paragraph each. */
  readonly route: readonly string[];
  readonly criteria: readonly {
    readonly name: string;
    readonly outcome: 'met' | 'not-met' | 'review';
    readonly outcomeText: string;
    readonly why: string;
    /** Where the rule stands, as a line of its own: `Source: ..., checked on ...`. */
    readonly source: string;
  }[];
  readonly documents: readonly {
    readonly name: string;
    readonly what: string;
    readonly need: string;
    readonly status: string;
    readonly have: boolean;
    readonly why: string;
    readonly wayRound: string | undefined;
  }[];
  /** Steps near and further off, as the person left them. */
  readonly plan: readonly { readonly title: string; readonly steps: readonly string[] }[];
  /** What to mind, a sentence each. */
  readonly attention: { readonly title: string; readonly lines: readonly string[] } | undefined;
  /** Who recognises the profession that the person aims at, and in which order; undefined where there is none. */
  readonly recognition:
    | {
        readonly title: string;
        readonly who: string;
        readonly order: string;
        readonly steps: readonly string[];
        readonly notes: readonly string[];
      }
    | undefined;
  /** Offers that may suit, each with all that must be asked first; undefined where there are none. */
  readonly offers:
    | {
        readonly title: string;
        readonly intro: string;
        /** By how sure it is that they still run. */
        readonly groups: readonly {
          readonly title: string;
          readonly offers: readonly {
            readonly name: string;
            readonly about: string;
            readonly why: string;
            readonly ask: readonly string[];
          }[];
        }[];
      }
    | undefined;
  /** What the person could do themselves to alter the outcome, a sentence each. */
  readonly changes: readonly string[];
  readonly nextSteps: readonly { readonly text: string; readonly url: string | undefined }[];
}
/** undefined: there is no outcome yet. */
export type FindKeepsake = (conversationId: string) => Promise<Keepsake | undefined>;

/** Judges facts from outside; a problem names the key and what is wrong with it. */
export type AssessFacts = (
  body: unknown,
) =>
  | { readonly ok: true; readonly assessment: Assessment }
  | { readonly ok: false; readonly problems: readonly { readonly path: string; readonly message: string }[] };

/** What /openapi.json and /schemas/ publish. */
export interface ApiSchemas {
  readonly facts: z.ZodType;
  readonly assessment: z.ZodType;
  readonly referral: z.ZodType;
  readonly referralStatus: z.ZodType;
}

/** True when what we cannot work without, the database, answers. */
export type CheckReady = () => Promise<boolean>;

/** A prom-client registry fits. */
export interface MetricsRegistry {
  readonly contentType: string;
  metrics(): Promise<string>;
}
