/**
 * What a client is mailed when something happened to their referral: what it means and what comes next, in their
 * language, with the link to their own page. What the desk said stands there, not in a mail that others may see.
 */
import type { HistoryEvent } from '../domain/follow-up.ts';
import type { Language, Referral, ReferralState } from '../domain/referral.ts';
import type { Letter } from './mail.ts';
import type { LinkTo, Told } from './ports.ts';
import type { LetterWords } from './sheet.ts';
import { type Block, renderShortLetter } from './short-letter.ts';

/** What a client is mailed of: it asks something of them, is what they wait for, or ends the waiting. */
const STATE_AFTER = {
  accept: 'accepted',
  'ask-more': 'needs-more',
  decline: 'declined',
  advise: 'advised',
  close: 'closed',
  park: 'parked',
} as const satisfies { readonly [event in HistoryEvent]?: ReferralState };

export function isMailedToClient(event: HistoryEvent): event is keyof typeof STATE_AFTER | 'relink' {
  return event in STATE_AFTER || event === 'relink';
}

/** @returns everything of the letter but its address; undefined for a line of which clients are not mailed */
export async function writeClientNews(
  { reference, line, referral }: Told & { readonly referral: Referral },
  words: LetterWords,
  linkTo: LinkTo,
): Promise<Omit<Letter, 'to' | 'nth'> | undefined> {
  const { event, id, at } = line;
  if (!isMailedToClient(event)) return undefined;
  const state = event === 'relink' ? line.state : STATE_AFTER[event];
  const language: Language = referral.client.languages.conversation;
  const say = (key: string, params?: { readonly [name: string]: string }) => words.t(language, key, params);
  const { desk } = referral;
  const blocks: Block[] = [
    { is: 'text', text: say(`status:next.${state}`) },
    { is: 'link', label: say('news:link'), url: await linkTo('status', reference) },
    {
      is: 'pairs',
      pairs: [
        { label: say('news:code'), value: reference, in: 'typed' },
        { label: say('news:desk'), value: desk.name, in: 'nl' },
      ],
    },
    ...(event === 'park' ? await anotherWay(say, desk.website, linkTo, reference) : []),
    { is: 'text', text: say('news:why') },
  ];
  const title = say(event === 'relink' ? 'status:event.relink' : `status:state.${state}`);
  return {
    subject: say('news:subject', { reference }),
    ...renderShortLetter({ language, title, blocks }, words.dir),
    attachments: [],
    idempotencyKey: `${reference}.${id}.client`,
    reference,
    language,
    date: at,
  };
}

/** The referral did not get through: the desk itself, the agency, and the same on paper. */
async function anotherWay(
  say: (key: string) => string,
  website: string,
  linkTo: LinkTo,
  reference: string,
): Promise<Block[]> {
  return [
    { is: 'link', label: say('news:park.desk'), url: website },
    { is: 'text', text: say('news:park.agency') },
    { is: 'text', text: say('news:park.paper') },
    { is: 'link', label: say('news:park.print'), url: await linkTo('print', reference) },
  ];
}
