/** A conversation with the bot in memory: real flow, words, rules and cards; a store that forgets at the end. */
import { join } from 'node:path';
import { type Activity, ActivityTypes, BotAdapter, type ResourceResponse, TurnContext } from 'botbuilder';
import { bindRules } from '../../src/bind-rules.ts';
import { createBot } from '../../src/bot/bot.ts';
import { loadCards } from '../../src/bot/cards.ts';
import { indexLabels } from '../../src/bot/choices.ts';
import { type Flow, loadFlow } from '../../src/bot/flow.ts';
import type { ConversationStore, Interpret, Saved, TurnChange } from '../../src/bot/ports.ts';
import type { BotParts } from '../../src/bot/turn.ts';
import { loadDesks } from '../../src/delivery/desks.ts';
import { isContractQuestion, type QuestionId } from '../../src/domain/questions.ts';
import { newCode } from '../../src/new-code.ts';
import { loadRules } from '../../src/rules/load.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { loadWords } from '../../src/words/words.ts';
import { understand } from './understand.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const NOW = new Date('2026-11-22T10:00:00+01:00');
const wholeFlow = loadFlow(join(ROOT, 'dialogs', 'intake.json'));
/** The questions of the contract: what data adds to them is another test's, test/rules/additions.test.ts. */
export const flow: Flow = { ...wholeFlow, questions: wholeFlow.questions.filter(({ id }) => isContractQuestion(id)) };
export const words = loadWords(join(ROOT, 'locales'), BUILD_LANGUAGES);
const rules = loadRules();
const desks = loadDesks();
const renderCard = loadCards(join(ROOT, 'cards'));
const labels = indexLabels(flow, words);

/** Keeps what a turn commits, as a database would: by copy. */
export class MemoryStore implements ConversationStore {
  readonly saved = new Map<string, string>();
  readonly changes: TurnChange[] = [];
  readonly codes = new Map<string, string>();

  async load(key: string): Promise<Saved | undefined> {
    const text = this.saved.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }

  async commit(change: TurnChange): Promise<void> {
    this.changes.push(structuredClone(change));
    if (change.saved === 'erased') this.saved.delete(change.key);
    else this.saved.set(change.key, JSON.stringify(change.saved));
    if (change.resumeCode !== undefined) this.codes.set(change.resumeCode, change.key);
    if (change.takesOver !== undefined) this.saved.delete(change.takesOver);
  }

  async findByResumeCode(code: string) {
    const key = this.codes.get(code.toUpperCase());
    const saved = key === undefined ? undefined : await this.load(key);
    return key === undefined || saved === undefined ? undefined : { key, saved };
  }
}

class SilentAdapter extends BotAdapter {
  async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    return activities.map(() => ({ id: '' }));
  }
  async updateActivity(): Promise<undefined> {}
  async deleteActivity(): Promise<void> {}
  async continueConversation(): Promise<void> {}
}

export function botParts(store: ConversationStore, interpret: Interpret = understand): BotParts {
  return {
    flow,
    words,
    rules: bindRules(rules, wholeFlow),
    interpret,
    labels,
    renderCard,
    store,
    findDesk: (route) => {
      if (route.to === 'other-services') return undefined;
      return desks.deskFor(route.to, route.region === 'out-of-area' ? null : route.region);
    },
    openInvite: async () => ({ is: 'unknown' }),
    tryCode: async (_kind, _conversation, _code, look) => ({ is: 'looked', found: await look() }),
    findReferral: async () => undefined,
    hearHandoff: async () => {},
    linkToStatus: async (reference) => `https://example.org/s/${reference}`,
    now: () => NOW,
    newCode,
    minutes: () => 7,
    publicUrl: 'http://localhost:3978',
  };
}

export interface Talk {
  readonly store: MemoryStore;
  readonly key: string;
  /** Everything said in the latest turn. */
  replies: Partial<Activity>[];
  greet(locale?: string): Promise<Partial<Activity>[]>;
  say(text: string): Promise<Partial<Activity>[]>;
  submit(value: object): Promise<Partial<Activity>[]>;
  send(activity: Partial<Activity>): Promise<Partial<Activity>[]>;
  /** The id of the question that stands open. */
  asking(): string | undefined;
  saved(): Promise<Saved | undefined>;
}

export function startTalk(store = new MemoryStore(), key = 'talk-1', parts: BotParts = botParts(store)): Talk {
  const bot = createBot(parts, { conversation: 'key', inbound: 'inbound', logsReplies: 'logs', fromServer: 'server' });
  const adapter = new SilentAdapter();
  const talk: Talk = {
    store,
    key,
    replies: [],
    greet: (locale) =>
      talk.send({
        type: ActivityTypes.ConversationUpdate,
        membersAdded: [{ id: 'person', name: '' }],
        ...(locale ? { locale } : {}),
      }),
    say: (text) => talk.send({ type: ActivityTypes.Message, text }),
    submit: (value) => talk.send({ type: ActivityTypes.Message, value }),
    async send(activity) {
      const context = new TurnContext(adapter, {
        channelId: 'directline',
        conversation: { id: key, name: '', isGroup: false, conversationType: '' },
        from: { id: 'person', name: '' },
        recipient: { id: 'wegwijzer', name: '' },
        ...activity,
      } as Activity);
      context.turnState.set('key', key);
      const before = store.changes.length;
      await bot(context);
      talk.replies = store.changes.slice(before).flatMap((change) => [...change.replies]);
      return talk.replies;
    },
    asking: () =>
      talk.replies.map((reply) => reply.channelData?.question).findLast((question) => question !== undefined),
    saved: () => store.load(key),
  };
  return talk;
}

/**
 * Answers one question in Dutch: text as typed, `{option}` as its button, anything else as the card's inputs,
 * and nothing as "I don't know".
 */
export function answerQuestion(
  talk: Talk,
  question: QuestionId,
  given: string | object | undefined,
): Promise<Partial<Activity>[]> {
  if (typeof given === 'string') return talk.say(given);
  if (given !== undefined && 'option' in given)
    return talk.say(words.t('nl', `questions:${question}.options.${given.option}`));
  if (given !== undefined) return talk.submit({ question, do: 'answer', ...given });
  if (talk.replies.some((reply) => reply.attachments?.length))
    return talk.submit({ question, do: 'answer', notTold: 'unknown' });
  return talk.say(words.t('nl', 'questions:common.options.unknown'));
}

export const textOf = (replies: readonly Partial<Activity>[]): string => replies.map((reply) => reply.text).join('\n');
export const buttonsOf = (replies: readonly Partial<Activity>[]): string[] =>
  replies.flatMap((reply) => reply.suggestedActions?.actions ?? []).map((action) => action.title);
