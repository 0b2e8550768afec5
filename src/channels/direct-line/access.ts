import type { IncomingMessage } from 'node:http';
import { badToken, noToken, notYours, tokenExpired } from './problem.ts';
import { sameSecret, type TokenClaims, type Tokens } from './tokens.ts';

/** Who asks: another server that knows the secret, or someone with a token for one conversation. */
export type Caller =
  | { readonly is: 'server' }
  | { readonly is: 'client'; readonly claims: TokenClaims; readonly token: string; readonly expiresAt: Date };

/** What DirectLineJS sends as its token when it was given none. */
const NO_BEARER = 'undefined';

/** Who sent this request; undefined when it carries no token at all. Throws 401 or 403. */
export function identifyCaller(
  request: IncomingMessage,
  tokens: Tokens,
  secret: string | undefined,
): Caller | undefined {
  const { authorization } = request.headers;
  if (authorization === undefined) return undefined;
  if (!/^bearer /i.test(authorization)) throw noToken();
  const bearer = authorization.slice('bearer '.length).trim();
  if (bearer === NO_BEARER) return undefined;
  if (secret !== undefined && sameSecret(bearer, secret)) return { is: 'server' };
  const verdict = tokens.verify('chat', bearer);
  if (verdict.is === 'expired') throw tokenExpired();
  if (verdict.is === 'bad') throw badToken();
  return { is: 'client', claims: verdict.claims, token: bearer, expiresAt: verdict.expiresAt };
}

/** The caller, if this conversation is theirs to use. Throws 401 or 403. */
export function admitTo(conversationId: string, caller: Caller | undefined): Caller {
  if (caller === undefined) throw noToken();
  if (caller.is === 'client' && caller.claims.conv !== conversationId) throw notYours();
  return caller;
}

/** The user that what is posted comes from, where the token says so; otherwise the client's word counts. */
export const boundUser = (caller: Caller): string | undefined =>
  caller.is === 'client' ? caller.claims.user : undefined;
