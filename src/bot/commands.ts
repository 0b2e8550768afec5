/**
 * What a person can ask for at every question, instead of answering it. Each command changes the turn and says so;
 * the question that was open is then put again, or another one where the command opened or closed one.
 */
import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import type { QuestionId } from '../domain/questions.ts';
import { isOver } from '../domain/referral-states.ts';
import { answerDesk, hearDeskAnswer } from './answer-desk.ts';
import { contactsMessage } from './contacts.ts';
import { type Intent, languageOf } from './hear.ts';
import { enterByInvite, findInvite, tryCode } from './invite.ts';
import { button } from './prompts.ts';
import { sayStatus, showPapers, tickPapers, withdraw } from './sent.ts';
import { withDutch } from './together.ts';
import { Turn } from './turn.ts';

/** A dialog action that runs one function on the turn. */
export class TurnAction extends Dialog {
  readonly #run: (turn: Turn) => Promise<void>;

  constructor(id: string, run: (turn: Turn) => Promise<void>) {
    super(id);
    this.#run = run;
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    await this.#run(Turn.of(dc.context));
    return dc.endDialog();
  }
}

/** Once the desk has it, an answer is not changed behind the desk's back; what it asks for more is not there yet. */
async function sentAlready(turn: Turn): Promise<boolean> {
  const { referral } = turn.saved;
  if (referral === undefined || turn.answering !== undefined) return false;
  // Of what is withdrawn, declined or closed nobody reads "what stands in it now": the end of the turn says where it stands.
  if (!isOver((await turn.parts.findReferral(referral))?.state ?? 'submitted'))
    await turn.send(turn.t('dialog:already-sent'));
  else if (turn.next() !== undefined) await sayStatus(turn);
  return true;
}

async function goBack(turn: Turn): Promise<void> {
  // Out of "which answer do you want to change?": nothing is taken back.
  if (turn.wasChoosing) return;
  if (await sentAlready(turn)) return;
  if (turn.takeBackSkip()) return;
  const last = (turn.answering ?? turn.saved).order.at(-1);
  if (last === undefined) await turn.send(turn.t('dialog:back.first'));
  else await sayDropped(turn, turn.takeBack(last));
}

/** The answers that can be changed now, in the order of the interview; of what the desk asked, those alone. */
function changeable(turn: Turn): QuestionId[] {
  const { answers } = turn.answering ?? turn.saved;
  return turn.parts.flow.questions.map(({ id }) => id).filter((id) => answers[id] !== undefined);
}

async function change(turn: Turn, target: QuestionId | undefined): Promise<void> {
  if (await sentAlready(turn)) return;
  if (target !== undefined && changeable(turn).includes(target)) return sayDropped(turn, turn.takeBack(target));
  const given = changeable(turn).filter((id) => !['language', 'privacy', 'review'].includes(id));
  if (given.length === 0) return turn.send(turn.t('dialog:change.nothing'));
  turn.choosing = true;
  turn.saved.choosing = true;
  await turn.send(
    withDutch(turn, (standing) => ({
      text: standing.t('dialog:change.which'),
      channelData: { question: turn.saved.asking ?? 'review', progress: turn.progress() },
      suggestedActions: {
        to: [],
        actions: given.map((id) =>
          button(standing.t('dialog:change-one', { what: standing.t(`questions:${id}.short`) })),
        ),
      },
    })),
  );
}

async function sayDropped(turn: Turn, dropped: readonly QuestionId[]): Promise<void> {
  if (dropped.length === 0) return;
  const what = dropped.map((id) => turn.t(`questions:${id}.short`)).join(', ');
  await turn.send(turn.t('dialog:change.dropped', { what }));
}

async function stop(turn: Turn): Promise<void> {
  const code = turn.parts.newCode('resume');
  turn.resumeCode = code;
  await turn.send(turn.t('dialog:stop', { code, url: turn.parts.publicUrl }));
}

async function switchLanguage(turn: Turn, what: string): Promise<void> {
  const language = languageOf(what);
  if (language === undefined || !turn.parts.words.languages.includes(language))
    return turn.send(turn.t('dialog:language.unknown'));
  turn.switchLanguage(language);
  await turn.send(turn.t('dialog:language.switched'));
}

