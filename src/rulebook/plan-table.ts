/**
 * On what each step of the plan hangs, found by looking at whom it was proposed to instead of by copying its rule:
 * what all of them have in common, and nobody else with room left in the plan.
 */
import { type Assessment, DESTINATIONS } from '../domain/assessment.ts';
import { openCase } from '../domain/case.ts';
import { FLAGS, SUMMARY_STEPS } from '../domain/codes.ts';
import { documentIds } from '../domain/documents.ts';
import type { Facts, IsoDate } from '../domain/facts.ts';
import { summarise } from '../domain/handover.ts';
import { findOpenQuestions } from '../domain/open-questions.ts';
import type { QuestionId } from '../domain/questions.ts';
import type { Rules } from '../domain/rules.ts';
import { suggestSteps } from '../domain/suggested-steps.ts';
import { type Met, type Probes, pause } from './population.ts';
import type { Probe } from './probes.ts';
import { noteSay, type SeenSay } from './slots.ts';

export const TERMS = ['short', 'long'] as const;
type Term = (typeof TERMS)[number];

/** Something that a person either is, has or answered, of which each has one value. */
type Trait =
  | { readonly kind: 'flag'; readonly id: string }
  | { readonly kind: 'perspective' }
  | { readonly kind: 'answer'; readonly id: QuestionId }
  /** Whether one choice is among those of an answer. */
  | { readonly kind: 'has'; readonly probe: Probe }
  | { readonly kind: 'asked' | 'reason' | 'need' | 'status'; readonly id: string }
  /** Whether a question is open. */
  | { readonly kind: 'open' };

/** The trait is one of these; or, where that says it shorter, none of these. */
export interface Clue {
  readonly trait: Trait;
  readonly is: boolean;
  readonly values: readonly string[];
}

export interface StepRow {
  readonly id: string;
  /** undefined: was never proposed. */
  readonly say: SeenSay | undefined;
  /** All of them hold of everyone to whom it was proposed. */
  readonly clues: readonly Clue[];
  /** Everyone of whom they hold was proposed it, where there was room. */
  readonly always: boolean;
  /** Falls away where more steps follow than there is room for. */
  readonly yields: boolean;
}

export interface PlanTable {
  /** In the order in which they are proposed. */
  readonly steps: { readonly [term in Term]: readonly StepRow[] };
  /** The longest plan that was seen. */
  readonly most: { readonly [term in Term]: number };
  /** The note for the welfare centre; undefined where none was made. */
  readonly note: SeenSay | undefined;
  /** To read a clue about an answer. */
  readonly probes: Probes;
}

interface Watched {
  readonly trait: Trait;
  readonly tell: (met: Met, isOpen: boolean) => string;
  readonly values: string[];
  /** Of each person, which of the values. */
  readonly column: number[];
}

/** Where so few of those with a step were to be expected with other values, that there are none says nothing. */
const EXPECTED = 5;

/** Looks over the crowd's shoulder: `meet` each of them, then `tabulate`. Who is sent to other services has no plan. */
export function watchPlan(probes: Probes, rules: Rules, today: IsoDate) {
  const traits = traitsOf(probes, rules);
  const plans: { readonly [term in Term]: string[][] } = { short: [], long: [] };
  const says = new Map<string, SeenSay>();
  const noted = new Map<string, { readonly facts: Facts; readonly assessment: Assessment }>();

  const meet = (met: Met): void => {
    const { facts, assessment } = met;
    if (assessment.route.to === 'other-services') return;
    const open = findOpenQuestions(facts, assessment).length;
    const steps = suggestSteps(openCase(facts, rules, today), assessment, open);
    for (const { id, say } of steps) says.set(id, noteSay(says.get(id), say));
    for (const term of TERMS) plans[term].push(steps.filter((step) => step.term === term).map(({ id }) => id));
    for (const { values, column, tell } of traits) {
      const value = tell(met, open > 0);
      const known = values.indexOf(value);
      column.push(known < 0 ? values.push(value) - 1 : known);
    }
    if (assessment.flags.includes('living-wage')) noted.set(assessment.route.to, { facts, assessment });
  };

  const tabulateTerm = async (term: Term, most: number): Promise<readonly StepRow[]> => {
    const rows: StepRow[] = [];
    for (const id of inOrder(SUMMARY_STEPS[term], plans[term])) {
      await pause();
      rows.push({ id, say: says.get(id), ...explain(id, plans[term], most, traits) });
    }
    return rows;
  };

  const tabulate = async (): Promise<PlanTable> => {
    const longest = (term: Term) => plans[term].reduce((most, plan) => Math.max(most, plan.length), 0);
    const most = { short: longest('short'), long: longest('long') };
    return {
      steps: { short: await tabulateTerm('short', most.short), long: await tabulateTerm('long', most.long) },
      most,
      note: noteFor(
        DESTINATIONS.flatMap((to) => noted.get(to) ?? []),
        rules,
        today,
      ),
      probes,
    };
  };
  return { meet, tabulate };
}

