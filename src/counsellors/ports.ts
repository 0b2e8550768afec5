/**
 * What the counsellors' side needs of others, and what it offers to the pages. It owns the types; src/app.ts plugs in who
 * provides.
 */
import type { Trx } from '../delivery/ports.ts';
import type { Assessment, CriterionVerdict } from '../domain/assessment.ts';
import type { ClientStatus } from '../domain/client-status.ts';
import type { HistoryLine } from '../domain/follow-up.ts';
import type { QuestionId } from '../domain/questions.ts';
import type { Language } from '../domain/referral.ts';
import type { Param } from '../domain/say.ts';
import type { SaidChange } from '../domain/say-changes.ts';

export type { Trx };

/** Signed links that are stored: they expire, are used up, can be revoked. */
export interface Links {
  make(purpose: LinkPurpose, subject: string, seconds: number): Promise<string>;
  read(
    purpose: LinkPurpose,
    token: string,
  ): Promise<
    | { readonly is: 'valid'; readonly id: string; readonly subject: string; readonly used: boolean }
    | { readonly is: 'bad' | 'expired' | 'revoked' }
  >;
  /** Of two at once one gets true. */
  use(id: string): Promise<boolean>;
  revoke(purpose: LinkPurpose, subject: string): Promise<void>;
}
type LinkPurpose = 'invite' | 'mailed-invite' | 'continue' | 'sign-in' | 'session' | 'api';

/** Queues one plain letter; sent at least once. Nothing personal in its subject. */
export type SendMail = (
  letter: {
    readonly to: string;
    readonly language: Language;
    readonly subject: string;
    readonly paragraphs: readonly string[];
    readonly link?: { readonly url: string; readonly label: string };
    readonly key: string;
    /** Of a letter to a client: whose it is, for `mailRefused`. */
    readonly invite?: string;
  },
  trx?: Trx,
) => Promise<void>;

/** The words of locales/; keys as `counsellor:title`. Throws for a key without words. */
export type Words = (language: Language, key: string, params?: { readonly [name: string]: Param }) => string;

export interface Counsellor {
  readonly id: string;
  /** In lower case. */
  readonly email: string;
  /** '' until the counsellor told it, at the first sign-in. */
  readonly name: string;
  readonly organisation: string;
  readonly language: Language;
  /** Part of every session: raised, it ends them all. */
  readonly epoch: number;
}

export interface CounsellorStore {
  /** The account of this address, made where there is none; keeps that it was seen. */
  enter(email: string, language: Language): Promise<Counsellor>;
  find(id: string): Promise<Counsellor | undefined>;
  change(
    id: string,
    to: { readonly name?: string; readonly organisation?: string; readonly language?: Language },
  ): Promise<void>;
  /** Ends every session of this counsellor. */
  endSessions(id: string): Promise<void>;
}

/** Answers by question, in the form in which the conversation keeps them. */
export type Known = { readonly [question in QuestionId]?: unknown };

export interface NewInvite {
  readonly id: string;
  /** As a person types it; only its hash is kept. */
  readonly code: string;
  /** How the counsellor calls this client on their own list. */
  readonly label: string | null;
  readonly email: string | null;
  readonly language: Language;
  readonly known: Known;
  readonly together: boolean;
}

/** One forwarded client, as their own counsellor may see it: nothing that the client said. */
export interface Client {
  readonly id: string;
  /** null: none was given, or the client erased everything. */
  readonly label: string | null;
  readonly email: string | null;
  readonly language: Language;
  readonly status: ClientStatus;
  readonly together: boolean;
  /** The last thing that happened, and when. */
  readonly lastAt: Date;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly startedAt: Date | null;
  /** When the client was last mailed, or got a fresh invite. */
  readonly remindedAt: Date | null;
  /** When it turned out that the last letter reached nobody. */
  readonly mailRefusedAt: Date | null;
  /** The conversation that it opened and that is still there. */
  readonly conversation: string | null;
  /** It was opened from the letter to that address, so the address is the client's: no slip of the pen, and nobody else's. */
  readonly openedByMail: boolean;
  readonly reference: string | null;
  readonly deskId: string | null;
  /** The desk did not move for ten working days. */
  readonly silent: boolean;
  /** What happened to the referral, oldest first; empty where there is none. */
  readonly history: readonly HistoryLine[];
}

