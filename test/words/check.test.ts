import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAdded } from '../../src/words/added.ts';
import { checkWords, describeProblem, type WordProblem } from '../../src/words/check.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { requiredKeys } from '../../src/words/required.ts';
import { stampLanguage } from '../../src/words/stamp.ts';
import { aboutOf, type Folder, LOCALES, plantLocales } from './locales.ts';

const NL: Folder = {
  'about.json': aboutOf('nl'),
  'a.json': { hello: 'Dag {{name}}', left_one: 'nog één', left_other: 'nog {{count}}' },
};
const EN: Folder = {
  'about.json': aboutOf('en'),
  'a.json': { hello: 'Hello {{name}}', left_one: 'one left', left_other: '{{count}} left' },
};

/** Two sound languages, stamped, and then what a careless hand does to them. */
function checkAfter(change: (dir: string) => void): readonly WordProblem[] {
  const dir = plantLocales({ nl: NL, en: EN });
  stampLanguage(dir, 'en');
  expect(checkWords(dir, ['nl', 'en'], ['a:hello', 'a:left'])).toEqual([]);
  change(dir);
  return checkWords(dir, ['nl', 'en'], ['a:hello', 'a:left']);
}

/** Sets keys of a file; `undefined` takes a key away. */
function edit(dir: string, file: string, keys: { readonly [key: string]: string | undefined }): void {
  const path = join(dir, file);
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...keys }));
}

describe('the words of this build', () => {
  it('are complete: every code has words, in every language, translated from what the Dutch says today', () => {
    expect(checkWords(LOCALES, BUILD_LANGUAGES, requiredKeys(readAdded())).map(describeProblem)).toEqual([]);
  });

  it('are missed as soon as a code of the domain has none', () => {
    const [problem] = checkWords(LOCALES, BUILD_LANGUAGES, [...requiredKeys(readAdded()), 'verdicts:flag.brand-new']);
    expect(problem).toMatchObject({ language: 'nl', key: 'verdicts:flag.brand-new', is: 'no-words-for-code' });
  });

  it.each(BUILD_LANGUAGES)('%s: any text that goes missing is found', (language) => {
    const dir = mkdtempSync(join(tmpdir(), 'wegwijzer-words-'));
    cpSync(LOCALES, dir, { recursive: true });
    edit(dir, `${language}/questions.json`, { 'name.ask': undefined });
    const before = new Set(checkWords(LOCALES, BUILD_LANGUAGES, requiredKeys(readAdded())).map(describeProblem));
    const found = checkWords(dir, BUILD_LANGUAGES, requiredKeys(readAdded())).filter(
      (one) => !before.has(describeProblem(one)),
    );
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map(({ key }) => key))).toEqual(new Set(['questions:name.ask']));
  });
});

describe('a planted fault', () => {
  it.each<[string, (dir: string) => void, Partial<WordProblem>]>([
    ['a missing text', (dir) => edit(dir, 'en/a.json', { hello: undefined }), { key: 'a:hello', is: 'missing' }],
    [
      'a file the translator never saw',
      (dir) => writeFileSync(join(dir, 'nl/b.json'), '{"new":"nieuw"}'),
      { key: 'b:new', is: 'missing' },
    ],
    ['a key the source does not have', (dir) => edit(dir, 'en/a.json', { extra: 'x' }), { is: 'not-in-source' }],
    ['an empty text', (dir) => edit(dir, 'en/a.json', { left_one: '  ' }), { is: 'empty' }],
    ['a renamed placeholder', (dir) => edit(dir, 'en/a.json', { hello: 'Hello {{nam}}' }), { is: 'placeholders' }],
    ['a lost placeholder', (dir) => edit(dir, 'en/a.json', { hello: 'Hello' }), { is: 'placeholders' }],
    ['a broken placeholder', (dir) => edit(dir, 'en/a.json', { left_one: '{count} left' }), { is: 'placeholders' }],
    ['a lost plural form', (dir) => edit(dir, 'en/a.json', { left_one: undefined }), { is: 'plural-form' }],
    ['a form the language does not have', (dir) => edit(dir, 'en/a.json', { left_few: 'x' }), { is: 'plural-form' }],
    ['a changed Dutch text', (dir) => edit(dir, 'nl/a.json', { hello: 'Hallo {{name}}' }), { is: 'stale' }],
    ['a changed Dutch plural', (dir) => edit(dir, 'nl/a.json', { left_one: 'nog eentje' }), { is: 'stale' }],
    [
      'a translation nobody stamped',
      (dir) => edit(dir, 'en/sources.json', { 'a:left': undefined }),
      { is: 'never-stamped' },
    ],
    ['a language that is not named', (dir) => edit(dir, 'en/about.json', { language: 'fr' }), { is: 'not-reviewable' }],
    ['a file that is not JSON', (dir) => writeFileSync(join(dir, 'en/a.json'), '{'), { is: 'malformed' }],
  ])('%s is found', (_, plant, expected) => {
    expect(checkAfter(plant)).toEqual([expect.objectContaining(expected)]);
  });

  it('of staleness goes away when a person has looked and stamped', () => {
    const dir = plantLocales({ nl: NL, en: EN });
    stampLanguage(dir, 'en');
    edit(dir, 'nl/a.json', { hello: 'Hallo {{name}}' });
    expect(stampLanguage(dir, 'en')).toEqual(['a:hello']);
    expect(checkWords(dir, ['nl', 'en'], [])).toEqual([]);
  });
});
