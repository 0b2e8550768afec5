import { beforeAll, describe, expect, it } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import { openCase } from '../../src/domain/case.ts';
import { SUMMARY_STEPS } from '../../src/domain/codes.ts';
import { summarise } from '../../src/domain/handover.ts';
import { findOpenQuestions } from '../../src/domain/open-questions.ts';
import { suggestSteps } from '../../src/domain/suggested-steps.ts';
import { type Clue, type PlanTable, TERMS, watchPlan } from '../../src/rulebook/plan-table.ts';
import {
  diceFrom,
  type Met,
  mergeFacts,
  observe,
  plainestPerson,
  probeAll,
  throwPerson,
} from '../../src/rulebook/population.ts';
import { questions, rules, TODAY } from './sample.ts';

const probes = probeAll(questions, rules, TODAY);
const plain = plainestPerson(probes, rules, TODAY);

let plan: PlanTable;
beforeAll(async () => {
  const watch = watchPlan(probes, rules, TODAY);
  await observe(probes, rules, TODAY, watch.meet);
  plan = await watch.tabulate();
});

/** People whom the rule book has not seen, and who get a plan. */
function strangers(count: number): Met[] {
  const dice = diceFrom(2027);
  const all = Array.from({ length: count }, () => {
    const person = throwPerson(probes, plain, dice);
    const facts = mergeFacts(person.values());
    return { person, facts, assessment: assess(facts, rules, TODAY) };
  });
  return all.filter(({ assessment }) => assessment.route.to !== 'other-services');
}

const stepsOf = ({ facts, assessment }: Met) =>
  suggestSteps(openCase(facts, rules, TODAY), assessment, findOpenQuestions(facts, assessment).length);

function holds({ trait, is, values }: Clue, { person, facts, assessment }: Met): boolean {
  const among = (value: string) => values.includes(value) === is;
  const yesNo = (value: boolean) => among(value ? 'yes' : 'no');
  const document = assessment.documents.find(({ id }) => 'id' in trait && id === trait.id);
  switch (trait.kind) {
    case 'flag':
      return yesNo(assessment.flags.includes(trait.id));
    case 'perspective':
      return among(assessment.perspective.outcome);
    case 'answer':
      return among(person.get(trait.id)?.code ?? '');
    case 'has':
      return yesNo(person.get(trait.probe.question)?.chosen?.includes(trait.probe.code) === true);
    case 'asked':
      return yesNo(document !== undefined);
    case 'open':
      return yesNo(findOpenQuestions(facts, assessment).length > 0);
    default:
      return among(document?.[trait.kind] ?? '');
  }
}

describe('the plan, as the rule book says it', () => {
  it('knows every step, and says on what it hangs', () => {
    for (const term of TERMS) {
      const rows = plan.steps[term];
      expect(rows.map(({ id }) => id).sort()).toEqual([...SUMMARY_STEPS[term]].sort());
      expect(rows.filter(({ say, clues }) => !say || clues.length === 0)).toEqual([]);
    }
  });

  it('is what the domain proposes to people whom the trial has not seen', () => {
    const people = strangers(1500);
    const wrong: string[] = [];
    let proposed = 0;
    for (const met of people) {
      const steps = stepsOf(met);
      for (const term of TERMS) {
        const got = steps.filter((step) => step.term === term).map(({ id }) => id as string);
        const isFull = got.length >= plan.most[term];
        proposed += got.length;
        for (const { id, clues, yields } of plan.steps[term]) {
          const said = clues.every((clue) => holds(clue, met));
          // Only what can fall away may be missing, and only where there is no room.
          if (got.includes(id) !== said && !(said && isFull && yields)) wrong.push(`${id} of ${got}`);
        }
      }
    }
    expect(proposed).toBeGreaterThan(5000);
    // A step that is rare can hang on an answer that the trial has never seen beside it.
    expect(wrong.length, wrong.slice(0, 5).join('\n')).toBeLessThan(proposed / 500);
  });

  it('stands in the order of the domain, and no plan is longer than it says', () => {
    const order = [...plan.steps.short, ...plan.steps.long].map(({ id }) => id);
    for (const met of strangers(300)) {
      const steps = stepsOf(met);
      const places = steps.map(({ id }) => order.indexOf(id));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      for (const term of TERMS)
        expect(steps.filter((step) => step.term === term).length).toBeLessThanOrEqual(plan.most[term]);
    }
  });

  it('has a note for the welfare centre with the flag that it names, and only then', () => {
    const client = {
      name: null,
      reach: null,
      languages: { conversation: 'nl', dutch: '', french: '', english: '' },
    } as const;
    let notes = 0;
    for (const { facts, assessment } of strangers(150)) {
      const { ocmwNote } = summarise({ facts, assessment, rules, client, today: TODAY, authors: {} });
      expect(ocmwNote !== null).toBe(assessment.flags.includes('living-wage'));
      if (ocmwNote === null) continue;
      notes += 1;
      expect(ocmwNote.key).toBe(plan.note?.key);
      expect([...(plan.note?.params.keys() ?? [])].sort()).toEqual(Object.keys(ocmwNote.params ?? {}).sort());
    }
    expect(notes).toBeGreaterThan(10);
  });
});
