/** Whose e-mail address may sign in: the list of COUNSELLORS. */

/**
 * @param list addresses (`anna@example.org`) and domains (`example.org`); a domain does not take in what lies under it
 * @returns whether an address, however its letters are written, stands on the list
 */
export function allowList(list: readonly string[]): (email: string) => boolean {
  const allowed = new Set(list.map((entry) => entry.toLowerCase()));
  return (email) => {
    const plain = email.toLowerCase();
    return allowed.has(plain) || allowed.has(plain.slice(plain.lastIndexOf('@') + 1));
  };
}
