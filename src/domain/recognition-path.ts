/** Who recognises a profession, and which steps come in which order for this person (domain-facts §2.4). */
import type { Source } from './assessment.ts';
import type { Case } from './case.ts';
import { isTold } from './facts.ts';
import { findProfession, isClosedProfession } from './perspective.ts';
import type { ProfessionValue } from './rules.ts';

export interface RecognitionPath {
  readonly profession: string;
  readonly authority: string;
  /** In order; the first is where to begin now. */
  readonly steps: readonly string[];
  readonly source: Source;
  /** How sure the source is: an unverified body is asked of the list of VDAB first. */
  readonly confidence: ProfessionValue['confidence'];
}

type Way = Pick<ProfessionValue, 'authority' | 'steps' | 'confidence'>;

/**
 * The order of steps towards a regulated profession: EEA nationals have steps of their own where the source says so, and
 * with a diploma of there skip NARIC; recognised refugees skip what the authority waives for them; a step already made
 * is left out. undefined for who aims at no profession that the rules know, and for a Belgian diploma where the source
 * names nobody but NARIC, which judges diplomas from abroad.
 */
export function findRecognitionPath(of: Case): RecognitionPath | undefined {
  const found = findProfession(of);
  if (found?.value === undefined) return undefined;
  const row = of.rules.professions[found.id as keyof Case['rules']['professions']];
  if (row === undefined) return undefined;
  const { authority, steps, confidence } = findWay(of, row.value);
  const isBelgian = of.facts.diplomaCountry === BELGIUM;
  if (isBelgian && authority === NARIC) return undefined;
  const left = steps.filter((step) => !isBehind(of, step, authority));
  return {
    profession: found.id,
    authority,
    steps: left,
    source: row.source,
    // The sources tell of diplomas from abroad only: what is left with a Belgian one is asked.
    confidence: isBelgian ? 'unverified' : confidence,
  };
}

function findWay(of: Case, value: ProfessionValue): Way {
  const { eea, refugee } = value;
  if (eea !== undefined && (isEeaNational(of) || goesStraightToAuthority(of))) {
    const { eeaAuthority: authority = value.authority, eeaConfidence: confidence = value.confidence } = value;
    return { authority, steps: eea, confidence };
  }
  if (refugee !== undefined && of.facts.residenceStatus === 'recognised-refugee') return { ...value, steps: refugee };
  return mayGoOtherwise(of, value) ? { ...value, confidence: 'unverified' } : value;
}

function isBehind(of: Case, step: string, authority: string): boolean {
  const { recognition, diplomaCountry } = of.facts;
  const notForeign = diplomaCountry === BELGIUM || goesStraightToAuthority(of);
  switch (step) {
    case NARIC_SPECIFIC:
      // Where NARIC itself is the authority, straight to the authority is straight to NARIC.
      return recognition === 'specific' || (notForeign && authority !== NARIC);
    case LAW_FACULTY:
      return notForeign;
    default:
      return false;
  }
}

/**
 * What opens a closed profession first: specific recognition by NARIC (the general order, so also for a profession that
 * the rules do not know), extra courses at a law faculty, the authority at once, or, with a Belgian diploma, something
 * that the sources do not tell. undefined: the profession is not closed.
 */
export function findFirstDoor(of: Case): 'naric-specific' | 'law-faculty' | 'authority' | 'untold' | undefined {
  if (!isClosedProfession(of)) return undefined;
  if (of.facts.diplomaCountry === BELGIUM) return 'untold';
  if (goesStraightToAuthority(of)) return 'authority';
  const value = findProfession(of)?.value;
  return value?.steps.includes(LAW_FACULTY) ? LAW_FACULTY : NARIC_SPECIFIC;
}

/** Whether the source names a body that recognises this person's profession, after NARIC. */
export function namesBody(of: Case): boolean {
  const value = findProfession(of)?.value;
  return value === undefined || findWay(of, value).steps.some((step) => !NO_BODY.includes(step));
}

/** EEA and Swiss nationals with a diploma of there skip NARIC for a regulated profession. */
function goesStraightToAuthority(of: Case): boolean {
  const { diplomaCountry, nationalities } = of.facts;
  const states = [...eeaStates(of), ...asEea(of)];
  return (
    isTold(diplomaCountry) &&
    states.includes(diplomaCountry) &&
    isTold(nationalities) &&
    nationalities.some((state) => states.includes(state))
  );
}

function isEeaNational(of: Case): boolean {
  const { nationalities } = of.facts;
  return isTold(nationalities) && nationalities.some((state) => eeaStates(of).includes(state));
}

/** Another branch may be theirs: what decides on it was not told, or no source tells. */
function mayGoOtherwise(of: Case, { eea, eeaFamily = false, refugee, steps }: ProfessionValue): boolean {
  const { nationalities, residenceStatus, diplomaCountry } = of.facts;
  if (refugee !== undefined && !isTold(residenceStatus)) return true;
  // A law degree of another state of the EEA: the source speaks of those from beyond it.
  const hasEeaDegree = isTold(diplomaCountry) && eeaStates(of).includes(diplomaCountry);
  if (steps.includes(LAW_FACULTY) && hasEeaDegree && !goesStraightToAuthority(of)) return true;
  if (eea === undefined) return false;
  if (!isTold(nationalities)) return true;
  // Whose family someone is, is not asked; of Swiss nationals with a diploma from elsewhere no source tells.
  return (
    nationalities.some((state) => asEea(of).includes(state)) ||
    (eeaFamily && residenceStatus === 'family-reunification')
  );
}

function eeaStates({ rules }: Case): readonly string[] {
  return [...(rules.states['eu-member-states']?.value ?? []), ...(rules.states['eea-beside-the-eu']?.value ?? [])];
}

/** Switzerland, whose nationals and diplomas count as those of the EEA. */
const asEea = ({ rules }: Case): readonly string[] => rules.states['as-the-eea']?.value ?? [];

const BELGIUM = 'BE';

const NARIC = 'naric';
const NARIC_SPECIFIC = 'naric-specific';
const LAW_FACULTY = 'law-faculty';
/** Steps that are taken before a body recognises the profession, or beside it. */
const NO_BODY: readonly string[] = [NARIC_SPECIFIC, LAW_FACULTY, 'dutch-proof'];
