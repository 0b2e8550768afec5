/** Since when someone is in Belgium: dates, years, stretches of time, seasons, in three calendars. */
import type { Heard } from '../bot/ports.ts';
import { calendarOfYear, toGregorian } from './calendars.ts';
import { countUnexplained } from './choice.ts';
import { readStretch } from './duration.ts';
import { isAbroad, isOfPapers } from './frames.ts';
import type { Lexicon } from './lexicon.ts';
import { findNear } from './near.ts';
import { knowsWord } from './phrases.ts';
import { hasRole, type Said } from './said.ts';
import { REJECT, unique } from './settle.ts';
import { countOf, readTimeItems, type TimeItem, unitOf } from './time-items.ts';

/** A reading of part of the text; `how` ranks them when several say the same. */
interface Found {
  readonly value: string;
  readonly how: 'date' | 'year' | 'stretch' | 'relative';
  readonly sure: boolean;
  readonly from: number;
  readonly to: number;
}

const OLDEST = '1960';
/** Five years decide: a stretch in whole years this near to it is confirmed. */
const BRINK_MONTHS = 3;
const FIVE_YEARS = 60;
/** Someone who guesses at five years may be this far off. */
const MONTHS_NEAR_LIMIT = 5;
/** "More than four years" may well be five. */
const MONTHS_MORE = 12;
/** A longer stretch may well be someone's age. */
const LONGEST_SURE_MONTHS = 144;

/** Reads when someone came. `today` is `YYYY-MM-DD`. */
export function interpretArrival(lexicon: Lexicon, typed: Said, today: string): Heard {
  const said = mendMonths(lexicon, typed);
  if (/^[-−]\s?\d/.test(said.normal) || /\d:\d\d/.test(said.normal)) return REJECT;
  if (said.tokens.some((_, i) => hasRole(said, i, 'negation', 'negation-after'))) return REJECT;
  const items = readTimeItems(lexicon, said);
  if (items.some((item, i) => item.is === 'next' || liesAhead(said, items, i))) return REJECT;
  const used = new Array<boolean>(said.tokens.length).fill(false);
  const found: Found[] = [];
  const numeric = readNumericDates(said, used);
  if (numeric === 'impossible') return REJECT;
  found.push(...numeric);
  found.push(...readWordDates(items, used, today));
  found.push(...readYears(items, used));
  found.push(...readRelative(items, used, today));
  const joined = joinRelative(found, today);
  if (isBound(said, items, joined, today)) return REJECT;
  if (joined.length === 0 || joined.some((one) => !isPossible(one.value, today))) return REJECT;
  return settle(lexicon, said, items, used, joined);
}

function settle(
  lexicon: Lexicon,
  said: Said,
  items: readonly TimeItem[],
  used: boolean[],
  found: readonly Found[],
): Heard {
  if (said.tokens.some((_, i) => !used[i] && hasRole(said, i, 'others') && !isCompany(said, i))) return REJECT;
  const unused = items.filter((item) => !used[item.from]);
  if (unused.some((item) => item.is === 'and-a-half' || item.is === 'half')) return REJECT;
  if (unused.some((item) => item.is === 'digits' && item.count > 31 && item.length <= 3)) return REJECT;
  for (const item of unused) {
    if (item.is !== 'other' && item.is !== 'digits' && item.is !== 'number') used.fill(true, item.from, item.to);
  }
  const values = unique(found.map((one) => one.value));
  const left = countUnexplained(lexicon, said, used);
  const covered = found.reduce((words, one) => words + one.to - one.from, 0);
  if (covered / (covered + left) < 0.34) return REJECT;
  if (values.length > 1) return { is: 'ambiguous', candidates: values.slice(0, 4) };
  const elsewhere =
    isAbroad(lexicon, said) || (isOfPapers(lexicon, said) && !items.some((item) => item.is === 'arrived'));
  const hedged =
    left > 0 ||
    elsewhere ||
    said.asksBack ||
    unused.some((item) => item.is === 'about' || item.is === 'more' || item.is === 'digits') ||
    said.tokens.some((_, i) => !used[i] && hasRole(said, i, 'vague', 'but', 'question'));
  return { is: hedged || found.some((one) => !one.sure) ? 'confirm' : 'value', value: values[0] };
}

/**
 * "Less than five years" and "before 2020" say no month: ask for one. "About five years" does, but that month
 * would decide, so it is not proposed either.
 */
