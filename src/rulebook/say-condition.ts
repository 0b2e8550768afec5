/** When a question is passed over, and which answers end the questions, in words. */
import { optionLabel } from './labels.ts';
import type { Voice } from './voice.ts';
import type { Closing, Condition, Literal } from './when-asked.ts';

/** "Plan" is one of "..." and ...: one condition in one line. */
export function sayCondition(voice: Voice, condition: Condition): string {
  return condition.map((part) => sayPart(voice, part)).join(` ${voice.label('and')} `);
}

function sayPart(voice: Voice, part: readonly Literal[]): string {
  const [first] = part;
  if (first === undefined) throw new Error('a condition without an answer');
  const answers = part.map((literal) => {
    const said = optionLabel(voice, literal.label);
    if (literal.kind === 'is') return said;
    return voice.label(literal.kind === 'has' ? 'when.has' : 'when.only', { answer: said });
  });
  return voice.label('when.is', {
    question: voice.say(`questions:${first.question}.short`),
    answers: answers.join(` ${voice.label('or')} `),
  });
}

export function sayClosing(voice: Voice, { answer, places }: Closing): string {
  const params = {
    question: voice.say(`questions:${answer.question}.short`),
    answer: optionLabel(voice, answer.label),
  };
  if (places === 'everywhere') return voice.label('closes.everywhere', params);
  const where = voice.list(places.map(({ label }) => optionLabel(voice, label)));
  return voice.label('closes.there', { ...params, places: where });
}
