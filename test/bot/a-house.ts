/** The bot on our own Direct Line and the real store, in memory: what a turn commits is really committed. */
import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { createBot } from '../../src/bot/bot.ts';
import type { Saved } from '../../src/bot/ports.ts';
import { createTeller } from '../../src/bot/tell.ts';
import type { BotParts } from '../../src/bot/turn.ts';
import { createDirectLine, type DirectLine } from '../../src/channels/direct-line/direct-line.ts';
import { CONVERSATION_KEY, FROM_SERVER, INBOUND_ID, LOGS_REPLIES } from '../../src/channels/ports.ts';
import type { Known, NewInvite } from '../../src/counsellors/ports.ts';
import { audiencesOf } from '../../src/domain/follow-up.ts';
import type { QuestionId } from '../../src/domain/questions.ts';
import type { Language } from '../../src/domain/referral.ts';
import type { ReferralEvent } from '../../src/domain/referral-states.ts';
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
export const KEYS = {
  conversation: CONVERSATION_KEY,
  inbound: INBOUND_ID,
  logsReplies: LOGS_REPLIES,
  fromServer: FROM_SERVER,
};
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
  /** Tells in the conversation what happened to a referral since the last time, `times` each: jobs may run twice. */
  tellAll(times?: number): Promise<void>;
  /** What the desk does with a referral. */
  desk(reference: string, event: ReferralEvent, body?: object): Promise<void>;
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
  const linkToStatus = async (reference: string) =>
    `https://example.org/s/${await links.make('status', reference, 60)}`;
  const basis = {
    ...botParts(store.conversations, interpret),
    openInvite: invites.open,
    findReferral: store.referrals.find,
    linkToStatus,
    now,
  };
  const parts: BotParts = { ...basis, ...change(basis) };
  const directLine = createDirectLine({
    log: store.log,
    bot: createBot(parts, KEYS),
    signingKey: KEY,
    apologise: async () => 'sorry',
    report: (code) => void problems.push(code),
    now,
    pause: async () => {},
  });
  const tell = createTeller(parts, KEYS);
  const counsellors = createCounsellors(database, now);
  const { id: anna } = await counsellors.enter('anna@example.org', 'nl');
  await counsellors.change(anna, { name: 'Anna Voorbeeld', organisation: 'Agentschap Voorbeeld' });

  return {
    database,
    store,
    links,
    invites,
    parts,
    line: directLine,
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
    async tellAll(times = 1) {
      for (const { reference, line: id } of announced.splice(0)) {
        const record = await store.referrals.find(reference);
        const line = record?.history.find((one) => one.id === id);
        if (record?.conversation === undefined || line === undefined || !audiencesOf(line.event).includes('client'))
          continue;
        for (let time = 0; time < times; time += 1)
          await directLine.speakFirst(record.conversation, tell({ reference, line, referral: record.referral }));
      }
    },
    async desk(reference, event, body) {
      const actor = event === 'deliver' || event === 'park' ? 'system' : 'desk';
      const changed = await store.referrals.change(reference, event, actor, body === undefined ? {} : { body });
      if (changed.is !== 'moved') throw new Error(`${event}: ${JSON.stringify(changed)}`);
    },
    async open(start = {}) {
      const { conversationId } = await directLine.startLocal(start);
      return new Person(directLine, store, conversationId);
    },
    async close() {
      await directLine.stop();
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
