import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { isCounsellorUser } from '../../domain/counsellor-user.ts';
import type { LocalConversation, Report } from '../ports.ts';
import { type Read, readBytes, readJson } from '../request-body.ts';
import { sendJson } from '../send-json.ts';
import { admitTo, boundUser, type Caller, identifyCaller } from './access.ts';
import { answering, openToPages, PREFIX } from './answer.ts';
import { type DirectLine, newConversationId } from './direct-line.ts';
import type { AllowedOrigins } from './origins.ts';
import { badArgument, conversationGone, DirectLineProblem, noToken, tooMany } from './problem.ts';
import { createRateLimit } from './rate-limit.ts';
import { acceptStreams, streamUrl } from './stream-upgrade.ts';
import { TOKEN_SECONDS, type TokenClaims } from './tokens.ts';
import { readUpload } from './upload.ts';
import { readWatermark } from './watermark.ts';

export interface MountOptions {
  /** DIRECTLINE_SECRET: what other servers show to make tokens for their users. Without it, nobody can. */
  readonly secret?: string | undefined;
  readonly allowedOrigins: AllowedOrigins;
  /** Where clients reach us, when that is not what their Host header says. */
  readonly publicUrl?: string | undefined;
  /** Believe X-Forwarded-For: only behind a proxy of our own that sets it. */
  readonly trustProxy?: boolean | undefined;
  /** Conversations that one address may start without a token. */
  readonly starts?: { readonly limit: number; readonly windowMs: number } | undefined;
  /** Told before its turn where something that a client says comes from. */
  readonly heardFrom?: ((conversation: string, address: string) => void) | undefined;
  readonly report: Report;
}

const Generate = z
  .object({
    user: z.object({ id: z.string().max(200).startsWith('dl_', 'a user id starts with dl_').optional() }).optional(),
  })
  .optional();

const Start = z
  .object({
    locale: z
      .string()
      .regex(/^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i)
      .max(35)
      .optional()
      .catch(undefined),
    /** Ours: what an agency's own page was given for this client. */
    invite: z.string().max(200).optional().catch(undefined),
    user: z
      .object({ id: z.string().min(1).max(200).optional().catch(undefined) })
      .optional()
      .catch(undefined),
  })
  .optional();

