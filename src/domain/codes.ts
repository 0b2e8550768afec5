/**
 * Every code that the domain can say beyond those of facts.ts and assessment.ts.
 * The words for them live in locales/; a test asks that each code has words, and that the domain says no other.
 */
import type { CriterionId, Outcome, PerspectiveOutcome } from './assessment.ts';
import type { FactKey } from './facts.ts';

/** Why a criterion stays open although nothing was told against it. */
export const UNTOLD_REASONS = ['not-asked', 'unknown', 'declined'] as const;
/** `no-rule`: no rule row is in force on the day of registration, so a person looks. */
const OPEN_REASONS = [...UNTOLD_REASONS, 'no-rule'] as const;

/** `verdicts:reason.<criterion>.<code>.client` and `.desk`. */
export const CRITERION_REASONS = {
  E1: {
    met: ['third-country'],
    'not-met': ['eu-national', 'dual-eu-national'],
    /** efta-national: Norway, Liechtenstein or Switzerland, on which the source is silent. */
    review: ['efta-national', ...OPEN_REASONS],
  },
  E2: { met: ['legal-stay', 'procedure-pending'], 'not-met': ['no-legal-stay'], review: [...OPEN_REASONS] },
  E3: {
    met: ['under-five-years'],
    'not-met': ['five-years-or-more'],
    /** date-in-future: the told month lies after the day of registration. */
    review: ['year-only', 'left-in-between', 'date-in-future', ...OPEN_REASONS],
  },
  E4: {
    met: ['higher-education'],
    'not-met': ['no-diploma', 'secondary-diploma', 'unfinished-studies'],
    review: ['level-uncertain', ...OPEN_REASONS],
  },
  E5: { met: ['wants-level'], 'not-met': ['does-not-want-level'], review: [...OPEN_REASONS] },
  E6: { met: ['dutch', 'french', 'english'], 'not-met': ['interpreter-needed'], review: [...OPEN_REASONS] },
  E7: { met: ['mobile'], 'not-met': [], review: ['transport-obstacle', ...OPEN_REASONS] },
  E8: { met: ['conditions-in-order'], 'not-met': [], review: ['conditions-not-in-order', ...OPEN_REASONS] },
} as const satisfies { readonly [id in CriterionId]: { readonly [outcome in Outcome]: readonly string[] } };

/** `verdicts:perspective.<outcome>.<code>`. */
export const PERSPECTIVE_REASONS = {
  combined: ['study-and-work', 'serves-job-target', 'recognition-first'],
  educational: ['full-degree'],
  professional: ['work-soon'],
  /** no-job-target: told that there is none; job-target-open: not told whether there is one. */
  undetermined: ['no-job-target', 'job-target-open', 'not-asked', 'unknown', 'declined'],
} as const satisfies { readonly [outcome in PerspectiveOutcome]: readonly string[] };

/** `verdicts:route.<code>.client` and `.desk`. */
export const ROUTE_REASONS = [
  // to other-services
  'no-legal-stay',
  'out-of-area',
  'no-diploma',
  'secondary-diploma',
  'eu-national-strict',
  'over-five-years-strict',
  'unfinished-studies-strict',
  // to the desk
  'all-met',
  /** An EU nationality, in a region whose desk admits EU citizens. */
  'admitted-by-region',
  'person-decides',
  'study-at-desk',
  // to the educational adviser of the integration agency
  'study-adviser',
  // to a person
  'region-unknown',
  'study-sources-conflict',
  'no-rule',
] as const;

/** `verdicts:flag.<code>`. */
export const FLAGS = [
  'pending-status',
  'no-agency-counsellor',
  'check-work-right',
  /** Its end is known and what follows is not: plans that run beyond it are talked about in time. */
  'temporary-protection-ends',
  'eu-national',
  /** Over five years in a region that is not strict: only a person may spend the 20% margin. */
  'tolerance-margin',
  'interpreter',
  'regulated-profession',
  /** A title that is protected while the work itself is open, such as engineer. */
  'protected-title',
  'hard-to-place',
  'below-level',
  'living-wage',
  'no-diploma-proof',
  'incomplete-diploma-proof',
  'recognition-refused',
  'naric-free',
  'not-registered-jobseeker',
  'conditions',
] as const;

