/** Values inside texts: countries, months, choices and lists, each as the language says it. */
import type { Language } from '../domain/referral.ts';
import type { Param } from '../domain/say.ts';
import { directionOf, formattingTag } from './languages.ts';

/** Says a key of locales/ that takes no values. */
type SayWord = (language: Language, key: string) => string;

/** What each language needs from Intl; building one costs milliseconds, so it is built once. */
interface Formats {
  readonly country: Intl.DisplayNames;
  readonly language: Intl.DisplayNames;
  readonly month: Intl.DateTimeFormat;
  readonly day: Intl.DateTimeFormat;
  readonly and: Intl.ListFormat;
  readonly number: Intl.NumberFormat;
}

const formats = new Map<Language, Formats>();

function formatsOf(language: Language): Formats {
  const known = formats.get(language);
  if (known !== undefined) return known;
  const tag = formattingTag(language);
  const made: Formats = {
    country: new Intl.DisplayNames(tag, { type: 'region', fallback: 'code' }),
    language: new Intl.DisplayNames(tag, { type: 'language', fallback: 'code' }),
    month: new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
    day: new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
    and: new Intl.ListFormat(tag, { style: 'long', type: 'conjunction' }),
    number: new Intl.NumberFormat(tag, { useGrouping: false }),
  };
  formats.set(language, made);
  return made;
}

/**
 * A typed value as the language says it, without isolation marks.
 * Throws TypeError on a kind of value that src/domain/say.ts does not know: a bug of the caller.
 */
export function formatValue(language: Language, value: Param, sayWord: SayWord): string {
  if (typeof value === 'string') return value;
  const format = formatsOf(language);
  if (typeof value === 'number') return format.number.format(value);
  const country = (code: string) =>
    code === 'stateless' ? sayWord(language, optionKey('nationalities', code)) : (format.country.of(code) ?? code);
  if ('country' in value) return country(value.country);
  if ('countries' in value) return format.and.format(value.countries.map(country));
  if ('month' in value) return formatMonth(format, value.month);
  if ('day' in value) return format.day.format(new Date(`${value.day}T00:00:00Z`));
  if ('option' in value) return sayWord(language, optionKey(...value.option));
  if ('options' in value) {
    const [question, codes] = value.options;
    return joinLabels(
      language,
      codes.map((code) => sayWord(language, optionKey(question, code))),
    );
  }
  if ('language' in value) return nameLanguage(language, value.language);
  if ('word' in value) return sayWord(language, value.word);
  if ('words' in value) {
    return joinLabels(
      language,
      value.words.map((key) => sayWord(language, key)),
    );
  }
  const unheardOf: never = value;
  throw new TypeError(`A text was given a value of no known kind: ${Object.keys(unheardOf).join(', ')}`);
}

/** The key of a choice's label. "Don't know" and "rather not say" read the same at every question. */
function optionKey(question: string, code: string): string {
  return code === 'unknown' || code === 'declined'
    ? `questions:common.options.${code}`
    : `questions:${question}.options.${code}`;
}

/** A language's name in another language: Frans, Ukrainian. */
export function nameLanguage(language: Language, named: Language): string {
  return formatsOf(language).language.of(named) ?? named;
}

/** A language's name in that language itself, with a capital as on a button: Français, Українська. */
export function nameLanguageItself(language: Language): string {
  const name = nameLanguage(language, language);
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** "a, b and c" as the language puts it. */
export function joinWithAnd(language: Language, items: readonly string[]): string {
  return formatsOf(language).and.format(items);
}

/** Strong right-to-left letters: Hebrew, Arabic and their presentation forms. */
const RTL_LETTER = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * Puts a value between U+2068 and U+2069, so that a name or a number keeps its own direction inside the sentence
 * (Unicode Bidirectional Algorithm, UAX 9, section 2.4). In a left-to-right language only where it matters.
 */
export function isolate(language: Language, value: string): string {
  return directionOf(language) === 'rtl' || RTL_LETTER.test(value) ? `\u2068${value}\u2069` : value;
}

/** Labels are written as on a button; inside a list only the first keeps its capital. OCMW and A1 keep theirs. */
function joinLabels(language: Language, labels: readonly string[]): string {
  const inside = (label: string) => label.charAt(0).toLocaleLowerCase(language) + label.slice(1);
  return joinWithAnd(
    language,
    labels.map((label, index) => (index > 0 && /^\p{Lu}\p{Ll}/u.test(label) ? inside(label) : label)),
  );
}

function formatMonth(format: Formats, month: string): string {
  return month.includes('-') ? format.month.format(new Date(`${month}-01T00:00:00Z`)) : month;
}
