/** The characters that Teams writes as HTML in what a person typed. */
const NAMED: { readonly [name: string]: string } = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** A code point that a text may hold; half a surrogate pair or a number beyond Unicode is left as it was written. */
function fromCode(code: number, written: string): string {
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : written;
}

/**
 * What a person typed in Teams, as plain text: entities read once, hard spaces as spaces, and in the `xml` format
 * without its tags. Line ends stay.
 */
export function plainText(text: string, format: string | undefined): string {
  const words = format === 'xml' ? text.replaceAll(/<[^<>]*>/g, ' ') : text;
  return words
    .replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (written, decimal, hex, name) => {
      if (decimal !== undefined) return fromCode(Number(decimal), written);
      if (hex !== undefined) return fromCode(Number.parseInt(hex, 16), written);
      return NAMED[String(name).toLowerCase()] ?? written;
    })
    .replaceAll(/[\u00a0\u202f\u200b\ufeff]/g, ' ')
    .replaceAll(/[ \t]+/g, ' ')
    .trim();
}
