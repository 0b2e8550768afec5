/** Ground that the tests of the domain stand on: the rules of the repository, one day, one person who meets everything. */
import { assess } from '../../src/domain/assess.ts';
import type { Assessment, CriterionId } from '../../src/domain/assessment.ts';
import type { Facts } from '../../src/domain/facts.ts';
import { loadRules } from '../../src/rules/load.ts';

export const RULES = loadRules();
export const TODAY = '2026-11-22';

/** Everyone's opposite of a borderline case: every criterion is met, in Ghent. */
export const ALL_MET: Facts = {
  nationalities: ['SY'],
  residenceStatus: 'recognised-refugee',
  inBelgiumSince: '2023-05',
  leftInBetween: false,
  registeredOn: TODAY,
  postcode: '9000',
  diplomaLevel: 'master',
  studyField: '07',
  diplomaCountry: 'SY',
  diplomaProof: 'original',
  recognition: 'not-applied',
  targetOccupation: 'designer of machines',
  regulatedProfession: null,
  goal: ['work-soon'],
  dutch: 'A2',
  french: false,
  english: true,
  workSituation: 'not-working',
  income: ['partner'],
  registeredJobseeker: true,
  wantsWorkAtLevel: true,
  obstacles: [],
};

export function judge(facts: Facts, today = TODAY): Assessment {
  return assess(facts, RULES, today);
}

/** The person who meets everything, with other answers; `undefined` takes an answer away. */
export function allMetBut(change: { readonly [key in keyof Facts]?: Facts[key] | undefined }): Facts {
  return Object.fromEntries(Object.entries({ ...ALL_MET, ...change }).filter(([, value]) => value !== undefined));
}

/** `met third-country`, or undefined where the criterion is not asked. */
export function verdictOf(facts: Facts, id: CriterionId, today = TODAY): string | undefined {
  const verdict = judge(facts, today).criteria.find((criterion) => criterion.id === id);
  return verdict === undefined ? undefined : `${verdict.outcome} ${verdict.reason}`;
}
