/** What a person says, answered; and what is said before anybody said anything. */
import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import { isCounsellorUser } from '../domain/counsellor-user.ts';
import type { Language } from '../domain/referral.ts';
import { acknowledge } from './acknowledge.ts';
import { handoffStatusIn } from './handoff.ts';
import { hear } from './hear.ts';
import { enterByInvite, fillFromInvite, findInvite, inviteOf, sayInvite, tryCode } from './invite.ts';
import type { Answer, Saved } from './ports.ts';
import { promptFor } from './prompts.ts';
import { createTurnRunner, type TurnKeys } from './run-turn.ts';
import { withDutch } from './together.ts';
import { type BotParts, Standing, type Turn } from './turn.ts';

/**
 * @param parts what the bot is made of
 * @param keys where the channel's adapter left the conversation's key in the turn state
 * @returns the bot's logic for any Bot Framework adapter; it throws when the store cannot commit, and then nothing was said
 */
export function createBot(parts: BotParts, keys: TurnKeys): (context: TurnContext) => Promise<void> {
  const run = createTurnRunner(parts, keys);

  return async (context) => {
    const { activity } = context;
    const by = authorOf(context, context.turnState.get(keys.logsReplies) === true);
    const begin = () => newConversation(parts, activity);
    await run(context, { begin, by }, async (turn, ask) => {
      const { saved } = turn;
      // A second greeting says nothing; neither does an event that is none of ours. Both are committed all the same,
      // or they would wait for their turn for ever.
      const invite = mayBeInvited(saved, activity) ? inviteOf(activity) : undefined;
      const isMessage = activity.type === ActivityTypes.Message;
      const speaks = isMessage || (startsHere(activity) && saved.asking === undefined) || invite !== undefined;
      if (invite !== undefined) await takeInvite(turn, invite);
      if (isMessage) await openWithAnswer(turn, activity);
      const handoff = context.turnState.get(keys.fromServer) === true ? handoffStatusIn(activity) : undefined;
      if (handoff !== undefined && saved.referral !== undefined) await parts.hearHandoff(saved.referral, handoff);
      if (speaks) await ask();
      return 'done';
    });
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
  const found = await tryCode(turn, 'invite', invite, () => findInvite(turn.parts, invite));
  if (found.is === 'used-up') return;
  if (found.is === 'refused') return turn.send(turn.t('dialog:resume.too-many'));
  await enterByInvite(turn, found);
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
