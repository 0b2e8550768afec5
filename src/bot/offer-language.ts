/** Offers, once, to go on in the language whose letters a person types; it never switches by itself. */
import type { Language } from '../domain/referral.ts';
import type { Turn } from './turn.ts';

/** Letters that tell of a language while the conversation is in another script; the likelier language first. */
const SCRIPTS: readonly { readonly letters: RegExp; readonly languages: readonly Language[] }[] = [
  { letters: /[پچژگ]/u, languages: ['fa', 'ar'] },
  { letters: /\p{Script=Arabic}/u, languages: ['ar', 'fa'] },
  { letters: /[їєґі]/iu, languages: ['uk', 'ru'] },
  { letters: /\p{Script=Cyrillic}/u, languages: ['ru', 'uk'] },
];

/** @param typed what the person wrote, as it came */
export async function offerLanguage(turn: Turn, typed: string): Promise<void> {
  if (turn.saved.offeredLanguage === true) return;
  const offered = SCRIPTS.find(({ letters }) => letters.test(typed))?.languages;
  if (offered === undefined || offered.includes(turn.language)) return;
  const spoken = offered.filter((language) => turn.parts.words.languages.includes(language));
  if (spoken.length === 0) return;
  turn.saved.offeredLanguage = true;
  for (const language of spoken) {
    await turn.send({ text: turn.parts.words.t(language, 'dialog:language.offer'), locale: language });
  }
}
