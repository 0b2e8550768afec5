/** The bot's plain text as markup: paragraphs, lists, **strong** and links. No Node: the widget uses it too. */
import { type Html, html } from './html.ts';

/** An address that a link may lead to: never a script. */
export const isWebAddress = (address: string): boolean => /^(https?:|mailto:|tel:|\/(?!\/))/i.test(address);

/**
 * An address ends before the marks that isolate it in a line of the other direction (U+2066-2069), and before a stop.
 * A reference, a code or a date (WW-2345-ABCD-67, 2026-11-22) stays on one line: halves of it on two lines are read in
 * the wrong order where the text runs from the right.
 */
const INLINE =
  /(https?:\/\/[^\s<>"'\u2066-\u2069]*[^\s<>"'.,;:!?)\]»،؛؟\u2066-\u2069])|\*\*([^*\n]+)\*\*|((?<![\w-])(?:[A-Z\d]{2,4}-){2,3}[A-Z\d]{2,4}(?![\w-]))/gu;

const inline = (line: string): Html[] => {
  const parts: Html[] = [];
  let from = 0;
  for (const match of line.matchAll(INLINE)) {
    const [whole, address, strong, code] = match;
    if (match.index > from) parts.push(html`${line.slice(from, match.index)}`);
    if (code !== undefined) parts.push(html`<span class="whole">${code}</span>`);
    else if (strong !== undefined) parts.push(html`<strong>${strong}</strong>`);
    else if (address !== undefined)
      parts.push(
        html`<a href="${address}" target="_blank" rel="noopener noreferrer" dir="ltr">${address.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}</a>`,
      );
    from = match.index + whole.length;
  }
  if (from < line.length) parts.push(html`${line.slice(from)}`);
  return parts;
};

const BULLET = /^\s*[-*•]\s+/;

/** Lines that start with `-` become a list, a blank line starts a paragraph. Everything else stays text, escaped. */
export function richText(text: string): Html {
  const blocks: Html[] = [];
  for (const chunk of text.replace(/\r\n?/g, '\n').split(/\n\s*\n/)) {
    let plain: string[] = [];
    let items: string[] = [];
    const flush = () => {
      if (plain.length > 0)
        blocks.push(html`<p>${plain.map((line, index) => (index > 0 ? html`<br>${inline(line)}` : inline(line)))}</p>`);
      if (items.length > 0) blocks.push(html`<ul>${items.map((item) => html`<li>${inline(item)}</li>`)}</ul>`);
      plain = [];
      items = [];
    };
    for (const line of chunk.split('\n')) {
      const bullet = BULLET.test(line);
      if (bullet ? plain.length > 0 : items.length > 0) flush();
      if (bullet) items.push(line.replace(BULLET, ''));
      else if (line.trim() !== '') plain.push(line.trim());
    }
    flush();
  }
  return html`${blocks}`;
}
