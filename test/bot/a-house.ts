/** The bot on our own Direct Line and the real store, in memory: what a turn commits is really committed. */
import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { createBot } from '../../src/bot/bot.ts';
import type { Saved } from '../../src/bot/ports.ts';
import type { BotParts } from '../../src/bot/turn.ts';
import { createDirectLine, type DirectLine } from '../../src/channels/direct-line/direct-line.ts';
import { CONVERSATION_KEY, INBOUND_ID, LOGS_REPLIES } from '../../src/channels/ports.ts';
import type { Known, NewInvite } from '../../src/counsellors/ports.ts';
import type { QuestionId } from '../../src/domain/questions.ts';
import type { Language } from '../../src/domain/referral.ts';
import { newCode } from '../../src/new-code.ts';
import { createCounsellors } from '../../src/storage/counsellors.ts';
import { type Database, openDatabase } from '../../src/storage/database.ts';
import { createInvites, type Invites } from '../../src/storage/invites.ts';
import { createLinks, type Links } from '../../src/storage/links.ts';
import type { NewLine } from '../../src/storage/ports.ts';
import { createStore, type Store } from '../../src/storage/store.ts';
import { createInterpret } from '../../src/understanding/interpret.ts';
import { loadTables } from '../../src/understanding/load.ts';
import { press } from '../e2e/by-buttons.ts';
import { type Answers, GHENT } from '../e2e/persons.ts';
import { botParts, words } from './talk.ts';

const HOUSE_TIME = new Date('2026-11-23T09:00:00.000Z');
const KEY = 'k'.repeat(32);
const interpret = createInterpret(loadTables());

export interface House {
  readonly database: Database;
  readonly store: Store;
  readonly links: Links;
  readonly invites: Invites;
  readonly parts: BotParts;
  readonly line: DirectLine;
  /** Every line of a referral's history that somebody is to be told of. */
  readonly announced: NewLine[];
  readonly problems: string[];
  /** An invite of Anna, a counsellor; gives its token, its code and its id. */
  invite(known?: Known, more?: Partial<NewInvite>): Promise<{ id: string; token: string; code: string }>;
  /** A person who opens the page. */
  open(start?: { locale?: string; invite?: string }): Promise<Person>;
  close(): Promise<void>;
}

export async function aHouse(change: (parts: BotParts) => Partial<BotParts> = () => ({})): Promise<House> {
  const database = await openDatabase({ dataDir: 'memory://' });
  const announced: NewLine[] = [];
  const problems: string[] = [];
  const now = () => HOUSE_TIME;
  const store = createStore({
    database,
    enqueue: async () => {},
    announce: async (_trx, line) => void announced.push(line),
    now,
  });
  const links = createLinks(database, KEY, now);
  const invites = createInvites(database, links, now);
  const basis = { ...botParts(store.conversations, interpret), openInvite: invites.open, now };
  const parts: BotParts = { ...basis, ...change(basis) };
  const line = createDirectLine({
    log: store.log,
    bot: createBot(parts, { conversation: CONVERSATION_KEY, inbound: INBOUND_ID, logsReplies: LOGS_REPLIES }),
    signingKey: KEY,
    apologise: async () => 'sorry',
    report: (code) => void problems.push(code),
    now,
    pause: async () => {},
  });
  const counsellors = createCounsellors(database, now);
  const { id: anna } = await counsellors.enter('anna@example.org', 'nl');
  await counsellors.change(anna, { name: 'Anna Voorbeeld', organisation: 'Agentschap Voorbeeld' });

  return {
    database,
    store,
    links,
    invites,
    parts,
    line,
    announced,
    problems,
    async invite(known = {}, more = {}) {
      const id = randomUUID();
      const code = newCode('resume');
      await invites.add(anna, [
        { id, code, label: null, email: null, language: 'fr', known, together: false, ...more },
      ]);
      return { id, code, token: await links.make('invite', id, 86_400) };
    },
    async open(start = {}) {
      const { conversationId } = await line.startLocal(start);
      return new Person(line, store, conversationId);
    },
    async close() {
      await line.stop();
      await store.close();
      await database.close();
    },
  };
}

/** One side of a conversation: a client, or with `as` the counsellor beside them. */
export class Person {
  readonly id: string;
  readonly #line: DirectLine;
  readonly #store: Store;
  #seen = 0;

  constructor(line: DirectLine, store: Store, id: string) {
    this.#line = line;
    this.#store = store;
    this.id = id;
  }

  /** What the bot said since the last look. */
  async news(): Promise<Partial<Activity>[]> {
    const { activities, watermark } = await this.#line.read(this.id, this.#seen);
    this.#seen = Number(watermark);
    return activities.filter(({ from }) => from?.role === 'bot');
  }

  async send(activity: Partial<Activity>, as?: string): Promise<Partial<Activity>[]> {
    await this.news();
    const conversation = await this.#line.find(this.id);
    if (conversation === undefined) throw new Error('no such conversation');
    const { done } = await this.#line.receive(
      conversation,
      { type: 'message', ...activity },
      as ?? conversation.userId,
    );
    await done;
    return this.news();
  }

  say(text: string, as?: string): Promise<Partial<Activity>[]> {
    return this.send({ text }, as);
  }

  submit(value: object, as?: string): Promise<Partial<Activity>[]> {
    return this.send({ value, channelData: { postBack: true } }, as);
  }

  async saved(): Promise<Saved> {
    const saved = await this.#store.conversations.load(this.id);
    if (saved === undefined) throw new Error('nothing is saved');
    return saved;
  }

  /** The message that asks what stands open. */
  async asks(): Promise<Partial<Activity> | undefined> {
    const { activities } = await this.#line.read(this.id, 0);
    const bot = activities.filter(({ from }) => from?.role === 'bot');
    const said = activities.findLastIndex(({ from }) => from?.role === 'user');
    const last = activities.findLastIndex(({ channelData }) => channelData?.question !== undefined);
    return last > said ? bot.findLast(({ channelData }) => channelData?.question !== undefined) : undefined;
  }

  /** Presses through all that is asked, up to a question. */
  async press(language: Language, answers: Answers = GHENT, until?: QuestionId): Promise<Partial<Activity>[]> {
    let replies: Partial<Activity>[] = [];
    for (let turns = 0; turns < 40; turns += 1) {
      const asks = await this.asks();
      const question = asks?.channelData?.question as QuestionId | undefined;
      if (asks === undefined || question === undefined || question === until) return replies;
      replies =
        question === 'language'
          ? await this.say(words.autonym(language))
          : await this.send({ ...press(asks, language, answers) });
    }
    throw new Error('no end');
  }
}
