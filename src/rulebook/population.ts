/** People made of probes, always the same ones: what the rules say of them shows what the rules can say. */
import { assess } from '../domain/assess.ts';
import type { Assessment, CriterionVerdict, Destination, Need } from '../domain/assessment.ts';
import { type DocumentHolding, type Facts, type IsoDate, isTold } from '../domain/facts.ts';
import type { QuestionId } from '../domain/questions.ts';
import type { Rules } from '../domain/rules.ts';
import type { FlowQuestion } from './ports.ts';
import { type Probe, probesFor } from './probes.ts';

/** Lets others work in between: looking at the rules takes thousands of assessments, and the server has guests. */
export const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export type Probes = ReadonlyMap<QuestionId, readonly Probe[]>;

export function probeAll(questions: readonly FlowQuestion[], rules: Rules, today: IsoDate): Probes {
  return new Map(questions.map((question) => [question.id, probesFor(question, rules, today)]));
}

/** Numbers that look thrown, the same at every start: no clock and no chance in what is printed. */
export function diceFrom(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** Who fits as plainly as can be: of every question the answer with which most criteria are met. */
export function plainestPerson(probes: Probes, rules: Rules, today: IsoDate): ReadonlyMap<QuestionId, Probe> {
  const chosen = new Map<QuestionId, Probe>();
  const score = (probe: Probe) => {
    const facts = mergeFacts([...chosen.values(), probe]);
    const { criteria, deskAccess } = assess(facts, rules, today);
    return (deskAccess === 'not-admitted' ? -100 : 0) + criteria.filter(isMet).length;
  };
  for (const [question, answers] of probes) {
    let best: Probe | undefined;
    for (const answer of answers) if (best === undefined || score(answer) > score(best)) best = answer;
    if (best !== undefined) chosen.set(question, best);
  }
  return chosen;
}

const isMet = ({ outcome }: CriterionVerdict): boolean => outcome === 'met';

export function mergeFacts(probes: Iterable<Probe>): Facts {
  const all = [...probes].map(({ facts }) => facts);
  // Every question that dialogs/ adds has its own place in the same fact.
  const extra: { readonly [question: string]: string } = Object.assign(
    {},
    ...all.map((facts) => (isTold(facts.extra) ? facts.extra : {})),
  );
  const merged: Facts = Object.assign({}, ...all);
  return merged.extra === undefined ? merged : { ...merged, extra };
}

/** A person of thrown answers; most answers are the plain ones, or hardly any desk would stay open. */
export function throwPerson(
  probes: Probes,
  plain: ReadonlyMap<QuestionId, Probe>,
  dice: (sides: number) => number,
): Map<QuestionId, Probe> {
  const person = new Map<QuestionId, Probe>();
  for (const [question, answers] of probes) {
    const answer = dice(3) === 0 ? plain.get(question) : answers[dice(answers.length)];
    if (answer !== undefined) person.set(question, answer);
  }
  return person;
}

type Status = DocumentHolding | 'unknown';

/** What was seen to happen. */
export interface Observed {
  readonly documents: ReadonlyMap<string, ObservedDocument>;
  readonly routes: ReadonlyMap<string, { readonly to: Destination; readonly steps: ReadonlySet<string> }>;
}
interface ObservedDocument {
  readonly reasons: ReadonlyMap<string, ReadonlySet<Need>>;
  readonly waysRound: ReadonlyMap<string, ReadonlySet<Status>>;
}

const PEOPLE = 6000;

/** Has a fixed crowd assessed, and notes which reasons, ways round, destinations and steps came with what. */
export async function observe(probes: Probes, rules: Rules, today: IsoDate): Promise<Observed> {
  const documents = new Map<string, { reasons: Map<string, Set<Need>>; waysRound: Map<string, Set<Status>> }>();
  const routes = new Map<string, { to: Destination; steps: Set<string> }>();
  const note = ({ route, documents: asked, nextSteps }: Assessment) => {
    const seen = routes.get(route.reason) ?? { to: route.to, steps: new Set<string>() };
    for (const { id } of nextSteps) seen.steps.add(id);
    routes.set(route.reason, seen);
    for (const { id, need, reason, status, wayRound } of asked) {
      const one = documents.get(id) ?? { reasons: new Map(), waysRound: new Map() };
      documents.set(id, one);
      one.reasons.set(reason, (one.reasons.get(reason) ?? new Set<Need>()).add(need));
      if (wayRound !== null)
        one.waysRound.set(wayRound, (one.waysRound.get(wayRound) ?? new Set<Status>()).add(status));
    }
  };
  const dice = diceFrom(7);
  const plain = plainestPerson(probes, rules, today);
  for (let person = 0; person < PEOPLE; person += 1) {
    if (person % 250 === 0) await pause();
    note(assess(mergeFacts(throwPerson(probes, plain, dice).values()), rules, today));
  }
  // Before the first row of every region: what the rules say when they say nothing.
  note(assess({ ...mergeFacts(plain.values()), registeredOn: '1990-01-01' }, rules, today));
  return { documents, routes };
}
