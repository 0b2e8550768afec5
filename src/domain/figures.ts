/** Fees, terms and ends that belong to a document: dated figures, said as "about" and never promised. */
import type { IsoDate } from './facts.ts';
import type { Row, Rules, RulesOn } from './rules.ts';
import { rulesOn } from './rules.ts';

export interface Figure {
  /** Key of its words: `documents:figure.<id>`. */
  readonly id: string;
  /** A number, or a day. */
  readonly amount: number | IsoDate;
  /** `YYYY-MM-DD`, the day on which a person last looked. */
  readonly checkedOn: IsoDate;
}

/** By the reason for which a document is asked, or by the flag; what is free for everyone, or has no figure, is not here. */
const FIGURES_OF: { readonly [reason: string]: readonly string[] } = {
  'residence-asylum': ['asylum-work-wait'],
  'residence-temporary-protection': ['temporary-protection-end'],
  'naric-level': ['naric-level-fee'],
  'naric-level-protected-title': ['naric-level-fee'],
  'naric-specific-regulated': ['naric-specific-fee'],
  'naric-specific-doctorate': ['naric-doctorate-fee'],
  'naric-running': ['naric-missing-papers-months'],
  'temporary-protection-ends': ['temporary-protection-end'],
};

/** The rows in force that go with a document's reason or a flag; empty where there is none, or none for that day. */
export function figuresOf(reason: string, on: RulesOn): readonly Row<number | IsoDate>[] {
  return (FIGURES_OF[reason] ?? []).map((id) => on.figures[id]).filter((row) => row !== undefined);
}

/** The same, ready to be said. */
export function figuresFor(reason: string, rules: Rules, day: IsoDate): readonly Figure[] {
  return figuresOf(reason, rulesOn(rules, day)).map(({ id, value, source }) => ({
    id,
    amount: value,
    checkedOn: source.checkedOn,
  }));
}

/** Every figure that goes with something. */
export const FIGURES_SAID: readonly string[] = [...new Set(Object.values(FIGURES_OF).flat())];
