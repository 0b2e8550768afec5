/** What a typed answer turns out to be: one entry for the bot, layers in a fixed order, nothing guessed. */
import type { Heard, Interpret } from '../bot/ports.ts';
import { type AddedQuestion, type ContractQuestion, isContractQuestion, type QuestionId } from '../domain/questions.ts';
import { interpretAbsence } from './absence.ts';
import { interpretArrival } from './arrival.ts';
import { isKnown, type ReadOptions, readChoices } from './choice.ts';
import { readCommand, readLanguageSwitch, wantsChange } from './commands.ts';
import { interpretDiplomaCountry, interpretNationalities } from './countries.ts';
import { interpretDocuments } from './documents.ts';
import { interpretDutch } from './dutch.ts';
import { interpretName, interpretOccupation } from './free-text.ts';
import { interpretGoal } from './goal.ts';
import { contactOf, interpretContactLanguages, interpretLanguage } from './languages.ts';
import { interpretLevel } from './level.ts';
import { buildLexicon, type Entries, type Lexicon, labelKey, type Tables } from './lexicon.ts';
import {
  interpretIncome,
  interpretObstacles,
  interpretProof,
  interpretRecognition,
  interpretStatus,
  interpretWork,
} from './noes.ts';
import { findPhrases } from './phrases.ts';
import { interpretPlace } from './place.ts';
import { interpretReach } from './reach.ts';
import { hasRole, isFiller, pick, readText, type Said } from './said.ts';
import { REJECT, settleOne, unique } from './settle.ts';
import { interpretTraining } from './training.ts';
import { findParts } from './volunteered.ts';
import { type About, interpretYesNo, readYesNo } from './yes-no.ts';

/** Longer messages are stories, not answers; the bot asks for a shorter one. */
const LONGEST = 500;

const FREE_TEXT: ReadonlySet<QuestionId> = new Set(['name', 'target-occupation']);
/** Questions that take the name of a language, or a word that is also one, as an answer. */
const TAKES_LANGUAGES: ReadonlySet<QuestionId> = new Set([
  'language',
  'contact-language',
  'nationalities',
  'diploma-country',
  'study-field',
]);

/** Code and markup are no answer to anything. */
const MARKUP = /<\/?[a-z!][^>]*>|[{}]|\b(select|drop|insert|delete)\s+(\*|(table|into|from)\b)/i;

/** Questions whose answers are not searched for other facts. */
const KEEPS_TO_ITSELF: ReadonlySet<QuestionId> = new Set([
  'language',
  'privacy',
  'left-in-between',
  'target-occupation',
  'documents',
  'name',
  'reach',
  'review',
  'share',
]);

/** "No diploma" said by the way may go on "with me": only the question itself can tell. */
const NOTHING = 'none';

type Context = Pick<Parameters<Interpret>[2], 'today' | 'papers'>;
type Interpreter = (lexicon: Lexicon, said: Said, context: Context) => Heard;

/**
 * Builds the books once and gives the function that reads answers. It is pure: the same text gives the same result.
 * Text that is empty, without a letter or digit, or over 500 characters is a `reject`.
 */
export function createInterpret(tables: Tables): Interpret {
  const lexicon = buildLexicon(tables);
  return (question, text, { language, today, papers }) => {
    if (text.length > LONGEST || !/[\p{L}\p{N}]/u.test(text) || MARKUP.test(text)) return REJECT;
    const said = readText(lexicon, text, language);
    if (said.tokens.length === 0) return REJECT;
    const label = interpretLabel(lexicon, question, text);
    if (label !== undefined) return label;
    const heard = interpretSaid(lexicon, question, said, { today, ...(papers && { papers }) });
    return KEEPS_TO_ITSELF.has(question) ? heard : withVolunteered(lexicon, question, said, today, heard);
  };
}

