/** A mail server that can be slow: it has the whole letter and does not say yes yet. */
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { PATIENCE_MS } from './talk.ts';

export interface MailServer {
  /** For SMTP_URL. */
  readonly url: string;
  /** Every letter that was handed over in whole, accepted or not, repeats included. */
  readonly letters: readonly Email[];
  /** Says yes to what comes from now on and to what waits; before this, nothing is answered. */
  accept(): void;
  /** Waits until this many letters were handed over. */
  until(count: number): Promise<readonly Email[]>;
  close(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const letters: Email[] = [];
  let accept = () => {};
  const accepting = new Promise<void>((resolve) => {
    accept = resolve;
  });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    // A sender that is killed leaves its connection behind.
    closeTimeout: 100,
    async onData(stream, _session, callback) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      letters.push(await PostalMime.parse(Buffer.concat(chunks)));
      await accepting;
      callback();
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    accept,
    async until(count) {
      const end = Date.now() + 2 * PATIENCE_MS;
      while (letters.length < count) {
        if (Date.now() > end) throw new Error(`${letters.length} letters instead of ${count}`);
        await wait(20);
      }
      return letters;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
