import { describe, expect, it } from 'vitest';
import { normalise, tokenise } from '../../src/understanding/normalise.ts';

describe('one spelling for what people type', () => {
  it.each([
    ['accents and case', 'OEKRAÏNE', 'oekraine'],
    ['Turkish dotted and dotless i', 'İstanbul ILIK ıslak', 'istanbul ilik islak'],
    ['Arabic letters, vowel signs and stretching', 'إِجَـــازة', 'اجازه'],
    ['Arabic and Persian digits', '٠٤٧٠ ۱۴۰۲', '0470 1402'],
    ['Persian joiners', 'می‌خواهم', 'میخواهم'],
    ['letters held down', 'jaaaaa', 'jaa'],
    ['English contractions', 'I don’t', 'i dont'],
    ['invisible direction marks', '\u202b9000\u202c', '9000'],
    ['the half sign', '2½', '2.5'],
    ['a Ukrainian apostrophe', 'сім’я', 'сімя'],
  ])('%s', (_what, typed, normal) => {
    expect(normalise(typed)).toBe(normal);
  });

  it('splits digits from the word that follows, but keeps digits inside a word', () => {
    expect(tokenise(normalise('2jaar na3am B1')).map(({ text }) => text)).toEqual(['2', 'jaar', 'na3am', 'b1']);
  });

  it('reads an Arabic word also without its article', () => {
    expect(tokenise(normalise('والعراق'))[0]?.forms).toContain('عراق');
  });
});
