/**
 * Where an endpoint of a desk really is. Its name may lead anywhere, also into our own network: only addresses of the
 * public internet are taken, unless the name itself is allowed (OWASP, Server-Side Request Forgery Prevention).
 */
import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}
/** Throws with a code, such as ENOTFOUND, when the name leads nowhere. */
export type Resolve = (host: string) => Promise<readonly { readonly address: string }[]>;

export type Found =
  | { readonly is: 'found'; readonly address: Address }
  /** Loopback, private, link-local, metadata services, NAT64 ...: whatever is not plain unicast. */
  | { readonly is: 'private' }
  | { readonly is: 'nowhere'; readonly code: string };

export const resolveByDns: Resolve = (host) => lookup(host, { all: true });

/**
 * Asked once for every request; the request then goes to this very address, so that a name cannot change its mind in
 * between. A name with even one private address among its own is refused.
 * @param host as a URL gives it: lower case, an IPv6 address in brackets
 */
export async function findAddress(host: string, allowed: ReadonlySet<string>, resolve: Resolve): Promise<Found> {
  const name = host.replaceAll(/^\[|\]$/g, '');
  try {
    const addresses = ipaddr.isValid(name) ? [{ address: name }] : await resolve(name);
    const read = addresses.map(({ address }) => ipaddr.process(address));
    const first = read[0];
    if (first === undefined) return { is: 'nowhere', code: 'no-address' };
    if (!allowed.has(host) && !read.every((address) => address.range() === 'unicast')) return { is: 'private' };
    return { is: 'found', address: { address: first.toString(), family: first.kind() === 'ipv4' ? 4 : 6 } };
  } catch (error) {
    return { is: 'nowhere', code: ((error as NodeJS.ErrnoException).code ?? 'unknown').toLowerCase() };
  }
}
