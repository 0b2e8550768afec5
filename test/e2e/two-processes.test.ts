import type { Activity } from 'botbuilder';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { QuestionId } from '../../src/domain/questions.ts';
import { freshDatabaseUrl } from '../storage/databases.ts';
import { intakeByButtons, press } from './by-buttons.ts';
import { attachedReferral } from './mail.ts';
import { type MailServer, startMailServer } from './mail-server.ts';
import { GHENT } from './persons.ts';
import { newDataDir, type Spawned, spawnApp } from './server.ts';
import { call, PATIENCE_MS, Talk } from './talk.ts';

const data = newDataDir();
let mail: MailServer;
let one: Spawned;
let other: Spawned;

beforeAll(async () => {
  mail = await startMailServer();
  const env = { DATABASE_URL: await freshDatabaseUrl(), SMTP_URL: mail.url };
  // Both at once: whoever comes second waits for the first one's migrations.
  [one, other] = await Promise.all([
    spawnApp(data.path, { ...env, MAIL_FROM: 'one@example.org' }),
    spawnApp(data.path, { ...env, MAIL_FROM: 'other@example.org' }),
  ]);
}, 180_000);
afterAll(async () => {
  await Promise.all([one?.kill(), other?.kill()]);
  await mail?.close();
  data.remove();
}, 60_000);

const pressed = (talk: Talk): object => press(talk.asks() ?? {}, 'fr', { ...GHENT, language: 'fr' });

/** Everything that a stream held by this process shows, as long as it is open. */
async function watch(url: string, talk: Talk): Promise<Partial<Activity>[]> {
  const { body } = await call('GET', `${url}/v3/directline/conversations/${talk.id}?watermark=`, talk.token);
  const shown: Partial<Activity>[] = [];
  const socket = new WebSocket(body.streamUrl);
  socket.on('message', (frame) => {
    const text = frame.toString();
    if (text !== '') shown.push(...JSON.parse(text).activities);
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return shown;
}

it('serve the same conversation, turn by turn, and one that dies takes nothing with it', async () => {
  const talk = await Talk.start(one.url);
  const shownByOne = await watch(one.url, talk);

  // Every turn at the other process than the one before.
  const asked: QuestionId[] = [];
  while (talk.asks()?.channelData?.question !== 'name') {
    asked.push(talk.asks()?.channelData?.question as QuestionId);
    talk.url = talk.url === one.url ? other.url : one.url;
    await talk.send(pressed(talk));
    if (asked.length > 40) throw new Error(`no end: ${asked.join(' ')}`);
  }
  expect(new Set(asked).size).toBe(asked.length);
  // The stream held by one shows what the other wrote: all of it, once, in order.
  const history = await talk.history();
  await vi.waitFor(() => expect(shownByOne.map(({ id }) => id)).toEqual(history.map(({ id }) => id)), PATIENCE_MS);

  // Two messages at the same time, one at each: one turn after the other, one log.
  const [first, second] = await Promise.all(
    [one, other].map(({ url }) =>
      call('POST', `${url}/v3/directline/conversations/${talk.id}/activities`, talk.token, {
        type: 'message',
        text: 'waarom',
      }),
    ),
  );
  await talk.until((said) =>
    [first, second].every((posted) => said.some(({ replyToId }) => replyToId === posted?.body.id)),
  );
  expect(talk.asks()?.channelData?.question).toBe('name');

  // Killed in the middle of a turn: the other one finds the message and answers it.
  talk.url = other.url;
  const taken = await talk.post({ text: 'Testpersoon Voorbeeld' });
  expect(taken.status).toBe(200);
  await other.kill();
  talk.url = one.url;
  await talk.until((said) => said.some(({ replyToId }) => replyToId === taken.body.id));
  expect(talk.asks()?.channelData?.question).toBe('reach');
  await intakeByButtons(talk, 'fr', GHENT);
  const reference = talk.ending()?.referral?.reference;

  mail.accept();
  const letters = await mail.until(1);
  expect(letters.map((letter) => attachedReferral(letter).reference)).toEqual([reference]);
  expect(attachedReferral(letters[0] as never).client.name).toBe('Testpersoon Voorbeeld');
  const ids = shownByOne.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
}, 240_000);
