/**
 * Who guesses at tokens and codes is stopped by address. A library is one address with many people behind it, so only
 * what turns out bad is counted, and what once opened from an address goes on opening there.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import ipaddr from 'ipaddr.js';
import { Refusal } from './exchange.ts';

/** What is guessed at; the label of the count in the metrics. */
export type GuessKind = 'desk' | 'status' | 'invite' | 'code' | 'continue' | 'sign-in' | 'api' | 'insight';

export interface Guesses {
  /**
   * Looks a token or code up, unless its address guessed wrongly too often.
   * @param secret what was shown: kept only as a hash, and only where it opened something
   * @param look the query; not asked when the address has to wait
   * @param isBad whether what was found means that the secret was a guess; what only expired is none
   * @returns what `look` found, or the seconds to wait. What `look` throws is thrown on and counts as nothing
   */
  look<T>(
    kind: GuessKind,
    address: string,
    secret: string,
    look: () => Promise<T>,
    isBad: (found: T) => boolean,
  ): Promise<
    { readonly is: 'looked'; readonly found: T } | { readonly is: 'refused'; readonly retryAfterSeconds: number }
  >;
}

/** So many wrong ones at once; one is forgiven every 30 seconds. */
const LIMIT = 20;
const FORGIVEN_EVERY_MS = 30_000;
/** So long, and so many an address, what opened goes on opening while others behind the address guess. */
const REMEMBERED_MS = 12 * 3_600_000;
const REMEMBERED = 200;
/** So many addresses at most; the ones longest unseen are forgotten first. */
const MAX_ADDRESSES = 10_000;

interface Guesser {
  /** When every wrong guess will have been forgiven, in ms. */
  clearAt: number;
  /** Hashes of what opened here -> until when that counts. */
  readonly opened: Map<string, number>;
}

/**
 * @param count told of every guess that was wrong or turned away
 * @param now in ms
 */
export function createGuesses(count: (kind: GuessKind) => void, now: () => number = Date.now): Guesses {
  const guessers = new Map<string, Guesser>();

  const guesserAt = (address: string): Guesser => {
    const key = networkOf(address);
    const guesser = guessers.get(key) ?? { clearAt: 0, opened: new Map() };
    guessers.delete(key); // seen last: at the end
    if (guessers.size >= MAX_ADDRESSES) guessers.delete(guessers.keys().next().value as string);
    guessers.set(key, guesser);
    return guesser;
  };
  const remember = ({ opened }: Guesser, hash: string) => {
    opened.delete(hash);
    if (opened.size >= REMEMBERED) opened.delete(opened.keys().next().value as string);
    opened.set(hash, now() + REMEMBERED_MS);
  };

  return {
    async look(kind, address, secret, look, isBad) {
      const guesser = guesserAt(address);
      const hash = createHash('sha256').update(`${kind}|${secret}`).digest('base64');
      if ((guesser.opened.get(hash) ?? 0) > now()) return { is: 'looked', found: await look() };

      const owed = Math.max(now(), guesser.clearAt) + FORGIVEN_EVERY_MS;
      const waitMs = owed - now() - LIMIT * FORGIVEN_EVERY_MS;
      if (waitMs > 0) {
        count(kind);
        return { is: 'refused', retryAfterSeconds: Math.ceil(waitMs / 1000) };
      }
      // Counted as wrong until it proves right: a thousand at once must not all be looked up before the first is judged.
      guesser.clearAt = owed;
      let bad = false;
      try {
        const found = await look();
        bad = isBad(found);
        if (!bad) remember(guesser, hash);
        return { is: 'looked', found };
      } finally {
        if (bad) count(kind);
        else guesser.clearAt -= FORGIVEN_EVERY_MS; // only its own: what is right does not forgive what was wrong
      }
    },
  };
}

/** Everything that a route needs to look a secret up with care. */
export interface GuessGuard {
  readonly guesses: Guesses;
  /** The address that a request comes from; behind a proxy, what the proxy says. */
  readonly addressOf: (req: IncomingMessage) => string;
}

/**
 * `look`, for a route: gives what was found.
 * @throws Refusal 429, with Retry-After set, when the address has to wait: the server makes a page or JSON of it
 */
export async function lookWithCare<T>(
  { guesses, addressOf }: GuessGuard,
  exchange: { readonly req: IncomingMessage; readonly res: ServerResponse },
  kind: GuessKind,
  secret: string,
  look: () => Promise<T>,
  isBad: (found: T) => boolean,
): Promise<T> {
  const looked = await guesses.look(kind, addressOf(exchange.req), secret, look, isBad);
  if (looked.is === 'looked') return looked.found;
  exchange.res.setHeader('Retry-After', String(looked.retryAfterSeconds));
  throw new Refusal(429, 'TooManyGuesses', `Too many wrong tries. Try again in ${looked.retryAfterSeconds} seconds.`);
}

/** One home or one hall: an IPv4 address, or the /64 that an IPv6 address lies in. What is no address is itself. */
function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}
