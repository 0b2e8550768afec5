/**
 * Who may see the figures: counsellors who are signed in, and whoever runs a desk, by a secret that the operator hands
 * out. A browser gives the secret once, in a form, and gets a cookie; a program sends it as a bearer token.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Request, Response } from 'restify';
import { type GuessGuard, lookWithCare } from '../guesses.ts';

export interface InsightAccess {
  /** Who reads; undefined: may not. Throws Refusal 429 when too many secrets were tried from the address. */
  whoReads(req: Request, res: Response): Promise<'counsellor' | 'by-secret' | undefined>;
  /** The Set-Cookie header for who gave the secret in the form; undefined when it is wrong. Throws like whoReads. */
  enter(req: Request, res: Response, secret: string): Promise<string | undefined>;
  /** Whether there is a secret to give. */
  readonly bySecret: boolean;
}

export interface AccessParts {
  /** undefined: counsellors only. */
  readonly secret: string | undefined;
  /** Signs the cookie. */
  readonly key: string;
  readonly publicUrl: string;
  readonly isCounsellor: (req: IncomingMessage) => Promise<boolean>;
  readonly guard: GuessGuard;
  readonly now: () => Date;
}

/** A working day. */
const COOKIE_SECONDS = 12 * 3600;

export function createInsightAccess({ secret, key, publicUrl, isCounsellor, guard, now }: AccessParts): InsightAccess {
  const https = publicUrl.startsWith('https:');
  const cookie = `${https ? '__Host-' : ''}wegwijzer-insight`;
  // The secret is part of it: with another one, every cookie is void.
  const sign = (until: string) => createHmac('sha256', key).update(`insight|${until}|${secret}`).digest('base64url');

  const isRight = (req: Request, res: Response, given: string) => {
    const look = async () => secret !== undefined && areEqual(given, secret);
    return lookWithCare(guard, { req, res }, 'insight', given, look, (right) => !right);
  };

  const hasCookie = (req: IncomingMessage): boolean => {
    if (secret === undefined) return false;
    const pair = (req.headers.cookie ?? '').split(';').find((one) => one.trim().startsWith(`${cookie}=`));
    const [until = '', mac = ''] =
      pair
        ?.trim()
        .slice(cookie.length + 1)
        .split('.') ?? [];
    return areEqual(mac, sign(until)) && Number.parseInt(until, 36) * 1000 > now().getTime();
  };

  return {
    bySecret: secret !== undefined,
    async whoReads(req, res) {
      const [scheme, token] = (req.headers.authorization ?? '').split(' ');
      if (scheme?.toLowerCase() === 'bearer' && token)
        return (await isRight(req, res, token)) ? 'by-secret' : undefined;
      if (await isCounsellor(req)) return 'counsellor';
      return hasCookie(req) ? 'by-secret' : undefined;
    },
    async enter(req, res, given) {
      if (!(await isRight(req, res, given))) return undefined;
      const until = Math.floor(now().getTime() / 1000 + COOKIE_SECONDS).toString(36);
      return `${cookie}=${until}.${sign(until)}; Path=/; HttpOnly;${https ? ' Secure;' : ''} SameSite=Lax`;
    },
  };
}

/** Takes as long for a wrong one as for the right one. */
function areEqual(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
