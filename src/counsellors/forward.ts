/** Forwarding clients: invites made, handed over, mailed, renewed and revoked. */
import { createHash } from 'node:crypto';
import { mayRemind } from '../domain/client-status.ts';
import type { QuestionId } from '../domain/questions.ts';
import type { Language } from '../domain/referral.ts';
import { createReader } from './known.ts';
import type {
  Client,
  Counsellor,
  Forwarding,
  Interview,
  InviteStore,
  Links,
  LookFirst,
  SendMail,
  StartConversation,
  Trx,
  Words,
} from './ports.ts';
import { createTables } from './table.ts';

const DAY_SECONDS = 86_400;
const CONTINUE_SECONDS = 14 * DAY_SECONDS;
/** A talk at one table: the client's screen is opened there and then. */
const SCREEN_SECONDS = DAY_SECONDS / 2;
/** Once something was sent, the conversation is the client's alone again after this. */
const TOGETHER_MS = DAY_SECONDS * 1000;
/** Clients that one form or file can make. */
const MOST_AT_ONCE = 200;

export interface ForwardParts {
  readonly invites: InviteStore;
  readonly links: Links;
  readonly mail: SendMail;
  readonly words: Words;
  readonly interview: Interview;
  readonly lookFirst: LookFirst;
  readonly isCounsellor: (email: string) => boolean;
  /** A code to read over the phone, from chance handed in: `pick(below)` gives a whole number under `below`. */
  readonly newCode: (pick: (below: number) => number) => string;
  /** The languages of counsellors. */
  readonly officeLanguages: readonly Language[];
  readonly inviteDays: number;
  readonly publicUrl: string;
  readonly startConversation: StartConversation;
  readonly now: () => Date;
}

