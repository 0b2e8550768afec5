/** `/api/v1/referrals/{reference}`: only with a token, only one's own, and nobody learns which references exist. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { referralStatusSchema } from '../../src/schemas/referral-status.ts';
import { type DeskHouse, openDeskHouse } from './desk-house.ts';

let house: DeskHouse;
beforeAll(async () => {
  house = await openDeskHouse();
  const { db } = house.database;
  for (const id of ['one', 'two'])
    await db
      .insertInto('counsellors')
      .values({
        id,
        email: `${id}@example.org`,
        name: `Begeleider ${id}`,
        organisation: 'Dienst',
        language: 'nl',
        created_at: house.now(),
        seen_at: house.now(),
      })
      .execute();
});
afterAll(() => house.close());

const tokenOf = (counsellor: string) => house.links.make('api', counsellor, 86_400);
const ask = (reference: string, authorization?: string) =>
  fetch(`${house.url}/api/v1/referrals/${reference}`, {
    headers: authorization === undefined ? {} : { authorization },
  });
const referBy = async (counsellor: string) => {
  const sent = await house.refer();
  await house.database.db
    .updateTable('referrals')
    .set({ counsellor })
    .where('reference', '=', sent.reference)
    .execute();
  return sent.reference;
};

test('a counsellor’s system sees where a referral stands, in the published form', async () => {
  const reference = await referBy('one');
  const appointment = { on: '2026-11-30', at: '09:30', minutes: 45, how: 'call', place: '' };
  const advice = { advice: 'Volg een cursus.', perspective: 'combined', nextStep: 'Bel.' };
  await house.go(
    reference,
    ['deliver', 'system'],
    ['ask-more', 'desk', { questions: ['goal'], note: 'Rijbewijs?' }],
    ['accept', 'desk', { appointment, note: 'Tot dan.' }],
    ['advise', 'desk', advice],
  );
  const response = await ask(reference, `Bearer ${await tokenOf('one')}`);
  expect(response.status).toBe(200);
  const status = referralStatusSchema.parse(await response.json());
  expect(status).toMatchObject({
    reference,
    state: 'advised',
    desk: { name: 'One-Stop-Shop Gent' },
    appointment,
    advice,
    declined: null,
  });
  expect(status.history.map(({ event, actor }) => `${event} ${actor}`)).toEqual([
    'submit system',
    'deliver system',
    'ask-more desk',
    'accept desk',
    'advise desk',
  ]);
  expect(JSON.stringify(status)).not.toContain('Test Persoon');
});

test('a no is told with its reason, and an erased referral with nothing but its states', async () => {
  const reference = await referBy('one');
  await house.go(reference, ['decline', 'desk', { reason: 'no-room', note: 'Januari.' }]);
  const bearer = `bearer ${await tokenOf('one')}`;
  expect(await (await ask(reference, bearer)).json()).toMatchObject({
    declined: { reason: 'no-room', note: 'Januari.' },
  });
  await house.store.referrals.erase(reference);
  const erased = referralStatusSchema.parse(await (await ask(reference, bearer)).json());
  expect(erased).toMatchObject({ state: 'withdrawn', desk: null, declined: null, appointment: null, advice: null });
});

test('somebody else’s referral and none at all are the same 404', async () => {
  const reference = await referBy('two');
  const bearer = `Bearer ${await tokenOf('one')}`;
  const [theirs, none] = [await ask(reference, bearer), await ask('WW-NONE-NONE-22', bearer)];
  expect([theirs.status, none.status]).toEqual([404, 404]);
  expect(await theirs.text()).toBe(await none.text());
  const nobodys = await house.refer();
  expect((await ask(nobodys.reference, bearer)).status).toBe(404);
});

test('without a valid token there is a 401, whether the referral exists or not', async () => {
  const reference = await referBy('one');
  const { desk } = await house.refer();
  const old = await tokenOf('two');
  await house.links.revoke('api', 'two');
  for (const authorization of [
    undefined,
    'Basic b25lOng=',
    'Bearer',
    `Bearer ${'A'.repeat(44)}`,
    `Bearer ${desk.split('/r/')[1]}`,
    `Bearer ${old}`,
  ])
    for (const asked of [reference, 'WW-NONE-NONE-22']) {
      const response = await ask(asked, authorization);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer realm="wegwijzer"/);
    }
});

test('who is taken off the list of counsellors sees nothing more with a key that they have', async () => {
  const reference = await referBy('one');
  const bearer = `Bearer ${await tokenOf('one')}`;
  house.offList.add('one');
  for (const asked of [reference, 'WW-NONE-NONE-22']) expect((await ask(asked, bearer)).status).toBe(401);
  house.offList.delete('one');
  expect((await ask(reference, bearer)).status).toBe(200);
});

test('guessing at references with a valid token is stopped and counted', async () => {
  const reference = await referBy('one');
  const bearer = `Bearer ${await tokenOf('one')}`;
  house.comeFrom('198.51.100.9');
  expect((await ask(reference, bearer)).status).toBe(200);
  const before = house.guessed.length;
  const statuses: number[] = [];
  for (let nth = 0; nth < 100; nth += 1) statuses.push((await ask(`WW-GUESS-${nth}`, bearer)).status);
  expect(statuses.filter((status) => status === 404)).toHaveLength(20);
  expect(statuses.filter((status) => status === 429)).toHaveLength(80);
  expect(house.guessed.slice(before)).toEqual(Array(100).fill('api'));
  expect((await ask(reference, bearer)).status).toBe(200);
});
