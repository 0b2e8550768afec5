/** Yes or no, with what people say around it. */
import type { Heard } from '../bot/ports.ts';
import { countUnexplained, deniesLoosely, saysNo } from './choice.ts';
import type { Entries, Lexicon } from './lexicon.ts';
import type { Token } from './normalise.ts';
import { findPhrases } from './phrases.ts';
import { deniesSomething, hasRole, isFiller, isForeignReading, isUnsettled, pick, type Said } from './said.ts';
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

/** What kind of question it is. */
export interface About {
  /** It proposes nothing: "no problem" and "why not" agree to nothing. */
  readonly open?: boolean;
  /** It asks how it is: also open, and "no, two years in Germany" is no plain no. */
  readonly fact?: boolean;
  /** The answer is how it stands today: "I was" is asked back. */
  readonly today?: boolean;
  /** A yes gives something away: it must be said as such, with nothing beside it that could be meant otherwise. */
  readonly consent?: boolean;
  /** "Not yet" may become a yes: it is asked back. */
  readonly later?: boolean;
}

/** Words after "yes" that are let pass without being understood: "yes, my neighbour told me to". */
const MOST_LEFT_AFTER_ANSWER = 6;

/**
 * Which way the text goes; undefined when it goes neither or both ways.
 * @param own what says yes or no to this question in particular
 */
export function readYesNo(
  lexicon: Lexicon,
  said: Said,
  own: Entries<string> | undefined,
  about: About = {},
): YesNo | undefined {
  const taken = new Array<boolean>(said.tokens.length).fill(false);
  const skippable = (token: Token) => isFiller(said, said.tokens.indexOf(token));
  const votes: Vote[] = [];
  const skipped = new Set<number>();
  for (const match of own === undefined ? [] : findPhrases(own, said.tokens, skippable)) {
    if (isForeignReading(said, match)) continue;
    const code = pick(match.values, said.preferred)[0] ?? '';
    taken.fill(true, match.from, match.to);
    for (const at of match.skipped) skipped.add(at);
    votes.push({
      ...match,
      says: /yes|send$|right/.test(code) && !code.includes('dont'),
      sure: !code.startsWith('?') && !deniesLoosely(said, match),
      own: true,
    });
  }
  for (const match of findPhrases(lexicon.answers, said.tokens)) {
    if (isForeignReading(said, match) || taken.slice(match.from, match.to).includes(true)) continue;
    const says = pick(match.values, said.preferred)[0];
    taken.fill(true, match.from, match.to);
    if (says === 'yes' && (about.open === true || about.fact === true) && saysNo(said, match)) return undefined;
    if (says === 'yes' || says === 'no') votes.push({ ...match, says: says === 'yes', sure: true, own: false });
    else return undefined;
  }
  votes.sort((a, b) => a.from - b.from);
  const first = votes[0];
  if (first === undefined || said.asksBack) return undefined;
  if (first.from > 0 && said.tokens.slice(0, 2).some((_, i) => !taken[i] && hasRole(said, i, 'question')))
    return undefined;
  const opening = /[,;.!]/.test(said.tokens[1]?.gap ?? '') ? 0 : -1; // "No, always here"
  const loose = said.tokens.filter(
    (_, i) => !taken[i] && i !== opening && hasRole(said, i, 'negation', 'negation-after'),
  ).length;
  // "I have not been away": a phrase for yes, turned around.
  if (votes.length === 1 && first.own && first.says && loose > 0) return { says: false, sure: false, taken };
  if (votes.some((vote) => vote.says !== first.says)) return undefined;
  // "Not always here": a phrase for no, turned around. Beside a phrase that says no itself ("никогда не уезжал") it may stress it.
  if (about.fact === true && loose > 0 && votes.every((vote) => vote.own && !saysNo(said, vote))) return undefined;
  if (about.consent === true && first.says && !consents(said, votes, taken)) return undefined;
  const hedged =
    (about.later === true && said.tokens.some((_, i) => hasRole(said, i, 'yet'))) ||
    (loose > 0 && !first.says && !first.own && saysOtherThings(said, taken)) ||
    (votes.length === 1 && !first.says && isTurnedBy(said, taken, first)) ||
    (about.fact === true && votes.some((vote, i) => isTurnedAround(said, vote, votes[i + 1]))) ||
    (loose > 0 && (first.says || (first.own && about.fact === true))) ||
    isUnsettled(said, (at) => votes.some((vote) => vote.own && at >= vote.from && at < vote.to), 'never') ||
    (about.consent === true && first.says && votes.every((vote) => vote.own) && !standsAlone(said, taken)) ||
    (about.today === true && said.tokens.some((_, i) => (!taken[i] || skipped.has(i)) && hasRole(said, i, 'past'))) ||
    (about.fact === true && !first.says && !first.own && tellsMore(lexicon, said, taken)) ||
    said.tokens.some((_, i) => !taken[i] && hasRole(said, i, 'vague', 'but', 'question'));
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
  // "At VDAB I take a course" is no "registered".
  if (about.fact === true && left > 0) return { says: first.says, sure: false, taken };
  return { says: first.says, sure: !hedged && coverage >= 0.6 && votes.every((vote) => vote.sure && vote.own), taken };
}

