/**
 * The tables, as Kysely sees them.
 * Documents are `json`, not `jsonb`: kept as they came, so that a NUL or half a surrogate pair in what a person typed
 * is stored instead of refused; whatever a query has to look at has a column of its own.
 */
import type { ColumnType, Generated } from 'kysely';
import type { Referral, ReferralState } from '../domain/referral.ts';
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
  reason: string | null;
  created_at: Instant;
  next_at: Instant;
  changed_at: Instant;
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
  secrets: SecretRow;
}