/** Brings a stopped conversation here, or opens an invite: their codes look alike. Five wrong ones, and no more. */
async function resume(turn: Turn, code: string): Promise<void> {
  const found = await tryCode(turn, 'code', code, async () => {
    const stopped = await turn.parts.store.findByResumeCode(code);
    return stopped === undefined ? findInvite(turn.parts, code) : ({ is: 'stopped', ...stopped } as const);
  });
  if (found.is === 'used-up' || found.is === 'refused') return turn.send(turn.t('dialog:resume.too-many'));
  if (found.is === 'unknown') return turn.send(turn.t('dialog:resume.unknown'));
  if (found.is !== 'stopped') return enterByInvite(turn, found);
  turn.takeOver(found.key, found.saved);
  await turn.send(turn.t('dialog:resume.done'));
}

async function confirmed(turn: Turn, yes: boolean): Promise<void> {
  const what = turn.saved.confirming;
  delete turn.saved.confirming;
  if (!yes) return turn.send(turn.t('dialog:kept'));
  if (what === 'restart') {
    turn.startAgain();
    return turn.send(turn.t('dialog:restart.done'));
  }
  if (what === 'withdraw') return withdraw(turn);
  turn.erased = true;
  // The page clears its screen when it sees this.
  await turn.send({ text: turn.t('dialog:erase.done'), channelData: { erased: true } });
}

/** Words about a question: sending an answer to the desk is asked in the place of sending a referral. */
const wordsAbout = (turn: Turn, id: QuestionId, what: 'help' | 'why'): string =>
  turn.t(id === 'share' && turn.answering !== undefined ? `dialog:desk.send.${what}` : `questions:${id}.${what}`);

async function help(turn: Turn): Promise<void> {
  const { asking } = turn.saved;
  const about = asking === undefined ? [] : [wordsAbout(turn, asking, 'help')];
  const reference = turn.referenceOfSent;
  const state = reference === undefined ? undefined : (await turn.parts.findReferral(reference))?.state;
  const sent = reference === undefined || (state && isOver(state)) ? [] : [turn.t('dialog:help.sent')];
  await turn.send([...about, turn.t('dialog:help'), ...sent].join('\n\n'));
}

async function command(turn: Turn, intent: Intent & { readonly name: 'Command' }): Promise<void> {
  const { what, target } = intent;
  switch (what) {
    case 'help':
      return help(turn);
    case 'why':
      return turn.send(
        turn.saved.asking === undefined ? turn.t('dialog:why.nothing') : wordsAbout(turn, turn.saved.asking, 'why'),
      );
    case 'human':
      return turn.send(contactsMessage(turn));
    case 'back':
      return goBack(turn);
    case 'change':
      return change(turn, target);
    case 'stop':
      return stop(turn);
    case 'enough':
      turn.skipRest();
      return turn.send(turn.t('dialog:enough.done'));
    case 'status':
      // Where nothing stands open, the end of the turn says it.
      return turn.next() === undefined ? undefined : sayStatus(turn);
    case 'papers':
      return showPapers(turn);
    case 'answer-desk':
      return answerDesk(turn);
    case 'erase':
    case 'restart':
    case 'withdraw':
      // Nothing is thrown away on one word: the yes-or-no is asked in the place of the question.
      turn.saved.confirming = what;
      return;
    default:
      return switchLanguage(turn, what);
  }
}

/** The intents that are not an answer, and what each one does. */
export const COMMANDS: { readonly [name in Exclude<Intent['name'], 'Answer'>]: (turn: Turn) => Promise<void> } = {
  Command: async (turn) => {
    if (turn.intent?.name === 'Command') await command(turn, turn.intent);
  },
  Confirm: async (turn) => {
    if (turn.intent?.name === 'Confirm') await confirmed(turn, turn.intent.yes);
  },
  Stale: async (turn) => {
    if (turn.intent?.name === 'Stale')
      await turn.send(turn.t(turn.intent.same ? 'dialog:stale.same' : 'dialog:stale.other'));
  },
  LeaveOut: async (turn) => {
    if (turn.intent?.name !== 'LeaveOut') return;
    turn.saved.leftOut = [...turn.intent.keys];
    turn.editPlan(turn.intent.plan);
    const less = turn.intent.keys.length > 0 || Object.values(turn.saved.plan ?? {}).includes('drop');
    await turn.send(turn.t(less ? 'dialog:left-out' : 'dialog:left-out.nothing'));
  },
  Tick: async (turn) => {
    if (turn.intent?.name === 'Tick') await tickPapers(turn, turn.intent.ticks);
  },
  AnswerDesk: async (turn) => {
    if (turn.intent?.name === 'AnswerDesk') await hearDeskAnswer(turn, turn.intent);
  },
  ClientOnly: async (turn) => {
    await turn.send(withDutch(turn, (standing) => ({ text: standing.t('dialog:together.client-only') })));
  },
  Resume: async (turn) => {
    if (turn.intent?.name === 'Resume') await resume(turn, turn.intent.code);
  },
};
