/** What stands behind a point of attention: for the desk the rule or the fact it comes from, for the client what to do. */
import type { Assessment, Ground } from './assessment.ts';
import { openCase } from './case.ts';
import type { FactKey, FactPath, Facts, IsoDate } from './facts.ts';
import type { Author } from './referral.ts';
import type { Flag, Rules } from './rules.ts';
import { nameOf } from './say-recognition.ts';
import { groundsOfFlag } from './trace.ts';

/** Points with which a client can do something: `guide:attention.<code>`. */
export const FLAGS_FOR_CLIENT = [
  'pending-status',
  'no-agency-counsellor',
  'check-work-right',
  'temporary-protection-ends',
  'interpreter',
  'hard-to-place',
  'below-level',
  'living-wage',
  'no-diploma-proof',
  'incomplete-diploma-proof',
  'recognition-refused',
  'naric-free',
  'not-registered-jobseeker',
  'conditions',
] as const satisfies readonly Flag[];

/** Said of the desk, so not to who is not sent to one. */
const AT_THE_DESK: readonly Flag[] = [
  'pending-status',
  'no-agency-counsellor',
  'check-work-right',
  'interpreter',
  'conditions',
];

/** The points that a client is told, in the order of the assessment. */
export function flagsForClient({ flags, route }: Assessment): readonly (typeof FLAGS_FOR_CLIENT)[number][] {
  const isSent = route.to !== 'other-services';
  // What makes a closed profession hard is its recognition, and the way to that is told by itself.
  const isClosed = flags.includes('regulated-profession');
  return FLAGS_FOR_CLIENT.filter((flag) => flags.includes(flag))
    .filter((flag) => isSent || !AT_THE_DESK.includes(flag))
    .filter((flag) => flag !== 'hard-to-place' || !isClosed);
}

const FROM_FACT: { readonly [flag in Flag]?: FactKey } = {
  'below-level': 'workSituation',
  'living-wage': 'income',
  'no-diploma-proof': 'diplomaProof',
  'incomplete-diploma-proof': 'diplomaProof',
  'recognition-refused': 'recognition',
  'not-registered-jobseeker': 'registeredJobseeker',
  conditions: 'obstacles',
};

/**
 * Who told what the flags of an assessment rest on, and which rules made the others of it: `client, rule E2; S1 §8.2.1`.
 * @param authors who told each fact
 */
export function sourceOfFlags(
  facts: Facts,
  rules: Rules,
  today: IsoDate,
  { flags }: Pick<Assessment, 'flags'>,
  authors: { readonly [path in FactPath]?: Author },
): string {
  const of = openCase(facts, rules, today);
  const told = new Set<string>();
  const ruled = new Set<string>();
  for (const flag of flags as readonly Flag[]) {
    const fact = FROM_FACT[flag];
    if (fact !== undefined) told.add(authors[fact] ?? 'client');
    else for (const ground of groundsOfFlag(of, flag)) if (ground !== undefined) ruled.add(nameOfRule(ground));
  }
  return [...told, ...(ruled.size === 0 ? [] : [`rule ${[...ruled].join('; ')}`])].join(', ');
}

/** A criterion by its id, which a desk knows; any other rule by where it stands. */
function nameOfRule({ rule, source }: Ground): string {
  const [group, id = ''] = rule.split('.');
  return group === 'criteria' ? id : nameOf(source.ref);
}
