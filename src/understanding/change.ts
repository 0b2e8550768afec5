/** "Change my postcode": which answer somebody wants to change, in the words of the cards or in their own. */
import { QUESTION_IDS, type QuestionId } from '../domain/questions.ts';
import type { Language } from '../domain/referral.ts';
import type { Entry, Lexicon, Short } from './lexicon.ts';
import type { Token } from './normalise.ts';
import { findPhrases, type Match } from './phrases.ts';
import { hasRole, isFiller, pick, type Said } from './said.ts';

/** What is asked to be changed. */
export interface Change {
  /** Undefined where several are named. */
  readonly target: QuestionId | undefined;
  /** No answer to a question says this. */
  readonly sure: boolean;
}

/** The words for changing; words inside it that are not its own are skipped. */
type Verb = Pick<Match<unknown>, 'from' | 'to' | 'skipped'>;
type Values = readonly Entry<unknown>[];

/** Agreeing to begin, looking over and sending are steps, and no answers to go back to. */
const STEPS: ReadonlySet<QuestionId> = new Set(['review', 'share']);
/** Where any words, or a yes, could be taken for the answer: a word for changing never is. */
const TAKES_NO_CHANGE: ReadonlySet<QuestionId> = new Set(['name', 'target-occupation', 'review']);
/** "I want to change my work" is an answer to these, and no change of one. */
const ABOUT_WORK: ReadonlySet<QuestionId> = new Set([
  'target-occupation',
  'goal',
  'training',
  'work-situation',
  'wants-work-at-level',
  'study-field',
  'recognition',
]);

/**
 * What the text names beside a word for changing, when it names an answer and says nothing else.
 * @param change the words for changing
 */
export function readChange(lexicon: Lexicon, said: Said, question: QuestionId, change: Verb): Change | undefined {
  const isVerb = (at: number) => at >= change.from && at < change.to && !change.skipped.includes(at);
  const rest = said.tokens.flatMap((_, i) => (isVerb(i) ? [] : [i]));
  const label = findShort(lexicon, said, rest, change);
  if (label !== undefined) return changeOf(question, label, true);
  const topics = findPhrases(lexicon.topics, said.tokens).filter((topic) =>
    said.tokens.every((_, i) => i < topic.from || i >= topic.to || !isVerb(i)),
  );
  const inTopic = (at: number) => topics.some((topic) => at >= topic.from && at < topic.to);
  if (topics.length === 0 || !rest.every((i) => inTopic(i) || isLoose(lexicon, said, i))) return undefined;
  const targets = topics.flatMap((topic) => pick(topic.values, said.preferred));
  const [target] = targets;
  // "Change the language to Dutch" asks to go on in Dutch.
  if (targets.length > 1 && targets.includes('language')) return undefined;
  if (targets.length !== 1 || target === undefined) return { target: undefined, sure: question === 'name' };
  const dutch = target === 'dutch-level';
  if (dutch && saysInto(lexicon, said, change, rest, rest.filter(inTopic))) return undefined;
  return changeOf(question, target, dutch || TAKES_NO_CHANGE.has(question));
}

/**
 * Whether a sentence that names no answer wants to change something all the same: "change my shoes" is nobody's name.
 * "Edit" and "Change" are: a small word or one for an answer must stand beside them, in the language of the verb.
 */
export function isAboutChange(lexicon: Lexicon, said: Said, change: Verb & { readonly values: Values }): boolean {
  const languages = new Set(change.values.map(({ language }) => language));
  const [spoken = said.language] = said.preferred;
  if (!languages.has(said.language) && !languages.has(spoken)) return false;
  const beside = (at: number) => at < change.from || at >= change.to;
  const small = said.tokens.some((_, i) => {
    const language = said.roleLanguages[i];
    return beside(i) && isFiller(said, i) && language !== undefined && languages.has(language);
  });
  const named = findPhrases(lexicon.topics, said.tokens).some(
    (topic) => beside(topic.from) && topic.values.some(({ language }) => languages.has(language)),
  );
  return small || named;
}

function changeOf(question: QuestionId, target: QuestionId, sure: boolean): Change | undefined {
  if (STEPS.has(target)) return undefined;
  // Before one's Dutch is asked about there is no such answer: "change Dutch" is about the conversation then.
  const later = QUESTION_IDS.indexOf(target as never) > QUESTION_IDS.indexOf(question as never);
  if (target === 'dutch-level' && later) return { target, sure: false };
  return { target, sure: sure && !(ABOUT_WORK.has(question) && ABOUT_WORK.has(target)) };
}

