/** The desk asks for more: its questions become ours, in the client's language, and the answers go when the client says so. */
import type { ClientAnswer } from '../domain/follow-up.ts';
import { openAsk } from '../domain/last-said.ts';
import type { QuestionId } from '../domain/questions.ts';
import type { Language } from '../domain/referral.ts';
import { answerText } from './answers.ts';
import { CLIENTS_OWN } from './invite.ts';
import type { DeskAsks, SentReferral } from './ports.ts';
import type { Standing } from './turn.ts';

/** What the desk asked that nobody answered yet, ready to be put; undefined where nothing stands open. */
export function findDeskAsks(turn: Standing, sent: SentReferral | undefined): DeskAsks | undefined {
  const open = sent?.referral === undefined ? undefined : openAsk(sent.history);
  if (sent === undefined || open === undefined) return undefined;
  const { line, asked } = open;
  // Agreeing and checking are no facts that a desk can ask for.
  const questions = asked.questions.filter(
    (id) => turn.parts.flow.byId.has(id) && !CLIENTS_OWN.has(id) && id !== 'language',
  );
  return {
    reference: sent.reference,
    line,
    questions,
    note: asked.note,
    answers: {},
    order: [],
    reply: '',
    later: false,
  };
}

/** The answers as they go to the desk: in Dutch and in the client's language, a free text as it was written. */
export function answersToDesk(turn: Standing, asks: DeskAsks): ClientAnswer['answers'] {
  const say = (language: Language, id: QuestionId, value: unknown) => answerText(turn.parts.words, language, id, value);
  return asks.questions.flatMap((question) => {
    const answer = asks.answers[question];
    if (answer === undefined) return [];
    const text = { nl: say('nl', question, answer.value), client: say(turn.language, question, answer.value) };
    return [{ question, value: answer.value, text }];
  });
}
