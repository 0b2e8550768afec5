/**
 * A machine that walks the interview: it taps, ticks, types, interrupts, goes back and changes its mind, in every
 * language, by chance but repeatably, and writes down everything that a person should never meet.
 */
import type { BotParts } from '../../src/bot/turn.ts';
import type { QuestionId } from '../../src/domain/questions.ts';
import type { Language } from '../../src/domain/referral.ts';
import { buttonsOf, MemoryStore, startTalk, type Talk, words } from './talk.ts';

/** What is typed where there is nothing to tap. */
const TYPED: { readonly [question in QuestionId]?: string } = {
  'target-occupation': 'boekhouder',
  name: 'Testpersoon',
  reach: 'iemand@example.org',
};
/** Commands that leave the question as it was, by the words of the page's own buttons where it has them. */
const INTERRUPTIONS = ['why', 'help', 'human', 'stop', 'language'] as const;
const MOST_TURNS = 120;

export interface Walked {
  readonly reached: ReadonlySet<QuestionId>;
  readonly ends: ReadonlySet<string>;
  readonly turns: number;
  readonly problems: readonly string[];
}

export interface WalkOptions {
  readonly seed: number;
  readonly conversations: number;
  readonly languages: readonly Language[];
  /** How a command is typed in a language. */
  readonly command: (language: Language, what: (typeof INTERRUPTIONS)[number] | 'back') => string;
  readonly parts: (store: MemoryStore) => BotParts;
}

/** Chance that can be repeated: mulberry32. */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface CardAction {
  readonly type: string;
  readonly data?: Record<string, unknown>;
}
interface CardInput {
  readonly type: string;
  readonly id: string;
  readonly isMultiSelect?: boolean;
  readonly choices?: readonly { readonly value: string }[];
}