export interface InviteStore {
  /** All of them or none; one whose id is there already stays as it is, so that a form may come twice. */
  add(counsellor: string, invites: readonly NewInvite[]): Promise<void>;
  /** Every client of this counsellor, the latest event first. */
  list(counsellor: string): Promise<readonly Client[]>;
  /** undefined: not there, or another counsellor's. */
  find(counsellor: string, id: string): Promise<Client | undefined>;
  /** What the counsellor filled in and the client has not opened yet. */
  knownOf(counsellor: string, id: string): Promise<Known>;
  /** Has counsellor and client answer side by side; false once it was opened. */
  sitTogether(counsellor: string, id: string): Promise<boolean>;
  /** Ends an invite that nobody opened yet; false when it was opened, or is not theirs. */
  revoke(counsellor: string, id: string): Promise<boolean>;
  /**
   * Lets it be opened anew under this code, with what the counsellor filled in. What the client told in the conversation
   * before stays there, theirs alone, and so is the one that begins. False when there is a referral, or it was erased, or is not theirs.
   */
  renew(counsellor: string, id: string, code: string, expiresAt: Date): Promise<boolean>;
  /**
   * Writes down that the client is mailed now, and has `queue` put the letter up in the same transaction; false, and
   * nothing queued, where there is no address or the last letter is not a week old.
   */
  remind(counsellor: string, id: string, queue: (trx: Trx) => Promise<void>): Promise<boolean>;
  /**
   * Writes down that nobody took the letter to this client, as if it had not been sent, and has `queue` put up what the
   * counsellor is told in the same transaction; once a letter.
   */
  refuseMail(
    id: string,
    queuedAt: Date,
    queue: (
      counsellor: { readonly email: string; readonly language: Language; readonly label: string | null },
      trx: Trx,
    ) => Promise<void>,
  ): Promise<void>;
}

type SignInVerdict =
  | { readonly is: 'open'; readonly language: Language }
  /** Used, expired, or its address is not allowed any more. */
  | { readonly is: 'over' }
  /** None of ours: counts as a guess. */
  | { readonly is: 'bad' };

/** Signing in, staying so for a working day, and signing out. */
export interface SignIn {
  /** Mails a link when the address is allowed. Says nothing and takes no time, whatever the address is. */
  ask(email: string, language: Language): void;
  /** What a link is worth; looking does not use it up. */
  look(token: string): Promise<SignInVerdict>;
  /** Uses the link up; gives the session, or undefined where it opens nothing (any more). */
  enter(token: string): Promise<string | undefined>;
  /** The session of somebody whom an identity provider vouches for; undefined where the address is not allowed. */
  enterAs(email: string, language: Language): Promise<string | undefined>;
  /** Whose session it is; undefined once it is over, left, or ended with all others. */
  whoIs(session: string): Promise<Counsellor | undefined>;
  leave(session: string): Promise<void>;
  /** Resolves once what `ask` began is done. */
  settled(): Promise<void>;
}

