/**
 * The criteria E1 to E8 (contract section 5): each gives met, not-met or review, with a reason.
 * What was not asked, not known or not said stays at review: it is never a no. Where no row is in force on the day of
 * registration, no answer could decide anything: that is said first, whatever was told.
 */
import type { CriterionId, CriterionVerdict, Outcome } from './assessment.ts';
import type { Case } from './case.ts';
import { among } from './case.ts';
import type { CRITERION_REASONS } from './codes.ts';
import { canTalk } from './dutch.ts';
import type { Obstacle, Region, Told } from './facts.ts';
import { isTold } from './facts.ts';
import { measureStay } from './stay.ts';

type Reasons<Id extends CriterionId> = {
  [O in Outcome]: { readonly outcome: O; readonly reason: (typeof CRITERION_REASONS)[Id][O][number] };
}[Outcome];
type Judge<Id extends CriterionId> = (of: Case) => Reasons<Id>;

const NO_RULE = { outcome: 'review', reason: 'no-rule' } as const;

/** E1 third-country national. Two non-EU passports are met; NO, LI and CH are not named by the source. */
const judgeNationality: Judge<'E1'> = ({ facts, rules }) => {
  const told = facts.nationalities;
  const eu = rules.states['eu-member-states'];
  const silent = rules.states['silent-states'];
  if (rules.criteria.E1 === undefined || eu === undefined || silent === undefined) return NO_RULE;
  if (!isTold(told)) return untold(told);
  const nationalities = new Set(told);
  if (nationalities.size === 0) return untold('unknown');
  if (told.some((state) => eu.value.includes(state)))
    return { outcome: 'not-met', reason: nationalities.size > 1 ? 'dual-eu-national' : 'eu-national' };
  if (told.some((state) => silent.value.includes(state))) return { outcome: 'review', reason: 'efta-national' };
  return { outcome: 'met', reason: 'third-country' };
};

/** E2 legal stay, or a procedure towards it. */
const judgeStatus: Judge<'E2'> = ({ facts, rules }) => {
  const status = facts.residenceStatus;
  const rule = rules.criteria.E2?.value;
  if (rule === undefined) return NO_RULE;
  if (!isTold(status)) return untold(status);
  if (among(rule.pending, status)) return { outcome: 'met', reason: 'procedure-pending' };
  if (among(rule.legal, status)) return { outcome: 'met', reason: 'legal-stay' };
  return { outcome: 'not-met', reason: 'no-legal-stay' };
};

/**
 * E3 under five years on the day of registration; later days do not count.
 * Whoever left in between goes to a person: the source does not say how to count. So a stay is not decided
 * either way before that was asked, or the answer could un-decide it.
 */
const judgeStay: Judge<'E3'> = ({ facts, rules, registeredOn }) => {
  const since = facts.inBelgiumSince;
  const left = facts.leftInBetween;
  const rule = rules.criteria.E3?.value;
  if (rule === undefined) return NO_RULE;
  if (left === true) return { outcome: 'review', reason: 'left-in-between' };
  if (!isTold(since)) return untold(since);
  if (!isTold(registeredOn)) return untold(registeredOn);
  const stay = measureStay(since, registeredOn, rule.underYears);
  if (stay === 'in-future') return { outcome: 'review', reason: 'date-in-future' };
  if (stay === 'either') return { outcome: 'review', reason: 'year-only' };
  if (!isTold(left)) return untold(left);
  return stay === 'under'
    ? { outcome: 'met', reason: 'under-five-years' }
    : { outcome: 'not-met', reason: 'five-years-or-more' };
};

/** E4 a diploma of higher education, short type included, recognised or not. */
const judgeDiploma: Judge<'E4'> = ({ facts, rules }) => {
  const level = facts.diplomaLevel;
  const rule = rules.criteria.E4?.value;
  if (rule === undefined) return NO_RULE;
  if (!isTold(level)) return untold(level);
  if (among(rule.higher, level)) return { outcome: 'met', reason: 'higher-education' };
  if (among(rule.uncertain, level)) return { outcome: 'review', reason: 'level-uncertain' };
  if (level === 'none') return { outcome: 'not-met', reason: 'no-diploma' };
  if (level === 'secondary') return { outcome: 'not-met', reason: 'secondary-diploma' };
  return { outcome: 'not-met', reason: 'unfinished-studies' };
};

