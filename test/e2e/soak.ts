/**
 * `npm run soak -- --minutes 5 --people 6`: people go through intake after intake while the server is killed again and
 * again. At the end every reference that someone was told has its letter, and there is no letter that nobody asked for.
 */
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { press } from './by-buttons.ts';
import { letters } from './mail.ts';
import { GHENT } from './persons.ts';
import { newDataDir, spawnApp } from './server.ts';
import { Talk } from './talk.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '5' }, people: { type: 'string', default: '6' } },
});
const end = Date.now() + Number(values.minutes) * 60_000;
const data = newDataDir();
let app = await spawnApp(data.path, { LOG_LEVEL: 'warn' });
const { url } = app;
const told: string[] = [];
let kills = 0;

/** Goes on until it works: the server may be down just now. */
async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // what fetch throws when nobody is there
      await wait(200);
    }
  }
}

async function intake(): Promise<void> {
  const talk = await insist(() => Talk.start(url, 'nl'));
  while (talk.ending() === undefined) {
    const activity = press(talk.asks() ?? {}, 'nl', { ...GHENT, language: 'nl' });
    const { channelData } = activity as { channelData?: object };
    // The same id however often it is sent: once is enough.
    const message = { ...activity, channelData: { ...channelData, clientActivityID: randomUUID() } };
    const { status, body } = await insist(() => talk.post(message));
    if (status !== 200) throw new Error(`posting answered ${status}`);
    await insist(() => talk.until((said) => said.some(({ replyToId }) => replyToId === body.id)));
  }
  told.push(talk.ending()?.referral?.reference ?? 'none');
}

async function keepKilling(): Promise<void> {
  while (Date.now() < end) {
    await wait(3000 + Math.random() * 7000);
    await app.kill();
    kills += 1;
    app = await spawnApp(data.path, { LOG_LEVEL: 'warn', PORT: new URL(url).port });
  }
}

async function keepTalking(): Promise<void> {
  while (Date.now() < end) await intake();
}

try {
  await Promise.all([keepKilling(), ...Array.from({ length: Number(values.people) }, keepTalking)]);
  for (const reference of told) await letters(data.path, reference);
  const files = readdirSync(join(data.path, 'mail')).filter((name) => name.endsWith('.eml'));
  console.log(`${told.length} intakes, ${kills} kills, ${files.length} letters`);
  if (new Set(told).size !== told.length || files.length !== told.length) process.exitCode = 1;
} finally {
  await app.kill('SIGTERM');
  data.remove();
}
