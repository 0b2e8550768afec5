/** An order in which nobody comes first by name: it differs from person to person, and stays the same for one. */

/** The items in the order of this turn. Whoever sorts them afterwards leaves equals so: sorting keeps their order. */
export function orderByTurn<T>(items: readonly T[], idOf: (item: T) => string, turn: string): T[] {
  return items
    .map((item) => ({ item, at: mix(`${turn}/${idOf(item)}`) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** FNV-1a, and the last step of murmur3, since FNV alone hardly moves the high bits for the last letters. */
function mix(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
