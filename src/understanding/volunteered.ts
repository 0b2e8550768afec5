/**
 * What a sentence says besides the answer: "I am Syrian, here since March 2023, I live in Gent".
 * Only parts that open with a cue of their own ("I live in") and that are certain by themselves count.
 */
import type { QuestionId } from '../domain/questions.ts';
import type { Lexicon } from './lexicon.ts';
import { findPhrases } from './phrases.ts';
import { hasRole, pick, type Said } from './said.ts';

/** Questions whose answers people give unasked, and that can be told from a part of a sentence. */
const VOLUNTEERED: ReadonlySet<QuestionId> = new Set([
  'nationalities',
  'residence-status',
  'in-belgium-since',
  'location',
  'diploma-level',
  'dutch-level',
]);
const FEWEST_WORDS = 4;
const STATUS = 'residence-status';

export interface Part {
  readonly question: QuestionId;
  /** The words of the part, normalised. */
  readonly text: string;
}

/** The parts of a sentence that speak about one of the questions that people answer unasked. */
export function findParts(lexicon: Lexicon, said: Said): Part[] {
  if (said.tokens.length < FEWEST_WORDS || said.asksBack) return [];
  const cues = findPhrases(lexicon.cues, said.tokens)
    .map((match) => ({ ...match, question: pick(match.values, said.preferred)[0] as QuestionId }))
    .filter(({ question }) => VOLUNTEERED.has(question) && !(question === STATUS && isTurned(said)))
    // "Asylum seeker with orange card" says one thing in two words.
    .filter((cue, i, all) => {
      const before = all[i - 1];
      return before?.question !== cue.question || hasBreak(said, before.to, cue.from);
    });
  const parts = cues.map(({ question, from, to }, i) => {
    const before = cues[i - 1];
    const after = cues[i + 1];
    const start = clauseStart(said, from, before?.to ?? 0);
    const end = clauseEnd(said, to, after?.from ?? said.tokens.length);
    const text = said.normal.slice(said.tokens[start]?.start, said.tokens[end - 1]?.end);
    return { question, text };
  });
  // Two parts about one question contradict each other, or one is about someone else.
  return parts.filter((part) => parts.filter((other) => other.question === part.question).length === 1);
}

/** A status decides rights: one that ended, is asked for, or is somebody else's is not taken in passing. */
function isTurned(said: Said): boolean {
  return said.tokens.some((_, i) =>
    hasRole(said, i, 'unsettled', 'past', 'but', 'negation', 'negation-after', 'others', 'vague'),
  );
}

function hasBreak(said: Said, from: number, to: number): boolean {
  return said.tokens.slice(from, to + 1).some(({ gap }) => isBreak(gap));
}

/** Languages that put the verb last say the cue at the end: the part begins where the clause does. */
function clauseStart(said: Said, at: number, floor: number): number {
  let start = at;
  while (start > floor && !isBreak(said.tokens[start]?.gap)) start--;
  return start;
}

function clauseEnd(said: Said, at: number, ceiling: number): number {
  let end = at;
  while (end < ceiling && !isBreak(said.tokens[end]?.gap)) end++;
  return end;
}

function isBreak(gap: string | undefined): boolean {
  return gap !== undefined && /[,;!?\n]|\.\s/.test(gap);
}
