/** How hard a Dutch text is to read, and how long any text takes. */
import type { Language } from '../domain/referral.ts';

export interface Readability {
  /**
   * Flesch-Douma (W.H. Douma, De leesbaarheid van landbouwbladen, Wageningen 1960):
   * 206.84 - 0.93 x words per sentence - 77 x syllables per word. Douma's own table calls 60-70 "normal"
   * (age 12 to 14), 70-80 "fairly easy", 80-90 "easy"; we take 70 as B1 or below.
   */
  readonly score: number;
  readonly words: number;
  readonly sentences: number;
  readonly longestSentence: { readonly words: number; readonly text: string };
}

/** Measures Dutch texts together, as one reader meets them. Text without words scores as if it were empty: NaN. */
export function measureDutch(texts: readonly string[]): Readability {
  const sentences = texts.flatMap(sentencesOf);
  let words = 0;
  let syllables = 0;
  let longest = { words: 0, text: '' };
  for (const sentence of sentences) {
    const found = wordsOf(sentence, 'nl');
    words += found.length;
    for (const word of found) syllables += countDutchSyllables(word);
    if (found.length > longest.words) longest = { words: found.length, text: sentence };
  }
  const score = 206.84 - 0.93 * (words / sentences.length) - 77 * (syllables / words);
  return { score, words, sentences: sentences.length, longestSentence: longest };
}

/**
 * Syllables of one Dutch word: groups of vowels, in which a diphthong is one and a diaeresis starts a new one.
 * Digits and words without a vowel (VDAB) count as one syllable: a reader who does not know them skips them.
 */
export function countDutchSyllables(word: string): number {
  const groups = word
    .toLowerCase()
    .normalize('NFC')
    .replace(/[éèê]/g, 'e')
    .replace(/ij/g, 'y')
    .match(/aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|au|ou|[aeiouyäëïöü]/g);
  return Math.max(1, groups?.length ?? 0);
}

/**
 * Words a minute of a careful reader in a language that is not theirs. Adults read their own language silently at about
 * 240 a minute (M. Brysbaert, How many words do we read per minute?, Journal of Memory and Language 109, 2019);
 * we take half.
 */
const WORDS_A_MINUTE = 120;
/** To choose or type one answer after having read the question: our own estimate. */
const SECONDS_AN_ANSWER = 10;

/** Whole minutes, at least one, that reading `texts` and giving `answers` answers takes. Works in every script. */
export function minutesFor(language: Language, texts: readonly string[], answers: number): number {
  const words = texts.reduce((sum, text) => sum + wordsOf(text, language).length, 0);
  return Math.max(1, Math.round(words / WORDS_A_MINUTE + (answers * SECONDS_AN_ANSWER) / 60));
}

/** A dot inside a number or an address ends nothing. */
function sentencesOf(text: string): string[] {
  return text
    .split(/[.!?](?=\s|$|[’”)»])|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}/u.test(sentence));
}

const segmenters = new Map<Language, Intl.Segmenter>();

function wordsOf(text: string, language: Language): string[] {
  const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' });
  segmenters.set(language, segmenter);
  return [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
}
