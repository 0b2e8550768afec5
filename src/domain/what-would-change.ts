/** What would alter the result: single other answers, tried by running the rules again. */
import { assess } from './assess.ts';
import {
  ACCESSES,
  type Access,
  type Assessment,
  type ELIGIBILITIES,
  type Eligibility,
  type OfferVerdict,
  type PerspectiveOutcome,
} from './assessment.ts';
import { openCase } from './case.ts';
import { hasDiploma } from './documents.ts';
import { reaches } from './dutch.ts';
import type { FactKey, Facts, IsoDate, Obstacle } from './facts.ts';
import { CEFR_LEVELS, isTold } from './facts.ts';
import { findFirstDoor } from './recognition-path.ts';
import type { Rules } from './rules.ts';
import { anniversary, measureStay } from './stay.ts';

interface Turn<Word> {
  readonly now: Word;
  readonly would: Word;
}

export interface Change {
  readonly key: FactKey;
  /** The value with which the result would be another. */
  readonly to: Facts[FactKey];
  /** For a date: from this month on the result would be another. */
  readonly since?: string;
  /** For obstacles: those that would have to be out of the way. */
  readonly lifted?: readonly Obstacle[];
  /** Something the person can do, such as a course; a client is shown nothing else. */
  readonly inPower: boolean;
  readonly deskAccess: Turn<Access>;
  readonly projectEligibility: Turn<Eligibility>;
  readonly perspective: Turn<PerspectiveOutcome>;
}

type Try = Omit<Change, 'deskAccess' | 'projectEligibility' | 'perspective'>;

/**
 * The smallest single changes that would open the desk further, make someone eligible, with a recognition clear the way
 * to work, or with a registration open more offers; in the order of the interview. For counsellor and desk; a client is shown those in
 * their power only, and no change is ever asked of who someone is.
 */
export function whatWouldChange(facts: Facts, rules: Rules, today: IsoDate): readonly Change[] {
  const now = assess(facts, rules, today);
  const found = tries(facts, rules, today).flatMap((one) => {
    const would = assess({ ...facts, [one.key]: one.to } as Facts, rules, today);
    if (!isBetter(now, would, one.key)) return [];
    return [
      {
        ...one,
        deskAccess: { now: now.deskAccess, would: would.deskAccess },
        projectEligibility: { now: now.projectEligibility, would: would.projectEligibility },
        perspective: { now: now.perspective.outcome, would: would.perspective.outcome },
      },
    ];
  });
  // Of several changes of one answer the first is the smallest.
  return found.filter(({ key }, index) => found.findIndex((one) => one.key === key) === index);
}

/** Least first: the lowest level that would do, the earliest month. Nationality and status are nobody's to change. */
function tries(facts: Facts, rules: Rules, today: IsoDate): readonly Try[] {
  const of = openCase(facts, rules, today);
  const { registeredOn, rules: on } = of;
  const list: Try[] = [];
  const years = on.criteria.E3?.value.underYears;
  const told = isTold(facts.inBelgiumSince) && isTold(registeredOn) && years !== undefined;
  // A date still to come is a slip to mend, no arrival that should have been later.
  if (told && measureStay(facts.inBelgiumSince, registeredOn, years) !== 'in-future') {
    const since = monthAfter(anniversary(registeredOn.slice(0, 7), -years));
    list.push({ key: 'inBelgiumSince', to: since, since, inPower: false });
  }
  if (isTold(facts.leftInBetween)) list.push({ key: 'leftInBetween', to: false, inPower: false });
  const [least] = on.criteria.E4?.value.higher ?? [];
  if (isTold(facts.diplomaLevel) && least !== undefined)
    list.push({ key: 'diplomaLevel', to: least, inPower: facts.diplomaLevel === 'unfinished-higher' });
  if (isTold(facts.recognition) && hasDiploma(of) && findFirstDoor(of) === 'naric-specific')
    list.push({ key: 'recognition', to: 'specific', inPower: true });
  const contact = on.criteria.E6?.value.dutch;
  if (contact !== undefined) list.push({ key: 'dutch', to: contact, inPower: true });
  list.push(...learnDutch(facts.dutch));
  list.push({ key: 'french', to: true, inPower: true }, { key: 'english', to: true, inPower: true });
  if (facts.registeredJobseeker === false) list.push({ key: 'registeredJobseeker', to: true, inPower: true });
  if (isTold(facts.wantsWorkAtLevel)) list.push({ key: 'wantsWorkAtLevel', to: true, inPower: true });
  if (isTold(facts.obstacles)) list.push(...liftObstacles(facts.obstacles));
  return list;
}

/** Every level above the one that was told, the next one first. */
function learnDutch(dutch: Facts['dutch']): readonly Try[] {
  if (!isTold(dutch) || typeof dutch !== 'string') return [];
  return CEFR_LEVELS.filter((level) => !reaches(dutch, level)).map((to) => ({ key: 'dutch', to, inPower: true }));
}

/** One out of the way may be enough; else all of them. */
function liftObstacles(told: readonly Obstacle[]): readonly Try[] {
  const lift = (lifted: readonly Obstacle[]): Try => {
    const to = told.filter((obstacle) => !lifted.includes(obstacle));
    return { key: 'obstacles', to, lifted, inPower: true };
  };
  return [...told.map((obstacle) => lift([obstacle])), lift(told)];
}

/** A registration, or more Dutch than a talk needs, decides nothing at the desk, and does open offers. */
function isBetter(now: Assessment, would: Assessment, key: FactKey): boolean {
  const opens = ACCESSES.indexOf(would.deskAccess) < ACCESSES.indexOf(now.deskAccess);
  const eligible = EASE.indexOf(would.projectEligibility) < EASE.indexOf(now.projectEligibility);
  const clears = now.perspective.reason === 'recognition-first' && would.perspective.outcome === 'professional';
  const waits = WAITS_FOR[key];
  // While the door stays closed for another reason, nothing else is worth a word.
  if (now.deskAccess === 'not-admitted' && would.deskAccess === 'not-admitted' && key !== 'registeredJobseeker')
    return false;
  return opens || eligible || clears || (waits !== undefined && openOffers(would, waits) > openOffers(now, waits));
}

/** Why an offer waits: for what a person can do about it. */
const WAITS_FOR: { readonly [key in FactKey]?: OfferVerdict['reason'] } = {
  registeredJobseeker: 'check-jobseeker',
  dutch: 'check-dutch',
};

function openOffers({ offers }: Assessment, waits: OfferVerdict['reason']): number {
  return offers.filter(({ reason }) => reason !== waits).length;
}

const EASE: readonly Eligibility[] = ['eligible', 'review', 'not-eligible'] satisfies (typeof ELIGIBILITIES)[number][];

/** @param day whose month counts */
function monthAfter(day: IsoDate): string {
  const [year = 0, number = 0] = day.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
