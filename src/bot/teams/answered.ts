/** What stands in the place of a card in Teams once it was pressed: the answer that is kept, or that it goes on below. */
import type { QuestionId } from '../../domain/questions.ts';
import { answerText } from '../answers.ts';
import type { BotWords, Saved } from '../ports.ts';

/**
 * @param saved the conversation after the turn; undefined once it is erased
 * @param question the question of the card, unjudged: it comes from outside
 * @returns text in the conversation's language. It says what is kept, never what was pressed: a press that came too late
 * must not look as if it counted.
 */
export function describeAnswered(
  words: BotWords,
  saved: Saved | undefined,
  language: Saved['language'],
  question: string | undefined,
): string {
  const id = question as QuestionId;
  const answer = Object.hasOwn(saved?.answers ?? {}, id) ? saved?.answers[id] : undefined;
  if (answer === undefined) return words.t(language, 'teams:handled');
  return words.t(language, 'teams:answered', {
    question: words.t(language, `questions:${id}.short`),
    answer: answerText(words, language, id, answer.value),
  });
}
