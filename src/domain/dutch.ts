/** Dutch as told: one level, or a level per skill. Levels compare by their place in CEFR_LEVELS. */
import type { CefrLevel, Facts, NotTold, Skill } from './facts.ts';
import { CEFR_LEVELS, isTold } from './facts.ts';

/** What counts in a conversation. */
const CONTACT_SKILLS: readonly Skill[] = ['listening', 'speaking'];

export function reaches(level: CefrLevel, wanted: CefrLevel): boolean {
  return CEFR_LEVELS.indexOf(level) >= CEFR_LEVELS.indexOf(wanted);
}

/**
 * Whether the lowest of speaking and listening reaches a level.
 * Told and too low in one skill decides; else what is not told stays not told, as it is: a skill that was not asked
 * ('not-asked', which can still be asked), then one that the person would rather not say, then one that is not known.
 */
export function canTalk(dutch: Facts['dutch'], wanted: CefrLevel): boolean | NotTold | 'not-asked' {
  if (dutch === undefined) return 'not-asked';
  if (!isTold(dutch)) return dutch;
  if (typeof dutch === 'string') return reaches(dutch, wanted);
  const skills = CONTACT_SKILLS.map((skill) => dutch[skill]);
  const told = skills.filter((level) => isTold(level));
  if (told.some((level) => !reaches(level, wanted))) return false;
  if (told.length === CONTACT_SKILLS.length) return true;
  if (skills.includes(undefined)) return 'not-asked';
  return skills.includes('declined') ? 'declined' : 'unknown';
}

/** The lowest level told over the skills given, for a course or a study; undefined where none was told. */
export function lowestTold(dutch: Facts['dutch']): CefrLevel | undefined {
  if (!isTold(dutch)) return undefined;
  if (typeof dutch === 'string') return dutch;
  const told = Object.values(dutch).filter((level) => isTold(level));
  return told.reduce<CefrLevel | undefined>(
    (lowest, level) => (lowest === undefined || reaches(lowest, level) ? level : lowest),
    undefined,
  );
}
