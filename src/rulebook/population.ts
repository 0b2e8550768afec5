/** People made of probes, always the same ones: what the rules say of them shows what the rules can say. */
import { assess } from '../domain/assess.ts';
import type { Assessment, CriterionVerdict, Destination, Need, TraceLine } from '../domain/assessment.ts';
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
  /** The rows behind each verdict, the one that decides first; by `groundsKey`. */
  readonly grounds: ReadonlyMap<string, readonly SeenGround[]>;
}
interface ObservedDocument {
  readonly reasons: ReadonlyMap<string, ReadonlySet<Need>>;
  readonly waysRound: ReadonlyMap<string, ReadonlySet<Status>>;
}
export interface SeenGround {
  /** File and id, such as `criteria.E3`. */
  readonly rule: string;
  readonly validFrom: IsoDate;
}

/** @param id the flag, the reason of a perspective or route, or a document with its reason */
export const groundsKey = (of: TraceLine['of'], ...id: readonly string[]): string => [of, ...id].join(' ');

/** One of the crowd. */
export interface Met {
  readonly person: ReadonlyMap<QuestionId, Probe>;
  readonly facts: Facts;
  readonly assessment: Assessment;
}

const PEOPLE = 6000;

/**
 * Has a fixed crowd assessed, and notes which reasons, ways round, destinations, steps and rows came with what.
 * @param also is shown everyone of the crowd too
 */
export async function observe(
  probes: Probes,
  rules: Rules,
  today: IsoDate,
  also: (met: Met) => void = () => {},
): Promise<Observed> {
  const documents = new Map<string, { reasons: Map<string, Set<Need>>; waysRound: Map<string, Set<Status>> }>();
  const routes = new Map<string, { to: Destination; steps: Set<string> }>();
  const grounds = new Map<string, Map<string, SeenGround & { readonly place: number }>>();
  const note = (assessment: Assessment) => {
    const { route, documents: asked, nextSteps, trace = [] } = assessment;
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
    for (const line of trace) {
      const document = line.of === 'document' ? asked.find(({ id }) => id === line.id) : undefined;
      const key = groundsKey(line.of, line.id, ...(document === undefined ? [] : [document.reason]));
      const behind = grounds.get(key) ?? new Map<string, SeenGround & { readonly place: number }>();
      grounds.set(key, behind);
      for (const [index, { rule, validFrom }] of line.grounds.entries()) {
        const row = `${rule} ${validFrom}`;
        behind.set(row, { rule, validFrom, place: Math.min(index, behind.get(row)?.place ?? index) });
      }
    }
  };
  const dice = diceFrom(7);
  const plain = plainestPerson(probes, rules, today);
  for (let at = 0; at < PEOPLE; at += 1) {
    if (at % 250 === 0) await pause();
    const person = throwPerson(probes, plain, dice);
    const facts = mergeFacts(person.values());
    const assessment = assess(facts, rules, today);
    note(assessment);
    also({ person, facts, assessment });
  }
  // Who has told nothing yet.
  note(assess({}, rules, today));
  // Before the first row of every region: what the rules say when they say nothing.
  note(assess({ ...mergeFacts(plain.values()), registeredOn: '1990-01-01' }, rules, today));
  const inOrder = [...grounds].map(
    ([key, behind]) =>
      [key, [...behind.values()].sort((a, b) => a.place - b.place || (a.rule < b.rule ? -1 : 1))] as const,
  );
  return { documents, routes, grounds: new Map(inOrder) };
}
