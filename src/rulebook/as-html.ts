/** The document as one HTML page that needs nothing beside it but the drawing. */
import type { Language } from '../domain/referral.ts';
import type { Block, Cell, Line, RulebookDocument, Run, Section } from './document.ts';
import { RULE_DATA_LANGUAGE } from './document.ts';
import { RULEBOOK_CSS } from './style.ts';

export interface PageFrame {
  readonly language: Language;
  readonly dir: 'ltr' | 'rtl';
  /** Other forms and languages of the same document, above it. */
  readonly links: readonly { readonly href: string; readonly text: string; readonly language?: Language }[];
  /** What the link past the header says. */
  readonly skip: string;
}

const ESCAPES: { readonly [char: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escapeMarkup = (text: string): string => text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char);

/** A whole page. Its style is RULEBOOK_CSS to the letter, so that a Content-Security-Policy can name it by its hash. */
export function writeHtml(book: RulebookDocument, frame: PageFrame): string {
  const links = frame.links.map(({ href, text, language }) => {
    const tongue = language === undefined ? '' : ` lang="${language}" hreflang="${language}"`;
    return `<li><a href="${escapeMarkup(href)}"${tongue}>${escapeMarkup(text)}</a></li>`;
  });
  return `<!doctype html>
<html lang="${frame.language}" dir="${frame.dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${escapeMarkup(book.title)} - Wegwijzer</title><link rel="icon" href="data:,"><style>${RULEBOOK_CSS}</style></head><body>
<a class="skip" href="#book">${escapeMarkup(frame.skip)}</a>
<header><p class="brand">Wegwijzer</p>${links.length === 0 ? '' : `<ul class="links">${links.join('')}</ul>`}</header>
<main id="book" tabindex="-1"><h1>${escapeMarkup(book.title)}</h1>
${writeBlocks(book.intro, 2)}
<nav aria-labelledby="contents"><h2 id="contents">${escapeMarkup(book.contentsTitle)}</h2>${writeContents(book.sections)}</nav>
${writeBlocks(book.sections, 2)}
</main></body></html>
`;
}

function writeContents(sections: readonly Section[]): string {
  const items = sections.map(({ anchor, title, blocks }) => {
    const inner = blocks.filter((block) => block.kind === 'section');
    const entry = `<a href="#${anchor}">${escapeMarkup(title)}</a>`;
    return `<li>${entry}${inner.length === 0 ? '' : writeContents(inner)}</li>`;
  });
  return `<ol>${items.join('')}</ol>`;
}

function writeBlocks(blocks: readonly Block[], level: number): string {
  return blocks.map((block) => writeBlock(block, level)).join('\n');
}

function writeBlock(block: Block, level: number): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${writeLine(block.line)}</p>`;
    case 'list': {
      const items = block.items.map((item) => `<li>${writeCell(item)}</li>`).join('');
      return block.ordered ? `<ol>${items}</ol>` : `<ul>${items}</ul>`;
    }
    case 'picture':
      return `<p class="picture"><img src="${escapeMarkup(block.href)}" alt="${escapeMarkup(block.alt)}"></p>`;
    case 'section': {
      const { anchor, title, blocks } = block;
      return `<section aria-labelledby="${anchor}"><h${level} id="${anchor}">${escapeMarkup(title)}</h${level}>\n${writeBlocks(blocks, Math.min(level + 1, 6))}</section>`;
    }
    case 'table': {
      const head = block.head.map((name) => `<th scope="col">${escapeMarkup(name)}</th>`).join('');
      const rows = block.rows.map(({ anchor, cells }) => {
        const [first = [], ...rest] = cells;
        const others = rest.map((one) => `<td>${writeCell(one)}</td>`).join('');
        const id = anchor === undefined ? '' : ` id="${anchor}"`;
        return `<tr${id}><th scope="row">${writeCell(first)}</th>${others}</tr>`;
      });
      // Wider than a phone: it scrolls by itself, also with the arrow keys.
      return `<div class="wide" role="group" aria-label="${escapeMarkup(block.caption)}" tabindex="0"><table><caption><span>${escapeMarkup(block.caption)}</span></caption><thead><tr>${head}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table></div>`;
    }
  }
}

/** Lines of their own keep some distance, so that each can be told from the next. */
const writeCell = (cell: Cell): string =>
  cell.length === 1 ? cell.map(writeLine).join('') : cell.map((line) => `<div>${writeLine(line)}</div>`).join('');
const writeLine = (line: Line): string => line.map(writeRun).join('');

function writeRun(run: Run): string {
  if (typeof run === 'string') return escapeMarkup(run);
  const text = escapeMarkup(run.text);
  switch (run.kind) {
    case 'link':
      return `<a href="${escapeMarkup(run.href)}">${text}</a>`;
    case 'code':
      return `<code>${text}</code>`;
    case 'source':
      return `<span lang="${RULE_DATA_LANGUAGE}" dir="ltr">${text}</span>`;
  }
}
