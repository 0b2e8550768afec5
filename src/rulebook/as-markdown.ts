/** The document as Markdown (CommonMark with GitHub's tables). */
import type { Block, Cell, Line, RulebookDocument, Run, Section } from './document.ts';

export function writeMarkdown(book: RulebookDocument): string {
  const contents = book.sections.map(({ anchor, title }) => `- [${escapeText(title)}](#${anchor})`).join('\n');
  return `${[
    `# ${escapeText(book.title)}`,
    ...book.intro.map((block) => writeBlock(block, 2)),
    `## ${escapeText(book.contentsTitle)}`,
    contents,
    ...book.sections.map((section) => writeSection(section, 2)),
  ].join('\n\n')}\n`;
}

function writeSection({ anchor, title, blocks }: Section, level: number): string {
  const heading = `${'#'.repeat(level)} <a id="${anchor}"></a>${escapeText(title)}`;
  return [heading, ...blocks.map((block) => writeBlock(block, Math.min(level + 1, 6)))].join('\n\n');
}

function writeBlock(block: Block, level: number): string {
  switch (block.kind) {
    case 'paragraph':
      return writeLine(block.line);
    case 'list':
      return block.items
        .map((item, at) => `${block.ordered ? `${at + 1}.` : '-'} ${item.map(writeLine).join('  \n  ')}`)
        .join('\n');
    case 'picture':
      return `![${escapeText(block.alt)}](${block.href})`;
    case 'section':
      return writeSection(block, level);
    case 'table': {
      const rows = block.rows.map(({ anchor, cells }) => {
        const [first = [], ...rest] = cells.map(writeCell);
        return `| ${anchor === undefined ? '' : `<a id="${anchor}"></a>`}${[first, ...rest].join(' | ')} |`;
      });
      const head = `| ${block.head.map(escapeText).join(' | ')} |\n|${block.head.map(() => '---').join('|')}|`;
      return `**${escapeText(block.caption)}**\n\n${head}\n${rows.join('\n')}`;
    }
  }
}

const writeCell = (cell: Cell): string => cell.map(writeLine).join('<br>');
const writeLine = (line: Line): string => line.map(writeRun).join('');

/** Signs that Markdown would read as its own; a pipe would end a cell, an angle bracket begin a tag. */
const escapeText = (text: string): string => text.replace(/[\\`*_[\]|#]/g, '\\$&').replace(/</g, '&lt;');

function writeRun(run: Run): string {
  if (typeof run === 'string') return escapeText(run);
  switch (run.kind) {
    case 'link':
      return run.text === run.href ? `<${run.href}>` : `[${escapeText(run.text)}](${run.href})`;
    case 'code':
      return `\`${run.text}\``;
    case 'source':
      return escapeText(run.text);
  }
}
