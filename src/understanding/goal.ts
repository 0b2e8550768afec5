/** What somebody came for: work, a degree, a training, recognition; a language course is none of these. */
import type { Heard } from '../bot/ports.ts';
import { type Named, readChoices, saysNo } from './choice.ts';
import type { Lexicon } from './lexicon.ts';
import { findPhrases } from './phrases.ts';
import { hasRole, isFiller, pick, type Said } from './said.ts';
import { REJECT, settleMany } from './settle.ts';

/** Before the code of phrases that say it is not this, or not now: "stop studying", "work later", "I already have a job". */
const NOT = '!';
/** What one studies at a language school too. */
const STUDIES: ReadonlySet<string> = new Set(['full-degree', 'training-for-job']);

export function interpretGoal(lexicon: Lexicon, said: Said): Heard {
  const book = lexicon.choices.goal;
  if (book === undefined) return REJECT;
  const reading = readChoices(lexicon, said, book, { ahead: true });
  const besides = findBesides(lexicon, said);
  let open = false;
  const named = reading.named.filter((one) => {
    if (one.code.startsWith(NOT)) return false;
    const found =
      STUDIES.has(one.code) && (!saysDegree(lexicon, said, one) || isInside(besides, one))
        ? besideOf(lexicon, said, besides, one)
        : undefined;
    if (found === 'in') open = true;
    return found !== 'of';
  });
  const doubtful = named.some((one) => isDoubtful(said, one));
  const hedged = reading.hedged || open || doubtful || named.length < reading.named.length;
  const kept = doubtful ? named.map((one) => (isDoubtful(said, one) ? { ...one, sure: true } : one)) : named;
  return settleMany({ ...reading, named: kept, hedged }, said, { rights: false });
}

/** What may be meant otherwise ("закончить учебу": complete it, or be done with it) is asked with the rest, not dropped. */
function isDoubtful(said: Said, one: Named): boolean {
  return !one.firm && !one.negated && one.edits === 0 && !saysNo(said, one);
}

type Span = Pick<Named, 'from' | 'to'>;

/** What one can study without going to a university: a language, for a driving licence. */
function findBesides(lexicon: Lexicon, said: Said): Span[] {
  const permits = findPhrases(lexicon.frames, said.tokens).filter((match) =>
    pick(match.values, said.preferred).includes('permit'),
  );
  return [...findPhrases(lexicon.languages, said.tokens), ...permits];
}

/** "Driving *licence*", which is a degree in French. */
function isInside(besides: readonly Span[], { from, to }: Span): boolean {
  return besides.some((other) => other.from <= from && other.to >= to && other.to - other.from > to - from);
}

/** "University" and "master" are a degree whatever the language. */
function saysDegree(lexicon: Lexicon, said: Said, { from, to }: Span): boolean {
  return findPhrases(lexicon.frames, said.tokens.slice(from, to)).some((match) =>
    match.values.some(({ value }) => value === 'diploma'),
  );
}

/** Whether the study is `of` such a thing, or may be a study `in` that language. */
function besideOf(lexicon: Lexicon, said: Said, besides: readonly Span[], one: Span): 'of' | 'in' | undefined {
  const frames = findPhrases(lexicon.frames, said.tokens);
  const isA = (at: number, kind: 'in' | 'and') =>
    frames.some((match) => at >= match.from && at < match.to && pick(match.values, said.preferred).includes(kind));
  if (isInside(besides, one)) return 'of';
  for (const other of besides) {
    const [from, to] = other.from >= one.to ? [one.to, other.from] : [other.to, one.from];
    if (to < from) return 'of';
    const parted = said.tokens.slice(from, to + 1).some(({ gap }) => /[,;:!?،]|\.\s/.test(gap));
    const between = Array.from({ length: to - from }, (_, i) => from + i);
    if (parted || between.some((i) => !isFiller(said, i) || isA(i, 'and') || hasRole(said, i, 'but'))) continue;
    return between.some((i) => isA(i, 'in')) ? 'in' : 'of';
  }
  return undefined;
}
