/** Which languages this build speaks, and how each one is written. */
import type { Language } from '../domain/referral.ts';

/** The language every text is written in first; the others are translated from it. */
export const SOURCE_LANGUAGE: Language = 'nl';

/**
 * The languages with complete words. Named here and not read from the folders, so that a language that loses
 * a text fails the check instead of silently leaving the build. A language in the making has a folder and no place here.
 */
export const BUILD_LANGUAGES: readonly Language[] = ['nl', 'en', 'fr', 'ar', 'tr', 'ru', 'uk', 'fa', 'es'];

/** Texts that no newcomer meets, and the languages of the people who do: the rule book is for policy people. */
export const OFFICE_NAMESPACES: { readonly [namespace: string]: readonly Language[] } = {
  rulebook: ['nl', 'en', 'fr'],
  'counsellor-chat': ['nl', 'en', 'fr'],
  counsellor: ['nl', 'en', 'fr'],
  desk: ['nl', 'en', 'fr'],
  'desk-reasons': ['nl', 'en', 'fr'],
  insight: ['nl', 'en', 'fr'],
  'news-counsellor': ['nl', 'en', 'fr'],
  'news-desk': ['nl'],
};

const RIGHT_TO_LEFT: ReadonlySet<Language> = new Set<Language>(['ar', 'fa']);

/** The reading direction of a language, for `dir` attributes. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr';
}

/**
 * The tag to format dates, numbers and lists with: Dutch, French and English as written in Belgium; everywhere
 * the Gregorian calendar and Latin digits, because those stand on the papers that people hold beside the screen.
 */
export function formattingTag(language: Language): string {
  const regional: { readonly [language in Language]?: string } = { nl: 'nl-BE', fr: 'fr-BE', en: 'en-GB' };
  return `${regional[language] ?? language}-u-ca-gregory-nu-latn`;
}
