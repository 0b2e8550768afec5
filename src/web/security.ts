/** The headers that keep a page to itself. */
import { createHash } from 'node:crypto';

/** Headers of every answer; a page replaces the Content-Security-Policy by its own. */
export const baseHeaders = (publicUrl: string): { readonly [name: string]: string } => ({
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
  // Our own forms still send their Origin (we check it); other sites learn nothing.
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  'Cross-Origin-Resource-Policy': 'same-origin',
  ...(publicUrl.startsWith('https:') ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
});

/** The style that every page carries, and the policy that allows it. */
export interface PagePolicy {
  readonly css: string;
  /** Content-Security-Policy of a page. */
  readonly page: string;
}

/**
 * The policy of our pages: scripts of our own only, the one style by its hash, framed only by the listed agencies
 * (exact origins, such as `https://agency.example.org`) and ourselves. The socket's origin is spelled out for browsers
 * in which 'self' does not cover WebSocket (Safari before 15.4).
 */
export function pagePolicy(css: string, publicUrl: string, frameAncestors: readonly string[]): PagePolicy {
  const hash = createHash('sha256').update(css).digest('base64');
  const socket = new URL(publicUrl).origin.replace(/^http/, 'ws');
  return {
    css,
    page: [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'sha256-${hash}'`,
      `connect-src 'self' ${socket}`,
      "img-src 'self' data:",
      "form-action 'self'",
      "base-uri 'none'",
      `frame-ancestors ${["'self'", ...frameAncestors].join(' ')}`,
    ].join('; '),
  };
}
