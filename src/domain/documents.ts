/**
 * Which papers help whom, and why (contract section 5, S1 §8.2.1, domain-facts §2 and §3).
 * Nothing is uploaded: a person is asked whether they have it, and without it there is always a way on.
 */
import type { DocumentVerdict, Need, PerspectiveOutcome } from './assessment.ts';
import type { Case } from './case.ts';
import { among } from './case.ts';
import type { DOCUMENT_REASONS } from './codes.ts';
import { findUnmet } from './conditions.ts';
import { lowestTold } from './dutch.ts';
import type { DocumentHolding, DocumentId } from './facts.ts';
import { DOCUMENT_IDS, isTold } from './facts.ts';
import { findProfession } from './perspective.ts';
import { findFirstDoor, namesBody } from './recognition-path.ts';
import type { Rules } from './rules.ts';
import { findWayRound } from './ways-round.ts';

type DocumentReason = (typeof DOCUMENT_REASONS)[number];
interface Asked {
  readonly need: Need;
  readonly reason: DocumentReason;
}
/** undefined: this person does not need the document. */
type Ask = (of: Case, perspective: PerspectiveOutcome) => Asked | undefined;

const required = (reason: DocumentReason): Asked => ({ need: 'required', reason });
const helpful = (reason: DocumentReason): Asked => ({ need: 'helpful', reason });
const later = (reason: DocumentReason): Asked => ({ need: 'later', reason });

const askResidence: Ask = ({ facts, rules }) => {
  const status = facts.residenceStatus;
  if (!isTold(status)) return required('residence-untold');
  if (status === 'asylum-seeker') return required('residence-asylum');
  if (status === 'temporary-protection') return required('residence-temporary-protection');
  if (among(rules.criteria.E2?.value.pending, status)) return required('residence-pending');
  return required('residence-legal-stay');
};

const askDiploma: Ask = ({ facts }) => {
  switch (facts.diplomaLevel) {
    case 'none':
    case 'secondary':
      return undefined;
    case 'unfinished-higher':
      return helpful('diploma-unfinished');
    case 'post-secondary-uncertain':
      return required('diploma-level-uncertain');
    default:
      return required('diploma-shows-level');
  }
};

/** Marks weigh most where NARIC compares programmes: specific recognition. A school gives exemptions by them. */
const askTranscript: Ask = (of, perspective) => {
  const { diplomaLevel, goal } = of.facts;
  if (diplomaLevel === 'unfinished-higher') return helpful('transcript-unfinished');
  if (!hasDiploma(of)) return undefined;
  const naric = askNaricApplication(of, perspective);
  if (naric?.need === 'required') return required('transcript-specific');
  if (naric?.need === 'helpful') return helpful('transcript-naric');
  const toSchool = (isTold(goal) && goal.includes('full-degree')) || findFirstDoor(of) === 'law-faculty';
  return toSchool ? helpful('transcript-school') : undefined;
};

/** Only for a diploma that NARIC could hardly read; where the country was not told, nobody can say. */
const askTranslation: Ask = (of, perspective) => {
  const country = of.facts.diplomaCountry;
  const readable = of.rules.documents['diploma-translation']?.value.readableFrom;
  if (!hasDiploma(of) || !isTold(country) || readable === undefined || among(readable, country)) return undefined;
  const naric = askNaricApplication(of, perspective);
  if (naric === undefined) return undefined;
  return { need: naric.need, reason: 'translation-naric' };
};

const askNaricDecision: Ask = (of) => {
  if (!hasDiploma(of)) return undefined;
  switch (of.facts.recognition) {
    case 'level':
    case 'specific':
      return helpful('naric-decided');
    case 'refused':
      return helpful('naric-refused');
    case 'applied':
      return later('naric-running');
    default:
      return undefined;
  }
};

/** Whether NARIC is of use now: asked for work, and by somebody who lives in Flanders or Brussels. */
export function isNaricAsked(of: Case, perspective: PerspectiveOutcome): boolean {
  const asked = askNaricApplication(of, perspective);
  return asked !== undefined && asked.need !== 'later' && of.place?.place !== 'out-of-area';
}

