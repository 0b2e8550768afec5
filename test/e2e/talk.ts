/** A person's side of a conversation over Direct Line, as a client on the network holds it. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Activity } from 'botbuilder';

const POLL_MS = 15;
/** Longer than the server's own sweep for turns that a dead process left, on a busy machine. */
export const PATIENCE_MS = 30_000;

export interface Http {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of a server under test, looked into by the test
  readonly body: any;
}

/** One call with a JSON body. A connection that breaks off rejects. */
export async function call(
  method: string,
  url: string,
  token?: string,
  body?: unknown,
  headers: { readonly [name: string]: string } = {},
): Promise<Http> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: parse(text) };
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

export class Talk {
  readonly id: string;
  readonly token: string;
  /** Where the server is now; a restarted one has another port. */
  url: string;
  #watermark = '0';
  /** What the bot said since the person last said something. */
  replies: Partial<Activity>[] = [];

  constructor(url: string, id: string, token: string) {
    this.url = url;
    this.id = id;
    this.token = token;
  }

  /** Starts a conversation as a page without a token does, and waits for the greeting. */
  static async start(url: string, locale?: string): Promise<Talk> {
    const { status, body } = await call('POST', `${url}/v3/directline/conversations`, undefined, { locale });
    if (status !== 201) throw new Error(`starting a conversation answered ${status} ${JSON.stringify(body)}`);
    const talk = new Talk(url, body.conversationId, body.token);
    await talk.until((said) => said.some((one) => one.channelData?.question !== undefined));
    return talk;
  }

  get #path(): string {
    return `${this.url}/v3/directline/conversations/${this.id}/activities`;
  }

  /** What has been said since the last look. */
  async news(): Promise<Partial<Activity>[]> {
    const { status, body } = await call('GET', `${this.#path}?watermark=${this.#watermark}`, this.token);
    if (status !== 200) throw new Error(`reading answered ${status} ${JSON.stringify(body)}`);
    this.#watermark = body.watermark;
    return body.activities;
  }

  /** Everything that was ever said. */
  async history(): Promise<Partial<Activity>[]> {
    const { body } = await call('GET', this.#path, this.token);
    return body.activities;
  }

  /** Waits until what the bot said since the last message is as wanted. */
  async until(wanted: (said: readonly Partial<Activity>[]) => boolean): Promise<Partial<Activity>[]> {
    const said: Partial<Activity>[] = [];
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      said.push(...(await this.news()).filter(({ from }) => from?.role === 'bot'));
      if (wanted(said)) {
        this.replies = said;
        return said;
      }
      if (Date.now() > end) throw new Error(`waited in vain; the bot said ${JSON.stringify(said)}`);
      await wait(POLL_MS);
    }
  }

  /** Posts and does not wait for the reply. */
  async post(activity: object): Promise<Http> {
    return call('POST', this.#path, this.token, { type: 'message', ...activity });
  }

  /** Posts and waits for what the bot says to it. */
  async send(activity: object): Promise<Partial<Activity>[]> {
    const { status, body } = await this.post(activity);
    if (status !== 200) throw new Error(`posting answered ${status} ${JSON.stringify(body)}`);
    return this.until((said) => said.some(({ replyToId }) => replyToId === body.id));
  }

  say(text: string): Promise<Partial<Activity>[]> {
    return this.send({ text });
  }

  submit(value: object): Promise<Partial<Activity>[]> {
    return this.send({ value, channelData: { postBack: true } });
  }

  /** The message that asks something, if the last turn did. */
  asks(): Partial<Activity> | undefined {
    return this.replies.findLast(({ channelData }) => channelData?.question !== undefined);
  }

  /**
   * What the conversation came to: the first `channelData` of the turn that carries a referral or an outcome. News of
   * the referral may follow at once.
   */
  ending(): { referral?: { reference: string; status: string }; outcome?: { to: string; reason: string } } | undefined {
    return this.replies.find(({ channelData }) => channelData?.referral ?? channelData?.outcome)?.channelData;
  }
}
