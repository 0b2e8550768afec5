/** Direct Line 3.0 over the scripted chat, with the faults of a bad network at the press of a button. */
import type { Request, Response, Server } from 'restify';
import { type WebSocket, WebSocketServer } from 'ws';
import { answerJson, readJson, urlOf } from '../../src/web/exchange.ts';
import type { FakeChat } from './fake-chat.ts';

export interface Faults {
  /** No socket gets through. */
  sockets: boolean;
  /** The server takes what is posted, but its answer is lost. */
  loseAnswers: number;
  /** Tokens that have expired. */
  readonly expired: Set<string>;
  /** Every stream that is open. */
  readonly open: Set<WebSocket>;
  /** Posts that came in, by their client id. */
  readonly posts: string[];
}

/** Mounts the routes that the widget uses. Tokens are `token-ID` and, after a refresh, `token-ID-n`. */
export function mountFakeLine(server: Server, chat: FakeChat): Faults {
  const faults: Faults = { sockets: true, loseAnswers: 0, expired: new Set(), open: new Set(), posts: [] };

  const enter = (req: Request, res: Response): string | undefined => {
    const id = String(req.params.id);
    const token = req.headers.authorization?.replace('Bearer ', '') ?? '';
    if (!chat.talks.has(id)) answerJson(res, 404, { error: { code: 'Gone' } });
    else if (faults.expired.has(token) || !token.startsWith(`token-${id}`))
      answerJson(res, 403, { error: { code: 'TokenExpired' } });
    else return id;
    return undefined;
  };
  const after = (id: string, watermark: string | null) => {
    const log = chat.talks.get(id)?.log ?? [];
    return { activities: log.slice(Number(watermark || 0)), watermark: String(log.length) };
  };

  const base = '/v3/directline/conversations/:id';
  server.get(base, async (req: Request, res: Response): Promise<void> => {
    const id = enter(req, res);
    const watermark = urlOf(req).searchParams.get('watermark') ?? '';
    if (id !== undefined)
      answerJson(res, 200, {
        conversationId: id,
        streamUrl: `ws://elsewhere.example.org/stream/${id}?watermark=${watermark}`,
      });
  });
  server.get(`${base}/activities`, async (req: Request, res: Response): Promise<void> => {
    const id = enter(req, res);
    if (id !== undefined) answerJson(res, 200, after(id, urlOf(req).searchParams.get('watermark')));
  });
  server.post(`${base}/activities`, async (req: Request, res: Response): Promise<void> => {
    const id = enter(req, res);
    if (id === undefined) return;
    const activity = (await readJson(req, 100_000)) as { text?: string; channelData: { clientActivityID: string } };
    if (activity.text?.startsWith('te lang')) return answerJson(res, 413, { error: { code: 'MessageTooLarge' } });
    faults.posts.push(activity.channelData.clientActivityID);
    const user = req.headers.authorization?.endsWith('-counsellor') ? 'counsellor:1' : undefined;
    const stored = chat.take(id, activity as never, user);
    if (faults.loseAnswers > 0) {
      faults.loseAnswers -= 1;
      res.destroy();
      return;
    }
    answerJson(res, 200, { id: stored });
  });

  const sockets = new WebSocketServer({ noServer: true });
  server.server.on('upgrade', (req, socket, head) => {
    const url = urlOf(req);
    const id = url.pathname.replace('/stream/', '');
    const talk = chat.talks.get(id);
    if (!faults.sockets || talk === undefined) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(req, socket, head, (client) => {
      let at = Number(url.searchParams.get('watermark') || 0);
      const push = () => {
        const set = after(id, String(at));
        if (set.activities.length === 0) return;
        at = Number(set.watermark);
        client.send(JSON.stringify(set));
      };
      faults.open.add(client);
      talk.watchers.add(push);
      client.on('close', () => {
        talk.watchers.delete(push);
        faults.open.delete(client);
      });
      push();
    });
  });
  return faults;
}
