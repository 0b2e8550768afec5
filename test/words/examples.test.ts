import { expect, it } from 'vitest';
import { QUESTION_IDS } from '../../src/domain/questions.ts';
import { createInterpret } from '../../src/understanding/interpret.ts';
import { loadTables } from '../../src/understanding/load.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { loadWords } from '../../src/words/words.ts';
import { LOCALES } from './locales.ts';

const words = loadWords(LOCALES, BUILD_LANGUAGES);
const interpret = createInterpret(loadTables());

/** What stands between the quotation marks of a text: an answer that we tell people they can type. */
function examplesIn(text: string): string[] {
  const quoted = text.matchAll(/‘(.+?)’(?!\p{L})|«\s?(.+?)\s?»|[“„](.+?)[”“]/gu);
  return [...quoted].map(([, ...marks]) => marks.find((mark) => mark !== undefined) ?? '');
}

const examples = BUILD_LANGUAGES.flatMap((language) =>
  QUESTION_IDS.flatMap((question) =>
    examplesIn(words.t(language, `questions:${question}.help`)).map((example) => ({ language, question, example })),
  ),
);

it('help gives examples in every language', () => {
  for (const language of BUILD_LANGUAGES) {
    expect(examples.filter((one) => one.language === language).length, language).toBeGreaterThan(20);
  }
});

it.each(examples)(
  '$language $question: "$example", which our own help says to type, is understood',
  ({ language, question, example }) => {
    expect(interpret(question, example, { language, today: '2026-11-22' }).is).not.toBe('reject');
  },
);
