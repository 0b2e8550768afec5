import {
  type Activity,
  ActivityTypes,
  BotAdapter,
  type ConversationReference,
  INVOKE_RESPONSE_KEY,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder';
import type { ClaimsIdentity } from 'botframework-connector';
import { type BotLogic, CONVERSATION_KEY, FROM_SERVER, INBOUND_ID, LOGS_REPLIES } from '../ports.ts';

/** Marks conversations that we carry ourselves: proactive messages choose their adapter by it. It is no address. */
const LOCAL_SERVICE_URL = 'urn:wegwijzer:directline';

/** Who called, of what another server posted with the secret; no client can set it, and none is shown it. */
export const SERVER_CALLER = 'urn:wegwijzer:server';

type Logic = (context: TurnContext) => Promise<void>;

export interface DirectLineAdapterOptions {
  readonly now: () => Date;
  /** Runs `work` while no other turn of the conversation runs. */
  readonly exclusively: <T>(conversation: string, work: () => Promise<T>) => Promise<T>;
  /** Shows something passing (typing) to who is watching now; it is never stored. */
  readonly showLive: (conversation: string, activity: Partial<Activity>) => void;
  readonly pause: (ms: number) => Promise<void>;
}

/**
 * Bot Framework's adapter for the conversations that we serve ourselves. There is no connector behind it: what a bot
 * says is committed to the log by the bot, together with its state, and the log is what people see. So a message that
 * reaches sendActivities without having been captured would be said and forgotten at once; that is refused as a bug.
 */
export class DirectLineAdapter extends BotAdapter {
  readonly #options: DirectLineAdapterOptions;

  constructor(options: DirectLineAdapterOptions) {
    super();
    this.#options = options;
  }

  /**
   * Runs one turn on a stored activity. The caller holds the conversation (`exclusively`).
   * Throws what the bot throws: the turn is then not committed, and the caller decides whether to try again.
   */
  async processStored(
    conversation: string,
    inbound: { readonly id: string; readonly activity: Partial<Activity> },
    logic: BotLogic,
  ): Promise<void> {
    const context = this.#contextFor(conversation, { ...structuredClone(inbound.activity), id: inbound.id });
    context.turnState.set(INBOUND_ID, inbound.id);
    context.turnState.set(FROM_SERVER, inbound.activity.callerId === SERVER_CALLER);
    await this.runMiddleware(context, logic);
  }

  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const responses: ResourceResponse[] = [];
    for (const activity of activities) {
      responses.push({ id: '' });
      switch (activity.type) {
        case ActivityTypes.Trace: // holds state and answers; never for the person
          break;
        case 'delay': // the SDK's own word for a pause, not an activity type
          await this.#options.pause(Number(activity.value ?? 0));
          break;
        case ActivityTypes.InvokeResponse:
          context.turnState.set(INVOKE_RESPONSE_KEY, activity);
          break;
        case ActivityTypes.Typing:
          this.#options.showLive(context.activity.conversation.id, activity);
          break;
        default:
          throw new Error(`A ${activity.type} activity reached the Direct Line adapter without being committed.`);
      }
    }
    return responses;
  }

  /** What was shown stays as it was shown: other screens and the transcript already have it. */
  override async updateActivity(): Promise<never> {
    throw new Error('Direct Line does not change activities that were sent.');
  }

  override async deleteActivity(): Promise<never> {
    throw new Error('Direct Line does not delete activities that were sent.');
  }

  /**
   * Lets the bot speak first. Waits for the conversation's running turn, so never call it from inside one.
   * `logic` commits its replies like any turn, with no inbound activity.
   */
  override async continueConversation(reference: Partial<ConversationReference>, logic: Logic): Promise<void> {
    const conversation = reference.conversation?.id;
    if (conversation === undefined) throw new Error('A reference without a conversation leads nowhere.');
    const event: Partial<Activity> = { type: ActivityTypes.Event, name: 'ContinueConversation' };
    const activity = TurnContext.applyConversationReference(event, reference, true);
    await this.#options.exclusively(conversation, () =>
      this.runMiddleware(this.#contextFor(conversation, activity), logic),
    );
  }

  override async continueConversationAsync(
    _bot: string | ClaimsIdentity,
    reference: Partial<ConversationReference>,
    audienceOrLogic: string | Logic,
    logic?: Logic,
  ): Promise<void> {
    const run = typeof audienceOrLogic === 'function' ? audienceOrLogic : logic;
    if (run === undefined) throw new Error('continueConversationAsync needs something to run.');
    await this.continueConversation(reference, run);
  }

  #contextFor(conversation: string, activity: Partial<Activity>): TurnContext {
    const now = this.#options.now();
    const context = new TurnContext(this, {
      ...activity,
      channelId: 'directline',
      serviceUrl: LOCAL_SERVICE_URL,
      conversation: { ...activity.conversation, id: conversation },
      timestamp: new Date(activity.timestamp ?? now), // JSON made it text; the SDK's own adapters give a Date
      ...(activity.localTimestamp === undefined ? {} : { localTimestamp: new Date(activity.localTimestamp) }),
    } as Activity);
    context.turnState.set(CONVERSATION_KEY, conversation);
    context.turnState.set(LOGS_REPLIES, true);
    this.#stampReplies(context);
    return context;
  }

  /** Registered before the bot's own handlers, so what they capture says who speaks; ids and times are the log's. */
  #stampReplies(context: TurnContext): void {
    context.onSendActivities((_context, activities, next) => {
      for (const activity of activities) activity.from = { ...activity.from, role: 'bot' } as Activity['from'];
      return next();
    });
  }
}
