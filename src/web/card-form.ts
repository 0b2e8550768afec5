/** A form that was posted without JavaScript, as the activity that a Direct Line client would have sent. */
import { createHash } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { z } from 'zod';

const choice = z.object({
  type: z.string(),
  title: z.string().optional(),
  value: z.unknown(),
  text: z.string().optional(),
  displayText: z.string().optional(),
});

const parseObject = (json: string): { [key: string]: unknown } | undefined => {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as { [key: string]: unknown })
      : undefined;
  } catch {
    return undefined;
  }
};

/** Values of a card's controls by their id, written as a Bot Framework client writes them: all strings. */
function cardValues(form: URLSearchParams): { [id: string]: string } {
  const values: { [id: string]: string } = {};
  for (const [name, value] of form) if (name.startsWith('off.')) values[name.slice(4)] = value;
  for (const name of new Set(form.keys()))
    if (name.startsWith('in.')) values[name.slice(3)] = form.getAll(name).join(',');
  return values;
}

function contentOf(form: URLSearchParams): Partial<Activity> | undefined {
  const typed = form.get('say') ?? form.get('text');
  if (typed !== null) return typed.trim() === '' ? undefined : { text: typed };
  const action = form.get('action');
  if (action !== null) {
    const data = parseObject(action);
    return data && { value: { ...data, ...cardValues(form) }, channelData: { postBack: true } };
  }
  const chosen = choice.safeParse(parseObject(form.get('choice') ?? ''));
  if (!chosen.success) return undefined;
  const { type, value, text, displayText } = chosen.data;
  if (type === 'messageBack')
    return { ...(text === undefined ? {} : { text }), value, channelData: { messageBack: { displayText } } };
  if (type !== 'postBack') return undefined;
  return typeof value === 'string'
    ? { text: value, channelData: { postBack: true } }
    : { value, channelData: { postBack: true } };
}

/**
 * The activity behind a posted form, or undefined when nothing was said. Its client activity id comes from the page's
 * own id and the content: a double click is one message, another choice after "back" in the browser is another.
 */
export function readSaid(form: URLSearchParams, locale: string): Partial<Activity> | undefined {
  const content = contentOf(form);
  if (content === undefined) return undefined;
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
  const page = (form.get('page') ?? '').replace(/[^\w-]/g, '').slice(0, 40);
  return {
    type: 'message',
    locale,
    ...content,
    channelData: { ...(content.channelData as object | undefined), clientActivityID: `${page}-${digest}` },
  };
}
