import { isIPv6 } from 'node:net';

type Admission = { readonly is: 'admitted' } | { readonly is: 'refused'; readonly retryAfterSeconds: number };
export type RateLimit = (address: string) => Admission;

/** So many addresses at most; the ones longest unseen are forgotten first. */
const MAX_ADDRESSES = 10_000;

/**
 * `limit` per `windowMs` for an address, given back evenly as time passes. A reception centre or a library is one
 * address with many people behind it, so the limit must leave room for a class that starts together.
 * Addresses are kept in memory only, and a home network's IPv6 addresses (a /64) count as one.
 */
export function createRateLimit(limit: number, windowMs: number, now: () => Date): RateLimit {
  /** When all that an address spent will have been given back, in ms. */
  const fullAgain = new Map<string, number>();
  const perStart = windowMs / limit;

  return (address) => {
    const key = network(address);
    const at = now().getTime();
    const full = Math.max(at, fullAgain.get(key) ?? 0);
    const waitMs = full + perStart - windowMs - at;
    fullAgain.delete(key);
    if (fullAgain.size >= MAX_ADDRESSES) fullAgain.delete(fullAgain.keys().next().value as string);
    fullAgain.set(key, waitMs > 0 ? full : full + perStart);
    return waitMs > 0 ? { is: 'refused', retryAfterSeconds: Math.ceil(waitMs / 1000) } : { is: 'admitted' };
  };
}

function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail?.split(':').filter(Boolean) ?? [];
  const groups = [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
