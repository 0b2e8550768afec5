/** The keys that the code will ask for, derived from the codes of src/domain: a new code without words fails the check. */
import {
  ACCESSES,
  CRITERIA,
  DESTINATIONS,
  ELIGIBILITIES,
  NEEDS,
  OUTCOMES,
  PERSPECTIVES,
} from '../domain/assessment.ts';
import { INVITE_STATUSES } from '../domain/client-status.ts';
import {
  CHANGE_RESULTS,
  CHANGES,
  CRITERION_REASONS,
  DOCUMENT_REASONS,
  FLAGS,
  NEXT_STEPS,
  OFFER_AIMS,
  OFFER_REASONS,
  OPEN_FACTS,
  PERSPECTIVE_REASONS,
  PROFESSIONS,
  ROUTE_REASONS,
  SUMMARY_LINES,
  SUMMARY_STEPS,
  TOLD_WORDS,
  WAYS_ROUND,
} from '../domain/codes.ts';
import {
  CEFR_LEVELS,
  DIPLOMA_LEVELS,
  DIPLOMA_PROOFS,
  DOCUMENT_HOLDINGS,
  DOCUMENT_IDS,
  GOALS,
  INCOMES,
  OBSTACLES,
  PLACES,
  RECOGNITIONS,
  RESIDENCE_STATUSES,
  SKILLS,
  STUDY_FIELDS,
  WORK_SITUATIONS,
} from '../domain/facts.ts';
import { FIGURES_SAID } from '../domain/figures.ts';
import { FLAGS_FOR_CLIENT } from '../domain/flag-guide.ts';
import { APPOINTMENT_WAYS, audiencesOf, DECLINE_REASONS, REFERRAL_REMARKS } from '../domain/follow-up.ts';
import { expectationKey, OFFER_ASKS, OFFER_WHYS } from '../domain/offer-guide.ts';
import { type ContractQuestion, QUESTION_IDS } from '../domain/questions.ts';
import { AUTHORS, ISBAR, REFERRAL_STATES } from '../domain/referral.ts';
import { REFERRAL_EVENTS } from '../domain/referral-states.ts';
import { PATH_NOTES } from '../domain/say-recognition.ts';
import type { AddedData } from './added.ts';

/** The choices that a question offers by code; a question without any is answered by typing or by a country list. */
export const OPTIONS_OF: { readonly [question in ContractQuestion]?: readonly string[] } = {
  privacy: ['yes', 'no'],
  nationalities: ['stateless'],
  'residence-status': RESIDENCE_STATUSES,
  'left-in-between': ['yes', 'no'],
  location: PLACES,
  'diploma-level': DIPLOMA_LEVELS,
  'study-field': STUDY_FIELDS,
  'diploma-proof': DIPLOMA_PROOFS,
  recognition: RECOGNITIONS,
  goal: GOALS,
  training: ['yes', 'no'],
  'dutch-level': CEFR_LEVELS,
  'contact-language': ['french', 'english', 'both', 'none'],
  'work-situation': WORK_SITUATIONS,
  income: INCOMES,
  'registered-jobseeker': ['yes', 'no'],
  'wants-work-at-level': ['yes', 'no'],
  obstacles: [...OBSTACLES, 'none'],
  documents: DOCUMENT_HOLDINGS,
  review: ['right', 'change'],
  share: ['send', 'dont-send'],
};

/** What every question can say about itself. */
const PARTS = ['ask', 'why', 'help', 'again', 'short'] as const;

/** Who reads a verdict: the person it is about, or the desk. */
const READERS = ['client', 'desk'] as const;

/** Every `namespace:key` that must have words, also for the codes that stand in data only (readAdded). */
export function requiredKeys(added: AddedData): readonly string[] {
  return [
    ...questionKeys(added.questions),
    ...verdictKeys(),
    ...documentKeys(added.documents),
    ...summaryKeys(),
    ...offerKeys(added),
    ...followUpKeys(),
    ...newsKeys(),
    ...counsellorKeys(),
    ...added.authorities.flatMap((code) => [`rulebook:authority.${code}`, `guide:authority.${code}`]),
    ...added.recognitionSteps.flatMap((code) => [`rulebook:path.${code}`, `guide:step.${code}`]),
    ...PATH_NOTES.map((code) => `guide:path.note.${code}`),
  ];
}

function questionKeys(added: AddedData['questions']): string[] {
  const ofContract = QUESTION_IDS.map((id) => ({ id, choices: OPTIONS_OF[id] ?? [] }));
  return [
    ...[...ofContract, ...added].flatMap(({ id, choices }) => [
      ...PARTS.map((part) => `questions:${id}.${part}`),
      ...choices.map((code) => `questions:${id}.options.${code}`),
    ]),
    ...['unknown', 'declined'].map((code) => `questions:common.options.${code}`),
    ...SKILLS.map((skill) => `questions:common.skill.${skill}`),
  ];
}

