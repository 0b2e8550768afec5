/**
 * A short letter, as HTML for mail programs and as plain text: a title and a few blocks, each in its own language and
 * direction. Inline styles only; nothing is loaded from elsewhere.
 */
import type { Language } from '../domain/referral.ts';
import { escapeHtml } from './escape-html.ts';
import { isolated, plainLine } from './plain.ts';

/** Which language a text is in, where it is not the letter's own; 'typed' is a person's own words, in any language. */
type Tongue = Language | 'typed';

export type Block =
  | { readonly is: 'text'; readonly text: string; readonly in?: Tongue; readonly strong?: boolean }
  | {
      readonly is: 'pairs';
      readonly pairs: readonly {
        readonly label: string;
        readonly value: string;
        readonly in?: Tongue;
        /** The same in another language. */
        readonly beside?: { readonly text: string; readonly in: Tongue };
      }[];
    }
  /** Somebody else's words under a heading that says whose. */
  | { readonly is: 'quote'; readonly label: string; readonly text: string; readonly in: Tongue }
  | { readonly is: 'link'; readonly label: string; readonly url: string };

export interface ShortLetter {
  readonly language: Language;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Direction = (language: Language) => 'ltr' | 'rtl';

/** What one block may hold: an answer or an advice is read here, a book is not. */
const LONGEST = 2_000;
const MOST_LINES = 40;

/** @returns both parts of the mail; texts are cut where they are endless, and everything is escaped */
export function renderShortLetter(
  letter: ShortLetter,
  dir: Direction,
): { readonly text: string; readonly html: string } {
  return { text: renderText(letter), html: renderHtml(letter, dir) };
}

function renderText({ title, blocks }: ShortLetter): string {
  return `${[line(title), ...blocks.map(textOf)].join('\n\n')}\n`;
}

function textOf(block: Block): string {
  switch (block.is) {
    case 'text':
      return said(block.text, block.in);
    case 'pairs':
      return block.pairs
        .map(({ label, value, in: tongue, beside }) => {
          const other = beside === undefined ? '' : ` / ${said(beside.text, beside.in)}`;
          return `${line(label)}: ${said(value, tongue)}${other}`;
        })
        .join('\n');
    case 'quote':
      return `${line(block.label)}:\n${linesOf(block.text)
        .map((one) => said(one, block.in))
        .join('\n')}`;
    case 'link':
      return `${line(block.label)}:\n${block.url}`;
  }
}

const FONT = "font:15px/1.5 'Segoe UI',Arial,sans-serif;color:#1b1b1b";
const CELL = 'padding:2px 12px 2px 0;vertical-align:top;text-align:start';
const QUIET = 'color:#595959';
const SPACE = 'margin:0 0 12px';

function renderHtml({ language, title, blocks }: ShortLetter, dir: Direction): string {
  const marked = (tongue: Tongue | undefined) => {
    if (tongue === undefined || tongue === language) return '';
    return tongue === 'typed' ? ' dir="auto"' : ` lang="${tongue}" dir="${dir(tongue)}"`;
  };
  const heading = escapeHtml(line(title));
  return `<!DOCTYPE html>
<html lang="${language}" dir="${dir(language)}"><head><meta charset="utf-8"><title>${heading}</title></head>
<body style="margin:0;background:#ffffff">
<div role="main" style="max-width:640px;margin:0 auto;padding:16px;${FONT}">
<h1 style="${SPACE};font-size:20px;line-height:1.3;color:#0b4f6c">${heading}</h1>
${blocks.map((block) => htmlOf(block, marked)).join('\n')}
</div>
</body></html>
`;
}

/** @param marked the attributes that say a text's language and direction */
function htmlOf(block: Block, marked: (tongue: Tongue | undefined) => string): string {
  switch (block.is) {
    case 'text': {
      const weight = block.strong === true ? ';font-weight:bold' : '';
      return `<p style="${SPACE}${weight}"${marked(block.in)}>${escapeHtml(line(block.text))}</p>`;
    }
    case 'pairs': {
      const cell = (text: string, tongue: Tongue | undefined) =>
        `<td style="${CELL}"><bdi${marked(tongue)}>${escapeHtml(line(text))}</bdi></td>`;
      const rows = block.pairs.map(({ label, value, in: tongue, beside }) => {
        const name = `<th scope="row" style="${CELL};${QUIET};font-weight:normal">${escapeHtml(line(label))}</th>`;
        return `<tr>${name}${cell(value, tongue)}${beside === undefined ? '' : cell(beside.text, beside.in)}</tr>`;
      });
      return `<table style="border-collapse:collapse;${SPACE}">${rows.join('')}</table>`;
    }
    case 'quote': {
      const text = linesOf(block.text).map(escapeHtml).join('<br>');
      const words = `<blockquote style="${SPACE};padding:2px 12px;border-inline-start:4px solid #0b4f6c"${marked(block.in)}>${text}</blockquote>`;
      return `<p style="margin:0;${QUIET}">${escapeHtml(line(block.label))}</p>${words}`;
    }
    case 'link': {
      const url = escapeHtml(block.url);
      const whole = `<span dir="ltr" style="${QUIET};font-size:12px;word-break:break-all">${url}</span>`;
      return `<p style="${SPACE}"><a href="${url}" style="color:#0b4f6c;font-weight:bold">${escapeHtml(line(block.label))}</a><br>${whole}</p>`;
    }
  }
}

const line = (text: string) => plainLine(text, LONGEST);

/** The lines that somebody wrote, without the empty ones; together no longer than one. */
function linesOf(text: string): string[] {
  const lines = text
    .slice(0, LONGEST * 2)
    .split(/\r\n|\r|\n|\u2028|\u2029/)
    .map(line)
    .filter((one) => one !== '');
  let room = LONGEST;
  return lines.slice(0, MOST_LINES).flatMap((one) => {
    if (room <= 0) return [];
    const shown = plainLine(one, room);
    room -= shown.length;
    return [shown];
  });
}

/** A person's own words keep their own direction inside ours. */
function said(text: string, tongue: Tongue | undefined): string {
  return tongue === undefined ? line(text) : isolated(line(text));
}
