/** Which conversation a browser has: a signed cookie, never readable by a script, never in an address. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Sessions {
  /** The conversation of this browser, or undefined: none, expired or not signed by us. */
  read(req: IncomingMessage, embedded: boolean): string | undefined;
  /** The Set-Cookie header that ties this browser to a conversation. */
  write(conversationId: string, embedded: boolean): string;
  /** The Set-Cookie header by which this browser has no conversation any more. */
  drop(embedded: boolean): string;
}

/**
 * Sessions last as long as the browser stays open, and 12 hours at most after the last page: phones are shared, and
 * whoever wants to go on later asks for a code. A page inside another site's frame has a cookie of its own, kept apart
 * per site (Partitioned), because browsers drop every other cookie there.
 */
export function createSessions(options: {
  readonly key: string | Uint8Array;
  readonly publicUrl: string;
  readonly now?: () => number;
}): Sessions {
  const { key, now = Date.now } = options;
  const https = options.publicUrl.startsWith('https:');
  const prefix = https ? '__Host-' : '';
  const nameOf = (embedded: boolean) => `${prefix}wegwijzer${embedded && https ? '-frame' : ''}`;
  const placeOf = (embedded: boolean) => {
    const site = !https ? 'SameSite=Lax' : embedded ? 'Secure; SameSite=None; Partitioned' : 'Secure; SameSite=Lax';
    return `Path=/; HttpOnly; ${site}`;
  };
  const sign = (payload: string) => createHmac('sha256', key).update(`session:${payload}`).digest('base64url');

  return {
    read(req, embedded) {
      const name = nameOf(embedded);
      for (const pair of (req.headers.cookie ?? '').split(';')) {
        const [found, ...rest] = pair.trim().split('=');
        if (found !== name) continue;
        const [id = '', expires = '', signature = ''] = rest.join('=').split('.');
        const wanted = Buffer.from(sign(`${id}.${expires}`));
        const given = Buffer.from(signature);
        if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) continue;
        if (Number.parseInt(expires, 36) * 1000 > now()) return Buffer.from(id, 'base64url').toString('utf8');
      }
      return undefined;
    },
    write(conversationId, embedded) {
      const payload = `${Buffer.from(conversationId).toString('base64url')}.${Math.floor(now() / 1000 + 12 * 3600).toString(36)}`;
      return `${nameOf(embedded)}=${payload}.${sign(payload)}; ${placeOf(embedded)}`;
    },
    drop: (embedded) => `${nameOf(embedded)}=; Max-Age=0; ${placeOf(embedded)}`,
  };
}

/**
 * Whether a POST comes from our own page. Browsers say so in Sec-Fetch-Site, older ones in Origin; what says neither is
 * no browser that would add somebody's cookie by itself, so it passes only without one.
 */
export function isOwnPost(req: IncomingMessage, publicUrl: string): boolean {
  const site = req.headers['sec-fetch-site'];
  const origin = req.headers.origin;
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin === undefined) return site === 'same-origin' || req.headers.cookie === undefined;
  if (origin === new URL(publicUrl).origin) return true;
  try {
    return new URL(origin).host === req.headers.host;
  } catch {
    return false;
  }
}
