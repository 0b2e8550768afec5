/**
 * The warm handover: what a desk should know before the first talk, in ISBAR order and on one screen, in codes.
 * Every line says who says so; what nobody told stands as an open question, not as a guess.
 */
import type { Assessment } from './assessment.ts';
import { type Case, openCase } from './case.ts';
import { PROFESSIONS, type SUMMARY_LINES, UNTOLD_REASONS } from './codes.ts';
import type { FactKey, FactPath, Facts, IsoDate, Told } from './facts.ts';
import { isTold, SKILLS } from './facts.ts';
import { findOpenQuestions, type OpenQuestion, toldWord } from './open-questions.ts';
import type { AddedQuestion, ContractQuestion, QuestionId } from './questions.ts';
import { FACTS_OF, isContractQuestion } from './questions.ts';
import type { Author, IsbarSection, Referral } from './referral.ts';
import type { Row, Rules } from './rules.ts';
import type { Param, Say } from './say.ts';
import { type SaidChange, sayChangesToDesk } from './say-changes.ts';
import { type SuggestedStep, suggestSteps } from './suggested-steps.ts';
import { whatWouldChange } from './what-would-change.ts';

export type HandoverClient = Pick<Referral['client'], 'name' | 'reach' | 'languages'>;
type LineId = (typeof SUMMARY_LINES)[number];

export interface HandoverInput {
  /** Without what the client leaves out: see applyLeftOut. */
  readonly facts: Facts;
  /** Made of those same facts. */
  readonly assessment: Assessment;
  readonly rules: Rules;
  readonly client: HandoverClient;
  readonly today: IsoDate;
  readonly authors: { readonly [path in FactPath]?: Author };
}

interface HandoverLine {
  /** Equals the key of its words in locales/<lang>/summary.json; `extra.<question>` is said by `extra`. */
  readonly id: LineId | `extra.${string}`;
  readonly section: IsbarSection;
  readonly say: Say;
  /** `client`, `counsellor`, `client, counsellor`, `derived`, `rule E3`, `rule S1 §7.1.2` ... */
  readonly source: string;
  /** Part of it was not told. */
  readonly open: boolean;
}

export interface Handover {
  readonly lines: readonly HandoverLine[];
  readonly openQuestions: readonly OpenQuestion[];
  readonly steps: readonly SuggestedStep[];
  /** Single other answers that would alter the result, for the desk. */
  readonly wouldChange: readonly SaidChange[];
  /** Motivated note for the welfare centre that pays the living wage; null where there is none. */
  readonly ocmwNote: Say | null;
}

/** The summary of one referral. Pure; says nothing that is not in the facts or follows from them by a rule. */
export function summarise(input: HandoverInput): Handover {
  const of = openCase(input.facts, input.rules, input.today);
  const openQuestions = findOpenQuestions(input.facts, input.assessment);
  return {
    lines: [
      ...identification(input),
      ...situation(input, of),
      ...background(input),
      ...verdicts(input, of),
      ...request(input, of),
    ],
    openQuestions,
    steps: suggestSteps(of, input.assessment, openQuestions.length),
    // That a registration or a course would open offers stands among the steps already.
    wouldChange: sayChangesToDesk(whatWouldChange(input.facts, input.rules, input.today)).filter(
      ({ id }) => id !== 'registration' && id !== 'dutch-level',
    ),
    ocmwNote: noteForOcmw(input, of),
  };
}

/**
 * Facts as the desk may see them: what the client leaves out reads as "would rather not say", so that a verdict
 * made of them cannot give it away. A fact that was never told stays absent.
 */
export function applyLeftOut(facts: Facts, leftOut: readonly QuestionId[]): Facts {
  const shown: { [key in FactKey]?: unknown } = { ...facts };
  const extra: { [question: string]: Told<string> } = isTold(facts.extra) ? { ...facts.extra } : {};
  for (const id of leftOut) {
    if (!isContractQuestion(id)) {
      if (extra[id] !== undefined) shown.extra = Object.assign(extra, { [id]: 'declined' });
      continue;
    }
    for (const key of FACTS_OF[id]) if (shown[key] !== undefined) shown[key] = 'declined';
  }
  return shown as Facts;
}

function identification({ client, facts, assessment, authors }: HandoverInput): HandoverLine[] {
  const language: Param = { language: client.languages.conversation };
  const spoken = { french: yesNo(facts.french), english: yesNo(facts.english) };
  const { dutch } = facts;
  const source = authorsOf(authors, ['dutch', 'french', 'english']);
  const who: HandoverLine =
    client.name === null
      ? line('identification', 'who-unnamed', { language }, 'client')
      : line('identification', 'who', { name: client.name, language }, 'client');
  // Where one language is enough for a talk, the others are not asked, and nobody need ask them.
  const open = CONTACT.some((key) =>
    facts[key] === undefined ? assessment.missing.includes(key) : facts[key] === 'unknown' || facts[key] === 'declined',
  );
  if (typeof dutch === 'object') {
    const skills = Object.fromEntries(SKILLS.map((skill) => [skill, cefr(dutch[skill])]));
    return [who, { ...line('identification', 'languages-by-skill', { ...skills, ...spoken }, source), open }];
  }
  return [who, { ...line('identification', 'languages', { dutch: cefr(dutch), ...spoken }, source), open }];
}

