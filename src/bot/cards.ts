/** Adaptive Cards from the templates in cards/, each with a plain-text twin for a channel that shows no cards. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'adaptivecards-templating';
import { type Attachment, CardFactory } from 'botbuilder';

const NAMES = ['choices', 'documents', 'review', 'share', 'outcome', 'desk-answer'] as const;
type CardName = (typeof NAMES)[number];

export interface Card {
  readonly attachment: Attachment;
  /** What the card says, as text: headings, lines and choices in reading order. */
  readonly plain: string;
}
export type RenderCard = (name: CardName, data: object) => Card;

/**
 * Reads the templates once; expanding one later costs tens of microseconds.
 * @param dir the cards/ folder
 * @throws Error naming the file that is missing or no JSON
 */
export function loadCards(dir: string): RenderCard {
  const templates = new Map(
    NAMES.map((name) => {
      const file = join(dir, `${name}.json`);
      try {
        return [name, new Template(JSON.parse(readFileSync(file, 'utf8')))] as const;
      } catch (error) {
        throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }),
  );
  return (name, data) => {
    const content = templates.get(name)?.expand({ $root: { fallback: '', ...escapeExpressions(data) } });
    const plain = plainTwin(content);
    content.fallbackText = plain;
    return { attachment: CardFactory.adaptiveCard(content), plain };
  };
}

/**
 * What a person typed may hold `${...}`; the template engine reads a value once and leaves what stands in it alone,
 * but an undefined value would leave the placeholder itself to be read. So: no undefined in a card's data.
 */
function escapeExpressions(data: object): object {
  for (const [key, value] of Object.entries(data)) {
    if (value === undefined) throw new Error(`card data "${key}" is undefined`);
  }
  return data;
}

/** A card read aloud: its texts and labels, one a line. */
function plainTwin(card: unknown): string {
  const lines: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const part of node) walk(part);
    if (typeof node !== 'object' || node === null) return;
    const item = node as Record<string, unknown>;
    if (item.type === 'TextBlock' && typeof item.text === 'string') lines.push(item.text);
    if (typeof item.type === 'string' && item.type.startsWith('Input.') && typeof item.label === 'string')
      lines.push(chosenTitle(item) === undefined ? item.label : `${item.label}: ${chosenTitle(item)}`);
    if (item.type === 'Action.OpenUrl') lines.push(`${item.title}: ${item.url}`);
    if (Array.isArray(item.choices) && item.style === 'expanded') {
      for (const choice of item.choices as { title: string }[]) lines.push(`- ${choice.title}`);
    }
    walk(item.body);
    walk(item.items);
    walk(item.columns);
    if (Array.isArray(item.actions))
      walk(item.actions.filter((action) => (action as { type?: string }).type === 'Action.OpenUrl'));
  };
  walk(card);
  return lines.join('\n');
}

/** What stands chosen in a list that opens; an open list shows its choices itself. */
function chosenTitle(item: Record<string, unknown>): string | undefined {
  if (!Array.isArray(item.choices) || item.style === 'expanded') return undefined;
  return (item.choices as { title: string; value: string }[]).find(({ value }) => value === item.value)?.title;
}
