import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { flowJsonSchema, loadFlow } from '../../src/bot/flow.ts';
import { isContractQuestion, QUESTION_IDS } from '../../src/domain/questions.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { flow, words } from './talk.ts';

const DIALOGS = join(import.meta.dirname, '..', '..', 'dialogs');
const folder = mkdtempSync(join(tmpdir(), 'flow-'));
afterAll(() => rmSync(folder, { recursive: true }));

const intake = JSON.parse(readFileSync(join(DIALOGS, 'intake.json'), 'utf8'));
const load = (content: string) => {
  const file = join(folder, 'planted.json');
  writeFileSync(file, content);
  return () => loadFlow(file);
};
const without = (id: string) => ({
  questions: intake.questions.filter((question: { id: string }) => question.id !== id),
});
const withFirst = (change: object) => ({
  questions: [{ ...intake.questions[0], ...change }, ...intake.questions.slice(1)],
});
const YES_NO = ['yes', 'no'];
const withAdded = (added: object) => ({ questions: [{ id: 'car', ...added }, ...intake.questions] });

describe('the flow', () => {
  it('asks every question of the contract once', () => {
    const asked = flow.questions.map(({ id }) => id).filter(isContractQuestion);
    expect(asked.sort()).toEqual([...QUESTION_IDS].sort());
  });

  it.each(BUILD_LANGUAGES)('has words in %s for every choice it offers', (language) => {
    const missing = flow.questions.flatMap(({ id, choices }) =>
      Array.isArray(choices)
        ? choices.map((code) => `questions:${id}.options.${code}`).filter((key) => !words.has(language, key))
        : [],
    );
    expect(missing).toEqual([]);
  });

  it.each([
    ['bad JSON', '{ "questions": [', /not valid JSON/],
    ['a misspelt id', JSON.stringify(withFirst({ id: 'languag' })), /"language" is missing/],
    ['an id that is none', JSON.stringify(withFirst({ id: 'Language 1' })), /questions\[0\]\.id/],
    ['an added question without choices', JSON.stringify(withAdded({})), /"car" needs a list of choices/],
    ['the id of the common words', JSON.stringify(withAdded({ id: 'common', choices: YES_NO })), /"common" holds/],
    [
      'an added question that takes several answers',
      JSON.stringify(withAdded({ choices: YES_NO, many: true })),
      /"car" cannot have "many"/,
    ],
    [
      'an added question with a card',
      JSON.stringify(withAdded({ choices: YES_NO, card: 'share' })),
      /"car" cannot have "card"/,
    ],
    [
      'a choice of what every question offers',
      JSON.stringify(withAdded({ choices: ['yes', 'unknown'] })),
      /offered by "notTold"/,
    ],
    ['a choice that is no code', JSON.stringify(withAdded({ choices: ['yes', 'Not yet'] })), /"Not yet" is no code/],
    [
      'an added question that hangs on one that is not there',
      JSON.stringify(withAdded({ choices: YES_NO, when: { answers: { bike: ['yes'] } } })),
      /"car" hangs on "bike", which is no added question/,
    ],
    [
      'an added question that hangs on an answer that is not offered',
      JSON.stringify(withAdded({ choices: YES_NO, when: { answers: { car: ['perhaps'] } } })),
      /"car" hangs on "perhaps", which "car" does not offer/,
    ],
    ['a condition that is none', JSON.stringify(withAdded({ choices: YES_NO, when: { goal: ['work-soon'] } })), /goal/],
    [
      'a condition on a question of the contract',
      JSON.stringify(withFirst({ when: { goals: ['work-soon'] } })),
      /"language" is asked by rule and takes no "when"/,
    ],
    ['a misspelt property', JSON.stringify(withFirst({ choises: ['a', 'b'] })), /choises/],
    [
      'a question twice',
      JSON.stringify({ questions: [...intake.questions, intake.questions[1]] }),
      /"privacy" stands twice/,
    ],
    ['a question that is gone', JSON.stringify(without('goal')), /"goal" is missing/],
  ])('refuses to start with %s, naming the file and the place', (_name, content, says) => {
    expect(load(content)).toThrow(says);
    expect(load(content)).toThrow('planted.json');
  });

  it('publishes the schema of its file for editors, up to date', () => {
    const published = JSON.parse(readFileSync(join(DIALOGS, 'intake.schema.json'), 'utf8'));
    expect(published).toEqual(flowJsonSchema());
  });
});
