/** What is left in a conversation of our own that was emptied from elsewhere. */
import type { Activity } from 'botbuilder';

/**
 * The one message of such a conversation, for whoever still has it on a screen: the page clears itself when it sees it.
 * @param text why nothing is there any more
 * @param locale the language of the text
 */
export const emptied = (text: string, locale: string): Partial<Activity> => ({
  type: 'message',
  from: { id: 'wegwijzer', name: 'Wegwijzer', role: 'bot' } as Activity['from'],
  locale,
  text,
  channelData: { erased: true },
});
