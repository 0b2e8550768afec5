/** How many conversations one address may start: a public page needs no account, so this is what keeps a flood out. */

/**
 * A bucket per address that holds `limit` starts and fills again over `perMs`. Returns 0 when a start is allowed, else
 * the seconds to wait. Addresses stay in memory, and only until their bucket is full again.
 */
export function createStartLimit(limit: number, perMs: number, now: () => number = Date.now) {
  const buckets = new Map<string, { left: number; at: number }>();
  return (address: string): number => {
    const time = now();
    if (buckets.size > 10_000) for (const [key, bucket] of buckets) if (time - bucket.at > perMs) buckets.delete(key);
    const bucket = buckets.get(address) ?? { left: limit, at: time };
    const left = Math.min(limit, bucket.left + ((time - bucket.at) / perMs) * limit);
    if (left < 1) return Math.ceil(((1 - left) * perMs) / limit / 1000);
    buckets.set(address, { left: left - 1, at: time });
    return 0;
  };
}
