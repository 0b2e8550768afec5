/** The folders of locales/ as they stand on disk: reading and judging their shape, and nothing about what they say. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Language } from '../domain/referral.ts';

/** Files of a language folder that hold no words to show: who read it, what it was translated from, what is understood. */
const NOT_WORDS: ReadonlySet<string> = new Set(['about', 'sources', 'heard']);

const Texts = z.record(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]*(_(zero|one|two|few|many|other))?$/), z.string());
const Sources = z.record(z.string(), z.string().regex(/^[0-9a-f]{8}$/));
const About = z.strictObject({
  language: z.string(),
  /** `none`, or the role and the month of the native speaker who read every text, such as `counsellor, 2026-11`. */
  reviewedBy: z.string().min(1),
});

export type About = z.infer<typeof About>;

/** Everything one language says: `namespace:key` (plural forms with their suffix) to the text. */
export type Texts = ReadonlyMap<string, string>;

/** A file of locales/ that cannot be used; the message names the file and what is wrong with it. */
export class LocaleFileError extends Error {
  override readonly name = 'LocaleFileError';
}

/** The namespaces (file names without `.json`) that a language has; empty when the folder is missing. */
export function namespacesOf(dir: string, language: Language): string[] {
  const folder = join(dir, language);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .filter((name) => !NOT_WORDS.has(name))
    .sort();
}

/** All texts of a language. Throws LocaleFileError on broken JSON, a key given twice, or anything but flat texts. */
export function readTexts(dir: string, language: Language): Texts {
  const texts = new Map<string, string>();
  for (const namespace of namespacesOf(dir, language)) {
    const file = join(dir, language, `${namespace}.json`);
    for (const [key, text] of Object.entries(readJson(file, Texts))) texts.set(`${namespace}:${key}`, text);
  }
  return texts;
}

/** Who has read this language; undefined when the folder does not say. Throws LocaleFileError when malformed. */
export function readAbout(dir: string, language: Language): About | undefined {
  const file = join(dir, language, 'about.json');
  return existsSync(file) ? readJson(file, About) : undefined;
}

/** What each text was translated from: `namespace:key` to the hash of the source. Throws LocaleFileError when malformed. */
export function readSources(dir: string, language: Language): { readonly [key: string]: string } {
  const file = join(dir, language, 'sources.json');
  return existsSync(file) ? readJson(file, Sources) : {};
}

/** `questions:left_one` is a form of `questions:left`. */
export function baseKey(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '');
}

/** The texts of a language by base key: one text, or one per plural form. */
export function byBaseKey(texts: Texts): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const grouped = new Map<string, Map<string, string>>();
  for (const [key, text] of texts) {
    const base = baseKey(key);
    const form = key.slice(base.length + 1);
    grouped.set(base, (grouped.get(base) ?? new Map<string, string>()).set(form, text));
  }
  return grouped;
}

/** Eight hex digits that change when any form of a source text changes. */
export function hashOf(forms: ReadonlyMap<string, string>): string {
  const sorted = [...forms].sort(([a], [b]) => (a < b ? -1 : 1)).map(([form, text]) => `${form}=${text}`);
  return createHash('sha256').update(sorted.join('\n')).digest('hex').slice(0, 8);
}

function readJson<T>(file: string, shape: z.ZodType<T>): T {
  const raw = readFileSync(file, 'utf8');
  let parsed: unknown;
  try {
    parsed = JSON.parse(raw);
  } catch (error) {
    throw new LocaleFileError(`${file} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  const twice = keysGivenTwice(raw);
  if (twice.length > 0) throw new LocaleFileError(`${file} gives a key twice: ${twice.join(', ')}`);
  const judged = shape.safeParse(parsed);
  if (!judged.success) throw new LocaleFileError(`${file}: ${z.prettifyError(judged.error)}`);
  return judged.data;
}

/** JSON.parse keeps the last of two equal keys without a word; a lost text is a lost text. */
function keysGivenTwice(raw: string): string[] {
  const seen = new Set<string>();
  const twice: string[] = [];
  for (const [, key = ''] of raw.matchAll(/"((?:[^"\\]|\\.)*)"\s*:/g)) {
    if (seen.has(key)) twice.push(key);
    seen.add(key);
  }
  return twice;
}
