/** Where a person goes next, and never with a bare no. */

import { accessBy } from './access.ts';
import type { Access, Assessment, CriterionVerdict, Destination, NextStep } from './assessment.ts';
import type { Case } from './case.ts';
import type { ROUTE_REASONS } from './codes.ts';
import { hasDiploma } from './documents.ts';
import type { Region, WorkSituation } from './facts.ts';
import { isTold } from './facts.ts';
import { isClosedProfession } from './perspective.ts';
import { findFirstDoor, findRecognitionPath } from './recognition-path.ts';
import type { NextStepId } from './rules.ts';

type RouteReason = (typeof ROUTE_REASONS)[number];
type Route = Assessment['route'] & { readonly reason: RouteReason };

/**
 * The route of contract section 5. `followUp` tells of the region's desk: false only in the city of Antwerp,
 * null where it differs by district, where no region is known, and where the way does not lead there at all.
 */
export function findRoute(
  of: Case,
  criteria: readonly CriterionVerdict[],
  access: Access,
  perspective: Assessment['perspective'],
): Route {
  if (access === 'not-admitted') {
    const [refusal] = refusals(of, criteria);
    if (refusal === undefined) throw new Error('not admitted without a reason: access.ts and route.ts disagree');
    return route(of, 'other-services', refusal);
  }
  if (of.place === undefined) return route(of, 'person', 'region-unknown');
  if (of.region === undefined) return route(of, 'person', 'no-rule');
  if (perspective.outcome === 'educational') {
    switch (of.region.value.study) {
      case 'desk':
        return route(of, 'desk', 'study-at-desk');
      case 'person':
        return route(of, 'person', 'study-sources-conflict');
      case 'adviser':
        return route(of, 'educational-adviser', 'study-adviser');
    }
  }
  if (access !== 'admitted') return route(of, 'desk', 'person-decides');
  return route(of, 'desk', criteria.every(({ outcome }) => outcome === 'met') ? 'all-met' : 'admitted-by-region');
}

function route(of: Case, to: Destination, reason: RouteReason): Route {
  const followUp = to === 'other-services' ? null : (of.region?.value.followUp ?? null);
  return { to, region: of.place?.place ?? null, followUp, reason };
}

/** Everything that alone keeps the desk closed, most decisive first. */
function refusals(of: Case, criteria: readonly CriterionVerdict[]): readonly RouteReason[] {
  const closed = criteria.filter((criterion) => accessBy(of, criterion) === 'not-admitted');
  const reasons = new Set(closed.map(({ reason }) => reason));
  const found: RouteReason[] = [];
  if (reasons.has('no-legal-stay')) found.push('no-legal-stay');
  if (of.place?.place === 'out-of-area') found.push('out-of-area');
  if (reasons.has('no-diploma')) found.push('no-diploma');
  if (reasons.has('secondary-diploma')) found.push('secondary-diploma');
  if (reasons.has('eu-national') || reasons.has('dual-eu-national')) found.push('eu-national-strict');
  if (reasons.has('five-years-or-more')) found.push('over-five-years-strict');
  if (reasons.has('unfinished-studies')) found.push('unfinished-studies-strict');
  return found;
}

/** What the person can do now. Never empty where the route is not a desk; for a desk, what helps meanwhile. */
export function findNextSteps(of: Case, { to, reason }: Route): readonly NextStep[] {
  return stepsOn(of, to, reason)
    .map((id) => withAddress(of, id))
    .filter((step) => step !== undefined);
}

function stepsOn(of: Case, to: Destination, reason: RouteReason): readonly NextStepId[] {
  switch (to) {
    case 'other-services':
      return stepsAfter(of, reason);
    case 'educational-adviser':
      return ['study-adviser', 'choose-study', 'learn-dutch'];
    case 'person':
      return reason === 'study-sources-conflict'
        ? ['study-adviser', 'choose-study']
        : ['find-desk', 'integration-agency'];
    case 'desk':
      return meanwhile(of, reason);
  }
}

