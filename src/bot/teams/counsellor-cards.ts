/** The cards of the counsellors in Teams. Each ends with the way to the others, so that one card is enough. */
import type { ChatClient } from './ports.ts';

export type Say = (key: string, params?: { readonly [name: string]: string | number }) => string;
export interface Card {
  readonly type: 'AdaptiveCard';
  readonly body: readonly object[];
  readonly [name: string]: unknown;
}

/** A card is a glance; the whole list is on the page. */
const MOST_CLIENTS = 10;
const MOST_ADVICE = 3;

const text = (words: string, more: object = {}) => ({ type: 'TextBlock', text: words, wrap: true, ...more });
const heading = (words: string) => text(words, { weight: 'Bolder', size: 'Medium', style: 'heading' });
const press = (title: string, what: string, more: object = {}) => ({
  type: 'Action.Submit',
  title,
  associatedInputs: 'none',
  data: { counsellor: what },
  ...more,
});

/** What people wrote themselves is shown as they wrote it: cards read Markdown. */
const plain = (words: string) => words.replaceAll(/[\\`*_[\]()#<>~|-]/g, '\\$&');

function card(body: readonly object[], actions: readonly object[]): Card {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    body,
    actions,
  };
}

const ways = (say: Say) =>
  (['forward', 'list', 'advice'] as const).map((what) => press(say(`counsellor-chat:do.${what}`), what));
const pageLink = (say: Say, url: string) => ({ type: 'Action.OpenUrl', title: say('counsellor-chat:do.page'), url });

export const menuCard = (say: Say): Card =>
  card([heading(say('counsellor-chat:menu.title')), text(say('counsellor-chat:menu.text'))], ways(say));

export interface FormParts {
  readonly form: string;
  readonly chosen: string;
  readonly languages: readonly { readonly title: string; readonly value: string }[];
  readonly label?: string;
  readonly email?: string;
  readonly problem?: string;
}

export const formCard = (say: Say, { form, chosen, languages, label = '', email = '', problem }: FormParts): Card =>
  card(
    [
      heading(say('counsellor-chat:forward.title')),
      text(say('counsellor-chat:form.intro')),
      ...(problem === undefined ? [] : [text(problem, { color: 'Attention', weight: 'Bolder' })]),
      {
        type: 'Input.ChoiceSet',
        id: 'language',
        style: 'compact',
        label: say('counsellor-chat:form.language'),
        isRequired: true,
        errorMessage: say('counsellor-chat:form.bad-language'),
        value: chosen,
        choices: languages,
      },
      { type: 'Input.Text', id: 'label', label: say('counsellor-chat:form.label'), maxLength: 80, value: label },
      {
        type: 'Input.Text',
        id: 'email',
        style: 'Email',
        label: say('counsellor-chat:form.email'),
        maxLength: 254,
        value: email,
      },
    ],
    [
      press(say('counsellor-chat:form.make'), 'make', {
        associatedInputs: 'auto',
        style: 'positive',
        data: { counsellor: 'make', form },
      }),
      press(say('counsellor-chat:do.back'), 'menu'),
    ],
  );

export const madeCard = (
  say: Say,
  made: { readonly link: string; readonly code: string; readonly mailed: boolean } | undefined,
): Card =>
  card(
    made === undefined
      ? [text(say('counsellor-chat:made.gone'))]
      : [
          heading(say('counsellor-chat:made.title')),
          text(say('counsellor-chat:made.code', { code: made.code }), { size: 'Large', fontType: 'Monospace' }),
          text(say('counsellor-chat:made.link')),
          text(made.link, { fontType: 'Monospace' }),
          text(say(`counsellor-chat:made.${made.mailed ? 'mailed' : 'not-mailed'}`), { isSubtle: true }),
        ],
    ways(say),
  );

export function listCard(say: Say, clients: readonly ChatClient[], day: (at: Date) => string, page: string): Card {
  const lines = clients.slice(0, MOST_CLIENTS).map(({ label, status, lastAt }) => ({
    type: 'Container',
    separator: true,
    items: [
      text(label === null ? say('counsellor-chat:no-label') : plain(label), { weight: 'Bolder' }),
      text(`${say(`counsellor:status.${status}`)} · ${day(lastAt)}`, { spacing: 'None' }),
    ],
  }));
  const none = [text(say('counsellor-chat:list.none'))];
  return card(
    [heading(say('counsellor-chat:list.title')), ...(lines.length > 0 ? lines : none)],
    [...ways(say), pageLink(say, page)],
  );
}

/** What happened with one client; the desk's advice is read here, everything else on the page. */
export function newsCard(
  say: Say,
  {
    label,
    event,
    advice,
  }: { readonly label: string | null; readonly event: string; readonly advice: Advice | undefined },
  page: string,
): Card {
  return card(
    [
      heading(label === null ? say('counsellor-chat:no-label') : plain(label)),
      text(say(`counsellor:event.${event}`)),
      ...(advice === undefined ? [] : adviceLines(say, advice)),
    ],
    [...ways(say), pageLink(say, page)],
  );
}

type Advice = Pick<NonNullable<ChatClient['advice']>, 'text' | 'nextStep'>;

const adviceLines = (say: Say, advice: Advice): object[] => [
  text(plain(advice.text), { lang: 'nl' }),
  ...(advice.nextStep === '' ? [] : [text(say('counsellor-chat:advice.next', { step: plain(advice.nextStep) }))]),
];

export function adviceCard(say: Say, clients: readonly ChatClient[], day: (at: Date) => string, page: string): Card {
  const lines = clients
    .flatMap(({ label, advice }) => (advice === undefined ? [] : [{ label, advice }]))
    .sort((one, other) => other.advice.at.getTime() - one.advice.at.getTime())
    .slice(0, MOST_ADVICE)
    .map(({ label, advice }) => ({
      type: 'Container',
      separator: true,
      items: [
        text(`${label === null ? say('counsellor-chat:no-label') : plain(label)} · ${day(advice.at)}`, {
          weight: 'Bolder',
        }),
        ...adviceLines(say, advice),
      ],
    }));
  const none = [text(say('counsellor-chat:advice.none'))];
  return card(
    [heading(say('counsellor-chat:advice.title')), ...(lines.length > 0 ? lines : none)],
    [...ways(say), pageLink(say, page)],
  );
}
