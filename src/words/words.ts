/** Every word a person reads: looked up by language and key, filled in, and never guessed. */
import { createInstance } from 'i18next';
import type { Language } from '../domain/referral.ts';
import type { Param, Say } from '../domain/say.ts';
import { directionOf } from './languages.ts';
import { baseKey, namespacesOf, readAbout, readTexts } from './locale-files.ts';
import { formatValue, isolate, joinWithAnd, nameLanguage, nameLanguageItself } from './values.ts';

export interface Words {
  /** The languages that were loaded. */
  readonly languages: readonly Language[];
  /**
   * The text of `namespace:key`, filled in. `count` picks the plural form. The text is plain: whoever puts it in HTML escapes.
   * Throws MissingWords when the language has no such key or a placeholder gets no value.
   */
  t(language: Language, key: string, params?: { readonly [name: string]: string | number }): string;
  /** The same, with typed values (src/domain/say.ts) said in that language. */
  say(language: Language, say: Say): string;
  /** One typed value in that language, such as a choice's label or a month. */
  value(language: Language, value: Param): string;
  /** Whether the language has words under this key. */
  has(language: Language, key: string): boolean;
  dir(language: Language): 'ltr' | 'rtl';
  /** "a, b and c". */
  list(language: Language, items: readonly string[]): string;
  /** A language's name in another language. */
  languageName(language: Language, named: Language): string;
  /** A language's name in itself, as on a button. */
  autonym(language: Language): string;
  /** Whether a native speaker has read this language; the page says so where none has. */
  reviewed(language: Language): boolean;
}

/** No text, or a text that cannot be filled in: a bug in locales/ or in the caller, never shown to a person. */
export class MissingWords extends Error {
  override readonly name = 'MissingWords';
  constructor(language: string, key: string, detail = 'has no text') {
    super(`locales/${language}: ${key} ${detail}`);
  }
}

/**
 * Reads the languages from `dir` once. No language falls back to another: a newcomer who meets a sentence
 * in the wrong language cannot know that it is a fault of ours.
 * Throws LocaleFileError on a malformed file, MissingWords when a language has no words at all.
 */
export function loadWords(dir: string, languages: readonly Language[]): Words {
  const loaded = new Map(languages.map((language) => [language, loadLanguage(dir, language)] as const));

  const lookUp = (language: Language, key: string, params: { readonly [name: string]: string | number }): string => {
    const one = loaded.get(language);
    if (one === undefined) throw new MissingWords(language, key, 'was not loaded');
    if (!one.keys.has(key)) throw new MissingWords(language, key);
    return one.fill(key, params);
  };
  const sayWord = (language: Language, key: string): string => lookUp(language, key, {});
  const value = (language: Language, param: Param): string => formatValue(language, param, sayWord);
  const fill = (language: Language, key: string, params: { readonly [name: string]: Param }): string => {
    const said: { [name: string]: string | number } = {};
    for (const [name, param] of Object.entries(params)) {
      // The plural form hangs on the number itself; a number has no letters that could turn the line around.
      said[name] = name === 'count' && typeof param === 'number' ? param : isolate(language, value(language, param));
    }
    return lookUp(language, key, said);
  };

  return {
    languages: [...languages],
    t: (language, key, params = {}) => fill(language, key, params),
    say: (language, { key, params = {} }) => fill(language, key, params),
    value,
    has: (language, key) => loaded.get(language)?.keys.has(key) ?? false,
    dir: directionOf,
    list: joinWithAnd,
    languageName: nameLanguage,
    autonym: nameLanguageItself,
    reviewed: (language) => loaded.get(language)?.reviewed ?? false,
  };
}

interface LoadedLanguage {
  readonly keys: ReadonlySet<string>;
  readonly fill: (key: string, params: { readonly [name: string]: string | number }) => string;
  readonly reviewed: boolean;
}

function loadLanguage(dir: string, language: Language): LoadedLanguage {
  const texts = readTexts(dir, language);
  if (texts.size === 0) throw new MissingWords(language, '*');
  const namespaces = namespacesOf(dir, language);
  const resources: { [namespace: string]: { [key: string]: string } } = {};
  for (const [key, text] of texts) {
    const colon = key.indexOf(':');
    const namespace = key.slice(0, colon);
    resources[namespace] ??= {};
    resources[namespace][key.slice(colon + 1)] = text;
  }
  const i18n = createInstance();
  i18n.init({
    initAsync: false,
    lng: language,
    fallbackLng: false,
    resources: { [language]: resources },
    ns: namespaces,
    keySeparator: false,
    nsSeparator: ':',
    interpolation: { escapeValue: false },
    missingInterpolationHandler: (text: string, match: RegExpExecArray) => {
      throw new MissingWords(language, `"${text}"`, `was given no value for ${match[0]}`);
    },
  });
  const translate = i18n.getFixedT(language);
  const asItStands = new Map([...texts].filter(([key, text]) => baseKey(key) === key && !text.includes('{{')));
  return {
    keys: new Set([...texts.keys()].map(baseKey)),
    fill: (key, params) => {
      // Most texts hold nothing to fill in; asking i18next for those would cost 6 microseconds each.
      const whole = asItStands.get(key);
      if (whole !== undefined) return whole;
      const { count } = params;
      // `replace` keeps our names apart from i18next's options; `nest` would look up what a person typed as "$t(...)".
      const options = { replace: params, nest: false };
      return typeof count === 'number' ? translate(key, { ...options, count }) : translate(key, options);
    },
    reviewed: (readAbout(dir, language)?.reviewedBy ?? 'none') !== 'none',
  };
}
