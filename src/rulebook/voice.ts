/** One language of the words, and how the values of rule rows are said in it. */
import type { IsoDate } from '../domain/facts.ts';
import type { QuestionId } from '../domain/questions.ts';
import type { Language } from '../domain/referral.ts';
import type { Param } from '../domain/say.ts';
import { type Cell, cell, code, type Line, type Run, source } from './document.ts';
import type { RulebookWords } from './ports.ts';

export interface Voice {
  readonly language: Language;
  readonly dir: 'ltr' | 'rtl';
  /** A label of locales/<language>/rulebook.json. */
  label(key: string, params?: { readonly [name: string]: string | number }): string;
  /** Any other text: `namespace:key`. */
  say(key: string, params?: { readonly [name: string]: string | number }): string;
  has(key: string): boolean;
  value(param: Param): string;
  list(items: readonly string[]): string;
  day(day: IsoDate): string;
}

export function voiceOf(words: RulebookWords, language: Language): Voice {
  return {
    language,
    dir: words.dir(language),
    label: (key, params) => words.t(language, `rulebook:${key}`, params),
    say: (key, params) => words.t(language, key, params),
    has: (key) => words.has(language, key),
    value: (param) => words.value(language, param),
    list: (items) => words.list(language, items),
    day: (day) => words.value(language, { day }),
  };
}

/** The question whose choices name the codes under a property of a row's value. */
const QUESTION_OF: { readonly [property: string]: QuestionId } = {
  legal: 'residence-status',
  pending: 'residence-status',
  protected: 'residence-status',
  statuses: 'residence-status',
  permitStatuses: 'residence-status',
  higher: 'diploma-level',
  uncertain: 'diploma-level',
  levels: 'diploma-level',
  specificLevels: 'diploma-level',
  diplomaLevels: 'diploma-level',
  regions: 'location',
  place: 'location',
  obstacles: 'obstacles',
  studyFields: 'study-field',
  incomes: 'income',
  languages: 'contact-language',
  workSituations: 'work-situation',
  situations: 'work-situation',
  recognitions: 'recognition',
  goals: 'goal',
};
const COUNTRIES: ReadonlySet<string> = new Set(['readableFrom', 'automaticLevel', 'states']);

/** Where the words for other codes stand. */
const KEY_OF: { readonly [property: string]: (code: string) => string } = {
  perspectives: (code) => `verdicts:perspective.${code}`,
  euNationals: (code) => `verdicts:access.${code}`,
  professions: (code) => `verdicts:profession.${code}`,
  need: (code) => `documents:need.${code}`,
  reason: (code) => `documents:reason.${code}`,
  authority: (code) => `rulebook:authority.${code}`,
  eeaAuthority: (code) => `rulebook:authority.${code}`,
  steps: (code) => `rulebook:path.${code}`,
  eea: (code) => `rulebook:path.${code}`,
  refugee: (code) => `rulebook:path.${code}`,
  kind: (code) => `rulebook:kind.${code}`,
  eeaDiploma: (code) => `rulebook:eeaDiploma.${code}`,
  confidence: (code) => `rulebook:confidence.${code}`,
  eeaConfidence: (code) => `rulebook:confidence.${code}`,
};
/** Their order counts. */
const ORDERED: ReadonlySet<string> = new Set(['steps', 'eea', 'refugee']);

/** The codes under one property, said; a code that has no words stands as it is. */
function saySome(voice: Voice, property: string, codes: readonly (string | number)[]): Run[] {
  if (COUNTRIES.has(property)) return [voice.value({ countries: codes.map(String) })];
  const question = QUESTION_OF[property];
  const said = codes.map((one) => {
    const key = question === undefined ? KEY_OF[property]?.(String(one)) : `questions:${question}.options.${one}`;
    return key !== undefined && voice.has(key) ? voice.say(key) : String(one);
  });
  return [said.join(ORDERED.has(property) ? ' → ' : '; ')];
}

/** Answers to questions that dialogs/ adds: each by its own words. */
function sayAnswers(voice: Voice, answers: { readonly [question: string]: readonly string[] }): Run[] {
  const said = Object.entries(answers).map(([question, codes]) => {
    const labels = codes.map((one) => voice.say(`questions:${question}.options.${one}`));
    return `${voice.say(`questions:${question}.short`)}: ${labels.join(' / ')}`;
  });
  return [said.join('; ')];
}

function sayPart(voice: Voice, property: string, value: unknown): Run[] {
  if (value === null) return [voice.label('varies')];
  if (typeof value === 'boolean') return [voice.label(value ? 'yes' : 'no')];
  if (Array.isArray(value)) return saySome(voice, property, value as readonly string[]);
  if (typeof value === 'string' || typeof value === 'number') return saySome(voice, property, [value]);
  if (property === 'answers') return sayAnswers(voice, value as { readonly [question: string]: readonly string[] });
  const parts = Object.entries(value as object).map(([key, one]) => {
    const [name] = saySome(voice, property, [key]);
    return `${String(name)}: ${String(one)}`;
  });
  return [parts.join('; ')];
}

/** The value of a row, a line a property; what its words are called is a label `value.<property>`. */
export function sayValue(voice: Voice, value: unknown, unit?: string): Cell {
  if (typeof value === 'number') return cell(voice.value(value), ...(unit === undefined ? [] : [' ', source(unit)]));
  if (typeof value === 'string') return cell(voice.day(value), ...(unit === undefined ? [] : [' ', source(unit)]));
  if (Array.isArray(value)) return cell(...saySome(voice, 'states', value as readonly string[]));
  const lines = Object.entries(value as object).map(
    ([property, one]): Line => [`${voice.label(`value.${property}`)}: `, ...sayPart(voice, property, one)],
  );
  if (lines.length === 0) return cell(voice.label('no-figure'));
  return unit === undefined ? lines : [...lines, [source(unit)]];
}

/** A code in the type of codes, so that a desk's letter can be laid beside it. */
export const withCode = (name: string, id: string): Cell => [[name], [code(id)]];
