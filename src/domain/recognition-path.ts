/** Who recognises a profession, and which steps come in which order for this person (domain-facts §2.4). */
import type { Source } from './assessment.ts';
import type { Case } from './case.ts';
import { goesStraightToAuthority } from './documents.ts';
import { findProfession } from './perspective.ts';

export interface RecognitionPath {
  readonly profession: string;
  readonly authority: string;
  /** In order; the first is where to begin now. */
  readonly steps: readonly string[];
  readonly source: Source;
  /** How sure the source is: an unverified body is asked of the list of VDAB first. */
  readonly confidence: 'verified' | 'likely' | 'unverified';
}

/**
 * The order of steps towards a regulated profession: EEA and Swiss nationals with a diploma of there skip NARIC;
 * recognised refugees skip what the authority waives for them; a step already made is left out.
 * undefined for who aims at no profession that the rules know.
 */
export function findRecognitionPath(of: Case): RecognitionPath | undefined {
  const found = findProfession(of);
  if (found?.value === undefined) return undefined;
  const row = of.rules.professions[found.id as keyof Case['rules']['professions']];
  if (row === undefined) return undefined;
  const { authority, confidence, refugee, steps } = row.value;
  const own = of.facts.residenceStatus === 'recognised-refugee' && refugee !== undefined ? refugee : steps;
  const left = own.filter((step) => !isBehind(of, step));
  return { profession: found.id, authority, steps: left, source: row.source, confidence };
}

function isBehind(of: Case, step: string): boolean {
  const { recognition } = of.facts;
  if (step === 'naric-specific') return recognition === 'specific' || goesStraightToAuthority(of);
  return step === 'naric-level' && (recognition === 'level' || recognition === 'specific');
}