/** By status or income; what else makes it free was not asked. */
export function isNaricFree({ facts, rules }: Case): boolean {
  const free = rules.triage['naric-free']?.value;
  const income = isTold(facts.income) ? facts.income : [];
  const status = isTold(facts.residenceStatus) ? facts.residenceStatus : undefined;
  return among(free?.statuses, status) || income.some((source) => among(free?.incomes, source));
}

/** The choice between level and specific: the reason says which, and why. */
const askNaricApplication: Ask = (of, perspective) => {
  const { recognition, diplomaCountry, diplomaLevel } = of.facts;
  const rule = of.rules.documents['naric-application']?.value;
  if (!hasDiploma(of) || rule === undefined || diplomaCountry === 'BE') return undefined;
  if (recognition === 'specific' || recognition === 'applied' || recognition === 'refused') return undefined;
  switch (findFirstDoor(of)) {
    case 'authority':
      return undefined;
    case 'law-faculty':
      return later('naric-faculty-decides');
    case 'naric-specific':
      return perspective === 'educational' ? later('naric-specific-regulated') : required('naric-specific-regulated');
  }
  if (perspective === 'educational') return recognition === 'level' ? undefined : later('naric-not-for-study');
  // Of a doctorate there is no level to recognise: what was recognised is the study before it.
  if (isTold(diplomaLevel) && among(rule.specificLevels, diplomaLevel)) return helpful('naric-specific-doctorate');
  if (recognition === 'level') return undefined;
  if (isTold(diplomaCountry) && among(rule.automaticLevel, diplomaCountry)) return later('naric-automatic-level');
  return helpful(findProfession(of) === undefined ? 'naric-level' : 'naric-level-protected-title');
};

const askProfessionalRecognition: Ask = (of) => {
  if (!hasDiploma(of)) return undefined;
  const isRecognised = of.facts.recognition === 'specific';
  switch (findFirstDoor(of)) {
    case undefined:
      return undefined;
    case 'untold':
      return helpful('recognition-belgian-diploma');
    case 'authority':
      return required('recognition-straight-to-authority');
    case 'law-faculty':
      return later('recognition-after-faculty');
    case 'naric-specific':
      if (!namesBody(of)) return isRecognised ? helpful('recognition-ask-desk') : later('recognition-ask-desk');
      return isRecognised ? required('recognition-now') : later('recognition-after-naric');
  }
};

const askCv: Ask = (_, perspective) => (perspective === 'educational' ? undefined : helpful('cv-work'));

const askDutchCertificate: Ask = ({ facts }) => {
  const level = lowestTold(facts.dutch);
  return level === 'none' || facts.dutch === undefined ? undefined : helpful('dutch-level-shown');
};

/** VDAB in Flanders, Actiris in Brussels; not for someone who only wants to study. */
const askJobseeker: Ask = (of, perspective) => {
  if (perspective === 'educational') return undefined;
  const service = of.region?.value.jobseekerService;
  const reason = service === undefined ? 'jobseeker-by-region' : (`jobseeker-${service}` as const);
  return of.facts.workSituation === 'at-level' ? later(reason) : helpful(reason);
};

/** Asylum seekers are outside the target group of civic integration since 1 March 2022: never asked of them. */
const askIntegrationContract: Ask = (of, perspective) => {
  const status = of.facts.residenceStatus;
  if (!isTold(status) || !among(of.rules.documents['integration-contract']?.value.statuses, status)) return undefined;
  const needsIt = isNaricAsked(of, perspective) && !isNaricFree(of);
  return helpful(needsIt ? 'contract-naric-free' : 'contract-shows-track');
};

const askLivingWage: Ask = ({ facts }) =>
  isTold(facts.income) && facts.income.includes('living-wage') ? helpful('living-wage-ocmw') : undefined;

