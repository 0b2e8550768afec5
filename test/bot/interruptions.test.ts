/** Every interruption at every question in every language: the question stands after it, in the right language. */
import { describe, expect, it } from 'vitest';
import type { SentReferral } from '../../src/bot/ports.ts';
import { QUESTION_IDS, type QuestionId } from '../../src/domain/questions.ts';
import type { Language } from '../../src/domain/referral.ts';
import { createInterpret } from '../../src/understanding/interpret.ts';
import { loadTables } from '../../src/understanding/load.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { press } from '../e2e/by-buttons.ts';
import { type Answers, GHENT } from '../e2e/persons.ts';
import { ASIDES } from './asides.ts';
import { botParts, buttonsOf, flow, MemoryStore, startTalk, type Talk, textOf, words } from './talk.ts';

const interpret = createInterpret(loadTables());
const KEY = 'interrupted';
/** With this goal every question is asked. */
const ANSWERS: Answers = { ...GHENT, goal: ['training-for-job'], training: 'yes' };
/** Questions that keep whatever words they get: something off the subject is an answer there. */
const KEEPS_WORDS: readonly QuestionId[] = ['target-occupation', 'name'];

/** A conversation that can be put back to any of its questions. */
class Interview {
  readonly language: Language;
  readonly #store = new MemoryStore();
  readonly #at = new Map<QuestionId, string>();
  readonly talk: Talk;

  /** The desk asks these after the referral; undefined: this is about the intake itself. */
  readonly #asked: readonly QuestionId[] | undefined;

