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
  /** Takes the message and closes the connection before it says so. */
  | 'drops-after'
  /** Reads the message and never answers. */
  | 'stalls'
  /** 421 in place of a greeting. */
  | 'too-busy';

/** The types of smtp-server know no DSN. */
interface Envelope {
  readonly dsn?: { readonly ret: unknown };
  readonly rcptTo: readonly { readonly dsn?: { readonly notify: unknown } }[];
}

export interface MailServer {
  readonly url: string;
  readonly received: readonly Email[];
  mood: Mood;
  /** How it meets the next messages before it goes back to its mood. */
  readonly next: Mood[];
  /** Mailboxes that do not exist, whatever its mood. */
  readonly unknown: Set<string>;
  /** What senders asked to be told of each message (DSN, RFC 3461). */
  readonly notices: readonly { readonly ret: unknown; readonly notify: unknown }[];
  /** Messages that began to arrive, also those that never got an answer. */
  readonly begun: number;
  close(): Promise<void>;
}

export async function startMailServer(
  mood: Mood = 'accepts',
  { dsn = false }: { readonly dsn?: boolean } = {},
): Promise<MailServer> {
  const received: Email[] = [];
  const notices: { ret: unknown; notify: unknown }[] = [];
  const next: Mood[] = [];
  const unknown = new Set<string>();
  const state = { mood, begun: 0 };
  const moods = new WeakMap<object, Mood>();
  const moodOf = (session: object): Mood => moods.get(session) ?? state.mood;
  const refusal = (responseCode: number) => Object.assign(new Error('not now'), { responseCode });

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    hideDSN: !dsn,
    onConnect: (session, done) => {
      const mood = next.shift();
      if (mood !== undefined) moods.set(session, mood);
      done(moodOf(session) === 'too-busy' ? refusal(421) : null);
    },
    onRcptTo: ({ address }, session, done) => {
      if (moodOf(session) === 'refuses-recipient' || unknown.has(address)) return done(refusal(550));
      if (moodOf(session) === 'greylists') return done(refusal(451));
      done();
    },
    onData: (stream, session, done) => {
      state.begun += 1;
      const mood = moodOf(session);
      const drop = () => {
        for (const open of server.connections) if (open.session === session) open._socket.destroy();
      };
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (mood === 'drops') drop();
      });
      stream.on('end', async () => {
        if (mood === 'stalls') return;
        if (mood === 'refuses-message') return done(refusal(554));
        received.push(await PostalMime.parse(Buffer.concat(chunks)));
        const { dsn: asked, rcptTo } = session.envelope as Envelope;
        notices.push({ ret: asked?.ret, notify: rcptTo[0]?.dsn?.notify });
        if (mood === 'drops-after') return drop();
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
    next,
    unknown,
    notices,
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