function isBound(said: Said, items: readonly TimeItem[], found: readonly Found[], today: string): boolean {
  const bound = items.some((item) => item.is === 'bound') || /[<>≤≥±~+]/.test(said.raw);
  const more = items.some((item) => item.is === 'more');
  const loose = said.tokens.some((_, i) => hasRole(said, i, 'vague', 'unsettled', 'yet'));
  return found.some((one) => {
    if (one.how === 'stretch') {
      const within = (months: number) =>
        one.value >= monthBefore(today, FIVE_YEARS + MONTHS_NEAR_LIMIT, 0) &&
        one.value <= monthBefore(today, FIVE_YEARS - months, 0);
      if (bound || (more && within(MONTHS_MORE))) return true;
      return within(MONTHS_NEAR_LIMIT) && (loose || items.some((item) => item.is === 'about'));
    }
    if (one.how === 'relative') return false;
    const first = items.findIndex((item) => item.from >= one.from);
    const last = items.findLastIndex((item) => item.to <= one.to);
    const before = items[items[first - 1]?.is === 'filler' ? first - 2 : first - 1]?.is;
    const after = items[items[last + 1]?.is === 'filler' ? last + 2 : last + 1]?.is;
    return before === 'edge' || before === 'bound' || before === 'more' || before === 'ago' || after === 'ago';
  });
}

/** "I came with my family": they say nothing of somebody else's arrival. */
function isCompany(said: Said, at: number): boolean {
  return [0, 1, 2].some((back) => hasRole(said, at - back, 'with'));
}

/** A month that is one typo away is that month. */
function mendMonths(lexicon: Lexicon, said: Said): Said {
  const tokens = said.tokens.map((token) => {
    if (token.text.length < 5 || knowsWord(lexicon.roles, token) || knowsWord(lexicon.time, token)) return token;
    if (knowsWord(lexicon.places, token) || knowsWord(lexicon.countries, token)) return token;
    const near = findNear(lexicon.time, token);
    if (near === undefined || near.edits > 1) return token;
    const text = near.word.replace('*', '');
    return { ...token, text, forms: [text] };
  });
  return { ...said, tokens };
}

/** "in 2 years" lies ahead, "2 years ago" does not. */
function liesAhead(said: Said, items: readonly TimeItem[], at: number): boolean {
  const item = items[at];
  // "two years en six months": that "en" joins two stretches.
  if (unitOf(items[at - 1]) !== undefined) return false;
  if (item === undefined || item.is === 'other' || !['in', 'en', 'w'].includes(said.tokens[item.from]?.text ?? ''))
    return false;
  const stretch = readStretch(items, at + 1, false);
  return (
    stretch !== undefined &&
    items[at + 1]?.is !== 'filler' &&
    !items.some((one) => one.is === 'ago' || one.is === 'last')
  );
}

const NUMERIC: readonly (readonly [RegExp, (parts: number[]) => [year: number, month: number, day: number]])[] = [
  [/(?<![\d.])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g, ([y = 0, m = 0, d = 0]) => [y, m, d]],
  [/(?<![\d.])(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?!\d)/g, ([d = 0, m = 0, y = 0]) => [y, m, d]],
  [/(?<![\d.])(\d{4})\s?[-/.]\s?(\d{1,2})(?!\d)/g, ([y = 0, m = 0]) => [y, m, 0]],
  [/(?<![\d.])(\d{1,2})\s?[-/. ]\s?(\d{4})(?!\d)/g, ([m = 0, y = 0]) => [y, m, 0]],
  [/(?<![\d.])(\d{1,2})[-/](\d{2})(?!\d)/g, ([m = 0, y = 0]) => [y, m, 0]],
];

function readNumericDates(said: Said, used: boolean[]): Found[] | 'impossible' {
  const found: Found[] = [];
  let text = said.normal;
  for (const [pattern, order] of NUMERIC) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      const [from, to] = tokensBetween(said, start, end);
      const [year, month, day] = order(match.slice(1).map(Number));
      const twoDigits = year < 100;
      const value = dateOf(twoDigits ? 2000 + year : year, month, day);
      if (value === undefined) return 'impossible';
      found.push({ value, how: 'date', sure: !twoDigits, from, to });
      used.fill(true, from, to);
      text = text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
    }
  }
  return found;
}

function tokensBetween(said: Said, start: number, end: number): [number, number] {
  const from = said.tokens.findIndex((token) => token.start >= start);
  const last = said.tokens.findLastIndex((token) => token.end <= end);
  return [Math.max(from, 0), last + 1];
}

