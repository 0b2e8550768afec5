/** Where someone lives: a postcode, a municipality, a region, in the names that nine languages give them. */
import type { Heard } from '../bot/ports.ts';
import { type Reading, readChoices, weigh } from './choice.ts';
import type { Lexicon } from './lexicon.ts';
import type { Token } from './normalise.ts';
import { findPhrases } from './phrases.ts';
import { hasRole, isFiller, type Said } from './said.ts';
import { REJECT, settleOne } from './settle.ts';

type Place = { readonly postcode: string } | { readonly region: string };

/** Codes of buildings, companies and post offices: nobody lives there. */
const NOBODY_LIVES_THERE =
  /^(10(0[5-9]|1[0-2]|3[135]|4[1-9]|99)|110[015]|1110|1212|1733|1804|1818|193[145]|2075|2099|9075|9099)$/;

/** The code of words that come before another number than a postcode. */
const NO_PLACE = '-';

/** Reads a place. `places` codes are a postcode, or a region where a city has several. */
export function interpretPlace(lexicon: Lexicon, said: Said): Heard {
  const numbers = otherNumbers(lexicon, said);
  const codes = said.tokens.filter((token, i) => isCode(token) && !numbers.has(i));
  const reading = readChoices(lexicon, said, lexicon.places);
  if (codes.length === 0) return settleOne(preferDistrict(reading), said, { rights: false, store: placeOf });
  const blocked =
    said.asksBack || said.tokens.some((_, i) => hasRole(said, i, 'negation', 'negation-after', 'others', 'question'));
  if (blocked) return REJECT;
  if (said.tokens.some((token) => token.text.length > 4 && /^\d+$/.test(token.text))) return REJECT;
  const distinct = [...new Set(codes.map((token) => token.text))];
  if (distinct.length > 1) return { is: 'ambiguous', candidates: distinct.slice(0, 4).map(placeOf) };
  const code = distinct[0] ?? '';
  const named = reading.named.filter((one) => one.sure).map((one) => one.code);
  const clash = named.find((name) => areaOf(name) !== areaOf(code));
  if (clash !== undefined) {
    return { is: 'ambiguous', candidates: [placeOf(code), placeOf(clash)] };
  }
  if (reading.left > 6 || (reading.left > 0 && named.length === 0 && /\b(euro|eur|km|dollar)\b|€/.test(said.normal)))
    return REJECT;
  const sure = !NOBODY_LIVES_THERE.test(code) && !said.tokens.some((_, i) => hasRole(said, i, 'vague'));
  return {
    is: sure && (reading.left <= 3 || weigh(reading, true, false) === 'sure') ? 'value' : 'confirm',
    value: placeOf(code),
  };
}

/** Where a number stands that is no postcode: "house number 1234". */
function otherNumbers(lexicon: Lexicon, said: Said): Set<number> {
  const book = lexicon.choices.location;
  const matches = book === undefined ? [] : findPhrases(book, said.tokens);
  const cues = matches.filter((match) => match.values.some(({ value }) => value === NO_PLACE));
  return new Set(cues.map(({ to }) => said.tokens.findIndex((_, i) => i >= to && !isFiller(said, i))));
}

/** Four digits that can be a postcode. No code lies between 2001 and 2029 but those of Antwerp: those are years. */
function isCode({ text, gap }: Token): boolean {
  if (!/^[1-9]\d{3}$/.test(text) || gap === '.' || gap === ',') return false;
  return !/^20[0-2]\d$/.test(text) || ['2000', '2018', '2020'].includes(text);
}

/** "Antwerpen, Berchem": the district says more than the city, and the city says which Berchem. */
function preferDistrict(reading: Reading): Reading {
  const regions = reading.named.filter((one) => one.sure && !/^\d/.test(one.code));
  const [region] = regions;
  if (region === undefined || new Set(regions.map((one) => one.code)).size > 1) return reading;
  const inside = (code: string) => /^\d/.test(code) && areaOf(code) === areaOf(region.code);
  const district = reading.named.find((one) => inside(one.code))?.code ?? reading.either.flat().find(inside);
  const elsewhere = reading.named.some((one) => one !== region && areaOf(one.code) !== areaOf(region.code));
  if (district === undefined || elsewhere) return reading;
  return { ...reading, either: [], named: [{ ...region, code: district }] };
}

function placeOf(code: string): Place {
  return /^\d{4}$/.test(code) ? { postcode: code } : { region: code };
}

/** A coarse area, only to notice that a code and a name contradict each other; the rules hold the real ranges. */
function areaOf(code: string): string {
  if (!/^\d{4}$/.test(code)) {
    if (code.startsWith('antwerp')) return 'antwerp';
    if (code === 'ghent' || code === 'east-flanders') return 'east';
    return code;
  }
  const number = Number(code);
  if (number < 1300) return 'brussels';
  if (number < 1500 || (number >= 4000 && number < 8000)) return 'out-of-area';
  if (number < 2000 || (number >= 3000 && number < 3500)) return 'flemish-brabant';
  if (number === 2070) return 'east';
  if (number < 3000) return 'antwerp';
  if (number < 4000) return 'limburg';
  return number < 9000 ? 'west-flanders' : 'east';
}
