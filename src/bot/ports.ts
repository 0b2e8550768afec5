/** What the bot needs of others. The bot owns the types; src/app.ts plugs in who provides. */
import type { Activity } from 'botbuilder';
import type { Assessment, DocumentVerdict } from '../domain/assessment.ts';
import type { Facts } from '../domain/facts.ts';
import type { ClientAnswer, HistoryLine } from '../domain/follow-up.ts';
import type { QuestionId } from '../domain/questions.ts';
import type { Author, Desk, Language, Referral, ReferralState } from '../domain/referral.ts';
import type { Rules } from '../domain/rules.ts';
import type { Param, Say } from '../domain/say.ts';

/** An answer as it was given; its value is what the question stores (see understanding). */
export interface Answer {
  readonly value: unknown;
  readonly by: Author;
  /** ISO 8601 with time. */
  readonly at: string;
}

/** A conversation between two turns. Plain JSON, versioned: an older version is brought up to date on load. */
export interface Saved {
  readonly v: 1;
  language: Language;
  /** The day the person registered with us: frozen at the first answer, `YYYY-MM-DD` in Europe/Brussels. */
  registeredOn?: string;
  answers: { [id in QuestionId]?: Answer };
  /** Questions in the order in which they were answered, for "back". */
  order: QuestionId[];
  /** What was asked last and stands open. */
  asking?: QuestionId;
  /** "Did you mean ...?": what a yes would store. */
  pending?: { readonly question: QuestionId; readonly candidates: readonly unknown[] };
  /** What a yes would do: erase, restart and withdraw ask first. */
  confirming?: 'erase' | 'restart' | 'withdraw';
  /** "Which answer do you want to change?" was the last thing we said. */
  choosing?: boolean;
  misses: number;
  /** We offered once to go on in the language whose letters were typed. */
  offeredLanguage?: boolean;
  /** Resume codes tried that were not ours. */
  codeTries?: number;
  /** Questions that the person left for the desk to ask: not asked, and not known. */
  skipped?: QuestionId[];
  /** How many questions were answered when the rest was left to the desk: "back" to there asks them after all. */
  skippedAfter?: number;
  /** What a question was answered with before it is asked again: its card begins with that. No answer, and told nobody. */
  before?: { [id in QuestionId]?: unknown };
  /** Keys of facts that the client leaves out of the referral. */
  leftOut: string[];
  /** What the person chose for the steps of the plan; a step that is not named stays. */
  plan?: { readonly [step: string]: 'keep' | 'done' | 'drop' };
  /** The invite that this conversation came of: the desk's answer goes back to who forwarded the client. */
  invite?: {
    readonly id: string;
    readonly referrer: NonNullable<Referral['referrer']>;
    /** Counsellor and client answer side by side. */
    readonly together: boolean;
  };
  /** Reference of the referral that came of this conversation. */
  referral?: string;
  /** Lines of the referral's history that were told here: the last ones, since news may come twice and out of order. */
  told?: readonly number[];
  /** What the desk asked after the referral was sent, and what the client answers to it. */
  deskAsks?: DeskAsks;
  /** Keys of the handovers that were put into this conversation. */
  handedOver?: readonly string[];
  /** Reference of the referral that was withdrawn here: no news to who did it. */
  withdrew?: string;
  /** State of the adaptive dialog, and the hash of the flow that it belongs to. */
  dialog: unknown;
  flow: string;
}

/** Questions of the desk, put to the client like any question; nothing of it is sent before the client says so. */
export interface DeskAsks {
  readonly reference: string;
  /** The line of the history that asks. */
  readonly line: number;
  readonly questions: readonly QuestionId[];
  /** The desk's own words, in the desk's language; '' for none. */
  readonly note: string;
  answers: { [id in QuestionId]?: Answer };
  /** Questions in the order in which they were answered, for "back". */
  order: QuestionId[];
  /** What the client writes to the desk, in their own words; '' for nothing. */
  reply: string;
  /** "Not now": it stays open, and nothing is asked of it. */
  later: boolean;
}

/** What the client says of a referral that was sent. */
export type ClientSays =
  | { readonly is: 'withdraw'; readonly reference: string }
  /** `ask` is the line of the history that is answered. */
  | { readonly is: 'answer'; readonly reference: string; readonly ask: number; readonly body: ClientAnswer }
  /** How the client's papers stand now, by document. */
  | { readonly is: 'tick'; readonly reference: string; readonly ticks: { readonly [document: string]: string } };

/** Everything that one turn changes; stored in one transaction, or not at all. */
export interface TurnChange {
  /** Conversation key: the Direct Line conversation id, or `channel|conversation id` elsewhere. */
  readonly key: string;
  /** The received activity that this turn answers; undefined where we speak first. */
  readonly inbound: string | undefined;
  /** 'erased' deletes the state, the log up to now, codes, and what is kept of referrals but their reference and state. */
  readonly saved: Saved | 'erased';
  readonly replies: readonly Partial<Activity>[];
  /** Stored with state `submitted` and queued for delivery in the same transaction. */
  readonly referral?: Referral;
  /** "Stop and continue later": the code (hashed before it is stored) that brings this conversation back, valid for 30 days. */
  readonly resumeCode?: string;
  /** The conversation that this one takes over by its code: its code and state are deleted in the same transaction. */
  readonly takesOver?: string;
  /** The invite that this conversation came of: used up in the same transaction. */
  readonly opensInvite?: { readonly id: string; readonly byMail: boolean };
  /** Kept with the referral, and told on, in the same transaction; a referral that is over by then makes the turn stale. */
  readonly says?: ClientSays;
}

