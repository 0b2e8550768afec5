/** Tables for a spreadsheet (RFC 4180), with which a cell can do nothing. */

/** A spreadsheet takes what begins so for a formula (OWASP, CSV injection): an apostrophe makes it text. */
const FORMULA = /^[=+\-@\t\r]/;

/** @returns the rows as a spreadsheet opens them; the byte order mark tells it that they are UTF-8 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => {
    const tame = FORMULA.test(text) ? `'${text}` : text;
    return /[",;\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
  };
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(';')}\r\n`).join('')}`;
}