/** E5 wants work at the own level. */
const judgeWish: Judge<'E5'> = ({ facts, rules }) => {
  if (rules.criteria.E5 === undefined) return NO_RULE;
  if (!isTold(facts.wantsWorkAtLevel)) return untold(facts.wantsWorkAtLevel);
  return facts.wantsWorkAtLevel
    ? { outcome: 'met', reason: 'wants-level' }
    : { outcome: 'not-met', reason: 'does-not-want-level' };
};

/** E6 one language to talk in: any one of three is enough, and only three noes are a no. */
const judgeLanguage: Judge<'E6'> = ({ facts, rules }) => {
  const rule = rules.criteria.E6?.value;
  if (rule === undefined) return NO_RULE;
  const dutch = canTalk(facts.dutch, rule.dutch);
  const french = facts.french ?? 'not-asked';
  const english = facts.english ?? 'not-asked';
  if (dutch === true) return { outcome: 'met', reason: 'dutch' };
  if (french === true) return { outcome: 'met', reason: 'french' };
  if (english === true) return { outcome: 'met', reason: 'english' };
  for (const reason of ['not-asked', 'unknown', 'declined'] as const) {
    if (dutch === reason || french === reason || english === reason) return { outcome: 'review', reason };
  }
  return { outcome: 'not-met', reason: 'interpreter-needed' };
};

/** E7 mobility. */
const judgeMobility: Judge<'E7'> = ({ facts, rules }) => {
  const hindered = hinders(facts.obstacles, rules.criteria.E7?.value.obstacles);
  if (typeof hindered === 'object') return hindered;
  return hindered ? { outcome: 'review', reason: 'transport-obstacle' } : { outcome: 'met', reason: 'mobile' };
};

/** E8 conditions in order. */
const judgeConditions: Judge<'E8'> = ({ facts, rules }) => {
  const hindered = hinders(facts.obstacles, rules.criteria.E8?.value.obstacles);
  if (typeof hindered === 'object') return hindered;
  return hindered
    ? { outcome: 'review', reason: 'conditions-not-in-order' }
    : { outcome: 'met', reason: 'conditions-in-order' };
};

const EVERYWHERE: readonly { readonly id: CriterionId; readonly judge: Judge<CriterionId> }[] = [
  { id: 'E1', judge: judgeNationality },
  { id: 'E2', judge: judgeStatus },
  { id: 'E3', judge: judgeStay },
  { id: 'E4', judge: judgeDiploma },
  { id: 'E5', judge: judgeWish },
  { id: 'E6', judge: judgeLanguage },
];
const IN_SOME_REGIONS = [
  { id: 'E7', judge: judgeMobility },
  { id: 'E8', judge: judgeConditions },
] as const;

/** E1 to E6, and E7 or E8 where the person's region asks it. */
export function judgeCriteria(of: Case): readonly CriterionVerdict[] {
  const verdicts = EVERYWHERE.map(({ id, judge }) => verdict(of, id, judge));
  for (const { id, judge } of IN_SOME_REGIONS) {
    if (asksExtra(of, id)) verdicts.push(verdict(of, id, judge));
  }
  return verdicts;
}

/** Whether the region asks an extra criterion; out of the eight regions none does. */
export function asksExtra(of: Case, id: 'E7' | 'E8'): boolean {
  const regions: readonly Region[] | undefined = of.rules.criteria[id]?.value.regions;
  return among(regions, of.place?.place);
}

function verdict(of: Case, id: CriterionId, judge: Judge<CriterionId>): CriterionVerdict {
  const source = of.rules.criteria[id]?.source ?? of.rules.criterionSources[id];
  return { id, ...judge(of), source };
}

/** A fact that was not told leaves its criterion open, and the reason says which of the three it is. */
function untold(value: Told<unknown> | undefined) {
  const reason = value === undefined ? 'not-asked' : value === 'declined' ? 'declined' : 'unknown';
  return { outcome: 'review', reason } as const;
}

/** Asked only where a row names the region (asksExtra), so there is always a list to count. */
function hinders(told: Told<readonly Obstacle[]> | undefined, counted: readonly Obstacle[] = []) {
  if (!isTold(told)) return untold(told);
  return told.some((obstacle) => counted.includes(obstacle));
}
