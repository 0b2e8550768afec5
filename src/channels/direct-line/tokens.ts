import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Clients refresh every 10 to 15 minutes; under about 20 minutes a token would die in between. */
export const TOKEN_SECONDS = 30 * 60;
/** A counsellor's: so often their page is asked whether they are still signed in, and the conversation still shared. */
export const COUNSELLOR_TOKEN_SECONDS = 15 * 60;
/** The stream's token travels in a URL, and URLs land in logs: good for one connection, now. */
const STREAM_TOKEN_SECONDS = 60;

/** `chat` opens the conversation's routes, `stream` only its WebSocket. */
type Purpose = 'chat' | 'stream';

export interface TokenClaims {
  readonly conv: string;
  /** Absent: the token is not bound to a user, and the client says who speaks. */
  readonly user?: string | undefined;
  /** The conversation was promised by tokens/generate and is stored when it starts; without this, "not found" means gone. */
  readonly unstarted?: boolean | undefined;
  /** When a stream that this opens ends, in seconds since 1970; absent: it lasts as long as somebody looks on. */
  readonly until?: number | undefined;
}

export type TokenVerdict =
  | { readonly is: 'valid'; readonly claims: TokenClaims; readonly expiresAt: Date }
  | { readonly is: 'expired' }
  | { readonly is: 'bad' };

export interface Tokens {
  issue(purpose: Purpose, claims: TokenClaims, seconds?: number): string;
  verify(purpose: Purpose, token: string): TokenVerdict;
}

const Payload = z.object({
  aud: z.string(),
  exp: z.number(),
  conv: z.string().min(1),
  user: z.string().optional(),
  unstarted: z.boolean().optional(),
  until: z.number().optional(),
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const HEADER = encode({ alg: 'HS256', typ: 'JWT' });
const audience = (purpose: Purpose) => `wegwijzer-${purpose}`;

/**
 * Signed tokens (JWT, RFC 7519, HS256) for one conversation each. Web Chat and DirectLineJS read the claims `user` and
 * `conv`, so those names are theirs. Only our own header is taken, so there is no algorithm for a forger to choose.
 * Throws when the key is too short to be a key.
 */
export function createTokens(key: string | Uint8Array, now: () => Date): Tokens {
  if (Buffer.byteLength(key) < 32) throw new Error('The key that signs Direct Line tokens must be at least 32 bytes.');
  const sign = (text: string) => createHmac('sha256', key).update(text).digest();

  return {
    issue(purpose, claims, seconds = purpose === 'stream' ? STREAM_TOKEN_SECONDS : TOKEN_SECONDS) {
      const issued = Math.floor(now().getTime() / 1000);
      const times = { iat: issued, exp: issued + seconds, jti: randomUUID() };
      const signed = `${HEADER}.${encode({ aud: audience(purpose), ...claims, ...times })}`;
      return `${signed}.${sign(signed).toString('base64url')}`;
    },

    verify(purpose, token) {
      const [header, payload, signature, ...rest] = token.split('.');
      if (header !== HEADER || payload === undefined || signature === undefined || rest.length > 0)
        return { is: 'bad' };
      const given = Buffer.from(signature, 'base64url');
      const right = sign(`${header}.${payload}`);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return { is: 'bad' };
      const { success, data } = Payload.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
      if (!success || data.aud !== audience(purpose)) return { is: 'bad' };
      const { exp, conv, user, unstarted, until } = data;
      if (exp * 1000 <= now().getTime()) return { is: 'expired' };
      return { is: 'valid', claims: { conv, user, unstarted, until }, expiresAt: new Date(exp * 1000) };
    },
  };
}

/** Whether two secrets are the same, in a time that does not tell where they differ. */
export function sameSecret(given: string, right: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(given), digest(right));
}
