/** Questions that take a country: the nationalities of somebody, and where the diploma is from. */
import type { Heard } from '../bot/ports.ts';
import { type Reading, readChoices, weigh } from './choice.ts';
import { keepCountriesOfStudy, keepNationalities } from './frames.ts';
import type { Lexicon } from './lexicon.ts';
import type { Said } from './said.ts';
import { REJECT, settleMany, settleOne, unique } from './settle.ts';

const MOST_CANDIDATES = 4;

/** One nationality or several. A country that is said in another sense is none. */
export function interpretNationalities(lexicon: Lexicon, said: Said): Heard {
  const read = readChoices(lexicon, said, lexicon.countries, { around: lexicon.frames });
  const reading = keepNationalities(lexicon, said, read);
  const touching = !reading.several && touches(said, reading);
  if (!reading.loose) return settleMany(touching ? { ...reading, hedged: true } : reading, said, { rights: true });
  // "Syrian from Germany": either, or both.
  if (weigh(reading, false, true) === 'no') return REJECT;
  const codes = unique(reading.named.filter((one) => !one.negated).map((one) => one.code));
  const each = codes.slice(0, MOST_CANDIDATES - 1).map((code) => [code]);
  return { is: 'ambiguous', candidates: [...each, codes] };
}

/** "Palestinian Syrian" may be two nationalities, or a Palestinian from Syria. */
function touches(said: Said, { named }: Reading): boolean {
  return named.some((one, i) => {
    const before = named[i - 1];
    const token = said.tokens[one.from];
    return (
      before?.to === one.from && before.code !== one.code && token?.gap.trim() === '' && !token.text.startsWith('و')
    );
  });
}

export function interpretDiplomaCountry(lexicon: Lexicon, said: Said): Heard {
  const read = readChoices(lexicon, said, lexicon.countries, { around: lexicon.frames });
  return settleOne(keepCountriesOfStudy(lexicon, said, read), said, { rights: true });
}
