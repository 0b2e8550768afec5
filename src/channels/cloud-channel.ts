/** Bot Framework's adapter for the channels that Azure carries: every activity has one turn, and we can speak first. */
import {
  type Activity,
  CloudAdapter,
  ConfigurationServiceClientCredentialFactory,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder';
import { CachingAuthentication } from './caching-authentication.ts';
import { afterConnectorError } from './connector-error.ts';
import {
  type Apologise,
  type BotLogic,
  CONVERSATION_KEY,
  type ConversationLog,
  type ConversationReferences,
  FROM_SERVER,
  INBOUND_ID,
  type InboundLedger,
  LOGS_REPLIES,
  REPLACES_PRESSED,
  type Report,
  type SpokeFirst,
  type TeamsWords,
} from './ports.ts';
import { cardAnswer, errorAnswer, type InvokeAnswer, messageAnswer } from './teams/invoke-response.ts';
import { type FromTeams, hearTeams, type Pressed } from './teams/received.ts';
import { answeredCard, outsideMessage } from './teams/said.ts';
import { ADAPTIVE_CARD, fitCard, showOnTeams } from './teams/shown.ts';

export interface CloudOptions {
  /** MICROSOFT_APP_ID. Without one there is no such endpoint: CloudAdapter would answer anyone, at any address they name. */
  readonly appId: string;
  readonly appPassword: string;
  /** MICROSOFT_APP_TENANT_ID: set for a single-tenant app registration. */
  readonly tenantId?: string | undefined;
  readonly bot: BotLogic;
  readonly ledger: InboundLedger;
  readonly exclusively: ConversationLog['exclusively'];
  readonly references: ConversationReferences;
  readonly apologise: Apologise;
  readonly teamsWords: TeamsWords;
  readonly report: Report;
  readonly now?: () => Date;
}

/** Azure's channels, for whoever has something to say first. */
export interface Cloud {
  /**
   * Runs a turn of the bot that nobody asked for, in the conversation with this key. `logic` commits what it says like
   * any turn. Throws what `logic` throws where that is no answer of the channel.
   * @param once names the turn: when it comes again because saying failed, what was committed is said, without a turn
   */
  speakFirst(key: string, logic: BotLogic, once: string): Promise<SpokeFirst>;
}

/** Teams and Azure Bot Service: `channel|conversation id`, so that no conversation there is ever one of our own. */
const conversationKey = ({ channelId, conversation }: Activity) => `${channelId}|${conversation.id}`;

/** Channels on which whoever chats may post events of any name: there an event proves nothing. */
const CLIENTS_SEND_EVENTS: ReadonlySet<string> = new Set(['directline', 'directlinespeech', 'webchat', 'emulator']);

/** Set in the turn state of a turn that we began: who began it hears of its failure, the person does not. */
const SPEAKS_FIRST = 'wegwijzer.speaksFirst';

export class CloudChannel extends CloudAdapter implements Cloud {
  readonly #options: CloudOptions;
  /** How a turn ended, for the invoke that began it: 'failed', or the card for the place of the one that was pressed. */
  readonly #ended = new WeakMap<Activity, 'failed' | object>();

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

  /**
   * Checks who sends an activity and runs its turn.
   * @returns what to answer an invoke with; undefined where 200 says it all. Throws AuthenticationError.
   */
  async receive(authorization: string, activity: Activity): Promise<InvokeAnswer | undefined> {
    const heard = hear(activity);
    const answered = await this.processActivity(authorization, heard.activity, (context) => this.#take(context, heard));
    return (await this.#answerInvoke(heard)) ?? answered;
  }

  async speakFirst(key: string, logic: BotLogic, once: string): Promise<SpokeFirst> {
    const { appId, exclusively, references, now = () => new Date() } = this.#options;
    const reference = await references.find(key);
    if (reference === undefined) return { is: 'accepted', receipt: 'gone' };
    try {
      await exclusively(key, () =>
        this.continueConversationAsync(appId, reference, async (context) => {
          context.turnState.set(SPEAKS_FIRST, true);
          await this.#runLedgered(context, key, once, () => logic(context));
        }),
      );
      return { is: 'accepted', receipt: 'said' };
    } catch (error) {
      const ended = afterConnectorError(error, now());
      if (ended === undefined) throw error;
      if (ended.is === 'accepted') await references.forget(key);
      return ended;
    }
  }

  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const responses: ResourceResponse[] = [];
    for (const activity of activities) {
      // The SDK makes up an id for what began such a turn; nobody can reply to that.
      if (context.turnState.get(SPEAKS_FIRST) === true) delete activity.replyToId;
      const forTeams = activity.channelId === 'msteams' && activity.type === 'message';
      const sent = await super.sendActivities(context, forTeams ? showOnTeams(activity) : [activity]);
      responses.push(sent[0] ?? { id: '' });
      // The store forgot it with the rest; what is remembered here must not outlive that.
      if (activity.channelData?.erased === true)
        await this.#options.references.forget(context.turnState.get(CONVERSATION_KEY));
    }
    return responses;
  }

  async #take(context: TurnContext, heard: FromTeams): Promise<void> {
    const { appId, bot, references, teamsWords } = this.#options;
    const { activity } = context;
    const key = conversationKey(activity);
    switch (heard.is) {
      case 'turn':
        await this.#runOnce(context, key, activity.id, async () => {
          await references.keep(key, TurnContext.getConversationReference(activity));
          context.turnState.set(FROM_SERVER, !CLIENTS_SEND_EVENTS.has(activity.channelId));
          await bot(context);
        });
        if (heard.pressed !== undefined) await this.#replacePressed(context, key, heard.pressed);
        return;
      case 'say':
        return this.#runOnce(context, key, heard.once, async () => {
          await context.sendActivity(await outsideMessage(teamsWords, key, activity, heard.what, appId));
        });
      case 'removed':
        return references.forget(key);
    }
  }

  /**
   * One turn of an activity, however often the channel sends it: a copy gets what the first forgot to say, or nothing.
   * @param once what tells a copy
   */
  async #runOnce(
    context: TurnContext,
    key: string,
    once: string | undefined,
    turn: () => Promise<void>,
  ): Promise<void> {
    await this.#options.exclusively(key, () => this.#runLedgered(context, key, once, turn));
  }

  /** The caller holds the conversation. */
  async #runLedgered(
    context: TurnContext,
    key: string,
    once: string | undefined,
    turn: () => Promise<void>,
  ): Promise<void> {
    const { ledger } = this.#options;
    context.turnState.set(CONVERSATION_KEY, key);
    context.turnState.set(LOGS_REPLIES, false);
    if (once === undefined) return turn();
    const before = await ledger.open(key, once);
    if (before === 'sent') return;
    if (before === 'fresh') {
      context.turnState.set(INBOUND_ID, once);
      await turn();
    } else if (before.length > 0) await context.sendActivities([...before]);
    await ledger.markSent(key, once);
  }

  /**
   * A card that was pressed gives way to what now stands answered: by the answer to its invoke where it came by one,
   * and for the person's other devices by an edit. The answer itself is safe: a failure here is only reported.
   */
  async #replacePressed(context: TurnContext, key: string, pressed: Pressed): Promise<void> {
    const { report, teamsWords } = this.#options;
    const { activity } = context;
    try {
      const own: object | undefined = context.turnState.get(REPLACES_PRESSED);
      const content =
        own === undefined ? await answeredCard(teamsWords, key, activity, pressed.question) : fitCard(own, '');
      this.#ended.set(activity, content);
      if (pressed.message === undefined || (own ?? pressed.question) === undefined) return;
      const message: Partial<Activity> = { type: 'message', attachments: [{ contentType: ADAPTIVE_CARD, content }] };
      const reference = TurnContext.getConversationReference(activity);
      const update = TurnContext.applyConversationReference(message, reference);
      await this.updateActivity(context, { ...update, id: pressed.message } as Activity);
    } catch (error) {
      report('card-not-replaced', error);
    }
  }

  /** What the client does with the card that was pressed; undefined where the activity is no invoke. */
  async #answerInvoke(heard: FromTeams): Promise<InvokeAnswer | undefined> {
    const { apologise, teamsWords } = this.#options;
    const { activity } = heard;
    const key = conversationKey(activity);
    if (heard.is === 'refused') {
      const { status, code } = heard.with;
      return status === 501 ? { status } : errorAnswer(status, code, 'This is not a press on a card of ours.');
    }
    if ((heard.is !== 'turn' && heard.is !== 'say') || !heard.invoked) return undefined;
    const ended = this.#ended.get(activity);
    if (typeof ended === 'object') return cardAnswer(ended);
    if (heard.is === 'say' && ended === undefined)
      return messageAnswer((await teamsWords(key, activity.locale, { say: heard.what })).text);
    return errorAnswer(500, 'ServerError', await apologise(key, activity.locale));
  }

  async #saySorry(context: TurnContext, error: Error): Promise<void> {
    if (context.turnState.get(SPEAKS_FIRST) === true) throw error;
    const { apologise, report } = this.#options;
    report('turn-failed', error);
    this.#ended.set(context.activity, 'failed');
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

/** Other channels of Azure say a message as we hear it. */
function hear(activity: Activity): FromTeams {
  if (activity.channelId === 'msteams') return hearTeams(activity);
  return activity.type === 'typing' ? { is: 'ignored', activity } : { is: 'turn', activity, invoked: false };
}
