/** The end of the questions: the referral goes out, or the outcome is told with a way on. Said again when asked again. */
import { makeReferral } from './make-referral.ts';
import { outcomeMessage } from './outcome.ts';
import { button, promptFor } from './prompts.ts';
import { buttonsOf, sayStatus } from './sent.ts';
import { withDutch } from './together.ts';
import type { Standing, Turn } from './turn.ts';

/** By whether the desk stays with the person; null where that differs by district. */
const WHAT_NEXT: { readonly [followUp: string]: string } = {
  true: 'dialog:referral.next',
  false: 'dialog:referral.next.first-stop',
};

/** What a person may expect of the desk after the referral. */
export function whatHappensNext(turn: Standing): string {
  const { to, followUp } = turn.assessment.route;
  // What the region's desk does says nothing of an adviser or of a person who looks first.
  return turn.t((to === 'desk' && WHAT_NEXT[String(followUp)]) || 'dialog:referral.next.unsure');
}

/**
 * Leaves the referral on the turn for the commit, so that it is stored and queued together with the answers.
 * Everything it says carries `channelData.referral`, or `channelData.outcome` where there is no referral.
 */
export async function conclude(turn: Turn): Promise<void> {
  const { saved, assessment } = turn;
  delete saved.asking;
  // "Really?" stands in the place of a question, also where none is left.
  if (saved.confirming !== undefined) return turn.send(withDutch(turn, (one) => promptFor(one, 'share', false)));
  if (saved.referral !== undefined) return sayStatus(turn);
  if (saved.answers.share?.value === true) return sendReferral(turn);
  const stopped = saved.answers.share !== undefined;
  const buttons = stopped
    ? [turn.t('dialog:change-one', { what: turn.t('questions:share.short') })]
    : [turn.t('dialog:change-something')];
  await turn.send({
    ...outcomeMessage(turn, turn.t(stopped ? 'dialog:outcome.not-sent' : 'dialog:outcome.intro')),
    channelData: { outcome: assessment.route, progress: turn.progress() },
    suggestedActions: { to: [], actions: [...buttons, turn.t('dialog:person')].map(button) },
  });
}

async function sendReferral(turn: Turn): Promise<void> {
  const { saved, assessment } = turn;
  const referral = makeReferral(turn);
  turn.referral = referral;
  saved.referral = referral.reference;
  await turn.send({
    text: [
      turn.t('dialog:referral.sent', { desk: referral.desk.name, reference: referral.reference }),
      whatHappensNext(turn),
      turn.t('dialog:referral.without-us', { url: referral.desk.website }),
      turn.t('dialog:news.link', { url: await turn.parts.linkToStatus(referral.reference) }),
    ].join('\n\n'),
    channelData: {
      referral: { reference: referral.reference, status: 'submitted' },
      ...(assessment.route.to === 'desk' ? {} : { outcome: assessment.route }),
      progress: turn.progress(),
    },
    ...buttonsOf(turn, { reference: referral.reference, referral, state: 'submitted', ticks: undefined, history: [] }),
  });
}
