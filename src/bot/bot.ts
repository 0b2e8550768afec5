/** One turn: load what is known, let the dialog run, keep what it said and changed in one commit, then send it. */
import { type Activity, ActivityTypes, ConversationState, type StoreItems, type TurnContext } from 'botbuilder';
import { DialogSet, DialogTurnStatus } from 'botbuilder-dialogs';
import { isCounsellorUser } from '../domain/counsellor-user.ts';
import type { Language } from '../domain/referral.ts';
import { acknowledge } from './acknowledge.ts';
import { dropGoneAnswers } from './flow.ts';
import { hear } from './hear.ts';
import { createIntakeDialog, INTAKE } from './intake-dialog.ts';
import { enterByInvite, fillFromInvite, findInvite, inviteOf, sayInvite, triedTooOften } from './invite.ts';
import type { Answer, Saved } from './ports.ts';
import { promptFor } from './prompts.ts';
import { withDutch } from './together.ts';
import { type BotParts, Standing, Turn } from './turn.ts';

/** Turn-state keys of src/channels/ports.ts; the channels set them. */
export interface TurnKeys {
  readonly conversation: string;
  readonly inbound: string;
  readonly logsReplies: string;
}

/** Where an id was given to an activity that is stored before it is sent. */
let counter = 0;
const replyId = (): string => `r${Date.now().toString(36)}${(counter++ % 1679616).toString(36).padStart(4, '0')}`;

/**
 * @param parts what the bot is made of
 * @param keys where the channel's adapter left the conversation's key in the turn state
 * @returns the bot's logic for any Bot Framework adapter; it throws when the store cannot commit, and then nothing was said
 */
export function createBot(parts: BotParts, keys: TurnKeys): (context: TurnContext) => Promise<void> {
  const root = createIntakeDialog(parts.flow);

  return async (context) => {
    const { activity } = context;
    const key: string = context.turnState.get(keys.conversation);
    const saved = (await parts.store.load(key)) ?? newConversation(parts, activity);
    dropGoneAnswers(saved, parts.flow);
    const turn = new Turn(parts, saved, context, authorOf(context, context.turnState.get(keys.logsReplies) === true));
    const replies = captureReplies(context);
    // A second greeting says nothing; neither does an event that is none of ours. Both are committed all the same,
    // or they would wait for their turn for ever.
    const invite = mayBeInvited(saved, activity) ? inviteOf(activity) : undefined;
    const speaks =
      activity.type === ActivityTypes.Message ||
      (startsHere(activity) && saved.asking === undefined) ||
      invite !== undefined;
    if (invite !== undefined) await takeInvite(turn, invite);
    if (activity.type === ActivityTypes.Message) await openWithAnswer(turn, activity);
    if (speaks) await runDialog(turn, context, root);
    await parts.store.commit({
      key,
      inbound: context.turnState.get(keys.inbound),
      saved: turn.erased ? 'erased' : saved,
      replies,
      ...(turn.referral === undefined ? {} : { referral: turn.referral }),
      ...(turn.resumeCode === undefined ? {} : { resumeCode: turn.resumeCode }),
      ...(turn.takesOver === undefined ? {} : { takesOver: turn.takesOver }),
      ...(turn.opensInvite === undefined ? {} : { opensInvite: turn.opensInvite }),
    });
    if (context.turnState.get(keys.logsReplies) !== true) await context.adapter.sendActivities(context, replies);

    async function runDialog(turn: Turn, turnContext: TurnContext, dialog: typeof root): Promise<void> {
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
      turnContext.turnState.set('ConversationState', conversationState);
      // Without this the SDK copies process.env, secrets and all, into the dialog's memory at every turn.
      turnContext.turnState.set('settings', {});
      turnContext.activity.locale = saved.language;
      const dc = await dialogs.createContext(turnContext);
      const { status } = await dc.continueDialog();
      if (status === DialogTurnStatus.empty) await dc.beginDialog(INTAKE);
      await conversationState.saveChanges(turnContext);
      saved.dialog = memory.item;
    }
  };
}