/** What a person can do next, each with an official page: `verdicts:step.<code>`. */
export const NEXT_STEPS = [
  'legal-information',
  'asylum-information',
  'le-forem',
  'adg',
  'mon-diplome',
  'vdab-register',
  'actiris-register',
  'vdab-ask',
  'actiris-ask',
  'vdab-mentoring',
  'finish-studies',
  'choose-study',
  'integration-agency',
  'study-adviser',
  'find-desk',
  'start-naric',
  'regulated-professions',
  'my-diploma',
  'learn-dutch',
] as const;

/** Why a document is asked: `documents:reason.<code>`. */
export const DOCUMENT_REASONS = [
  // residence-document
  'residence-legal-stay',
  'residence-asylum',
  'residence-temporary-protection',
  'residence-pending',
  'residence-untold',
  // diploma
  'diploma-shows-level',
  'diploma-level-uncertain',
  'diploma-unfinished',
  // transcript
  'transcript-naric',
  'transcript-specific',
  'transcript-unfinished',
  'transcript-school',
  // diploma-translation
  'translation-naric',
  // naric-decision
  'naric-decided',
  'naric-refused',
  'naric-running',
  // naric-application: the choice between level and specific
  'naric-level',
  'naric-level-protected-title',
  'naric-specific-regulated',
  'naric-faculty-decides',
  'naric-specific-doctorate',
  'naric-automatic-level',
  'naric-not-for-study',
  // professional-recognition
  'recognition-after-naric',
  'recognition-now',
  'recognition-straight-to-authority',
  'recognition-after-faculty',
  'recognition-belgian-diploma',
  'recognition-ask-desk',
  // cv
  'cv-work',
  // dutch-certificate
  'dutch-level-shown',
  // jobseeker-registration
  'jobseeker-vdab',
  'jobseeker-actiris',
  'jobseeker-by-region',
  // integration-contract
  'contract-naric-free',
  'contract-shows-track',
  // living-wage-decision
  'living-wage-ocmw',
  // employment-contract
  'work-below-level',
  'work-hours',
  'work-permit-job',
  // study-language-proof, with the level that the study asks
  'study-b1',
  'study-b2',
  'study-c1',
] as const;

/** What to do without a document, or who decides: `documents:wayRound.<code>`. */
export const WAYS_ROUND = [
  /** The municipality, reception centre or lawyer gives a proof of the stay or the procedure; the desk decides. */
  'residence-proof-of-procedure',
  'residence-ask-municipality',
  /** One other proof of completion is enough to start: marks of the final year, a provisional diploma, a duplicate. */
  'diploma-one-other-proof',
  /** Protected persons need no full file at NARIC: one proof of completion. */
  'diploma-protected-one-proof',
  /** No paper at all: no procedure exists that we could promise; the desk looks at other ways to show what one knows. */
  'diploma-no-papers',
  /** Never contact the authorities of a country one fled; protected persons may file with what they have. */
  'not-safe-do-not-contact',
  'transcript-institution-letter',
  'transcript-if-available',
  'translation-desk-advises',
  'naric-desk-advises',
  'naric-needs-one-proof',
  'naric-duplicate-decision',
  'recognition-authority-decides',
  'study-language-test',
  'desk-decides',
] as const;

/** Ids of professions that the rules know; src/rules/professions.json says who recognises each. */
export const PROFESSIONS = [
  // health: visa of the FPS Public Health or recognition by the Flemish care department
  'doctor',
  'dentist',
  'pharmacist',
  'nurse',
  'midwife',
  'physiotherapist',
  'care-assistant',
  'audiologist',
  'dietician',
  'occupational-therapist',
  'speech-therapist',
  'lab-technologist',
  'imaging-technologist',
  'podologist',
  'oral-hygienist',
  'orthoptist',
  'optician',
  'pharmacy-assistant',
  'clinical-psychologist',
  'clinical-orthopedagogue',
  'veterinarian',
  // others
  'teacher',
  'lawyer',
  'architect',
  'accountant',
  'company-auditor',
  'real-estate-agent',
  'surveyor',
  'sworn-translator',
  // protected titles: the work is open, the title is not
  'psychologist',
  'engineer',
  'commercial-engineer',
  'bio-engineer',
  'social-worker',
  'interior-architect',
] as const;

/**
 * Lines of the warm-handover summary: `summary:<code>`. In brackets what the text is given, see handover.ts.
 * A line `criterion-E3` says only `{{reason}}`: the desk's words for the verdict.
 */