function interpretSaid(lexicon: Lexicon, question: QuestionId, said: Said, context: Context): Heard {
  const free = FREE_TEXT.has(question);
  const command = readCommand(lexicon, said, question, free);
  if (command !== undefined && (free || command.sure)) return command.heard;
  if (question !== 'language') {
    const wish = readLanguageSwitch(lexicon, said, false);
    if (wish !== undefined && question !== 'contact-language') return wish;
  }
  const whole = readWholeNotTold(lexicon, said);
  if (whole !== undefined) return { is: 'value', value: whole };
  const own = interpreterOf(question)(lexicon, said, context);
  if (command !== undefined && own.is !== 'value') return command.heard;
  // What the question's own table knows word for word wins: "I don't know any Dutch" is a level.
  if (own.is === 'value' && !free && question !== 'reach') return own;
  const notTold = readNotTold(lexicon, said);
  if (notTold !== undefined) return { is: 'value', value: notTold };
  if (own.is === 'reject' && !free && !TAKES_LANGUAGES.has(question)) {
    return readLanguageSwitch(lexicon, said, true) ?? own;
  }
  return own;
}

/**
 * Adds what the sentence says about other questions, where that is certain.
 * An answer that was lost in a long sentence is read again from its own part.
 */
function withVolunteered(lexicon: Lexicon, question: QuestionId, said: Said, today: string, heard: Heard): Heard {
  if (heard.is === 'interrupt' || isNotTold(heard)) return heard;
  const sure = findParts(lexicon, said).flatMap((part) => {
    const value = interpreterOf(part.question)(lexicon, readText(lexicon, part.text, said.language), { today });
    return value.is === 'value' && !isNotTold(value) && value.value !== NOTHING
      ? [{ question: part.question, value: value.value }]
      : [];
  });
  // What a status asks about is not left out of it: "temporary protection, expired".
  const own = question === 'residence-status' ? undefined : sure.find((one) => one.question === question);
  const also = sure.filter((one) => one.question !== question);
  if (heard.is !== 'value' && own === undefined) return heard;
  const value = heard.is === 'value' ? heard.value : own?.value;
  return also.length > 0 ? { is: 'value', value, also } : { is: 'value', value };
}

function isNotTold(heard: Heard): boolean {
  return heard.is === 'value' && (heard.value === 'unknown' || heard.value === 'declined');
}

/** A set phrase and nothing else: "none of your business" is no "none". */
function readWholeNotTold(lexicon: Lexicon, said: Said): 'unknown' | 'declined' | undefined {
  const [match, ...others] = findPhrases(lexicon.answers, said.tokens);
  if (match === undefined || others.length > 0 || match.words !== said.tokens.length || match.words < 2)
    return undefined;
  const answer = pick(match.values, said.preferred)[0];
  return answer === 'unknown' || answer === 'declined' ? answer : undefined;
}

/** "I don't know" and "I'd rather not say", when that is all that is said. */
function readNotTold(lexicon: Lexicon, said: Said): 'unknown' | 'declined' | undefined {
  const matches = findPhrases(lexicon.answers, said.tokens, (token) => isFiller(said, said.tokens.indexOf(token)));
  const told = matches.map((match) => pick(match.values, said.preferred)[0]);
  const kinds = unique(told.filter((one) => one === 'unknown' || one === 'declined'));
  const kind = kinds[0];
  if (kinds.length !== 1 || (kind !== 'unknown' && kind !== 'declined')) return undefined;
  if (said.asksBack && kind === 'unknown') return undefined;
  const covered = (i: number) => matches.some((match) => i >= match.from && i < match.to);
  const left = said.tokens.filter(
    (_, i) => !covered(i) && !isFiller(said, i) && !hasRole(said, i, 'vague', 'negation', 'negation-after', 'but'),
  );
  const words = matches.reduce((total, match) => total + match.words, 0);
  // "I honestly don't know": a word that no table knows changes nothing.
  const stray = left.length === 1 && words >= 2 && left.every((token) => !isKnown(lexicon, token));
  return left.length === 0 || stray ? kind : undefined;
}

/** The words on a button, typed: exactly what the button stores. */
function interpretLabel(lexicon: Lexicon, question: QuestionId, text: string): Heard | undefined {
  const key = labelKey(text);
  const common = lexicon.labels.common?.get(key);
  const code = lexicon.labels[question]?.get(key);
  if (code === undefined)
    return common === 'unknown' || common === 'declined' ? { is: 'value', value: common } : undefined;
  if (question === 'review')
    return code === 'right' ? { is: 'value', value: 'right' } : { is: 'interrupt', what: 'change' };
  const value = valueOfOption(question, code);
  return value === undefined ? undefined : { is: 'value', value };
}

