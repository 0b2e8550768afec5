/** The highest diploma: foreign titles, several at once, and studies that were not finished. */
import type { Heard } from '../bot/ports.ts';
import { type Named, type Reading, readChoices } from './choice.ts';
import type { Lexicon } from './lexicon.ts';
import { findPhrases } from './phrases.ts';
import { hasRole, type Said } from './said.ts';
import { REJECT, settleOne, unique } from './settle.ts';

/** Levels that contain each other: who has a master has a bachelor too. */
const LADDER: readonly string[] = ['secondary', 'post-secondary-uncertain', 'hbo5', 'bachelor', 'master', 'doctorate'];

const UNFINISHED = LADDER.indexOf('hbo5');

/** Reads the highest diploma that the text names as finished. */
export function interpretLevel(lexicon: Lexicon, said: Said): Heard {
  const titles = lexicon.choices['diploma-level'];
  if (titles === undefined) return REJECT;
  const reading = readChoices(lexicon, said, titles);
  const without = withoutTitle(lexicon, said, reading);
  if (without !== undefined) return without;
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
  const school = reading.named.length === 1 && reading.named[0]?.code === 'secondary';
  if (school) {
    const heard = settleOne(reading, said, { rights: true });
    const works = heard.is === 'value' && countWork(lexicon, said, reading) > 0;
    return works ? { is: 'confirm', value: heard.value } : heard;
  }
  if (sure.length < 2 || !ladder) return settleOne(reading, said, { rights: false });
  const highest = sure.reduce((best, one) => (rank(one) > rank(best) ? one : best));
  return settleOne({ ...reading, either: [], named: [highest] }, said, { rights: false });
}

/**
 * "No diploma" is none only when it stands by itself. "Not with me" and "not recognised" speak of a diploma that
 * is there; "not yet" of one that is nearly there.
 */
function withoutTitle(lexicon: Lexicon, said: Said, reading: Reading): Heard | undefined {
  const positive = reading.named.filter((one) => !one.negated);
  const no = positive.find((one) => one.code === 'none' || one.code === 'unfinished-higher');
  const highest = positive.filter((one) => rank(one) > UNFINISHED).sort((a, b) => rank(b) - rank(a))[0];
  if (no === undefined) {
    if (highest === undefined || reading.blocked || !reading.wavers) return undefined;
    // "Almost a master", "I was in my bachelor": what is not finished is not had.
    const below = LADDER[rank(highest) - 1] ?? 'secondary';
    return { is: 'ambiguous', candidates: [highest.code, 'unfinished-higher', below] };
  }
  if (reading.blocked) return undefined;
  const beside = reading.beside.filter((i) => !isNamed(reading, i));
  const rest = beside.flatMap((i) => said.tokens[i] ?? []);
  const aside = [lexicon.choices['diploma-proof'], lexicon.choices.recognition, lexicon.holdings].some(
    (book) => book !== undefined && findPhrases(book, rest).length > 0,
  );
  if (aside || reading.loosely) return REJECT;
  if (no.code !== 'none') return undefined;
  // "No Belgian diploma" may be a Syrian one.
  if (findPhrases(lexicon.countries, rest).length > 0) return REJECT;
  const fields = lexicon.choices['study-field'];
  const studied = fields !== undefined && findPhrases(fields, rest).length > 0;
  if (reading.unsettled || studied || highest !== undefined) {
    const below = highest === undefined ? [] : [LADDER[rank(highest) - 1] ?? 'secondary'];
    return { is: 'ambiguous', candidates: unique(['unfinished-higher', ...below, 'none']) };
  }
  const others = positive.some((one) => one.code !== 'none');
  return (beside.length > 0 || others) && settleOne(reading, said, { rights: false }).is === 'value'
    ? { is: 'confirm', value: 'none' }
    : undefined;
}

/** Words for work beside a school: "high school teacher" is no one who stopped at high school. */
function countWork(lexicon: Lexicon, said: Said, reading: Reading): number {
  return findPhrases(
    lexicon.occupations,
    reading.beside.flatMap((i) => said.tokens[i] ?? []),
  ).length;
}

function isNamed(reading: Reading, at: number): boolean {
  return reading.named.some((one) => one.code !== 'none' && at >= one.from && at < one.to);
}

function rank(one: Named): number {
  return LADDER.indexOf(one.code);
}
