/** A document as data: what is said, apart from the form in which it is written out. */

/** A piece of a line. `source`: words of the rule data, which stand in the language of that data. */
export type Run =
  | string
  | { readonly kind: 'link'; readonly href: string; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'source'; readonly text: string };
export type Line = readonly Run[];
/** Lines under each other. */
export type Cell = readonly Line[];

export interface TableRow {
  /** Where a link can point: unique in the document. */
  readonly anchor?: string;
  /** The first is the row's head. */
  readonly cells: readonly Cell[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly line: Line }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Cell[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly head: readonly string[];
      readonly rows: readonly TableRow[];
    }
  | { readonly kind: 'picture'; readonly href: string; readonly alt: string }
  | { readonly kind: 'section'; readonly anchor: string; readonly title: string; readonly blocks: readonly Block[] };
export type Section = Extract<Block, { kind: 'section' }>;

export interface RulebookDocument {
  readonly title: string;
  readonly intro: readonly Block[];
  readonly contentsTitle: string;
  readonly sections: readonly Section[];
}

export const paragraph = (...line: Run[]): Block => ({ kind: 'paragraph', line });
export const list = (items: readonly Cell[], ordered = false): Block => ({ kind: 'list', ordered, items });
export const section = (anchor: string, title: string, ...blocks: readonly Block[]): Section => ({
  kind: 'section',
  anchor,
  title,
  blocks,
});
export const table = (caption: string, head: readonly string[], rows: readonly TableRow[]): Block => ({
  kind: 'table',
  caption,
  head,
  rows,
});
/** One line of plain text. */
export const cell = (...line: Run[]): Cell => [line];
export const code = (text: string): Run => ({ kind: 'code', text });
export const source = (text: string): Run => ({ kind: 'source', text });
export const link = (href: string, text = href): Run => ({ kind: 'link', href, text });
/** A reference such as `S1 §7.1.2` as it is; a URL as a link. */
export const reference = (ref: string): Run => (/^https:\/\//.test(ref) ? link(ref) : source(ref));

/** The language in which notes and titles of the rule rows are written. */
export const RULE_DATA_LANGUAGE = 'en';
