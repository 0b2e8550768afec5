/** Signing in by a link that is mailed and works once. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { LANGUAGES, type Language } from '../domain/referral.ts';
import type { CounsellorStore, Links, SendMail, SignIn, Words } from './ports.ts';

const LINK_SECONDS = 15 * 60;
/** A working day. */
const SESSION_SECONDS = 12 * 3600;

export interface SignInParts {
  readonly links: Links;
  readonly counsellors: CounsellorStore;
  readonly mail: SendMail;
  readonly words: Words;
  readonly isAllowed: (email: string) => boolean;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** Told what went wrong behind an answer that was given already. */
  readonly report: (code: string, error: unknown) => void;
}

/** What a sign-in link opens. The random part makes every request a link of its own. */
const subjectSchema = z.object({ once: z.string(), email: z.string(), language: z.enum(LANGUAGES) });
const sessionSchema = z.object({ once: z.string(), counsellor: z.string(), epoch: z.number() });

/**
 * @returns sign-in by mailed link. A link is good for 15 minutes and one press, a session for 12 hours. The session is a
 * stored link too, so that signing out ends it on the server and not only in the browser.
 */
export function createSignIn(parts: SignInParts): SignIn {
  const { links, counsellors, mail, words, isAllowed, publicUrl, report } = parts;
  const running = new Set<Promise<void>>();

  async function send(email: string, language: Language): Promise<void> {
    if (!isAllowed(email)) return;
    const once = randomUUID();
    const token = await links.make('sign-in', JSON.stringify({ once, email, language }), LINK_SECONDS);
    await mail({
      to: email,
      language,
      subject: words(language, 'counsellor:mail.sign-in.subject'),
      paragraphs: [words(language, 'counsellor:mail.sign-in.text'), words(language, 'counsellor:mail.sign-in.not-you')],
      link: {
        url: `${publicUrl}/counsellor/sign-in/${token}`,
        label: words(language, 'counsellor:mail.sign-in.button'),
      },
      key: `sign-in-${once}`,
    });
  }

  const read = async (token: string) => {
    const link = await links.read('sign-in', token);
    if (link.is === 'bad') return 'bad';
    if (link.is !== 'valid' || link.used) return 'over';
    const subject = subjectSchema.parse(JSON.parse(link.subject));
    return isAllowed(subject.email) ? { id: link.id, ...subject } : 'over';
  };

  async function begin(email: string, language: Language): Promise<string> {
    const { id, epoch } = await counsellors.enter(email, language);
    return links.make('session', JSON.stringify({ once: randomUUID(), counsellor: id, epoch }), SESSION_SECONDS);
  }

  return {
    ask(email, language) {
      // Not awaited by who asks: how long it takes would tell whether the address is on the list.
      const work = send(email.toLowerCase(), language)
        .catch((error: unknown) => report('sign-in-mail', error))
        .finally(() => running.delete(work));
      running.add(work);
    },
    async look(token) {
      const found = await read(token);
      return typeof found === 'string' ? { is: found } : { is: 'open', language: found.language };
    },
    async enter(token) {
      const found = await read(token);
      if (typeof found === 'string' || !(await links.use(found.id))) return undefined;
      return begin(found.email, found.language);
    },
    enterAs: async (email, language) => (isAllowed(email) ? begin(email, language) : undefined),
    async whoIs(session) {
      const link = await links.read('session', session);
      if (link.is !== 'valid') return undefined;
      const { counsellor, epoch } = sessionSchema.parse(JSON.parse(link.subject));
      const found = await counsellors.find(counsellor);
      return found?.epoch === epoch && isAllowed(found.email) ? found : undefined;
    },
    async leave(session) {
      const link = await links.read('session', session);
      if (link.is === 'valid') await links.revoke('session', link.subject);
    },
    async settled() {
      await Promise.all(running);
    },
  };
}
