/** What perspective follows from what, as one complete table: read off the domain, so that no order of rules has to be kept in mind. */
import { assess } from '../domain/assess.ts';
import type { PerspectiveOutcome } from '../domain/assessment.ts';
import type { IsoDate } from '../domain/facts.ts';
import type { Rules } from '../domain/rules.ts';
import { mergeFacts, type Probes } from './population.ts';
import type { Probe } from './probes.ts';

export interface PerspectiveRow {
  readonly goals: readonly Probe[];
  /** undefined: makes no difference. */
  readonly jobTarget: readonly Probe[] | undefined;
  /** Aims at a profession that is closed without a recognition that is not there yet; undefined: makes no difference. */
  readonly recognitionFirst: boolean | undefined;
  readonly outcome: PerspectiveOutcome;
  readonly reason: string;
}

/** Every answer to `goal` and `training`, with and without a closed profession; rows that end alike are one row. */
export function tabulatePerspectives(probes: Probes, rules: Rules, today: IsoDate): readonly PerspectiveRow[] {
  const goals = probes.get('goal') ?? [];
  const targets = probes.get('training') ?? [];
  const professions = probes.get('target-occupation') ?? [];
  const closed = professions.find((one) => assess(one.facts, rules, today).flags.includes('regulated-profession'));
  const open = professions[0];
  if (closed === undefined || open === undefined) throw new Error('no closed profession among the rules');
  const judge = (goal: Probe, target: Probe, profession: Probe) => {
    const { outcome, reason } = assess(mergeFacts([goal, target, profession]), rules, today).perspective;
    return { outcome, reason };
  };
  const rows = new Map<string, PerspectiveRow>();
  const note = (goal: Probe, row: Omit<PerspectiveRow, 'goals'>) => {
    const { jobTarget, recognitionFirst, outcome, reason } = row;
    const sign = [jobTarget?.map(({ code }) => code).join(), recognitionFirst, outcome, reason].join(' ');
    rows.set(sign, { ...row, goals: [...(rows.get(sign)?.goals ?? []), goal] });
  };
  const alike = (some: readonly { readonly reason: string }[]) => new Set(some.map(({ reason }) => reason)).size === 1;
  for (const goal of goals) {
    const byTarget = new Map<string, Probe[]>();
    for (const target of targets) {
      const ends = [judge(goal, target, open), judge(goal, target, closed)];
      const sign = JSON.stringify(ends);
      byTarget.set(sign, [...(byTarget.get(sign) ?? []), target]);
    }
    for (const [sign, some] of byTarget) {
      const jobTarget = byTarget.size === 1 ? undefined : some;
      const ends = JSON.parse(sign) as ReturnType<typeof judge>[];
      const [withOpen, withClosed] = ends;
      if (withOpen === undefined || withClosed === undefined) continue;
      if (alike(ends)) note(goal, { jobTarget, recognitionFirst: undefined, ...withOpen });
      else {
        note(goal, { jobTarget, recognitionFirst: false, ...withOpen });
        note(goal, { jobTarget, recognitionFirst: true, ...withClosed });
      }
    }
  }
  return [...rows.values()];
}