/** Each refusal has its own way on; where several hold, that of the most decisive one. */
function stepsAfter(of: Case, reason: RouteReason): readonly NextStepId[] {
  const withDiploma = (...steps: readonly NextStepId[]) => (hasDiploma(of) ? steps : []);
  const fromAbroad = (...steps: readonly NextStepId[]) => (mayStartNaric(of) ? steps : []);
  const service = of.region?.value.jobseekerService;
  // Mentoring towards work is for jobseekers who live in Flanders, in guidance of VDAB (S2 A2).
  const mentoring = service === 'vdab' && !WORKING.some((situation) => situation === of.facts.workSituation);
  switch (reason) {
    case 'no-legal-stay':
      // No employment service can register anyone without legal stay: only what is safe and useful.
      return ['legal-information', 'asylum-information'];
    case 'out-of-area':
      return [...servicesOutside(of), ...(of.place?.area === 'german-community' ? [] : withDiploma('mon-diplome'))];
    case 'no-diploma':
      return [...jobseekerSteps(of), 'integration-agency', 'learn-dutch'];
    case 'secondary-diploma':
      return [...jobseekerSteps(of), 'choose-study', mentoring ? 'vdab-mentoring' : 'integration-agency'];
    case 'eu-national-strict':
      return [...jobseekerSteps(of), 'integration-agency', ...fromAbroad('start-naric')];
    case 'over-five-years-strict':
      return [
        ...jobseekerSteps(of),
        mentoring ? 'vdab-mentoring' : 'integration-agency',
        ...(service === 'actiris' ? fromAbroad('my-diploma') : []),
        ...fromAbroad('start-naric'),
      ];
    default:
      return ['finish-studies', ...jobseekerSteps(of)];
  }
}

function servicesOutside({ place }: Case): readonly NextStepId[] {
  if (place?.area === undefined) return ['le-forem', 'adg'];
  return place.area === 'german-community' ? ['adg'] : ['le-forem'];
}

/** While the desk has not called yet; waiting for NARIC need not stop anything (S1 §8.2.1). */
function meanwhile(of: Case, reason: RouteReason): readonly NextStepId[] {
  const { facts } = of;
  const steps: NextStepId[] = [];
  if (facts.goal !== undefined && isTold(facts.goal) && facts.goal.includes('full-degree')) steps.push('choose-study');
  if (reason !== 'study-at-desk') {
    if (facts.registeredJobseeker === false) steps.push(jobseekerStep(of));
    if (facts.recognition === 'not-applied' && mayStartNaric(of) && mayNeedNaric(of)) {
      steps.push('start-naric');
      if (of.region?.value.jobseekerService === 'actiris') steps.push('my-diploma');
    }
    // Who recognises it is told already, where a source is sure.
    if (isClosedProfession(of) && findRecognitionPath(of)?.confidence !== 'verified')
      steps.push('regulated-professions');
  }
  if (facts.dutch === 'none' || facts.dutch === 'A1') steps.push('learn-dutch');
  return steps;
}

/** A diploma from abroad that NARIC has not judged, and not without any proof of it: NARIC asks one to begin. */
function mayStartNaric(of: Case): boolean {
  const { diplomaCountry, diplomaProof, recognition } = of.facts;
  const judged = recognition !== undefined && isTold(recognition) && recognition !== 'not-applied';
  return hasDiploma(of) && diplomaCountry !== 'BE' && diplomaProof !== 'none' && !judged;
}

/** Not for a profession whose first door is another one. */
function mayNeedNaric(of: Case): boolean {
  const door = findFirstDoor(of);
  return door === undefined || door === 'naric-specific';
}

const WORKING: readonly WorkSituation[] = ['below-level', 'at-level', 'self-employed'];

/** Where no place is known, both services: which one it is, depends on it. */
function jobseekerSteps(of: Case): readonly NextStepId[] {
  return of.place === undefined ? [jobseekerStep(of, 'vdab'), jobseekerStep(of, 'actiris')] : [jobseekerStep(of)];
}

/** Nobody registers twice: who is registered asks there what help there is. */
function jobseekerStep({ facts, region }: Case, service = region?.value.jobseekerService ?? 'vdab'): NextStepId {
  return facts.registeredJobseeker === true ? `${service}-ask` : `${service}-register`;
}

function withAddress(of: Case, id: NextStepId): NextStep | undefined {
  const value = of.rulesNow.steps[id]?.value;
  if (value === undefined) return undefined;
  return { id, url: value.byRegion?.[of.place?.place as Region] ?? value.url };
}
