/** Whether the training serves a job, and how long it takes. */
import type { Heard } from '../bot/ports.ts';
import { readStretch } from './duration.ts';
import type { Lexicon } from './lexicon.ts';
import type { Said } from './said.ts';
import { REJECT } from './settle.ts';
import { readTimeItems } from './time-items.ts';
import { readYesNo } from './yes-no.ts';

const LONGEST_MONTHS = 120;

export function interpretTraining(lexicon: Lexicon, said: Said): Heard {
  const trainingMonths = readMonths(lexicon, said);
  const answer = readYesNo(lexicon, said, lexicon.choices.training, { open: true });
  const length = trainingMonths === undefined ? {} : { trainingMonths };
  if (answer !== undefined)
    return { is: answer.sure ? 'value' : 'confirm', value: { jobTarget: answer.says, ...length } };
  if (trainingMonths === undefined || said.asksBack || said.tokens.length > 6) return REJECT;
  // A length alone: someone who knows how long it takes most likely knows what for.
  return { is: 'confirm', value: { jobTarget: true, trainingMonths } };
}

function readMonths(lexicon: Lexicon, said: Said): number | undefined {
  const items = readTimeItems(lexicon, said);
  for (let i = 0; i < items.length; i++) {
    const stretch = readStretch(items, i, true);
    if (stretch === undefined) continue;
    const months = Math.max(1, Math.round(stretch.months + stretch.days / 30));
    return months <= LONGEST_MONTHS ? months : undefined;
  }
  return undefined;
}
