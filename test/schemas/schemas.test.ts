/** What comes in is checked; what is published is what is checked. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import type { Assessment } from '../../src/domain/assessment.ts';
import type { FactKey, Facts } from '../../src/domain/facts.ts';
import { FACTS_OF } from '../../src/domain/questions.ts';
import type { Referral } from '../../src/domain/referral.ts';
import type { assessmentSchema } from '../../src/schemas/assessment.ts';
import { describeProblems, factShapes, factsSchema } from '../../src/schemas/facts.ts';
import { publishedSchemas } from '../../src/schemas/publish.ts';
import { referralSchema } from '../../src/schemas/referral.ts';
import { anyFacts } from '../domain/any-facts.ts';
import { ALL_MET, judge } from '../domain/cases.ts';

type Plain<T> = T extends readonly (infer Item)[]
  ? readonly Plain<Item>[]
  : T extends object
    ? { readonly [key in keyof T]: Plain<T[key]> }
    : T;

describe('the schemas and the types', () => {
  it('say the same', () => {
    expectTypeOf<Plain<z.infer<typeof factsSchema>>>().toEqualTypeOf<Plain<Facts>>();
    expectTypeOf<Plain<z.infer<typeof assessmentSchema>>>().toEqualTypeOf<Plain<Assessment>>();
    expectTypeOf<Plain<z.infer<typeof referralSchema>>>().toEqualTypeOf<Plain<Referral>>();
  });
});

const problemsOf = (given: unknown) => {
  const parsed = factsSchema.safeParse(given);
  return parsed.success ? [] : describeProblems(parsed.error);
};

describe('facts', () => {
  it('may be absent, all of them', () => {
    expect(problemsOf({})).toEqual([]);
  });

  it.each(Object.keys(factShapes))('%s may be unknown or declined', (key) => {
    expect(problemsOf({ [key]: 'unknown' })).toEqual([]);
    expect(problemsOf({ [key]: 'declined' })).toEqual([]);
  });

  it('have a form for every key that a question fills', () => {
    const filled = new Set<FactKey>(Object.values(FACTS_OF).flat());
    expect(new Set(Object.keys(factShapes))).toEqual(new Set([...filled, 'registeredOn', 'extra']));
  });

  it.each<readonly [unknown, string]>([
    [{ nationality: ['SY'] }, 'Unrecognized key: "nationality"'],
    [{ nationalities: [] }, 'nationalities: expected one or more ISO 3166-1 alpha-2 country codes, XK or stateless'],
    [{ nationalities: ['SY', 'ZZ'] }, 'nationalities.1: expected one or more ISO'],
    [{ nationalities: ['sy'] }, 'nationalities.0: expected one or more ISO'],
    [{ nationalities: 'SY' }, 'nationalities: expected one or more ISO'],
    [{ residenceStatus: 'refugee' }, 'residenceStatus: Invalid option: expected one of "recognised-refugee"'],
    [{ residenceStatus: null }, 'residenceStatus: Invalid option'],
    [{ inBelgiumSince: '2021-13' }, 'inBelgiumSince: expected YYYY-MM or YYYY'],
    [{ inBelgiumSince: '2021-1' }, 'inBelgiumSince: expected YYYY-MM or YYYY'],
    [{ inBelgiumSince: '21' }, 'inBelgiumSince: expected YYYY-MM or YYYY'],
    [{ inBelgiumSince: 2021 }, 'inBelgiumSince: expected YYYY-MM or YYYY'],
    [{ registeredOn: '2026-02-30' }, 'registeredOn: expected a day as YYYY-MM-DD'],
    [{ leftInBetween: 'yes' }, 'leftInBetween: expected true or false, or "unknown" or "declined"'],
    [{ postcode: 9000 }, 'postcode: expected a postcode of four digits'],
    [{ postcode: '900' }, 'postcode: expected a postcode of four digits'],
    [{ region: 'flanders' }, 'region: Invalid option'],
    [{ studyField: '11' }, 'studyField: Invalid option'],
    [{ diplomaCountry: 'stateless' }, 'diplomaCountry: expected an ISO 3166-1 alpha-2 country code'],
    [{ targetOccupation: 'x'.repeat(121) }, 'targetOccupation: expected a text of at most 120 characters'],
    [{ goal: [] }, 'goal: expected one or more of work-soon'],
    [{ goal: ['money'] }, 'goal: expected one or more of work-soon'],
    [{ goal: 'work-soon' }, 'goal: expected one or more of work-soon'],
    [{ trainingMonths: 1.5 }, 'trainingMonths: expected a whole number of months'],
    [{ trainingMonths: -1 }, 'trainingMonths: expected a whole number of months'],
    [{ dutch: 'A3' }, 'dutch: expected one of none, A1'],
    [{ dutch: { talking: 'A2' } }, 'dutch: Unrecognized key: "talking"'],
    [{ dutch: { speaking: 'A3' } }, 'dutch: expected one of none'],
    [{ documents: { passport: 'have' } }, 'documents: Unrecognized key: "passport"'],
    [{ documents: { diploma: 'lost' } }, 'documents: expected document ids'],
    [{ documents: [] }, 'documents: expected document ids'],
    [JSON.parse('{"__proto__":{"a":1}}'), 'Unrecognized key: "__proto__"'],
    [[], 'expected object'],
    [null, 'expected object'],
    ['unknown', 'expected object'],
  ])('%o are refused: %s', (given, problem) => {
    expect(problemsOf(given).join('\n')).toContain(problem);
  });

  it('are refused without repeating what was told', () => {
    const problems = problemsOf({ postcode: 'Kerkstraat 12', goal: ['secret'], targetOccupation: 'x'.repeat(200) });
    expect(problems.join()).not.toMatch(/Kerkstraat|secret|xxx/);
  });
});

describe('the published schemas', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  const published = publishedSchemas('https://wegwijzer.example.org');
  const facts = ajv.compile(published['facts-1.json'] ?? {});
  const assessment = ajv.compile(published['assessment-1.json'] ?? {});
  const referral = ajv.compile(published['referral-1.json'] ?? {});

  const REFERRAL: Referral = {
    schema: 'wegwijzer/referral-1',
    reference: 'WW-7K3M-9QXT',
    createdAt: '2026-11-22T10:00:00.000Z',
    rules: '2026-11',
    desk: {
      id: 'ghent',
      name: 'Sample desk',
      region: 'ghent',
      email: 'desk@example.org',
      website: 'https://example.org/ghent',
    },
    client: {
      name: null,
      reach: { phone: '+32 470 00 00 00' },
      languages: { conversation: 'ar', dutch: 'A2', french: 'no', english: 'yes' },
      interpreter: false,
    },
    facts: [{ key: 'nationalities', value: ['SY'], author: 'client', at: '2026-11-22T09:00:00Z' }],
    leftOut: ['income'],
    assessment: judge(ALL_MET),
    referrer: null,
    consent: { at: '2026-11-22T10:00:00Z', language: 'ar', shown: ['who'], channel: 'directline' },
    summary: {
      lines: [{ id: 'who', section: 'identification', text: { nl: 'a', client: 'b' }, source: 'client', open: false }],
      openQuestions: [{ id: 'income', text: { nl: 'a', client: 'b' } }],
      steps: [{ id: 'prepare-cv', term: 'short', text: { nl: 'a', client: 'b' } }],
      ocmwNote: null,
    },
  };

  it('carry their public address, and none where none is known', () => {
    expect(published['referral-1.json']?.$id).toBe('https://wegwijzer.example.org/schemas/referral-1.json');
    expect(publishedSchemas()['referral-1.json']).not.toHaveProperty('$id');
    expect(Object.keys(published)).toEqual(['referral-1.json', 'facts-1.json', 'assessment-1.json']);
  });

  it('accept a referral, as our own check does', () => {
    expect(referralSchema.safeParse(REFERRAL).error).toBeUndefined();
    expect([referral(REFERRAL), referral.errors]).toEqual([true, null]);
  });

  it.each<readonly [string, object]>([
    ['a key that is not ours', { ...REFERRAL, note: 'x' }],
    ['another schema', { ...REFERRAL, schema: 'wegwijzer/referral-2' }],
    ['no consent', { ...REFERRAL, consent: undefined }],
    ['a fact that does not exist', { ...REFERRAL, facts: [{ ...REFERRAL.facts[0], key: 'religion' }] }],
    ['an author that does not exist', { ...REFERRAL, facts: [{ ...REFERRAL.facts[0], author: 'bot' }] }],
    ['a moment that is none', { ...REFERRAL, createdAt: 'yesterday' }],
    ['a region that has no desk', { ...REFERRAL, desk: { ...REFERRAL.desk, region: 'out-of-area' } }],
  ])('refuse %s, as our own check does', (_, given) => {
    const plain = JSON.parse(JSON.stringify(given));
    expect(referralSchema.safeParse(plain).success).toBe(false);
    expect(referral(plain)).toBe(false);
  });

  it('accept any facts and their assessment', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        expect([facts(given), facts.errors]).toEqual([true, null]);
        expect([assessment(judge(given)), assessment.errors]).toEqual([true, null]);
      }),
      { numRuns: 300 },
    );
  });
});