const CONTACT = ['dutch', 'french', 'english'] as const satisfies FactKey[];

function situation({ facts, authors }: HandoverInput, of: Case): HandoverLine[] {
  const lines: HandoverLine[] = [];
  if (anyTold(facts, ['nationalities', 'residenceStatus', 'inBelgiumSince'])) {
    const params = {
      countries: orTold(facts.nationalities, (countries) => ({ countries })),
      status: choice('residence-status', facts.residenceStatus),
      since: orTold(facts.inBelgiumSince, (month) => ({ month })),
    };
    const source = authorsOf(authors, ['nationalities', 'residenceStatus', 'inBelgiumSince']);
    lines.push(line('situation', 'stay', params, source));
  }
  if (of.place !== undefined) {
    const region: Param = { option: ['location', of.place.place] };
    const source = authorsOf(authors, ['postcode', 'region']);
    lines.push(
      isTold(facts.postcode)
        ? line('situation', 'lives-postcode', { region, postcode: facts.postcode }, source)
        : line('situation', 'lives', { region }, source),
    );
  }
  if (anyTold(facts, ['workSituation', 'income', 'registeredJobseeker'])) {
    const params = {
      situation: choice('work-situation', facts.workSituation),
      income: choices('income', facts.income),
      registered: yesNo(facts.registeredJobseeker),
    };
    lines.push(
      line('situation', 'work', params, authorsOf(authors, ['workSituation', 'income', 'registeredJobseeker'])),
    );
  }
  if (isTold(facts.obstacles)) {
    const obstacles = choices('obstacles', facts.obstacles);
    lines.push(line('situation', 'obstacles', { obstacles }, authorsOf(authors, ['obstacles'])));
  }
  return lines;
}

function background({ facts, assessment, authors }: HandoverInput): HandoverLine[] {
  const lines: HandoverLine[] = [];
  const about: readonly FactKey[] = ['diplomaLevel', 'studyField', 'diplomaCountry', 'diplomaProof', 'recognition'];
  if (anyTold(facts, about)) {
    const params = {
      level: choice('diploma-level', facts.diplomaLevel),
      field: choice('study-field', facts.studyField),
      country: orTold(facts.diplomaCountry, (country) => ({ country })),
      proof: choice('diploma-proof', facts.diplomaProof),
      recognition: choice('recognition', facts.recognition),
    };
    lines.push(line('background', 'diploma', params, authorsOf(authors, about)));
  }
  const { documents } = assessment;
  if (documents.length > 0) {
    const have = documents.filter(({ status }) => status === 'have');
    const open = documents.filter(({ status, need }) => status !== 'have' && need === 'required');
    const params = { have: names('documents', have), open: names('documents', open) };
    const told: readonly FactKey[] = ['documents', 'diplomaProof'];
    const source = anyTold(facts, told) ? authorsOf(authors, told) : 'derived';
    lines.push(line('background', 'documents', params, source));
  }
  return [...lines, ...addedAnswers(facts, authors)];
}

/** What was told on questions that dialogs/ adds, each on a line of its own; what was not told is an open question. */
function addedAnswers(facts: Facts, authors: HandoverInput['authors']): HandoverLine[] {
  return Object.entries(isTold(facts.extra) ? facts.extra : {}).flatMap(([question, answer]) => {
    if (!isTold(answer)) return [];
    const params = {
      question: { word: `questions:${question}.short` },
      answer: { option: [question as AddedQuestion, answer] as const },
    };
    const id = `extra.${question}` as const;
    const say = { key: 'summary:extra', params };
    return [{ id, section: 'background' as const, say, source: authorsOf(authors, [id]), open: false }];
  });
}

/** What was told against a criterion, or leaves it open, has its own line; what was not told is an open question. */
function verdicts({ assessment }: HandoverInput, of: Case): HandoverLine[] {
  const { criteria, perspective, flags } = assessment;
  const lines: HandoverLine[] = [];
  const met = criteria.filter(({ outcome }) => outcome === 'met');
  if (met.length > 0) {
    const params = { criteria: { words: met.map(({ id }) => `verdicts:criterion.${id}.name`) } };
    lines.push(line('assessment', 'criteria-met', params, `rule ${met.map(({ id }) => id).join(', ')}`));
  }
  for (const { id, outcome, reason } of criteria) {
    if (outcome === 'met' || UNTOLD_REASONS.some((untold) => untold === reason)) continue;
    const params = { reason: { word: `verdicts:reason.${id}.${reason}.desk` } };
    lines.push(line('assessment', `criterion-${id}`, params, `rule ${id}`));
  }
  const heading = { word: `verdicts:perspective.${perspective.outcome}.${perspective.reason}` };
  lines.push(line('assessment', 'perspective', { perspective: heading }, ruleOf(of.rules.triage.perspective)));
  if (flags.length > 0) {
    const params = { flags: { words: flags.map((flag) => `verdicts:flag.${flag}`) } };
    lines.push(line('assessment', 'attention', params, 'derived'));
  }
  return lines;
}

