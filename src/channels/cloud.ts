import type { Activity } from 'botbuilder';
import { AuthenticationError } from 'botframework-connector';
import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { type Cloud, CloudChannel, type CloudOptions } from './cloud-channel.ts';
import { readJson } from './request-body.ts';
import { errorBody, sendJson } from './send-json.ts';

/** What every activity from Azure has; the SDK's own check would throw past its error handling. */
const Received = z.looseObject({
  type: z.string().min(1),
  id: z.string().min(1).max(1000).optional(),
  channelId: z.string().min(1),
  serviceUrl: z.url({ protocol: /^https?$/ }),
  conversation: z.looseObject({ id: z.string().min(1) }),
  from: z.looseObject({ id: z.string() }).optional(),
  recipient: z.looseObject({ id: z.string() }).optional(),
  locale: z.string().optional().catch(undefined),
  timestamp: z.coerce.date().optional().catch(undefined),
  localTimestamp: z.coerce.date().optional().catch(undefined),
  expiration: z.coerce.date().optional().catch(undefined),
});

/** Serves `/api/messages` for the channels that Azure carries. */
export function mountCloud(server: Server, options: CloudOptions): Cloud {
  const channel = new CloudChannel(options);
  // Async, and without a value: restify refuses the one and logs the other.
  server.post('/api/messages', async (request: Request, response: Response) => {
    await answer(channel, options, request, response);
  });
  return channel;
}

/** A request's whole way, instead of CloudAdapter.process: that prints errors and sends their text to the caller. */
async function answer(
  channel: CloudChannel,
  { report }: CloudOptions,
  request: Request,
  response: Response,
): Promise<void> {
  const body = await readJson(request);
  if (body.is === 'refused') return sendError(response, body.status, body.code, body.message);
  const { success, data } = Received.safeParse(body.value);
  if (!success) return sendError(response, 400, 'BadArgument', 'This is not an activity.');
  try {
    const invoked = await channel.receive(request.headers.authorization ?? '', data as unknown as Activity);
    if (invoked?.body === undefined) response.sendRaw(invoked?.status ?? 200, '');
    else sendJson(response, invoked.status, invoked.body);
  } catch (error) {
    if (error instanceof AuthenticationError)
      return sendError(response, 401, 'Unauthorized', 'This token is not good here.');
    report('cloud-failed', error);
    sendError(response, 500, 'ServerError', 'Something went wrong here.');
  }
}

function sendError(response: Response, status: number, code: string, message: string): void {
  sendJson(response, status, errorBody({ code, message }));
}
