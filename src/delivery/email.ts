/** Letters about a referral: the referral itself and what is said of it afterwards, to a desk, a client, a counsellor. */
import type { Referral } from '../domain/referral.ts';
import type { SendResult } from './attempt.ts';
import { writeClientNews } from './client-news.ts';
import { writeCounsellorNews } from './counsellor-news.ts';
import type { Send } from './delivery.ts';
import { keyOfReferral, writeDeskNews } from './desk-news.ts';
import type { ChannelOf, DeskRole, Desks } from './desks.ts';
import { renderHtml } from './letter-html.ts';
import { renderText } from './letter-text.ts';
import type { Letter, SendLetter } from './mail.ts';
import type { CounsellorAddress, LinkTo } from './ports.ts';
import { type LetterWords, makeSheet } from './sheet.ts';

export interface EmailDeps {
  readonly desks: Desks;
  readonly words: LetterWords;
  readonly post: SendLetter;
  readonly linkTo: LinkTo;
  readonly counsellorAddress: CounsellorAddress;
}

/** Whoever was to hear is not there any more: that is the end of it, not a failure. */
const GONE: SendResult = { is: 'accepted', receipt: 'gone' };

/** Taken off the list of counsellors. Nobody hears it, so it is parked: whoever keeps the list sees that. */
export const NOT_ALLOWED: SendResult = { is: 'refused', code: 'counsellor-not-allowed' };

/** To a mailbox of the desk. */
export function createDeskMail({ desks, words, post, linkTo }: EmailDeps): Send<ChannelOf<'email'>> {
  return async ({ reference, referral, about, nth, generation }, channel) => {
    const { to, desk } = channel;
    if (about !== undefined) {
      // A recall goes wherever the referral went.
      const linked = desk === undefined || desks.reaches(desk, channel);
      const news = await writeDeskNews({ reference, line: about, referral, desk, generation, linked }, words, linkTo);
      return news === undefined ? GONE : post({ ...news, to, nth });
    }
    const role = desks.find(referral.desk.id)?.role ?? 'desk';
    return post({ ...writeLetter(referral, role, words, await linkTo('desk', reference), generation), to, nth });
  };
}

/** To the address that the client shared; read from the referral, so that it is gone when that is. */
export function createClientMail({ words, post, linkTo }: EmailDeps): Send<ChannelOf<'client-email'>> {
  return async ({ reference, referral, about, nth }) => {
    const to = referral?.client.reach?.email;
    if (to === undefined || referral === undefined || about === undefined) return GONE;
    const news = await writeClientNews({ reference, line: about, referral }, words, linkTo);
    return news === undefined ? GONE : post({ ...news, to, nth });
  };
}

export function createCounsellorMail(deps: EmailDeps): Send<ChannelOf<'counsellor-email'>> {
  const { desks, words, post, linkTo, counsellorAddress } = deps;
  return async ({ reference, referral, about, nth }, channel) => {
    const counsellor = await counsellorAddress(channel.counsellor, reference);
    if (counsellor === undefined || about === undefined) return GONE;
    if (!counsellor.allowed) return NOT_ALLOWED;
    const desk = referral && (desks.find(referral.desk.id) ?? referral.desk);
    const news = await writeCounsellorNews({ reference, line: about, referral, counsellor, desk }, words, linkTo);
    return post({ ...news, to: counsellor.email, nth });
  };
}

/**
 * The referral itself. Nothing personal stands in the subject: it is shown on locked screens and kept in logs of mail
 * servers.
 * @param answerUrl where the desk answers without a password: whoever has the mail has the link
 */
export function writeLetter(
  referral: Referral,
  role: DeskRole,
  words: LetterWords,
  answerUrl: string,
  generation = 0,
): Omit<Letter, 'to' | 'nth'> {
  const { reference, desk } = referral;
  const file = `referral-${reference.replaceAll(/[^A-Za-z0-9-]/g, '_')}.json`;
  const sheet = makeSheet(referral, role, words, file, answerUrl);
  const regionKey = desk.region === null ? 'mail:region.unknown' : `questions:location.options.${desk.region}`;
  return {
    subject: words.t('nl', 'mail:subject', { reference, region: words.t('nl', regionKey) }),
    text: renderText(sheet),
    html: renderHtml(sheet),
    attachments: [
      { filename: file, content: `${JSON.stringify(referral, null, 2)}\n`, contentType: 'application/json' },
    ],
    idempotencyKey: keyOfReferral(reference, desk.id, generation),
    reference,
    language: 'nl',
    date: new Date(referral.createdAt),
  };
}