/** Serves Direct Line 3.0 on a restify server: HTTP routes and, on the same server, the WebSocket streams. */
export function mountDirectLine(server: Server, directLine: DirectLine, options: MountOptions): void {
  const { secret, report } = options;
  const { limit, windowMs } = options.starts ?? { limit: 60, windowMs: 60_000 };
  const admitAddress = createRateLimit(limit, windowMs, directLine.now);
  const caller = (request: Request) => identifyCaller(request, directLine.tokens, secret);

  /** A server speaks for many, each at an address of their own that it alone knows. */
  const hear = (request: Request, conversation: string, by: Caller | undefined) => {
    if (by?.is !== 'server') options.heardFrom?.(conversation, addressOf(request, options.trustProxy));
  };

  /** The conversation of the path and who asks for it. Throws 401, 403 or 404. */
  async function enter(request: Request): Promise<{ conversation: LocalConversation; by: Caller }> {
    const id: string = request.params.conversationId;
    const by = admitTo(id, caller(request));
    const conversation = await directLine.find(id);
    if (conversation === undefined) throw conversationGone();
    return { conversation, by };
  }

  const tokenAnswer = (claims: TokenClaims) => ({
    conversationId: claims.conv,
    token: directLine.tokens.issue('chat', claims),
    expires_in: TOKEN_SECONDS,
  });

  /** What opens the conversation and its stream from now on. */
  const access = (conv: string, by: Caller | undefined, user: string | undefined) => {
    if (by?.is !== 'client' || !isCounsellorUser(by.claims.user))
      return { ...tokenAnswer({ conv, user }), until: undefined };
    // A counsellor's token comes from their page, which asks each time whether they may still look on: here they keep
    // the one they have, and what they watch ends with it.
    const until = Math.floor(by.expiresAt.getTime() / 1000);
    const expires_in = until - Math.floor(directLine.now().getTime() / 1000);
    return { conversationId: conv, token: by.token, expires_in, until };
  };

  const conversationAnswer = (
    request: Request,
    id: string,
    by: Caller | undefined,
    user: string | undefined,
    watermark?: string,
  ) => {
    const { until, ...answer } = access(id, by, user);
    const token = directLine.tokens.issue('stream', { conv: id, until });
    return {
      ...answer,
      streamUrl: streamUrl(request, options.publicUrl, id, token, watermark),
      referenceGrammarId: id,
    };
  };

  async function generateToken(request: Request, response: Response): Promise<void> {
    const by = caller(request);
    if (by === undefined) throw noToken();
    if (by.is !== 'server')
      throw new DirectLineProblem(403, 'Forbidden', 'Only a server that knows the secret can make tokens.');
    const body = parsed(Generate, await readJson(request));
    sendJson(response, 200, tokenAnswer({ conv: newConversationId(), user: body?.user?.id, unstarted: true }));
  }

  async function refreshToken(request: Request, response: Response): Promise<void> {
    const by = caller(request);
    if (by === undefined) throw noToken();
    if (by.is === 'server') throw badArgument('A secret does not expire. Refresh a token.');
    if (isCounsellorUser(by.claims.user))
      throw new DirectLineProblem(403, 'Forbidden', 'Ask the page for a new token.');
    if (!by.claims.unstarted && (await directLine.find(by.claims.conv)) === undefined) throw conversationGone();
    sendJson(response, 200, tokenAnswer(by.claims));
  }

  async function startConversation(request: Request, response: Response): Promise<void> {
    const by = caller(request);
    if (by === undefined) {
      const admission = admitAddress(addressOf(request, options.trustProxy));
      if (admission.is === 'refused') throw tooMany(admission.retryAfterSeconds);
    }
    const body = parsed(Start, await readJson(request));
    if (by?.is === 'client')
      return startPromised(request, response, by, { locale: body?.locale, invite: body?.invite });
    const named = by?.is === 'server' ? body?.user?.id : undefined;
    const userId = isCounsellorUser(named) ? undefined : named;
    const id = newConversationId();
    hear(request, id, by);
    const opening = { locale: body?.locale, invite: body?.invite, userId };
    const conversation = await directLine.startConversation({ id, ...opening });
    // Bound to a user only where a server named one: a plain client knows its own words by the id it gave them.
    sendJson(response, 201, conversationAnswer(request, conversation.id, by, userId));
  }

  /** The conversation that a token was made for: started now, or already there (then nobody is greeted again). */
  async function startPromised(
    request: Request,
    response: Response,
    by: Caller & { readonly is: 'client' },
    opening: { readonly locale: string | undefined; readonly invite: string | undefined },
  ) {
    const { claims } = by;
    hear(request, claims.conv, by);
    let conversation = await directLine.find(claims.conv);
    const status = conversation === undefined ? 201 : 200;
    if (conversation !== undefined) await directLine.resume(conversation);
    else if (claims.unstarted)
      conversation = await directLine.startConversation({ id: claims.conv, userId: claims.user, ...opening });
    else throw conversationGone();
    sendJson(response, status, conversationAnswer(request, conversation.id, by, claims.user));
  }

  async function reconnect(request: Request, response: Response): Promise<void> {
    const { conversation, by } = await enter(request);
    const watermark = readWatermark(request);
    sendJson(response, 200, conversationAnswer(request, conversation.id, by, boundUser(by), String(watermark)));
  }

  async function getActivities(request: Request, response: Response): Promise<void> {
    const { conversation } = await enter(request);
    sendJson(response, 200, await directLine.read(conversation.id, readWatermark(request)));
  }

  async function postActivity(request: Request, response: Response): Promise<void> {
    const { conversation, by } = await enter(request);
    const posted = taken(await readJson(request));
    hear(request, conversation.id, by);
    const { id } = await directLine.receive(conversation, posted, boundUser(by), by.is === 'server');
    sendJson(response, 200, { id });
  }

  async function upload(request: Request, response: Response): Promise<void> {
    const { conversation, by } = await enter(request);
    const userId = new URL(request.url ?? '', 'http://here').searchParams.get('userId') ?? undefined;
    const posted = taken(await readUpload(taken(await readBytes(request)), request.headers['content-type'], userId));
    hear(request, conversation.id, by);
    const { id } = await directLine.receive(conversation, posted, boundUser(by));
    sendJson(response, 200, { id });
  }

  const unknown = async (): Promise<void> => {
    throw new DirectLineProblem(404, 'NotFound', 'There is nothing here.');
  };

  const one = `${PREFIX}/conversations/:conversationId`;
  server.pre(openToPages(options.allowedOrigins, options.publicUrl));
  server.post(`${PREFIX}/tokens/generate`, answering(generateToken, report));
  server.post(`${PREFIX}/tokens/refresh`, answering(refreshToken, report));
  server.post(`${PREFIX}/conversations`, answering(startConversation, report));
  server.get(one, answering(reconnect, report));
  server.get(`${one}/activities`, answering(getActivities, report));
  server.post(`${one}/activities`, answering(postActivity, report));
  server.post(`${one}/upload`, answering(upload, report));
  // session/getsessionid (asked by some clients, who go on without it) and everything else.
  for (const method of ['get', 'post', 'put', 'patch', 'del', 'head'] as const)
    server[method](`${PREFIX}/*`, answering(unknown, report));
  acceptStreams(server.server, directLine, options);
}

/** What was read, or the refusal as a problem. */
function taken<T>(read: Read<T>): T {
  if (read.is === 'refused') throw new DirectLineProblem(read.status, read.code, read.message);
  return read.value;
}

function parsed<T>(schema: z.ZodType<T>, read: Read<unknown>): T {
  const { success, data, error } = schema.safeParse(taken(read));
  if (success) return data;
  const [issue] = error.issues;
  throw badArgument(`${issue?.path.join('.') || 'body'}: ${issue?.message}`);
}

function addressOf(request: Request, trustProxy: boolean | undefined): string {
  const forwarded = trustProxy ? request.headers['x-forwarded-for'] : undefined;
  // The last entry is the one that our own proxy wrote; those before it are the client's word.
  const last = (Array.isArray(forwarded) ? forwarded.at(-1) : forwarded)?.split(',').at(-1)?.trim();
  return last || (request.socket.remoteAddress ?? 'unknown');
}
