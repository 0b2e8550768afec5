/** Yes or no, with what people say around it. */
import type { Heard } from '../bot/ports.ts';
import { countUnexplained } from './choice.ts';
import type { Entries, Lexicon } from './lexicon.ts';
import type { Token } from './normalise.ts';
import { findPhrases } from './phrases.ts';
import { deniesSomething, hasRole, isFiller, isForeignReading, pick, type Said } from './said.ts';
import { REJECT } from './settle.ts';

interface Vote {
  readonly from: number;
  readonly to: number;
  readonly says: boolean;
  readonly sure: boolean;
  /** A phrase of the question itself ("never left") rather than a bare yes or no. */
  readonly own: boolean;
}

export interface YesNo {
  readonly says: boolean;
  readonly sure: boolean;
  /** The words that said so. */
  readonly taken: readonly boolean[];
}

/** Words after "yes" that are let pass without being understood: "yes, my neighbour told me to". */
const MOST_LEFT_AFTER_ANSWER = 6;

/**
 * Which way the text goes; undefined when it goes neither or both ways.
 * @param own what says yes or no to this question in particular
 */
export function readYesNo(lexicon: Lexicon, said: Said, own: Entries<string> | undefined): YesNo | undefined {
  const taken = new Array<boolean>(said.tokens.length).fill(false);
  const skippable = (token: Token) => isFiller(said, said.tokens.indexOf(token));
  const votes: Vote[] = [];
  for (const match of own === undefined ? [] : findPhrases(own, said.tokens, skippable)) {
    if (isForeignReading(said, match)) continue;
    const code = pick(match.values, said.preferred)[0] ?? '';
    taken.fill(true, match.from, match.to);
    votes.push({
      ...match,
      says: /yes|send$|right/.test(code) && !code.includes('dont'),
      sure: !code.startsWith('?'),
      own: true,
    });
  }
  for (const match of findPhrases(lexicon.answers, said.tokens)) {
    if (isForeignReading(said, match) || taken.slice(match.from, match.to).includes(true)) continue;
    const says = pick(match.values, said.preferred)[0];
    taken.fill(true, match.from, match.to);
    if (says === 'yes' || says === 'no') votes.push({ ...match, says: says === 'yes', sure: true, own: false });
    else return undefined;
  }
  votes.sort((a, b) => a.from - b.from);
  const first = votes[0];
  if (first === undefined || said.asksBack) return undefined;
  if (first.from > 0 && said.tokens.slice(0, 2).some((_, i) => !taken[i] && hasRole(said, i, 'question')))
    return undefined;
  const loose = said.tokens.filter((_, i) => !taken[i] && hasRole(said, i, 'negation', 'negation-after')).length;
  // "I have not been away": a phrase for yes, turned around.
  if (votes.length === 1 && first.own && first.says && loose > 0) return { says: false, sure: false, taken };
  if (votes.some((vote) => vote.says !== first.says)) return undefined;
  const hedged =
    (loose > 0 && first.says) || said.tokens.some((_, i) => !taken[i] && hasRole(said, i, 'vague', 'but', 'question'));
  const left = countUnexplained(lexicon, said, taken);
  const covered = taken.filter(Boolean).length;
  const opens = said.tokens.slice(0, first.from).every((_, i) => isFiller(said, i));
  // "No car" says no to a car; "no, I have a car" and "no I never did" answer.
  const runsOn = !first.own && !first.says && deniesSomething(said, taken, first.from, first.to);
  if (votes.some((vote) => !vote.own) && opens) {
    return {
      says: first.says,
      sure: !hedged && !runsOn && left <= MOST_LEFT_AFTER_ANSWER && votes.every((vote) => vote.sure),
      taken,
    };
  }
  const coverage = covered / (covered + left);
  if (coverage < 0.34) return undefined;
  return { says: first.says, sure: !hedged && coverage >= 0.6 && votes.every((vote) => vote.sure && vote.own), taken };
}

/** For questions that store a boolean. */
export function interpretYesNo(lexicon: Lexicon, said: Said, own: Entries<string> | undefined): Heard {
  const answer = readYesNo(lexicon, said, own);
  if (answer === undefined) return REJECT;
  return { is: answer.sure ? 'value' : 'confirm', value: answer.says };
}
