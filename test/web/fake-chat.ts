/** A conversation by script: enough of a bot to press every button of the page. */
import type { Activity } from 'botbuilder';
import { asSeen } from '../../src/channels/direct-line/shown.ts';
import type { Chat, Greeting, Opening } from '../../src/web/ports.ts';

type Message = Partial<Activity>;

const bot = (locale: string, text: string, more: object = {}): Message =>
  ({ type: 'message', from: { id: 'bot', name: 'Wegwijzer', role: 'bot' }, locale, text, ...more }) as Message;

const choices = (...titles: string[]) => ({
  suggestedActions: { to: [], actions: titles.map((title) => ({ type: 'imBack', title, value: title })) },
});

const GREETINGS: { readonly [language: string]: string } = {
  nl: 'Welkom bij Wegwijzer.\n\nIn welke taal wil je verdergaan?',
  en: 'Welcome to Wegwijzer.\n\nIn which language do you want to go on?',
  fr: 'Bienvenue chez Wegwijzer.\n\nDans quelle langue voulez-vous continuer ?',
  ar: 'مرحبا بكم في Wegwijzer.\n\nبأي لغة تريد المتابعة؟',
};

const greet = (language: string): Message[] => [
  bot(language, GREETINGS[language] ?? '', {
    channelData: { question: 'language', progress: { answered: 0, remaining: 14 } },
    ...choices('Nederlands', 'English', 'Français', 'العربية', 'Türkçe', 'Русский', 'Українська', 'فارسی', 'Español'),
  }),
];

/** Speaks the language of the page, but for the invite `arabic`; the invite `guess` is none. */
export const greeting: Greeting = async ({ language, invite }) => ({
  messages: greet(invite === 'arabic' ? 'ar' : language),
  guessed: invite === 'guess',
});

const DOCUMENTS_CARD = {
  type: 'AdaptiveCard',
  version: '1.5',
  fallbackText: 'Diploma, puntenlijst of verblijfsdocument: typ wat je hebt.',
  body: [
    { type: 'TextBlock', text: 'Welke papieren heb je?', style: 'heading', size: 'Large', wrap: true },
    { type: 'TextBlock', text: 'Kies alles wat je **nu** hebt.', wrap: true, isSubtle: true },
    {
      type: 'FactSet',
      facts: [
        { title: 'Diploma', value: 'Master, Syrië' },
        { title: 'Woonplaats', value: 'Gent' },
      ],
    },
    {
      type: 'Input.ChoiceSet',
      id: 'have',
      label: 'Ik heb',
      style: 'expanded',
      isMultiSelect: true,
      value: 'diploma',
      choices: [
        { title: 'Diploma', value: 'diploma' },
        { title: 'Puntenlijst', value: 'transcript' },
        { title: 'Verblijfsdocument', value: 'residence-document' },
      ],
    },
    {
      type: 'Input.ChoiceSet',
      id: 'level',
      label: 'Niveau Nederlands',
      choices: [
        { title: 'A1', value: 'A1' },
        { title: 'A2', value: 'A2' },
      ],
    },
    { type: 'Input.Text', id: 'note', label: 'Iets anders?', maxLength: 120 },
    { type: 'Input.Toggle', id: 'agree', title: 'Dit klopt', valueOn: 'yes', valueOff: 'no', value: 'no' },
  ],
  actions: [
    { type: 'Action.Submit', title: 'Bewaar', style: 'positive', data: { question: 'documents' } },
    { type: 'Action.OpenUrl', title: 'Meer over papieren', url: 'https://example.org/papers' },
  ],
};

const card = (content: object) => ({
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
});

/** What a message with a card carries. */
export const PAPERS = card(DOCUMENTS_CARD);

