/**
 * When a question is asked, found by asking the domain about probes instead of by copying its rules:
 * which answers close the desk, and which earlier answers make a question pointless.
 */
import { assess } from '../domain/assess.ts';
import type { Facts, IsoDate } from '../domain/facts.ts';
import { type QuestionId, withoutAnswer } from '../domain/questions.ts';
import { matters } from '../domain/relevance.ts';
import type { Rules } from '../domain/rules.ts';
import { diceFrom, mergeFacts, type Probes, pause, plainestPerson, throwPerson } from './population.ts';
import type { FlowQuestion } from './ports.ts';
import type { Probe } from './probes.ts';

/** `is`: this very answer. `has`: among the choices. `only`: these choices and no other. */
export interface Literal {
  readonly question: QuestionId;
  readonly kind: 'is' | 'has' | 'only';
  readonly code: string;
  readonly label: Probe['label'];
}
/** All of its parts hold; of one part, any literal. */
export type Condition = readonly (readonly Literal[])[];

/** An answer after which nothing more is asked; in `places`, or everywhere. */
export interface Closing {
  readonly answer: Probe;
  readonly places: readonly Probe[] | 'everywhere';
  /** Answers to other questions that keep the desk open all the same. */
  readonly unless: readonly Probe[];
}

export interface WhenAsked {
  readonly closings: readonly Closing[];
  /** Of each question: passed over where one of these holds. Empty: asked of everyone whose desk is not closed. */
  readonly skips: ReadonlyMap<QuestionId, readonly Condition[]>;
}

type Person = ReadonlyMap<QuestionId, Probe>;

/** Costs some ten thousand assessments: ask once, keep the answer. */
export async function findWhenAsked(
  probes: Probes,
  rules: Rules,
  today: IsoDate,
  questions: readonly FlowQuestion[],
): Promise<WhenAsked> {
  const meantFor = new Map(questions.map(({ id, when }) => [id, when]));
  const plain = plainestPerson(probes, rules, today);
  const ask: Ask = (question, person) => {
    const facts = mergeFacts(person.values());
    if (matters(question, facts, rules, today, meantFor.get(question))) return true;
    return isClosed(question, facts, rules, today) ? undefined : false;
  };
  const skips = new Map<QuestionId, readonly Condition[]>();
  for (const question of probes.keys()) {
    skips.set(question, await findSkips(question, probes, plain, ask));
  }
  return { closings: findClosings(probes, plain, rules, today), skips };
}

/** Whether the question is worth asking this person; undefined: the desk is closed, nothing is asked. */
type Ask = (question: QuestionId, person: Person) => boolean | undefined;

export function isClosed(question: QuestionId, facts: Facts, rules: Rules, today: IsoDate): boolean {
  return assess(withoutAnswer(facts, question), rules, today).deskAccess === 'not-admitted';
}

function findClosings(probes: Probes, plain: Person, rules: Rules, today: IsoDate): readonly Closing[] {
  const closes = (...answers: readonly Probe[]) => {
    const person = new Map(plain);
    for (const answer of answers) person.set(answer.question, answer);
    return assess(mergeFacts(person.values()), rules, today).deskAccess === 'not-admitted';
  };
  const places = (probes.get('location') ?? []).filter((place) => !closes(place));
  const found: Closing[] = [];
  for (const answer of [...probes.values()].flat()) {
    const where = answer.question === 'location' ? [] : places.filter((place) => closes(answer, place));
    if (answer.question === 'location' ? !closes(answer) : where.length === 0) continue;
    const there = where.slice(0, 1);
    const unless = [...probes]
      .filter(([other]) => other !== answer.question && other !== 'location')
      .flatMap(([, others]) => others.filter((other) => !closes(answer, ...there, other)));
    const everywhere = where.length === 0 || where.length === places.length;
    found.push({ answer, places: everywhere ? 'everywhere' : where, unless });
  }
  return found;
}

/** People thrown to find some who are not asked a question, and how many of those are looked at closely. */
const SCOUTS = 400;
const CLOSELY = 16;

async function findSkips(question: QuestionId, probes: Probes, plain: Person, ask: Ask): Promise<readonly Condition[]> {
  // What is asked later is not known yet when this question comes up.
  const earlier = new Map([...probes].slice(0, [...probes.keys()].indexOf(question)));
  const known = new Map([...plain].filter(([id]) => earlier.has(id)));
  const dice = diceFrom(3);
  const notAsked: Person[] = [];
  for (let scout = 0; scout < SCOUTS && notAsked.length < CLOSELY; scout += 1) {
    if (scout % 50 === 0) await pause();
    const person = scout === 0 ? known : throwPerson(earlier, plain, dice);
    if (ask(question, person) === false) notAsked.push(person);
  }
  const switches = await findSwitches(question, earlier, notAsked, ask);
  return cover(everyCase(question, earlier, known, switches, ask), earlier, switches);
}

