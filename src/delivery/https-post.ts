/** One POST to an endpoint of a desk: to an address that was looked at, without redirects, and not for ever. */
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { type Address, findAddress, type Resolve, resolveByDns } from './public-address.ts';

export interface HttpsPostSettings {
  /** Host names that may lead into our own network. */
  readonly allowHosts: ReadonlySet<string>;
  readonly resolve?: Resolve;
  /** A certificate authority to trust beside the system's own. */
  readonly ca?: string;
  /** For all of it, from the connection to the answer's head. */
  readonly timeoutMs?: number;
}

export type Posted =
  /** Only the head of the answer: its body may repeat what we sent, and is thrown away unread. */
  | { readonly is: 'answered'; readonly status: number; readonly retryAfter: string | undefined }
  | { readonly is: 'private-address' }
  | { readonly is: 'not-https' }
  | { readonly is: 'failed'; readonly code: string };

export type HttpsPost = (url: string, headers: { readonly [name: string]: string }, body: string) => Promise<Posted>;

const TIMEOUT_MS = 15_000;
/** An answer that goes on longer is cut off. */
const MOST_BYTES = 65_536;

export function createHttpsPost(settings: HttpsPostSettings): HttpsPost {
  const { allowHosts, resolve = resolveByDns, ca, timeoutMs = TIMEOUT_MS } = settings;
  return async (url, headers, body) => {
    const target = new URL(url);
    if (target.protocol !== 'https:') return { is: 'not-https' };
    const found = await findAddress(target.hostname, allowHosts, resolve);
    if (found.is === 'private') return { is: 'private-address' };
    if (found.is === 'nowhere') return { is: 'failed', code: found.code };
    const signal = AbortSignal.timeout(timeoutMs);
    return new Promise((done) => {
      const options = {
        method: 'POST',
        headers,
        agent: false,
        signal,
        lookup: pinTo(found.address),
        ...(ca && { ca }),
      };
      const sent = request(target, options, (answer) => {
        done({ is: 'answered', status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] });
        discard(answer);
      });
      sent.on('error', (error: NodeJS.ErrnoException) => {
        done({ is: 'failed', code: signal.aborted ? 'timeout' : (error.code ?? 'unknown').toLowerCase() });
      });
      sent.end(body);
    });
  };
}

type LookupDone = (error: null, address: string | Address[], family?: number) => void;

function pinTo({ address, family }: Address) {
  return (_host: string, options: { readonly all?: boolean | undefined }, done: LookupDone): void => {
    if (options.all === true) done(null, [{ address, family }]);
    else done(null, address, family);
  };
}

function discard(answer: IncomingMessage): void {
  let bytes = 0;
  answer.on('error', () => {}); // cut off in the middle: its head is all that counts
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) answer.destroy();
  });
}
