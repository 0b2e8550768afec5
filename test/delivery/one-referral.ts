/** A process that stores one referral and is there to be killed. Settings come as JSON in the first argument. */
import { createSmtpSender } from '../../src/delivery/mail.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { buildHouse } from './a-house.ts';
import { aReferral, aTurn } from './a-referral.ts';

const { dataDir, databaseUrl, smtpUrl, reference, work } = JSON.parse(process.argv[2] ?? '{}');
const database = await openDatabase({ dataDir, databaseUrl });
const { delivery, store } = buildHouse(database, createSmtpSender(smtpUrl, 'wegwijzer@example.org'));
await delivery.start({ work });
await store.log.create({ id: reference, userId: 'dl_1', locale: undefined });
const message = { type: 'message', text: 'yes' };
const { id } = await store.log.receive(reference, message, { clientActivityId: 'agreed', hidden: false });
await store.conversations.commit(aTurn(reference, { inbound: id, referral: aReferral({ reference }) }));
console.log('committed');
setInterval(() => {}, 1_000);