  constructor(language: Language, asked?: readonly QuestionId[]) {
    this.language = language;
    this.#asked = asked;
    const parts = botParts(this.#store, interpret);
    this.talk = startTalk(this.#store, KEY, { ...parts, findReferral: async (reference) => this.#sent(reference) });
  }

  /** The referral as it was sent, with what the desk asks since. */
  #sent(reference: string): SentReferral | undefined {
    const referral = this.#store.changes.find((change) => change.referral?.reference === reference)?.referral;
    const body = { questions: this.#asked ?? [], note: '' };
    const line = {
      id: 7,
      event: 'ask-more',
      state: 'needs-more',
      actor: 'desk',
      at: new Date(),
      note: null,
      body,
    } as const;
    return referral && { reference, referral, state: line.state, ticks: undefined, history: [line] };
  }

  /** Where the words of a question stand. */
  wordsOf(question: QuestionId): string {
    return question === 'share' && this.#asked !== undefined ? 'dialog:desk.send' : `questions:${question}`;
  }

  get questions(): readonly QuestionId[] {
    return [...this.#at.keys()];
  }

  /** Walks once to the end and keeps what was saved at every question. */
  async walk(): Promise<void> {
    await this.talk.greet(`und-${this.language}`);
    if (this.#asked !== undefined) {
      while (this.asking() !== undefined) await this.answer();
      await this.talk.say(words.t(this.language, 'dialog:ask.answer'));
    }
    for (let question = this.asking(); question !== undefined && !this.#at.has(question); question = this.asking()) {
      this.#at.set(question, this.#store.saved.get(KEY) ?? '');
      await this.answer();
    }
  }

  asking(): QuestionId | undefined {
    return this.talk.asking() as QuestionId | undefined;
  }

  /** Answers what stands open by its buttons or its card. */
  async answer(): Promise<void> {
    const question = this.asking();
    if (question === 'language') await this.talk.say(words.autonym(this.language));
    else {
      const asks = this.talk.replies.findLast((reply) => reply.channelData?.question === question) ?? {};
      await this.talk.send({ type: 'message', ...press(asks, this.language, ANSWERS) });
    }
  }

  putBackTo(question: QuestionId): void {
    this.#store.saved.set(KEY, this.#at.get(question) ?? '');
  }

  answers(): string {
    const { answers, deskAsks } = JSON.parse(this.#store.saved.get(KEY) ?? '{}');
    return JSON.stringify(this.#asked === undefined ? answers : deskAsks.answers);
  }
}

type Aside = (on: Interview, question: QuestionId, fault: (what: string) => void) => Promise<Language | undefined>;

const says = (on: Interview, key: string) => textOf(on.talk.replies).includes(words.t(on.language, key));
const button = (language: Language, what: string) => words.t(language, `page:say.${what}`);
const lastButtons = (on: Interview) => buttonsOf(on.talk.replies);

/** Says one thing after which the question stands, and the reply holds these words. */
const standsAfter =
  (text: (language: Language) => string, key: (words: string) => string): Aside =>
  async (on, question, fault) => {
    await on.talk.say(text(on.language));
    const wanted = key(on.wordsOf(question));
    if (!says(on, wanted)) fault(`is not answered with ${wanted}`);
    return undefined;
  };

/** "Really?" and then no. */
const takenBack =
  (text: (language: Language) => string, sure: string): Aside =>
  async (on, _question, fault) => {
    await on.talk.say(text(on.language));
    if (!says(on, sure)) fault('is done without asking whether it is sure');
    await on.talk.say(words.t(on.language, 'dialog:no'));
    if (!says(on, 'dialog:kept')) fault('is not taken back by no');
    return undefined;
  };

const backAndForth =
  (text: (language: Language) => string): Aside =>
  async (on, question, fault) => {
    const before = on.answers();
    await on.talk.say(text(on.language));
    if (before === '{}') {
      if (!says(on, 'dialog:back.first')) fault('does not say that this is the first question');
      return undefined;
    }
    if (on.asking() === question) fault('does not go back');
    for (let turns = 0; turns < 6 && on.asking() !== question; turns += 1) await on.answer();
    return undefined;
  };

const whichToChange =
  (text: (language: Language) => string): Aside =>
  async (on, question, fault) => {
    await on.talk.say(text(on.language));
    const nothing = on.asking() === question && says(on, 'dialog:change.nothing');
    if (!nothing && !says(on, 'dialog:change.which')) fault('does not ask which answer');
    // The list of answers stands in the place of the question; anything that is none of them puts it back.
    if (!nothing) await on.talk.say(button(on.language, 'why'));
    return undefined;
  };

/** "I don't know" is an answer where the flow takes it, and is asked again where it does not. */
const notTold =
  (text: (language: Language) => string, value: 'unknown' | 'declined'): Aside =>
  async (on, question, fault) => {
    await on.talk.say(text(on.language));
    if (!flow.byId.get(question)?.notTold) return undefined;
    const saved = await on.talk.saved();
    if (saved?.answers[question]?.value !== value)
      fault(`is kept as ${JSON.stringify(saved?.answers[question]?.value)}`);
    await on.talk.say(button(on.language, 'back'));
    return undefined;
  };

const asidesOf = (language: Language): { readonly [name: string]: Aside } => {
  const own = ASIDES[language];
  const said: { [name: string]: Aside } = {};
  for (const [how, text] of [
    ['button', (what: string) => button(language, what)],
    ['own words', (what: string) => own[what as 'why']],
  ] as const) {
    said[`why, ${how}`] = standsAfter(
      () => text('why'),
      (question) => `${question}.why`,
    );
    said[`help, ${how}`] = standsAfter(
      () => text('help'),
      (question) => `${question}.help`,
    );
    said[`human, ${how}`] = standsAfter(
      () => text('human'),
      () => 'dialog:person.or-go-on',
    );
    said[`stop, ${how}`] = async (on, _question, fault) => {
      await on.talk.say(text('stop'));
      if (!on.talk.store.changes.at(-1)?.resumeCode) fault('gives no code');
      return undefined;
    };
    said[`back, ${how}`] = backAndForth(() => text('back'));
    said[`change, ${how}`] = whichToChange(() => text('change'));
    said[`restart, ${how}`] = takenBack(() => text('restart'), 'dialog:restart.sure');
    said[`erase, ${how}`] = takenBack(() => text('erase'), 'dialog:erase.sure');
  }
  said['what is that'] = standsAfter(
    () => own.whatIsThat,
    (question) => `${question}.help`,
  );
  for (const value of ['unknown', 'declined'] as const) {
    said[`${value}, button`] = notTold(() => words.t(language, `questions:common.options.${value}`), value);
    said[`${value}, own words`] = notTold(() => own[value], value);
  }
  said['another language'] = async (on, question) => {
    const next = BUILD_LANGUAGES[(BUILD_LANGUAGES.indexOf(language) + 1) % BUILD_LANGUAGES.length] as Language;
    if (question === 'language') return undefined;
    await on.talk.send({ type: 'message', text: words.autonym(next), channelData: { command: `language:${next}` } });
    return next;
  };
  said['three misses'] = async (on, _question, fault) => {
    for (let times = 0; times < 3; times += 1) await on.talk.say('🙂🙂🙂');
    if (!lastButtons(on).includes(words.t(language, 'dialog:person')) && !says(on, 'dialog:offer-person'))
      fault('offers no person after three misses');
    return undefined;
  };
  said['off the subject'] = async (on, question) => {
    if (!KEEPS_WORDS.includes(question)) await on.talk.say(own.offTopic);
    return undefined;
  };
  said['a question back'] = async (on, _question, fault) => {
    await on.talk.say(own.asksBack);
    if (!says(on, 'dialog:question-back')) fault('is not answered');
    return undefined;
  };
  said['an old card'] = async (on, question, fault) => {
    const old = question === 'goal' ? 'obstacles' : 'goal';
    await on.talk.submit({ question: old, do: 'answer', chosen: old === 'goal' ? 'work-soon' : 'money' });
    if (!says(on, 'dialog:stale.other')) fault('is not refused');
    return undefined;
  };
  return said;
};

/** One of each kind: with buttons, with boxes, with a list, typed. */
const OF_DESK: readonly QuestionId[] = ['location', 'income', 'documents', 'target-occupation', 'in-belgium-since'];

describe('an interruption', () => {
  it.each(
    BUILD_LANGUAGES.flatMap((language) => [
      { language, asked: undefined },
      { language, asked: OF_DESK },
    ]),
  )(
    'in $language leaves every question standing, and loses nothing (of the desk: $asked)',
    async ({ language, asked }) => {
      const on = new Interview(language, asked);
      await on.walk();
      const never = (asked ?? QUESTION_IDS).filter((id) => !on.questions.includes(id));
      expect(never).toEqual([]);
      if (asked !== undefined) expect(on.questions).toEqual([...asked, 'share']);
      const faults: string[] = [];
      for (const question of on.questions) {
        for (const [name, aside] of Object.entries(asidesOf(language))) {
          on.putBackTo(question);
          const before = on.answers();
          const fault = (what: string) => faults.push(`${question}: ${name} ${what}`);
          const now = (await aside(on, question, fault)) ?? language;
          if (on.asking() !== question) fault(`goes on to ${on.asking()}`);
          // "Did you mean ...?" and "which one?" stand in the place of the same question.
          const pending = (await on.talk.saved())?.pending?.question === question;
          if (
            !pending &&
            !textOf(on.talk.replies).includes(words.t(now, `${on.wordsOf(question)}.ask`)) &&
            !says(on, `${on.wordsOf(question)}.again`)
          )
            fault('does not put the question again');
          const foreign = on.talk.replies.find(({ locale }) => locale !== now);
          if (foreign !== undefined) fault(`is answered in ${foreign.locale}`);
          if (
            name !== 'another language' &&
            !name.startsWith('back') &&
            withoutTime(on.answers()) !== withoutTime(before)
          )
            fault('changes an answer');
        }
      }
      expect(faults).toEqual([]);
    },
    60_000,
  );
});

const withoutTime = (answers: string) => answers.replace(/"at":"[^"]*"/g, '');
