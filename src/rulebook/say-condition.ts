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

export function sayClosing(voice: Voice, { answer, places, unless }: Closing): string {
  const params = {
    question: voice.say(`questions:${answer.question}.short`),
    answer: optionLabel(voice, answer.label),
  };
  const where = places === 'everywhere' ? [] : places.map(({ label }) => optionLabel(voice, label));
  const said =
    where.length === 0
      ? voice.label('closes.everywhere', params)
      : voice.label('closes.there', { ...params, places: voice.list(where) });
  if (unless.length === 0) return said;
  const questions = [...new Set(unless.map(({ question }) => question))];
  const kept = questions.map((question) =>
    sayPart(
      voice,
      unless.filter((one) => one.question === question).map((one): Literal => ({ ...one, kind: 'is' })),
    ),
  );
  return `${said}, ${voice.label('unless')} ${kept.join(` ${voice.label('or')} `)}`;
}
