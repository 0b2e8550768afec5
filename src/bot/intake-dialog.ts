/**
 * The interview as one AdaptiveDialog, written as a form: every question that is still open is a trigger,
 * every command an intent. Nothing is skipped and nothing is jumped to; what is known has no open trigger.
 */
import type { RecognizerResult, TurnContext } from 'botbuilder';
import { type DialogContext, Recognizer } from 'botbuilder-dialogs';
import {
  type ActionContext,
  AdaptiveDialog,
  type OnCondition,
  OnEndOfActions,
  OnIntent,
  TriggerSelector,
} from 'botbuilder-dialogs-adaptive';
import type { QuestionId } from '../domain/questions.ts';
import { COMMANDS, TurnAction } from './commands.ts';
import { conclude } from './conclude.ts';
import type { Flow } from './flow.ts';
import { hear } from './hear.ts';
import { QuestionInput } from './question-input.ts';
import { Turn } from './turn.ts';

/** An open question asks itself as soon as nothing else is going on. */
class OnOpenQuestion extends OnEndOfActions {
  readonly question: QuestionId;

  constructor(question: QuestionId) {
    super([new QuestionInput(question)]);
    this.question = question;
  }

  holds(turn: Turn): boolean {
    return !turn.choosing && turn.next() === this.question;
  }
}

/** All that matters is answered: the referral goes out, or the outcome and the way on are told. Once a turn. */
class OnNothingOpen extends OnEndOfActions {
  constructor() {
    super([
      new TurnAction('conclude', async (turn) => {
        turn.concluded = true;
        await conclude(turn);
      }),
    ]);
  }

  holds(turn: Turn): boolean {
    return !turn.choosing && !turn.concluded && !turn.erased && turn.next() === undefined;
  }
}

/** Picks the trigger by event and intent. The SDK's selectors evaluate an expression for each trigger at each event. */
class FormSelector extends TriggerSelector {
  #ofIntent = new Map<string, OnIntent>();
  #atEnd: (OnOpenQuestion | OnNothingOpen)[] = [];

  override initialize(triggers: OnCondition[]): void {
    for (const trigger of triggers) {
      if (trigger instanceof OnIntent) this.#ofIntent.set(trigger.intent, trigger);
      else if (trigger instanceof OnOpenQuestion || trigger instanceof OnNothingOpen) this.#atEnd.push(trigger);
      else throw new Error(`no selection for a trigger of type ${trigger.constructor.name}`);
    }
  }

  override async select(actionContext: ActionContext): Promise<OnCondition[]> {
    const event = actionContext.context.turnState.get('turn')?.dialogEvent?.name;
    const turn = Turn.of(actionContext.context);
    if (event === 'recognizedIntent') {
      const found = this.#ofIntent.get(turn.intent?.name ?? '');
      return found === undefined ? [] : [found];
    }
    if (event !== 'endOfActions') return [];
    const found = this.#atEnd.find((trigger) => trigger.holds(turn));
    return found === undefined ? [] : [found];
  }
}

/** Understands once a turn; the triggers and inputs then read `turn.intent`. */
class IntakeRecognizer extends Recognizer {
  override async recognize(dialogContext: DialogContext, activity: TurnContext['activity']): Promise<RecognizerResult> {
    const turn = Turn.of(dialogContext.context);
    turn.intent ??= hear(turn, activity);
    // The person's text stays out of the result: the SDK hands results to telemetry.
    return { text: '', intents: { [turn.intent.name]: { score: 1 } }, entities: {} };
  }
}

class IntakeDialog extends AdaptiveDialog {
  /** One recognizer, asked directly: the SDK's set adds a value recognizer and telemetry of its own. */
  protected override async onRecognize(
    actionContext: ActionContext,
    activity: TurnContext['activity'],
  ): Promise<RecognizerResult> {
    return (this.recognizer as IntakeRecognizer).recognize(actionContext, activity);
  }
}

export const INTAKE = 'intake';

/** @param flow the questions, in the order in which they are asked */
export function createIntakeDialog(flow: Flow): AdaptiveDialog {
  const dialog = new IntakeDialog(INTAKE);
  dialog.recognizer = new IntakeRecognizer();
  dialog.selector = new FormSelector();
  dialog.triggers = [
    ...Object.entries(COMMANDS).map(
      ([intent, run]) => new OnIntent(intent, [], [new TurnAction(`command.${intent}`, run)]),
    ),
    ...flow.questions.map(({ id }) => new OnOpenQuestion(id)),
    new OnNothingOpen(),
  ];
  return dialog;
}
