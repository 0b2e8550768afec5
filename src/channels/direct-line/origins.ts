import type { IncomingMessage } from 'node:http';

/** Web pages that may talk to us: any (a token is needed all the same), or our own and those on the list. */
export type AllowedOrigins = 'any' | readonly string[];

export type OriginVerdict =
  | { readonly is: 'allowed'; readonly header: string | undefined }
  | { readonly is: 'refused' };

/**
 * Judges the `Origin` of a request. Programs other than browsers send none, and are let through to the token check.
 * `header` is what Access-Control-Allow-Origin must say.
 */
export function judgeOrigin(
  request: IncomingMessage,
  allowed: AllowedOrigins,
  publicUrl: string | undefined,
): OriginVerdict {
  const { origin, host } = request.headers;
  if (origin === undefined) return { is: 'allowed', header: allowed === 'any' ? '*' : undefined };
  if (allowed === 'any') return { is: 'allowed', header: '*' };
  const own = publicUrl !== undefined && URL.canParse(publicUrl) && new URL(publicUrl).origin === origin;
  const same = URL.canParse(origin) && new URL(origin).host === host;
  return own || same || allowed.includes(origin) ? { is: 'allowed', header: origin } : { is: 'refused' };
}
