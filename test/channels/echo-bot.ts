import type { Activity, TurnContext } from 'botbuilder';
import { type BotLogic, CONVERSATION_KEY, INBOUND_ID, LOGS_REPLIES } from '../../src/channels/ports.ts';

type Commit = (
  conversation: string,
  inbound: string | undefined,
  replies: readonly Partial<Activity>[],
) => void | Promise<void>;

/**
 * Runs a script the way the real bot does: replies are captured, committed together at the end of the turn, and sent
 * afterwards where committing did not show them. A turn that throws leaves its capture in place.
 */
export function committing(commit: Commit, script: (context: TurnContext) => Promise<void>): BotLogic {
  return async (context) => {
    const replies: Partial<Activity>[] = [];
    let capturing = true;
    context.onSendActivities(async (_context, activities, next) => {
      const kept = capturing ? activities.filter(({ type }) => type === 'message') : [];
      replies.push(...kept);
      return kept.length === activities.length ? kept.map(() => ({ id: '' })) : next();
    });
    await script(context);
    await commit(context.turnState.get(CONVERSATION_KEY), context.turnState.get(INBOUND_ID), replies);
    capturing = false;
    if (context.turnState.get(LOGS_REPLIES) !== true && replies.length > 0) await context.sendActivities(replies);
  };
}

/** Greets, echoes, and answers a submitted value. `fail` in a message makes the turn throw. */
export async function echo(context: TurnContext): Promise<void> {
  const { type, text, value, membersAdded, recipient, locale } = context.activity;
  if (type === 'conversationUpdate') {
    if (membersAdded?.some(({ id }) => id !== recipient.id))
      await context.sendActivity({ type: 'message', text: `hello ${locale ?? '?'}`, suggestedActions });
    return;
  }
  if (text === 'fail') throw new Error('as the script says');
  if (text === 'slow') await context.sendActivity({ type: 'typing' });
  if (value !== undefined) await context.sendActivity(`value: ${JSON.stringify(value)}`);
  else if (text !== undefined) await context.sendActivity(`you said: ${text}`);
}

const suggestedActions = {
  to: [],
  actions: [{ type: 'imBack', title: 'English', value: 'English' }],
};
