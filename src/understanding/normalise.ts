/** One spelling for what people type: the tables and the typed text pass through the same steps, so they meet. */

/** A word of the normalised text. `forms` are the other ways to read it: squeezed letters, Arabic without its article. */
export interface Token {
  readonly text: string;
  readonly forms: readonly string[];
  /** Offsets in the normalised text. */
  readonly start: number;
  readonly end: number;
  /** What stands between the word before and this one: spaces, commas, slashes. */
  readonly gap: string;
}

const CONTROLS = /[\p{Cf}\p{Cc}\u0640\u064b-\u0655\u0670]/gu;
const ARABIC_LETTERS: Readonly<Record<string, string>> = {
  ٱ: 'ا',
  ى: 'ی',
  ي: 'ی',
  ئ: 'ی',
  ك: 'ک',
  ة: 'ه',
  ە: 'ه',
  ۀ: 'ه',
  ؤ: 'و',
  ء: '',
};
const LATIN_LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };

/**
 * Lower case without accents, one form of each Arabic and Persian letter, ASCII digits, no invisible characters.
 * A zero-width joiner disappears, so both ways of writing a Persian compound meet.
 */
export function normalise(text: string): string {
  if (/^[a-z0-9]*$/.test(text)) return text.replace(/([a-z])\1{2,}/g, '$1$1');
  return toAsciiDigits(text.replaceAll('½', '.5').normalize('NFKC'))
    .replace(/[\t\n\r]|\u200c(?=(?:ام|ای|اند|ایم|اید|ها|های|هایم|است)(?!\p{L}))/gu, ' ')
    .replaceAll('İ', 'i')
    .toLowerCase()
    .replace(/[’‘ʼ`´′＇]/g, "'")
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(CONTROLS, '')
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u0653-\u0655]/g, '')
    .normalize('NFC')
    .replace(/[ٱىيئكةەۀؤء]/g, (letter) => ARABIC_LETTERS[letter] ?? letter)
    .replace(/[ßæœøłđı]/g, (letter) => LATIN_LETTERS[letter] ?? letter)
    .replace(/(\p{L})'(?=(?:s|m|t|d|re|ve|ll)(?!\p{L}))/gu, '$1')
    .replace(/([\u0400-\u04ff])'(?=[\u0400-\u04ff])/g, '$1')
    .replace(/(?<![\p{L}\p{N}])([ef])\+/gu, '$1plus')
    .replace(/(\p{L})\1{2,}/gu, '$1$1')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Arabic-Indic and Persian digits, with their separators, as ASCII; NFKC does not do this. */
export function toAsciiDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/\u066b/g, '.')
    .replace(/\u066c/g, '')
    .replace(/\u060c/g, ',')
    .replace(/\u061f/g, '?');
}

/** The words of a normalised text. Digits that open a word stand apart ("2jaar" is "2", "jaar"; "na3am" stays whole). */
export function tokenise(normal: string): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  for (const word of normal.matchAll(/\d+|\p{L}[\p{L}\p{N}]*|\p{N}+/gu)) {
    const start = word.index;
    const gap = normal.slice(from, start);
    from = start + word[0].length;
    const last = tokens.at(-1);
    if (last !== undefined && (last.text === 'می' || last.text === 'نمی') && gap.trim() === '') {
      const text = last.text + word[0];
      tokens[tokens.length - 1] = { text, forms: formsOf(text), start: last.start, end: from, gap: last.gap };
    } else {
      tokens.push({ text: word[0], forms: formsOf(word[0]), start, end: from, gap });
    }
  }
  return tokens;
}

const ARABIC_PREFIXES = ['وبال', 'وال', 'بال', 'فال', 'کال', 'لل', 'ال', 'و', 'ب', 'ل', 'ف'];

function formsOf(text: string): string[] {
  const forms = [text];
  const squeezed = text.replace(/(\p{L})\1$/u, '$1');
  if (squeezed !== text) forms.push(squeezed);
  if (/^[\u0600-\u06ff]{3,}$/.test(text)) {
    for (const prefix of ARABIC_PREFIXES) {
      if (text.startsWith(prefix) && text.length - prefix.length >= (prefix === 'و' ? 2 : 3))
        forms.push(text.slice(prefix.length));
    }
  }
  return forms;
}
