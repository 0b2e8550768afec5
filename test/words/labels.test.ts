import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readAdded } from '../../src/words/added.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { OPTIONS_OF } from '../../src/words/required.ts';
import { loadWords } from '../../src/words/words.ts';
import { LOCALES } from './locales.ts';

const words = loadWords(LOCALES, BUILD_LANGUAGES);
/** The questions of the contract, and those that dialogs/ adds. */
const CHOICES = [
  ...Object.entries(OPTIONS_OF),
  ...readAdded().questions.map(({ id, choices }) => [id, choices] as const),
];

const notTold = (['unknown', 'declined'] as const).map((code) => [code, `questions:common.options.${code}`] as const);

describe('the labels of choices', () => {
  it.each(CHOICES)('%s: no label means two things, in whatever language it is tapped', (id, codes) => {
    const meanings = new Map<string, string>();
    for (const language of BUILD_LANGUAGES) {
      const all = [...codes.map((code) => [code, `questions:${id}.options.${code}`] as const), ...notTold];
      for (const [code, key] of all) {
        const label = words.t(language, key).toLowerCase();
        expect(meanings.get(label) ?? code, label).toBe(code);
        meanings.set(label, code);
      }
    }
    expect(meanings.size).toBeGreaterThanOrEqual(codes.length + notTold.length);
  });

  it.each(CHOICES)('%s: every label fits on a button of a small phone', (id, codes) => {
    for (const language of BUILD_LANGUAGES) {
      for (const code of codes) {
        const label = words.t(language, `questions:${id}.options.${code}`);
        expect(label.length, label).toBeLessThanOrEqual(75);
      }
    }
  });
});

describe('figures with a date', () => {
  const file = fileURLToPath(new URL('../../src/rules/figures.json', import.meta.url));
  const rows = JSON.parse(readFileSync(file, 'utf8')) as { id: string; value: number | string }[];
  const isDay = new Map(rows.map(({ id, value }) => [id, typeof value === 'string']));

  it.each([...isDay])('%s is only ever said as "about", with the day it was checked', (id, ofDay) => {
    for (const [language, about] of [
      ['nl', 'ongeveer'],
      ['en', 'about'],
      ['fr', 'environ'],
      ['ar', 'حوالي'],
      ['tr', 'yaklaşık'],
      ['ru', 'около'],
      ['uk', 'близько'],
      ['fa', 'حدود'],
      // A number is "unos" so many; before a day that cannot stand.
      ['es', ofDay ? 'alrededor' : 'unos'],
    ] as const) {
      const params = { amount: 119, day: { day: '2026-11-22' } };
      const text = words.say(language, { key: `documents:figure.${id}`, params });
      // The number stands isolated in languages that run the other way.
      const plain = text.replace(/[\u2066-\u2069]/gu, '');
      expect(plain).toContain(about);
      expect(plain).toContain('119');
      expect(text).toContain('2026');
    }
  });
});
