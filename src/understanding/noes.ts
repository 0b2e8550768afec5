/**
 * Questions among whose answers is a "no" that costs someone a right or an offer: no papers, not applied, no income.
 * Such a "no" is stored only when nothing beside it could turn it: "no papers *yet*" is someone whose procedure runs.
 */
import type { Heard } from '../bot/ports.ts';
import { countUnexplained, type Named, type Reading, type ReadOptions, readChoices, saysNo } from './choice.ts';
import { isAbroad } from './frames.ts';
import type { Entries, Lexicon } from './lexicon.ts';
import { findPhrases } from './phrases.ts';
import { hasRole, isFiller, type Said } from './said.ts';
import { REJECT, settleMany, settleOne, unique } from './settle.ts';
import { readYesNo } from './yes-no.ts';

const MOST_CANDIDATES = 4;
const NO_PAPERS = 'none';
const OTHER_PAPERS = 'other-legal';
const PROOFS: readonly string[] = ['original', 'copy', 'some-proof'];
/** What people mean who have no papers yet, or no longer. */
const WITHOUT_CARD: readonly string[] = ['asylum-seeker', 'regularisation-pending', 'other-legal', NO_PAPERS];
/** What "not recognised" can be. */
const WITHOUT_RECOGNITION: readonly string[] = ['not-applied', 'applied', 'refused'];
/** A negation this near to "problem" denies it: "no transport problem", "no problems with". */
const NEAR_PROBLEM = 3;

/** The status. "No papers" is said by people whose procedure runs too, so it is never stored unasked. */
export function interpretStatus(lexicon: Lexicon, said: Said): Heard {
  const reading = withoutNoPapers(read(lexicon, said, 'residence-status', { today: true }));
  const settled = settleOne(reading, said, { rights: true });
  // "Refugee in Greece": what somebody is there is not what they are here.
  const heard: Heard = settled.is === 'value' && isAbroad(lexicon, said) ? { ...settled, is: 'confirm' } : settled;
  if ((heard.is !== 'value' && heard.is !== 'confirm') || heard.value !== NO_PAPERS) return heard;
  const others = reading.named.filter((one) => !one.negated && one.code !== NO_PAPERS).map((one) => one.code);
  if (!reading.unsettled && others.length === 0) return { is: 'confirm', value: NO_PAPERS };
  return { is: 'ambiguous', candidates: unique([...others, ...WITHOUT_CARD]).slice(0, MOST_CANDIDATES) };
}

/** "I don't need papers, I am European" is said by people who have a right to stay: that is no "no papers". */
function withoutNoPapers(reading: Reading): Reading {
  const named = reading.named.filter((one) => one.code !== NO_PAPERS);
  const others = named.some((one) => one.code === OTHER_PAPERS && !one.negated);
  return others && named.length < reading.named.length ? { ...reading, named, hedged: true } : reading;
}

/**
 * What is left of the diploma itself. The question can be answered with a yes or a no: a yes does not say what is left,
 * and after a no somebody has to look for another way, so both are asked about.
 */
export function interpretProof(lexicon: Lexicon, said: Said): Heard {
  const reading = read(lexicon, said, 'diploma-proof', { othersCount: true });
  const heard = settleOne(reading, said, { rights: false });
  if (heard.is === 'reject' && reading.named.length === 0)
    return reading.unsettled ? REJECT : readAnyProof(lexicon, said);
  if (heard.is !== 'value' || heard.value !== 'none') return heard;
  if (isBareNo(lexicon, said)) return { is: 'confirm', value: 'none' };
  // "I don't have it with me": it is elsewhere.
  const rest = reading.beside.flatMap((i) => said.tokens[i] ?? []);
  if (findPhrases(lexicon.holdings, rest).length > 0) return REJECT;
  // "I don't have the orignal": what is denied was not understood.
  const denies = reading.named.some((one) => saysNo(said, one));
  const others = reading.named.some((one) => one.code !== 'none');
  return reading.unsettled || (denies && (reading.left > 0 || others)) ? { is: 'confirm', value: heard.value } : heard;
}

