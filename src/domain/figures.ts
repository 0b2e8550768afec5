/** Fees and terms that belong to a document: dated figures, said as "about" and never promised. */
import type { IsoDate } from './facts.ts';
import { type Rules, rulesOn } from './rules.ts';

export interface Figure {
  /** Key of its words: `documents:figure.<id>`. */
  readonly id: string;
  readonly amount: number;
  /** `YYYY-MM-DD`, the day on which a person last looked. */
  readonly checkedOn: IsoDate;
}

/** By the reason for which a document is asked; what is free for everyone, or has no figure, is not here. */
const FIGURE_OF: { readonly [reason: string]: string } = {
  'naric-level': 'naric-level-fee',
  'naric-level-protected-title': 'naric-level-fee',
  'naric-specific-regulated': 'naric-specific-fee',
  'naric-specific-doctorate': 'naric-doctorate-fee',
};

/** The figure in force that goes with a document's reason; undefined where there is none, or none for that day. */
export function figureFor(reason: string, rules: Rules, day: IsoDate): Figure | undefined {
  const id = FIGURE_OF[reason];
  if (id === undefined) return undefined;
  const row = rulesOn(rules, day).figures[id];
  return row === undefined ? undefined : { id, amount: row.value, checkedOn: row.source.checkedOn };
}
