/** Reads the tables from disk, once, at start. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { DOCUMENT_IDS } from '../domain/facts.ts';
import { LANGUAGES, type Language } from '../domain/referral.ts';
import type { Tables } from './lexicon.ts';
import { Heard } from './tables.ts';

/** A table that cannot be used; the message names the file and what is wrong with it. */
export class TableError extends Error {
  override readonly name = 'TableError';
}

const LOCALES = fileURLToPath(new URL('../../locales', import.meta.url));
const PLACES = fileURLToPath(new URL('places.json', import.meta.url));
const Texts = z.record(z.string(), z.string());
const Places = z.record(z.string(), z.array(z.string()));

/**
 * What is heard and the labels of the buttons, in every language that has them, with the names of countries and places.
 * Throws TableError on a file that is broken or has an unknown key.
 */
export function loadTables(localesDir: string = LOCALES): Tables {
  const heard: { [language in Language]?: Heard } = {};
  const labels: { [language in Language]?: Record<string, string> } = {};
  const documentNames: { [language in Language]?: Record<string, string> } = {};
  for (const language of LANGUAGES) {
    const table = readIfThere(join(localesDir, language, 'heard.json'), Heard);
    if (table !== undefined) heard[language] = table;
    const texts = readIfThere(join(localesDir, language, 'questions.json'), Texts);
    if (texts !== undefined) labels[language] = texts;
    documentNames[language] = namesOfAdded(readIfThere(join(localesDir, language, 'documents.json'), Texts) ?? {});
  }
  return { heard, labels, documentNames, countryNames: readCountryNames(), places: readIfThere(PLACES, Places) ?? {} };
}

/** `<id>.name` of every document that the contract does not name. */
function namesOfAdded(texts: z.infer<typeof Texts>): Record<string, string> {
  const names = Object.entries(texts).flatMap(([key, name]) => {
    const id = /^([a-z0-9-]+)\.name$/.exec(key)?.[1];
    return id === undefined || (DOCUMENT_IDS as readonly string[]).includes(id) ? [] : [[id, name] as const];
  });
  return Object.fromEntries(names);
}

function readIfThere<T>(file: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(file)) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new TableError(`${file} is no JSON: ${error instanceof Error ? error.message : error}`);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new TableError(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

const DEMONYM_LANGUAGES = ['nl', 'en', 'fr', 'es'] as const;
/** Names that say too little or too much: they are in the tables by hand, as ambiguous, or would hit other words. */
const LEFT_TO_THE_TABLES: ReadonlySet<string> = new Set([
  'CD',
  'CG',
  'KP',
  'KR',
  'PS',
  'XK',
  'NU',
  'AQ',
  'GG',
  'JE',
  'IM',
]);

/** Names of countries (CLDR and ISO) in the nine languages, and nationalities in four, from the packages that hold them. */
function readCountryNames(): Tables['countryNames'] {
  const require = createRequire(import.meta.url);
  const names: [Language | '*', string, string][] = [];
  const add = (language: Language, code: string, name: string) => {
    const clean = name
      .replace(/\(.*?\)/g, ' ')
      .replace(/[*/]/g, ' ')
      .trim();
    if (clean.length >= 3 && !LEFT_TO_THE_TABLES.has(code)) names.push([language, code, clean]);
  };
  for (const language of LANGUAGES) {
    const iso = require(`i18n-iso-countries/langs/${language}.json`) as {
      countries: Record<string, string | string[]>;
    };
    const cldr = new Intl.DisplayNames(language, { type: 'region' });
    for (const [code, name] of Object.entries(iso.countries)) {
      for (const one of [name].flat()) add(language, code, one);
      add(language, code, cldr.of(code) ?? '');
    }
  }
  for (const language of DEMONYM_LANGUAGES) {
    const { nationalities } = require(`i18n-nationality/langs/${language}.json`) as {
      nationalities: Record<string, string>;
    };
    for (const [code, name] of Object.entries(nationalities))
      for (const one of name.split(/[,;/]/)) add(language, code, one);
  }
  return names;
}
