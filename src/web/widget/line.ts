/**
 * Our side of Direct Line 3.0: what a person says is queued until the server has it, once; what the bot says arrives by
 * WebSocket, or by asking again and again where sockets do not get through. Nothing is stored in the browser.
 */
import type { Activity } from 'botbuilder';

type Message = Partial<Activity>;

export interface Session {
  readonly conversationId: string;
  readonly token: string;
  /** Where the log stands that the page already shows; absent: show it all. */
  readonly watermark?: string;
}

export interface LineOptions {
  /** The conversation of this browser: an old one, or a new one at the first word. */
  readonly open: () => Promise<Response>;
  readonly known: Session | undefined;
  readonly onActivity: (activity: Message) => void;
  /** The page must show the whole log anew: it belongs to another conversation than the one it showed. */
  readonly onReset: () => void;
  /** The server has it, or will never take it. */
  readonly onSent: (clientId: string, taken: boolean) => void;
  readonly onState: (state: 'ok' | 'offline' | 'busy' | 'ended') => void;
}

export interface Line {
  say(activity: Message): string;
}

const API = '/v3/directline';
const REFRESH_MS = 600_000;
const POLL_MS = 2_000;
/** An answer that the server took but that does not come back this soon: the socket is dead and nobody noticed. */
const ECHO_MS = 5_000;

const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
  });

/** 0.5 s, then doubling, with some chance in it so that a server that comes back is not run over. */
const pause = (tries: number): Promise<void> =>
  wait(Math.min(8_000, 500 * 2 ** Math.min(tries, 4)) * (0.8 + 0.4 * Math.random()));

class Ended extends Error {}
/** The server asks for patience. */
class Busy extends Error {
  readonly ms: number;
  constructor(response: Response) {
    super();
    this.ms = Number(response.headers.get('retry-after') ?? 0) * 1000;
  }
}