/** The earlier questions of which another answer alone brings the question back, for at least one of these people. */
async function findSwitches(
  question: QuestionId,
  earlier: Probes,
  notAsked: readonly Person[],
  ask: Ask,
): Promise<readonly QuestionId[]> {
  const found: QuestionId[] = [];
  for (const [other, answers] of earlier) {
    await pause();
    const bringsBack = (person: Person) =>
      answers.some((answer) => ask(question, new Map(person).set(other, answer)) === true);
    if (notAsked.some(bringsBack)) found.push(other);
  }
  return found;
}

interface TriedCase {
  readonly person: Person;
  readonly asked: boolean;
}

/** Every combination of answers to the switching questions, for the plainest person; those with a closed desk left out. */
function everyCase(
  question: QuestionId,
  earlier: Probes,
  plain: Person,
  switches: readonly QuestionId[],
  ask: Ask,
): readonly TriedCase[] {
  let people: readonly Person[] = [plain];
  for (const other of switches)
    people = people.flatMap((person) => (earlier.get(other) ?? []).map((answer) => new Map(person).set(other, answer)));
  return people.flatMap((person) => {
    const asked = ask(question, person);
    return asked === undefined ? [] : [{ person, asked }];
  });
}

export function holds({ question, kind, code }: Literal, person: Person): boolean {
  const answer = person.get(question);
  if (answer === undefined) return false;
  if (kind === 'has') return answer.chosen?.includes(code) === true;
  return answer.code === code;
}

/** The simplest conditions that together say of every case whether the question is passed over. */
function cover(cases: readonly TriedCase[], earlier: Probes, switches: readonly QuestionId[]): readonly Condition[] {
  const literals = switches.map((question) => literalsOf(earlier.get(question) ?? []));
  let left = cases.filter(({ asked }) => !asked);
  const found: Literal[][] = [];
  for (let size = 1; size <= 3 && left.length > 0; size += 1) {
    for (const candidate of combine(literals, size)) {
      const fits = ({ person }: TriedCase) => candidate.every((literal) => holds(literal, person));
      if (!left.some(fits) || cases.some((one) => one.asked && fits(one))) continue;
      found.push(candidate);
      left = left.filter((one) => !fits(one));
    }
  }
  return merge(found);
}

/** Broad ones first. */
function literalsOf(answers: readonly Probe[]): readonly Literal[] {
  const has = answers
    .filter(({ chosen }) => chosen?.length === 1)
    .map(({ question, code, label }): Literal => ({ question, kind: 'has', code, label }));
  return [
    ...has,
    ...answers.map(
      ({ question, code, label, chosen }): Literal => ({
        question,
        kind: chosen === undefined ? 'is' : 'only',
        code,
        label,
      }),
    ),
  ];
}

/** Every choice of one literal from each of `size` different questions. */
function combine(groups: readonly (readonly Literal[])[], size: number): Literal[][] {
  if (size === 0) return [[]];
  return groups.flatMap((group, at) => {
    const rest = combine(groups.slice(at + 1), size - 1);
    return group.flatMap((literal) => rest.map((others) => [literal, ...others]));
  });
}

/** "A and x" with "A and y" is "A and x or y". */
function merge(conditions: readonly (readonly Literal[])[]): readonly Condition[] {
  let merged: Condition[] = conditions.map((condition) => condition.map((literal) => [literal]));
  for (let again = true; again; ) {
    again = false;
    for (const [at, one] of merged.entries()) {
      const other = merged.findIndex((two, place) => place > at && differsInOne(one, two) !== undefined);
      if (other < 0) continue;
      const two = merged[other] ?? [];
      const differing = differsInOne(one, two);
      const union = one.map((part, place) => (place === differing ? [...part, ...(two[place] ?? [])] : part));
      merged = merged
        .map((condition, place) => (place === at ? union : condition))
        .filter((_, place) => place !== other);
      again = true;
      break;
    }
  }
  return merged;
}

/** The place of the one part in which two conditions on the same questions differ. */
function differsInOne(one: Condition, two: Condition): number | undefined {
  const sign = (part: readonly Literal[] | undefined) => part?.map(({ kind, code }) => `${kind} ${code}`).join('|');
  const asked = (condition: Condition) => condition.map((part) => part[0]?.question).join('|');
  if (asked(one) !== asked(two)) return undefined;
  const places = one.flatMap((part, place) => (sign(part) === sign(two[place]) ? [] : [place]));
  return places.length === 1 ? places[0] : undefined;
}
