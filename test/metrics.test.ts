import { expect, it } from 'vitest';
import { createMetrics, type Standing } from '../src/metrics.ts';

const STANDING: Standing = {
  referrals: { submitted: 2, parked: 1 },
  oldestDeliverySeconds: 61,
  notices: { client: { waiting: 3, parked: 0 }, counsellor: { waiting: 0, parked: 4 } },
  silent: 5,
  chores: { forget: new Date('2026-11-22T03:17:00Z') },
};
const OF_THE_DATABASE = ['wegwijzer_referrals', 'wegwijzer_delivery_oldest', 'wegwijzer_notices', 'wegwijzer_chore'];

it('tells how things stand, asked anew at every scrape', async () => {
  let standing = STANDING;
  const { registry } = createMetrics(async () => standing);
  const text = await registry.metrics();
  expect(text).toContain('wegwijzer_referrals{state="submitted"} 2');
  expect(text).toContain('wegwijzer_delivery_oldest_seconds 61');
  expect(text).toContain('wegwijzer_notices{audience="client",state="waiting"} 3');
  expect(text).toContain('wegwijzer_notices{audience="counsellor",state="parked"} 4');
  expect(text).toContain('wegwijzer_referrals_silent 5');
  expect(text).toContain('wegwijzer_chore_last_success_timestamp_seconds{chore="forget"} 1795317420');
  standing = { ...STANDING, referrals: { parked: 2 }, silent: 0 };
  const later = await registry.metrics();
  expect(later).toContain('wegwijzer_referrals{state="parked"} 2');
  expect(later).not.toContain('submitted');
  expect(later).toContain('wegwijzer_referrals_silent 0');
});

it('claims nothing of a database that does not answer, counts that, and tells the rest', async () => {
  let fails = false;
  const metrics = createMetrics(async () => {
    if (fails) throw new Error('connection refused');
    return STANDING;
  });
  await metrics.registry.metrics();
  fails = true;
  metrics.attempt('webhook', 'refused');
  const text = await metrics.registry.metrics();
  const figures = text.split('\n').filter((line) => !line.startsWith('#'));
  expect(figures.filter((line) => OF_THE_DATABASE.some((name) => line.startsWith(name)))).toEqual([]);
  expect(figures).toContain('wegwijzer_faults_total{code="metrics"} 1');
  expect(figures).toContain('wegwijzer_delivery_attempts_total{channel="webhook",outcome="refused"} 1');
});