const askEmploymentContract: Ask = ({ facts, rules }) => {
  const rule = rules.documents['employment-contract']?.value;
  const permit = isTold(facts.residenceStatus) && among(rule?.permitStatuses, facts.residenceStatus);
  const hasNoJob = facts.workSituation === 'not-working' || facts.workSituation === 'studying';
  if (permit && !hasNoJob) return helpful('work-permit-job');
  const reason = isTold(facts.workSituation) ? rule?.situations[facts.workSituation] : undefined;
  return reason === undefined ? undefined : helpful(reason as DocumentReason);
};

/** Only when study is in play, with the level that this study asks. */
const askStudyLanguage: Ask = ({ facts, rules }) => {
  const rule = rules.documents['study-language-proof']?.value;
  const goal = facts.goal;
  if (rule === undefined || !isTold(goal)) return undefined;
  const wantsDegree = goal.includes('full-degree');
  if (!wantsDegree && !goal.includes('training-for-job')) return undefined;
  const level = wantsDegree ? rule.fullDegree : facts.regulatedProfession === 'teacher' ? rule.teacher : rule.training;
  const reason = ({ B1: 'study-b1', B2: 'study-b2', C1: 'study-c1' } as const)[level as 'B1' | 'B2' | 'C1'];
  return wantsDegree ? required(reason) : later(reason);
};

const ASKS: { readonly [id in DocumentId]: Ask } = {
  'residence-document': askResidence,
  diploma: askDiploma,
  transcript: askTranscript,
  'diploma-translation': askTranslation,
  'naric-decision': askNaricDecision,
  'naric-application': askNaricApplication,
  'professional-recognition': askProfessionalRecognition,
  cv: askCv,
  'dutch-certificate': askDutchCertificate,
  'jobseeker-registration': askJobseeker,
  'integration-contract': askIntegrationContract,
  'living-wage-decision': askLivingWage,
  'employment-contract': askEmploymentContract,
  'study-language-proof': askStudyLanguage,
};

/**
 * The checklist of one person: the papers of the contract in its order, then those that rows add.
 * Nobody is asked for papers for a desk that cannot take them.
 */
export function listDocuments(of: Case, perspective: PerspectiveOutcome): readonly DocumentVerdict[] {
  const list: DocumentVerdict[] = [];
  const ask = (id: string, need: Need, reason: string) => {
    const status = statusOf(of, id);
    list.push({ id, need, reason, status, wayRound: findWayRound(of, id, status, perspective) });
  };
  for (const id of DOCUMENT_IDS) {
    const asked = of.rules.documents[id] === undefined ? undefined : ASKS[id](of, perspective);
    if (asked !== undefined) ask(id, asked.need, asked.reason);
  }
  for (const { id, value } of of.rules.addedDocuments) {
    if (findUnmet(of, value.when, perspective).length === 0) ask(id, value.need, value.reason);
  }
  return list;
}

/** Every document that the rules know of, in the order of the checklist. */
export function documentIds(rules: Rules): readonly string[] {
  return [...DOCUMENT_IDS, ...Object.keys(rules.addedDocuments)];
}

/** As told for the checklist; else what another answer already says about this paper. */
function statusOf({ facts }: Case, id: string): DocumentHolding | 'unknown' {
  const told = isTold(facts.documents) && Object.hasOwn(facts.documents, id) ? facts.documents[id] : undefined;
  if (isTold(told)) return told;
  if (told !== undefined) return 'unknown';
  if (id === 'diploma' && (facts.diplomaProof === 'original' || facts.diplomaProof === 'copy')) return 'have';
  if (id === 'naric-decision' && (facts.recognition === 'level' || facts.recognition === 'specific')) return 'have';
  if (id === 'jobseeker-registration' && facts.registeredJobseeker === true) return 'have';
  return 'unknown';
}

/** Told, and something that could be recognised; an untold level leaves the papers open, not away. */
export function hasDiploma({ facts, rules }: Case): boolean {
  if (!isTold(facts.diplomaLevel)) return true;
  return among(rules.documents.diploma?.value.levels, facts.diplomaLevel);
}
