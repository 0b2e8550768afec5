/** Who is signed in: a cookie that no script reads, and a sign in every form that only our own page can hold. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Cookies {
  /** The session of this browser; undefined where there is none. Whether it is (still) good, the server has to ask. */
  session(req: IncomingMessage): string | undefined;
  /** What was kept while the person signed in elsewhere. */
  kept(req: IncomingMessage): string | undefined;
  /** Set-Cookie headers. The session lasts no longer than the browser stays open; its 12 hours are the server's. */
  signIn(session: string): string;
  signOut(): string;
  keep(value: string, seconds: number): string;
  forget(): string;
}

/** @param publicUrl https makes the cookies secure, and ours alone (the `__Host-` prefix) */
export function createCookies(publicUrl: string): Cookies {
  const https = publicUrl.startsWith('https:');
  const [session, kept] = ['counsellor', 'counsellor-oidc'].map((name) => `${https ? '__Host-' : ''}wegwijzer-${name}`);
  const write = (name: string | undefined, value: string, age = '') =>
    `${name}=${value}; Path=/; HttpOnly;${https ? ' Secure;' : ''} SameSite=Lax${age}`;
  return {
    session: (req) => read(req, session),
    kept: (req) => read(req, kept),
    signIn: (value) => write(session, value),
    signOut: () => write(session, '', '; Max-Age=0'),
    keep: (value, seconds) => write(kept, value, `; Max-Age=${seconds}`),
    forget: () => write(kept, '', '; Max-Age=0'),
  };
}

function read(req: IncomingMessage, name: string | undefined): string | undefined {
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const [found, ...value] = pair.trim().split('=');
    if (found === name) return value.join('=') || undefined;
  }
  return undefined;
}

const BYTES = 16;
const markOf = (session: string): Buffer => createHmac('sha256', session).update('form').digest().subarray(0, BYTES);
const mix = (one: Buffer, other: Buffer): Buffer => Buffer.from(one.map((byte, at) => byte ^ (other[at] ?? 0)));

/** The sign of a form: another one in every page, so that compression gives nothing of it away (BREACH). */
export function signForm(session: string): string {
  const pad = randomBytes(BYTES);
  return Buffer.concat([pad, mix(markOf(session), pad)]).toString('base64url');
}

/** Whether a posted form came from a page that this session was shown. */
export function isSigned(session: string, sign: string): boolean {
  const bytes = Buffer.from(sign, 'base64url');
  if (bytes.length !== 2 * BYTES) return false;
  return timingSafeEqual(mix(bytes.subarray(BYTES), bytes.subarray(0, BYTES)), markOf(session));
}
