/** A real HTTPS server as a desk may run one: it checks the signature, drops repeats, and can be told how to behave. */
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type CloudEvent, HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import { makeCertificate } from './a-certificate.ts';

/** Its name; where that leads is for the test to say. */
export const ENDPOINT_HOST = 'desk.example.org';
export const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`;

/** How it meets a request; 'silent' reads it and never answers, 'cut' takes it and closes before it answers. */
export type Mood =
  | { readonly status: number; readonly headers?: { readonly [name: string]: string }; readonly body?: string }
  | 'silent'
  | 'cut'
  | 'endless';

export interface Endpoint {
  readonly url: string;
  readonly port: number;
  readonly ca: string;
  /** What it took, by webhook-id: a repeat is one. */
  readonly taken: ReadonlyMap<string, CloudEvent<unknown>>;
  /** Every request that it got, whatever it answered. */
  readonly requests: readonly { readonly headers: { readonly [name: string]: string }; readonly body: string }[];
  /** The next answers, in order; after them 202. */
  moods: Mood[];
  close(): Promise<void>;
}

/** @param host what it is called in its certificate; a name that leads here by itself needs no resolver of the test's own */
export async function startEndpoint(host = ENDPOINT_HOST, askedPort = 0): Promise<Endpoint> {
  const { key, cert } = makeCertificate([host]);
  const taken = new Map<string, CloudEvent<unknown>>();
  const requests: { headers: { [name: string]: string }; body: string }[] = [];
  const moods: Mood[] = [];
  const server: Server = createServer({ key, cert }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    const headers = request.headers as { [name: string]: string };
    requests.push({ headers, body });
    const mood = moods.shift() ?? { status: 202 };
    const take = () => {
      // Throws, and the request fails, when what came is not what was signed.
      new Webhook(SECRET).verify(body, headers);
      taken.set(headers['webhook-id'] ?? '', HTTP.toEvent({ headers, body }) as CloudEvent<unknown>);
    };
    if (mood === 'silent') return;
    if (mood === 'cut') {
      take();
      request.socket.destroy();
      return;
    }
    if (mood === 'endless') {
      take();
      response.writeHead(200);
      const more = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', more);
      };
      more();
      return;
    }
    if (mood.status < 300) take();
    response.writeHead(mood.status, mood.headers); // not chained: where restify is loaded it gives nothing back
    response.end(mood.body ?? '');
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(askedPort, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://${host}:${port}/referrals`,
    port,
    ca: cert,
    taken,
    requests,
    moods,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
