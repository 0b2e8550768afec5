import { isIPv6 } from 'node:net';

export type Admission = { readonly is: 'admitted' } | { readonly is: 'refused'; readonly retryAfterSeconds: number };
export type RateLimit = (address: string) => Admission;

/** So many addresses at most; the ones longest unseen are forgotten first. */
const MAX_ADDRESSES = 10_000;

/**
 * `limit` per `windowMs` for an address, given back evenly as time passes. A reception centre or a library is one
 * address with many people behind it, so the limit must leave room for a class that starts together.
 * Addresses are kept in memory only, and a home network's IPv6 addresses (a /64) count as one.
 */
export function createRateLimit(limit: number, windowMs: number, now: () => Date): RateLimit {
  const spent = new Map<string, { used: number; at: number }>();
  const perToken = windowMs / limit;

  return (address) => {
    const key = network(address);
    const at = now().getTime();
    const before = spent.get(key);
    const used = before === undefined ? 0 : Math.max(0, before.used - (at - before.at) / perToken);
    spent.delete(key);
    if (spent.size >= MAX_ADDRESSES) spent.delete(spent.keys().next().value as string);
    const admitted = used + 1 <= limit;
    spent.set(key, { used: admitted ? used + 1 : used, at });
    if (admitted) return { is: 'admitted' };
    return { is: 'refused', retryAfterSeconds: Math.max(1, Math.ceil(((used + 1 - limit) * perToken) / 1000)) };
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
