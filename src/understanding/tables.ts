/** The shape of locales/<lang>/heard.json: what people type, as data that a native speaker can review. */
import { z } from 'zod';
import { QUESTION_IDS } from '../domain/questions.ts';

/** Phrases: `word*` takes any ending, `a/b` either word. */
const Phrases = z.array(z.string().min(1));
/**
 * Code to phrases. `?code` is always confirmed ("did you mean ..."), `a|b` is ambiguous and shown as choices.
 */
const ByCode = z.record(z.string().min(1), Phrases);

/**
 * What a word does in a sentence, apart from what it means.
 * `plain`: a word of which a "no" beside it stays the same no ("I have", "any", "unfortunately"); "with me" and "my" are none.
 * `unsettled`: it is not so yet, no longer, or not quite ("soon", "lost", "almost"). `yet`: the same beside a negation.
 * `opens-negation`: half a no, which a `yet` word closes ("ne ... plus").
 * `with`: before others who came along. `past`: it was so. `problem`: what a "no" takes away in "no problem with". `fine`: there is none ("papers are ok").
 */
export const ROLES = [
  'filler',
  'negation',
  'negation-after',
  'opens-negation',
  'but',
  'question',
  'others',
  'vague',
  'weak',
  'plain',
  'unsettled',
  'yet',
  'past',
  'problem',
  'fine',
  'with',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles of words that turn or hedge an answer: missing one, mistyped, would store the opposite. */
export const CAUTIONS = [
  'negation',
  'negation-after',
  'but',
  'unsettled',
  'yet',
  'past',
  'problem',
  'fine',
] as const satisfies Role[];

export const TIME_WORDS = [
  'year',
  'years',
  'month',
  'months',
  'week',
  'weeks',
  'day',
  'days',
  'half',
  'and-a-half',
  'ago',
  'since',
  'last',
  'last-year',
  'this-year',
  'this',
  'next',
  'now',
  'about',
  'more',
  'bound',
  'edge',
  'part',
  'summer',
  'autumn',
  'winter',
  'spring',
  'arrived',
] as const;
export type TimeWord = (typeof TIME_WORDS)[number];

/**
 * What the words around a country say it is to somebody. `lives`: lives, works, came to or through, is married there.
 * `permit`: a visa, a card, a status. `diploma`: a diploma from there. `teaches`: a teacher of its language.
 * `-after`: stands behind the country. `in`: in or to. `from`, `and`: those words. `several`: "dual", "both".
 * `claims`: where a nationality begins or ends: "I am", "citizen". `maybe`: it is wished for, left, or a level of
 * language: "become", "came from", "fluent".
 */
export const FRAMES = [
  'lives',
  'lives-after',
  'speaks',
  'speaks-after',
  'studied',
  'studied-after',
  'permit',
  'diploma',
  'teaches',
  'in',
  'in-after',
  'from',
  'and',
  'several',
  'claims',
  'maybe',
] as const;
export type Frame = (typeof FRAMES)[number];

export const COMMANDS = ['help', 'why', 'back', 'change', 'restart', 'stop', 'erase', 'human'] as const;
export type Command = (typeof COMMANDS)[number];

export const Heard = z.strictObject({
  roles: z.partialRecord(z.enum(ROLES), Phrases),
  answers: z.partialRecord(z.enum(['yes', 'no', 'unknown', 'declined']), Phrases),
  commands: z.partialRecord(z.enum(COMMANDS), Phrases),
  /** Words that make the name of a language a wish to switch to it: "in French", "French please". */
  switch: Phrases,
  /** What a person calls the subject of a question: "change my *address*". */
  topics: z.partialRecord(z.enum(QUESTION_IDS), Phrases),
  /** Words with which people begin to say something unasked: "I live in". */
  cues: z.partialRecord(z.enum(QUESTION_IDS), Phrases),
  /** Words around a country. */
  frames: z.partialRecord(z.enum(FRAMES), Phrases),
  languages: ByCode,
  months: z.record(z.string().regex(/^(persian:|islamic:)?(1[0-2]|[1-9])$/), Phrases),
  time: z.partialRecord(z.enum(TIME_WORDS), Phrases),
  /** `2y`, `0.5y`, `1m`: whole stretches of time in one word. */
  spans: z.record(z.string().regex(/^\d+(\.\d+)?[ymwd]$/), Phrases),
  numbers: z.record(z.string().regex(/^\d+(\.\d+)?$/), Phrases),
  countries: ByCode,
  places: ByCode,
  choices: z.partialRecord(z.enum(QUESTION_IDS), ByCode),
  occupations: ByCode,
  documents: ByCode,
  holdings: ByCode,
  skills: ByCode,
  /** How people begin or end around a name or an occupation: "my name is", "I want to work as". */
  leadIns: z.strictObject({ name: Phrases, occupation: Phrases }),
});
export type Heard = z.infer<typeof Heard>;
