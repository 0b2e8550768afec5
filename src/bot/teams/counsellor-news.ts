/** We speak first to a counsellor: what became of a client, in the chat that they linked to their account. */
import { ActivityTypes, CardFactory, type TurnContext } from 'botbuilder';
import type { DeskSays, HistoryLine } from '../../domain/follow-up.ts';
import type { Language } from '../../domain/referral.ts';
import type { BotWords } from '../ports.ts';
import { newsCard } from './counsellor-cards.ts';

/**
 * @param label how the counsellor calls this client; it stands on the card and not in the text, which shows on a locked
 * phone
 * @param page where the counsellor reads everything
 * @returns the logic of a turn that says this line
 */
export function createCounsellorNews(
  words: BotWords,
  page: string,
): (news: {
  readonly language: Language;
  readonly label: string | undefined;
  readonly line: HistoryLine;
}) => (context: TurnContext) => Promise<void> {
  return ({ language, label, line }) =>
    async (context) => {
      const { advice, nextStep } = (line.event === 'advise' ? (line.body ?? {}) : {}) as Partial<DeskSays['advise']>;
      const card = newsCard(
        (key, params) => words.t(language, key, params),
        {
          label: label ?? null,
          event: line.event,
          advice: advice === undefined ? undefined : { text: advice, nextStep: nextStep ?? '' },
        },
        page,
      );
      await context.sendActivity({
        type: ActivityTypes.Message,
        locale: language,
        text: words.t(language, 'counsellor-chat:news'),
        attachments: [CardFactory.adaptiveCard(card)],
      });
    };
}
