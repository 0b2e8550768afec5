import { type Activity, InputHints } from 'botbuilder';
import type { Apologise, BotLogic, ConversationLog, Report } from '../ports.ts';
import type { DirectLineAdapter } from './adapter.ts';

/** A turn that failed this often here would fail for ever, and everything said after it would wait behind it. */
const MAX_FAILURES = 3;
/**
 * A message that was tried this often, over all processes, may be what takes them down. More than a few: where a machine
 * goes up and down four times in ten seconds, it is not the message's fault.
 */
const MAX_ATTEMPTS = 10;
const PAUSES_MS = [250, 1000];
/** A fresh message is being drained by who received it; the sweep takes what has been left lying. */
const WAITED_MS = 5000;
const SWEEP_EVERY_MS = 3000;
/** Waiting turns picked up at once after a restart: the database and the rest of the server must breathe. */
const SWEEP_WIDTH = 4;

export interface TurnsOptions {
  readonly log: ConversationLog;
  readonly adapter: DirectLineAdapter;
  readonly bot: BotLogic;
  readonly now: () => Date;
  readonly pause: (ms: number) => Promise<void>;
  readonly apologise: Apologise;
  readonly report: Report;
  readonly botAccount: Activity['from'];
}

export interface Turns {
  /**
   * Runs the waiting turns of a conversation up to and including this received activity, or all that wait.
   * Resolves when they are done. Rejects when the store fails.
   */
  drain(conversation: string, upTo?: string): Promise<void>;
  /** Picks up conversations that wait since a process died. */
  sweep(olderThanMs?: number): Promise<void>;
  start(): void;
  /** Stops sweeping and waits for the turns under way. */
  stop(): Promise<void>;
}

/** Brings received activities to the bot, one turn of a conversation after another, in the order they came. */
export function createTurns(options: TurnsOptions): Turns {
  const { log, adapter, bot, report } = options;
  const draining = new Map<string, { again: boolean; readonly done: Promise<void> }>();
  let timer: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> | undefined;

  async function giveUp(conversation: string, inbound: string): Promise<void> {
    const locale = (await log.find(conversation))?.locale;
    const common = { from: options.botAccount, timestamp: options.now(), replyToId: inbound };
    const apology = { type: 'message', text: await options.apologise(conversation, locale), ...common };
    const asked = await lastAsked(conversation);
    await log.giveUp(conversation, inbound, asked === undefined ? [apology] : [apology, { ...asked, ...common }]);
    report('turn-given-up');
  }

  /** The question that waits for an answer: put once more, or its buttons would be gone with the answer that failed. */
  async function lastAsked(conversation: string): Promise<Partial<Activity> | undefined> {
    const said = (await log.read(conversation, 0)).map(({ activity }) => activity);
    const asked = said.findLast(({ inputHint }) => inputHint === InputHints.ExpectingInput);
    if (asked === undefined) return undefined;
    const { id: _id, ...again } = asked;
    return again;
  }

  /**
   * One waiting activity: its id once it is answered or given up, 'again' when it will be tried again, or none.
   * @param failures how often each activity has failed in this process
   */
  async function runNext(
    conversation: string,
    failures: Map<string, number>,
  ): Promise<{ readonly settled: string } | 'again' | 'none'> {
    const inbound = await log.nextInbound(conversation);
    if (inbound === undefined) return 'none';
    if (inbound.attempts > MAX_ATTEMPTS) {
      await giveUp(conversation, inbound.id);
      return { settled: inbound.id };
    }
    try {
      await adapter.processStored(conversation, inbound, bot);
    } catch (error) {
      report('turn-failed', error);
      const failed = (failures.get(inbound.id) ?? 0) + 1;
      failures.set(inbound.id, failed);
      if (failed < MAX_FAILURES) {
        await options.pause(PAUSES_MS[failed - 1] ?? 0);
        return 'again';
      }
      await giveUp(conversation, inbound.id);
    }
    return { settled: inbound.id };
  }

  async function drainAll(conversation: string, entry: { again: boolean }, upTo: string | undefined): Promise<void> {
    try {
      let last = upTo;
      do {
        entry.again = false;
        await log.exclusively(conversation, async () => {
          // Looking once more after the awaited one would cost every turn a query that finds nothing.
          const failures = new Map<string, number>();
          const next = () => runNext(conversation, failures);
          for (let ran = await next(); ran !== 'none'; ran = await next()) {
            if (ran !== 'again' && ran.settled === last && !entry.again) return;
          }
        });
        last = undefined;
      } while (entry.again);
    } finally {
      draining.delete(conversation); // at once after the last look, or a message could fall in between
    }
  }

  function drain(conversation: string, upTo?: string): Promise<void> {
    const running = draining.get(conversation);
    if (running !== undefined) {
      // It may just have looked for the last time: it looks once more before it ends.
      running.again = true;
      return running.done;
    }
    const entry = { again: false, done: Promise.resolve() };
    draining.set(conversation, entry);
    entry.done = drainAll(conversation, entry, upTo);
    return entry.done;
  }

  async function sweepOnce(olderThanMs: number): Promise<void> {
    const waiting = (await log.waiting(olderThanMs)).filter((conversation) => !draining.has(conversation));
    const next = async (): Promise<void> => {
      for (let conversation = waiting.shift(); conversation !== undefined; conversation = waiting.shift())
        await drain(conversation).catch((error) => report('drain-failed', error));
    };
    await Promise.all(Array.from({ length: SWEEP_WIDTH }, next));
  }

  function sweep(olderThanMs = WAITED_MS): Promise<void> {
    sweeping ??= sweepOnce(olderThanMs)
      .catch((error) => report('sweep-failed', error))
      .finally(() => {
        sweeping = undefined;
      });
    return sweeping;
  }

  return {
    drain,
    sweep,
    start() {
      void sweep(0);
      timer = setInterval(() => void sweep(), SWEEP_EVERY_MS);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      await sweeping;
      await Promise.allSettled([...draining.values()].map((entry) => entry.done));
    },
  };
}