/** `YYYY-MM` of a day that exists, day first unless only the other order exists. Day 0: not told. */
function dateOf(year: number, month: number, day: number): string | undefined {
  const calendar = calendarOfYear(year);
  if (calendar === undefined) return undefined;
  if (month > 12 && day <= 12 && day > 0) return dateOf(year, day, month);
  if (month < 1 || month > 12) return undefined;
  if (calendar !== 'gregorian') return toGregorian(calendar, year, month, day === 0 ? 1 : day)?.slice(0, 7);
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined;
  return `${year}-${String(month).padStart(2, '0')}`;
}

/** Months by name, with the day and the year around them, and seasons. */
function readWordDates(items: readonly TimeItem[], used: boolean[], today: string): Found[] {
  const found: Found[] = [];
  items.forEach((item, i) => {
    if (used[item.from]) return;
    const season = item.is === 'summer' || item.is === 'autumn' || item.is === 'winter' || item.is === 'spring';
    const numberedMonth = item.is === 'month' && isSmall(items[i + 1], 12) && yearNear(items, i, used) !== undefined;
    if (item.is !== 'month-name' && !season && !numberedMonth) return;
    const year = yearNear(items, i, used);
    const [from, to] = [Math.min(i, year?.at ?? i), Math.max(i, year?.at ?? i, numberedMonth ? i + 1 : i)];
    const day = item.is === 'month-name' ? dayNear(items, i, used, year?.at) : undefined;
    const first = Math.min(from, day?.at ?? from);
    for (let at = first; at <= Math.max(to, day?.at ?? to); at++) take(items[at], used);
    if (item.is === 'month-name') takeWordMonth(items, i, used);
    const span = { from: items[first]?.from ?? 0, to: items[to]?.to ?? 0 };
    if (season) {
      const value = year?.value ?? Number(today.slice(0, 4)) - (today.slice(5, 7) < SEASON_OVER[item.is] ? 1 : 0);
      found.push({ value: String(value), how: 'year', sure: year?.sure === true && item.is !== 'winter', ...span });
      return;
    }
    const month = item.is === 'month-name' ? item.month : (countOf(items[i + 1]) ?? 0);
    const calendar = item.is === 'month-name' ? item.calendar : 'gregorian';
    const value =
      year !== undefined
        ? inCalendar(calendar, year.value, month, day?.value ?? 0)
        : calendar === 'gregorian'
          ? mostRecent(month, today)
          : undefined;
    if (value !== undefined)
      found.push({ value, how: year === undefined ? 'relative' : 'date', sure: year?.sure === true, ...span });
  });
  return found;
}

/** "The month of March", "mart ayından": the word beside the name counts no months. */
function takeWordMonth(items: readonly TimeItem[], at: number, used: boolean[]): void {
  if (items[at + 1]?.is === 'month') take(items[at + 1], used);
  else if (items[at - 1]?.is === 'month' && countOf(items[at - 2]) === undefined) take(items[at - 1], used);
}

const SEASON_OVER = { winter: '03', spring: '06', summer: '09', autumn: '12' } as const;

function isSmall(item: TimeItem | undefined, most: number): boolean {
  const count = countOf(item);
  return count !== undefined && count >= 1 && count <= most && Number.isInteger(count);
}

function take(item: TimeItem | undefined, used: boolean[]): void {
  if (item !== undefined) used.fill(true, item.from, item.to);
}

function yearNear(
  items: readonly TimeItem[],
  at: number,
  used: readonly boolean[],
): { at: number; value: number; sure: boolean } | undefined {
  for (const step of [1, 2, 3, 4, -1, -2]) {
    const item = items[at + step];
    if (item === undefined || used[item.from] || item.is !== 'digits') continue;
    const between = items.slice(Math.min(at, at + step) + 1, Math.max(at, at + step));
    if (between.some((one) => one.is === 'other' || (one.is === 'month-name' && step > 0))) continue;
    if (item.length === 4 && calendarOfYear(item.count) !== undefined)
      return { at: at + step, value: item.count, sure: true };
    if (
      item.length === 2 &&
      step > 0 &&
      item.count <= 40 &&
      (item.count > 12 || countOf(items[at - 1]) !== undefined)
    ) {
      const next = items[at + step + 1];
      if (next?.is === 'digits' && next.length === 4) continue;
      if (unitOf(next) === undefined || (step === 1 && unitOf(next)?.unit === 'y'))
        return { at: at + step, value: 2000 + item.count, sure: false };
    }
  }
  return undefined;
}