/** A yes or a no and nothing else. */
function readAnyProof(lexicon: Lexicon, said: Said): Heard {
  const answer = readYesNo(lexicon, said, undefined);
  if (answer === undefined || countUnexplained(lexicon, said, answer.taken) > 0) return REJECT;
  if (answer.says) return { is: 'ambiguous', candidates: PROOFS };
  const bare = said.tokens.every((_, i) => answer.taken[i] === true || hasRole(said, i, 'plain'));
  return bare ? { is: 'confirm', value: 'none' } : REJECT;
}

/** How far the recognition is. "Not recognised" is said before, during and after a request. */
export function interpretRecognition(lexicon: Lexicon, said: Said): Heard {
  const reading = read(lexicon, said, 'recognition', { othersCount: true, notYet: true });
  const heard = settleOne(reading, said, { rights: false });
  if (heard.is === 'value' || heard.is === 'confirm') {
    const open = heard.value === 'not-applied' && (heard.is === 'confirm' || isTurned(said, reading));
    if (open) return { is: 'ambiguous', candidates: WITHOUT_RECOGNITION };
    // "Not accepted yet" is no refusal.
    return heard.value === 'refused' && reading.unsettled
      ? { is: 'ambiguous', candidates: ['applied', 'refused'] }
      : heard;
  }
  if (heard.is !== 'reject') return heard;
  if (isBareNo(lexicon, said)) return { is: 'value', value: 'not-applied' };
  const answer = readYesNo(lexicon, said, undefined);
  if (answer === undefined) return REJECT;
  // "NARIC said no" is an answer, but which?
  return { is: 'ambiguous', candidates: answer.says ? ['level', 'specific', 'applied'] : WITHOUT_RECOGNITION };
}

export function interpretWork(lexicon: Lexicon, said: Said): Heard {
  const heard = settleOne(read(lexicon, said, 'work-situation', { today: true, notYet: true }), said, {
    rights: false,
  });
  return heard.is === 'reject' ? bareNo(lexicon, said, 'not-working') : heard;
}

export function interpretIncome(lexicon: Lexicon, said: Said): Heard {
  const reading = read(lexicon, said, 'income', { othersCount: true, today: true });
  const heard = settleMany(reading, said, { rights: false });
  if (heard.is === 'reject') return bareNo(lexicon, said, ['none']);
  const settled = withoutNone(heard, 'none');
  if (settled.is === 'reject' || !('value' in settled) || !Array.isArray(settled.value)) return settled;
  // "No tengo ayuda del OCMW": nothing, or not that.
  if (reading.named.some((one) => one.code === 'none' && runsOn(said, reading.named, one)) && settled !== heard)
    return { is: 'ambiguous', candidates: [['none'], settled.value] };
  if (settled.is !== 'value') return settled;
  const only = settled.value.length === 1 && settled.value[0] === 'none';
  return only && reading.beside.length > 0 ? { is: 'confirm', value: settled.value } : settled;
}

/** What makes it hard to work or learn: "no time" names what is missing, "no problem with time" names nothing. */
export function interpretObstacles(lexicon: Lexicon, said: Said): Heard {
  const reading = read(lexicon, said, 'obstacles', { othersCount: true, ahead: true });
  const free = reading.named.filter((one) => isNoProblem(said, reading.named, one));
  const named = reading.named.filter((one) => !free.includes(one)).map((one) => ({ ...one, negated: false }));
  if (free.length > 0 && named.length === 0) return REJECT;
  const heard = settleMany({ ...reading, named, hedged: reading.hedged || free.length > 0 }, said, { rights: false });
  if (heard.is === 'reject') return bareNo(lexicon, said, []);
  const settled = withoutNone(heard, 'none');
  if ((settled.is !== 'value' && settled.is !== 'confirm') || !Array.isArray(settled.value)) return settled;
  if (!settled.value.includes('none')) return settled;
  return { is: reading.beside.some((i) => !isFiller(said, i)) ? 'confirm' : settled.is, value: [] };
}

