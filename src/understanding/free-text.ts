/** Questions that take the person's own words: a name, and the work they want. */
import type { Heard } from '../bot/ports.ts';
import { readChoices } from './choice.ts';
import type { Entries, Lexicon } from './lexicon.ts';
import { normalise, tokenise } from './normalise.ts';
import { findPhrases } from './phrases.ts';
import { hasRole, isFiller, isForeignReading, pick, readText, type Said } from './said.ts';
import { REJECT } from './settle.ts';

const LONGEST_NAME = 80;
const LONGEST_OCCUPATION = 120;
const MOST_NAME_WORDS = 7;
/** "Adım" and "nombre" are no names in any language; "ana" and "я" may be part of one. */
const SHORTEST_FOREIGN_LEAD_IN = 5;
const SHORTEST_LEAD_IN = 4;

/** A name, without "my name is". */
export function interpretName(lexicon: Lexicon, said: Said): Heard {
  if (/[<>{}@\\;=|]|https?:|\d/.test(said.normal) || said.asksBack) return REJECT;
  const name = stripLeadIns(said, lexicon.names)
    .replace(/^[\s,.:;!-]+|[\s,;:!]+$/g, '')
    .replace(/\s+/g, ' ');
  const words = tokenise(normalise(name));
  if (name.length > LONGEST_NAME || words.length === 0 || words.length > MOST_NAME_WORDS) return REJECT;
  // A name may be one letter long where a letter is a word.
  if (!/\p{L}{2}|\p{Script=Han}|\p{Script=Hangul}/u.test(name)) return REJECT;
  if (isOnlyLeadIn(said, lexicon.names)) return REJECT;
  const answers = findPhrases(lexicon.answers, said.tokens).filter(
    (match) => match.to - match.from === said.tokens.length,
  );
  const answer = answers.flatMap((match) => pick(match.values, said.preferred))[0];
  if (answer === 'no') return { is: 'confirm', value: 'declined' };
  if (answer !== undefined) return REJECT;
  if (said.tokens.some((_, i) => hasRole(said, i, 'question')) && said.tokens.length !== 2) return REJECT;
  // A sentence rather than a name: ask.
  const fillers = said.tokens.filter((_, i) => isFiller(said, i)).length;
  const stripped = name.length < said.raw.length - 2;
  const chatty = !stripped && said.tokens.length >= 3 && fillers >= 2;
  return { is: chatty ? 'confirm' : 'value', value: name };
}

/** The work someone wants, in their own words, with the regulated profession that it is, or null. */
export function interpretOccupation(lexicon: Lexicon, said: Said): Heard {
  if (/[<>{}\\]|https?:/.test(said.normal) || said.asksBack) return REJECT;
  if (said.tokens.filter((token) => /\p{L}{2}/u.test(token.text)).length === 0) return REJECT;
  if (takesAnyWork(lexicon, said)) return { is: 'value', value: 'unknown' };
  const answers = findPhrases(lexicon.answers, said.tokens);
  if (answers.some((match) => match.to - match.from === said.tokens.length)) return REJECT;
  if (hasRole(said, 0, 'question')) return REJECT;
  const text = (stripLeadIns(said, lexicon.works) || said.raw)
    .replace(/^[\s,.:;!-]+|[\s,.;:!]+$/g, '')
    .slice(0, LONGEST_OCCUPATION);
  const own = readText(lexicon, text, said.preferred[0] ?? 'nl');
  const reading = readChoices(lexicon, own, lexicon.occupations, { ownTypos: true });
  const regulated = reading.named.filter((one) => one.code !== 'null');
  const store = (code: string | null) => ({ targetOccupation: text, regulatedProfession: code });
  const candidates = [...new Set([...reading.either.flat(), ...regulated.map((one) => one.code)])];
  if (candidates.length > 1)
    return { is: 'ambiguous', candidates: candidates.slice(0, 3).map((code) => store(code === 'null' ? null : code)) };
  const one = regulated[0];
  if (one === undefined) return { is: 'value', value: store(null) };
  if (one.negated) return { is: 'confirm', value: store(null) };
  const certain = one.sure && !reading.hedged && reading.left <= 4;
  return { is: certain ? 'value' : 'confirm', value: store(one.code) };
}

/** "Anything, as long as I can work": no work in particular. "Anything with computers" is some work. */
function takesAnyWork(lexicon: Lexicon, said: Said): boolean {
  const book = lexicon.choices['target-occupation'];
  if (book === undefined) return false;
  const matches = findPhrases(book, said.tokens, (token) => isFiller(said, said.tokens.indexOf(token))).filter(
    (match) => !isForeignReading(said, match),
  );
  const covered = (at: number) => matches.some((match) => at >= match.from && at < match.to);
  const works = lexicon.choices.goal === undefined ? [] : findPhrases(lexicon.choices.goal, said.tokens);
  const isWork = (at: number) =>
    works.some(
      (match) => at >= match.from && at < match.to && pick(match.values, said.preferred).includes('work-soon'),
    );
  // "Anything in IT", where "it" is a small word.
  const narrowed = findPhrases(lexicon.frames, said.tokens).some(
    (frame) =>
      pick(frame.values, said.preferred).includes('in') &&
      !covered(frame.from) &&
      frame.to < said.tokens.length &&
      matches.some((match) => match.to <= frame.from),
  );
  const left = said.tokens.filter(
    (_, i) => !covered(i) && !isFiller(said, i) && !isWork(i) && !hasRole(said, i, 'but', 'vague', 'plain', 'fine'),
  );
  return matches.length > 0 && left.length === 0 && !narrowed;
}

/** The text as typed, without the words that people put around the answer. */
function stripLeadIns(said: Said, book: Entries<true>): string {
  const words = said.raw.split(/\s+/);
  let from = 0;
  let to = words.length;
  for (let length = Math.min(8, words.length - 1); length >= 1; length--) {
    if (isLeadIn(book, said, words.slice(0, length))) {
      from = length;
      break;
    }
  }
  for (let length = Math.min(3, to - from - 1); length >= 1; length--) {
    if (isLeadIn(book, said, words.slice(to - length))) {
      to -= length;
      break;
    }
  }
  return words.slice(from, to).join(' ');
}

/** "My name", and nothing after it. "Ana" and "Ben" are names too. */
function isOnlyLeadIn(said: Said, book: Entries<true>): boolean {
  const long = said.tokens.length > 1 || said.normal.length >= SHORTEST_LEAD_IN;
  return long && isLeadIn(book, said, said.raw.split(/\s+/));
}

/** A short one only in the language of the conversation: "ana" and "ben" say "I am" in two languages, and are names in others. */
function isLeadIn(book: Entries<true>, said: Said, words: readonly string[]): boolean {
  const tokens = tokenise(normalise(words.join(' ')));
  const [match, ...others] = findPhrases(book, tokens);
  if (match === undefined || others.length > 0 || match.to - match.from !== tokens.length) return false;
  return match.letters >= SHORTEST_FOREIGN_LEAD_IN || match.values.some(({ language }) => language === said.language);
}