/** What a browser keeps while somebody signs in elsewhere. */
export interface OidcKeep {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Signing in at an identity provider. */
export interface Oidc {
  begin(): Promise<
    { readonly is: 'go'; readonly url: string; readonly keep: OidcKeep } | { readonly is: 'unreachable' }
  >;
  /** @param query of the address that the provider sent the browser back to */
  finish(
    query: URLSearchParams,
    keep: OidcKeep,
  ): Promise<
    | { readonly is: 'vouched'; readonly email: string }
    /** The provider, or the person there, said no; or it does not vouch for the address. */
    | { readonly is: 'refused'; readonly reason: 'denied' | 'unverified' | 'invalid' }
    | { readonly is: 'unreachable' }
  >;
}

/** Begins a conversation with an invite, in this language; resolves once the invite is used up by it. */
export type StartConversation = (language: Language, inviteToken: string) => Promise<void>;

/** What a typed answer turned out to be; a command is none. */
type Understand = (
  question: QuestionId,
  text: string,
  language: Language,
) =>
  | { readonly is: 'value' | 'confirm'; readonly value: unknown }
  | { readonly is: 'ambiguous'; readonly candidates: readonly unknown[] }
  | { readonly is: 'reject' };

/** A question that a counsellor can answer beforehand. */
export interface KnownQuestion {
  readonly id: QuestionId;
  /** Codes to choose from; none: it is typed. */
  readonly choices: readonly string[];
  readonly many: boolean;
}

/** The interview, as far as a counsellor fills it in. */
export interface Interview {
  readonly questions: readonly KnownQuestion[];
  readonly understand: Understand;
  /** What chosen codes store. */
  valueOf(question: QuestionId, codes: readonly string[], many: boolean): unknown;
  /** An answer in words. */
  say(language: Language, question: QuestionId, value: unknown): string;
}

/**
 * What the rules make of what a counsellor filled in, and of nothing else: the client's own answers are the client's. It
 * is nobody's verdict yet.
 */
export interface FirstLook {
  readonly assessment: Assessment;
  /** Questions whose answers can still change it, in their order. */
  readonly open: readonly QuestionId[];
  /** Single other answers that would alter it. */
  readonly changes: readonly SaidChange[];
  /** What the stay comes to where the client never left in between; undefined where that is told, or the date is not. */
  readonly ifNotLeft: CriterionVerdict | undefined;
}
/** undefined where nothing was filled in that a rule looks at. */
export type LookFirst = (known: Known) => FirstLook | undefined;

/** What was typed in a form or in a row, before it is understood: fields by name, questions by their id. */
export type Fields = { readonly [field: string]: readonly string[] };

/** A client about to be forwarded. */
export interface Draft {
  readonly label: string | null;
  readonly email: string | null;
  readonly language: Language;
  readonly known: Known;
}

/** What is wrong with one field, and what to write instead. */
export interface Problem {
  readonly field: string;
  readonly text: string;
}

/** What is wrong in a file: the row as a spreadsheet numbers it, the column by its name; null: the row as such. */
export interface RowProblem {
  readonly row: number;
  readonly column: string | null;
  readonly text: string;
}

/** How an invite is handed over. */
interface Handout {
  readonly link: string;
  readonly code: string;
}

type Asked = 'done' | 'too-soon' | 'not-now' | 'unknown';

/** What a counsellor can do for clients; each of them only for their own. */
export interface Forwarding {
  readonly questions: readonly KnownQuestion[];
  /** Reads what was typed, in the counsellor's language; everything that is wrong at once. */
  read(
    fields: Fields,
    language: Language,
  ): { readonly ok: true; readonly draft: Draft } | { readonly ok: false; readonly problems: readonly Problem[] };
  /** Reads a file with a header row (CSV) likewise: every draft of it, or everything that is wrong. */
  readTable(
    text: string,
    language: Language,
  ):
    | { readonly ok: true; readonly drafts: readonly Draft[] }
    | { readonly ok: false; readonly problems: readonly RowProblem[] };
  /** A file to begin from: header and invented clients, as `readTable` takes it. */
  sampleTable(language: Language): readonly (readonly string[])[];
  /** The answers of a draft, or of an invite that is not opened yet, in words. */
  say(
    known: Known,
    language: Language,
  ): readonly { readonly question: QuestionId; readonly name: string; readonly text: string }[];
  readonly lookFirst: LookFirst;
  /** Makes the invites, all or none. The same `once` makes them once; gives their ids in the order of the drafts. */
  forward(counsellor: Counsellor, once: string, drafts: readonly Draft[]): Promise<readonly string[]>;
  /** The clients that `forward` made with this `once`, in order. */
  made(counsellor: Counsellor, once: string): Promise<readonly Client[]>;
  list(counsellor: Counsellor): Promise<readonly Client[]>;
  find(counsellor: Counsellor, id: string): Promise<Client | undefined>;
  knownOf(counsellor: Counsellor, id: string): Promise<Known>;
  /** undefined: it is opened, over, or not theirs. */
  handout(counsellor: Counsellor, client: Client): Promise<Handout | undefined>;
  /** Mails the invite, or to whoever began already the way back to their own conversation. */
  mailClient(counsellor: Counsellor, id: string): Promise<Asked>;
  /** Nobody took the letter of this invite that was queued then, for good: tells the counsellor, once. */
  mailRefused(id: string, queuedAt: Date): Promise<void>;
  /** A fresh invite for who never began or stopped, with what the counsellor filled in. */
  renew(counsellor: Counsellor, id: string): Promise<Asked>;
  revoke(counsellor: Counsellor, id: string): Promise<boolean>;
  /** Begins the conversation in which counsellor and client answer side by side. */
  beginTogether(counsellor: Counsellor, id: string): Promise<Asked>;
  /** The conversation that this counsellor may take part in; undefined where they may not, or not any more. */
  sharedConversation(client: Client): string | undefined;
  /** What opens the same conversation on the client's own screen; undefined likewise. */
  clientScreen(client: Client): Promise<string | undefined>;
}
