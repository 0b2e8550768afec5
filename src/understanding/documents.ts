/** Which papers someone has, can get, cannot get, or cannot safely get. */
import type { Heard } from '../bot/ports.ts';
import { readChoices } from './choice.ts';
import type { Lexicon } from './lexicon.ts';
import type { Token } from './normalise.ts';
import { findPhrases, type Match } from './phrases.ts';
import { hasRole, isFiller, pick, type Said } from './said.ts';
import { REJECT } from './settle.ts';

export function interpretDocuments(lexicon: Lexicon, said: Said): Heard {
  const skippable = (token: Token) => isFiller(said, said.tokens.indexOf(token));
  const holdings = findPhrases(lexicon.holdings, said.tokens, skippable);
  const reading = readChoices(lexicon, said, lexicon.documents);
  if (said.asksBack || reading.blocked) return REJECT;
  if (reading.named.length === 0) return interpretAllOrNothing(lexicon, said);
  const documents: Record<string, string> = {};
  let sure = reading.named.every((one) => one.sure);
  for (const { code, from, to, negated } of reading.named) {
    const holding = answerAfter(lexicon, said, to) ?? holdingOf(said, holdings, from);
    // "I don't have it" does not say whether it can be had.
    if (negated || holding === 'missing') sure = false;
    documents[code] = holding === 'missing' || (negated && holding === 'have') ? 'cannot-get' : holding;
  }
  const hedged = said.tokens.some((_, i) => hasRole(said, i, 'vague', 'others', 'but', 'unsettled'));
  const words = reading.covered + holdings.reduce((total, match) => total + match.words, 0);
  const coverage = words / (words + Math.max(0, reading.left - holdings.length));
  if (coverage < 0.34) return REJECT;
  return {
    is: sure && !hedged && coverage >= (holdings.length > 0 ? 0.5 : 0.7) ? 'value' : 'confirm',
    value: documents,
  };
}

/** "Diploma yes, transcript no". */
function answerAfter(lexicon: Lexicon, said: Said, at: number): string | undefined {
  const token = said.tokens[at];
  if (token === undefined || /[,;.]/.test(token.gap)) return undefined;
  const answer = findPhrases(lexicon.answers, [token]).flatMap((match) => pick(match.values, said.preferred))[0];
  return answer === 'yes' ? 'have' : answer === 'no' ? 'missing' : undefined;
}

/** The word that says how it stands with this paper: the nearest one in the same part of the sentence; alone, a list is what one has. */
function holdingOf(said: Said, holdings: readonly Match<{ language: string; value: string }>[], at: number): string {
  let best: { distance: number; value: string } | undefined;
  for (const match of holdings) {
    const [from, to] = match.from < at ? [match.to, at] : [at, match.from];
    const broken =
      said.tokens.slice(from, to + 1).some((token, i) => i > 0 && /[.;]/.test(token.gap)) ||
      Array.from({ length: to - from }, (_, i) => from + i).some((i) => hasRole(said, i, 'but'));
    if (broken) continue;
    const distance = to - from;
    const value = pick(match.values as never, said.preferred)[0] as unknown as string;
    if (best === undefined || distance < best.distance) best = { distance, value };
  }
  return best?.value ?? 'have';
}

function interpretAllOrNothing(lexicon: Lexicon, said: Said): Heard {
  const book = lexicon.choices.documents;
  if (book === undefined) return REJECT;
  const reading = readChoices(lexicon, said, book);
  const [one, ...others] = reading.named;
  const clear = one !== undefined && others.length === 0 && !one.negated && !reading.hedged && !reading.blocked;
  const code = clear && reading.left === 0 ? one.code : undefined;
  // "I have no passport yet" speaks of a paper that is not in the list.
  if (code === 'nothing' && (reading.beside.length > 0 || reading.unsettled)) return REJECT;
  if (code === 'all') return { is: 'value', value: allDocuments(lexicon, 'have') };
  if (code === 'nothing')
    return { is: 'ambiguous', candidates: [allDocuments(lexicon, 'can-get'), allDocuments(lexicon, 'cannot-get')] };
  return REJECT;
}

function allDocuments({ documentIds }: Lexicon, holding: string): Record<string, string> {
  return Object.fromEntries(documentIds.map((id) => [id, holding]));
}
