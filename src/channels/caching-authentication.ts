import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { ClaimsIdentity, ConnectorFactory, UserTokenClient } from 'botframework-connector';

/** Azure's channels use a handful of service addresses; the address comes from outside, so the map must not grow. */
const MAX_CLIENTS = 100;

/**
 * CloudAdapter builds two Azure clients for every turn, which costs half the time of a short one. This keeps them: one
 * connector per app id, address and audience, one token client per app id. Every request is still checked.
 */
export class CachingAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #connectors = new Map<string, ReturnType<ConnectorFactory['create']>>();
  readonly #tokenClients = new Map<string, Promise<UserTokenClient>>();

  override async authenticateRequest(
    ...args: Parameters<ConfigurationBotFrameworkAuthentication['authenticateRequest']>
  ): ReturnType<ConfigurationBotFrameworkAuthentication['authenticateRequest']> {
    const result = await super.authenticateRequest(...args);
    const factory = result.connectorFactory;
    if (factory === undefined) return result;
    return { ...result, connectorFactory: this.#caching(factory, result.claimsIdentity) };
  }

  /**
   * What we speak first with. It asks once: the SDK would wait for as long as a busy channel says, and nobody could
   * speak in that conversation meanwhile. Whoever has the news comes back with it.
   */
  override createConnectorFactory(claims: ClaimsIdentity): ConnectorFactory {
    const factory = super.createConnectorFactory(claims);
    const askOnce: ConnectorFactory = {
      create: async (serviceUrl, audience) => withoutRetries(await factory.create(serviceUrl, audience)),
    };
    return this.#caching(askOnce, claims, 'once');
  }

  override createUserTokenClient(claims: ClaimsIdentity): Promise<UserTokenClient> {
    return keep(this.#tokenClients, appIdOf(claims), () => super.createUserTokenClient(claims));
  }

  #caching(factory: ConnectorFactory, claims: ClaimsIdentity, kind = 'turns'): ConnectorFactory {
    return {
      create: (serviceUrl, audience) =>
        keep(this.#connectors, JSON.stringify([kind, appIdOf(claims), serviceUrl, audience]), () =>
          factory.create(serviceUrl, audience),
        ),
    };
  }
}

/** The SDK's option `noRetryPolicy` does nothing: the policy is taken out by hand. */
function withoutRetries<T>(connector: T): T {
  const { client } = connector as { client?: { pipeline: { removePolicy(which: { phase: 'Retry' }): unknown[] } } };
  if (client?.pipeline.removePolicy({ phase: 'Retry' }).length !== 1) throw new Error('no retry policy to take out');
  return connector;
}

/** Whose credentials answer: the token's audience is our app, or, from the emulator, its app id. */
function appIdOf(claims: ClaimsIdentity): string {
  return claims.getClaimValue('aud') ?? claims.getClaimValue('appid') ?? '';
}

/** The kept one, or a new one in place of the one unused longest. What failed to be made is not kept. */
function keep<T>(kept: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const made = kept.get(key) ?? make();
  kept.delete(key);
  kept.set(key, made);
  if (kept.size > MAX_CLIENTS) kept.delete(kept.keys().next().value as string);
  made.catch(() => kept.delete(key));
  return made;
}
