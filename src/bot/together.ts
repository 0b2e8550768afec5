/** Counsellor and client in one conversation: what the counsellor may not say, and Dutch beside the client's language. */
import type { Activity } from 'botbuilder';
import type { Intent } from './hear.ts';
import { CLIENTS_OWN } from './invite.ts';
import { Standing, type Turn } from './turn.ts';

/** What touches the whole conversation, or what it may keep and send, is the client's alone. */
const COMMANDS_OF_CLIENT: ReadonlySet<string> = new Set(['erase', 'restart', 'stop', 'withdraw']);

/** Whether only the client can say this: agree, confirm, leave something out, take the conversation somewhere else. */
export function isForClientOnly({ saved }: Turn, intent: Intent): boolean {
  switch (intent.name) {
    case 'Answer':
      return saved.asking !== undefined && (CLIENTS_OWN.has(saved.asking) || saved.pending?.question === 'name');
    case 'Command':
      return COMMANDS_OF_CLIENT.has(intent.what);
    case 'Confirm':
    case 'LeaveOut':
    case 'Resume':
    case 'Tick':
    case 'AnswerDesk':
      return true;
    default:
      return false;
  }
}

/** The Dutch of a message, for the counsellor's screen. */
interface Dutch {
  readonly text: string;
  /** In the order of the message's own choices. */
  readonly choices: readonly { readonly title: string }[];
}

/**
 * A message with its Dutch as `channelData.dutch`, where a counsellor reads along and the client's language is another.
 * @param make the message in the language of what it is handed
 */
export function withDutch(turn: Standing, make: (standing: Standing) => Partial<Activity>): Partial<Activity> {
  const message = make(turn);
  if (turn.saved.invite?.together !== true || turn.language === 'nl') return message;
  const twin = make(new Standing(turn.parts, { ...turn.saved, language: 'nl' }, turn.channel));
  const dutch: Dutch = {
    // A card is said by its plain twin: its controls are the client's.
    text: [twin.text, twin.attachments === undefined ? undefined : twin.summary].filter(Boolean).join('\n\n'),
    choices: (twin.suggestedActions?.actions ?? []).map(({ title }) => ({ title })),
  };
  return { ...message, channelData: { ...message.channelData, dutch } };
}
