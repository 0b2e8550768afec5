/** What the desk asks first: facts that were not told, or not precisely enough to decide. */
import type { Assessment } from './assessment.ts';
import { OPEN_FACTS, type TOLD_WORDS } from './codes.ts';
import type { DutchBySkill, Facts } from './facts.ts';
import { isTold } from './facts.ts';
import type { Say } from './say.ts';

type OpenFact = (typeof OPEN_FACTS)[number];
type Why = (typeof TOLD_WORDS)[number];

export interface OpenQuestion {
  /** A fact, or `extra.<question>` for a question that dialogs/ adds. */
  readonly id: OpenFact | `extra.${string}`;
  readonly say: Say;
}

/**
 * Open questions in the order of the interview. "Don't know" and "rather not say" are always named; what was never
 * asked is named only where it could still change the result.
 */
export function findOpenQuestions(facts: Facts, assessment: Assessment): readonly OpenQuestion[] {
  const ofContract = OPEN_FACTS.flatMap((id): OpenQuestion[] => {
    const why = whyOpen(id, facts, assessment);
    return why === undefined ? [] : [{ id, say: { key: `summary:open.${id}`, params: { why: toldWord(why) } } }];
  });
  const added = Object.entries(isTold(facts.extra) ? facts.extra : {}).flatMap(([question, answer]): OpenQuestion[] => {
    if (isTold(answer)) return [];
    const params = { question: { word: `questions:${question}.short` }, why: toldWord(answer) };
    return [{ id: `extra.${question}`, say: { key: 'summary:open.extra', params } }];
  });
  return [...ofContract, ...added];
}

export function toldWord(word: Why): { readonly word: string } {
  return { word: `summary:told.${word}` };
}

/** Told facts on which a criterion still hangs because they are not exact. */
const NOT_PRECISE: { readonly [fact in OpenFact]?: string } = {
  inBelgiumSince: 'year-only',
  leftInBetween: 'left-in-between',
  diplomaLevel: 'level-uncertain',
};

function whyOpen(id: OpenFact, facts: Facts, { criteria, missing }: Assessment): Why | undefined {
  // Where someone lives, and a training with its length, are one question each: named once.
  if (id === 'postcode' && isTold(facts.region)) return undefined;
  if (id === 'trainingMonths' && !isTold(facts.jobTarget)) return undefined;
  if (id === 'regulatedProfession' && !isTold(facts.targetOccupation)) return undefined;
  const value = facts[id] ?? (id === 'postcode' ? facts.region : undefined);
  if (value === undefined) return missing.includes(id) ? 'not-asked' : undefined;
  if (value === 'unknown' || value === 'declined') return value;
  if (id === 'dutch' && typeof facts.dutch === 'object') return whySkillOpen(facts.dutch, missing.includes('dutch'));
  const imprecise = NOT_PRECISE[id];
  return imprecise !== undefined && criteria.some(({ reason }) => reason === imprecise) ? 'not-precise' : undefined;
}

/** The skills of one language are one question: named for what was never asked first, then for what was not told. */
function whySkillOpen(dutch: DutchBySkill, isMissing: boolean): Why | undefined {
  if (isMissing) return 'not-asked';
  const told = Object.values(dutch);
  return (['unknown', 'declined'] as const).find((word) => told.includes(word));
}
