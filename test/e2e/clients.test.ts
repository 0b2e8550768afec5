import { createRequire } from 'node:module';
import type { Activity } from 'botbuilder';
import { DirectLine } from 'botframework-directlinejs';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import XMLHttpRequest from 'xhr2';
import { press } from './by-buttons.ts';
import { attachedReferral, letters } from './mail.ts';
import { GHENT } from './persons.ts';
import { type InProcess, newDataDir, startInProcess } from './server.ts';
import { PATIENCE_MS } from './talk.ts';

const Botium = createRequire(import.meta.url)('botium-connector-directline3').PluginClass;
const SECRET = 'the secret of another server';

let app: InProcess;
const data = newDataDir();
beforeAll(async () => {
  Object.assign(globalThis, { XMLHttpRequest, WebSocket });
  app = await startInProcess(data.path, { DIRECTLINE_SECRET: SECRET });
}, 180_000);
afterAll(async () => {
  await app?.stop();
  data.remove();
}, 60_000);

let ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.reverse()) await end();
  ending = [];
});

/** What came in from the bot, and a way to wait for more. */
class Inbox {
  readonly #said: Partial<Activity>[] = [];
  #look = () => {};

  take(activity: Partial<Activity>): void {
    if (activity.from?.role !== 'user') this.#said.push(activity);
    this.#look();
  }

  /** The first message, from the `from`-th on, that asks something or ends the conversation. */
  next(from: number): Promise<{ readonly message: Partial<Activity>; readonly seen: number }> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`waited in vain after ${from} messages`)), PATIENCE_MS);
      this.#look = () => {
        const at = this.#said.findIndex(
          ({ channelData }, index) => index >= from && (channelData?.question ?? channelData?.referral),
        );
        const message = this.#said[at];
        if (message === undefined) return;
        clearTimeout(timer);
        resolve({ message, seen: at + 1 });
      };
      this.#look();
    });
  }
}

/** Presses through an intake with whatever client carries the messages. */
async function hold(inbox: Inbox, language: string, send: (activity: { text?: string; value?: object }) => unknown) {
  const asked: string[] = [];
  let { message, seen } = await inbox.next(0);
  while (message.channelData?.question !== undefined) {
    asked.push(message.channelData.question);
    await send(press(message, language, { ...GHENT, language }));
    ({ message, seen } = await inbox.next(seen));
    if (asked.length > 40) throw new Error(`no end: ${asked.join(' ')}`);
  }
  expect(new Set(asked).size).toBe(asked.length);
  const { reference } = message.channelData?.referral ?? {};
  const [letter] = await letters(app.dataDir, reference);
  if (letter === undefined) throw new Error('no letter');
  expect(attachedReferral(letter)).toMatchObject({ reference, client: { name: 'Testpersoon Voorbeeld' } });
}

it.each([
  { transport: 'over a WebSocket', webSocket: true },
  { transport: 'by polling', webSocket: false },
])('DirectLineJS holds a whole intake $transport', async ({ webSocket }) => {
  const domain = `${app.url}/v3/directline`;
  const started = (await (await fetch(`${domain}/conversations`, { method: 'POST' })).json()) as { token: string };
  const client = new DirectLine({ token: started.token, domain, webSocket, pollingInterval: 200 });
  ending.push(() => client.end());
  const inbox = new Inbox();
  client.activity$.subscribe(
    (activity) => inbox.take(activity as object),
    () => {}, // "conversation ended": what end() says to who still listens
  );
  await hold(
    inbox,
    'en',
    (activity) =>
      new Promise((resolve, reject) => {
        client
          .postActivity({ type: 'message', from: { id: 'dl_someone' }, ...activity } as never)
          .subscribe(resolve, reject);
      }),
  );
});

it.each([
  { transport: 'over a WebSocket', DIRECTLINE3_WEBSOCKET: true },
  { transport: 'by polling', DIRECTLINE3_WEBSOCKET: false },
])('Botium holds a whole intake $transport', async ({ DIRECTLINE3_WEBSOCKET }) => {
  const inbox = new Inbox();
  const botium = new Botium({
    queueBotSays: ({ sourceData }: { sourceData: Partial<Activity> }) => inbox.take(sourceData),
    caps: {
      DIRECTLINE3_SECRET: SECRET,
      DIRECTLINE3_DOMAIN: `${app.url}/v3/directline`,
      DIRECTLINE3_WEBSOCKET,
      DIRECTLINE3_POLLINGINTERVAL: 200,
      DIRECTLINE3_BUTTON_TYPE: 'message',
      DIRECTLINE3_BUTTON_VALUE_FIELD: 'value',
    },
  });
  await botium.Validate();
  await botium.Start();
  ending.push(() => botium.Stop());
  await hold(inbox, 'fr', ({ text, value }) =>
    botium.UserSays(value === undefined ? { messageText: text } : { buttons: [{ payload: JSON.stringify(value) }] }),
  );
});
