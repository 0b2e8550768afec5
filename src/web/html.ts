/** HTML from templates in which every value is escaped. No Node: the widget uses it too. */

/** Markup that is safe as it is. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Value = Html | string | number | null | undefined | false | readonly Value[];

const ESCAPES: { readonly [char: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeText = (text: string): string => text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

const write = (value: Value): string => {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (Array.isArray(value)) return value.map(write).join('');
  return escapeText(String(value));
};

/** Template tag: text is escaped, Html is not, lists are joined, null, undefined and false are left out. */
export const html = (strings: TemplateStringsArray, ...values: readonly Value[]): Html =>
  new Html(strings.reduce((all, part, index) => all + write(values[index - 1]) + part));

/** An attribute, or nothing at all when its value is undefined or false; true writes the bare name. */
export const attr = (name: string, value: string | number | boolean | undefined): Html =>
  new Html(
    value === undefined || value === false
      ? ''
      : value === true
        ? ` ${name}`
        : ` ${name}="${escapeText(String(value))}"`,
  );
