/**
 * What a form of the page says, as the activity that a Direct Line client sends. No Node: the server reads posted forms
 * with it, and the widget the same forms before they are posted.
 */
import type { Activity } from 'botbuilder';

/** The fields of a form, a name as often as it was filled in. */
export type Fields = Iterable<readonly [name: string, value: string]>;

interface Choice {
  readonly type?: unknown;
  readonly title?: unknown;
  readonly value?: unknown;
  readonly text?: unknown;
  readonly displayText?: unknown;
}

/** Name of a menu's button: the command follows, its words are the value. */
const COMMAND = 'command:';

const parseObject = (json: string | undefined): { readonly [key: string]: unknown } | undefined => {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
};

/** Values of a card's controls by their id, all strings: `off.` is what counts when nothing is chosen, `in.` what is. */
function cardValues(fields: readonly (readonly [string, string])[]): { readonly [id: string]: string } {
  const values = new Map<string, string>();
  const chosen = new Set<string>();
  for (const [name, value] of fields) if (name.startsWith('off.')) values.set(name.slice(4), value);
  for (const [name, value] of fields) {
    if (!name.startsWith('in.')) continue;
    const id = name.slice(3);
    values.set(id, chosen.has(id) ? `${values.get(id)},${value}` : value);
    chosen.add(id);
  }
  return Object.fromEntries(values);
}

/** A submitted card: silent, its values only. `alone`: the button takes no controls with it. */
export const cardSaid = (data: object, values: object): Partial<Activity> => ({
  type: 'message',
  value: { ...data, ...values },
  channelData: { postBack: true },
});

/** Words, typed or on a button; a button knows which question it stands under. */
const typedSaid = (text: string, question: string | undefined): Partial<Activity> | undefined =>
  text.trim() === ''
    ? undefined
    : { type: 'message', text, ...(question === undefined ? {} : { channelData: { question } }) };

/** The activity behind a form's fields, without ids; undefined when nothing was said. */
export function readSaid(form: Fields): Partial<Activity> | undefined {
  const fields = [...form];
  const field = (wanted: string) => fields.find(([name]) => name === wanted)?.[1];
  // A menu's button says which command it is: its words alone could be an answer ("English" to "which languages?").
  const menu = fields.find(([name]) => name.startsWith(COMMAND));
  if (menu !== undefined) {
    const [name, text] = menu;
    return { type: 'message', text, channelData: { command: name.slice(COMMAND.length) } };
  }
  const pressed = field('say');
  if (pressed !== undefined) return typedSaid(pressed, field('question'));
  const typed = field('text');
  if (typed !== undefined) return typedSaid(typed, undefined);
  const whole = parseObject(field('action'));
  if (whole !== undefined) return cardSaid(whole, cardValues(fields));
  const alone = parseObject(field('action-alone'));
  if (alone !== undefined) return cardSaid(alone, {});
  const choice: Choice | undefined = parseObject(field('choice'));
  const question = field('question');
  const about = question === undefined ? {} : { question };
  if (choice?.type === 'messageBack')
    return {
      type: 'message',
      ...(typeof choice.text === 'string' ? { text: choice.text } : {}),
      value: choice.value,
      channelData: { messageBack: { displayText: choice.displayText }, ...about },
    };
  if (choice?.type !== 'postBack') return undefined;
  return {
    type: 'message',
    ...(typeof choice.value === 'string' ? { text: choice.value } : { value: choice.value }),
    channelData: { postBack: true, ...about },
  };
}
