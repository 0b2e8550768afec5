/** How good someone's Dutch is: CEFR, the course numbers of Flemish schools, and how people say it. */
import type { Heard } from '../bot/ports.ts';
import { CEFR_LEVELS, SKILLS, type Skill } from '../domain/facts.ts';
import { type Reading, readChoices } from './choice.ts';
import type { Lexicon } from './lexicon.ts';
import { findPhrases } from './phrases.ts';
import { hasRole, isUnsettled, pick, type Said } from './said.ts';
import { REJECT, settleOne, unique } from './settle.ts';

interface Level {
  readonly level: string;
  readonly start: number;
  readonly end: number;
  readonly sure: boolean;
  /** The number of the course that it was read from. */
  readonly course?: string;
}

/**
 * CEFR when the course is finished (Flemish adult education: 1.1 Breakthrough ... 4 Effective).
 * 2.1 to 2.3 are on the way to B1 and prove A2; 3.1 is on the way to B2.
 */
const COURSES: Readonly<Record<string, string>> = {
  '1.1': 'A1',
  '1.2': 'A2',
  '2.1': 'A2',
  '2.2': 'A2',
  '2.3': 'A2',
  '2.4': 'B1',
  '3.1': 'B1',
  '3.2': 'B2',
  '4.1': 'C1',
  '4.2': 'C1',
};
/** What someone who still follows the course has finished. */
const BEFORE: Readonly<Record<string, string>> = {
  '1.1': 'none',
  '1.2': 'A1',
  '2.1': 'A2',
  '2.2': 'A2',
  '2.3': 'A2',
  '2.4': 'A2',
  '3.1': 'B1',
  '3.2': 'B1',
  '4.1': 'B2',
  '4.2': 'B2',
};
const GRADES: Readonly<Record<string, string>> = { '1': 'A2', '2': 'B1', '3': 'B2', '4': 'C1' };
const LANGUAGE_CENTRE: Readonly<Record<string, string>> = {
  '1': 'A1',
  '2': 'A2',
  '3': 'A2',
  '4': 'B1',
  '5': 'B2',
  '6': 'C1',
};
/** Cyrillic letters that look or sound like a level. */
const LOOKALIKES: Readonly<Record<string, string>> = { а: 'a', в: 'b', б: 'b', с: 'c' };

export function interpretDutch(lexicon: Lexicon, said: Said): Heard {
  const text = said.normal.replace(/[авбс](?=\s?[0-2](?![\d\p{L}]))/gu, (letter) => LOOKALIKES[letter] ?? letter);
  const course = coursesIn(lexicon, said);
  const levels = readLevels(text, course.includes('still') && !course.includes('passed'));
  const unsettled = isUnsettled(said, () => false, 'never');
  const about = languagesIn(lexicon, said);
  if (about.some((language) => language !== 'nl') && !about.includes('nl')) return REJECT;
  const book = lexicon.choices['dutch-level'];
  if (book === undefined) return REJECT;
  if (levels.length === 0) {
    const strange = /(?<![\d\p{L}])[a-z]\d(?!\d)/u.test(text);
    return strange ? REJECT : interpretWords(readChoices(lexicon, said, book, { notYet: true }), said);
  }
  const negated = said.tokens.some((_, i) => hasRole(said, i, 'negation', 'negation-after'));
  const blocked = said.asksBack || said.tokens.some((_, i) => hasRole(said, i, 'others', 'question'));
  if (blocked || (negated && levels.length === 1 && !/[,;]/.test(text))) return REJECT;
  const several = about.length > 1 || negated;
  const bySkill = readSkills(lexicon, said, levels);
  if (bySkill !== undefined) return { is: several || bySkill.rest ? 'confirm' : 'value', value: bySkill.told };
  const distinct = unique(levels.map((one) => one.level));
  if (distinct.length > 1) {
    return { is: 'ambiguous', candidates: distinct.sort((a, b) => rank(a) - rank(b)).slice(0, 4) };
  }
  const [told] = levels;
  const below = told?.course === undefined ? before(distinct[0]) : BEFORE[told.course];
  // "Almost B1", "failed B1"; and "I am in 1.2" has finished 1.1, but "1.2" alone has finished that.
  const attends =
    told?.course !== undefined &&
    !course.some((word) => word === 'still' || word === 'passed') &&
    saysMore(lexicon, said);
  if ((unsettled || attends) && below !== undefined && below !== distinct[0]) {
    return { is: 'ambiguous', candidates: [below, distinct[0]] };
  }
  const vague = said.tokens.some((_, i) => hasRole(said, i, 'vague', 'but'));
  const sure = !several && !vague && levels.every((one) => one.sure) && said.tokens.length <= 14;
  return { is: sure ? 'value' : 'confirm', value: distinct[0] };
}

/** "No Dutch" is none; "I do not speak Dutch well" is not. */
function interpretWords(reading: Reading, said: Said): Heard {
  const heard = settleOne(reading, said, { rights: false });
  if ((heard.is !== 'value' && heard.is !== 'confirm') || heard.value !== 'none') return heard;
  const others = reading.either.length > 0 || reading.named.some((one) => one.code !== 'none');
  const doubtful = others || reading.loosely || reading.beside.some((i) => !hasRole(said, i, 'yet'));
  return doubtful ? { is: 'ambiguous', candidates: ['none', 'A1'] } : heard;
}

