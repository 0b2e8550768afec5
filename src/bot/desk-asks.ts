/** The desk asks for more: its questions become ours, in the client's language, and the answers go when the client says so. */
import type { ClientAnswer } from '../domain/follow-up.ts';
import { openAsk } from '../domain/last-said.ts';
import type { QuestionId } from '../domain/questions.ts';
import type { Language } from '../domain/referral.ts';
import { answerText } from './answers.ts';
import type { Intent } from './hear.ts';
import { CLIENTS_OWN } from './invite.ts';
import type { BotWords, DeskAsks, SentReferral } from './ports.ts';
import type { Standing, Turn } from './turn.ts';

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
  const say = (language: Language, id: QuestionId, value: unknown) =>
    id === 'documents'
      ? sayPapers(turn.parts.words, language, value)
      : answerText(turn.parts.words, language, id, value);
  return asks.questions.flatMap((question) => {
    const answer = asks.answers[question];
    if (answer === undefined) return [];
    const text = { nl: say('nl', question, answer.value), client: say(turn.language, question, answer.value) };
    return [{ question, value: answer.value, text }];
  });
}

/** Each paper by its name: how many there are says nothing to who waits for one of them. */
function sayPapers(words: BotWords, language: Language, value: unknown): string {
  if (typeof value !== 'object' || value === null) return answerText(words, language, 'documents', value);
  return Object.entries(value as Record<string, string>)
    .map(([id, holding]) => {
      const status = holding === 'declined' ? 'questions:common.options.declined' : `documents:status.${holding}`;
      return `${words.t(language, `documents:${id}.name`)}: ${words.t(language, status)}`;
    })
    .join('; ');
}

/** Takes the desk's questions up: those that were put off, or that stand open and were not put here yet. */
export async function answerDesk(turn: Turn): Promise<void> {
  const reference = turn.referenceOfSent;
  const open = reference && findDeskAsks(turn, await turn.parts.findReferral(reference));
  const kept = turn.saved.deskAsks;
  if (!open) {
    turn.putDeskAsks(undefined);
    return turn.send(turn.t('dialog:desk.nothing'));
  }
  turn.putDeskAsks(kept?.line === open.line ? { ...kept, later: false } : open);
}

/** Yes, not now, or a few words of the client's own. Nothing goes without the yes. */
export async function hearDeskAnswer(turn: Turn, intent: Intent & { readonly name: 'AnswerDesk' }): Promise<void> {
  const { answering } = turn;
  if (answering === undefined) return;
  if (intent.reply !== undefined) answering.reply = intent.reply;
  if (intent.send === false) {
    turn.putDeskAsks({ ...answering, later: true });
    turn.concluded = turn.next() === undefined;
    return turn.send({
      text: turn.t('dialog:desk.later.done'),
      channelData: { referral: { reference: answering.reference, status: 'needs-more' } },
    });
  }
  if (intent.send === true) await sendAnswer(turn, answering);
}

async function sendAnswer(turn: Turn, answering: DeskAsks): Promise<void> {
  const { reference, line, reply } = answering;
  const body: ClientAnswer = { answers: answersToDesk(turn, answering), note: reply };
  if (body.answers.length === 0 && reply === '') return; // nothing to send: it is asked again
  const sent = await turn.parts.findReferral(reference);
  turn.putDeskAsks(undefined);
  turn.concluded = turn.next() === undefined;
  // Answered on the client's own page meanwhile, or the desk went on without.
  if (sent === undefined || findDeskAsks(turn, sent)?.line !== line) {
    turn.concluded = false;
    return turn.send(turn.t('dialog:desk.nothing'));
  }
  turn.says = { is: 'answer', reference, ask: line, body };
  await turn.send({
    text: turn.t('dialog:desk.sent'),
    channelData: { referral: { reference, status: sent.state } },
  });
}
