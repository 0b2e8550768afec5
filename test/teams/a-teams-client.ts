/** The real application behind /api/messages, and people who use it in Teams: they type, tap and fill in cards. */
import type { Activity } from 'botbuilder';
import { connectorToken, startAzure } from '../channels/an-azure.ts';
import { newDataDir, startInProcess } from '../e2e/server.ts';
import { executed, installed, type Someone, submitted, typed } from './payloads.ts';

const TEAMS_ENV = { MICROSOFT_APP_PASSWORD: 'a password', LOG_LEVEL: 'info' };

export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the body of an invoke's answer, asserted by whoever asks
  readonly body: any;
}

interface Element {
  readonly type?: string;
  readonly id?: string;
  readonly title?: string;
  readonly verb?: string;
  readonly data?: Record<string, unknown>;
  readonly fallback?: Element;
}

export async function startTeams(appId: string, env: Record<string, string> = {}) {
  const azure = startAzure();
  const dir = newDataDir();
  const server = await startInProcess(dir.path, { ...TEAMS_ENV, MICROSOFT_APP_ID: appId, ...env });

  async function post(body: object, token = connectorToken()): Promise<Answered> {
    const response = await fetch(`${server.url.replace('localhost', '127.0.0.1')}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, connection: 'close' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  /** What was sent to one conversation, oldest first. */
  const sentTo = (who: Someone): Partial<Activity>[] =>
    azure.activities.filter(({ conversation }) => conversation?.id === who.conversation);

  return {
    azure,
    dataDir: dir.path,
    server,
    post,
    sentTo,
    person: (who: Someone) => person(who, post, () => sentTo(who)),
    async stop() {
      await server.stop();
      azure.close();
      dir.remove();
    },
  };
}
export type Teams = Awaited<ReturnType<typeof startTeams>>;
export type Person = ReturnType<typeof person>;

function person(who: Someone, post: (body: object) => Promise<Answered>, sent: () => Partial<Activity>[]) {
  let seen = 0;
  /** Sends, and keeps what came of it. */
  const send = async (body: object): Promise<Answered> => {
    seen = sent().length;
    return post(body);
  };
  const fresh = () => sent().slice(seen);
  const elements = () =>
    fresh().flatMap((message) => (message.attachments ?? []).flatMap(({ content }) => walk(content)));
  const buttons = () => elements().filter(({ type }) => type === 'Action.Execute');
  const find = (title: string): Element => {
    const found = buttons().find((button) => button.title === title);
    if (found === undefined)
      throw new Error(`no button "${title}" among ${JSON.stringify(buttons().map((one) => one.title))}`);
    return found;
  };
  const CARD = 'the-card';

  return {
    who,
    send,
    /** The messages that the last thing sent brought. */
    fresh,
    texts: () => fresh().map(({ text }) => text ?? ''),
    /** The titles of the buttons that stand in them. */
    buttons: () => buttons().map(({ title }) => title ?? ''),
    inputs: () => elements().filter(({ type }) => type?.startsWith('Input.') === true),
    asking: (): string | undefined =>
      fresh()
        .map(({ channelData }) => channelData?.question)
        .findLast((question) => question !== undefined),
    async install() {
      for (const event of installed(who)) await post(event);
    },
    type: (text: string) => send(typed(who, text)),
    /** Presses a button, with what is filled in beside it. */
    tap(title: string, inputs: object = {}, how: 'execute' | 'submit' = 'execute'): Promise<Answered> {
      const { verb, data, fallback } = find(title);
      if (how === 'submit') return send(submitted(who, { ...fallback?.data, ...inputs }, CARD));
      return send(executed(who, { ...(verb === undefined ? {} : { verb }), data: { ...data, ...inputs } }, CARD));
    },
    /** Presses a button of a card that came as the answer to a press. */
    tapOn(card: unknown, title: string, inputs: object = {}): Promise<Answered> {
      const button = walk(card).find((one) => one.type === 'Action.Execute' && one.title === title);
      if (button === undefined) throw new Error(`no button "${title}" on ${JSON.stringify(card)}`);
      const { verb, data } = button;
      return send(executed(who, { ...(verb === undefined ? {} : { verb }), data: { ...data, ...inputs } }, CARD));
    },
    /** What a press on this button is, to be sent as often as one likes. */
    press(title: string, inputs: object = {}) {
      const { verb, data } = find(title);
      return executed(who, { ...(verb === undefined ? {} : { verb }), data: { ...data, ...inputs } }, CARD);
    },
  };
}

/** Every element and action of a card, in reading order. */
export function walk(node: unknown): Element[] {
  if (Array.isArray(node)) return node.flatMap(walk);
  if (typeof node !== 'object' || node === null) return [];
  const { fallback: _, data: __, ...rest } = node as Element;
  const own = 'type' in node ? [node as Element] : [];
  return [...own, ...Object.values(rest).flatMap(walk)];
}
