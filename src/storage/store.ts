/** Everything that is stored, behind the types that the bot, the channels and delivery ask for. */
import type { ConversationStore } from '../bot/ports.ts';
import type { ConversationLog, InboundLedger } from '../channels/ports.ts';
import { createChanges } from './changes.ts';
import type { Database } from './database.ts';
import { createTurns } from './exclusively.ts';
import { createLedger } from './ledger.ts';
import { createLog } from './log.ts';
import { type Measures, measure } from './measures.ts';
import type { Announce, Clock, EnqueueDelivery, SayMovedOn } from './ports.ts';
import { createReferrals, type Referrals } from './referrals.ts';
import { type Forgotten, forget, type RetentionDays } from './retention.ts';
import { createConversationStore } from './turns.ts';

export interface Store {
  readonly conversations: ConversationStore;
  readonly log: ConversationLog;
  readonly ledger: InboundLedger;
  readonly referrals: Referrals;
  /** Deletes what is past its time. */
  forget(): Promise<Forgotten>;
  /** Figures for /metrics; throws when the database does not answer. */
  measure(): Promise<Measures>;
  /** Resolves once what other processes write is told here too. */
  ready(): Promise<void>;
  /** Waits for the turns that run; the database itself is closed by who opened it. */
  close(): Promise<void>;
}

export interface StoreSettings {
  readonly database: Database;
  readonly enqueue: EnqueueDelivery;
  readonly announce: Announce;
  /** Absent: nothing is said there. */
  readonly sayMovedOn?: SayMovedOn;
  readonly now?: Clock;
  readonly retention?: RetentionDays;
}

export function createStore(settings: StoreSettings): Store {
  const { database, enqueue, announce, sayMovedOn, now = () => new Date(), retention } = settings;
  const changes = createChanges(database);
  const { exclusively, close } = createTurns(database);
  return {
    conversations: createConversationStore({ database, changes, enqueue, announce, sayMovedOn, now }),
    log: { ...createLog({ database, changes, now }), exclusively, watch: changes.watch },
    ledger: createLedger(database, now),
    referrals: createReferrals(database, now, announce),
    forget: () => forget(database, now, retention),
    measure: () => measure(database, now),
    ready: changes.ready,
    async close() {
      await close();
      await changes.close();
    },
  };
}
