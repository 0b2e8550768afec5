/** What a desk is mailed of a referral that it has: the client answered, withdrew, erased it, or waits for an answer. */
import type { ClientAnswer, HistoryEvent } from '../domain/follow-up.ts';
import type { Language, Referral } from '../domain/referral.ts';
import { shortName } from './counsellor-news.ts';
import type { Letter } from './mail.ts';
import type { LinkTo, Told } from './ports.ts';
import type { LetterWords } from './sheet.ts';
import { type Block, renderShortLetter } from './short-letter.ts';

const TOLD = ['answer', 'withdraw', 'erase', 'remind-desk'] as const satisfies readonly HistoryEvent[];

export interface DeskNews extends Told {
  /** The desk that has the letter which this one comes after; undefined where that was not written down. */
  readonly desk: string | undefined;
  /** Of the letter that this one comes after. */
  readonly generation: number;
  /** Whether the desk's link goes with it: not to a mailbox that is not the desk's any more. */
  readonly linked: boolean;
}

/** @returns everything of the letter but its address; undefined for a line of which desks are not told */
export async function writeDeskNews(
  { reference, line, referral, desk, generation, linked }: DeskNews,
  words: LetterWords,
  linkTo: LinkTo,
): Promise<Omit<Letter, 'to' | 'nth'> | undefined> {
  const event = TOLD.find((one) => one === line.event);
  if (event === undefined) return undefined;
  const say = (key: string, params?: { readonly [name: string]: string }) => words.t('nl', `news-desk:${key}`, params);
  const blocks: Block[] = [
    { is: 'text', text: say(`text.${event}`) },
    ...(event === 'withdraw' && line.note === 'erased' ? [{ is: 'text', text: say('text.erased') } as const] : []),
    ...(event === 'answer' ? answersOf(line.body as ClientAnswer | null, referral, words) : []),
    ...(linked ? [{ is: 'link', label: say(`link.${event}`), url: await linkTo('desk', reference) } as const] : []),
  ];
  return {
    subject: say(`subject.${event}`, { reference }),
    ...renderShortLetter({ language: 'nl', title: say(`title.${event}`, { reference }), blocks }, words.dir),
    attachments: [],
    idempotencyKey: `${reference}.${line.id}.desk`,
    inReplyTo: desk === undefined ? undefined : keyOfReferral(reference, desk, generation),
    reference,
    language: 'nl',
    date: line.at,
  };
}

/** What a receiver knows a referral by: the same for every repeat, another one for another desk or when begun anew. */
export function keyOfReferral(reference: string, desk: string, generation: number): string {
  return `${reference}.${desk}${generation === 0 ? '' : `.${generation}`}`;
}

/** Question, answer in Dutch, and the client's own words beside it where they are others. */
function answersOf(body: ClientAnswer | null, referral: Referral | undefined, words: LetterWords): Block[] {
  if (body === null) return [];
  const own: Language | 'typed' = referral?.client.languages.conversation ?? 'typed';
  const pairs = body.answers.map(({ question, text }) => ({
    label: shortName(question, 'nl', words),
    value: text.nl,
    in: 'typed' as const,
    ...(text.client === text.nl ? {} : { beside: { text: text.client, in: own } }),
  }));
  const note = body.note.trim();
  return [
    ...(pairs.length === 0 ? [] : [{ is: 'pairs', pairs } as const]),
    ...(note === ''
      ? []
      : [{ is: 'quote', label: words.t('nl', 'news-desk:client-writes'), text: note, in: 'typed' } as const]),
  ];
}