/** What a question stores for the code of one of its buttons. */
export function valueOfOption(question: QuestionId, code: string): unknown {
  switch (question) {
    case 'privacy':
    case 'left-in-between':
    case 'registered-jobseeker':
    case 'wants-work-at-level':
      return code === 'yes';
    case 'share':
      return code === 'send';
    case 'training':
      return { jobTarget: code === 'yes' };
    case 'nationalities':
    case 'goal':
    case 'income':
      return [code];
    case 'obstacles':
      return code === 'none' ? [] : [code];
    case 'location':
      return { region: code };
    case 'contact-language':
      return contactOf(code);
    case 'documents':
      return undefined;
    default:
      return code;
  }
}

function book(lexicon: Lexicon, question: QuestionId): Entries<string> {
  const found = lexicon.choices[question];
  if (found === undefined) throw new Error(`No book for the question "${question}"`);
  return found;
}

const chooseOne =
  (question: QuestionId, rights: boolean, options: ReadOptions = {}): Interpreter =>
  (lexicon, said) =>
    settleOne(readChoices(lexicon, said, book(lexicon, question), options), said, { rights });

const yesOrNo =
  (question: QuestionId, about: About = {}): Interpreter =>
  (lexicon, said) =>
    interpretYesNo(lexicon, said, lexicon.choices[question], about);

/**
 * A question that dialogs/ adds: the labels of its choices in every language, and a plain yes or no where both are
 * among its choices.
 */
const interpretAdded =
  (question: AddedQuestion): Interpreter =>
  (lexicon, said, context) => {
    if (lexicon.choices[question] === undefined) return REJECT;
    const heard = chooseOne(question, false)(lexicon, said, context);
    const codes = new Set(lexicon.labels[question]?.values());
    if (heard.is !== 'reject' || !codes.has('yes') || !codes.has('no')) return heard;
    const answer = interpretYesNo(lexicon, said, undefined, {});
    return answer.is === 'value' || answer.is === 'confirm'
      ? { ...answer, value: answer.value ? 'yes' : 'no' }
      : answer;
  };

const interpreterOf = (question: QuestionId): Interpreter =>
  isContractQuestion(question) ? INTERPRETERS[question] : interpretAdded(question);

const INTERPRETERS: { readonly [question in ContractQuestion]: Interpreter } = {
  language: interpretLanguage,
  privacy: yesOrNo('privacy', { consent: true }),
  nationalities: interpretNationalities,
  'residence-status': interpretStatus,
  'in-belgium-since': (lexicon, said, { today }) => interpretArrival(lexicon, said, today),
  'left-in-between': interpretAbsence,
  location: interpretPlace,
  'diploma-level': interpretLevel,
  'study-field': (lexicon, said) => {
    const reading = readChoices(lexicon, said, book(lexicon, 'study-field'));
    // A teacher of mathematics studied teaching.
    const teaches = reading.named.some((one) => one.code === '01' && one.sure && !one.negated);
    return settleOne(
      teaches ? { ...reading, named: reading.named.filter((one) => one.code === '01') } : reading,
      said,
      { rights: false },
    );
  },
  'diploma-country': interpretDiplomaCountry,
  'diploma-proof': interpretProof,
  recognition: interpretRecognition,
  'target-occupation': interpretOccupation,
  goal: interpretGoal,
  training: interpretTraining,
  'dutch-level': interpretDutch,
  'contact-language': interpretContactLanguages,
  'work-situation': interpretWork,
  income: interpretIncome,
  'registered-jobseeker': yesOrNo('registered-jobseeker', { fact: true, today: true }),
  'wants-work-at-level': yesOrNo('wants-work-at-level', { later: true }),
  obstacles: interpretObstacles,
  documents: interpretDocuments,
  name: interpretName,
  reach: (_lexicon, said) => interpretReach(said),
  review: (lexicon, said) => {
    const answer = readYesNo(lexicon, said, lexicon.choices.review);
    // "Ok, change it": whatever agrees beside it, something is to be changed.
    if (wantsChange(lexicon, said, answer?.taken)) return { is: 'interrupt', what: 'change' };
    if (answer === undefined) return REJECT;
    if (!answer.says) return { is: 'interrupt', what: 'change' };
    return { is: answer.sure ? 'value' : 'confirm', value: 'right' };
  },
  share: yesOrNo('share', { consent: true }),
};
