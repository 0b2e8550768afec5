/** What a person typed, made fit to stand on one line of a letter: no control characters, no endless lines. */

/** Controls, line and paragraph separators, and the marks that turn text around for whatever follows them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it takes out
const UNFIT = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\ufeff]+/g;
const LONGEST = 400;

/** One line of at most `longest` characters; cut between characters as a reader counts them, and marked as cut. */
export function plainLine(text: string, longest: number = LONGEST): string {
  const line = text.toWellFormed().replaceAll(UNFIT, ' ').replaceAll(/ {2,}/g, ' ').trim();
  if (line.length <= longest) return closeIsolates(line);
  // Only as much is looked at as could be shown: a single "character" may carry thousands of marks.
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(line.slice(0, longest * 2))) {
    if (kept.length + segment.length > longest) break;
    kept += segment;
  }
  return `${closeIsolates(kept.trimEnd())} …`;
}

/** A cut may have left an isolate open; what follows the line must not be drawn into it. */
function closeIsolates(line: string): string {
  let open = 0;
  for (const sign of line) {
    if (sign >= '\u2066' && sign <= '\u2068') open += 1;
    if (sign === '\u2069' && open > 0) open -= 1;
  }
  return line + '\u2069'.repeat(open);
}

/** Text of unknown direction inside a sentence of another, for plain text; HTML has <bdi>. */
export function isolated(text: string): string {
  return `\u2068${text.replaceAll(/[\u2066-\u2069]/g, '')}\u2069`;
}
