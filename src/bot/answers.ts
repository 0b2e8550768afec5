/** Answers to questions <-> facts for the rules, and an answer said back to the person. */
import { DOCUMENT_HOLDINGS, type DutchBySkill, type FactPath, type Facts, SKILLS } from '../domain/facts.ts';
import { FACTS_OF, isContractQuestion, type QuestionId } from '../domain/questions.ts';
import type { Language } from '../domain/referral.ts';
import type { Param } from '../domain/say.ts';
import type { BotWords, Saved } from './ports.ts';

const YES_NO: ReadonlySet<QuestionId> = new Set([
  'privacy',
  'left-in-between',
  'registered-jobseeker',
  'wants-work-at-level',
]);

const isNotTold = (value: unknown): value is 'unknown' | 'declined' => value === 'unknown' || value === 'declined';

/**
 * What the answers say, as the rules read it.
 * @param saved the conversation; its `registeredOn` freezes the day that stays are counted to
 * @returns facts; a question that was not answered leaves its keys absent
 */
export function factsOf(saved: Pick<Saved, 'answers' | 'registeredOn'>): Facts {
  const facts: Record<string, unknown> = {};
  const extra: Record<string, unknown> = {};
  for (const [id, answer] of Object.entries(saved.answers)) {
    if (answer === undefined) continue;
    if (isContractQuestion(id)) Object.assign(facts, factsOfAnswer(id, answer.value));
    else extra[id] = answer.value;
  }
  if (Object.keys(extra).length > 0) facts.extra = extra;
  if (saved.registeredOn !== undefined) facts.registeredOn = saved.registeredOn;
  return facts as Facts;
}

/** The facts that one answer fills; a question about the conversation itself fills none. */
export function factsOfAnswer(id: QuestionId, value: unknown): Partial<Record<FactPath, unknown>> {
  if (!isContractQuestion(id)) return { [`extra.${id}`]: value };
  const keys = FACTS_OF[id];
  const [only] = keys;
  if (only === undefined) return {};
  if (isNotTold(value)) {
    // A region that is not told stands for the place; a training that is not told says nothing of its months.
    if (id === 'location') return { region: value };
    if (id === 'training') return { jobTarget: value };
    return Object.fromEntries(keys.map((key) => [key, value]));
  }
  return keys.length === 1 ? { [only]: value } : (value as object);
}

/**
 * The value that a tapped choice stores.
 * @param id the question
 * @param codes the codes tapped: one, or several where more than one can be right
 */
export function valueOfChoice(id: QuestionId, codes: readonly string[], many: boolean): unknown {
  const [code = ''] = codes;
  if (isNotTold(code)) return code;
  // For obstacles "none" is an empty list; for income it is an answer of its own.
  if (many) return id === 'obstacles' ? codes.filter((one) => one !== 'none') : codes;
  if (YES_NO.has(id)) return code === 'yes';
  switch (id) {
    case 'share':
      return code === 'send';
    case 'training':
      return { jobTarget: code === 'yes' };
    case 'location':
      return { region: code };
    case 'nationalities':
      return [code];
    case 'contact-language':
      return { french: code === 'french' || code === 'both', english: code === 'english' || code === 'both' };
    default:
      return code;
  }
}

/**
 * An answer said back to the person.
 * @returns plain text in `language`; what the person typed stands in it as it was typed, so callers escape
 */
export function answerText(words: BotWords, language: Language, id: QuestionId, value: unknown): string {
  if (id === 'documents' && typeof value === 'object' && value !== null)
    return sayPapers(words, language, value as Papers);
  if (id === 'dutch-level' && typeof value === 'object' && value !== null) {
    const levels = SKILLS.map((skill) => {
      const level = (value as DutchBySkill)[skill];
      if (level === undefined) return undefined;
      const said = isNotTold(level)
        ? words.t(language, `questions:common.options.${level}`)
        : level === 'none'
          ? '0'
          : level;
      return `${words.t(language, `questions:common.skill.${skill}`)}: ${said}`;
    });
    return levels.filter((level) => level !== undefined).join(', ');
  }
  return words.value(language, sayAnswer(id, value));
}

type Papers = { readonly [paper: string]: string };

/** How it can stand with a paper, in the order in which the papers are said back. */
const HOLDINGS = [...DOCUMENT_HOLDINGS, 'unknown', 'declined'] as const;

/** "You have: diploma, CV; not safe to ask for: list of marks". */
function sayPapers(words: BotWords, language: Language, papers: Papers): string {
  const said = HOLDINGS.flatMap((holding) => {
    const ids = Object.keys(papers).filter((id) => papers[id] === holding);
    const names = namesOf(words, language, ids);
    return names === '' ? [] : [words.t(language, `dialog:documents.said.${holding}`, { papers: names })];
  });
  return said.join('; ') || words.t(language, 'dialog:documents.said.nothing');
}

