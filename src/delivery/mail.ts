/** Mail to a desk: over SMTP, or as a file in a folder where no server is set. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { SendResult } from './attempt.ts';

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly {
    readonly filename: string;
    readonly content: string;
    readonly contentType: string;
  }[];
  /** The same for every repeat of this letter, so that the receiver can drop one. */
  readonly idempotencyKey: string;
  /** undefined: it is about no referral. */
  readonly reference: string | undefined;
  /** The idempotency key of the letter that this one comes after, so that a mail program shows them as one thread. */
  readonly inReplyTo?: string | undefined;
  readonly language: string;
  /** When what it tells came to be; a repeat has the same. */
  readonly date: Date;
  /** 0 for the first letter about this referral. */
  readonly nth: number;
}

export type SendLetter = (letter: Letter) => Promise<SendResult>;

/** Where the sender may not read: a letter's parts come from what people typed. */
const CLOSED = { disableFileAccess: true, disableUrlAccess: true } as const;

/**
 * Sends over SMTP. 5xx refuses for good; 4xx, no connection and wrong credentials may be over in a while.
 * A peer's own words are not passed on: they may quote the letter.
 */
export function createSmtpSender(smtpUrl: string, from: string): SendLetter {
  const { hostname, port, protocol, username, password, searchParams } = new URL(smtpUrl);
  const secure = protocol === 'smtps:';
  const transport = createTransport({
    host: hostname.replaceAll(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: searchParams.get('requireTLS') === 'true',
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    ...CLOSED,
  });
  return async (letter) => {
    try {
      await transport.sendMail(composeLetter(letter, from));
      return { is: 'accepted', receipt: 'smtp' };
    } catch (error) {
      return judge(error as SmtpError);
    }
  };
}

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
}

/**
 * A credential that is refused with a 5xx is our mistake, not the desk's no, and so is a server without the TLS that we
 * insist on: it waits until someone puts it right.
 */
function judge({ code, responseCode }: SmtpError): SendResult {
  if (code === 'EAUTH') return { is: 'unreachable', code: 'smtp-auth' };
  if (code === 'ETLS') return { is: 'unreachable', code: 'smtp-tls' };
  if (responseCode !== undefined && responseCode >= 500) return { is: 'refused', code: `smtp-${responseCode}` };
  if (responseCode !== undefined && responseCode >= 400) return { is: 'unreachable', code: `smtp-${responseCode}` };
  return { is: 'unreachable', code: `network-${(code ?? 'unknown').toLowerCase()}` };
}

/** Writes each letter as `<time>-<reference>.eml`; half a file is never seen, and a repeat takes the first one's place. */
export function createSpool(folder: string, from: string): SendLetter {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows', ...CLOSED });
  return async (letter) => {
    const { message } = await transport.sendMail(composeLetter(letter, from));
    const name = fileName(letter);
    const temporary = join(folder, `.${name}.${randomUUID()}.tmp`);
    try {
      await mkdir(folder, { recursive: true });
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(message as Buffer);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, join(folder, name));
      return { is: 'accepted', receipt: name };
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      return { is: 'unreachable', code: `file-${((error as NodeJS.ErrnoException).code ?? 'unknown').toLowerCase()}` };
    }
  };
}

function fileName({ date, reference, idempotencyKey, nth }: Letter): string {
  const time = date.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const about = reference?.replaceAll(/[^A-Za-z0-9-]/g, '_') ?? `letter-${hashOf(idempotencyKey).slice(0, 12)}`;
  return `${time}-${about}${nth === 0 ? '' : `-${nth + 1}`}.eml`;
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** The message as nodemailer takes it; nothing in a header comes from what a person typed. */
export function composeLetter(letter: Letter, from: string): SendMailOptions {
  const { to, subject, text, html, attachments, idempotencyKey, inReplyTo, reference, language, date } = letter;
  const host = /@([^@>\s]+)>?$/.exec(from)?.[1] ?? 'localhost';
  // A header is one line of ASCII whatever the key is made of.
  const idOf = (key: string) => `<${hashOf(key).slice(0, 40)}@${host}>`;
  return {
    from,
    to,
    subject,
    text,
    html,
    date,
    attachments: attachments.map((attachment) => ({ ...attachment, contentDisposition: 'attachment' as const })),
    messageId: idOf(idempotencyKey),
    ...(inReplyTo === undefined ? {} : { inReplyTo: idOf(inReplyTo), references: idOf(inReplyTo) }),
    // Where the server offers it: word of a letter that it took and could not bring on, without the letter itself.
    dsn: { ret: 'HDRS', notify: ['FAILURE', 'DELAY'] },
    headers: {
      'Idempotency-Key': idempotencyKey,
      ...(reference === undefined ? {} : { 'Wegwijzer-Referral': reference }),
      'Content-Language': language,
      'Auto-Submitted': 'auto-generated',
    },
  };
}
