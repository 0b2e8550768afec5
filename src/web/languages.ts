/** Which language a page speaks, and which way it runs. */
import { LANGUAGES, type Language } from '../domain/referral.ts';

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur', 'ps']);

/** `rtl` or `ltr` for a BCP 47 tag such as `fa-IR`. */
export const directionOf = (locale: string): 'rtl' | 'ltr' =>
  RIGHT_TO_LEFT.has(locale.toLowerCase().split('-')[0] ?? '') ? 'rtl' : 'ltr';

const isLanguage = (tag: string): tag is Language => (LANGUAGES as readonly string[]).includes(tag);

/** The supported language that a tag names (`fr-BE` is `fr`), or undefined. */
export function languageOf(tag: string | undefined, supported: readonly Language[]): Language | undefined {
  const primary = tag?.trim().toLowerCase().split('-')[0] ?? '';
  return isLanguage(primary) && supported.includes(primary) ? primary : undefined;
}

/**
 * The language asked for in the address, else the first that the browser accepts and we speak, else Dutch.
 * `chosen` tells whether a person picked it. Never throws: headers are taken as they come.
 */
export function chooseLanguage(
  asked: string | null | undefined,
  acceptLanguage: string | undefined,
  supported: readonly Language[],
): { readonly language: Language; readonly chosen: boolean } {
  const picked = languageOf(asked ?? undefined, supported);
  if (picked !== undefined) return { language: picked, chosen: true };
  const accepted = (acceptLanguage ?? '')
    .slice(0, 400)
    .split(',')
    .map((entry, place) => {
      const [tag, ...params] = entry.split(';');
      const weight = Number(params.find((param) => param.trim().startsWith('q='))?.split('=')[1] ?? '1');
      return { language: languageOf(tag, supported), weight: Number.isFinite(weight) ? weight : 0, place };
    })
    .filter((entry) => entry.language !== undefined && entry.weight > 0)
    .sort((a, b) => b.weight - a.weight || a.place - b.place);
  return { language: accepted[0]?.language ?? 'nl', chosen: false };
}
