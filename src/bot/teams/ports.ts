/** What the counsellors' side of Teams needs of others. It owns the types; the composition plugs in who provides. */
import type { Language } from '../../domain/referral.ts';

export interface ChatCounsellor {
  readonly id: string;
  readonly language: Language;
}

export interface ChatClient {
  /** How the counsellor calls this client; null for none. */
  readonly label: string | null;
  /** Where this client stands, as a code with words `counsellor:status.<code>`. */
  readonly status: string;
  readonly lastAt: Date;
  /** What the desk advised, in its own words, in Dutch; undefined while there is none. */
  readonly advice: { readonly at: Date; readonly text: string; readonly nextStep: string } | undefined;
}

interface NewClient {
  readonly label: string | null;
  readonly email: string | null;
  readonly language: Language;
}

export interface CounsellorChats {
  /** Whose own chat this is; undefined for everybody else. `sure` also where it was looked up a moment ago. */
  counsellorOf(key: string, sure: boolean): Promise<ChatCounsellor | undefined>;
  /** Uses up a code of the counsellor page; undefined where it is not good (any more). */
  link(key: string, code: string): Promise<ChatCounsellor | undefined>;
  unlink(key: string): Promise<void>;
  /** Whether an address is a counsellor's: no client's mail goes there. */
  isCounsellor(email: string): boolean;
  /** The latest event first. */
  clientsOf(counsellor: ChatCounsellor): Promise<readonly ChatClient[]>;
  /**
   * Makes an invite, once for each `once`, and mails it where there is an address.
   * @returns what to hand over; undefined where that invite was opened or ended since
   */
  forward(
    counsellor: ChatCounsellor,
    once: string,
    client: NewClient,
  ): Promise<{ readonly link: string; readonly code: string; readonly mailed: boolean } | undefined>;
  /** Where counsellors sign in. */
  readonly page: string;
}