/** The question whose short name is all that stands there; the longest name where several do. */
function findShort(lexicon: Lexicon, said: Said, rest: readonly number[], change: Verb): QuestionId | undefined {
  const found = lexicon.shorts.flatMap((short) => {
    const at = short.words.map((word) => rest.find((i) => isForm(said.tokens[i], word, short.language)));
    const used = at.flatMap((i) => i ?? []);
    if (used.length < short.words.length || new Set(used).size < used.length) return [];
    if (!rest.every((i) => used.includes(i) || isLoose(lexicon, said, i))) return [];
    return short.question === 'dutch-level' && saysInto(lexicon, said, change, rest, used) ? [] : [short];
  });
  const rank = (short: Short) => {
    const at = said.preferred.indexOf(short.language);
    return at < 0 ? said.preferred.length : at;
  };
  return found.sort((a, b) => b.words.length - a.words.length || rank(a) - rank(b))[0]?.question;
}

/** A word that names nothing: a small one, a letter, "yes" or "no" at the head. */
function isLoose(lexicon: Lexicon, said: Said, at: number): boolean {
  const token = said.tokens[at];
  if (token === undefined || isFiller(said, at) || hasRole(said, at, 'plain', 'but')) return true;
  if (/^\p{L}$/u.test(token.text)) return true;
  return at === 0 && findPhrases(lexicon.answers, [token]).length > 0;
}

/** "Change to Dutch", "the language into Dutch": it is about the language of the conversation. */
function saysInto(
  lexicon: Lexicon,
  said: Said,
  change: Verb,
  rest: readonly number[],
  name: readonly number[],
): boolean {
  if (name.some((at) => INTO.test(said.tokens[at]?.text ?? ''))) return true;
  return rest.some((at) => {
    // "I want *to* change my Dutch".
    if (name.includes(at) || at === change.from - 1) return false;
    const token = said.tokens.slice(at, at + 1);
    const into = findPhrases(lexicon.frames, token).flatMap(({ values }) => pick(values, said.preferred));
    const about = findPhrases(lexicon.topics, token).flatMap(({ values }) => pick(values, said.preferred));
    return into.includes('in') || about.includes('language');
  });
}

/** "To" as part of the name: "للهولندية", "Hollandacaya", "нідерландською". */
const INTO = /^(?:لل|بال|وبال)|c[ae](?:y[ae]|d[ae])$|(?:ою|ом)$/;

const TURKISH_SUFFIX =
  /^(?:[iu]|[iu]m|[iu]m[iu]|[iu]n[iu]|[iu]m[iu]z[iu]?|s[iu]n?[iu]?|y[iu]|l[ae]r[iu]?(?:m[iu]?)?|[iu]m[iu]n|n[iu]n?|m|m[iu]|m[ae]|y[ae]|[ae])$/;

/** Whether this is the word, or the word as a sentence bends it: "бажану", "gewenste", "işimi". */
function isForm(token: Token | undefined, word: string, language: Language): boolean {
  if (token === undefined) return false;
  if (token.text === word || token.forms.includes(word)) return true;
  const shared = countShared(token.text, word);
  const [short, long] = [token.text, word].map((text) => text.length).sort((a, b) => a - b) as [number, number];
  switch (language) {
    case 'uk':
    case 'ru':
      return short >= 4 && long - short <= 3 && shared >= Math.max(3, short - 2);
    case 'tr':
      if (shared === word.length && TURKISH_SUFFIX.test(token.text.slice(shared))) return true;
      return shared >= 5 && shared >= 0.6 * long;
    case 'ar':
    case 'fa': {
      const bare = (text: string) => text.replace(/^(?:وال|بال|لل|ال)/, '');
      const [a, b] = [bare(token.text), bare(word)];
      const same = countShared(a, b);
      return same >= Math.max(3, Math.min(a.length, b.length) - 1) && Math.abs(a.length - b.length) <= 3;
    }
    default:
      return short >= 4 && shared === short && long - short <= 2;
  }
}

function countShared(a: string, b: string): number {
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared++;
  return shared;
}
