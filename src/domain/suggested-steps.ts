/** First steps for the talk between desk and client: near and further off, most pressing first. Proposals, never orders. */
import type { Assessment, DocumentVerdict } from './assessment.ts';
import type { Case } from './case.ts';
import type { SUMMARY_STEPS } from './codes.ts';
import { hasDiploma } from './documents.ts';
import { lowestTold, reaches } from './dutch.ts';
import type { CefrLevel, DocumentId, Facts, Skill } from './facts.ts';
import { CEFR_LEVELS, isTold, SKILLS } from './facts.ts';
import { findFirstDoor } from './recognition-path.ts';
import type { Say } from './say.ts';

type ShortStep = (typeof SUMMARY_STEPS)['short'][number];
type LongStep = (typeof SUMMARY_STEPS)['long'][number];

export interface SuggestedStep {
  readonly id: ShortStep | LongStep;
  readonly term: 'short' | 'long';
  readonly say: Say;
}

/** More would not be read in a first talk. */
const MOST = { short: 6, long: 4 } as const;
/** Good enough to study or to be trained for most work at level (domain-facts §5). */
const WORKING_LEVEL: CefrLevel = 'B2';

/** What a plan is never without, where it follows at all: the others stand among the points of attention too. */
const KEPT: readonly ShortStep[] = [
  'start-naric-level',
  'start-naric-specific',
  'ask-law-faculty',
  'do-not-wait-for-naric',
  'register-vdab',
  'register-actiris',
  'practise-dutch',
  'practise-dutch-skills',
  'prepare-cv',
];

/** Steps that follow from the facts; `open` is the number of open questions. */
export function suggestSteps(of: Case, assessment: Assessment, open: number): readonly SuggestedStep[] {
  return [...mostPressing(shortSteps(of, assessment, open)), ...longSteps(of, assessment).slice(0, MOST.long)];
}

/** No more than a first talk can hold; what is kept stays in its place. */
function mostPressing(steps: readonly SuggestedStep[]): readonly SuggestedStep[] {
  const isKept = ({ id }: SuggestedStep) => KEPT.some((kept) => kept === id);
  const room = MOST.short - steps.filter(isKept).length;
  const others = steps.filter((step) => !isKept(step)).slice(0, room);
  return steps.filter((step) => isKept(step) || others.includes(step));
}

function shortSteps(of: Case, { documents, flags, perspective }: Assessment, open: number): SuggestedStep[] {
  const { facts } = of;
  const steps: SuggestedStep[] = [];
  const step = (when: boolean, id: ShortStep, params?: Say['params']) => {
    if (when) steps.push({ id, term: 'short', say: sayStep(id, params) });
  };
  const naric = find(documents, 'naric-application');
  const studies = perspective.outcome === 'educational';
  const level = lowestTold(facts.dutch);
  step(open > 0, 'clear-open-questions', { count: open });
  step(flags.includes('interpreter'), 'arrange-interpreter');
  step(flags.includes('check-work-right') && !studies, 'check-work-right');
  step(flags.includes('living-wage'), 'talk-to-ocmw');
  step(flags.includes('no-diploma-proof'), 'find-one-proof');
  // Without any proof NARIC begins nothing: looking for one comes first.
  if (naric !== undefined && naric.need !== 'later' && facts.diplomaProof !== 'none') {
    step(true, naric.reason.startsWith('naric-specific') ? 'start-naric-specific' : 'start-naric-level');
  }
  step(hasDiploma(of) && findFirstDoor(of) === 'law-faculty', 'ask-law-faculty');
  step(facts.recognition === 'applied', 'do-not-wait-for-naric');
  step(find(documents, 'diploma-translation')?.need === 'required', 'translate-diploma');
  step(
    facts.registeredJobseeker === false && !studies,
    of.region?.value.jobseekerService === 'actiris' ? 'register-actiris' : 'register-vdab',
  );
  step(flags.includes('conditions'), 'arrange-conditions');
  step(isTold(facts.goal) && facts.goal.includes('full-degree'), 'compare-studies');
  const weakest = weakestSkills(facts.dutch);
  if (level !== undefined && !reaches(level, WORKING_LEVEL)) {
    const to = nextLevel(level);
    if (weakest.length === 0) step(true, 'practise-dutch', { level: to });
    else step(true, 'practise-dutch-skills', { skills: { words: weakest.map(wordOfSkill) }, level: to });
  }
  const cv = find(documents, 'cv');
  step(cv !== undefined && cv.status !== 'have', 'prepare-cv');
  return steps;
}

function longSteps({ facts }: Case, { documents, flags, perspective }: Assessment): SuggestedStep[] {
  const steps: SuggestedStep[] = [];
  const step = (when: boolean, id: LongStep, params?: Say['params']) => {
    if (when) steps.push({ id, term: 'long', say: sayStep(id, params) });
  };
  const study = find(documents, 'study-language-proof');
  const level = lowestTold(facts.dutch);
  const wants = (goal: 'training-for-job') => isTold(facts.goal) && facts.goal.includes(goal);
  step(find(documents, 'professional-recognition') !== undefined, 'professional-recognition');
  step(find(documents, 'naric-application')?.reason === 'naric-level-protected-title', 'specific-after-level');
  step(study !== undefined, 'dutch-for-study', { level: (study?.reason ?? '').slice(-2).toUpperCase() });
  step(study === undefined && level !== undefined && !reaches(level, WORKING_LEVEL), 'dutch-for-work');
  step(flags.includes('below-level'), 'from-below-level');
  step(wants('training-for-job'), 'training-for-target');
  step(facts.wantsWorkAtLevel === true && perspective.outcome !== 'educational', 'work-at-level');
  step(perspective.outcome === 'undetermined' || perspective.outcome === 'combined', 'look-again-at-perspective');
  return steps;
}

function sayStep(id: ShortStep | LongStep, params: Say['params']): Say {
  const key = `summary:step.${id}`;
  return params === undefined ? { key } : { key, params };
}

/** The skills at the lowest level, where others were told to be higher; empty where one course serves them all. */
function weakestSkills(dutch: Facts['dutch']): readonly Skill[] {
  if (dutch === undefined || !isTold(dutch) || typeof dutch === 'string') return [];
  const told = SKILLS.filter((skill) => dutch[skill] !== undefined && isTold(dutch[skill]));
  const weakest = told.filter((skill) => dutch[skill] === lowestTold(dutch));
  return weakest.length === told.length ? [] : weakest;
}

const wordOfSkill = (skill: Skill): string => `questions:common.skill.${skill}`;

function nextLevel(level: CefrLevel | undefined): string {
  return CEFR_LEVELS[CEFR_LEVELS.indexOf(level ?? 'none') + 1] ?? WORKING_LEVEL;
}

function find(documents: readonly DocumentVerdict[], id: DocumentId): DocumentVerdict | undefined {
  return documents.find((document) => document.id === id);
}
