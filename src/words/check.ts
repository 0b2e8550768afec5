/** Finds every fault in the words before a person does: what is missing, stale, empty or filled in differently. */
import type { Language } from '../domain/referral.ts';
import { OFFICE_NAMESPACES, SOURCE_LANGUAGE } from './languages.ts';
import { byBaseKey, hashOf, LocaleFileError, readAbout, readSources, readTexts } from './locale-files.ts';

export interface WordProblem {
  readonly language: Language;
  /** `namespace:key`, or the file's name. */
  readonly key: string;
  readonly is:
    | 'malformed'
    | 'not-reviewable'
    | 'no-words-for-code'
    | 'missing'
    | 'not-in-source'
    | 'empty'
    | 'placeholders'
    | 'plural-form'
    | 'stale'
    | 'never-stamped';
  /** What is wrong, for the person who repairs it. */
  readonly detail: string;
}

/** A text per plural form; a text without plural has the one form ''. */
type Forms = ReadonlyMap<string, string>;

/**
 * Every problem in `dir`, in reading order; empty when the words are complete.
 * `required` are the keys that the code will ask for (requiredKeys): the source language must have each of them.
 */
export function checkWords(
  dir: string,
  languages: readonly Language[],
  required: Iterable<string>,
): readonly WordProblem[] {
  const problems: WordProblem[] = [];
  try {
    const source = byBaseKey(readTexts(dir, SOURCE_LANGUAGE));
    for (const key of new Set(required)) {
      if (source.has(key)) continue;
      problems.push({ language: SOURCE_LANGUAGE, key, is: 'no-words-for-code', detail: 'the code asks for this key' });
    }
    problems.push(...checkTexts(SOURCE_LANGUAGE, source));
    for (const language of languages) {
      problems.push(...checkAbout(dir, language));
      if (language !== SOURCE_LANGUAGE) problems.push(...checkTranslation(dir, language, source));
    }
  } catch (error) {
    if (!(error instanceof LocaleFileError)) throw error;
    problems.push({ language: SOURCE_LANGUAGE, key: '*', is: 'malformed', detail: error.message });
  }
  return problems;
}

/** One line a problem, to print. */
export function describeProblem({ language, key, is, detail }: WordProblem): string {
  return `${language} ${key}: ${is} (${detail})`;
}

function checkTranslation(dir: string, language: Language, source: ReadonlyMap<string, Forms>): WordProblem[] {
  const problems: WordProblem[] = [];
  const target = byBaseKey(readTexts(dir, language));
  const stamps = readSources(dir, language);
  for (const [key, nl] of source) {
    const forms = target.get(key);
    if (forms === undefined) {
      if (OFFICE_NAMESPACES[key.slice(0, key.indexOf(':'))]?.includes(language) === false) continue;
      problems.push({ language, key, is: 'missing', detail: `in ${SOURCE_LANGUAGE}: ${[...nl.values()][0]}` });
      continue;
    }
    const want = placeholdersOf(nl).join(' ');
    const have = placeholdersOf(forms).join(' ');
    if (want !== have) {
      problems.push({ language, key, is: 'placeholders', detail: `"${have}", in ${SOURCE_LANGUAGE} "${want}"` });
    }
    const stamp = stamps[key];
    if (stamp === undefined) {
      problems.push({ language, key, is: 'never-stamped', detail: 'read it against the source, then stamp it' });
    } else if (stamp !== hashOf(nl)) {
      problems.push({ language, key, is: 'stale', detail: `the source now says: ${[...nl.values()].join(' | ')}` });
    }
  }
  for (const key of target.keys()) {
    if (!source.has(key)) problems.push({ language, key, is: 'not-in-source', detail: `not in ${SOURCE_LANGUAGE}` });
  }
  return [...problems, ...checkTexts(language, target)];
}

/** What one language can be judged on alone: no empty text, no broken braces, every plural form the language has. */
function checkTexts(language: Language, texts: ReadonlyMap<string, Forms>): WordProblem[] {
  const problems: WordProblem[] = [];
  for (const [key, forms] of texts) {
    for (const text of forms.values()) {
      if (text.trim() === '') problems.push({ language, key, is: 'empty', detail: 'the text is empty' });
      if (/[{}]/.test(text.replace(PLACEHOLDER, ''))) {
        problems.push({ language, key, is: 'placeholders', detail: `a brace stands alone: ${text}` });
      }
    }
    if (forms.has('') && forms.size === 1) continue;
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const missing = wanted.filter((form) => !forms.has(form));
    const odd = [...forms.keys()].filter((form) => !wanted.some((category) => category === form));
    if (missing.length > 0 || odd.length > 0) {
      const detail = `${language} needs the forms ${wanted.join(', ')}; there are ${[...forms.keys()].join(', ')}`;
      problems.push({ language, key, is: 'plural-form', detail });
    }
  }
  return problems;
}

const PLACEHOLDER = /\{\{([A-Za-z][A-Za-z0-9]*)\}\}/g;

/** The placeholders of a text, sorted. `count` does not count: "one question left" need not say the number. */
function placeholdersOf(forms: Forms): string[] {
  const names = [...forms.values()].flatMap((text) => [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ''));
  return [...new Set(names)].filter((name) => name !== 'count').sort();
}

function checkAbout(dir: string, language: Language): WordProblem[] {
  const about = readAbout(dir, language);
  if (about?.language === language) return [];
  const detail = about === undefined ? 'there is no about.json' : `about.json says it is ${about.language}`;
  return [{ language, key: 'about.json', is: 'not-reviewable', detail }];
}
