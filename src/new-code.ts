/** References and resume codes: unguessable, and readable over the phone. */
import { randomInt } from 'node:crypto';

/** No 0/O, 1/I/L, and nothing that sounds like its neighbour in a list of letters that matters: 31 signs. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * @param kind `reference` of a referral: `WW-7K3M-9PQR-X2` ; `resume` code: `7K3M-9PQR-X2` (both 49 bits of chance)
 * @param pick a whole number from 0 up to its argument, by chance; the machine's secure one unless told
 * @returns a code with at least one digit, so that no word is taken for one
 */
export function newCode(kind: 'reference' | 'resume', pick: (below: number) => number = randomInt): string {
  let signs = '';
  do {
    signs = Array.from({ length: 10 }, () => SIGNS[pick(SIGNS.length)]).join('');
  } while (!/\d/.test(signs));
  const grouped = `${signs.slice(0, 4)}-${signs.slice(4, 8)}-${signs.slice(8)}`;
  return kind === 'reference' ? `WW-${grouped}` : grouped;
}
