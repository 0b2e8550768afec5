import type { Activity } from 'botbuilder';
import type { ConversationLog, LocalConversation } from '../../src/channels/ports.ts';

interface Waiting {
  readonly id: string;
  readonly activity: Partial<Activity>;
  readonly at: number;
  attempts: number;
  done: boolean;
}

interface Kept {
  readonly conversation: LocalConversation;
  readonly logged: { seq: number; activity: Partial<Activity> }[];
  readonly inbound: Waiting[];
  readonly known: Map<string, string>;
  seq: number;
}

/** A ConversationLog in memory, with the commit that a bot's store would do. Several "processes" may share one. */
export interface MemoryLog extends ConversationLog {
  commit(conversation: string, inbound: string | undefined, replies: readonly Partial<Activity>[]): void;
  forget(conversation: string): void;
  readonly size: number;
}

const json = <T>(value: T): T => JSON.parse(JSON.stringify(value));

export function createMemoryLog(now: () => Date = () => new Date()): MemoryLog {
  const all = new Map<string, Kept>();
  const tails = new Map<string, Promise<unknown>>();
  const listeners = new Set<(conversation: string) => void>();
  let last = 0;

  const kept = (conversation: string): Kept => {
    const found = all.get(conversation);
    if (found === undefined) throw new Error(`no conversation ${conversation}`);
    return found;
  };
  const idOf = (conversation: string, seq: number) => `${conversation}|${String(seq).padStart(7, '0')}`;
  const append = (conversation: string, seq: number, activity: Partial<Activity>) => {
    last = Math.max(now().getTime(), last + 1);
    const timestamp = new Date(last).toISOString();
    kept(conversation).logged.push({
      seq,
      activity: { ...json(activity), id: idOf(conversation, seq), timestamp } as never,
    });
  };
  const tell = (conversation: string) => {
    for (const listener of listeners) listener(conversation);
  };
  const finish = (conversation: string, inbound: string | undefined, replies: readonly Partial<Activity>[]) => {
    const into = kept(conversation);
    if (inbound !== undefined) {
      const waiting = into.inbound.find(({ id, done }) => id === inbound && !done);
      if (waiting === undefined) throw new Error('stale turn');
      waiting.done = true;
    }
    for (const reply of replies) append(conversation, ++into.seq, reply);
    if (replies.length > 0) tell(conversation);
  };

  return {
    get size() {
      return all.size;
    },
    async create(conversation) {
      if (!all.has(conversation.id))
        all.set(conversation.id, { conversation, logged: [], inbound: [], known: new Map(), seq: 0 });
    },
    async find(id) {
      return all.get(id)?.conversation;
    },
    async receive(conversation, activity, { clientActivityId, hidden }) {
      const into = kept(conversation);
      const before = clientActivityId === undefined ? undefined : into.known.get(clientActivityId);
      if (before !== undefined) return { id: before, fresh: false };
      const id = idOf(conversation, ++into.seq);
      if (clientActivityId !== undefined) into.known.set(clientActivityId, id);
      into.inbound.push({ id, activity: json(activity), at: now().getTime(), attempts: 0, done: false });
      if (!hidden) {
        append(conversation, into.seq, activity);
        tell(conversation);
      }
      return { id, fresh: true };
    },
    async nextInbound(conversation) {
      const next = kept(conversation).inbound.find(({ done }) => !done);
      if (next === undefined) return undefined;
      next.attempts += 1;
      return { id: next.id, activity: json(next.activity), attempts: next.attempts };
    },
    async giveUp(conversation, inbound, replies) {
      finish(conversation, inbound, replies);
    },
    async read(conversation, after) {
      return json(all.get(conversation)?.logged.filter(({ seq }) => seq > after) ?? []);
    },
    async waiting(olderThanMs) {
      const before = now().getTime() - olderThanMs;
      return [...all].flatMap(([id, { inbound }]) =>
        inbound.some(({ done, at }) => !done && at <= before) ? [id] : [],
      );
    },
    exclusively(conversation, work) {
      const result = (tails.get(conversation) ?? Promise.resolve()).then(work);
      tails.set(
        conversation,
        result.catch(() => {}),
      );
      return result;
    },
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    commit: finish,
    forget(conversation) {
      all.delete(conversation);
    },
  };
}
