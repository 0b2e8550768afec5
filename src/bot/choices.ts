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

/**
 * Finds the choice whose label, in any language of the build, is exactly what was sent: what a tap sends.
 * Built once; asking costs a map look-up.
 */
export function indexLabels(flow: Flow, words: BotWords): (id: QuestionId, text: string) => string | undefined {
  const index = new Map<QuestionId, Map<string, string>>();
  for (const question of flow.questions) {
    const labels = new Map<string, string>();
    for (const language of words.languages) {
      // Years are understood as typed dates are; a fixed day keeps this index free of the clock.
      for (const { code, label } of question.years === undefined
        ? choicesOf(question, words, language, '2000-01-01')
        : []) {
        labels.set(fold(label), code);
      }
      for (const { code, label } of notToldOf(question, words, language)) labels.set(fold(label), code);
    }
    index.set(question.id, labels);
  }
  return (id, text) => index.get(id)?.get(fold(text));
}
