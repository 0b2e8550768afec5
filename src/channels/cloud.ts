import { type Activity, CloudAdapter, ConfigurationServiceClientCredentialFactory, TurnContext } from 'botbuilder';
import { AuthenticationError } from 'botframework-connector';
import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { CachingAuthentication } from './caching-authentication.ts';
import {
  type Apologise,
  type BotLogic,
  CONVERSATION_KEY,
  type ConversationLog,
  INBOUND_ID,
  type InboundLedger,
  LOGS_REPLIES,
  type Report,
} from './ports.ts';
import { readJson } from './request-body.ts';
import { errorBody, sendJson } from './send-json.ts';

export interface CloudOptions {
  /** MICROSOFT_APP_ID. Without one there is no such endpoint: CloudAdapter would answer anyone, at any address they name. */
  readonly appId: string;
  readonly appPassword: string;
  /** MICROSOFT_APP_TENANT_ID: set for a single-tenant app registration. */
  readonly tenantId?: string | undefined;
  readonly bot: BotLogic;
  readonly ledger: InboundLedger;
  readonly exclusively: ConversationLog['exclusively'];
  readonly apologise: Apologise;
  readonly report: Report;
}

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

/** Teams and Azure Bot Service: `channel|conversation id`, so that no conversation there is ever one of our own. */
const conversationKey = ({ channelId, conversation }: Activity) => `${channelId}|${conversation.id}`;

/** Serves `/api/messages` for the channels that Azure carries. Gives the adapter back, for proactive messages. */
export function mountCloud(server: Server, options: CloudOptions): CloudAdapter {
  const channel = new CloudChannel(options);
  // Async, and without a value: restify refuses the one and logs the other.
  server.post('/api/messages', async (request: Request, response: Response) => {
    await channel.answer(request, response);
  });
  return channel;
}

class CloudChannel extends CloudAdapter {
  readonly #options: CloudOptions;

  constructor(options: CloudOptions) {
    const { appId, appPassword, tenantId } = options;
    if (appId.trim() === '') throw new Error('/api/messages needs an app id.');
    const credentials = new ConfigurationServiceClientCredentialFactory({
      MicrosoftAppId: appId,
      MicrosoftAppPassword: appPassword,
      MicrosoftAppType: tenantId === undefined ? 'MultiTenant' : 'SingleTenant',
      ...(tenantId === undefined ? {} : { MicrosoftAppTenantId: tenantId }),
    });
    super(new CachingAuthentication({}, credentials));
    this.#options = options;
    this.onTurnError = (context, error) => this.#saySorry(context, error);
  }

  /** A request's whole way, instead of CloudAdapter.process: that prints errors and sends their text to the caller. */
  async answer(request: Request, response: Response): Promise<void> {
    const body = await readJson(request);
    if (body.is === 'refused') return sendError(response, body.status, body.code, body.message);
    const { success, data } = Received.safeParse(body.value);
    if (!success) return sendError(response, 400, 'BadArgument', 'This is not an activity.');
    try {
      const activity = data as unknown as Activity;
      const invoked = await this.processActivity(request.headers.authorization ?? '', activity, (context) =>
        this.#runOnce(context),
      );
      if (invoked?.body === undefined) response.sendRaw(invoked?.status ?? 200, '');
      else sendJson(response, invoked.status, invoked.body);
    } catch (error) {
      if (error instanceof AuthenticationError)
        return sendError(response, 401, 'Unauthorized', 'This token is not good here.');
      this.#options.report('cloud-failed', error);
      sendError(response, 500, 'ServerError', 'Something went wrong here.');
    }
  }

  /** One turn of an activity, however often the channel sends it: a copy gets what the first forgot to say, or nothing. */
  async #runOnce(context: TurnContext): Promise<void> {
    const { bot, ledger, exclusively } = this.#options;
    const { id, type } = context.activity;
    if (type === 'typing') return;
    const key = conversationKey(context.activity);
    context.turnState.set(CONVERSATION_KEY, key);
    context.turnState.set(LOGS_REPLIES, false);
    await exclusively(key, async () => {
      if (id === undefined) return bot(context);
      const before = await ledger.open(key, id);
      if (before === 'sent') return;
      if (before === 'fresh') {
        context.turnState.set(INBOUND_ID, id);
        await bot(context);
      } else if (before.length > 0) await context.sendActivities([...before]);
      await ledger.markSent(key, id);
    });
  }

  async #saySorry(context: TurnContext, error: Error): Promise<void> {
    const { apologise, report } = this.#options;
    report('turn-failed', error);
    try {
      const text = await apologise(conversationKey(context.activity), context.activity.locale);
      const sorry = { type: 'message', text };
      const reference = TurnContext.getConversationReference(context.activity);
      // Past the turn's own handlers: one of them may still be keeping replies for a commit that never came.
      await this.sendActivities(context, [TurnContext.applyConversationReference(sorry, reference)]);
    } catch (second) {
      report('apology-failed', second);
    }
  }
}

function sendError(response: Response, status: number, code: string, message: string): void {
  sendJson(response, status, errorBody({ code, message }));
}