/** What is nearest to the words of a plan first: of two clues that say the same, the first is told. */
function traitsOf(probes: Probes, rules: Rules): readonly Watched[] {
  const yesNo = (is: boolean | undefined) => (is === true ? 'yes' : 'no');
  const watch = (trait: Trait, tell: Watched['tell']): Watched => ({ trait, tell, values: [], column: [] });
  const find = ({ assessment }: Met, id: string) => assessment.documents.find((document) => document.id === id);
  const papers = documentIds(rules);
  const answered = [...probes].flatMap(([id, answers]) => {
    if (answers.length === 0) return [];
    const single = answers.filter(({ chosen }) => chosen?.length === 1);
    if (single.length === 0) return [watch({ kind: 'answer', id }, ({ person }) => person.get(id)?.code ?? '')];
    return single.map((probe) =>
      watch({ kind: 'has', probe }, ({ person }) => yesNo(person.get(id)?.chosen?.includes(probe.code))),
    );
  });
  return [
    ...FLAGS.map((id) => watch({ kind: 'flag', id }, ({ assessment }) => yesNo(assessment.flags.includes(id)))),
    watch({ kind: 'perspective' }, ({ assessment }) => assessment.perspective.outcome),
    ...answered,
    ...papers.map((id) => watch({ kind: 'asked', id }, (met) => yesNo(find(met, id) !== undefined))),
    ...(['reason', 'need', 'status'] as const).flatMap((kind) =>
      papers.map((id) => watch({ kind, id }, (met) => find(met, id)?.[kind] ?? '')),
    ),
    watch({ kind: 'open' }, (_, isOpen) => yesNo(isOpen)),
  ];
}

/** The steps as they follow on each other; those never seen together, as they stand in the codes. */
function inOrder(codes: readonly string[], plans: readonly (readonly string[])[]): readonly string[] {
  const pairs = new Set(
    plans.flatMap((plan) => plan.flatMap((one, at) => plan.slice(at + 1).map((next) => `${one} ${next}`))),
  );
  const order: string[] = [];
  let left = codes;
  while (left.length > 0) {
    const first = left.find((one) => !left.some((other) => pairs.has(`${other} ${one}`))) ?? left[0] ?? '';
    order.push(first);
    left = left.filter((one) => one !== first);
  }
  return order;
}

type Explained = Pick<StepRow, 'clues' | 'always' | 'yields'>;

/** A trait, and which of its values occur among those with a step. */
interface Candidate {
  readonly watched: Watched;
  readonly seen: ReadonlySet<number | undefined>;
}

/** The fewest traits that together set the people with a step apart from those who had room for it and went without. */
function explain(
  step: string,
  plans: readonly (readonly string[])[],
  most: number,
  traits: readonly Watched[],
): Explained {
  const everyone = [...plans.keys()];
  const has = (at: number) => plans[at]?.includes(step) === true;
  const isFull = (at: number) => (plans[at]?.length ?? 0) >= most;
  const members = everyone.filter(has);
  const without = everyone.filter((at) => !has(at) && !isFull(at));
  const candidates = traits
    .map((watched): Candidate => ({ watched, seen: new Set(members.map((at) => watched.column[at])) }))
    .filter((candidate) => isTelling(candidate, members.length));
  let chosen: Candidate[] = [];
  let left = without;
  while (left.length > 0) {
    let best: { readonly candidate: Candidate; readonly left: number[] } | undefined;
    for (const candidate of candidates) {
      const rest = whoFits([candidate], left);
      if (rest.length < (best?.left.length ?? left.length)) best = { candidate, left: rest };
    }
    if (best === undefined) break;
    chosen.push(best.candidate);
    left = best.left;
  }
  // One that was taken early may say nothing any more beside those that came later.
  for (const one of chosen) {
    const others = chosen.filter((other) => other !== one);
    if (whoFits(others, without).length === left.length) chosen = others;
  }
  const always = left.length === 0;
  const crowdedOut = whoFits(
    chosen,
    everyone.filter((at) => !has(at) && isFull(at)),
  );
  return { clues: chosen.map(clueOf), always, yields: always && crowdedOut.length > 0 };
}

const whoFits = (some: readonly Candidate[], people: readonly number[]): number[] =>
  people.filter((at) => some.every(({ watched, seen }) => seen.has(watched.column[at])));

function isTelling({ watched: { column }, seen }: Candidate, members: number): boolean {
  const others = column.filter((value) => !seen.has(value)).length;
  return (others / column.length) * members >= EXPECTED;
}

/** Whatever says it shorter: which values go with it, or which do not. */
function clueOf({ watched: { trait, values }, seen }: Candidate): Clue {
  const within = values.filter((_, value) => seen.has(value));
  const out = values.filter((_, value) => !seen.has(value));
  // A document that is not asked has no reason, need or status to name.
  const is = out.includes('') || (within.length <= out.length && !within.includes(''));
  return { trait, is, values: is ? within : out };
}

function noteFor(
  people: readonly { readonly facts: Facts; readonly assessment: Assessment }[],
  rules: Rules,
  today: IsoDate,
): SeenSay | undefined {
  const languages = { conversation: 'nl', dutch: '', french: '', english: '' } as const;
  const client = { name: null, reach: null, languages };
  return people.reduce<SeenSay | undefined>((seen, { facts, assessment }) => {
    const { ocmwNote } = summarise({ facts, assessment, rules, client, today, authors: {} });
    return ocmwNote === null ? seen : noteSay(seen, ocmwNote);
  }, undefined);
}
