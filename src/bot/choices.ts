/** The choices that stand under a question, and which of them a message taps. */
import type { QuestionId } from '../domain/questions.ts';
import type { Language } from '../domain/referral.ts';
import type { Param } from '../domain/say.ts';
import type { Flow, Question } from './flow.ts';
import type { BotWords } from './ports.ts';

export interface Choice {
  /** What the question stores for it, as a code. */
  readonly code: string;
  readonly label: string;
}

/**
 * The choices of a question, in the order of the flow; "I don't know" and "I'd rather not say" are not among them.
 * @param today `YYYY-MM-DD`, for a question that offers years
 */
export function choicesOf(question: Question, words: BotWords, language: Language, today: string): Choice[] {
  const label = (code: string, value: Param): Choice => ({ code, label: words.value(language, value) });
  const { choices, countries, years } = question;
  if (choices === 'languages') return words.languages.map((code) => ({ code, label: words.autonym(code) }));
  if (choices !== undefined) return choices.map((code) => label(code, { option: [question.id, code] }));
  if (countries !== undefined) return countries.map((code) => label(code, { country: code }));
  if (years !== undefined) {
    const thisYear = Number(today.slice(0, 4));
    return Array.from({ length: years }, (_, ago) => String(thisYear - ago)).map((code) => ({ code, label: code }));
  }
  return [];
}

/** "I don't know" and "I'd rather not say", where the question takes them. */
export function notToldOf(question: Question, words: BotWords, language: Language): Choice[] {
  if (!question.notTold) return [];
  return (['unknown', 'declined'] as const).map((code) => ({
    code,
    label: words.t(language, `questions:common.options.${code}`),
  }));
}

/** Text as it is compared: case, spaces, direction marks and a closing full stop do not matter. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200e\u200f\u2066-\u2069]/g, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[.!؟?]+$/u, '')
    .trim();
}

/** Buttons of ours that are no answers, by the key of their words. */
const PHRASES = [
  'dialog:yes',
  'dialog:no',
  'dialog:person',
  'dialog:change-something',
  'dialog:none-of-these',
  'dialog:enough',
  'dialog:ask.status',
  'dialog:ask.papers',
  'dialog:ask.withdraw',
  'dialog:ask.answer',
  'dialog:desk.later',
  'dialog:desk.send.yes',
] as const;
/** What people type for some of them, several ways with `|` in between. */
const TYPED = ['status', 'papers', 'withdraw', 'answer'] as const;
type Phrase = (typeof PHRASES)[number];

/** What stands on our buttons, in every language of the build: a tap sends exactly that. */
export interface Labels {
  /** The code of the choice of this question. */
  choice(question: QuestionId, text: string): string | undefined;
  /** A button that is no answer. */
  phrase(text: string): Phrase | undefined;
  /** "Change: nationality". */
  change(text: string): QuestionId | undefined;
  /** A question by its short name. */
  short(text: string): QuestionId | undefined;
  /** A language by its own name, as the page's language menu sends it. */
  language(text: string): Language | undefined;
}

/** Built once; asking costs a look-up. */
export function indexLabels(flow: Flow, words: BotWords): Labels {
  const choices = new Map<QuestionId, Map<string, string>>();
  const phrases = new Map<string, Phrase>();
  const changes = new Map<string, QuestionId>();
  const shorts = new Map<string, QuestionId>();
  const languages = new Map<string, Language>();
  for (const language of words.languages) {
    languages.set(fold(words.autonym(language)), language);
    for (const key of PHRASES) phrases.set(fold(words.t(language, key)), key);
    for (const what of TYPED)
      for (const typed of words.t(language, `dialog:typed.${what}`).split('|'))
        phrases.set(fold(typed), `dialog:ask.${what}`);
    for (const question of flow.questions) {
      const what = words.t(language, `questions:${question.id}.short`);
      shorts.set(fold(what), question.id);
      changes.set(fold(words.t(language, 'dialog:change-one', { what })), question.id);
      const labels = choices.get(question.id) ?? new Map<string, string>();
      choices.set(question.id, labels);
      // Years are understood as typed dates are; so the labels do not hang on the clock.
      const offered = question.years === undefined ? choicesOf(question, words, language, '') : [];
      for (const { code, label } of [...offered, ...notToldOf(question, words, language)])
        labels.set(fold(label), code);
      if (question.id === 'review') labels.set(fold(words.t(language, 'dialog:review.right-with-counsellor')), 'right');
    }
  }
  return {
    choice: (question, text) => choices.get(question)?.get(fold(text)),
    phrase: (text) => phrases.get(fold(text)),
    change: (text) => changes.get(fold(text)),
    short: (text) => shorts.get(fold(text)),
    language: (text) => languages.get(fold(text)),
  };
}
