/** A text as a row of numbers, months, units and other words of time; what date or stretch they form is for others to say. */
import type { Lexicon, TimeToken, Unit } from './lexicon.ts';
import { findPhrases } from './phrases.ts';
import { isFiller, isForeignReading, pick, type Said } from './said.ts';
import type { TimeWord } from './tables.ts';

export type TimeItem = (
  | TimeToken
  | { readonly is: 'digits'; readonly count: number; readonly length: number }
  | { readonly is: 'filler' }
  | { readonly is: 'other' }
) & {
  /** First and last (exclusive) token. */
  readonly from: number;
  readonly to: number;
};

/** The row of items of a text. Decimals ("2.5", "2,5") are one number. */
export function readTimeItems(lexicon: Lexicon, said: Said): TimeItem[] {
  const { tokens } = said;
  const items: TimeItem[] = [];
  const matches = new Map(
    findPhrases(lexicon.time, tokens)
      .filter((match) => !isForeignReading(said, match))
      .map((match) => [match.from, match]),
  );
  for (let i = 0; i < tokens.length; ) {
    const match = matches.get(i);
    const token = tokens[i];
    if (token === undefined) break;
    if (match !== undefined) {
      items.push({ ...(pick(match.values, said.preferred)[0] as TimeToken), from: match.from, to: match.to });
      i = match.to;
    } else if (/^\d+$/.test(token.text)) {
      const fraction = tokens[i + 1];
      const decimal =
        fraction !== undefined && /^[.,]$/.test(fraction.gap) && fraction.text === '5' && token.text.length <= 2;
      if (decimal) items.push({ is: 'number', count: Number(token.text) + 0.5, from: i, to: i + 2 });
      else items.push({ is: 'digits', count: Number(token.text), length: token.text.length, from: i, to: i + 1 });
      i += decimal ? 2 : 1;
    } else {
      items.push({ is: isFiller(said, i) ? 'filler' : 'other', from: i, to: i + 1 });
      i++;
    }
  }
  return items;
}

const UNIT_OF: { readonly [word in TimeWord]?: { readonly unit: Unit; readonly plural: boolean } } = {
  year: { unit: 'y', plural: false },
  years: { unit: 'y', plural: true },
  month: { unit: 'm', plural: false },
  months: { unit: 'm', plural: true },
  week: { unit: 'w', plural: false },
  weeks: { unit: 'w', plural: true },
  day: { unit: 'd', plural: false },
  days: { unit: 'd', plural: true },
};

export function unitOf(item: TimeItem | undefined): { readonly unit: Unit; readonly plural: boolean } | undefined {
  return item === undefined ? undefined : UNIT_OF[item.is as TimeWord];
}

/** A number in words or digits that can count something; a year cannot. */
export function countOf(item: TimeItem | undefined): number | undefined {
  if (item?.is === 'number') return item.count;
  if (item?.is === 'digits' && item.length <= 3) return item.count;
  return undefined;
}