function verdictKeys(): string[] {
  return [
    ...CRITERIA.map((id) => `verdicts:criterion.${id}.name`),
    ...CRITERIA.flatMap((id) =>
      Object.values<readonly string[]>(CRITERION_REASONS[id]).flatMap((codes) =>
        codes.flatMap((code) => READERS.map((reader) => `verdicts:reason.${id}.${code}.${reader}`)),
      ),
    ),
    ...OUTCOMES.map((outcome) => `verdicts:outcome.${outcome}`),
    ...ELIGIBILITIES.map((eligibility) => `verdicts:eligibility.${eligibility}`),
    ...ACCESSES.map((access) => `verdicts:access.${access}`),
    ...PERSPECTIVES.flatMap((outcome) => [
      `verdicts:perspective.${outcome}`,
      ...PERSPECTIVE_REASONS[outcome].flatMap((code) => [
        `verdicts:perspective.${outcome}.${code}`,
        `verdicts:perspective.${outcome}.${code}.client`,
        `desk-reasons:perspective.${outcome}.${code}`,
      ]),
    ]),
    ...DESTINATIONS.map((destination) => `verdicts:destination.${destination}`),
    ...ROUTE_REASONS.flatMap((code) => READERS.map((reader) => `verdicts:route.${code}.${reader}`)),
    ...['yes', 'no', 'varies'].map((followUp) => `verdicts:follow-up.${followUp}`),
    ...FLAGS.flatMap((code) => [`verdicts:flag.${code}`, `desk-reasons:flag.${code}`]),
    ...FLAGS_FOR_CLIENT.map((code) => `guide:attention.${code}`),
    ...NEXT_STEPS.map((code) => `verdicts:step.${code}`),
    ...[...CHANGES.inPower, ...CHANGES.others].map((code) => `verdicts:change.${code}.desk`),
    ...CHANGES.inPower.map((code) => `verdicts:change.${code}.client`),
    ...CHANGE_RESULTS.map((code) => `verdicts:change.then.${code}`),
    'verdicts:change.more-offers',
    'verdicts:change.to-work',
    ...PROFESSIONS.map((id) => `verdicts:profession.${id}`),
  ];
}

function documentKeys(added: AddedData['documents']): string[] {
  return [
    ...[...DOCUMENT_IDS, ...added.map(({ id }) => id)].flatMap((id) => [
      `documents:${id}.name`,
      `documents:${id}.what`,
    ]),
    ...NEEDS.map((need) => `documents:need.${need}`),
    ...[...DOCUMENT_HOLDINGS, 'unknown'].map((status) => `documents:status.${status}`),
    ...[...DOCUMENT_REASONS, ...added.map(({ reason }) => reason)].flatMap((code) => [
      `documents:reason.${code}`,
      `desk-reasons:document.${code}`,
    ]),
    ...WAYS_ROUND.map((code) => `documents:wayRound.${code}`),
    ...FIGURES_SAID.flatMap((id) => [`documents:figure.${id}`, `desk-reasons:figure.${id}`]),
  ];
}

function summaryKeys(): string[] {
  return [
    ...ISBAR.map((section) => `summary:section.${section}`),
    ...SUMMARY_LINES.map((line) => `summary:${line}`),
    'summary:extra',
    ...[...OPEN_FACTS, 'extra'].map((fact) => `summary:open.${fact}`),
    ...TOLD_WORDS.map((word) => `summary:told.${word}`),
    ...[...SUMMARY_STEPS.short, ...SUMMARY_STEPS.long].map((step) => `summary:step.${step}`),
    'summary:ocmw-note',
    ...DESTINATIONS.filter((to) => to !== 'other-services').map((to) => `summary:ocmw-guide.${to}`),
    ...[...AUTHORS, 'rule'].map((source) => `summary:source.${source}`),
  ];
}

function offerKeys({ offers, expectations }: AddedData): string[] {
  return [
    ...OFFER_REASONS.map((code) => `offers:reason.${code}`),
    ...OFFER_AIMS.map((code) => `offers:aim.${code}`),
    ...offers.map((id) => `offers:${id}.name`),
    ...OFFER_WHYS.map((code) => `guide:why.${code}`),
    ...OFFER_ASKS.map((code) => `guide:ask.${code}`),
    ...expectations.map(expectationKey),
  ];
}

/** What becomes of a referral, as the client and the desk read it. */
function followUpKeys(): string[] {
  return [
    ...REFERRAL_STATES.flatMap((state) => [`status:state.${state}`, `status:next.${state}`, `desk:state.${state}`]),
    ...DECLINE_REASONS.flatMap((reason) => [
      `status:decline.${reason}`,
      `status:decline-next.${reason}`,
      `desk:reason.${reason}`,
    ]),
    ...['submit', ...REFERRAL_EVENTS, ...REFERRAL_REMARKS].flatMap((event) => [
      `status:event.${event}`,
      `desk:event.${event}`,
    ]),
    ...APPOINTMENT_WAYS.flatMap((how) => [`status:how.${how}`, `desk:how.${how}`]),
  ];
}

/** What becomes of a forwarded client, as their counsellor reads it. */
function counsellorKeys(): string[] {
  return [
    ...[...INVITE_STATUSES, ...REFERRAL_STATES].flatMap((status) => [
      `counsellor:status.${status}`,
      `counsellor:do.${status}`,
    ]),
    ...['submit', ...REFERRAL_EVENTS, ...REFERRAL_REMARKS].map((event) => `counsellor:event.${event}`),
    ...DECLINE_REASONS.map((reason) => `counsellor:decline.${reason}`),
    ...APPOINTMENT_WAYS.map((how) => `counsellor:appointment.${how}`),
  ];
}

/** What is mailed of a referral that was sent: to its counsellor (who sees on the list that it was opened), to its desk. */
function newsKeys(): string[] {
  const events = [...REFERRAL_EVENTS, ...REFERRAL_REMARKS];
  const toCounsellor = events.filter((event) => event !== 'open' && audiencesOf(event).includes('counsellor'));
  const toDesk = events.filter((event) => audiencesOf(event).includes('desk'));
  return [
    ...toCounsellor.flatMap((event) => [`news-counsellor:title.${event}`, `news-counsellor:next.${event}`]),
    ...toDesk.flatMap((event) => ['subject', 'title', 'text', 'link'].map((part) => `news-desk:${part}.${event}`)),
  ];
}
