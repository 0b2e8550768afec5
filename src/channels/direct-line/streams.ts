import type { Activity } from 'botbuilder';
import type { WebSocket } from 'ws';
import type { ConversationLog, Report } from '../ports.ts';
import { activitySet, shownActivity } from './shown.ts';

/** Proxies drop what is silent for a minute, and phones vanish without a word. */
const PING_EVERY_MS = 25_000;
/** A client that does not read: it is let go and comes back with its watermark. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
/** Time to say goodbye in; a socket whose client is gone would otherwise hold the server open. */
const GOODBYE_MS = 1000;

interface Viewer {
  readonly socket: WebSocket;
  /** The last log entry this socket was sent. */
  seen: number;
  alive: boolean;
}

export interface Streams {
  /**
   * From now on this socket gets what the log holds after `watermark`, backlog and news alike; after `lastsMs`, where
   * that is told, it is closed, and whoever may still look on comes back with a fresh token.
   */
  join(conversation: string, watermark: number, socket: WebSocket, lastsMs?: number): void;
  /** Sends something that is not in the log (typing), without a watermark. */
  showLive(conversation: string, activity: Partial<Activity>): void;
  start(): void;
  stop(): void;
}

/**
 * Pushes the log to open WebSockets. Every socket has its own place in the log and every push reads from there, so the
 * backlog and the live news are one thing: nothing can fall between them and nothing is sent twice, whichever process
 * wrote it.
 */
export function createStreams(log: Pick<ConversationLog, 'read' | 'watch'>, report: Report): Streams {
  const viewers = new Map<string, Set<Viewer>>();
  const pumping = new Map<string, { again: boolean }>();
  let unwatch: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  function goodbye(socket: WebSocket, code: 1001 | 1008 = 1001): void {
    socket.close(code);
    setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
  }

  function send(viewer: Viewer, frame: string): void {
    if (viewer.socket.readyState !== viewer.socket.OPEN) return;
    if (viewer.socket.bufferedAmount > MAX_BUFFERED_BYTES) viewer.socket.terminate();
    else viewer.socket.send(frame);
  }

  async function pump(conversation: string): Promise<void> {
    const running = pumping.get(conversation);
    if (running !== undefined) {
      running.again = true;
      return;
    }
    const entry = { again: true };
    pumping.set(conversation, entry);
    try {
      while (entry.again) {
        entry.again = false;
        await pushNews(conversation);
      }
    } catch (error) {
      // They come back with their watermark, perhaps at a process that can reach the store.
      report('stream-failed', error);
      for (const { socket } of viewers.get(conversation) ?? []) socket.close(1011);
    } finally {
      pumping.delete(conversation);
    }
  }

  async function pushNews(conversation: string): Promise<void> {
    const room = viewers.get(conversation);
    if (room === undefined) return;
    const logged = await log.read(conversation, Math.min(...[...room].map((viewer) => viewer.seen)));
    for (const viewer of room) {
      const news = logged.filter(({ seq }) => seq > viewer.seen);
      const last = news.at(-1);
      if (last === undefined) continue;
      send(viewer, JSON.stringify(activitySet(conversation, news, viewer.seen)));
      viewer.seen = last.seq;
    }
  }

  function leave(conversation: string, viewer: Viewer): void {
    const room = viewers.get(conversation);
    room?.delete(viewer);
    if (room?.size === 0) viewers.delete(conversation);
  }

  function ping(): void {
    for (const room of viewers.values())
      for (const viewer of room) {
        if (!viewer.alive) viewer.socket.terminate();
        viewer.alive = false;
        if (viewer.socket.readyState === viewer.socket.OPEN) viewer.socket.ping();
      }
  }

  return {
    join(conversation, watermark, socket, lastsMs) {
      if (stopped) return goodbye(socket);
      const viewer: Viewer = { socket, seen: watermark, alive: true };
      const room = viewers.get(conversation) ?? new Set();
      viewers.set(conversation, room.add(viewer));
      socket.on('pong', () => {
        viewer.alive = true;
      });
      // Clients send empty frames to keep proxies awake; whatever else they send here is not part of the protocol.
      socket.on('message', () => {
        viewer.alive = true;
      });
      socket.on('error', () => socket.terminate());
      const over =
        lastsMs === undefined
          ? undefined
          : setTimeout(() => {
              leave(conversation, viewer); // not a word more, however long the goodbye takes
              goodbye(socket, 1008);
            }, lastsMs).unref();
      socket.on('close', () => {
        clearTimeout(over);
        leave(conversation, viewer);
      });
      void pump(conversation);
    },
    showLive(conversation, activity) {
      const room = viewers.get(conversation);
      if (room === undefined) return;
      const frame = JSON.stringify({ activities: [shownActivity(conversation, { seq: 0, activity })] });
      for (const viewer of room) send(viewer, frame);
    },
    start() {
      unwatch ??= log.watch((conversation) => {
        if (viewers.has(conversation)) void pump(conversation);
      });
      timer ??= setInterval(ping, PING_EVERY_MS).unref();
    },
    stop() {
      stopped = true;
      unwatch?.();
      clearInterval(timer);
      for (const room of viewers.values()) for (const { socket } of room) goodbye(socket);
    },
  };
}
