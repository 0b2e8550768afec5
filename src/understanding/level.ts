/** The highest diploma: foreign titles, several at once, and studies that were not finished. */
import type { Heard } from '../bot/ports.ts';
import { type Named, readChoices } from './choice.ts';
import type { Lexicon } from './lexicon.ts';
import { hasRole, type Said } from './said.ts';
import { REJECT, settleOne } from './settle.ts';

/** Levels that contain each other: who has a master has a bachelor too. */
const LADDER: readonly string[] = ['secondary', 'post-secondary-uncertain', 'hbo5', 'bachelor', 'master', 'doctorate'];

/** Reads the highest diploma that the text names as finished. */
export function interpretLevel(lexicon: Lexicon, said: Said): Heard {
  const titles = lexicon.choices['diploma-level'];
  if (titles === undefined) return REJECT;
  const reading = readChoices(lexicon, said, titles);
  const sure = reading.named.filter((one) => one.sure && !one.negated);
  const unfinished = sure.find((one) => one.code === 'unfinished-higher');
  if (unfinished !== undefined) {
    // "I did not finish my master" leaves a bachelor, most likely; "a master, but not the PhD" leaves the master.
    const named = sure.filter((one) => rank(one) > LADDER.indexOf('bachelor')).sort((a, b) => rank(b) - rank(a));
    const [highest, next] = named;
    if (highest !== undefined) {
      return { is: 'ambiguous', candidates: ['unfinished-higher', next?.code ?? LADDER[rank(highest) - 1]] };
    }
    return settleOne({ ...reading, either: [], named: [unfinished] }, said, { rights: false });
  }
  const choosing = said.tokens.some((_, i) => hasRole(said, i, 'vague'));
  const ladder = sure.every((one) => rank(one) >= 0) && !choosing;
  if (sure.length < 2 || !ladder) return settleOne(reading, said, { rights: false });
  const highest = sure.reduce((best, one) => (rank(one) > rank(best) ? one : best));
  return settleOne({ ...reading, either: [], named: [highest] }, said, { rights: false });
}

function rank(one: Named): number {
  return LADDER.indexOf(one.code);
}
