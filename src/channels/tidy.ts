/** How deep a message may nest. Adaptive Cards and their values stay far below; a bomb of brackets does not. */
const MAX_DEPTH = 24;

export class TooDeep extends Error {}

/**
 * A copy of parsed JSON that every later step can take: without NUL characters and broken surrogate pairs (PostgreSQL
 * stores neither), without `__proto__`, and not so deep that a recursive copy would overflow the stack.
 * Throws TooDeep.
 */
export function tidy(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) throw new TooDeep('This message is nested too deeply.');
  if (Array.isArray(value)) return value.map((item) => tidy(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '__proto__')
      .map(([key, item]) => [tidy(key) as string, tidy(item, depth + 1)]),
  );
}
