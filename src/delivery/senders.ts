/** One sender a kind of channel, put together. */
import type { Senders } from './delivery.ts';
import type { Desks } from './desks.ts';
import { createClientMail, createCounsellorMail, createDeskMail } from './email.ts';
import type { SendLetter } from './mail.ts';
import type { CounsellorAddress, InitiateHandoff, LinkTo, TellConversation } from './ports.ts';
import type { LetterWords } from './sheet.ts';

export interface SenderDeps {
  readonly desks: Desks;
  readonly words: LetterWords;
  readonly post: SendLetter;
  readonly linkTo: LinkTo;
  readonly counsellorAddress: CounsellorAddress;
  /** Read for every letter: the channels come up after delivery. */
  readonly tell: TellConversation;
  readonly handOver: InitiateHandoff;
}

export function createSenders(deps: SenderDeps): Senders {
  const { tell } = deps;
  const notYet = async () => ({ is: 'unreachable', code: 'no-sender' }) as const;
  return {
    email: createDeskMail(deps),
    webhook: notYet,
    handoff: notYet,
    'client-email': createClientMail(deps),
    'counsellor-email': createCounsellorMail(deps),
    async conversation({ reference, conversation, about, referral }) {
      if (conversation === undefined || about === undefined) return { is: 'accepted', receipt: 'gone' };
      return tell(conversation, { reference, line: about, referral });
    },
  };
}