/** Whether the part of the sentence that names this says that it is no problem. */
function isNoProblem(said: Said, all: readonly Named[], one: Named): boolean {
  const [from, to] = clauseOf(said, one);
  const at = Array.from({ length: to - from }, (_, i) => from + i);
  const noes = at.filter((i) => hasRole(said, i, 'negation', 'negation-after'));
  const problems = at.filter((i) => hasRole(said, i, 'problem'));
  const denied = problems.some((problem) => noes.some((no) => Math.abs(no - problem) <= NEAR_PROBLEM));
  const fine = noes.length === 0 && at.some((i) => hasRole(said, i, 'fine'));
  // No car and no money are missed, no children are not; "nobody who minds the children" says more than "no children".
  const childless =
    one.code === 'childcare' &&
    noes.some((no) => no < one.from || no >= one.to) &&
    at.every((i) => (i >= one.from && i < one.to) || noes.includes(i) || isFiller(said, i));
  // "No problems" by itself is the answer; beside "transport" it is about transport.
  const alone = !all.some((other) => other !== one && other.from >= from && other.to <= to);
  return (denied || fine || childless) && !(one.code === 'none' && alone);
}

/** Whether a "no" goes on, without a comma, into something else that is named. */
function runsOn(said: Said, all: readonly Named[], one: Named): boolean {
  const [from, to] = clauseOf(said, one);
  return saysNo(said, one) && all.some((other) => other.code !== one.code && other.from >= from && other.to <= to);
}

function clauseOf(said: Said, one: Named): [from: number, to: number] {
  const opens = (i: number) => /[,;:!?]|\.\s/.test(said.tokens[i]?.gap ?? '') || hasRole(said, i, 'but');
  let [from, to] = [one.from, one.to];
  while (from > 0 && !opens(from)) from--;
  while (to < said.tokens.length && !opens(to)) to++;
  return [from, to];
}

/** Something beside the "no" that is more than a small word: a date, another answer, "soon". */
function isTurned(said: Said, reading: Reading): boolean {
  return reading.beside.some(
    (i) => hasRole(said, i, 'unsettled') || (!isFiller(said, i) && !hasRole(said, i, 'yet', 'problem')),
  );
}

/** A "no" to everything that was offered; "not really" is asked back. */
function bareNo(lexicon: Lexicon, said: Said, value: unknown): Heard {
  const answer = readYesNo(lexicon, said, undefined);
  if (answer === undefined || answer.says || countUnexplained(lexicon, said, answer.taken) > 0) return REJECT;
  return { is: isBareNo(lexicon, said) ? 'value' : 'confirm', value };
}

/** "No", with at most a word around it that changes nothing. */
function isBareNo(lexicon: Lexicon, said: Said): boolean {
  const answer = readYesNo(lexicon, said, undefined);
  if (answer === undefined || answer.says || !answer.sure) return false;
  return said.tokens.every((_, i) => answer.taken[i] === true || hasRole(said, i, 'plain'));
}

/** "None" beside something else is no answer of its own. */
function withoutNone(heard: Heard, none: string): Heard {
  if ((heard.is !== 'value' && heard.is !== 'confirm') || !Array.isArray(heard.value) || heard.value.length < 2)
    return heard;
  return { is: heard.is, value: heard.value.filter((code) => code !== none) };
}

function read(lexicon: Lexicon, said: Said, question: string, options: ReadOptions): Reading {
  const book: Entries<string> | undefined = lexicon.choices[question];
  if (book === undefined) throw new Error(`No book for the question "${question}"`);
  return readChoices(lexicon, said, book, options);
}
