/** Everything the rule book knows of the rules, in no language yet: the rows themselves, and what they were seen to do. */
import type { IsoDate } from '../domain/facts.ts';
import type { Rules } from '../domain/rules.ts';
import { type ChangeTable, tabulateChanges } from './change-table.ts';
import { type PerspectiveRow, tabulatePerspectives } from './perspective-table.ts';
import { type PlanTable, watchPlan } from './plan-table.ts';
import { type Observed, observe, probeAll } from './population.ts';
import type { FlowQuestion, RowToCheck } from './ports.ts';
import { findWhenAsked, type WhenAsked } from './when-asked.ts';

export interface RulebookInput {
  readonly rules: Rules;
  readonly questions: readonly FlowQuestion[];
  readonly today: IsoDate;
  readonly rowsToCheck: readonly RowToCheck[];
}

export interface Findings extends RulebookInput {
  readonly observed: Observed;
  readonly whenAsked: WhenAsked;
  readonly perspectives: readonly PerspectiveRow[];
  readonly plan: PlanTable;
  readonly changes: ChangeTable;
}

/** Takes seconds on a slow machine; others work in between. */
export async function studyRules(input: RulebookInput): Promise<Findings> {
  const { rules, questions, today } = input;
  const probes = probeAll(questions, rules, today);
  const plan = watchPlan(probes, rules, today);
  return {
    ...input,
    observed: await observe(probes, rules, today, plan.meet),
    plan: await plan.tabulate(),
    changes: await tabulateChanges(probes, rules, today),
    whenAsked: await findWhenAsked(probes, rules, today, questions),
    perspectives: tabulatePerspectives(probes, rules, today),
  };
}
