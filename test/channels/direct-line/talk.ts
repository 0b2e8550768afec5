import { startServer } from '../a-server.ts';
import { committing, echo } from '../echo-bot.ts';
import { createMemoryLog } from '../memory-log.ts';

export const SECRET = 'the-secret-of-another-server';

type Options = Parameters<typeof startServer>[2];
type Script = Parameters<typeof committing>[1];

/** A server with a scripted bot on a log in memory, and the calls that a client makes. `close` it afterwards. */
export async function startTalk(options: Options = {}, script: Script = echo) {
  const log = createMemoryLog(options?.now);
  const server = await startServer(log, committing(log.commit, script), { secret: SECRET, ...options });

  async function call(
    method: string,
    path: string,
    token?: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    const response = await fetch(server.domain + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  }

  return {
    ...server,
    log,
    call,
    /** Starts a conversation as a public page does, and waits for its greeting. */
    async start(body?: object) {
      const started = await call('POST', '/conversations', undefined, body);
      const { conversationId: id, token, streamUrl } = started.body;
      await log.exclusively(id, async () => {});
      return { id, token, streamUrl } as { id: string; token: string; streamUrl: string };
    },
    /** Posts an activity and waits until its turn is done. */
    async say({ id, token }: { id: string; token: string }, activity: unknown) {
      const posted = await call('POST', `/conversations/${id}/activities`, token, activity);
      await log.exclusively(id, async () => {});
      return posted;
    },
    async texts({ id, token }: { id: string; token: string }): Promise<(string | undefined)[]> {
      const { body } = await call('GET', `/conversations/${id}/activities`, token);
      return body.activities.map(({ text }: { text?: string }) => text);
    },
  };
}

export type Talk = Awaited<ReturnType<typeof startTalk>>;

export function aClock(start = '2026-11-22T10:00:00Z') {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    pass(seconds: number) {
      time += seconds * 1000;
    },
  };
}
