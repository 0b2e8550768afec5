/** What must hold of the assessment of any facts at all, told as a list of faults: empty is good. */
import type { Assessment } from '../../src/domain/assessment.ts';
import type { Facts } from '../../src/domain/facts.ts';
import { summarise } from '../../src/domain/handover.ts';
import { sayChangesToClient } from '../../src/domain/say-changes.ts';
import { sayTrace } from '../../src/domain/say-trace.ts';
import { whatWouldChange } from '../../src/domain/what-would-change.ts';
import { assessmentSchema } from '../../src/schemas/assessment.ts';
import { BUILD_LANGUAGES, OFFICE_NAMESPACES } from '../../src/words/languages.ts';
import { loadWords } from '../../src/words/words.ts';
import { judge, RULES, TODAY } from '../domain/cases.ts';

const words = loadWords(new URL('../../locales', import.meta.url).pathname, BUILD_LANGUAGES);
/** A key is looked up once in every language of who reads it, whoever says it. */
const known = new Map<string, string | undefined>();

/** The language that has no words for this key; undefined where all have. */
function wordlessIn(key: string): string | undefined {
  if (!known.has(key)) {
    const languages = OFFICE_NAMESPACES[key.slice(0, key.indexOf(':'))] ?? BUILD_LANGUAGES;
    known.set(
      key,
      languages.find((language) => !words.has(language, key)),
    );
  }
  return known.get(key);
}

/**
 * @param whole also what the handover and the changes say; they cost ten assessments more
 * @returns what is wrong with the assessment of these facts
 */
export function faultsOf(facts: Facts, whole: boolean): readonly string[] {
  const assessment = judge(facts);
  const faults: string[] = [];
  const parsed = assessmentSchema.safeParse(assessment);
  if (!parsed.success) faults.push(`does not fit its schema: ${parsed.error.issues[0]?.path.join('.')}`);
  if (assessment.deskAccess === 'not-admitted' && assessment.nextSteps.length === 0) faults.push('a no without a step');
  if (assessment.route.to !== 'desk' && assessment.nextSteps.length === 0) faults.push('another way without a step');
  for (const { id, status, need, wayRound } of assessment.documents) {
    if (need === 'required' && (status === 'cannot-get' || status === 'not-safe-to-get') && wayRound === null)
      faults.push(`no way round ${id}`);
  }
  for (const { id, source } of assessment.criteria) {
    if (source.title === '' || source.ref === '' || !/^\d{4}-\d\d-\d\d$/.test(source.checkedOn))
      faults.push(`no source for ${id}`);
  }
  for (const { of, id, grounds } of assessment.trace ?? []) {
    if (grounds.length === 0) faults.push(`no source for ${of} ${id}`);
  }
  const trace = sayTrace(assessment);
  const verdicts = 2 + assessment.documents.length + assessment.flags.length;
  if (trace.length !== verdicts) faults.push(`${trace.length} of ${verdicts} verdicts explained`);
  const explained = trace.flatMap(({ name, why, figures }) => [name, why, ...figures]).map(({ key }) => key);
  for (const key of [...keysOf(assessment), ...explained, ...(whole ? keysOfHandover(facts, assessment) : [])]) {
    const language = wordlessIn(key);
    if (language !== undefined) faults.push(`no text for ${key} in ${language}`);
  }
  return faults;
}

function keysOf({ criteria, perspective, route, flags, documents, nextSteps, offers, ...rest }: Assessment): string[] {
  return [
    ...criteria.flatMap(({ id, outcome, reason }) => [
      `verdicts:criterion.${id}.name`,
      `verdicts:outcome.${outcome}`,
      `verdicts:reason.${id}.${reason}.client`,
      `verdicts:reason.${id}.${reason}.desk`,
    ]),
    `verdicts:eligibility.${rest.projectEligibility}`,
    `verdicts:access.${rest.deskAccess}`,
    `verdicts:perspective.${perspective.outcome}.${perspective.reason}`,
    `verdicts:destination.${route.to}`,
    `verdicts:route.${route.reason}.client`,
    `verdicts:route.${route.reason}.desk`,
    ...flags.map((flag) => `verdicts:flag.${flag}`),
    ...documents.flatMap(({ id, need, reason, status, wayRound }) => [
      `documents:${id}.name`,
      `documents:need.${need}`,
      `documents:reason.${reason}`,
      `documents:status.${status}`,
      ...(wayRound === null ? [] : [`documents:wayRound.${wayRound}`]),
    ]),
    `verdicts:perspective.${perspective.outcome}.${perspective.reason}.client`,
    ...nextSteps.map(({ id }) => `verdicts:step.${id}`),
    ...offers.flatMap(({ id, reason }) => [`offers:${id}.name`, `offers:reason.${reason}`]),
  ];
}

function keysOfHandover(facts: Facts, assessment: Assessment): string[] {
  const languages = { conversation: 'nl', dutch: '', french: '', english: '' } as const;
  const client = { name: null, reach: null, languages };
  const handover = summarise({ facts, assessment, rules: RULES, client, today: TODAY, authors: {} });
  return [
    ...handover.lines,
    ...handover.openQuestions,
    ...handover.wouldChange,
    ...sayChangesToClient(whatWouldChange(facts, RULES, TODAY)),
  ].map(({ say }) => say.key);
}