export interface ConversationStore {
  load(key: string): Promise<Saved | undefined>;
  commit(change: TurnChange): Promise<void>;
  /** The key and state behind a resume code that is still valid. */
  findByResumeCode(code: string): Promise<{ readonly key: string; readonly saved: Saved } | undefined>;
}

/** A referral as it stands; the store's record fits. */
export interface SentReferral {
  readonly reference: string;
  readonly state: ReferralState;
  /** undefined once it is erased, or past its time. */
  readonly referral: Referral | undefined;
  /** How the papers stand now, where that changed after sending. */
  readonly ticks: { readonly [document: string]: string } | undefined;
  /** Oldest first. */
  readonly history: readonly HistoryLine[];
}
export type FindReferral = (reference: string) => Promise<SentReferral | undefined>;
/** The whole address of the client's own page about a referral. */
export type LinkToStatus = (reference: string) => Promise<string>;

/** What a hub says became of a live handover. */
export type HearHandoff = (reference: string, state: 'accepted' | 'failed' | 'completed') => Promise<void>;

/** News of a referral: a new line of its history. */
export interface News {
  readonly reference: string;
  readonly line: HistoryLine;
  readonly referral: Referral | undefined;
}

/** What a typed or tapped answer turned out to be. */
export type Heard =
  /** Certain: stored. 'unknown' and 'declined' are values too. */
  | {
      readonly is: 'value';
      readonly value: unknown;
      readonly also?: readonly { readonly question: QuestionId; readonly value: unknown }[];
    }
  /** One near miss: "Did you mean ...?" */
  | { readonly is: 'confirm'; readonly value: unknown }
  /** Several readings: shown as choices. */
  | { readonly is: 'ambiguous'; readonly candidates: readonly unknown[] }
  | { readonly is: 'interrupt'; readonly what: Interrupt; readonly target?: QuestionId }
  | { readonly is: 'reject' };
/** A command instead of an answer; `language:fr` switches to French. */
type Interrupt = 'help' | 'why' | 'back' | 'change' | 'restart' | 'stop' | 'erase' | 'human' | `language:${Language}`;

export type Interpret = (
  question: QuestionId,
  text: string,
  context: {
    readonly language: Language;
    readonly today: string;
    readonly facts?: Facts;
    /** The papers that this person is asked for; without it, every paper there is. */
    readonly papers?: readonly ListedPaper[];
  },
) => Heard;

/** A paper on a person's list, and whether it is asked now or only `later`. */
export type ListedPaper = Pick<DocumentVerdict, 'id' | 'need'>;

type Assess = (facts: Facts, today: string) => Assessment;

/**
 * Looks up what may be a guess: a code that was typed, or an invite that came along. Of whoever guessed wrongly too often
 * nothing is looked up, wherever the conversation is begun anew.
 * @param conversation its key
 */
export type TryCode = <Found>(
  kind: 'code' | 'invite',
  conversation: string,
  code: string,
  look: () => Promise<Found>,
  isBad: (found: Found) => boolean,
) => Promise<{ readonly is: 'looked'; readonly found: Found } | { readonly is: 'refused' }>;

/** Words in every language of the build. A missing key is a bug and throws. */
export interface BotWords {
  readonly languages: readonly Language[];
  t(language: Language, key: string, params?: { readonly [name: string]: string | number }): string;
  say(language: Language, say: Say): string;
  /** One typed value, such as the label of a choice or the name of a country. */
  value(language: Language, value: Param): string;
  has(language: Language, key: string): boolean;
  dir(language: Language): 'ltr' | 'rtl';
  /** A language's name in itself. */
  autonym(language: Language): string;
}

/** The rules, bound to their data and ready to be asked. All pure. */
export interface BotRules {
  readonly data: Rules;
  assess: Assess;
  /** Whether the answer to this question can still change the outcome, the checklist, the route or the summary. */
  matters(question: QuestionId, facts: Facts, today: string): boolean;
  /** The answers that hang on this one and are asked again when it changes. */
  dependents(question: QuestionId): readonly QuestionId[];
  /** Page of the integration agency of the area, or of all of Flanders where no area is known. */
  agencyUrl(facts: Facts, today: string): string;
}

/** Who receives: the mailbox of a desk, an educational adviser, or a person where no desk is certain. */
export type FindDesk = (route: Assessment['route']) => Desk | undefined;

/** What an invite holds while nobody has opened it. */
export interface InviteFound {
  readonly is: 'open';
  readonly id: string;
  /** By the link that stands only in the letter to the client. */
  readonly byMail: boolean;
  readonly language: Language;
  /** What the counsellor filled in, by question, in the form of Answer.value. */
  readonly known: { readonly [id in QuestionId]?: unknown };
  /** Counsellor and client answer side by side. */
  readonly together: boolean;
  readonly referrer: NonNullable<Referral['referrer']>;
}

/**
 * Looks an invite up by the token of its link or by the short code that a person typed. Changes nothing: the first turn
 * that commits uses it up (TurnChange.opensInvite). `unknown` counts as a guess.
 */
export type OpenInvite = (
  codeOrToken: string,
) => Promise<InviteFound | { readonly is: 'used' | 'expired' | 'unknown' }>;
