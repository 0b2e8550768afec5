/** What a counsellor is mailed of a client they forwarded: which client, what happened, what the desk said, what next. */
import type { Appointment, DeskSays, HistoryLine } from '../domain/follow-up.ts';
import type { Language } from '../domain/referral.ts';
import type { Letter } from './mail.ts';
import { plainLine } from './plain.ts';
import type { LinkTo, Told } from './ports.ts';
import type { LetterWords } from './sheet.ts';
import { type Block, renderShortLetter } from './short-letter.ts';

/** The languages in which offices are written to; the others read Dutch, as people who work here do. */
const OFFICE: readonly Language[] = ['nl', 'en', 'fr'];

export interface CounsellorNews extends Told {
  readonly counsellor: { readonly language: Language; readonly label: string | undefined };
  /** undefined once the client erased everything. */
  readonly desk: { readonly name: string; readonly website: string } | undefined;
}

/** @returns everything of the letter but its address; nothing of the client but the counsellor's own name for them */
export async function writeCounsellorNews(
  { reference, line, counsellor, desk }: CounsellorNews,
  words: LetterWords,
  linkTo: LinkTo,
): Promise<Omit<Letter, 'to' | 'nth'>> {
  const language = OFFICE.includes(counsellor.language) ? counsellor.language : 'nl';
  const say: Say = (key, params) => words.t(language, `news-counsellor:${key}`, params);
  const label = plainLine(counsellor.label ?? '', 120);
  const blocks: Block[] = [
    {
      is: 'pairs',
      pairs: [
        { label: say('client'), ...(label === '' ? { value: say('client.unnamed') } : { value: label, in: 'typed' }) },
        { label: say('reference'), value: reference, in: 'typed' },
        ...(desk === undefined ? [] : [{ label: say('desk'), value: desk.name, in: 'nl' } as const]),
      ],
    },
    ...whatTheDeskSaid(line, language, words, say),
    { is: 'text', text: nextFor(line, say), strong: true },
    ...(desk !== undefined && NEEDS_THE_DESK.has(line.event)
      ? [{ is: 'link', label: say('website'), url: desk.website } as const]
      : []),
    { is: 'link', label: say('link'), url: await linkTo('counsellor', reference) },
    { is: 'text', text: say('why') },
  ];
  return {
    subject: say('subject', { reference }),
    ...renderShortLetter({ language, title: say(`title.${line.event}`), blocks }, words.dir),
    attachments: [],
    idempotencyKey: `${reference}.${line.id}.counsellor`,
    reference,
    language,
    date: line.at,
  };
}

type Say = (key: string, params?: { readonly [name: string]: string }) => string;

/** After these it is the counsellor who may have to call. */
const NEEDS_THE_DESK: ReadonlySet<string> = new Set(['park', 'alert-counsellor']);

function nextFor({ event, body }: HistoryLine, say: Say): string {
  const waits = event === 'accept' && (body as DeskSays['accept'] | null)?.appointment == null;
  return say(waits ? 'next.accept-open' : `next.${event}`);
}

/** In the order in which it is read; kept as it was judged when it came in, null once it is erased. */
function whatTheDeskSaid({ event, body }: HistoryLine, language: Language, words: LetterWords, say: Say): Block[] {
  if (body === null) return [];
  const quote = (label: string, text: string): Block[] =>
    text.trim() === '' ? [] : [{ is: 'quote', label: say(label), text, in: 'nl' }];
  switch (event) {
    case 'accept': {
      const { appointment, note } = body as DeskSays['accept'];
      return [...(appointment === null ? [] : [meeting(appointment, language, words, say)]), ...quote('note', note)];
    }
    case 'ask-more': {
      const { questions, note } = body as DeskSays['ask-more'];
      const names = questions.map((id) => shortName(id, language, words)).join(', ');
      const asked: Block[] = names === '' ? [] : [{ is: 'pairs', pairs: [{ label: say('questions'), value: names }] }];
      return [...asked, ...quote('note', note)];
    }
    case 'decline': {
      const { reason, note } = body as DeskSays['decline'];
      const value = words.t(language, `desk:reason.${reason}`);
      return [{ is: 'pairs', pairs: [{ label: say('reason'), value }] }, ...quote('note', note)];
    }
    case 'advise': {
      const { advice, perspective, nextStep } = body as DeskSays['advise'];
      const value = words.t(language, `verdicts:perspective.${perspective}`);
      return [
        ...quote('advice', advice),
        { is: 'pairs', pairs: [{ label: say('perspective'), value }] },
        ...quote('next-step', nextStep),
      ];
    }
    default:
      return [];
  }
}

function meeting({ on, at, how, place }: Appointment, language: Language, words: LetterWords, say: Say): Block {
  const day = words.value(language, { day: on });
  const when = say('appointment.when', { day, time: at, how: words.t(language, `desk:how.${how}`) });
  return {
    is: 'pairs',
    pairs: [
      { label: say('appointment'), value: when },
      ...(place.trim() === '' ? [] : [{ label: say('place'), value: place, in: 'nl' } as const]),
    ],
  };
}

/** What a question is about, in a few words; a question that was taken out since is named by its id. */
export function shortName(id: string, language: Language, words: LetterWords): string {
  const key = `questions:${id}.short`;
  return words.has(language, key) ? words.t(language, key) : plainLine(id, 60);
}
