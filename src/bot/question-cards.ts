/** The cards that belong to one question: the checklist of papers, the review list, and what goes to whom. */
import type { DocumentVerdict } from '../domain/assessment.ts';
import { DOCUMENT_HOLDINGS } from '../domain/facts.ts';
import type { QuestionId } from '../domain/questions.ts';
import { answerText } from './answers.ts';
import type { Card } from './cards.ts';
import { notToldOf } from './choices.ts';
import { judgeWhatIsShared, previewReferral } from './make-referral.ts';
import { whyOfDocument } from './outcome.ts';
import { PLAN_CHOICES, planOf } from './plan.ts';
import { cardFrame } from './prompts.ts';
import type { Standing } from './turn.ts';

/** "I have it", "I can get it" ... for every paper that these answers call for, with the reason it is asked. */
export function documentsCard(turn: Standing): Card {
  const held = turn.saved.answers.documents?.value ?? turn.saved.before?.documents;
  const values = typeof held === 'object' && held !== null ? (held as Record<string, string>) : {};
  return drawDocuments(turn, turn.assessment.documents, values, {
    do: 'answer',
    reference: '',
    notTold: notToldOf(turn.question('documents'), turn.parts.words, turn.language).map(({ code, label }) => ({
      title: label,
      value: code,
    })),
  });
}

/** The papers of a referral that was sent, as they stand now: they stay the client's to tick. */
export function papersCard(turn: Standing, { reference, documents, ticks }: SentPapers): Card {
  const values = Object.fromEntries(documents.map(({ id, status }) => [id, ticks?.[id] ?? status]));
  return drawDocuments(turn, documents, values, { do: 'tick', reference, notTold: [] });
}
interface SentPapers {
  readonly reference: string;
  readonly documents: readonly DocumentVerdict[];
  readonly ticks: { readonly [document: string]: string } | undefined;
}

function drawDocuments(
  turn: Standing,
  documents: readonly DocumentVerdict[],
  values: { readonly [document: string]: string },
  submit: {
    readonly do: 'answer' | 'tick';
    readonly reference: string;
    readonly notTold: readonly { readonly title: string; readonly value: string }[];
  },
): Card {
  const choices = [
    ...DOCUMENT_HOLDINGS.map((code) => [code, `questions:documents.options.${code}`] as const),
    ['unknown', 'questions:common.options.unknown'] as const,
  ].map(([code, key]) => ({ title: turn.t(key), value: code }));
  return turn.parts.renderCard('documents', {
    ...cardFrame(turn),
    title: turn.t('dialog:documents.title'),
    intro: turn.t(documents.length > 0 ? 'dialog:documents.intro' : 'dialog:documents.none'),
    choose: turn.t('dialog:documents.choose'),
    submit: turn.t('dialog:next'),
    ...submit,
    documents: documents.map(({ id, need, reason }) => ({
      id,
      name: turn.t(`documents:${id}.name`),
      why: `${turn.t(`documents:need.${need}`)} · ${[turn.t(`documents:${id}.what`), ...whyOfDocument(turn, reason)].join(' ')}`,
      value: values[id] ?? '',
      choices,
    })),
  });
}

/** Questions that are about the conversation, not about the person. */
const NOT_LISTED: ReadonlySet<QuestionId> = new Set(['language', 'privacy', 'review', 'share']);

/** The answers that are listed at review and can be left out at share, in the order of the interview. */
function listedAnswers(turn: Standing): QuestionId[] {
  return turn.parts.flow.questions
    .map(({ id }) => id)
    .filter((id) => !NOT_LISTED.has(id) && turn.saved.answers[id] !== undefined);
}

/** Every answer, who gave it, and a way to change it. */
export function reviewCard(turn: Standing): Card {
  const listed = listedAnswers(turn);
  const helped = listed.some((id) => turn.saved.answers[id]?.by === 'counsellor');
  return turn.parts.renderCard('review', {
    ...cardFrame(turn),
    title: turn.t('dialog:review.title'),
    change: turn.t('dialog:change'),
    // What somebody else filled in goes nowhere before the client says that it is so.
    right: turn.t(helped ? 'dialog:review.right-with-counsellor' : 'questions:review.options.right'),
    answers: listed.map((id) => {
      const answer = turn.saved.answers[id];
      const label = turn.t(`questions:${id}.short`);
      return {
        id,
        label,
        value: answerText(turn.parts.words, turn.language, id, answer?.value),
        by: answer === undefined || answer.by === 'client' ? '' : turn.t(`dialog:review.by.${answer.by}`),
        changeThis: turn.t('dialog:change-one', { what: label }),
      };
    }),
  });
}

/** The very lines that the desk will read, and to whom they go; anything can be left out. */
export function shareCard(turn: Standing): Card {
  const referral = previewReferral(turn);
  const { name, reach } = referral.client;
  let section = '';
  const lines = referral.summary.lines.map((line) => {
    const heading = line.section === section ? '' : turn.t(`summary:section.${line.section}`);
    section = line.section;
    return { section: heading, text: line.text.client };
  });
  const open = referral.summary.openQuestions.map(({ text }, at) => ({
    section: at === 0 ? turn.t('dialog:share.open') : '',
    text: text.client,
  }));
  const plan = planChoices(turn);
  const leftOut = turn.saved.leftOut.map((id) => turn.t(`questions:${id}.short`)).join(', ');
  return turn.parts.renderCard('share', {
    ...cardFrame(turn),
    title: turn.t('dialog:share.title'),
    to: turn.t('dialog:share.to', { desk: referral.desk.name }),
    contact: turn.t('dialog:share.contact', {
      name: name ?? turn.t('dialog:share.no-name'),
      reach: Object.values(reach ?? {}).join(', ') || turn.t('dialog:share.no-reach'),
    }),
    lines: [...lines, ...open, { section: '', text: turn.t('dialog:share.documents') }],
    planTitle: plan.length === 0 ? '' : turn.t('dialog:plan.title'),
    planIntro: turn.t('dialog:plan.intro'),
    choose: turn.t('dialog:documents.choose'),
    plan,
    leftOut: leftOut === '' ? '' : turn.t('dialog:share.left-out', { what: leftOut }),
    leaveOutLabel: turn.t('dialog:share.leave-out'),
    leaveOutValue: turn.saved.leftOut.join(','),
    choices: listedAnswers(turn).map((id) => ({ title: turn.t(`questions:${id}.short`), value: id })),
    showAgain: turn.t('dialog:share.show-again'),
    send: turn.t('questions:share.options.send'),
    dontSend: turn.t('questions:share.options.dont-send'),
  });
}

/** Each step of the plan with what can be chosen for it; the first of a term carries its heading. */
function planChoices(turn: Standing) {
  const { facts, assessment } = judgeWhatIsShared(turn);
  const choices = PLAN_CHOICES.map((value) => ({ title: turn.t(`dialog:plan.${value}`), value }));
  let heading = '';
  return planOf(turn, facts, assessment).map(({ id, term, say, choice }) => {
    const title = turn.t(`dialog:plan.${term}`);
    const shown = title === heading ? '' : title;
    heading = title;
    return { id, heading: shown, text: turn.parts.words.say(turn.language, say), choice, choices };
  });
}
