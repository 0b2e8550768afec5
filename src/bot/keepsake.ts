/** What a person keeps of the conversation on paper: reference, what happens next, the reasons and the checklist. */
import type { DocumentVerdict } from '../domain/assessment.ts';
import { whatHappensNext } from './conclude.ts';
import { dropGoneAnswers } from './flow.ts';
import { attentionTexts, offersToKeep, recognitionTexts } from './offers.ts';
import { outcomeTexts, whyOfDocument } from './outcome.ts';
import { printedPlan } from './plan.ts';
import type { Saved } from './ports.ts';
import { type BotParts, Standing } from './turn.ts';

/**
 * @returns the texts of the printable page, in the person's language; undefined while questions are open
 */
export function describeKeepsake(parts: BotParts, saved: Saved) {
  dropGoneAnswers(saved, parts.flow);
  const standing = new Standing(parts, saved, 'directline');
  if (saved.answers.privacy === undefined || standing.next() !== undefined) return undefined;
  const { assessment, language } = standing;
  const texts = outcomeTexts(standing);
  const sent = saved.referral !== undefined;
  const desk = sent ? parts.findDesk(assessment.route) : undefined;
  const decided = saved.answers.share?.at ?? parts.now().toISOString();
  return {
    language,
    reference: saved.referral,
    date: parts.words.value(language, { day: decided.slice(0, 10) }),
    desk: desk && { name: desk.name, website: desk.website },
    route: [texts.route, texts.perspective, ...(sent ? [whatHappensNext(standing)] : [])].filter((line) => line !== ''),
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
