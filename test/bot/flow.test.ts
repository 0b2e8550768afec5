import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { flowJsonSchema, loadFlow } from '../../src/bot/flow.ts';
import { QUESTION_IDS } from '../../src/domain/questions.ts';
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

describe('the flow', () => {
  it('asks every question of the contract once', () => {
    expect(flow.questions.map(({ id }) => id).sort()).toEqual([...QUESTION_IDS].sort());
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
    ['an unknown id', JSON.stringify(withFirst({ id: 'languag' })), /questions\[0\]\.id/],
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
