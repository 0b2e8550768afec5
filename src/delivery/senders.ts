/** One sender a kind of channel, put together. */
import type { Senders } from './delivery.ts';
import { createClientMail, createCounsellorMail, createDeskMail, type EmailDeps } from './email.ts';
import { createHandoffSender } from './handoff.ts';
import type { InitiateHandoff, TellConversation, TellCounsellor } from './ports.ts';
import { createWebhookSender, type WebhookDeps } from './webhook.ts';

export interface SenderDeps extends EmailDeps, WebhookDeps {
  /** Read for every letter: the channels come up after delivery. */
  readonly tell: TellConversation;
  readonly tellCounsellor: TellCounsellor;
  readonly handOver: InitiateHandoff;
}

export function createSenders(deps: SenderDeps): Senders {
  const { tell, tellCounsellor } = deps;
  return {
    email: createDeskMail(deps),
    webhook: createWebhookSender(deps),
    handoff: createHandoffSender(deps),
    'client-email': createClientMail(deps),
    'counsellor-email': createCounsellorMail(deps),
    async 'counsellor-chat'({ reference, about, referral }, channel) {
      if (about === undefined) return { is: 'accepted', receipt: 'gone' };
      return tellCounsellor(channel.counsellor, { reference, line: about, referral });
    },
    async conversation({ reference, conversation, about, referral }) {
      if (conversation === undefined || about === undefined) return { is: 'accepted', receipt: 'gone' };
      return tell(conversation, { reference, line: about, referral });
    },
  };
}
