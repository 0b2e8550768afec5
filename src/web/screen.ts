/**
 * The conversation as a page, for whoever takes part in it: the client on `/`, or a counsellor beside them on a page of
 * their own. Both screens hold the same conversation, each with a token of its own.
 */
import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import type { Language } from '../domain/referral.ts';
import type { Assets } from './assets.ts';
import type { Side } from './bubble.ts';
import { nameOfLanguage, newcomerPage, WIDGET_KEYS } from './page.ts';
import type { Words } from './ports.ts';
import type { PagePolicy } from './security.ts';

export interface ScreenParts {
  readonly words: Words;
  readonly languages: readonly Language[];
  /** Whether a native speaker has read a language's texts. */
  readonly reviewed: (language: Language) => boolean;
  readonly policy: PagePolicy;
  readonly assets: Assets;
}

interface Screen {
  readonly side: Side;
  /** Of the page itself; what is said in the conversation carries its own. */
  readonly language: Language;
  readonly activities: readonly Partial<Activity>[];
  /** Where the forms post to. */
  readonly action: string;
  /** Where the widget asks, by POST, for `{conversationId, token}` when its token has run out. */
  readonly session: string;
  readonly invite?: string | undefined;
  readonly chosen?: boolean;
  readonly embedded?: boolean;
  /** undefined while nobody has said anything. */
  readonly conversation: { readonly id: string; readonly token: string; readonly watermark: string } | undefined;
}

/** The whole page, as HTML. */
export type DrawScreen = (screen: Screen) => string;

export function createScreen({ words, languages, reviewed, policy, assets }: ScreenParts): DrawScreen {
  const widgetWords = (language: Language) =>
    Object.fromEntries(
      WIDGET_KEYS.map((key) => [
        key,
        key === 'unreviewed' && reviewed(language) ? '' : words(language, `page:${key}`, { number: '#' }),
      ]),
    );
  const wordsAt = Object.fromEntries(
    languages.map((language) => [
      language,
      assets.add(`words-${language}.json`, 'application/json; charset=utf-8', JSON.stringify(widgetWords(language))),
    ]),
  );

  return ({ side, language, activities, action, session, invite, chosen = false, embedded = false, conversation }) =>
    newcomerPage({
      words,
      reviewed: reviewed(language),
      policy,
      language,
      languages,
      activities,
      action,
      pageId: randomUUID(),
      script: assets.chat,
      boot: {
        language,
        languages: Object.fromEntries(languages.map((code) => [code, nameOfLanguage(code)])),
        invite,
        chosen,
        embedded,
        side,
        session,
        ...(conversation === undefined ? {} : { conversation }),
        words: widgetWords(language),
        // A counsellor's page stays in its own language, whatever the client speaks.
        wordsAt: side === 'client' ? wordsAt : {},
      },
    });
}