/** "Go" and "good" agree; "my children go to school" and "not good" do not. */
function consents(said: Said, votes: readonly Vote[], taken: readonly boolean[]): boolean {
  if (said.tokens.some((_, i) => !taken[i] && hasRole(said, i, 'negation', 'negation-after'))) return false;
  return (
    votes.some((vote) => !vote.own) ||
    said.tokens.every((_, i) => taken[i] === true || !hasRole(said, i, 'others', 'question'))
  );
}

/** "Start", "proceed please"; but "start a job" may be about something else. */
function standsAlone(said: Said, taken: readonly boolean[]): boolean {
  return said.tokens.every((_, i) => taken[i] === true || hasRole(said, i, 'plain'));
}

/** "No siempre aquí": the no may belong to the phrase that follows without a comma. */
function isTurnedAround(said: Said, vote: Vote, next: Vote | undefined): boolean {
  if (vote.own || vote.says || next?.own !== true || saysNo(said, next)) return false;
  return next.from === vote.to && saysNo(said, vote) && !/[,;.!:]/.test(said.tokens[next.from]?.gap ?? '');
}

/** "Je ne refuse pas", "no me opongo": the no is turned around, or goes on into a verb that is not understood. */
function isTurnedBy(said: Said, taken: readonly boolean[], no: Vote): boolean {
  const after = said.tokens.slice(no.to, no.to + 2).map((_, i) => no.to + i);
  const parted = after.some((i) => /[,;.!:]/.test(said.tokens[i]?.gap ?? ''));
  if (saysNo(said, no)) return !no.own && !parted && after.some((i) => !taken[i] && said.roles[i]?.size === 0);
  return !parted && after.some((i) => !taken[i] && hasRole(said, i, 'negation', 'negation-after'));
}

/** "No, not below my level": a second no, about something that no phrase has. */
function saysOtherThings(said: Said, taken: readonly boolean[]): boolean {
  return said.tokens.some((_, i) => !taken[i] && said.roles[i]?.size === 0);
}

/** "No, only two years in Germany": a country or a time that the bare no does not fit. */
function tellsMore(lexicon: Lexicon, said: Said, taken: readonly boolean[]): boolean {
  const rest = said.tokens.filter((_, i) => !taken[i] && !isFiller(said, i));
  return findPhrases(lexicon.countries, rest).length > 0 || findPhrases(lexicon.time, rest).length > 0;
}

/** For questions that store a boolean. */
export function interpretYesNo(lexicon: Lexicon, said: Said, own: Entries<string> | undefined, about: About): Heard {
  const answer = readYesNo(lexicon, said, own, about);
  if (answer === undefined) return REJECT;
  return { is: answer.sure ? 'value' : 'confirm', value: answer.says };
}
