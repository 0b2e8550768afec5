import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { baseKey, namespacesOf, readTexts } from '../../src/words/locale-files.ts';
import { LOCALES } from './locales.ts';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));
const keys = [...new Set([...readTexts(LOCALES, 'nl').keys()].map(baseKey))];

/** Keys as the code writes them; what is filled in at run time may be anything. */
function keysInCode(): { readonly file: string; readonly key: string; readonly pattern: RegExp }[] {
  const literal = new RegExp(`['"\`]((?:${namespacesOf(LOCALES, 'nl').join('|')}):[A-Za-z0-9$][^'"\`\\s]*)['"\`]`, 'g');
  return globSync('**/*.ts', { cwd: SRC }).flatMap((file) => {
    const code = readFileSync(`${SRC}/${file}`, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/ .*/g, '');
    return [...code.matchAll(literal)].map(([, key = '']) => {
      const fixed = key.split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      return { file, key, pattern: new RegExp(`^${fixed.join('.+')}$`) };
    });
  });
}

it('finds the keys that the code asks for', () => {
  expect(keysInCode().length).toBeGreaterThan(50);
});

it('every key that the code asks for has words: a misspelt key is found here, not by a person', () => {
  const wordless = keysInCode().filter(({ pattern }) => !keys.some((one) => pattern.test(one)));
  expect(wordless.map(({ file, key }) => `${file}: ${key}`)).toEqual([]);
});
