/** Puts the counsellors' side of Teams together: whose chat it is, and what can be done in it. */
import type { ChatCounsellor, CounsellorChats } from './bot/teams/ports.ts';
import type { CounsellorStore, Forwarding } from './counsellors/ports.ts';
import type { DeskSays } from './domain/follow-up.ts';
import type { LinkedReferences } from './storage/conversation-references.ts';
import type { Links } from './storage/links.ts';

/** Long enough to go to another window with it. */
const CODE_SECONDS = 900;

export interface CounsellorChatParts {
  readonly links: Links;
  readonly references: LinkedReferences;
  readonly counsellors: CounsellorStore;
  readonly forwarding: Forwarding;
  /** Whether this address may (still) be a counsellor's. */
  readonly isAllowed: (email: string) => boolean;
  readonly publicUrl: string;
}

export function createCounsellorChats(parts: CounsellorChatParts): CounsellorChats {
  const { links, references, counsellors, forwarding, isAllowed, publicUrl } = parts;

  const find = async ({ id }: Pick<ChatCounsellor, 'id'>) => {
    const counsellor = await counsellors.find(id);
    return counsellor !== undefined && isAllowed(counsellor.email) ? counsellor : undefined;
  };

  return {
    page: `${publicUrl}/counsellor`,
    async counsellorOf(key, sure) {
      const id = await references.counsellorOf(key, sure);
      return id === undefined ? undefined : find({ id });
    },
    async link(key, code) {
      const verdict = await links.read('teams', code);
      if (verdict.is !== 'valid' || verdict.used || !(await links.use(verdict.id))) return undefined;
      const counsellor = await find({ id: verdict.subject });
      if (counsellor === undefined || !(await references.link(key, counsellor.id))) return undefined;
      return counsellor;
    },
    unlink: references.unlink,
    isCounsellor: isAllowed,
    async clientsOf(chat) {
      const counsellor = await find(chat);
      if (counsellor === undefined) return [];
      return (await forwarding.list(counsellor)).map(({ label, status, lastAt, history }) => {
        const advised = history.findLast(({ event, body }) => event === 'advise' && body !== null);
        const { advice, nextStep } = (advised?.body ?? {}) as Partial<DeskSays['advise']>;
        return {
          label,
          status,
          lastAt,
          advice:
            advised && advice !== undefined ? { at: advised.at, text: advice, nextStep: nextStep ?? '' } : undefined,
        };
      });
    },
    async forward(chat, once, client) {
      const counsellor = await find(chat);
      if (counsellor === undefined) return undefined;
      const [id = ''] = await forwarding.forward(counsellor, once, [{ ...client, known: {} }]);
      const mailed = client.email === null ? 'not-now' : await forwarding.mailClient(counsellor, id);
      const made = await forwarding.find(counsellor, id);
      const handout = made && (await forwarding.handout(counsellor, made));
      return handout && { ...handout, mailed: mailed === 'done' || mailed === 'too-soon' };
    },
  };
}

/** Codes that link a chat in Teams to an account; a new one makes the older one void. */
export function createTeamsCodes(links: Links, appId: string) {
  return {
    make: async (counsellor: string): Promise<string> => {
      await links.revoke('teams', counsellor);
      return links.make('teams', counsellor, CODE_SECONDS);
    },
    /** Opens the bot's chat with these words ready to be sent. */
    chatWith: (words: string): string =>
      `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(`28:${appId}`)}&message=${encodeURIComponent(words)}`,
  };
}