function request({ facts, assessment, authors }: HandoverInput, of: Case): HandoverLine[] {
  const lines: HandoverLine[] = [];
  if (anyTold(facts, ['goal', 'targetOccupation'])) {
    const params = { goal: choices('goal', facts.goal), occupation: orTold(facts.targetOccupation, (told) => told) };
    const source = authorsOf(authors, ['goal', 'targetOccupation']);
    const profession = recognisedProfession(facts);
    // A desk that does not read Ukrainian still reads what kind of work it is, and that this is our reading.
    lines.push(
      profession === undefined || !isTold(facts.targetOccupation)
        ? line('request', 'goal', params, source)
        : line('request', 'goal-read', { ...params, profession }, `${source}, derived`),
    );
  }
  lines.push(line('request', requestLine(assessment), undefined, ruleOf(of.region)));
  return lines;
}

function requestLine({ deskAccess, perspective, route }: Assessment): LineId {
  if (perspective.outcome === 'educational') return 'request-study';
  if (perspective.reason === 'study-and-work' && route.to === 'desk' && deskAccess === 'admitted')
    return 'request-combined';
  if (route.to === 'person') return 'request-person';
  return deskAccess === 'admitted' ? 'request-admitted' : 'request-review';
}

/** A welfare centre that knows the aim and who guides stops fewer tracks (S1 §7.2.1b). */
function noteForOcmw({ facts, assessment }: HandoverInput, of: Case): Say | null {
  // Who gets no referral has nobody who guides.
  if (!assessment.flags.includes('living-wage') || assessment.route.to === 'other-services') return null;
  const { outcome, reason } = assessment.perspective;
  return {
    key: 'summary:ocmw-note',
    params: {
      occupation: recognisedProfession(facts) ?? orTold(facts.targetOccupation, (told) => told),
      perspective: { word: `verdicts:perspective.${outcome}.${reason}` },
      dutch: cefr(typeof facts.dutch === 'object' ? facts.dutch.speaking : facts.dutch),
      guide: { word: `summary:ocmw-guide.${assessment.route.to}` },
      region: of.place === undefined ? toldWord('unknown') : { option: ['location', of.place.place] },
    },
  };
}

/** The profession that was read from the person's own words, where it is one that has a name in every language. */
function recognisedProfession({ regulatedProfession }: Facts): Param | undefined {
  const known = PROFESSIONS.find((id) => id === regulatedProfession);
  return known === undefined ? undefined : { word: `verdicts:profession.${known}` };
}

function line(section: IsbarSection, id: LineId, params: Say['params'], source: string): HandoverLine {
  const key = `summary:${id}`;
  const open = Object.values(params ?? {}).some((param) => NOT_TOLD.has(wordOf(param)));
  return { id, section, say: params === undefined ? { key } : { key, params }, source, open };
}

const NOT_TOLD: ReadonlySet<string | undefined> = new Set(UNTOLD_REASONS.map((reason) => toldWord(reason).word));

function wordOf(param: Param): string | undefined {
  return typeof param === 'object' && 'word' in param ? param.word : undefined;
}

/** The value in its own form, or the word for not asked, don't know and rather not say. */
function orTold<T>(value: Told<T> | undefined, form: (told: T) => Param): Param {
  if (value === undefined) return toldWord('not-asked');
  return isTold(value) ? form(value) : toldWord(value);
}

function yesNo(value: Told<boolean> | undefined): Param {
  return orTold(value, (told) => toldWord(told ? 'yes' : 'no'));
}

function choice(question: ContractQuestion, value: Told<string> | undefined): Param {
  return orTold(value, (code) => ({ option: [question, code] }));
}

function choices(question: ContractQuestion, value: Told<readonly string[]> | undefined): Param {
  return orTold(value, (codes) => (codes.length === 0 ? toldWord('nothing') : { options: [question, codes] }));
}

function cefr(value: Told<string> | undefined): Param {
  return orTold(value, (level) => (level === 'none' ? toldWord('nothing') : level));
}

function names(namespace: string, of: readonly { readonly id: string }[]): Param {
  return of.length === 0 ? toldWord('nothing') : { words: of.map(({ id }) => `${namespace}:${id}.name`) };
}

function anyTold(facts: Facts, keys: readonly FactKey[]): boolean {
  return keys.some((key) => facts[key] !== undefined && facts[key] !== null && isTold(facts[key] as Told<unknown>));
}

/** The rule that says so, by where it stands; what follows from several rules at once is derived. */
function ruleOf(row: Row<unknown> | undefined): string {
  return row === undefined ? 'derived' : `rule ${row.source.ref}`;
}

/** Who told these facts; a line without any told fact is still the client's: they chose not to. */
function authorsOf(authors: HandoverInput['authors'], keys: readonly FactPath[]): string {
  const found = new Set(keys.map((key) => authors[key]).filter((author) => author !== undefined));
  return found.size === 0 ? 'client' : [...found].join(', ');
}
