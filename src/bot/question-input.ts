/** A question of the flow as an adaptive input: asks, takes what `hear` found, and stays until it is answered. */
import { isDeepStrictEqual } from 'node:util';
import { type Activity, MessageFactory } from 'botbuilder';
import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import { InputDialog, InputState } from 'botbuilder-dialogs-adaptive';
import type { QuestionId } from '../domain/questions.ts';
import { acknowledge } from './acknowledge.ts';
import { offerLanguage } from './offer-language.ts';
import { outcomeMessage } from './outcome.ts';
import { promptFor } from './prompts.ts';
import { withDutch } from './together.ts';
import { Turn } from './turn.ts';

/** Longer texts are not read as an answer to a question; what is written to a desk may be longer (hear.ts). */
const LONGEST_ANSWER = 500;
/** More would be a list to read, not a question. */
const MOST_READINGS = 6;

export class QuestionInput extends InputDialog {
  readonly question: QuestionId;

  constructor(question: QuestionId) {
    super();
    this.question = question;
    this.id = `question.${question}`;
  }

  /** A command may have taken back an earlier answer, or answered this one: then another question is next. */
  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = Turn.of(dc.context);
    if (turn.erased || turn.choosing) return Dialog.EndOfTurn;
    if (turn.next() !== this.question) return dc.endDialog();
    return super.continueDialog(dc);
  }

  protected override async onRecognizeInput(dc: DialogContext): Promise<InputState> {
    const turn = Turn.of(dc.context);
    const intent = turn.intent?.name === 'Answer' ? turn.intent : undefined;
    const heard = intent?.heard;
    turn.editPlan(intent?.plan);
    if (this.question !== 'language') await offerLanguage(turn, dc.context.activity.text ?? '');
    switch (heard?.is) {
      case 'value':
        await acknowledge(turn, this.question, heard, dc.context.activity.text);
        return InputState.valid;
      case 'confirm':
        return this.askWhatIsMeant(turn, [heard.value]);
      case 'ambiguous':
        return this.askWhatIsMeant(turn, heard.candidates.slice(0, MOST_READINGS));
      default:
        if ((dc.context.activity.text ?? '').length > LONGEST_ANSWER)
          await turn.send(turn.t('status:problem.too-long'));
        else if (/[?؟]\s*$/u.test(dc.context.activity.text ?? '')) await turn.send(turn.t('dialog:question-back'));
        return miss(turn);
    }
  }

  /** Once: who answers "did you mean?" by the same words again is helped by the question itself, and then by a person. */
  private askWhatIsMeant(turn: Turn, candidates: readonly unknown[]): InputState {
    const { pending } = turn.saved;
    const isAsked = pending?.question === this.question;
    if (isAsked && isDeepStrictEqual(pending.candidates, candidates)) return miss(turn);
    turn.saved.pending = { question: this.question, candidates };
    return InputState.missing;
  }

  protected override async onRenderPrompt(dc: DialogContext, state: InputState): Promise<Partial<Activity>> {
    const turn = Turn.of(dc.context);
    turn.saved.asking = this.question;
    if ((dc.context.activity.attachments ?? []).length > 0) await turn.send(turn.t('dialog:no-files'));
    if (this.question === 'review' && turn.intent?.name === 'Answer' && turn.saved.misses === 0) {
      await turn.send(outcomeMessage(turn, turn.t('dialog:outcome.before-review')));
    }
    const again = state === InputState.unrecognized;
    const message = withDutch(turn, (standing) => promptFor(standing, this.question, again));
    return { ...MessageFactory.text(message.text ?? ''), locale: turn.language, ...message };
  }
}

function miss(turn: Turn): InputState {
  delete turn.saved.pending;
  turn.saved.misses += 1;
  return InputState.unrecognized;
}