function before(level: string | undefined): string | undefined {
  return level === undefined ? undefined : CEFR_LEVELS[rank(level) - 1];
}

/** Whether a word stands beside the number of the course that is no name for it ("level", "Dutch") and not "I have". */
function saysMore(lexicon: Lexicon, said: Said): boolean {
  const named = [...findPhrases(lexicon.languages, said.tokens), ...findPhrases(lexicon.skills, said.tokens)];
  return said.tokens.some(
    ({ text }, i) =>
      !/^\d+$/.test(text) && !hasRole(said, i, 'plain') && !named.some((match) => i >= match.from && i < match.to),
  );
}

function rank(level: string): number {
  return (CEFR_LEVELS as readonly string[]).indexOf(level);
}

function readLevels(text: string, still: boolean): Level[] {
  const levels: Level[] = [];
  const add = (match: RegExpMatchArray, level: string, course?: string) => {
    const start = match.index ?? 0;
    if (levels.some((one) => start < one.end && one.start < start + match[0].length)) return;
    levels.push({
      level,
      start,
      end: start + match[0].length,
      sure: !still,
      ...(course === undefined ? {} : { course }),
    });
  };
  for (const match of text.matchAll(/(?<![\p{L}\d])([abc])\s?([012])(?:\.\d)?\s?\+*(?![\p{L}\d])/gu)) {
    const [, letter = '', digit = ''] = match;
    if (digit === '0') add(match, letter === 'a' ? 'none' : '');
    else add(match, letter === 'c' ? 'C1' : `${letter.toUpperCase()}${digit}`);
  }
  for (const match of text.matchAll(/(?<![\d.,\p{L}])([1-4])\s?[.,]\s?([1-4])(?![\d\p{L}])/gu)) {
    const course = `${match[1]}.${match[2]}`;
    const level = (still ? BEFORE : COURSES)[course];
    if (level !== undefined) add(match, level, course);
  }
  for (const match of text.matchAll(/\b(?:richtgraad|rg|graad)\s?([1-4])(?![\d.])/gu))
    add(match, GRADES[match[1] ?? ''] ?? '');
  if (/\b(ilt|uct|linguapolis|universit\p{L}*)\b/u.test(text)) {
    for (const match of text.matchAll(/(?<![\d.])([1-6])(?![\d.])/gu))
      add(match, LANGUAGE_CENTRE[match[1] ?? ''] ?? '');
  }
  return levels.filter((one) => one.level !== '').sort((a, b) => a.start - b.start);
}

/** Whether the course is still followed (`still`) or over (`passed`). */
function coursesIn(lexicon: Lexicon, said: Said): string[] {
  return findPhrases(lexicon.skills, said.tokens).flatMap((match) => pick(match.values, said.preferred));
}

function languagesIn(lexicon: Lexicon, said: Said): string[] {
  return unique(findPhrases(lexicon.languages, said.tokens).flatMap((match) => pick(match.values, said.preferred)));
}

interface BySkill {
  readonly told: { [skill in Skill]?: string };
  /** A level that stands by itself is that of the skills that are not named: "B2 but writing A2". */
  readonly rest: boolean;
}

/** "speaking A2, reading B1" or "A2 speaking, B1 reading"; undefined when no skill is named. */
function readSkills(lexicon: Lexicon, said: Said, levels: readonly Level[]): BySkill | undefined {
  const skills = findPhrases(lexicon.skills, said.tokens)
    .map((match) => ({
      skill: pick(match.values, said.preferred)[0] as Skill,
      at: said.tokens[match.from]?.start ?? 0,
    }))
    .filter(({ skill }) => SKILLS.includes(skill));
  const [firstSkill, firstLevel] = [skills[0], levels[0]];
  if (firstSkill === undefined || firstLevel === undefined) return undefined;
  const alone = levels.length > skills.length;
  const skillFirst = alone
    ? !endsWithSkill(skills, levels)
    : firstSkill.at < firstLevel.start && !(levels.length === skills.length && endsWithSkill(skills, levels));
  const told: { [skill in Skill]?: string } = {};
  const taken = new Set<Level>();
  for (const { skill, at } of skills) {
    const level = skillFirst ? levels.find((one) => one.start > at) : levels.findLast((one) => one.start < at);
    const own = level ?? (skillFirst ? levels.at(-1) : levels[0]);
    if (own === undefined) continue;
    told[skill] = own.level;
    taken.add(own);
  }
  const others = unique(levels.filter((one) => !taken.has(one)).map((one) => one.level));
  const [rest] = others;
  if (rest === undefined || others.length > 1) return { told, rest: others.length > 1 };
  for (const skill of SKILLS) told[skill] ??= rest;
  return { told, rest: true };
}

function endsWithSkill(skills: readonly { at: number }[], levels: readonly Level[]): boolean {
  return (skills.at(-1)?.at ?? 0) > (levels.at(-1)?.start ?? 0);
}