function dayNear(
  items: readonly TimeItem[],
  at: number,
  used: readonly boolean[],
  yearAt: number | undefined,
): { at: number; value: number } | undefined {
  for (const step of [-1, -2, 1]) {
    const item = items[at + step];
    if (item === undefined || at + step === yearAt || used[item.from]) continue;
    if (step === -2 && items[at - 1]?.is !== 'filler' && items[at - 1]?.is !== 'other') continue;
    const value = countOf(item);
    if (value !== undefined && value >= 1 && value <= 31 && Number.isInteger(value)) return { at: at + step, value };
  }
  return undefined;
}

function inCalendar(
  calendar: 'gregorian' | 'persian' | 'islamic',
  year: number,
  month: number,
  day: number,
): string | undefined {
  const own = calendarOfYear(year);
  if (own === calendar) return dateOf(year, month, day) ?? 'impossible';
  if (calendar === 'gregorian' || own !== 'gregorian') return 'impossible';
  // "Ramadan 2023", "Mehr 2021": the month of that calendar that falls in that year.
  const guess = calendar === 'persian' ? year - 621 : Math.round(((year - 622) * 33) / 32);
  for (const candidate of [guess - 1, guess, guess + 1]) {
    const start = toGregorian(calendar, candidate, month, 1);
    if (start?.startsWith(String(year))) return start.slice(0, 7);
  }
  return 'impossible';
}

function mostRecent(month: number, today: string): string {
  const year = Number(today.slice(0, 4));
  return `${month <= Number(today.slice(5, 7)) ? year : year - 1}-${String(month).padStart(2, '0')}`;
}

function readYears(items: readonly TimeItem[], used: boolean[]): Found[] {
  const found: Found[] = [];
  items.forEach((item, i) => {
    if (used[item.from]) return;
    const spoken = spokenYear(items, i);
    const year = spoken?.value ?? (item.is === 'digits' && item.length === 4 ? item.count : undefined);
    if (year === undefined) return;
    const calendar = calendarOfYear(year);
    if (calendar === undefined) return;
    const to = (spoken?.to ?? i + 1) - 1;
    for (let at = i; at <= to; at++) take(items[at], used);
    const span = { from: item.from, to: items[to]?.to ?? item.to };
    if (calendar === 'gregorian') found.push({ value: String(year), how: 'year', sure: true, ...span });
    else {
      const start = toGregorian(calendar, year, 1, 1)?.slice(0, 4) ?? '';
      const end = toGregorian(calendar, year, 12, 28)?.slice(0, 4) ?? '';
      // Most of a Persian year falls in the Gregorian year in which it begins.
      for (const value of calendar === 'persian' ? [start] : unique([start, end])) {
        found.push({ value, how: 'year', sure: false, ...span });
      }
    }
  });
  return found;
}

/** "two thousand twenty one", "twenty twenty-two", "دو هزار و بیست": years in words. */
function spokenYear(items: readonly TimeItem[], at: number): { value: number; to: number } | undefined {
  const counts: number[] = [];
  let to = at;
  for (let i = at; i < items.length && counts.length < 5; i++) {
    const item = items[i];
    if (item?.is === 'number') counts.push(item.count);
    else if (!(item?.is === 'digits' && item.count === 2000 && counts.length === 0)) {
      if (item?.is === 'filler' && counts.length > 0) continue;
      break;
    } else counts.push(2000);
    to = i + 1;
  }
  const [first = 0, second, ...rest] = counts;
  if (second === undefined) return first === 2000 && items[at]?.is === 'number' ? { value: 2000, to } : undefined;
  let head: number | undefined;
  let tail: number[] = rest;
  if (first === 2 && second === 1000) head = 2000;
  else if (first === 2000 || (first === 20 && second >= 10)) [head, tail] = [2000, [second, ...rest]];
  if (head === undefined) return undefined;
  const sum = tail.reduce((total, count) => total + count, 0);
  return sum < 100 ? { value: head + sum, to } : undefined;
}

