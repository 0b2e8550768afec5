/** What stands behind a point of attention: for the desk the rule or the fact it comes from, for the client what to do. */
import type { Assessment } from './assessment.ts';
import { openCase } from './case.ts';
import type { FactKey, FactPath, Facts, IsoDate } from './facts.ts';
import { findProfession } from './perspective.ts';
import type { Author } from './referral.ts';
import type { Flag, ProfessionId, Row, Rules } from './rules.ts';
import { nameOf } from './say-recognition.ts';

/** Points with which a client can do something: `guide:attention.<code>`. */
export const FLAGS_FOR_CLIENT = [
  'pending-status',
  'no-agency-counsellor',
  'check-work-right',
  'interpreter',
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
  return FLAGS_FOR_CLIENT.filter((flag) => flags.includes(flag) && (isSent || !AT_THE_DESK.includes(flag)));
}

const FROM_CRITERION: { readonly [flag in Flag]?: string } = {
  'pending-status': 'E2',
  'eu-national': 'E1',
  'tolerance-margin': 'E3',
  interpreter: 'E6',
};
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
  const { triage, professions } = of.rules;
  const profession = professions[findProfession(of)?.id as ProfessionId];
  const rowOf: { readonly [flag in Flag]?: Row<unknown> | undefined } = {
    'no-agency-counsellor': triage['no-agency-counsellor'],
    'check-work-right': triage['work-right-on-card'],
    'regulated-profession': profession,
    'protected-title': profession,
    'hard-to-place': profession?.value.hardToPlace === true ? profession : triage['hard-to-place'],
    'naric-free': triage['naric-free'],
  };
  const told = new Set<string>();
  const ruled = new Set<string>();
  for (const flag of flags as readonly Flag[]) {
    const fact = FROM_FACT[flag];
    if (fact !== undefined) told.add(authors[fact] ?? 'client');
    else ruled.add(FROM_CRITERION[flag] ?? nameOf(rowOf[flag]?.source.ref ?? 'domain-facts §2.4'));
  }
  return [...told, ...(ruled.size === 0 ? [] : [`rule ${[...ruled].join('; ')}`])].join(', ');
}
