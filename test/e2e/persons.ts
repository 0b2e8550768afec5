/** People who do not exist, and what each of them answers, in codes. */
import type { QuestionId } from '../../src/domain/questions.ts';

const YEAR = new Date().getFullYear();
/** Two years in Belgium, whatever the day of the test. */
export const ARRIVED = `${YEAR - 2}`;

/** Codes to choose: one, several (a card), or a text to type. What is not here is answered with "I don't know". */
export type Answers = {
  readonly [question in QuestionId]?: string | readonly string[] | { readonly typed: string };
};

export interface Person {
  readonly name: string;
  readonly answers: Answers;
  readonly ends: { readonly desk?: string; readonly outcome?: string; readonly reason?: string };
}

export const GHENT: Answers = {
  privacy: 'yes',
  nationalities: 'SY',
  'residence-status': 'recognised-refugee',
  'in-belgium-since': ARRIVED,
  'left-in-between': 'no',
  location: 'ghent',
  'diploma-level': 'master',
  'study-field': '06',
  'diploma-country': 'SY',
  'diploma-proof': 'copy',
  recognition: 'not-applied',
  'target-occupation': { typed: 'software developer' },
  goal: ['work-soon'],
  'dutch-level': 'A1',
  'contact-language': 'both',
  'work-situation': 'not-working',
  income: ['living-wage', 'partner'],
  'registered-jobseeker': 'yes',
  'wants-work-at-level': 'yes',
  obstacles: ['childcare', 'money'],
  documents: ['diploma=have', 'cv=can-get', 'residence-document=have'],
  name: { typed: 'Testpersoon Voorbeeld' },
  reach: { typed: 'testpersoon@example.org' },
  review: ['right'],
  share: ['send'],
};

export const PERSONS: readonly Person[] = [
  {
    name: 'an asylum seeker in West Flanders who wants to study',
    answers: {
      ...GHENT,
      'residence-status': 'asylum-seeker',
      location: 'west-flanders',
      goal: ['full-degree'],
      obstacles: ['none'],
    },
    ends: { desk: 'oss-west-flanders' },
  },
  {
    name: 'someone in Ghent who wants a full degree: the educational adviser of the agency',
    answers: { ...GHENT, goal: ['full-degree'] },
    ends: { desk: 'study-ghent', outcome: 'educational-adviser' },
  },
  {
    name: 'someone who would rather not say where they live: a person',
    answers: { ...GHENT, location: 'declined' },
    ends: { desk: 'person', outcome: 'person' },
  },
  {
    name: 'someone who knows nothing for certain: the desk decides',
    answers: { privacy: 'yes', location: 'brussels', review: ['right'], share: ['send'] },
    ends: { desk: 'oss-brussels' },
  },
  {
    name: 'someone who lives outside Flanders and Brussels',
    answers: { ...GHENT, location: 'out-of-area' },
    ends: { outcome: 'other-services', reason: 'out-of-area' },
  },
  {
    name: 'someone without papers',
    answers: { ...GHENT, 'residence-status': 'none' },
    ends: { outcome: 'other-services' },
  },
  {
    name: 'an EU citizen in Limburg',
    answers: { ...GHENT, nationalities: { typed: 'Bulgaria' }, location: 'limburg' },
    ends: { outcome: 'other-services' },
  },
];