export const SUMMARY_LINES = [
  'who', // name, language
  'who-unnamed', // language
  'languages', // dutch, french, english
  'languages-by-skill', // listening, speaking, reading, writing, french, english
  'stay', // countries, status, since
  'lives', // region
  'lives-postcode', // region, postcode
  'work', // situation, income, registered
  'obstacles', // obstacles
  'diploma', // level, field, country, proof, recognition
  'documents', // have, open
  'criteria-met', // criteria
  'criterion-E1', // reason
  'criterion-E2',
  'criterion-E3',
  'criterion-E4',
  'criterion-E5',
  'criterion-E6',
  'criterion-E7',
  'criterion-E8',
  'perspective', // perspective
  'attention', // flags
  'goal', // goal, occupation
  'goal-read', // goal, occupation, profession
  'request-admitted',
  'request-combined',
  'request-review',
  'request-study',
  'request-person',
] as const;

/** Facts that the desk may have to ask first: `summary:open.<code>` with `{{why}}`, a word of TOLD_WORDS. */
export const OPEN_FACTS = [
  'nationalities',
  'residenceStatus',
  'inBelgiumSince',
  'leftInBetween',
  'postcode',
  'diplomaLevel',
  'studyField',
  'diplomaCountry',
  'diplomaProof',
  'recognition',
  'targetOccupation',
  'regulatedProfession',
  'goal',
  'jobTarget',
  'trainingMonths',
  'dutch',
  'french',
  'english',
  'workSituation',
  'income',
  'registeredJobseeker',
  'wantsWorkAtLevel',
  'obstacles',
  'documents',
] as const satisfies readonly FactKey[];

/** What stands where a fact was not told, or a yes and a no: `summary:told.<code>`. */
export const TOLD_WORDS = ['yes', 'no', 'unknown', 'declined', 'not-asked', 'not-precise', 'nothing'] as const;

/**
 * Suggested first steps: `summary:step.<code>`. practise-dutch and dutch-for-study are given `level`,
 * clear-open-questions `count`, the others nothing. The note for the welfare centre is `summary:ocmw-note`,
 * given `occupation`, `perspective`, `dutch` and `region`.
 */
export const SUMMARY_STEPS = {
  short: [
    'clear-open-questions',
    'arrange-interpreter',
    'check-work-right',
    'register-vdab',
    'register-actiris',
    'find-one-proof',
    'start-naric-level',
    'start-naric-specific',
    'ask-law-faculty',
    'do-not-wait-for-naric',
    'translate-diploma',
    'talk-to-ocmw',
    'arrange-conditions',
    'practise-dutch',
    /** Where some skills are behind the others. */
    'practise-dutch-skills',
    'prepare-cv',
    'compare-studies',
  ],
  long: [
    'professional-recognition',
    'specific-after-level',
    'dutch-for-study',
    'dutch-for-work',
    'from-below-level',
    'training-for-target',
    'work-at-level',
    'look-again-at-perspective',
  ],
} as const;

/**
 * What would alter the result: `verdicts:change.<code>.desk`, and `.client` for what is in a person's power. Each is
 * given `result`; contact-language and dutch-level also `level`, later-arrival `month`, conditions `what`.
 */
export const CHANGES = {
  inPower: [
    'contact-language',
    'dutch-level',
    'finish-studies',
    'recognition',
    'registration',
    'wants-level',
    'conditions',
  ],
  others: ['diploma', 'later-arrival', 'no-interruption'],
} as const;

/** What a change would bring, as a person is told: `verdicts:change.then.<code>`. */
export const CHANGE_RESULTS = ['admitted', 'review', 'eligible', 'eligible-review', 'work', 'offers'] as const;

/** Why an offer is shown: `offers:reason.<code>`. */
export const OFFER_REASONS = [
  'fits',
  'check-status',
  'check-dutch',
  'check-sector',
  'check-jobseeker',
  'check-perspective',
  'check-place',
  'check-language',
  'check-conditions',
] as const;

/** What an offer is for: `offers:aim.<code>`. Ids and titles of offers stand in src/rules/offers.json. */
export const OFFER_AIMS = [
  'orientation',
  'study-advice',
  'mentoring',
  'job-search',
  'screening',
  'case-management',
  'language',
  'language-practice',
  'placement',
  'training',
  'equivalence',
  'wellbeing',
] as const;
