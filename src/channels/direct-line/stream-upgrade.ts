import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Report } from '../ports.ts';
import { errorBody } from '../send-json.ts';
import { PREFIX } from './answer.ts';
import type { DirectLine } from './direct-line.ts';
import { type AllowedOrigins, judgeOrigin } from './origins.ts';
import { badToken, conversationGone, DirectLineProblem, noToken, notYours, tokenExpired } from './problem.ts';
import { readWatermark } from './watermark.ts';

const STREAM_PATH = new RegExp(`^${PREFIX}/conversations/([^/?]+)/stream(?:\\?|$)`);

/**
 * Where a client opens its stream: at our public address where that is secure (a proxy stands in front), else at the
 * one it used for this very request, so that a page's own-address policy holds on localhost and on a LAN alike.
 */
export function streamUrl(
  request: IncomingMessage,
  publicUrl: string | undefined,
  conversationId: string,
  token: string,
  watermark = '0',
): string {
  const used = `http://${request.headers.host}`;
  const url = new URL(
    publicUrl?.startsWith('https:') || !URL.canParse(used) ? (publicUrl ?? 'http://localhost') : used,
  );
  const path = `${PREFIX}/conversations/${conversationId}/stream`;
  return `${url.protocol === 'https:' ? 'wss' : 'ws'}://${url.host}${path}?${new URLSearchParams({ watermark, t: token })}`;
}

/** Answers WebSocket upgrades on the server's stream paths; browsers' CORS does not reach here, so Origin is checked. */
export function acceptStreams(
  server: Pick<Server, 'on'>,
  directLine: DirectLine,
  options: {
    readonly allowedOrigins: AllowedOrigins;
    readonly publicUrl?: string | undefined;
    readonly report: Report;
  },
): void {
  // Clients have nothing to say on a stream but empty frames.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024, perMessageDeflate: false });

  async function admit(
    request: IncomingMessage,
  ): Promise<{ conversation: string; watermark: number; until: number | undefined }> {
    if (judgeOrigin(request, options.allowedOrigins, options.publicUrl).is === 'refused')
      throw new DirectLineProblem(403, 'OriginNotAllowed', 'This site may not use this chat.');
    const [, conversation] = STREAM_PATH.exec(request.url ?? '') ?? [];
    if (conversation === undefined) throw new DirectLineProblem(404, 'NotFound', 'There is no stream here.');
    const token = new URL(request.url ?? '', 'http://here').searchParams.get('t');
    if (!token) throw noToken();
    const verdict = directLine.tokens.verify('stream', token);
    if (verdict.is === 'expired') throw tokenExpired();
    if (verdict.is === 'bad') throw badToken();
    const { conv, until } = verdict.claims;
    if (conv !== conversation) throw notYours();
    if (until !== undefined && until * 1000 <= directLine.now().getTime()) throw tokenExpired();
    const watermark = readWatermark(request);
    if ((await directLine.find(conversation)) === undefined) throw conversationGone();
    return { conversation, watermark, until };
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const drop = () => socket.destroy();
    socket.on('error', drop);
    admit(request).then(
      ({ conversation, watermark, until }) => {
        socket.off('error', drop);
        const lastsMs = until === undefined ? undefined : until * 1000 - directLine.now().getTime();
        sockets.handleUpgrade(request, socket, head, (stream) =>
          directLine.streams.join(conversation, watermark, stream, lastsMs),
        );
      },
      (error) => {
        if (!(error instanceof DirectLineProblem)) options.report('stream-refused', error);
        refuse(
          socket,
          error instanceof DirectLineProblem
            ? error
            : new DirectLineProblem(500, 'ServerError', 'Something went wrong here. Try again.'),
        );
      },
    );
  });
}

function refuse(socket: Duplex, problem: DirectLineProblem): void {
  const body = JSON.stringify(errorBody(problem));
  socket.end(
    `HTTP/1.1 ${problem.statusCode} ${STATUS_CODES[problem.statusCode]}\r\nConnection: close\r\nCache-Control: no-store\r\n` +
      `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
