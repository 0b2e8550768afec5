/** A real SMTP server that can be told how to behave. */
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** How the server meets the next message; it stays that way until told otherwise. */
export type Mood =
  | 'accepts'
  /** 550 on the recipient: no such mailbox. */
  | 'refuses-recipient'
  /** 554 once it has read the message. */
  | 'refuses-message'
  /** 451 on the recipient: come back later. */
  | 'greylists'
  /** Closes the connection in the middle of the message. */
  | 'drops'
  /** Reads the message and never answers. */
  | 'stalls'
  /** 421 in place of a greeting. */
  | 'too-busy';

export interface MailServer {
  readonly url: string;
  readonly received: readonly Email[];
  mood: Mood;
  /** Messages that began to arrive, also those that never got an answer. */
  readonly begun: number;
  close(): Promise<void>;
}

export async function startMailServer(mood: Mood = 'accepts'): Promise<MailServer> {
  const received: Email[] = [];
  const state = { mood, begun: 0 };
  const refusal = (responseCode: number) => Object.assign(new Error('not now'), { responseCode });

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onConnect: (_session, done) => done(state.mood === 'too-busy' ? refusal(421) : null),
    onRcptTo: (_address, _session, done) => {
      if (state.mood === 'refuses-recipient') return done(refusal(550));
      if (state.mood === 'greylists') return done(refusal(451));
      done();
    },
    onData: (stream, session, done) => {
      state.begun += 1;
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (state.mood === 'drops')
          for (const open of server.connections) if (open.session === session) open._socket.destroy();
      });
      stream.on('end', async () => {
        if (state.mood === 'stalls') return;
        if (state.mood === 'refuses-message') return done(refusal(554));
        received.push(await PostalMime.parse(Buffer.concat(chunks)));
        done();
      });
    },
  });
  server.on('error', () => {}); // connections that the other side gives up
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    get mood() {
      return state.mood;
    },
    set mood(value) {
      state.mood = value;
    },
    get begun() {
      return state.begun;
    },
    close: () =>
      new Promise((resolve) => {
        for (const open of server.connections) open._socket.destroy();
        server.close(() => resolve());
      }),
  };
}