/**
 * The first messages, before there is a conversation: what the bot will say as soon as there is one. Stores nothing and
 * uses nothing up.
 * @param opening the language of the page, `chosen` where the person asked for it, which answers the question of
 * language; and the token or code of an invite
 * @returns the messages, and whether the invite is none that we ever gave out
 */
export async function firstMessages(
  parts: BotParts,
  opening: { readonly language: Language; readonly chosen: boolean; readonly invite: string | undefined },
): Promise<{ readonly messages: Partial<Activity>[]; readonly guessed: boolean }> {
  const saved = newSaved(parts, opening.language, opening.chosen);
  const found = opening.invite === undefined ? undefined : await findInvite(parts, opening.invite);
  if (found?.is === 'open') fillFromInvite(parts, saved, found);
  const standing = new Standing(parts, saved, 'directline');
  const first = standing.next();
  if (first === undefined) throw new Error('the flow asks nothing');
  const say = (message: Partial<Activity>) => ({
    type: ActivityTypes.Message,
    locale: standing.language,
    ...message,
  });
  return {
    messages: [
      ...(found === undefined ? [] : [say({ text: sayInvite(standing, found) })]),
      say(withDutch(standing, (one) => promptFor(one, first, false))),
    ],
    guessed: found?.is === 'unknown',
  };
}

/**
 * An invite begins a conversation: in one that is under way it would mix the answers of two people. Clients that put it
 * on everything they send are heard once; an event of theirs may bring it after the greeting.
 */
function mayBeInvited(saved: Saved, activity: Activity): boolean {
  if (saved.invite !== undefined || saved.referral !== undefined || saved.answers.privacy !== undefined) return false;
  return saved.asking === undefined || activity.type === ActivityTypes.Event;
}

/** The invite that came along with the greeting, or with the first thing that another client sends. */
async function takeInvite(turn: Turn, invite: string): Promise<void> {
  if (triedTooOften(turn.saved)) return;
  await enterByInvite(turn, await findInvite(turn.parts, invite));
}

/** The member who joins is the person, not the bot. */
function startsHere(activity: Activity): boolean {
  return (
    activity.type === ActivityTypes.ConversationUpdate &&
    (activity.membersAdded ?? []).some((member) => member.id !== activity.recipient?.id)
  );
}

/**
 * Nothing is known yet. A page that was opened in a language has answered the first question; a locale `und-fr`
 * (undetermined, perhaps French) is the browser's setting: we speak French and still ask.
 */
function newConversation(parts: BotParts, activity: Activity): Saved {
  const [first, second] = (activity.locale ?? '').toLowerCase().split('-');
  const asked = parts.words.languages.find((language) => language === (first === 'und' ? second : first));
  const chosen = asked !== undefined && first !== 'und' && activity.type === ActivityTypes.ConversationUpdate;
  return newSaved(parts, asked ?? 'nl', chosen);
}

function newSaved(parts: BotParts, language: Language, chosen: boolean): Saved {
  const saved: Saved = {
    v: 1,
    language,
    answers: {},
    order: [],
    misses: 0,
    leftOut: [],
    dialog: undefined,
    flow: parts.flow.hash,
  };
  if (chosen) {
    saved.answers.language = { value: language, by: 'client', at: parts.now().toISOString() };
    saved.order = ['language'];
  }
  return saved;
}

/** Somebody who begins by typing, before we could greet: a language or a code in that first message counts. */
async function openWithAnswer(turn: Turn, activity: Activity): Promise<void> {
  if (turn.saved.asking !== undefined || turn.saved.answers.language !== undefined) return;
  turn.saved.asking = 'language';
  const intent = hear(turn, activity);
  if (intent.name === 'Answer' && intent.heard.is === 'value') await acknowledge(turn, 'language', intent.heard);
}

/** On our own Direct Line the id of who speaks is ours to give; elsewhere a client may have chosen it. */
function authorOf(context: TurnContext, ours: boolean): Answer['by'] {
  return ours && isCounsellorUser(context.activity.from?.id) ? 'counsellor' : 'client';
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
