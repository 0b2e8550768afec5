/** What is said in Teams outside the conversation itself, as the cards and messages that carry it. */
import type { Activity } from 'botbuilder';
import type { TeamsWords } from '../ports.ts';
import type { Outside } from './received.ts';
import { linkCard, saidCard } from './shown.ts';

/**
 * What stands in the place of a card that was pressed: the answer that is kept now.
 * @param question the question of that card; where it had none, the card only says to go on below
 */
export async function answeredCard(
  words: TeamsWords,
  key: string,
  { locale }: Activity,
  question: string | undefined,
): Promise<object> {
  const { text, language } = await words(key, locale, { answered: question });
  return saidCard(text, language);
}

/** @param appId ours: the bot's own chat opens by it */
export async function outsideMessage(
  words: TeamsWords,
  key: string,
  { locale }: Activity,
  what: Outside,
  appId: string,
): Promise<Partial<Activity>> {
  const { text, language } = await words(key, locale, { say: what });
  const message: Partial<Activity> = { type: 'message', text, locale: language };
  if (what !== 'personal-only') return message;
  const label = await words(key, locale, { say: 'open-chat' });
  const url = `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(`28:${appId}`)}`;
  return { ...message, attachments: [linkCard(label.text, url, language)] };
}
