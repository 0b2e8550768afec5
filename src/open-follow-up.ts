/** What follows on a referral, put together: the desk's page, the client's own page, and the status for other systems. */
import type { Server } from 'restify';
import type { Desks } from './delivery/desks.ts';
import { makeSheet } from './delivery/sheet.ts';
import type { QuestionId } from './domain/questions.ts';
import { emptied } from './emptied.ts';
import { createClientRoom } from './follow-up/client-room.ts';
import { createFindStatus } from './follow-up/counsellor-status.ts';
import { createDeskRoom } from './follow-up/desk-room.ts';
import type { ConversationOf, EraseAll } from './follow-up/ports.ts';
import type { Links } from './storage/links.ts';
import type { Store } from './storage/store.ts';
import type { Assets } from './web/assets.ts';
import { mountDesk } from './web/desk/routes.ts';
import { FOLLOW_UP_CSS } from './web/desk/style.ts';
import type { GuessGuard } from './web/guesses.ts';
import type { Words as Say } from './web/ports.ts';
import { mountReferralStatus } from './web/referral-status.ts';
import { pagePolicy } from './web/security.ts';
import type { Sessions } from './web/session.ts';
import { mountStatus } from './web/status/routes.ts';
import { OFFICE_NAMESPACES } from './words/languages.ts';
import type { Words } from './words/words.ts';

export interface FollowUpParts {
  readonly store: Pick<Store, 'referrals' | 'conversations' | 'log'>;
  readonly links: Links;
  readonly words: Words;
  readonly say: Say;
  readonly desks: Desks;
  /** Every question of the interview, in its order. */
  readonly questions: readonly QuestionId[];
  /** Whether this account may (still) be a counsellor's. */
  readonly isCounsellor: (counsellor: string) => Promise<boolean>;
  readonly guard: GuessGuard;
  readonly sessions: Sessions;
  readonly assets: Assets;
  readonly publicUrl: string;
  readonly now: () => Date;
}

/** A conversation that a browser can go on in is kept under its bare id; other channels have their name before it. */
const isInBrowser = (key: string): boolean => !key.includes('|');

/** Mounts `/r/`, `/s/` and `/api/v1/referrals/`. */
export function openFollowUp(server: Server, parts: FollowUpParts): void {
  const { store, links, words, say, guard, publicUrl, now } = parts;
  const { referrals, conversations, log } = store;

  const conversationOf: ConversationOf = async ({ conversation: key }) =>
    key !== undefined && isInBrowser(key) && (await conversations.load(key)) !== undefined ? key : undefined;

  const eraseAll: EraseAll = async ({ reference, conversation: key }) => {
    if (key === undefined) return;
    // Not while a turn of the conversation runs: that would write down again what was just erased.
    await log.exclusively(key, async () => {
      const saved = await conversations.load(key);
      if (saved === undefined) return referrals.erase(reference);
      // A page that still stands open clears its screen by it.
      const last = emptied(words.t(saved.language, 'dialog:erase.done'), saved.language);
      await conversations.commit({ key, inbound: undefined, saved: 'erased', replies: [last] });
    });
  };

  // Framed by nobody: whoever has the link opens it.
  const policy = pagePolicy(parts.assets.css + FOLLOW_UP_CSS, publicUrl, []);
  mountDesk(server, {
    words: say,
    has: words.has,
    languages: OFFICE_NAMESPACES.desk ?? ['nl'],
    policy,
    guard,
    room: createDeskRoom({ readLink: links.read, referrals, questions: parts.questions, now }),
    sheetOf: (referral) => makeSheet(referral, parts.desks.find(referral.desk.id)?.role ?? 'desk', words, undefined),
  });
  mountStatus(server, {
    words: say,
    languages: words.languages,
    policy,
    publicUrl,
    printScript: parts.assets.print,
    guard,
    sessions: parts.sessions,
    room: createClientRoom({ readLink: links.read, referrals, conversationOf, eraseAll }),
  });
  mountReferralStatus(server, {
    guard,
    findStatus: createFindStatus({ readLink: links.read, referrals, isCounsellor: parts.isCounsellor }),
  });
}
