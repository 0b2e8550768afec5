/** What the counsellors' side needs of others. It owns the types; src/app.ts plugs in who provides. */
import type { ClientStatus } from '../domain/client-status.ts';
import type { HistoryLine } from '../domain/follow-up.ts';
import type { QuestionId } from '../domain/questions.ts';
import type { Language } from '../domain/referral.ts';

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
  /** The conversation that it opened and that is still there. */
  readonly conversation: string | null;
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
  /** Ends an invite that nobody opened yet; false when it was opened, or is not theirs. */
  revoke(counsellor: string, id: string): Promise<boolean>;
  /**
   * Lets it be opened anew under this code, with what the counsellor filled in. What the client told in the conversation
   * before stays there, theirs alone. False when there is a referral, or it was erased, or is not theirs.
   */
  renew(counsellor: string, id: string, code: string, expiresAt: Date): Promise<boolean>;
  /** Writes down that the client is mailed now; false within a week of the last time. */
  remind(counsellor: string, id: string): Promise<boolean>;
}
