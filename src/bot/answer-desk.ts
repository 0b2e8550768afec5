/** What the client does with the questions of the desk: takes them up, puts them off, or sends the answers. */
import type { ClientAnswer } from '../domain/follow-up.ts';
import { answersToDesk, findDeskAsks } from './desk-asks.ts';
import type { Intent } from './hear.ts';
import type { DeskAsks } from './ports.ts';
import { buttonsOf } from './sent.ts';
import type { Turn } from './turn.ts';

/** Takes the desk's questions up: those that were put off, or that stand open and were not put here yet. */
export async function answerDesk(turn: Turn): Promise<void> {
  const reference = turn.referenceOfSent;
  const sent = reference === undefined ? undefined : await turn.parts.findReferral(reference);
  const open = findDeskAsks(turn, sent);
  const kept = turn.saved.deskAsks;
  if (open === undefined) {
    turn.putDeskAsks(undefined);
    return turn.send({ text: turn.t('dialog:desk.nothing'), ...buttonsOf(turn, sent) });
  }
  turn.putDeskAsks(kept?.line === open.line ? { ...kept, later: false } : open);
}

/** Yes, not now, or a few words of the client's own. Nothing goes without the yes. */
export async function hearDeskAnswer(turn: Turn, intent: Intent & { readonly name: 'AnswerDesk' }): Promise<void> {
  const { answering } = turn;
  if (answering === undefined) return;
  if (intent.reply !== undefined) answering.reply = intent.reply;
  if (intent.send === false) await putOff(turn, answering);
  if (intent.send === true) await sendAnswer(turn, answering);
}

async function putOff(turn: Turn, asks: DeskAsks): Promise<void> {
  const { reference } = asks;
  turn.putDeskAsks({ ...asks, later: true });
  turn.concluded = turn.next() === undefined;
  await turn.send({
    text: turn.t('dialog:desk.later.done'),
    channelData: { referral: { reference, status: 'needs-more' }, progress: turn.progress() },
    ...buttonsOf(turn, await turn.parts.findReferral(reference)),
  });
}

async function sendAnswer(turn: Turn, asks: DeskAsks): Promise<void> {
  const { reference, line, reply } = asks;
  const body: ClientAnswer = { answers: answersToDesk(turn, asks), note: reply };
  // Nothing to send: it is asked again.
  if (body.answers.length === 0 && reply === '') return turn.send(turn.t('status:problem.nothing-answered'));
  const sent = await turn.parts.findReferral(reference);
  turn.putDeskAsks(undefined);
  turn.concluded = turn.next() === undefined;
  // Answered on the client's own page meanwhile, or the desk went on without.
  if (sent === undefined || findDeskAsks(turn, sent)?.line !== line) {
    turn.concluded = false;
    return turn.send({ text: turn.t('dialog:desk.nothing'), ...buttonsOf(turn, sent) });
  }
  turn.says = { is: 'answer', reference, ask: line, body };
  await turn.send({
    text: turn.t('dialog:desk.sent'),
    channelData: { referral: { reference, status: sent.state }, progress: turn.progress() },
    ...buttonsOf(turn, sent, 'answered'),
  });
}
