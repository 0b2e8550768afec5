/** The highest diploma: foreign titles, several at once, and studies that were not finished. */
import type { Heard } from '../bot/ports.ts';
import { countUnexplained, type Named, type Reading, readChoices } from './choice.ts';
import { readStretch } from './duration.ts';
import type { Lexicon } from './lexicon.ts';
import { findPhrases } from './phrases.ts';
import { hasRole, type Said } from './said.ts';
import { REJECT, settleOne, unique } from './settle.ts';
import { readTimeItems } from './time-items.ts';

/** Levels that contain each other: who has a master has a bachelor too. */
const LADDER: readonly string[] = ['secondary', 'post-secondary-uncertain', 'hbo5', 'bachelor', 'master', 'doctorate'];

const UNFINISHED = LADDER.indexOf('hbo5');

/** A study of this many years after secondary school is a long one, and from this many on it may be a bachelor. */
const LONG_STUDY = 5;
const SHORT_STUDY = 3;
const LONGEST_STUDY = 9;

/** Reads the highest diploma that the text names as finished; how long somebody studied is asked back. */
export function interpretLevel(lexicon: Lexicon, said: Said): Heard {
  const heard = interpretTitle(lexicon, said);
  const level = heard.is === 'value' || heard.is === 'confirm' ? heard.value : undefined;
  if (heard.is !== 'reject' && level !== 'bachelor') return heard;
  const years = readYears(lexicon, said);
  if (years === undefined || years < SHORT_STUDY || years > LONGEST_STUDY) return heard;
  // Five years make a long study, whatever it was called there.
  if (years >= LONG_STUDY && heard.is === 'value') return { is: 'ambiguous', candidates: ['bachelor', 'master'] };
  return { is: 'confirm', value: years >= LONG_STUDY ? 'master' : 'bachelor' };
}

/** "Five years of pharmacy": how many years of study are told, and nothing else. */
function readYears(lexicon: Lexicon, said: Said): number | undefined {
  const items = readTimeItems(lexicon, said);
  if (said.asksBack || items.some((item) => AT_A_TIME.has(item.is))) return undefined;
  const stretches = items.flatMap((_, i) => readStretch(items, i, false) ?? []);
  const [stretch] = stretches;
  if (stretch === undefined || !stretch.wholeYears) return undefined;
  if (said.tokens.some((_, i) => hasRole(said, i, 'negation', 'negation-after', 'others', 'unsettled')))
    return undefined;
  const explained = said.tokens.map((_, i) =>
    items.some((item) => item.is !== 'other' && i >= item.from && i < item.to),
  );
  const titles = lexicon.choices['diploma-level'];
  for (const one of titles === undefined ? [] : readChoices(lexicon, said, titles).named)
    explained.fill(true, one.from, one.to);
  return countUnexplained(lexicon, said, explained) === 0 ? stretch.months / 12 : undefined;
}

/** "Five years ago", "next year": not how long it took. */
const AT_A_TIME: ReadonlySet<string> = new Set(['ago', 'last', 'last-year', 'this-year', 'next', 'now']);

function interpretTitle(lexicon: Lexicon, said: Said): Heard {
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
