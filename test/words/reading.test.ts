import { describe, expect, it } from 'vitest';
import { readTexts } from '../../src/words/locale-files.ts';
import { countDutchSyllables, measureDutch, minutesFor } from '../../src/words/reading.ts';
import { LOCALES } from './locales.ts';

const NAMESPACES = ['questions', 'verdicts', 'documents', 'summary', 'offers'];
/** For the desk, a line that names values, or a label of a few words: no formula for running text can judge those. */
const NOT_RUNNING_TEXT = [
  /\.desk$/,
  /^questions:.+\.(options|skill)\.|\.short$/,
  /^verdicts:(criterion|outcome|eligibility|access|destination|flag|profession)\./,
  /^verdicts:perspective\.[a-z]+$/,
  /^documents:(need|status)\.|\.name$/,
  /^summary:(?!ocmw-note$)([A-Za-z0-9-]+$|(section|told|source)\.)/,
  /^offers:(fit|status|aim)\./,
];

/** What a client reads in Dutch, by key. */
const client = [...readTexts(LOCALES, 'nl')].filter(
  ([key]) => NAMESPACES.includes(key.split(':')[0] ?? '') && !NOT_RUNNING_TEXT.some((kind) => kind.test(key)),
);

describe('counting Dutch syllables', () => {
  it.each([
    ['loket', 2],
    ['papieren', 3],
    ['Syrië', 3],
    ['bijvoorbeeld', 3],
    ['mooie', 2],
    ['leeuw', 1],
    ['werkzoekende', 4],
    ['geïnteresseerd', 5],
    ['cv', 1],
    ['9000', 1],
  ])('%s has %i', (word, syllables) => {
    expect(countDutchSyllables(word)).toBe(syllables);
  });
});

describe('the Dutch that clients read', () => {
  it('is there to be measured', () => {
    expect(client.length).toBeGreaterThan(150);
  });

  it('is at B1 or below (Flesch-Douma of 70 or more), with room to spare: 80 on average and 75 in every file', () => {
    expect(measureDutch(client.map(([, text]) => text)).score).toBeGreaterThanOrEqual(80);
    for (const namespace of NAMESPACES) {
      const texts = client.filter(([key]) => key.startsWith(`${namespace}:`)).map(([, text]) => text);
      expect(measureDutch(texts).score, namespace).toBeGreaterThanOrEqual(75);
    }
  });

  it.each(client)('%s has no hard paragraph and no sentence of more than 22 words', (_, text) => {
    const { score, words, longestSentence } = measureDutch([text]);
    expect(longestSentence.words, longestSentence.text).toBeLessThanOrEqual(22);
    // A formula over a handful of words judges one long name, not the text.
    if (words >= 12) expect(score).toBeGreaterThanOrEqual(60);
  });

  it('would not pass in the language of an office', () => {
    const office =
      'De aanvrager dient voorafgaandelijk aan de inschrijvingsprocedure de gelijkwaardigheidsbeslissing betreffende zijn buitenlandse kwalificatie te overhandigen aan de bevoegde dienstverlenende instantie.';
    const { score, longestSentence } = measureDutch([office]);
    expect(score).toBeLessThan(30);
    expect(longestSentence.words).toBe(20);
  });
});

describe('the time it takes', () => {
  it('counts the words of any script at a careful reader’s pace, and ten seconds an answer', () => {
    const hundredAndTwenty = Array.from({ length: 120 }, () => 'woord').join(' ');
    expect(minutesFor('nl', [hundredAndTwenty], 12)).toBe(3);
    expect(minutesFor('ar', [Array.from({ length: 240 }, () => 'كلمة').join(' ')], 0)).toBe(2);
  });

  it('is never less than a minute', () => {
    expect(minutesFor('nl', ['Ja'], 0)).toBe(1);
  });
});
