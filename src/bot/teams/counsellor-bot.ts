/**
 * Teams for counsellors: a chat that is linked to a counsellor's account forwards clients and shows how they are doing.
 * Everybody else has the newcomer's bot, whatever they type: only a code of the counsellor page links a chat.
 */
import { type Activity, ActivityTypes, CardFactory, type TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { Language } from '../../domain/referral.ts';
import type { BotWords } from '../ports.ts';
import { adviceCard, type Card, formCard, listCard, madeCard, menuCard, type Say } from './counsellor-cards.ts';
import type { ChatCounsellor, CounsellorChats } from './ports.ts';

type Logic = (context: TurnContext) => Promise<void>;

export interface CounsellorBotParts {
  readonly newcomer: Logic;
  readonly chats: CounsellorChats;
  readonly words: BotWords;
  /** Turn-state keys of src/channels/ports.ts. */
  readonly keys: { readonly conversation: string; readonly replacesPressed: string };
  /** A name for a form that nobody can guess: pressed twice, it makes one client. */
  readonly newFormId: () => string;
}

/** A code as the counsellor page gives it. */
const LINK = /^(?:koppelen|link|lier)\s+([A-Za-z0-9_-]{44})$/i;
/** Without a code: how to get one. */
const HOW_TO_LINK: ReadonlySet<string> = new Set(['account koppelen', 'link account', 'lier mon compte']);
const COMMANDS: { readonly [typed: string]: 'forward' | 'list' | 'advice' | 'unlink' } = {
  doorsturen: 'forward',
  forward: 'forward',
  orienter: 'forward',
  lijst: 'list',
  list: 'list',
  liste: 'list',
  advies: 'advice',
  conseil: 'advice',
  advice: 'advice',
  loskoppelen: 'unlink',
  unlink: 'unlink',
  delier: 'unlink',
};

const pressSchema = z.looseObject({ counsellor: z.enum(['menu', 'forward', 'list', 'advice', 'make']) });
const formSchema = z.looseObject({
  form: z.string().regex(/^[\w-]{10,64}$/),
  language: z.string(),
  label: z.string().max(80).default(''),
  email: z.string().trim().max(254).default(''),
});
const email = z.email();

/** Case and accents do not matter: they are typed on phones. */
const fold = (text: string) =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ').trim();

/** @returns the logic for a cloud channel: of the counsellors where the chat is theirs, else the newcomer's */
export function createCounsellorBot(parts: CounsellorBotParts): Logic {
  const { newcomer, chats, words, keys } = parts;
  const sayIn =
    (language: Language): Say =>
    (key, params) =>
      words.t(language, key, params);

  const formParts = ({ language }: ChatCounsellor) => ({
    chosen: language as string,
    languages: words.languages.map((code) => ({ title: words.autonym(code), value: code })),
  });

  return async (context) => {
    const { activity } = context;
    if (activity.channelId !== 'msteams' || activity.type !== ActivityTypes.Message) return newcomer(context);
    const key: string = context.turnState.get(keys.conversation);
    const text = (activity.text ?? '').trim();
    const code = LINK.exec(text)?.[1];
    if (code !== undefined) return link(context, key, code);
    const press = pressSchema.safeParse(activity.value).data;
    const typed = COMMANDS[fold(text)];
    const counsellor = await chats.counsellorOf(key, press !== undefined || typed !== undefined);
    if (counsellor !== undefined) return serve(context, key, counsellor, typed ?? press?.counsellor ?? 'menu');
    if (!HOW_TO_LINK.has(fold(text))) return newcomer(context);
    const language = languageOf(words, activity.locale);
    await context.sendActivity(message(language, words.t(language, 'counsellor-chat:link.how', { url: chats.page })));
  };

  async function link(context: TurnContext, key: string, code: string): Promise<void> {
    const counsellor = await chats.link(key, code);
    const language = counsellor?.language ?? languageOf(words, context.activity.locale);
    const say = sayIn(language);
    if (counsellor === undefined) {
      await context.sendActivity(message(language, say('counsellor-chat:link.bad', { url: chats.page })));
      return;
    }
    await context.sendActivity(message(language, say('counsellor-chat:linked'), menuCard(say)));
  }

  async function serve(
    context: TurnContext,
    key: string,
    counsellor: ChatCounsellor,
    what: 'menu' | 'forward' | 'list' | 'advice' | 'make' | 'unlink',
  ): Promise<void> {
    const { language } = counsellor;
    const say = sayIn(language);
    if (what === 'unlink') {
      await chats.unlink(key);
      await context.sendActivity(message(language, say('counsellor-chat:unlinked')));
      return;
    }
    const card = await cardFor(what, counsellor, say, context.activity.value);
    // A press changes the card that it was made on; a word gets a card of its own.
    if (context.activity.value !== undefined) context.turnState.set(keys.replacesPressed, card);
    else await context.sendActivity(message(language, say(`counsellor-chat:${what}.title`), card));
  }

  async function cardFor(
    what: 'menu' | 'forward' | 'list' | 'advice' | 'make',
    counsellor: ChatCounsellor,
    say: Say,
    value: unknown,
  ): Promise<Card> {
    const day = (at: Date) => words.value(counsellor.language, { day: at.toISOString().slice(0, 10) });
    switch (what) {
      case 'menu':
        return menuCard(say);
      case 'forward':
        return formCard(say, { ...formParts(counsellor), form: parts.newFormId() });
      case 'list':
        return listCard(say, await chats.clientsOf(counsellor), day, chats.page);
      case 'advice':
        return adviceCard(say, await chats.clientsOf(counsellor), day, chats.page);
      default:
        return make(counsellor, say, value);
    }
  }

  /** What is wrong with a client's address, as the key of its words: no client's mail goes to a counsellor. */
  function problemWith(address: string): string | undefined {
    if (address === '') return undefined;
    if (!email.safeParse(address).success) return 'counsellor-chat:form.bad-email';
    return chats.isCounsellor(address) ? 'counsellor:problem.email-counsellor' : undefined;
  }

  /** A form that says nothing usable comes back as it was filled in, with what is wrong. */
  async function make(counsellor: ChatCounsellor, say: Say, value: unknown): Promise<Card> {
    const form = formSchema.safeParse(value).data;
    if (form === undefined) return formCard(say, { ...formParts(counsellor), form: parts.newFormId() });
    const language = words.languages.find((one) => one === form.language);
    const problem = problemWith(form.email);
    if (language === undefined || problem !== undefined) {
      const again = { ...formParts(counsellor), ...form, chosen: form.language };
      return formCard(say, { ...again, problem: say(problem ?? 'counsellor-chat:form.bad-language') });
    }
    const label = form.label.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
    const client = { label: label || null, email: form.email || null, language };
    return madeCard(say, await chats.forward(counsellor, form.form, client));
  }
}

function languageOf(words: BotWords, locale: string | undefined): Language {
  const office = words.languages.filter((language) => words.has(language, 'counsellor-chat:linked'));
  return office.find((language) => locale?.toLowerCase().startsWith(language)) ?? 'nl';
}

function message(language: Language, text: string, card?: Card): Partial<Activity> {
  return {
    type: ActivityTypes.Message,
    locale: language,
    text,
    ...(card === undefined ? {} : { attachments: [CardFactory.adaptiveCard(card)] }),
  };
}