/** "two years ago", "last month", "since yesterday". */
function readRelative(items: readonly TimeItem[], used: boolean[], today: string): Found[] {
  const found: Found[] = [];
  const marked = items.some((item) => item.is === 'ago' || item.is === 'since');
  const about = items.some((item) => item.is === 'about' || item.is === 'more');
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (item === undefined || used[item.from]) continue;
    const unit = unitOf(items[i + 1]) ?? (items[i + 1]?.is === 'filler' ? unitOf(items[i + 2]) : undefined);
    const before = unitOf(items[i - 1]);
    if (item.is === 'last-year' || item.is === 'this-year') {
      const value = lastOrThis(item.is === 'last-year' ? 'last' : 'this', 'y', today);
      found.push({ value, how: 'relative', sure: true, from: item.from, to: item.to });
      take(item, used);
    } else if (item.is === 'now') {
      found.push({ value: today.slice(0, 7), how: 'relative', sure: true, from: item.from, to: item.to });
      take(item, used);
    } else if ((item.is === 'last' || item.is === 'this') && (unit ?? before) !== undefined) {
      const { unit: of } = unit ?? before ?? { unit: 'y' };
      const at = unit === undefined ? i - 1 : items[i + 1]?.is === 'filler' ? i + 2 : i + 1;
      const [first, end] = [Math.min(i, at), Math.max(i, at)];
      const value = lastOrThis(item.is, of, today);
      found.push({ value, how: 'relative', sure: true, from: items[first]?.from ?? 0, to: items[end]?.to ?? 0 });
      for (let k = first; k <= end; k++) take(items[k], used);
      i = Math.max(i, at);
    } else {
      // A lone unit before "last" belongs to it ("السنة الماضية", "l'année dernière").
      if (items[i + 1]?.is === 'last' || items[i + 1]?.is === 'this') continue;
      // "March of the year 2022", "с марта 2022 года": it names the year, and counts none.
      if (
        unitOf(item)?.unit === 'y' &&
        [items[i - 1], items[i + 1]].some((one) => isYear(one) && used[one?.from ?? -1])
      ) {
        take(item, used);
        continue;
      }
      const stretch = readStretch(items, i, marked);
      if (stretch === undefined) continue;
      const total = stretch.months + stretch.days / 30;
      const nearBrink = stretch.wholeYears && Math.abs(total - FIVE_YEARS) <= BRINK_MONTHS;
      const last = items[stretch.to - 1];
      const value = monthBefore(today, stretch.months, stretch.days);
      found.push({
        value,
        how: 'stretch',
        sure: !about && !nearBrink && total <= LONGEST_SURE_MONTHS,
        from: item.from,
        to: last?.to ?? item.to,
      });
      for (let k = i; k < stretch.to; k++) take(items[k], used);
      i = stretch.to - 1;
    }
  }
  return found;
}

function isYear(item: TimeItem | undefined): boolean {
  return item?.is === 'digits' && item.length === 4;
}

function lastOrThis(which: 'last' | 'this', unit: 'y' | 'm' | 'w' | 'd', today: string): string {
  if (unit === 'y') return String(Number(today.slice(0, 4)) - (which === 'last' ? 1 : 0));
  if (which === 'this') return today.slice(0, 7);
  return unit === 'm' ? monthBefore(today, 1, 0) : monthBefore(today, 0, unit === 'w' ? 7 : 1);
}

/** The month that lies so long before today. */
function monthBefore(today: string, months: number, days: number): string {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - months, days > 0 ? day - days : 1)).toISOString().slice(0, 7);
}

/** "March last year" is one date; "three years, since 2023" is said twice. */
function joinRelative(found: readonly Found[], today: string): Found[] {
  const year = found.find((one) => one.how === 'relative' && one.value.length === 4);
  const month = found.find((one) => one.how === 'relative' && one.value.length === 7 && !one.sure);
  if (year !== undefined && month !== undefined) {
    const value = `${year.value}-${month.value.slice(5)}`;
    return [{ ...month, value, sure: value <= today, to: Math.max(year.to, month.to) }];
  }
  const dates = found.filter((one) => one.how === 'date');
  const years = found.filter((one) => one.how === 'year' && !dates.some((date) => date.value.startsWith(one.value)));
  const told = [...dates, ...years];
  if (told.length === 0) return [...found];
  const others = found.filter((one) => one.how === 'stretch' || one.how === 'relative');
  const agree = others.every((one) =>
    told.some((date) => Math.abs(Number(one.value.slice(0, 4)) - Number(date.value.slice(0, 4))) <= 1),
  );
  return agree ? told : [...told, ...others];
}

function isPossible(value: string, today: string): boolean {
  return /^\d{4}(-\d{2})?$/.test(value) && value >= OLDEST && value <= today.slice(0, value.length);
}
