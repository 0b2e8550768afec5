/** Offers worth looking at: what fits, what must be asked first, and never a word on who would be "too hard". */
import type { Access, CriterionVerdict, OfferVerdict, PerspectiveOutcome } from './assessment.ts';
import type { Case } from './case.ts';
import type { OFFER_REASONS } from './codes.ts';
import { type Conditions, findUnmet, judgeRegions } from './conditions.ts';
import type { OfferValue, Row } from './rules.ts';

type Reason = (typeof OFFER_REASONS)[number];
type Check = Exclude<Reason, 'fits'>;

interface Match {
  readonly row: Row<OfferValue>;
  readonly checks: readonly Check[];
}

/**
 * The offers of today for one person. Left out is only what was told not to fit; what was not told is asked, and so is
 * what an answer tells only in part (ASKED_ANYWAY).
 * Fewest open checks first, then the nearest, then by id: no organisation comes before another.
 * Ended offers are never among them.
 */
export function matchOffers(
  of: Case,
  criteria: readonly CriterionVerdict[],
  access: Access,
  perspective: PerspectiveOutcome,
): readonly OfferVerdict[] {
  // Without legal stay nobody may be registered or trained: legal advice first.
  if (criteria.some(({ id, outcome }) => id === 'E2' && outcome === 'not-met')) return [];
  return of.rulesNow.offers
    .filter(({ value }) => value.audience === 'client' && value.status !== 'ended')
    .filter(({ value }) => value.ownRules || access !== 'not-admitted')
    .map((row) => match(of, row, perspective))
    .filter((found) => found !== undefined)
    .sort(compare)
    .map(({ row, checks }) => verdict(row, checks));
}

function match(of: Case, row: Row<OfferValue>, perspective: PerspectiveOutcome): Match | undefined {
  const { value } = row;
  const outside = of.place?.place === 'out-of-area' && value.beyond === true;
  const place = outside ? 'open' : judgeRegions(of, value.regions);
  if (place === 'not-met') return undefined;
  const unmet = findUnmet(of, value.conditions, perspective);
  if (unmet.some(({ condition, is }) => is === 'not-met' && !ASKED_ANYWAY.includes(condition))) return undefined;
  const checks: Check[] = place === 'open' ? ['check-place'] : [];
  checks.push(...unmet.map(({ condition }) => CHECKS[condition] ?? 'check-conditions'));
  if (value.alsoAsked.length > 0) checks.push('check-conditions');
  if (value.status !== 'running') checks.push('check-status');
  return { row, checks };
}

/**
 * Another field of study closes nothing: the sources ask "interest or experience" of the sector. Neither does a language
 * in which a conversation fails: they ask "basic" or "sufficient" French or English (domain.md §8).
 */
const ASKED_ANYWAY: readonly (keyof Conditions)[] = ['studyFields', 'languages'];

/** What a person is told to ask about a condition that is still open; the others are "conditions". */
const CHECKS: { readonly [condition in keyof Conditions]?: Check } = {
  regions: 'check-place',
  studyFields: 'check-sector',
  languages: 'check-language',
  dutch: 'check-dutch',
  perspectives: 'check-perspective',
  jobseeker: 'check-jobseeker',
};

function compare(a: Match, b: Match): number {
  return (
    a.checks.length - b.checks.length ||
    a.row.value.regions.length - b.row.value.regions.length ||
    (a.row.id < b.row.id ? -1 : 1)
  );
}

function verdict({ id, value }: Row<OfferValue>, [first]: Match['checks']): OfferVerdict {
  return first === undefined
    ? { id, fit: 'fits', reason: 'fits', status: value.status }
    : { id, fit: 'check', reason: first, status: value.status };
}
