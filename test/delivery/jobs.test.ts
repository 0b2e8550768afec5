/** pg-boss sees within ten seconds that many wait, on either database: one of them is enough to watch. */
import { expect, it, onTestFinished } from 'vitest';
import { createJobs } from '../../src/delivery/jobs.ts';
import { openFresh } from '../storage/databases.ts';

const WAITING = 60;
/** One worker that pauses two seconds after each letter would take two minutes. */
const SOON_MS = 60_000;

it('sends letters that waited for an outage to end one after another, each once', { timeout: 90_000 }, async () => {
  const database = await openFresh('embedded');
  const jobs = createJobs({ database, chores: {}, onError: () => {} });
  onTestFinished(async () => {
    await jobs.stop();
    await database.close();
  });
  await jobs.prepare();
  for (let at = 0; at < WAITING; at += 1) {
    await jobs.mail({ letter: {}, key: `letter ${at}`, at: '2026-11-23T09:00:00Z', attempt: 1 });
  }
  const sent: string[] = [];
  await jobs.work(
    async () => {},
    async ({ key }) => void sent.push(key),
  );
  await expect.poll(() => sent.length, { timeout: SOON_MS, interval: 100 }).toBe(WAITING);
  expect(new Set(sent).size).toBe(WAITING);
});
