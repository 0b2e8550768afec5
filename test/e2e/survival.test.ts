import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { QuestionId } from '../../src/domain/questions.ts';
import { intakeByButtons, press } from './by-buttons.ts';
import { attachedReferral } from './mail.ts';
import { type MailServer, startMailServer } from './mail-server.ts';
import { GHENT } from './persons.ts';
import { newDataDir, type Spawned, spawnApp } from './server.ts';
import { PATIENCE_MS, Talk } from './talk.ts';

const data = newDataDir();
let mail: MailServer;
let app: Spawned;

const start = (port = '0') => spawnApp(data.path, { SMTP_URL: mail.url, PORT: port });
/** Up again where it was: whoever has the page open finds it there. */
const restart = async () => {
  app = await start(new URL(app.url).port);
};

beforeAll(async () => {
  mail = await startMailServer();
  app = await start();
}, 180_000);
afterAll(async () => {
  await app?.kill();
  await mail?.close();
  data.remove();
}, 60_000);

const pressed = (talk: Talk): object => press(talk.asks() ?? {}, 'nl', { ...GHENT, language: 'nl' });
const askedIn = (talk: Talk) => talk.asks()?.channelData?.question as QuestionId;

it('loses no answer and repeats no turn when it is killed again and again, and sends one referral', async () => {
  const talk = await Talk.start(app.url);
  await intakeByButtons(talk, 'nl', GHENT, 'residence-status');

  // Killed as soon as the message was taken: the client knows that it arrived, the turn had no time to end.
  const taken = await talk.post(pressed(talk));
  await app.kill();
  expect(taken.status).toBe(200);
  await restart();
  await talk.until((said) => said.some(({ replyToId }) => replyToId === taken.body.id));
  expect(askedIn(talk)).toBe('in-belgium-since');

  // Killed while the message is on its way: the client does not know, and sends it again under the same id.
  const message = { ...pressed(talk), channelData: { question: 'in-belgium-since', clientActivityID: randomUUID() } };
  const lost = talk.post(message).catch(() => undefined);
  await wait(2);
  await app.kill();
  await lost;
  await restart();
  await talk.send(message);
  expect(askedIn(talk)).toBe('left-in-between');

  // Killed right after "send it".
  await intakeByButtons(talk, 'nl', GHENT, 'share');
  const sent = await talk.post(pressed(talk));
  await app.kill();
  await restart();
  await talk.until((said) => said.some(({ replyToId }) => replyToId === sent.body.id));
  const reference = talk.ending()?.referral?.reference ?? 'none';
  expect(reference).toMatch(/^WW-/);

  // Killed while the desk's mail server has the letter and has not said yes.
  const before = (await mail.until(1)).length;
  await app.kill();
  await restart();
  const letters = await mail.until(before + 1);
  mail.accept();
  await delivered(app.url);

  // One referral, the same letter each time, with every answer.
  expect(new Set(letters.map((letter) => attachedReferral(letter).reference))).toEqual(new Set([reference]));
  expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(1);
  const facts = Object.fromEntries(attachedReferral(letters[0] ?? fail()).facts.map(({ key, value }) => [key, value]));
  expect(facts).toMatchObject({
    nationalities: ['SY'],
    residenceStatus: 'recognised-refugee',
    inBelgiumSince: GHENT['in-belgium-since'],
    leftInBetween: false,
    goal: ['work-soon'],
    documents: { diploma: 'have' },
  });

  // What the person sees: every message of theirs once, every question once, one confirmation.
  const history = await talk.history();
  const asked = history.flatMap(({ channelData }) =>
    channelData?.question && channelData.progress ? [channelData.question] : [],
  );
  expect(asked).toEqual([...new Set(asked)]);
  expect(history.filter(({ from }) => from?.role === 'user')).toHaveLength(asked.length);
  const confirmed = history.filter(({ channelData }) => channelData?.referral?.status === 'submitted');
  expect(confirmed).toHaveLength(1);
}, 240_000);

function fail(): never {
  throw new Error('no letter');
}

/** Waits until the server's own measures say that its one referral was delivered. */
async function delivered(url: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const counts = [...metrics.matchAll(/^wegwijzer_referrals\{state="([^"]+)"\} (\d+)$/gm)].filter(
      ([, , n]) => n !== '0',
    );
    if (counts.length === 1 && counts[0]?.[1] === 'delivered' && counts[0][2] === '1') return;
    if (Date.now() > end) throw new Error(`not delivered: ${counts.join(' ')}\n${metrics}`);
    await wait(50);
  }
}
