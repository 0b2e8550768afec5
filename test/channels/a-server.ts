import type { AddressInfo } from 'node:net';
import restify from 'restify';
import { createDirectLine, type DirectLine } from '../../src/channels/direct-line/direct-line.ts';
import { type MountOptions, mountDirectLine } from '../../src/channels/direct-line/routes.ts';
import type { BotLogic, ConversationLog } from '../../src/channels/ports.ts';

export const SIGNING_KEY = 'a key for tests only, long enough to sign with';

export interface RunningServer {
  readonly url: string;
  readonly domain: string;
  readonly directLine: DirectLine;
  readonly problems: string[];
  close(): Promise<void>;
}

/** A restify server on a free port that serves Direct Line only, refusing encoded bodies as the real one does. */
export async function startServer(
  log: ConversationLog,
  bot: BotLogic,
  options: Partial<MountOptions> & { now?: () => Date } = {},
): Promise<RunningServer> {
  const problems: string[] = [];
  const report = (code: string) => void problems.push(code);
  const directLine = createDirectLine({
    log,
    bot,
    signingKey: SIGNING_KEY,
    apologise: async (_key, locale) => `sorry (${locale})`,
    report,
    pause: async () => {},
    now: options.now ?? (() => new Date()),
  });
  const server = restify.createServer({ ignoreTrailingSlash: true });
  mountDirectLine(server, directLine, { allowedOrigins: 'any', report, ...options });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  directLine.start();
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    domain: `${url}/v3/directline`,
    directLine,
    problems,
    async close() {
      await directLine.stop();
      (server.server as import('node:http').Server).closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}