/** Walks and reports; it never throws for what the bot does, that is a problem to report. */
export async function walk(options: WalkOptions): Promise<Walked> {
  const chance = chanceOf(options.seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
  const reached = new Set<QuestionId>();
  const ends = new Set<string>();
  const problems: string[] = [];
  let turns = 0;

  for (let at = 0; at < options.conversations; at += 1) {
    const store = new MemoryStore();
    const talk = startTalk(store, `walk-${at}`, options.parts(store));
    let language = options.languages[at % options.languages.length] as Language;
    const trail: string[] = [];
    let finished = false;
    let asked = false;
    const problem = (what: string) => {
      problems.push(`#${at} (${language}) ${what}; after ${trail.slice(-4).join(' > ').slice(0, 300)}`);
      // What follows a fault is noise.
      finished = true;
    };
    try {
      await talk.greet(language);
      for (let turn = 0; turn < MOST_TURNS && !finished; turn += 1) {
        turns += 1;
        const question = talk.asking() as QuestionId | undefined;
        if (question === undefined) {
          const data = talk.replies.map((reply) => reply.channelData).findLast((one) => one?.referral ?? one?.outcome);
          const answered = store.changes.some(({ says }) => says?.is === 'answer');
          if (data?.referral && !asked) {
            // The desk asks for more: what it asks has no dead end either.
            asked = true;
            trail.push('the desk asks');
            await talk.say(words.t(language, 'dialog:ask.answer'));
            if (talk.asking() === undefined) problem('the desk asks, and nothing is put');
            continue;
          }
          if (data === undefined) problem('nothing is asked and nothing is told: a dead end');
          else if (asked && !answered && !(await talk.saved())?.deskAsks?.later) problem('the desk has no answer');
          else
            ends.add(
              data.referral ? (answered ? 'answered' : 'referral') : `${data.outcome.to}: ${data.outcome.reason}`,
            );
          finished = true;
          break;
        }
        reached.add(question);
        const before = (await talk.saved())?.answers ?? {};
        if (chance() < 0.15) {
          const what = pick(INTERRUPTIONS);
          const to = pick(options.languages);
          const text = what === 'language' ? words.autonym(to) : options.command(language, what);
          trail.push(`${question}: ${text}`);
          // At the first question a language is an answer and not a change of language.
          if (question === 'language') continue;
          // As the page's menu sends it: its words alone could be an answer.
          await talk.send({
            type: 'message',
            text,
            channelData: { command: what === 'language' ? `language:${to}` : what },
          });
          if (what === 'language') language = to;
          if (talk.asking() !== question) problem(`"${text}" at ${question} went on to ${talk.asking()}`);
        } else if (chance() < 0.06 && turn > 2) {
          trail.push(`${question}: back`);
          await talk.send({
            type: 'message',
            text: options.command(language, 'back'),
            channelData: { command: 'back' },
          });
          if (talk.asking() === undefined) problem(`back at ${question} asks nothing`);
        } else {
          await answer(talk, question);
          const after = (await talk.saved())?.answers ?? {};
          for (const id of Object.keys(before)) {
            const changed = trail.at(-1)?.includes('change');
            if (!changed && !(id in after) && id !== 'review') problem(`the answer to ${id} is lost at ${question}`);
          }
        }
        for (const reply of talk.replies) {
          // A placeholder that the template could not fill is left standing in the card.
          if (JSON.stringify(reply.attachments ?? []).includes('${')) problem(`a hole in the card at ${question}`);
          if (!reply.text?.trim()) problem(`an empty message at ${question}`);
          const offer = reply.text === words.t(reply.locale as Language, 'dialog:language.offer');
          if (reply.locale !== language && question !== 'language' && !offer)
            problem(`a message in ${reply.locale} at ${question}`);
        }
        if (question === 'language') language = ((await talk.saved())?.language ?? language) as Language;
      }
      if (!finished) problem(`no end after ${MOST_TURNS} turns`);
    } catch (error) {
      problem(`threw ${error instanceof Error ? error.message : error}`);
    }

    async function answer(one: Talk, question: QuestionId): Promise<void> {
      const asks = one.replies.findLast((reply) => reply.channelData?.question === question);
      const card = asks?.attachments?.[0]?.content;
      if (card !== undefined) {
        const value = fill(card);
        trail.push(`${question}: ${JSON.stringify(value)}`);
        await one.submit(value);
        return;
      }
      const labels = buttonsOf(one.replies);
      const typed = TYPED[question];
      const text = typed !== undefined && (labels.length === 0 || chance() < 0.7) ? typed : pick(labels);
      if (text === undefined) {
        problem(`${question} cannot be answered: no button, no card`);
        await one.say('?');
        return;
      }
      trail.push(`${question}: ${text}`);
      await one.say(text);
      const misunderstood =
        one.asking() === question &&
        one.replies.some((reply) => reply.text?.includes(words.t(language, 'dialog:not-understood')));
      if (misunderstood) problem(`its own button "${text}" at ${question} is not understood`);
    }

    /** Presses one of the card's buttons with something chosen in every input. */
    function fill(card: { body: unknown; actions?: readonly CardAction[] }): object {
      const inputs: CardInput[] = [];
      const actions: CardAction[] = [...(card.actions ?? [])];
      const look = (node: unknown): void => {
        if (Array.isArray(node)) for (const part of node) look(part);
        else if (typeof node === 'object' && node !== null) {
          const item = node as CardInput & { items?: unknown; columns?: unknown; actions?: CardAction[] };
          if (item.type?.startsWith('Input.')) inputs.push(item);
          if (item.type === 'ActionSet') actions.push(...(item.actions ?? []));
          look(item.items);
          look(item.columns);
        }
      };
      look(card.body);
      const submits = actions.filter(({ type }) => type === 'Action.Submit');
      // Mostly the first button, or a conversation would change its mind for ever.
      const action = chance() < 0.85 ? submits[0] : pick(submits);
      const values = inputs.map(({ id, choices, isMultiSelect }) => {
        if (choices === undefined) return [id, ''];
        const offered = choices.map(({ value }) => value).filter((value) => value !== 'none');
        if (id === 'leaveOut') return [id, chance() < 0.2 ? pick(offered) : ''];
        return [id, isMultiSelect && chance() < 0.4 ? `${pick(offered)}` : pick(offered)];
      });
      return { ...Object.fromEntries(values), ...action?.data };
    }
  }
  return { reached, ends, turns, problems };
}