/** What the scripted bot answers: to a card with the note `traag` nothing yet. `kaart` shows a card, `klaar` finishes, anything else gets the next question. */
function replies(said: Message, locale: string): { readonly locale: string; readonly messages: readonly Message[] } {
  if ((said.value as { note?: string } | undefined)?.note === 'traag') return { locale, messages: [] };
  if (said.value !== undefined)
    return {
      locale,
      messages: [bot(locale, 'Bewaard.', { channelData: { received: said.value }, ...choices('Verder') })],
    };
  const text = said.text ?? '';
  if (text === 'Français' || text === 'العربية') {
    const next = text === 'Français' ? 'fr' : 'ar';
    return {
      locale: next,
      messages: [
        bot(next, next === 'fr' ? 'Quelle est votre nationalité ?' : 'ما هي جنسيتك؟ مثلا VDAB أو NARIC.', {
          channelData: {
            question: 'nationalities',
            progress: { answered: 1, remaining: 13 },
            dutch: { text: 'Wat is je nationaliteit?', choices: [{ title: 'Ik weet het niet' }] },
          },
          ...choices(next === 'fr' ? 'Je ne sais pas' : 'لا أعرف'),
        }),
      ],
    };
  }
  if (text === 'kaart')
    return {
      locale,
      messages: [bot(locale, 'Welke papieren heb je?', { channelData: { question: 'documents' }, ...PAPERS })],
    };
  if (text === 'klaar')
    return {
      locale,
      messages: [
        bot(locale, 'Klaar. Je nummer is ABCD-1234.', {
          channelData: { referral: { reference: 'ABCD-1234', status: 'submitted' } },
        }),
      ],
    };
  if (text === 'wis') return { locale, messages: [bot(locale, 'Alles is gewist.', { channelData: { erased: true } })] };
  return {
    locale,
    messages: [
      bot(
        locale,
        'Waar woon je?\n\nTyp je postcode:\n- vier cijfers\n- zoals 9000\n\nZie https://www.example.org/postcode.',
        {
          channelData: { question: 'location', progress: { answered: 2, remaining: 12 } },
          ...choices('Antwerpen', 'Gent', 'Brussel', 'Ik weet het niet', 'Zeg ik liever niet'),
        },
      ),
    ],
  };
}

interface Talk {
  locale: string;
  readonly log: Message[];
  readonly seen: Map<string, string>;
  readonly watchers: Set<() => void>;
}

export interface FakeChat extends Chat {
  readonly talks: Map<string, Talk>;
  readonly openings: Opening[];
  /** Takes an activity, and gives back its id at once; the replies follow in the same tick. */
  take(id: string, activity: Message, user?: string): string;
  /** Says something that nobody asked for. */
  tell(id: string, message: Message): void;
}

export function fakeChat(): FakeChat {
  const talks = new Map<string, Talk>();
  const openings: Opening[] = [];
  const push = (id: string, talk: Talk, activity: Message) => {
    const stored = { ...structuredClone(activity), id: `${id}|${String(talk.log.length).padStart(7, '0')}` };
    talk.log.push(stored as Message);
    for (const watcher of talk.watchers) watcher();
    return stored.id;
  };
  const take = (id: string, activity: Message, user = 'dl_1'): string => {
    const talk = talks.get(id);
    if (talk === undefined) throw new Error('no such conversation');
    const key = (activity.channelData as { clientActivityID?: string } | undefined)?.clientActivityID ?? '';
    const known = talk.seen.get(key);
    if (key !== '' && known !== undefined) return known;
    const stored = push(id, talk, { ...activity, from: { id: user, name: '', role: 'user' } } as Message);
    talk.seen.set(key, stored);
    const { locale, messages } = replies(activity, talk.locale);
    talk.locale = locale;
    for (const message of messages) push(id, talk, { ...message, replyToId: stored });
    return stored;
  };
  return {
    talks,
    openings,
    take,
    tell(id, { text = '', locale = 'nl', ...more }) {
      const talk = talks.get(id);
      if (talk === undefined) throw new Error('no such conversation');
      push(id, talk, bot(locale, text, more));
    },
    async start(opening) {
      openings.push(opening);
      const id = `conversation-${talks.size + 1}`;
      const talk: Talk = { locale: opening.language, log: [], seen: new Map(), watchers: new Set() };
      talks.set(id, talk);
      for (const message of (await greeting(opening)).messages) push(id, talk, message);
      return { conversationId: id, token: `token-${id}`, watermark: String(talk.log.length) };
    },
    async say(id, activity) {
      take(id, activity);
    },
    async transcript(id) {
      const talk = talks.get(id);
      return talk && { activities: structuredClone(talk.log).flatMap(asSeen), watermark: String(talk.log.length) };
    },
    async tokenFor(id) {
      return `token-${id}`;
    },
  };
}
