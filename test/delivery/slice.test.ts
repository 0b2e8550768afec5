import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { createDelivery } from '../../src/delivery/delivery.ts';
import { loadDesks } from '../../src/delivery/desks.ts';
import { createSpool } from '../../src/delivery/mail.ts';
import { createDeliveryStore } from '../../src/storage/deliveries.ts';
import { createStore } from '../../src/storage/store.ts';
import { KINDS, openFresh } from '../storage/databases.ts';
import { aReferral, aTurn } from './a-referral.ts';

it.each(KINDS)('slice on %s', async (kind) => {
  const t0 = Date.now();
  const database = await openFresh(kind);
  console.log('open', Date.now() - t0);
  const folder = mkdtempSync(join(tmpdir(), 'ww-'));
  const spool = createSpool(folder, 'Wegwijzer <wegwijzer@example.org>');
  const delivery = createDelivery({
    store: createDeliveryStore(database),
    database,
    desks: loadDesks(),
    senders: {
      email: (errand, channel) =>
        spool({
          to: channel.to,
          subject: 'x',
          text: 'y',
          html: 'z',
          attachments: [],
          idempotencyKey: errand.referral.reference,
          reference: errand.referral.reference,
          language: 'nl',
          date: new Date(errand.referral.createdAt),
          nth: errand.nth,
        }),
    },
    onError: (error) => console.error(error),
  });
  const store = createStore({ database, enqueue: delivery.enqueue });
  const t1 = Date.now();
  await delivery.start();
  console.log('boss', Date.now() - t1);
  await store.log.create({ id: 'c1', userId: 'dl_1', locale: 'fr' });
  const { id } = await store.log.receive(
    'c1',
    { type: 'message', text: 'hi \0 \ud800' },
    { clientActivityId: 'a', hidden: false },
  );
  expect((await store.log.nextInbound('c1'))?.id).toBe(id);
  const t2 = Date.now();
  await store.conversations.commit(aTurn('c1', { inbound: id, referral: aReferral() }));
  await vi.waitFor(async () => expect((await store.referrals.find('K7QX-M3PD'))?.state).toBe('delivered'), {
    timeout: 5000,
    interval: 10,
  });
  console.log('delivered', Date.now() - t2, readdirSync(folder));
  console.log(JSON.stringify(await store.log.read('c1', 0)));
  const t3 = Date.now();
  for (let i = 0; i < 100; i++) {
    const { id } = await store.log.receive(
      'c1',
      { type: 'message', text: 'hi' },
      { clientActivityId: `x${i}`, hidden: false },
    );
    await store.log.nextInbound('c1');
    await store.conversations.load('c1');
    await store.conversations.commit(aTurn('c1', { inbound: id }));
  }
  console.log('turn ms', (Date.now() - t3) / 100);
  await delivery.stop();
  await store.close();
  await database.close();
});
