/** Commands instead of answers: help, back, another language ... The whole message must be the command. */
import type { Heard } from '../bot/ports.ts';
import type { QuestionId } from '../domain/questions.ts';
import { LANGUAGES, type Language } from '../domain/referral.ts';
import { isAboutChange, readChange } from './change.ts';
import type { Entry, Lexicon } from './lexicon.ts';
import type { Token } from './normalise.ts';
import { findPhrases, type Match } from './phrases.ts';
import { hasRole, isFiller, pick, type Said } from './said.ts';
import type { Command } from './tables.ts';

const MOST_WORDS = 14;
const MOST_WORDS_OF_WISH = 8;

/** A command; not `sure` when an answer to the question may be meant by the same words. */
export interface HeardCommand {
  readonly heard: Heard & { readonly is: 'interrupt' };
  readonly sure: boolean;
}

/**
 * The command that the text is, undefined when it is none.
 * @param exact in questions that take free text: a phrase of several words may have "please" and the like around it,
 * a single word must stand alone
 */
export function readCommand(
  lexicon: Lexicon,
  said: Said,
  question: QuestionId,
  exact: boolean,
): HeardCommand | undefined {
  if (said.tokens.length === 0 || said.tokens.length > MOST_WORDS) return undefined;
  const skippable = exact ? undefined : (token: Token) => isFiller(said, said.tokens.indexOf(token));
  const matches = findPhrases(lexicon.commands, said.tokens, skippable);
  const [first] = matches;
  if (first === undefined) return undefined;
  const changed = readChanged(lexicon, said, question, matches, exact);
  if (changed !== undefined && (changed.sure || changed.heard.target !== undefined)) return changed;
  const what = pick(first.values, said.preferred)[0] as Command;
  // "para" stops a Spanish speaker and is money to a Turkish one.
  const known = first.values.some(({ language }) => language === said.preferred[0] || language === said.language);
  const whole = first.words > 1 && first.words === said.tokens.length;
  const sure = whole || (known && (first.words > 1 || said.tokens.length === 1));
  // "Can I talk to someone" is nobody's name, but "I want to help" is work that people want.
  const strict = exact && !(known && first.words > 1);
  if (what === 'why' && first.from === 0 && first.words > 1 && !strict)
    return { heard: { is: 'interrupt', what }, sure };
  const same = matches.every((match) => pick(match.values, said.preferred)[0] === what);
  if (same && coversAll(said, exact ? [first] : matches, strict)) return { heard: { is: 'interrupt', what }, sure };
  return changed;
}

/** Whether words for changing stand in the text that nothing else explains, and that no "no" turns around. */
export function wantsChange(lexicon: Lexicon, said: Said, taken: readonly boolean[] = []): boolean {
  if (said.tokens.some((_, i) => taken[i] !== true && hasRole(said, i, 'negation', 'negation-after'))) return false;
  return findPhrases(lexicon.commands, said.tokens).some(
    (match) =>
      pick(match.values, said.preferred)[0] === 'change' &&
      match.values.some(({ language }) => said.preferred.includes(language as Language)) &&
      !taken.slice(match.from, match.to).includes(true),
  );
}

/** "Change my address": what is to be changed, where it is named. */
function readChanged(
  lexicon: Lexicon,
  said: Said,
  question: QuestionId,
  matches: readonly Match<Entry<Command>>[],
  exact: boolean,
): HeardCommand | undefined {
  const verb = matches.find((match) => pick(match.values, said.preferred)[0] === 'change');
  if (verb === undefined) return undefined;
  const change = readChange(lexicon, said, question, verb);
  if (change === undefined && question === 'name' && isAboutChange(lexicon, said, verb))
    return { heard: { is: 'interrupt', what: 'change' }, sure: true };
  // Where any words may be the answer, a change is one only when nothing else could be meant.
  if (change === undefined || (exact && !change.sure)) return undefined;
  const { target, sure } = change;
  return { heard: { is: 'interrupt', what: 'change', ...(target === undefined ? {} : { target }) }, sure };
}

/** "Ukrainian, now in Belgium": that "in" belongs to something else. */
function isParted(said: Said, from: number, to: number): boolean {
  return said.tokens.slice(from, to + 1).some(({ gap }) => /[,;:!?]|\.\s/.test(gap));
}

function coversAll(said: Said, matches: readonly { from: number; to: number }[], exact: boolean): boolean {
  return said.tokens.every((token, i) => {
    if (matches.some((match) => i >= match.from && i < match.to)) return true;
    if (exact) return false;
    return isFiller(said, i) || /^\p{L}$/u.test(token.text) || hasRole(said, i, 'question');
  });
}

/**
 * "In French, please": the language that the text asks for.
 * @param bare the name of the language alone is enough, and nothing else may stand there
 */
export function readLanguageSwitch(
  lexicon: Lexicon,
  said: Said,
  bare: boolean,
): (Heard & { is: 'interrupt' }) | undefined {
  if (said.tokens.length > (bare ? 1 : MOST_WORDS_OF_WISH)) return undefined;
  const languages = findPhrases(lexicon.languages, said.tokens);
  const [language] = languages;
  if (languages.length !== 1 || language === undefined) return undefined;
  const codes = pick(language.values, said.preferred);
  const code = LANGUAGES.find((one) => codes.length === 1 && codes[0] === one);
  if (code === undefined) return undefined;
  const switches = findPhrases(lexicon.switches, said.tokens).filter(
    (match) =>
      (match.to <= language.from && !isParted(said, match.to, language.from)) ||
      (match.from >= language.to &&
        (match.words > 1 || !isFiller(said, match.from) || !isParted(said, language.to, match.from))),
  );
  if (!bare && switches.length === 0 && !/^ب/.test(said.tokens[language.from]?.text ?? '')) return undefined;
  // "غير" is "change" here, and "un-" elsewhere.
  const isWish = (at: number) => switches.some((match) => at >= match.from && at < match.to);
  if (said.tokens.some((_, i) => !isWish(i) && hasRole(said, i, 'negation', 'negation-after', 'others', 'weak')))
    return undefined;
  if (!coversAll(said, [language, ...switches], false)) return undefined;
  return { is: 'interrupt', what: `language:${code satisfies Language}` };
}
