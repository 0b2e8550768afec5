/**
 * The tables, as Kysely sees them.
 * Documents are `json`, not `jsonb`: kept as they came, so that a NUL or half a surrogate pair in what a person typed
 * is stored instead of refused; whatever a query has to look at has a column of its own.
 */
import type { ColumnType, Generated } from 'kysely';
import type { Audience, HistoryEvent } from '../domain/follow-up.ts';
import type { Language, Referral, ReferralState } from '../domain/referral.ts';
import type { ReferralActor } from '../domain/referral-states.ts';

/** Read as it was parsed, written as its JSON text. */
type Json<T> = ColumnType<T, string, string>;
type Instant = ColumnType<Date, Date, Date>;

interface ConversationRow {
  /** The Direct Line conversation id, or `channel|conversation id` elsewhere. */
  key: string;
  user_id: string | null;
  locale: string | null;
  state: Json<object | null> | null;
  /** Sequence number of the latest activity that was received or said. */
  last_seq: Generated<number>;
  /** Time of that activity; the log's clock never stands still or goes back. */
  last_at: Instant;
  touched_at: Instant;
}

interface ActivityRow {
  conversation: string;
  seq: number;
  at: Instant;
  activity: Json<object>;
}

interface InboundRow {
  conversation: string;
  seq: number;
  client_activity_id: string | null;
  /** Gone once its turn is done: the log has what was shown. */
  activity: Json<object> | null;
  attempts: Generated<number>;
  received_at: Instant;
  done_at: Instant | null;
}

interface LedgerRow {
  key: string;
  activity_id: string;
  opened_at: Instant;
  replies: Json<object[]> | null;
  sent_at: Instant | null;
}

interface ResumeCodeRow {
  code_hash: string;
  conversation: string;
  expires_at: Instant;
}

interface ReferralRow {
  reference: string;
  /** null once the client erased the conversation. */
  conversation: string | null;
  state: ReferralState;
  desk_id: string | null;
  /** null once erased, or once it was closed or withdrawn long enough ago. */
  payload: Json<Referral> | null;
  /** Who forwarded this client; null for somebody who came by themselves. */
  counsellor: string | null;
  /** What the indicators count: codes and days, nothing that tells who it is. Stays when the payload goes. */
  indicators: Json<object> | null;
  /** How the client's papers stand now, by document id; the referral itself keeps how they stood when it was sent. */
  ticks: Json<object> | null;
  created_at: Instant;
  changed_at: Instant;
}

interface ReferralEventRow {
  id: Generated<number>;
  reference: string;
  state: ReferralState;
  actor: ReferralActor;
  at: Instant;
  /** A code, never what a person said. */
  note: string | null;
  event: HistoryEvent;
  /** What was said: domain/follow-up.ts; null where nothing was, and once it is erased. */
  body: Json<object> | null;
}

type DeliveryState = 'waiting' | 'done' | 'parked' | 'dropped';

/** One way in which one referral goes to its desk. */
export interface DeliveryRow {
  id: Generated<number>;
  reference: string;
  /** What the desk's configuration says of this channel; no personal data. */
  channel: Json<object>;
  state: DeliveryState;
  /** The job that this row waits for; an older job finds nothing to do. */
  try: Generated<number>;
  /** Attempts since it was last driven: the last one parks it. */
  attempts: Generated<number>;
  /** It is on its way, or the process died meanwhile. */
  sending: Generated<boolean>;
  /** One of the attempts went out and nobody knows whether it arrived. A later attempt that fails does not change that. */
  perhaps_sent: Generated<boolean>;
  /** Part of the key by which the receiver knows it: raised where it is begun anew, and is no repeat. */
  generation: Generated<number>;
  reason: string | null;
  created_at: Instant;
  next_at: Instant;
  changed_at: Instant;
  /** null: the referral itself, on its way to the desk; else the line of the history that somebody is told of. */
  about: number | null;
  audience: Generated<Audience>;
}

interface CounsellorRow {
  id: string;
  /** In lower case. */
  email: string;
  name: string;
  organisation: string;
  language: Language;
  /** Part of every session: raised, it ends them all. */
  epoch: Generated<number>;
  created_at: Instant;
  seen_at: Instant;
}

interface InviteRow {
  id: string;
  counsellor: string;
  code_hash: string | null;
  /** How the counsellor calls this client on their own list. */
  label: string | null;
  /** Where the invite, and one gentle reminder, are mailed; null: the counsellor hands it over. */
  email: string | null;
  language: Language;
  /** Answers that the counsellor filled in, by question; null once they are in the conversation. */
  known: Json<object> | null;
  /** Counsellor and client answer in one conversation, side by side. */
  together: Generated<boolean>;
  conversation: string | null;
  /** Whether that conversation was opened from the letter to `email`. */
  opened_by_mail: Generated<boolean>;
  reference: string | null;
  created_at: Instant;
  expires_at: Instant;
  started_at: Instant | null;
  /** When the client was last mailed; null again where that letter reached nobody. */
  reminded_at: Instant | null;
  /** When it turned out that nobody takes the letter to `email`; null again with the next one. */
  mail_refused_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  revoked_at: Instant | null;
}

interface LinkRow {
  id: string;
  purpose: string;
  subject: string;
  created_at: Instant;
  expires_at: Instant;
  used_at: Instant | null;
  revoked_at: Instant | null;
}

interface ConversationReferenceRow {
  key: string;
  reference: Json<object>;
  counsellor: string | null;
  changed_at: Instant;
}

interface TallyRow {
  month: string;
  what: string;
  language: string;
  detail: string;
  count: number;
}

/** When a recurring duty last came to its end. */
interface ChoreRow {
  name: string;
  succeeded_at: Instant;
}

/** Keys that every process of one database must share and nobody had to choose. */
interface SecretRow {
  name: string;
  value: string;
}

export interface Schema {
  conversations: ConversationRow;
  activities: ActivityRow;
  inbound: InboundRow;
  ledger: LedgerRow;
  resume_codes: ResumeCodeRow;
  referrals: ReferralRow;
  referral_events: ReferralEventRow;
  deliveries: DeliveryRow;
  counsellors: CounsellorRow;
  invites: InviteRow;
  links: LinkRow;
  conversation_references: ConversationReferenceRow;
  tallies: TallyRow;
  chores: ChoreRow;
  secrets: SecretRow;
}