/** A paper that the rules no longer know has no name. */
function namesOf(words: BotWords, language: Language, ids: readonly string[]): string {
  const keys = ids.map((id) => `documents:${id}.name`).filter((key) => words.has(language, key));
  return keys.map((key) => words.t(language, key)).join(', ');
}

/**
 * What "did you mean ...?" offers, and what it asks. An answer is offered as it would be kept; of papers that somebody
 * does not have only how it stands with them, because what is certain of the others stands in the question.
 * @returns `labels` in the order of the candidates, plain text to be escaped like `answerText`; `ask` is the question
 */
export function offerReadings(
  words: BotWords,
  language: Language,
  id: QuestionId,
  candidates: readonly unknown[],
): { readonly ask: string; readonly labels: readonly string[] } {
  if (id === 'documents') return offerPapers(words, language, candidates as readonly Papers[]);
  const labels = candidates.map((candidate) => candidateText(words, language, id, candidate));
  const ask =
    candidates.length === 1
      ? words.t(language, 'dialog:did-you-mean', { what: labels[0] ?? '' })
      : words.t(language, 'dialog:which-one');
  return { ask, labels };
}

function offerPapers(
  words: BotWords,
  language: Language,
  candidates: readonly Papers[],
): { readonly ask: string; readonly labels: readonly string[] } {
  const [first = {}, ...others] = candidates;
  const ids = Object.keys(first);
  const open = ids.filter((id) => others.some((other) => other[id] !== first[id]));
  const [one] = open;
  if (one === undefined) {
    const what = sayPapers(words, language, first);
    return { ask: [words.t(language, 'dialog:documents.did-you-mean'), what].join('\n\n'), labels: [what] };
  }
  const certain = Object.fromEntries(Object.entries(first).filter(([id]) => !open.includes(id)));
  const lines = [words.t(language, 'dialog:documents.missing', { papers: namesOf(words, language, open) })];
  if (Object.keys(certain).length > 0)
    lines.unshift(words.t(language, 'dialog:documents.so-far'), sayPapers(words, language, certain));
  return { ask: lines.join('\n\n'), labels: candidates.map((papers) => labelOf(words, language, papers[one] ?? '')) };
}

/** As it stands on the card. */
function labelOf(words: BotWords, language: Language, holding: string): string {
  return words.t(language, `questions:${isNotTold(holding) ? 'common' : 'documents'}.options.${holding}`);
}

/** For an occupation the profession that was read from the words: the words themselves are the same whatever was read. */
function candidateText(words: BotWords, language: Language, id: QuestionId, value: unknown): string {
  const { regulatedProfession } = (value ?? {}) as { regulatedProfession?: string | null };
  if (id === 'target-occupation' && regulatedProfession)
    return words.t(language, `verdicts:profession.${regulatedProfession}`);
  return answerText(words, language, id, value);
}

function sayAnswer(id: QuestionId, value: unknown): Param {
  if (isNotTold(value)) return { word: `questions:common.options.${value}` };
  if (typeof value === 'boolean') {
    if (id === 'share') return { option: [id, value ? 'send' : 'dont-send'] };
    return { option: [id, value ? 'yes' : 'no'] };
  }
  switch (id) {
    case 'nationalities':
      return { countries: value as string[] };
    case 'diploma-country':
      return { country: value as string };
    case 'in-belgium-since':
      return { month: value as string };
    case 'language':
      return { language: value as never };
    case 'location': {
      const { postcode, region } = value as { postcode?: string; region?: string };
      return postcode ?? { option: [id, region ?? ''] };
    }
    case 'goal':
    case 'income':
    case 'obstacles': {
      const codes = value as string[];
      return codes.length === 0 ? { option: [id, 'none'] } : { options: [id, codes] };
    }
    case 'training':
      return { option: [id, (value as { jobTarget: boolean }).jobTarget ? 'yes' : 'no'] };
    case 'contact-language': {
      const { french, english } = value as { french: unknown; english: unknown };
      if (french === true || english === true) {
        return { option: [id, french === true ? (english === true ? 'both' : 'french') : 'english'] };
      }
      return { option: [id, 'none'] };
    }
    case 'target-occupation':
      return (value as { targetOccupation: string }).targetOccupation;
    case 'reach': {
      const { email, phone, other } = value as { email?: string; phone?: string; other?: string };
      return [email, phone, other].filter((part) => part !== undefined).join(', ');
    }
    case 'name':
      return value as string;
    default:
      return { option: [id, String(value)] };
  }
}
