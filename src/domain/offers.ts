/** Offers worth looking at: what fits, what must be asked first, and never a word on who would be "too hard". */
import type { Access, CriterionVerdict, OfferVerdict, PerspectiveOutcome } from './assessment.ts';
import type { Case } from './case.ts';
import { among } from './case.ts';
import type { OFFER_REASONS } from './codes.ts';
import { lowestTold, reaches } from './dutch.ts';
import { isTold, REGIONS, type Told } from './facts.ts';
import type { OfferValue, Row } from './rules.ts';

type Reason = (typeof OFFER_REASONS)[number];
/** One condition: met, told not to be met, or a reason to ask. */
type Judged = 'met' | 'not-met' | Exclude<Reason, 'fits'>;

interface Match {
  readonly row: Row<OfferValue>;
  readonly checks: readonly Exclude<Reason, 'fits'>[];
}

/**
 * The offers of today for one person. Left out is only what was told not to fit; what was not told is asked.
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
  const judged = judge(of, row.value, perspective);
  if (judged.includes('not-met')) return undefined;
  return { row, checks: judged.filter((one) => one !== 'met' && one !== 'not-met') };
}

/** In the order in which a person would ask: is it here, is it my field, can I follow it, is it my aim. */
function judge(of: Case, offer: OfferValue, perspective: PerspectiveOutcome): readonly Judged[] {
  const { facts } = of;
  const { conditions } = offer;
  return [
    judgePlace(of, offer),
    oneOf(conditions.studyFields, facts.studyField, 'check-sector'),
    judgeLanguages(of, conditions.languages),
    judgeDutch(of, conditions.dutch),
    judgePerspective(conditions.perspectives, perspective),
    // Whoever is not registered yet can register.
    conditions.jobseeker === true && facts.registeredJobseeker !== true ? 'check-jobseeker' : 'met',
    oneOf(conditions.statuses, facts.residenceStatus, 'check-conditions'),
    oneOf(conditions.diplomaLevels, facts.diplomaLevel, 'check-conditions'),
    oneOf(conditions.workSituations, facts.workSituation, 'check-conditions'),
    offer.alsoAsked.length > 0 ? 'check-conditions' : 'met',
    offer.status === 'running' ? 'met' : 'check-status',
  ];
}

function judgePlace({ place }: Case, { regions }: OfferValue): Judged {
  if (place !== undefined) return among(regions, place.place) ? 'met' : 'not-met';
  return regions.length === REGIONS.length ? 'met' : 'check-place';
}

function judgeLanguages({ facts }: Case, languages: OfferValue['conditions']['languages']): Judged {
  if (languages === undefined || languages.some((language) => facts[language] === true)) return 'met';
  return languages.every((language) => facts[language] === false) ? 'not-met' : 'check-language';
}

/** A level that is not reached yet can still be reached: asked, not left out. */
function judgeDutch({ facts }: Case, least: OfferValue['conditions']['dutch']): Judged {
  if (least === undefined) return 'met';
  const level = lowestTold(facts.dutch);
  return level !== undefined && reaches(level, least) ? 'met' : 'check-dutch';
}

function judgePerspective(asked: readonly PerspectiveOutcome[] | undefined, perspective: PerspectiveOutcome): Judged {
  if (asked === undefined || asked.includes(perspective)) return 'met';
  return perspective === 'undetermined' ? 'check-perspective' : 'not-met';
}

function oneOf<T extends string>(
  admitted: readonly T[] | undefined,
  told: Told<T> | undefined,
  otherwise: Exclude<Judged, 'met' | 'not-met'>,
): Judged {
  if (admitted === undefined) return 'met';
  if (!isTold(told)) return otherwise;
  return among(admitted, told) ? 'met' : 'not-met';
}

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