/** @returns what a counsellor can do for clients */
export function createForwarding(parts: ForwardParts): Forwarding {
  const { invites, links, mail, words, interview, isCounsellor, newCode, officeLanguages, inviteDays, publicUrl, now } =
    parts;
  const inviteSeconds = inviteDays * DAY_SECONDS;
  const tokenOf = (id: string) => links.make('invite', id, inviteSeconds);
  const linkOf = (token: string, language: Language) => `${publicUrl}/?invite=${token}&lang=${language}`;
  const codeOf = (token: string) => newCode(chanceOf(token));

  /** Whether the invite can still be opened. */
  const isOpen = (client: Client) =>
    client.startedAt === null && client.expiresAt > now() && !['revoked', 'erased'].includes(client.status);

  const screenOf = (token: string, language: Language) => `${publicUrl}/?continue=${token}&lang=${language}`;
  const sharedConversation = ({ together, conversation, startedAt, status, reference }: Client): string | undefined => {
    if (!together || conversation === null || startedAt === null || status === 'erased') return undefined;
    const isOver = reference !== null && now().getTime() - startedAt.getTime() >= TOGETHER_MS;
    return isOver ? undefined : conversation;
  };

  async function letterFor(counsellor: Counsellor, client: Client) {
    const { language } = client;
    const say = (key: string, params?: { readonly [name: string]: string }) => words(language, `invite:${key}`, params);
    const who = [counsellor.name, counsellor.organisation].filter((part) => part !== '').join(', ');
    if (client.startedAt !== null) {
      const token = await links.make('continue', client.id, CONTINUE_SECONDS);
      return {
        subject: say('continue.subject'),
        paragraphs: [say('continue.text', { who }), say('continue.kept'), say('no-need')],
        link: { url: screenOf(token, language), label: say('continue.button') },
      };
    }
    const again = client.remindedAt === null ? 'mail' : 'again';
    return {
      subject: say(`${again}.subject`),
      paragraphs: [
        say(`${again}.text`, { who }),
        ...(client.conversation === null ? [say('what')] : [say('again.begun')]),
        say('code', { code: codeOf(await tokenOf(client.id)) }),
        say('no-need'),
      ],
      link: {
        url: linkOf(await links.make('mailed-invite', client.id, inviteSeconds), language),
        label: say('button'),
      },
    };
  }

  async function mailClient(counsellor: Counsellor, id: string): ReturnType<Forwarding['mailClient']> {
    let client = await invites.find(counsellor.id, id);
    if (client === undefined) return 'unknown';
    const stopped = client.startedAt !== null && client.status === 'stopped' && client.conversation !== null;
    if (client.email === null || !(isOpen(client) || stopped)) return 'not-now';
    if (!mayRemind(client.remindedAt, now())) return 'too-soon';
    const { email: to, language } = client;
    if (stopped && client.openedByMail) {
      await links.revoke('continue', id); // a fresh one, with all its days
    } else if (stopped) {
      // Nobody has shown that this mailbox is the client's: what the client told opens from their own code only.
      await renewInvite(counsellor, id);
      client = (await invites.find(counsellor.id, id)) ?? client;
    }
    const letter = await letterFor(counsellor, client);
    const key = `invite-${id}-${now().getTime().toString(36)}`;
    const queue = (trx: Trx) => mail({ to, language, ...letter, key, invite: id }, trx);
    return (await invites.remind(counsellor.id, id, queue)) ? 'done' : 'too-soon';
  }

  async function renewInvite(counsellor: Counsellor, id: string): Promise<boolean> {
    // The old links go first: of two that work, nobody could say which one a client holds.
    await links.revoke('invite', id);
    await links.revoke('mailed-invite', id);
    const expiresAt = new Date(now().getTime() + inviteSeconds * 1000);
    return invites.renew(counsellor.id, id, codeOf(await tokenOf(id)), expiresAt);
  }

  const read = createReader(parts);
  return {
    questions: interview.questions,
    read,
    ...createTables({ interview, words, read, headerLanguages: officeLanguages, most: MOST_AT_ONCE }),
    say: (known, language) =>
      (Object.entries(known) as [QuestionId, unknown][]).map(([question, value]) => ({
        question,
        name: words(language, `questions:${question}.short`),
        text: interview.say(language, question, value),
      })),

    lookFirst: parts.lookFirst,

    async forward(counsellor, once, drafts) {
      const ids = idsOf(counsellor, once).slice(0, drafts.length);
      const made = await Promise.all(
        drafts.map(async (draft, at) => {
          const id = ids[at] as string;
          return { ...draft, id, code: codeOf(await tokenOf(id)), together: false };
        }),
      );
      await invites.add(counsellor.id, made);
      return ids;
    },
    async made(counsellor, once) {
      const clients = new Map((await invites.list(counsellor.id)).map((client) => [client.id, client]));
      return idsOf(counsellor, once).flatMap((id) => clients.get(id) ?? []);
    },
    list: (counsellor) => invites.list(counsellor.id),
    find: (counsellor, id) => invites.find(counsellor.id, id),
    knownOf: (counsellor, id) => invites.knownOf(counsellor.id, id),

    async handout(counsellor, client) {
      const theirs = await invites.find(counsellor.id, client.id);
      if (theirs === undefined || !isOpen(theirs)) return undefined;
      const token = await tokenOf(theirs.id);
      return { link: linkOf(token, theirs.language), code: codeOf(token) };
    },
    mailClient,
    mailRefused: (id, queuedAt) =>
      invites.refuseMail(id, queuedAt, async ({ email, language: own, label }, trx) => {
        if (!isCounsellor(email)) return; // off the list since: nobody's client any more
        const language = officeLanguages.find((one) => one === own) ?? 'nl';
        const say = (key: string, params?: { readonly [name: string]: string }) =>
          words(language, `counsellor:${key}`, params);
        await mail(
          {
            to: email,
            language,
            subject: say('mail.refused.subject'),
            paragraphs: [say('mail.refused.text', { client: label ?? say('no-label') }), say('mail-refused.do')],
            link: { url: `${publicUrl}/counsellor/clients/${id}`, label: say('mail.refused.button') },
            key: `refused-${id}-${queuedAt.getTime().toString(36)}`,
          },
          trx,
        );
      }),
    async renew(counsellor, id) {
      const client = await invites.find(counsellor.id, id);
      if (client === undefined) return 'unknown';
      if (!['stopped', 'expired', 'revoked'].includes(client.status)) return 'not-now';
      return (await renewInvite(counsellor, id)) ? 'done' : 'not-now';
    },
    revoke: (counsellor, id) => invites.revoke(counsellor.id, id),

    async beginTogether(counsellor, id) {
      const client = await invites.find(counsellor.id, id);
      if (client === undefined) return 'unknown';
      if (!isOpen(client) || !(await invites.sitTogether(counsellor.id, id))) return 'not-now';
      await links.revoke('continue', id); // of a talk before this one
      await parts.startConversation(client.language, await tokenOf(id));
      return 'done';
    },
    sharedConversation,
    async clientScreen(client) {
      if (sharedConversation(client) === undefined) return undefined;
      const token = await links.make('continue', client.id, SCREEN_SECONDS);
      if ((await links.read('continue', token)).is === 'valid') return screenOf(token, client.language);
      await links.revoke('continue', client.id);
      return screenOf(await links.make('continue', client.id, SCREEN_SECONDS), client.language);
    },
  };
}

/** Ids that hang on the form they come from: the same form posted twice makes the same clients. */
function idsOf({ id }: Counsellor, once: string): readonly string[] {
  return Array.from({ length: MOST_AT_ONCE }, (_, at) =>
    createHash('sha256').update(`invite|${id}|${once}|${at}`).digest('base64url').slice(0, 22),
  );
}

/**
 * Chance that can be had again: the code hangs on the secret token of the link, so it can be shown again as long as the
 * link works, and is stored nowhere.
 */
function chanceOf(token: string): (below: number) => number {
  let drawn = 0;
  return (below) => {
    drawn += 1;
    return createHash('sha256').update(`code|${token}|${drawn}`).digest().readUInt32BE() % below;
  };
}
