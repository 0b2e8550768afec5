/**
 * The `handoff` channel: Bot Framework's `handoff.initiate` event in the conversation that the referral came of, with
 * the summary as its context, so that whoever takes over does not start from nothing.
 */
import { ISBAR, type Referral } from '../domain/referral.ts';
import type { Delivery, Send } from './delivery.ts';
import { keyOfReferral } from './desk-news.ts';
import type { ChannelOf } from './desks.ts';
import type { Handover, InitiateHandoff, LinkTo } from './ports.ts';

export interface HandoffDeps {
  readonly handOver: InitiateHandoff;
  readonly linkTo: LinkTo;
}

export function createHandoffSender({ handOver, linkTo }: HandoffDeps): Send<ChannelOf<'handoff'>> {
  return async ({ reference, conversation, referral, about, generation }) => {
    if (about !== undefined) return { is: 'accepted', receipt: 'gone' };
    if (conversation === undefined) return { is: 'refused', code: 'no-conversation' };
    return handOver(conversation, writeHandover(referral, generation, await linkTo('desk', reference)));
  };
}

/** What the context holds is the summary: what was typed on the way to it (the transcript) is not handed over. */
function writeHandover(referral: Referral, generation: number, answerUrl: string): Handover {
  const { reference, desk, client, summary, assessment } = referral;
  return {
    key: keyOfReferral(reference, desk.id, generation),
    reference,
    context: {
      reference,
      answerUrl,
      desk: desk.id,
      language: client.languages.conversation,
      interpreter: client.interpreter,
      perspective: assessment.perspective.outcome,
      summary: ISBAR.map((section) => ({
        section,
        lines: summary.lines
          .filter((line) => line.section === section)
          .map(({ id, text, source, open }) => ({ id, nl: text.nl, client: text.client, source, open })),
      })),
      openQuestions: summary.openQuestions.map(({ id, text }) => ({ id, ...text })),
      steps: summary.steps.map(({ id, term, text }) => ({ id, term, ...text })),
    },
  };
}

/** What a hub may say of a handover: Bot Framework's `handoff.status`, its value's `state`. */
export type HandoffState = 'accepted' | 'failed' | 'completed';

export interface HandoffStatusDeps {
  /** The referral's state machine: the desk accepts, without an appointment yet. */
  readonly accept: (reference: string) => Promise<unknown>;
  readonly takeBack: Delivery['takeBack'];
}

/**
 * Somebody took over: the desk accepts. It failed: this channel tries again, or gives up and everyone is told. The talk
 * is over: nothing to write down, the desk says itself what came of it.
 */
export function createHearHandoff({ accept, takeBack }: HandoffStatusDeps) {
  return async (reference: string, state: HandoffState): Promise<void> => {
    if (state === 'accepted') await accept(reference);
    if (state === 'failed') await takeBack(reference, 'handoff', 'handoff-failed');
  };
}
