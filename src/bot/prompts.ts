/** How a question is put: its words, its choices as buttons or as a card, and how far along the person is. */
import { ActionTypes, type Activity, type CardAction, InputHints } from 'botbuilder';
import type { QuestionId } from '../domain/questions.ts';
import { offerReadings } from './answers.ts';
import type { Card } from './cards.ts';
import { choicesOf, notToldOf } from './choices.ts';
import { answersToDesk } from './desk-asks.ts';
import type { DeskAsks } from './ports.ts';
import { documentsCard, reviewCard, shareCard } from './question-cards.ts';
import type { Standing } from './turn.ts';

/** A person is offered after this many answers in a row that we did not understand. */
const MISSES_BEFORE_PERSON = 3;

/**
 * The message that asks a question, or the yes-or-no that stands before it.
 * @param again whether the last answer was not understood: other words, and the choices once more
 */
export function promptFor(turn: Standing, id: QuestionId, again: boolean): Partial<Activity> {
  const { saved } = turn;
  if (saved.confirming !== undefined) return ask(turn, id, turn.t(`dialog:${saved.confirming}.sure`), yesNo(turn));
  if (saved.pending?.question === id) return askDidYouMean(turn, id, saved.pending.candidates);
  if (id === 'share' && turn.answering !== undefined) return askToSend(turn, turn.answering, again);
  const question = turn.question(id);
  const lines = again
    ? [turn.t('dialog:not-understood'), turn.t(`questions:${id}.again`)]
    : [turn.t(`questions:${id}.ask`)];
  if (again && saved.misses >= MISSES_BEFORE_PERSON) lines.push(turn.t('dialog:offer-person'));
  if (id === 'privacy' && !again) lines.push(turn.t('dialog:takes', { count: turn.parts.minutes(turn.language) }));
  const choices = choicesOf(question, turn.parts.words, turn.language, turn.today);
  const notTold = notToldOf(question, turn.parts.words, turn.language);
  const labels = [...choices, ...notTold].map(({ label }) => label);
  const card = cardFor(turn, id);
  if (card === undefined)
    return ask(turn, id, lines.join('\n\n'), [
      ...labels,
      ...(again && saved.misses >= MISSES_BEFORE_PERSON ? [turn.t('dialog:person')] : []),
      ...(turn.skippable().includes(id) ? [turn.t('dialog:enough')] : []),
      ...(turn.answering === undefined ? [] : [turn.t('dialog:desk.later')]),
    ]);
  return { ...ask(turn, id, lines.join('\n\n'), []), attachments: [card.attachment], summary: card.plain };
}

/** What goes to the desk if the client says yes: every answer, and what they write themselves. */
function askToSend(turn: Standing, answering: DeskAsks, again: boolean): Partial<Activity> {
  const offer = again && turn.saved.misses >= MISSES_BEFORE_PERSON ? [turn.t('dialog:offer-person')] : [];
  const answers = answersToDesk(turn, answering);
  // The desk asked in its own words, and nothing is written yet: there is nothing to agree with.
  const isEmpty = answers.length === 0 && answering.reply === '';
  const put = isEmpty ? 'write' : again ? 'again' : 'ask';
  const lines = [...(again ? [turn.t('dialog:not-understood')] : []), turn.t(`dialog:desk.send.${put}`)];
  const text = [...lines, ...offer].join('\n\n');
  const card = turn.parts.renderCard('desk-answer', {
    ...cardFrame(turn),
    answers: answers.map(({ question, text: said }) => ({
      label: turn.t(`questions:${question}.short`),
      value: said.client,
    })),
    replyLabel: turn.t('dialog:desk.reply'),
    reply: answering.reply,
    send: turn.t('dialog:desk.send.yes'),
    later: turn.t('dialog:desk.later'),
    line: answering.line,
  });
  // Read aloud, what the client wrote stands with the answers; in the card it stands in its box.
  const written = answering.reply === '' ? [] : [turn.t('dialog:desk.reply.said', { text: answering.reply })];
  const summary = [card.plain, ...written].join('\n');
  return { ...ask(turn, 'share', text, []), attachments: [card.attachment], summary };
}

function cardFor(turn: Standing, id: QuestionId): Card | undefined {
  const question = turn.question(id);
  switch (question.card) {
    case 'documents':
      return documentsCard(turn);
    case 'review':
      return reviewCard(turn);
    case 'share':
      return shareCard(turn);
    default:
      if (!question.many) return undefined;
      return turn.parts.renderCard('choices', {
        ...cardFrame(turn),
        question: id,
        label: turn.t('dialog:tick-all'),
        chosen: Array.isArray(turn.saved.before?.[id]) ? (turn.saved.before[id] as string[]).join(',') : '',
        submit: turn.t('dialog:next'),
        choices: choicesOf(question, turn.parts.words, turn.language, turn.today).map(({ code, label }) => ({
          title: label,
          value: code,
        })),
        notTold: notToldOf(question, turn.parts.words, turn.language).map(({ code, label }) => ({
          title: label,
          value: code,
        })),
      });
  }
}

/** What every card carries: its language and direction. */
export function cardFrame(turn: Standing): { lang: string; rtl: boolean } {
  return { lang: turn.language, rtl: turn.parts.words.dir(turn.language) === 'rtl' };
}

function askDidYouMean(turn: Standing, id: QuestionId, candidates: readonly unknown[]): Partial<Activity> {
  const { ask: text, labels } = offerReadings(turn.parts.words, turn.language, id, candidates);
  return ask(turn, id, text, labels.length === 1 ? yesNo(turn) : [...labels, turn.t('dialog:none-of-these')]);
}

const yesNo = (turn: Standing): string[] => [turn.t('dialog:yes'), turn.t('dialog:no')];

/** A message that waits for an answer. */
function ask(turn: Standing, id: QuestionId, text: string, labels: readonly string[]): Partial<Activity> {
  return {
    text,
    inputHint: InputHints.ExpectingInput,
    channelData: { question: id, progress: turn.progress() },
    ...(labels.length === 0 ? {} : { suggestedActions: { to: [], actions: labels.map(button) } }),
  };
}

/** imBack, because it is what every channel and client can do: the label comes back as if it had been typed. */
export const button = (label: string): CardAction => ({ type: ActionTypes.ImBack, title: label, value: label });
