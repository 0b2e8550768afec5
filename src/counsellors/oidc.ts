/** Signing in at an identity provider: OpenID Connect, authorization code with PKCE, state and nonce. */
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientError,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  ResponseBodyError,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { z } from 'zod';
import type { Oidc } from './ports.ts';

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the provider sends the browser back to; registered there. */
  readonly redirectUri: string;
}

const vouchedFor = z.object({ email: z.email(), email_verified: z.literal(true) });

/** Seconds that the provider may take to answer one request of ours. */
const PATIENCE = 10;

/**
 * The provider is looked up when somebody first signs in, and again after a failure: it may be down while we start.
 * Only an address that the provider has verified counts (`email_verified`): many let people write any address into their
 * profile. Whether that address may come in is the allow-list's to say.
 */
export function createOidc(settings: OidcSettings): Oidc {
  const { issuer, clientId, clientSecret, redirectUri } = settings;
  let known: Promise<Configuration> | undefined;
  const discover = () => {
    known ??= discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: PATIENCE,
      // config.ts lets http through for a provider on this very machine only.
      execute: issuer.startsWith('http:') ? [allowInsecureRequests] : [],
    }).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };

  return {
    async begin() {
      try {
        const configuration = await discover();
        const keep = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
        const url = buildAuthorizationUrl(configuration, {
          redirect_uri: redirectUri,
          scope: 'openid email',
          state: keep.state,
          nonce: keep.nonce,
          code_challenge: await calculatePKCECodeChallenge(keep.verifier),
          code_challenge_method: 'S256',
        });
        return { is: 'go', url: url.href, keep };
      } catch (error) {
        if (isForeign(error)) return { is: 'unreachable' };
        throw error;
      }
    },

    async finish(query, { state, nonce, verifier }) {
      try {
        const configuration = await discover();
        const tokens = await authorizationCodeGrant(configuration, new URL(`${redirectUri}?${query}`), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) return { is: 'refused', reason: 'invalid' };
        // Providers may keep the address out of the token and tell it only when asked.
        const told =
          claims.email === undefined ? await fetchUserInfo(configuration, tokens.access_token, claims.sub) : claims;
        const vouched = vouchedFor.safeParse(told);
        return vouched.success
          ? { is: 'vouched', email: vouched.data.email.toLowerCase() }
          : { is: 'refused', reason: 'unverified' };
      } catch (error) {
        if (error instanceof AuthorizationResponseError) return { is: 'refused', reason: 'denied' };
        if (error instanceof ResponseBodyError || error instanceof WWWAuthenticateChallengeError)
          return { is: 'refused', reason: 'invalid' };
        if (isUnreachable(error)) return { is: 'unreachable' };
        if (error instanceof ClientError) return { is: 'refused', reason: 'invalid' };
        throw error;
      }
    },
  };
}

const isForeign = (error: unknown): boolean => error instanceof ClientError || isUnreachable(error);

/** What fetch throws when nobody answers, and what openid-client makes of a time-out. */
const isUnreachable = (error: unknown): boolean =>
  (error instanceof TypeError && error.message === 'fetch failed') ||
  (error instanceof ClientError && error.code === 'OAUTH_TIMEOUT');
