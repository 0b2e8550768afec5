/** What would alter the result, in words: as plain sentences for the person, shortly for the desk. */
import type { CHANGE_RESULTS, CHANGES } from './codes.ts';
import { CEFR_LEVELS } from './facts.ts';
import type { Param, Say } from './say.ts';
import type { Change } from './what-would-change.ts';

type ChangeId = (typeof CHANGES)[keyof typeof CHANGES][number];
type Result = (typeof CHANGE_RESULTS)[number];

export interface SaidChange {
  readonly id: ChangeId;
  readonly say: Say;
}

/** The words that a desk reads for each result are those of its verdicts. */
const DESK_WORDS: { readonly [result in Result]: string } = {
  admitted: 'verdicts:access.admitted',
  review: 'verdicts:access.review',
  eligible: 'verdicts:eligibility.eligible',
  'eligible-review': 'verdicts:eligibility.review',
  work: 'verdicts:change.to-work',
  offers: 'verdicts:change.more-offers',
};

/** For the desk: every change, in the order of the interview; the three contact languages as one. */
export function sayChangesToDesk(changes: readonly Change[]): readonly SaidChange[] {
  return say(changes, 'desk', (result) => DESK_WORDS[result]);
}

/** For the person: only what is in their power. Never who they are, nor when or where they came. */
export function sayChangesToClient(changes: readonly Change[]): readonly SaidChange[] {
  return say(
    changes.filter(({ inPower }) => inPower),
    'client',
    (result) => `verdicts:change.then.${result}`,
  );
}

function say(changes: readonly Change[], reader: 'client' | 'desk', wordOf: (result: Result) => string): SaidChange[] {
  const said = new Map<ChangeId, SaidChange>();
  for (const change of changes) {
    const id = idOf(change);
    // Any one language would do, and Dutch, which comes first, names the level.
    if (id === undefined || said.has(id)) continue;
    const params = { ...paramsOf(change, id), result: { word: wordOf(resultOf(change)) } };
    said.set(id, { id, say: { key: `verdicts:change.${id}.${reader}`, params } });
  }
  return [...said.values()];
}

function idOf(change: Change): ChangeId | undefined {
  const { key, inPower } = change;
  switch (key) {
    case 'dutch':
      return resultOf(change) === 'offers' ? 'dutch-level' : 'contact-language';
    case 'french':
    case 'english':
      return 'contact-language';
    case 'diplomaLevel':
      return inPower ? 'finish-studies' : 'diploma';
    case 'recognition':
      return 'recognition';
    case 'registeredJobseeker':
      return 'registration';
    case 'wantsWorkAtLevel':
      return 'wants-level';
    case 'obstacles':
      return 'conditions';
    case 'inBelgiumSince':
      return 'later-arrival';
    case 'leftInBetween':
      return 'no-interruption';
    default:
      return undefined;
  }
}

function paramsOf({ to, since, lifted }: Change, id: ChangeId): { readonly [name: string]: Param } {
  if (since !== undefined) return { month: since };
  if (lifted !== undefined) return { what: { options: ['obstacles', lifted] } };
  if (id !== 'contact-language' && id !== 'dutch-level') return {};
  return { level: CEFR_LEVELS.find((level) => level === to) ?? '' };
}

/** The door that opens is said first, then the project's own verdict, the way to work, and what else is open. */
function resultOf({ deskAccess, projectEligibility, perspective }: Change): Result {
  if (deskAccess.would !== deskAccess.now) return deskAccess.would === 'admitted' ? 'admitted' : 'review';
  if (projectEligibility.would !== projectEligibility.now)
    return projectEligibility.would === 'eligible' ? 'eligible' : 'eligible-review';
  return perspective.would === perspective.now ? 'offers' : 'work';
}