export function openLine(options: LineOptions): Line {
  let session: Session | undefined;
  let watermark = '';
  let ended = false;
  let socket: WebSocket | undefined;
  let echo: ReturnType<typeof setTimeout> | undefined;
  const queue: { readonly id: string; readonly activity: Message }[] = [];

  const adopt = (next: Session) => {
    const other = session !== undefined && session.conversationId !== next.conversationId;
    const fresh = session === undefined || other;
    session = next;
    if (!fresh) return;
    watermark = next.watermark ?? '';
    if (other || next.watermark === undefined) options.onReset();
    void listen(next.conversationId);
  };

  let opening: Promise<void> | undefined;
  /** Whoever needs a session while one is being opened waits for that one: a second would be a second conversation. */
  const openSession = (): Promise<void> => {
    opening ??= (async () => {
      try {
        const response = await options.open();
        if (response.status === 429) throw new Busy(response);
        if (!response.ok) throw new Error(String(response.status));
        adopt(await response.json());
      } finally {
        opening = undefined;
      }
    })();
    return opening;
  };

  /** A request of this conversation, with a new token when the old one has run out. */
  async function call(path: string, init: RequestInit = {}, again = true): Promise<Response> {
    if (session === undefined) throw new Error('no session');
    const response = await fetch(`${API}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${session.token}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(20_000),
    });
    if ((response.status === 403 || response.status === 401) && again) {
      await openSession();
      return call(path, init, false);
    }
    if (response.status === 404) throw new Ended();
    if (response.status === 429) throw new Busy(response);
    return response;
  }

  const end = () => {
    ended = true;
    socket?.close();
    options.onState('ended');
  };

  const holdOn = async (error: unknown, tries: number): Promise<void> => {
    options.onState(error instanceof Busy ? 'busy' : 'offline');
    if (error instanceof Busy) await wait(error.ms);
    await pause(tries);
  };

  const receive = (set: { readonly activities?: readonly Message[]; readonly watermark?: string }) => {
    for (const activity of set.activities ?? []) {
      if (activity.from?.role === 'user') clearTimeout(echo);
      options.onActivity(activity);
    }
    if (set.watermark !== undefined) watermark = set.watermark;
    options.onState('ok');
  };

  const path = (id: string) => `/conversations/${encodeURIComponent(id)}`;

  async function poll(id: string): Promise<void> {
    const response = await call(`${path(id)}/activities?watermark=${watermark}`);
    if (!response.ok) throw new Error(String(response.status));
    receive(await response.json());
  }

  /** Listens until the socket closes; gives back whether it ever opened. */
  const stream = async (id: string): Promise<boolean> => {
    const response = await call(`${path(id)}?watermark=${watermark}`);
    if (!response.ok) throw new Error(String(response.status));
    const { streamUrl } = (await response.json()) as { streamUrl: string };
    // Always our own host: the page's policy allows no other, whatever name a proxy gave the server.
    const url = new URL(streamUrl, location.href);
    url.host = location.host;
    url.protocol = location.protocol.replace('http', 'ws');
    return new Promise((resolve) => {
      let opened = false;
      const current = new WebSocket(url);
      socket = current;
      const slow = setTimeout(() => current.close(), 10_000);
      current.onopen = () => {
        opened = true;
        clearTimeout(slow);
        options.onState('ok');
      };
      current.onmessage = ({ data }) => {
        if (typeof data === 'string' && data !== '') receive(JSON.parse(data));
      };
      current.onclose = () => {
        clearTimeout(slow);
        if (socket === current) socket = undefined;
        resolve(opened);
      };
    });
  };

  async function listen(id: string): Promise<void> {
    let tries = 0;
    let closed = 0;
    while (!ended && session?.conversationId === id) {
      try {
        if (closed < 3) {
          const opened = await stream(id);
          closed = opened ? 0 : closed + 1;
          if (!opened) await poll(id);
          tries = 0;
          await pause(0);
        } else {
          await poll(id);
          tries = 0;
          await wait(document.hidden ? 10 * POLL_MS : POLL_MS);
          // Perhaps sockets get through by now: one try in about a minute.
          if (Math.random() < 0.03) closed = 2;
        }
      } catch (error) {
        if (error instanceof Ended) return end();
        await holdOn(error, tries++);
      }
    }
  }

  let pumping = false;
  async function pump(): Promise<void> {
    if (pumping) return;
    pumping = true;
    for (let tries = 0, next = queue[0]; next !== undefined && !ended; next = queue[0]) {
      try {
        if (session === undefined) await openSession();
        const response = await call(`${path(session?.conversationId ?? '')}/activities`, {
          method: 'POST',
          body: JSON.stringify({ ...next.activity, from: { id: 'user' } }),
        });
        const refused = [400, 413, 415, 422].includes(response.status);
        if (!response.ok && !refused) throw new Error(String(response.status));
        queue.shift();
        options.onSent(next.id, response.ok);
        tries = 0;
        clearTimeout(echo);
        if (response.ok) echo = setTimeout(() => socket?.close(), ECHO_MS);
      } catch (error) {
        if (error instanceof Ended) end();
        else await holdOn(error, tries++);
      }
    }
    pumping = false;
  }

  setInterval(async () => {
    if (ended || session === undefined) return;
    const response = await call('/tokens/refresh', { method: 'POST' }).catch(() => undefined);
    if (response?.ok) session = { ...session, token: ((await response.json()) as { token: string }).token };
  }, REFRESH_MS);

  // A phone that wakes up has a socket that looks open and is not.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && session !== undefined && !ended)
      void poll(session.conversationId).catch(() => socket?.close());
  });

  if (options.known !== undefined) adopt(options.known);

  return {
    say(activity) {
      const id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
      const data: object = activity.channelData ?? {};
      queue.push({ id, activity: { ...activity, channelData: { ...data, clientActivityID: id } } });
      void pump();
      return id;
    },
  };
}
