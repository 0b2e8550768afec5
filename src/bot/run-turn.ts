/** One turn, whoever began it: load what is known, do the work, keep what was said and changed in one commit, then send. */
import { type Activity, ActivityTypes, ConversationState, type StoreItems, type TurnContext } from 'botbuilder';
import { DialogSet, DialogTurnStatus } from 'botbuilder-dialogs';
import { dropGoneAnswers } from './flow.ts';
import { createIntakeDialog, INTAKE } from './intake-dialog.ts';
import type { Answer, Saved } from './ports.ts';
import { type BotParts, Turn } from './turn.ts';

/** Turn-state keys of src/channels/ports.ts; the channels set them. */
export interface TurnKeys {
  readonly conversation: string;
  readonly inbound: string;
  readonly logsReplies: string;
  /** Set where what came in was sent by a system that may speak for a desk, and by no client. */
  readonly fromServer: string;
}

/**
 * What is done in a turn; `ask` lets the dialog take the message, or put what stands open.
 * Gives 'nothing' where nothing came of it: then nothing is stored either.
 */
type Work = (turn: Turn, ask: () => Promise<void>) => Promise<'done' | 'nothing'>;

export type RunTurn = (
  context: TurnContext,
  options: {
    /** Of a conversation of which nothing is kept; undefined: then there is no turn. */
    readonly begin: () => Saved | undefined;
    readonly by?: Answer['by'];
  },
  work: Work,
) => Promise<'done' | 'nothing'>;

/** Where an id was given to an activity that is stored before it is sent. */
let counter = 0;
const replyId = (): string => `r${Date.now().toString(36)}${(counter++ % 1679616).toString(36).padStart(4, '0')}`;

/** @returns runs a turn; it throws when the store cannot commit, and then nothing was said */
export function createTurnRunner(parts: BotParts, keys: TurnKeys): RunTurn {
  const dialog = createIntakeDialog(parts.flow);

  /** Lets the dialog run on this turn; its state is part of what is saved. */
  async function ask(turn: Turn, context: TurnContext): Promise<void> {
    const { saved } = turn;
    if (saved.flow !== parts.flow.hash) {
      // The questions changed since: the answers are kept elsewhere, only the place in the dialog is lost.
      saved.dialog = undefined;
      saved.flow = parts.flow.hash;
    }
    const memory = new OneConversation(saved.dialog);
    const conversationState = new ConversationState(memory);
    const dialogs = new DialogSet(conversationState.createProperty('DialogState')).add(dialog);
    dialogs.telemetryClient = dialog.telemetryClient;
    context.turnState.set('ConversationState', conversationState);
    // Without this the SDK copies process.env, secrets and all, into the dialog's memory at every turn.
    context.turnState.set('settings', {});
    context.activity.locale = saved.language;
    const dc = await dialogs.createContext(context);
    const { status } = await dc.continueDialog();
    if (status === DialogTurnStatus.empty) await dc.beginDialog(INTAKE);
    await conversationState.saveChanges(context);
    saved.dialog = memory.item;
  }

  return async (context, { begin, by }, work) => {
    const key: string = context.turnState.get(keys.conversation);
    const saved = (await parts.store.load(key)) ?? begin();
    if (saved === undefined) return 'nothing';
    dropGoneAnswers(saved, parts.flow);
    const turn = new Turn(parts, saved, context, key, by);
    const replies = captureReplies(context);
    if ((await work(turn, () => ask(turn, context))) === 'nothing') return 'nothing';
    await parts.store.commit({
      key,
      inbound: context.turnState.get(keys.inbound),
      saved: turn.erased ? 'erased' : saved,
      replies,
      ...(turn.referral === undefined ? {} : { referral: turn.referral }),
      ...(turn.resumeCode === undefined ? {} : { resumeCode: turn.resumeCode }),
      ...(turn.takesOver === undefined ? {} : { takesOver: turn.takesOver }),
      ...(turn.opensInvite === undefined ? {} : { opensInvite: turn.opensInvite }),
      ...(turn.says === undefined ? {} : { says: turn.says }),
    });
    if (context.turnState.get(keys.logsReplies) !== true) await context.adapter.sendActivities(context, replies);
    return 'done';
  };
}

/** Collects what the dialogs send, in order, so that it is stored with the turn before anyone sees it. */
function captureReplies(context: TurnContext): Partial<Activity>[] {
  const replies: Partial<Activity>[] = [];
  context.onSendActivities(async (_context, activities) => {
    return activities.map((activity) => {
      const id = replyId();
      if (activity.type !== ActivityTypes.Trace) replies.push({ ...activity, id });
      return { id };
    });
  });
  return replies;
}

/** The dialog's own memory, held by the conversation's saved state instead of by a store of its own. */
class OneConversation {
  item: unknown;

  constructor(item: unknown) {
    this.item = item;
  }

  async read(keys: string[]): Promise<StoreItems> {
    return this.item === undefined ? {} : Object.fromEntries(keys.map((key) => [key, structuredClone(this.item)]));
  }

  async write(changes: StoreItems): Promise<void> {
    this.item = Object.values(changes)[0];
  }

  async delete(): Promise<void> {
    this.item = undefined;
  }
}
