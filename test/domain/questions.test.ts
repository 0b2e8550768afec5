/** Which facts the answer to a question fills (sections 3 and 4 of the contract), and the facts without it. */
import { describe, expect, it } from 'vitest';
import type { FactKey, Facts } from '../../src/domain/facts.ts';
import {
  type ContractQuestion,
  FACTS_OF,
  isContractQuestion,
  QUESTION_IDS,
  type QuestionId,
  questionsOf,
  withoutAnswer,
} from '../../src/domain/questions.ts';
import { allMetBut } from './cases.ts';

/** The contract names both sides; where they are written alike is not left to chance. */
const FILLS: readonly (readonly [ContractQuestion, readonly FactKey[]])[] = [
  ['language', []],
  ['privacy', []],
  ['nationalities', ['nationalities']],
  ['residence-status', ['residenceStatus']],
  ['in-belgium-since', ['inBelgiumSince']],
  ['left-in-between', ['leftInBetween']],
  ['location', ['postcode', 'region']],
  ['diploma-level', ['diplomaLevel']],
  ['study-field', ['studyField']],
  ['diploma-country', ['diplomaCountry']],
  ['diploma-proof', ['diplomaProof']],
  ['recognition', ['recognition']],
  ['target-occupation', ['targetOccupation', 'regulatedProfession']],
  ['goal', ['goal']],
  ['training', ['jobTarget', 'trainingMonths']],
  ['dutch-level', ['dutch']],
  ['contact-language', ['french', 'english']],
  ['work-situation', ['workSituation']],
  ['income', ['income']],
  ['registered-jobseeker', ['registeredJobseeker']],
  ['wants-work-at-level', ['wantsWorkAtLevel']],
  ['obstacles', ['obstacles']],
  ['documents', ['documents']],
  ['name', []],
  ['reach', []],
  ['review', []],
  ['share', []],
];

const ALL: Facts = allMetBut({
  region: 'ghent',
  jobTarget: true,
  trainingMonths: 6,
  documents: { cv: 'have' },
  extra: { car: 'yes', bike: 'no' },
});

describe('a question', () => {
  it('is one of the contract, or one that data adds', () => {
    expect(FILLS.map(([id]) => id)).toEqual(QUESTION_IDS);
    expect(QUESTION_IDS.every(isContractQuestion)).toBe(true);
    expect(['car', 'languag', ''].some(isContractQuestion)).toBe(false);
  });

  it.each(FILLS)('%s fills %o, and without its answer these are gone and nothing else', (id, keys) => {
    expect(FACTS_OF[id]).toEqual(keys);
    const left = withoutAnswer(ALL, id);
    expect(Object.keys(left).sort()).toEqual(
      Object.keys(ALL)
        .filter((key) => !keys.includes(key as FactKey))
        .sort(),
    );
    expect(withoutAnswer(left, id)).toBe(left);
  });

  it('that data adds fills its own place among the added answers', () => {
    const car = 'car' as QuestionId;
    expect(withoutAnswer(ALL, car)).toEqual({ ...ALL, extra: { bike: 'no' } });
    expect(withoutAnswer(ALL, 'boat' as QuestionId)).toBe(ALL);
    for (const facts of [allMetBut({}), allMetBut({ extra: 'declined' })])
      expect(withoutAnswer(facts, car)).toBe(facts);
    // The facts that were given stay as they were.
    expect(ALL.extra).toEqual({ car: 'yes', bike: 'no' });
  });
});

describe('the questions of facts', () => {
  it('are those that fill any of them, each once, in the order of the interview', () => {
    expect(questionsOf(['english', 'nationalities', 'french', 'postcode'])).toEqual([
      'nationalities',
      'location',
      'contact-language',
    ]);
    expect(questionsOf([])).toEqual([]);
    expect(questionsOf(['registeredOn'])).toEqual([]);
  });
});
