/** A letter of a few sentences and one link, such as the one a counsellor signs in with. */
import type { Language } from '../domain/referral.ts';
import type { Letter } from './mail.ts';
import { plainLine } from './plain.ts';
import { type Direction, renderShortLetter } from './short-letter.ts';

export interface PlainLetter {
  readonly to: string;
  readonly language: Language;
  /** Nothing personal: it is shown on locked screens. */
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly link?: { readonly url: string; readonly label: string };
  /** The same for every repeat; it becomes the message's id. */
  readonly key: string;
  /** The invite that it is the letter of; whoever wrote it is told when nobody takes it. */
  readonly invite?: string;
}

/** @param at when it was queued: the date that every repeat carries */
export function writePlainLetter(letter: PlainLetter, at: Date, dir: Direction): Letter {
  const { to, language, subject, paragraphs, link, key } = letter;
  const title = plainLine(subject, 200);
  const blocks = [
    ...paragraphs.map((text) => ({ is: 'text', text }) as const),
    ...(link === undefined ? [] : [{ is: 'link', ...link } as const]),
  ];
  return {
    to,
    subject: title,
    ...renderShortLetter({ language, title, blocks }, dir),
    attachments: [],
    idempotencyKey: key,
    reference: undefined,
    language,
    date: at,
    nth: 0,
  };
}
