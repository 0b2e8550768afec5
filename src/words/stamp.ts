/** Writes down what a translation was made from, after a person has read it against the source. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../domain/referral.ts';
import { SOURCE_LANGUAGE } from './languages.ts';
import { byBaseKey, hashOf, readSources, readTexts } from './locale-files.ts';

/**
 * Rewrites locales/<language>/sources.json for every text the language has, and returns the keys whose stamp changed.
 * Throws LocaleFileError when a file is malformed.
 */
export function stampLanguage(dir: string, language: Language): readonly string[] {
  const source = byBaseKey(readTexts(dir, SOURCE_LANGUAGE));
  const target = byBaseKey(readTexts(dir, language));
  const before = readSources(dir, language);
  const stamps: { [key: string]: string } = {};
  for (const [key, forms] of [...source].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (target.has(key)) stamps[key] = hashOf(forms);
  }
  writeFileSync(join(dir, language, 'sources.json'), `${JSON.stringify(stamps, null, 2)}\n`);
  return Object.keys(stamps).filter((key) => stamps[key] !== before[key]);
}
