/** Clients that say something and wait for the reply before they say the next thing. */
import { Agent, request } from 'node:http';
import type { Activity } from 'botbuilder';
import { WebSocket } from 'ws';
import { press } from '../e2e/by-buttons.ts';
import { GHENT } from '../e2e/persons.ts';

/** One person: every call is a turn, from what they send to the whole reply. */
export interface Client {
  turn(): Promise<void>;
  close(): void;
}

// biome-ignore lint/suspicious/noExplicitAny: answers of the servers under test
type Json = any;

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

function post(url: string, body: object, token?: string): Promise<Json> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sending = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => {
          const answer = Buffer.concat(chunks).toString('utf8');
          if (response.statusCode !== 200 && response.statusCode !== 201)
            reject(new Error(`${url} answered ${response.statusCode} ${answer}`));
          else resolve(answer === '' ? undefined : JSON.parse(answer));
        });
      },
    );
    sending.on('error', reject);
    sending.end(text);
  });
}

let people = 0;

/** Someone at a bot of the SDK's samples; the replies come in the body of the answer. */
export function atSample(url: string): Client {
  people += 1;
  const id = `bench-${process.pid}-${people}`;
  let said = 0;
  return {
    async turn() {
      said += 1;
      const answer = await post(`${url}/api/messages`, {
        type: 'message',
        id: `${id}-${said}`,
        text: 'an answer',
        channelId: 'test',
        deliveryMode: 'expectReplies',
        serviceUrl: 'http://localhost',
        conversation: { id },
        from: { id: 'person' },
        recipient: { id: 'bot' },
      });
      if (answer.activities.length === 0) throw new Error('no reply');
    },
    close() {},
  };
}

/** Someone in our intake over Direct Line, with the stream open; a new conversation begins where one ends. */
export function atWegwijzer(url: string): Client {
  const lines = `${url}/v3/directline/conversations`;
  let talk: { id: string; token: string; socket: WebSocket } | undefined;
  let asks: Partial<Activity> | undefined;
  let waiting: ((message: Partial<Activity>) => void) | undefined;

  const heard = (activity: Partial<Activity>) => {
    if (activity.from?.role !== 'bot' || !(activity.channelData?.question ?? activity.channelData?.referral)) return;
    asks = activity.channelData?.question === undefined ? undefined : activity;
    waiting?.(activity);
  };
  const reply = () =>
    new Promise<Partial<Activity>>((resolve) => {
      waiting = resolve;
    });

  async function begin(): Promise<void> {
    talk?.socket.close();
    const { conversationId, token, streamUrl } = await post(lines, { locale: 'nl' });
    const greeted = reply();
    const socket = new WebSocket(streamUrl);
    socket.on('message', (frame) => {
      const text = frame.toString();
      if (text !== '') for (const activity of JSON.parse(text).activities) heard(activity);
    });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    talk = { id: conversationId, token, socket };
    await greeted;
  }

  return {
    async turn() {
      if (talk === undefined || asks === undefined) await begin();
      if (talk === undefined || asks === undefined) throw new Error('nothing is asked');
      const done = reply();
      await post(
        `${lines}/${talk.id}/activities`,
        { type: 'message', ...press(asks, 'nl', { ...GHENT, language: 'nl' }) },
        talk.token,
      );
      await done;
    },
    close() {
      talk?.socket.close();
    },
  };
}
