/** Store and delivery put together as src/app.ts does it, on a database of the test's choice. */
import { createDelivery, type Delivery, type DeliverySettings } from '../../src/delivery/delivery.ts';
import { type Desks, loadDesks } from '../../src/delivery/desks.ts';
import type { SendLetter } from '../../src/delivery/mail.ts';
import type { DeliveryStore } from '../../src/delivery/ports.ts';
import { createSenders, type SenderDeps } from '../../src/delivery/senders.ts';
import { createCounsellorAddress } from '../../src/storage/counsellor-address.ts';
import type { Database } from '../../src/storage/database.ts';
import { createDeliveryStore } from '../../src/storage/deliveries.ts';
import { createStore, type Store } from '../../src/storage/store.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { loadWords } from '../../src/words/words.ts';

export interface House {
  readonly database: Database;
  readonly store: Store;
  readonly deliveries: DeliveryStore;
  readonly delivery: Delivery;
  readonly errors: readonly Error[];
  close(): Promise<void>;
}

const words = loadWords(new URL('../../locales', import.meta.url).pathname, BUILD_LANGUAGES);

export function buildHouse(
  database: Database,
  post: SendLetter,
  settings: Partial<DeliverySettings> = {},
  desks: Desks = loadDesks(),
  deps: Partial<SenderDeps> = {},
): House {
  const errors: Error[] = [];
  const deliveries = createDeliveryStore(database);
  const delivery = createDelivery({
    store: deliveries,
    database,
    desks,
    senders: createSenders({
      desks,
      words,
      post,
      linkTo: async (page, reference) => `https://wegwijzer.example.org/${page}/${reference}`,
      counsellorAddress: createCounsellorAddress(database, () => true),
      tell: async () => ({ is: 'accepted', receipt: 'told' }),
      tellCounsellor: async () => ({ is: 'accepted', receipt: 'told' }),
      handOver: async () => ({ is: 'accepted', receipt: 'handed-over' }),
      secrets: {},
      httpsPost: async () => ({ is: 'failed', code: 'not-here' }),
      publicUrl: 'https://wegwijzer.example.org',
      now: () => new Date(),
      ...deps,
    }),
    post,
    dir: words.dir,
    onError: (error) => errors.push(error),
    ...settings,
  });
  const store = createStore({ database, enqueue: delivery.enqueue, announce: delivery.announce });
  return {
    database,
    store,
    deliveries,
    delivery,
    errors,
    async close() {
      await delivery.stop();
      await store.close();
      await database.close();
    },
  };
}
