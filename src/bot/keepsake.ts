/** What a person keeps of the conversation on paper: reference, what happens next, the reasons and the checklist. */
import type { DocumentVerdict } from '../domain/assessment.ts';
import type { ReferralState } from '../domain/referral.ts';
import { isOver } from '../domain/referral-states.ts';
import { whatHappensNext } from './conclude.ts';
import { dropGoneAnswers } from './flow.ts';
import { attentionTexts, offersToKeep, recognitionTexts } from './offers.ts';
import { outcomeTexts, whyOfDocument } from './outcome.ts';
import { printedPlan } from './plan.ts';
import type { Saved } from './ports.ts';
import { type BotParts, Standing } from './turn.ts';

const CAN_BE_SENT = ['all-met', 'admitted-by-region'];

/**
 * @param state of the referral that came of it, as it stands now; undefined where there is none
 * @returns the texts of the printable page, in the person's language; undefined while our own questions are open. What a
 * desk asks later takes nothing away.
 */
export function describeKeepsake(parts: BotParts, saved: Saved, state?: ReferralState) {
  dropGoneAnswers(saved, parts.flow);
  const standing = new Standing(parts, saved, 'directline');
  const isOpen = saved.referral === undefined && standing.next() !== undefined;
  if (saved.answers.privacy === undefined || isOpen) return undefined;
  const { assessment, language } = standing;
  const texts = outcomeTexts(standing);
  const sent = saved.referral !== undefined && state !== 'withdrawn';
  // What is over is not on its way any more: where it stands is said instead.
  const next =
    state !== undefined && isOver(state)
      ? [standing.t(`status:state.${state}`), standing.t(`status:next.${state}`)]
      : sent
        ? [whatHappensNext(standing)]
        : [];
  const desk = sent ? parts.findDesk(assessment.route) : undefined;
  const decided = saved.answers.share?.at ?? parts.now().toISOString();
  return {
    language,
    isReferred: assessment.route.to !== 'other-services',
    reference: sent ? saved.referral : undefined,
    date: parts.words.value(language, { day: decided.slice(0, 10) }),
    desk: desk && { name: desk.name, website: desk.website },
    // That it can be sent is news no more once it was.
    route: [
      ...(sent && CAN_BE_SENT.includes(assessment.route.reason) ? [] : [texts.route]),
      texts.perspective,
      ...next,
    ].filter((line) => line !== ''),
    criteria: texts.criteria,
    documents: assessment.documents.map((document) => describeDocument(standing, document)),
    plan: printedPlan(standing),
    attention: attentionTexts(standing),
    recognition: recognitionTexts(standing),
    offers: offersToKeep(standing),
    changes: texts.changes.map(({ text }) => text),
    nextSteps: texts.steps.map(({ text, url }) => ({ text, url })),
  };
}

function describeDocument(standing: Standing, { id, need, reason, status, wayRound }: DocumentVerdict) {
  return {
    name: standing.t(`documents:${id}.name`),
    what: standing.t(`documents:${id}.what`),
    need: standing.t(`documents:need.${need}`),
    status: standing.t(`documents:status.${status}`),
    have: status === 'have',
    why: whyOfDocument(standing, reason).join(' '),
    wayRound: wayRound === null ? undefined : standing.t(`documents:wayRound.${wayRound}`),
  };
}
