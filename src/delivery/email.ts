/** A referral as a letter to its desk: the `email` channel. */
import type { Referral } from '../domain/referral.ts';
import type { Send } from './delivery.ts';
import type { Channel, DeskRole, Desks } from './desks.ts';
import { renderHtml } from './letter-html.ts';
import { renderText } from './letter-text.ts';
import type { Letter, SendLetter } from './mail.ts';
import { type LetterWords, makeSheet } from './sheet.ts';

export interface EmailDeps {
  readonly desks: Desks;
  readonly words: LetterWords;
  readonly post: SendLetter;
}

export function createEmailSender({ desks, words, post }: EmailDeps): Send<Extract<Channel, { kind: 'email' }>> {
  return async ({ referral, nth }, channel) => {
    if (referral === undefined) return { is: 'refused', code: 'erased' };
    const role = desks.find(referral.desk.id)?.role ?? 'desk';
    return post({ ...writeLetter(referral, role, words), to: channel.to, nth });
  };
}

/** Nothing personal stands in the subject: it is shown on locked screens and kept in logs of mail servers. */
export function writeLetter(referral: Referral, role: DeskRole, words: LetterWords): Omit<Letter, 'to' | 'nth'> {
  const { reference, desk } = referral;
  const file = `referral-${reference.replaceAll(/[^A-Za-z0-9-]/g, '_')}.json`;
  const sheet = makeSheet(referral, role, words, file);
  const regionKey = desk.region === null ? 'mail:region.unknown' : `questions:location.options.${desk.region}`;
  return {
    subject: words.t('nl', 'mail:subject', { reference, region: words.t('nl', regionKey) }),
    text: renderText(sheet),
    html: renderHtml(sheet),
    attachments: [
      { filename: file, content: `${JSON.stringify(referral, null, 2)}\n`, contentType: 'application/json' },
    ],
    idempotencyKey: `${reference}.${desk.id}`,
    reference,
    language: 'nl',
    date: new Date(referral.createdAt),
  };
}
