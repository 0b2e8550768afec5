/** The whole way, on both databases: unreliable peers lose nothing and double nothing, and every end is told. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SendResult } from '../../src/delivery/attempt.ts';
import { parseDesks } from '../../src/delivery/desks.ts';
import { createHearHandoff } from '../../src/delivery/handoff.ts';
import { createHttpsPost } from '../../src/delivery/https-post.ts';
import { createSmtpSender } from '../../src/delivery/mail.ts';
import type { Handover, Told } from '../../src/delivery/ports.ts';
import { MAX_ATTEMPTS } from '../../src/delivery/schedule.ts';
import { KINDS, openFresh } from '../storage/databases.ts';
import { buildHouse, type House } from './a-house.ts';
import { type Mood as MailMood, type MailServer, startMailServer } from './a-mail-server.ts';
import { aReferral, aTurn } from './a-referral.ts';
import { ENDPOINT_HOST, type Endpoint, type Mood, SECRET, startEndpoint } from './an-endpoint.ts';
import { desksWith } from './some-desks.ts';

const PATIENCE = { timeout: 60_000, interval: 20 };
/** Every pause is over at once: what would wait for hours is due already. */
const impatient = { now: () => new Date(Date.now() - 2 * 86_400_000), random: () => 0 };
const DESK = 'oss-ghent@example.org';
const LIVE_DESK = 'oss-limburg@example.org';
const CLIENT = 'client@example.org';
const COUNSELLOR = 'counsellor@example.org';

describe.each(KINDS)('on the %s database', { timeout: 120_000 }, (kind) => {
  let server: MailServer;
  let endpoint: Endpoint;
  let house: House;
  let told: { readonly key: string; readonly told: Told }[];
  let handed: { readonly key: string; readonly handover: Handover }[];
  let hub: SendResult;

  beforeAll(async () => {
    endpoint = await startEndpoint();
    const channels = { email: { kind: 'email', to: DESK }, webhook: { kind: 'webhook', url: endpoint.url } };
    const desks = parseDesks(
      desksWith('oss-ghent', [channels.email, channels.webhook]).map((desk) =>
        (desk as { id: string }).id === 'oss-limburg'
          ? { ...desk, channels: [{ kind: 'email', to: LIVE_DESK }, { kind: 'handoff' }] }
          : desk,
      ),
    );
    house = buildHouse(
      await openFresh(kind),
      (letter) => createSmtpSender(server.url, 'Wegwijzer <wegwijzer@example.org>')(letter),
      impatient,
      desks,
      {
        secrets: { 'oss-ghent': [SECRET] },
        httpsPost: createHttpsPost({
          allowHosts: new Set([ENDPOINT_HOST]),
          resolve: async () => [{ address: '127.0.0.1' }],
          ca: endpoint.ca,
          timeoutMs: 5_000,
        }),
        tell: async (key, what) => {
          told.push({ key, told: what });
          return { is: 'accepted', receipt: 'told' };
        },
        handOver: async (key, handover) => {
          handed.push({ key, handover });
          return hub;
        },
      },
    );
    await house.database.db
      .insertInto('counsellors')
      .values({
        id: 'c-1',
        email: COUNSELLOR,
        name: 'Een Begeleider',
        organisation: 'Een agentschap',
        language: 'nl',
        created_at: new Date(),
        seen_at: new Date(),
      })
      .execute();
    await house.delivery.start();
  });
  beforeEach(async () => {
    server = await startMailServer();
    told = [];
    handed = [];
    hub = { is: 'accepted', receipt: 'handed-over' };
  });
  afterEach(async () => {
    await quiet();
    await server.close();
  });
  afterAll(async () => {
    await house.close();
    await endpoint.close();
  });

  /** Nothing waits any more. */
  const quiet = () =>
    vi.waitFor(async () => expect(await house.deliveries.list({ states: ['waiting'] })).toEqual([]), PATIENCE);
  const stateOf = async (reference: string) => (await house.store.referrals.find(reference))?.state;
  const comesTo = (reference: string, state: string) =>
    vi.waitFor(async () => expect(await stateOf(reference)).toBe(state), PATIENCE);

  /** A referral of a client whom a counsellor forwarded. */
  async function submit(desk = 'oss-ghent'): Promise<string> {
    const reference = randomUUID();
    await house.store.log.create({ id: reference, userId: 'dl_1', locale: undefined });
    await house.database.db
      .insertInto('invites')
      .values({
        id: reference,
        counsellor: 'c-1',
        code_hash: null,
        label: 'Mevrouw T.',
        email: null,
        language: 'ar',
        known: null,
        together: false,
        conversation: reference,
        reference: null,
        created_at: new Date(),
        expires_at: new Date(Date.now() + 86_400_000),
        started_at: new Date(),
        reminded_at: null,
        revoked_at: null,
      })
      .execute();
    await send(reference, reference, desk);
    return reference;
  }
  async function send(conversation: string, reference: string, desk = 'oss-ghent'): Promise<void> {
    const referral = aReferral({ reference, desk: { ...aReferral().desk, id: desk } });
    await house.store.conversations.commit(aTurn(conversation, { referral }));
  }
  const mailsTo = (address: string, reference: string) =>
    server.received.filter(
      ({ to, headers }) =>
        to?.[0]?.address === address && headers.find(({ key }) => key === 'wegwijzer-referral')?.value === reference,
    );
  const heard = (reference: string) =>
    told.filter(({ told: { reference: of } }) => of === reference).map(({ told: { line } }) => line.event);

  it('loses nothing and doubles nothing while the mail server and the endpoint fail in turns', async () => {
    const mailMoods: MailMood[] = ['greylists', 'drops', 'too-busy', 'drops-after', 'accepts'];
    const moods: Mood[] = [
      { status: 500 },
      'cut',
      { status: 429, headers: { 'retry-after': '1' } },
      { status: 202 },
      { status: 503 },
      'silent',
      { status: 200 },
    ];
    server.next.push(...Array.from({ length: 10 }, (_, n) => mailMoods[(n * 3) % mailMoods.length] as MailMood));
    endpoint.moods.push(...Array.from({ length: 7 }, (_, n) => moods[(n * 3) % moods.length] as Mood));
    const before = new Set(endpoint.taken.keys());
    const references: string[] = [];
    for (let n = 0; n < 5; n += 1) references.push(await submit());
    await quiet();

    for (const reference of references) {
      expect(await stateOf(reference)).toBe('delivered');
      const letters = mailsTo(DESK, reference);
      expect(letters.length).toBeGreaterThan(0);
      // What came twice came under one id.
      expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(1);
      expect(endpoint.taken.has(`${reference}.oss-ghent`)).toBe(true);
      expect(heard(reference)).toEqual(['deliver']);
      expect(new Set(mailsTo(COUNSELLOR, reference).map(({ messageId }) => messageId)).size).toBe(1);
    }
    expect([...endpoint.taken.keys()].filter((id) => !before.has(id))).toHaveLength(references.length);
    expect(server.next).toEqual([]);
    expect(endpoint.moods).toEqual([]);
  });

  it('tells the client and the counsellor when no channel gets through, and once more when it does after all', async () => {
    server.unknown.add(DESK);
    endpoint.moods.push({ status: 410 });
    const reference = await submit();
    await comesTo(reference, 'parked');
    await quiet();
    expect(heard(reference)).toEqual(['park']);
    const [toClient] = mailsTo(CLIENT, reference);
    expect(toClient?.text).toContain('https://oss-ghent.example.org/');
    expect(toClient?.text).toContain(`/status/${reference}`);
    expect(toClient?.text).toContain(`/print/${reference}`);
    const [toCounsellor] = mailsTo(COUNSELLOR, reference);
    expect(toCounsellor?.text).toContain('Mevrouw T.');
    expect(toCounsellor?.text).toContain('niet bij het loket geraakt');
    const reasons = (await house.deliveries.list({ reference })).flatMap(({ reason }) => reason ?? []);
    expect(reasons.sort()).toEqual(['http-410', 'smtp-550']);

    server.unknown.clear();
    await house.delivery.redrive(reference);
    await comesTo(reference, 'delivered');
    await quiet();
    expect(heard(reference)).toEqual(['park', 'deliver']);
    expect(endpoint.taken.has(`${reference}.oss-ghent`)).toBe(true);
  });

  it('is not parked while one channel has it, whatever the other says', async () => {
    endpoint.moods.push({ status: 400 });
    const reference = await submit();
    await comesTo(reference, 'delivered');
    await quiet();
    const states = (await house.deliveries.list({ reference })).map(({ channel, state }) => [
      (channel as { kind: string }).kind,
      state,
    ]);
    expect(states).toContainEqual(['webhook', 'parked']);
    expect(heard(reference)).toEqual(['deliver']);
  });

  it('sends the recall of what a client erased to the mailbox and the endpoint that have it', async () => {
    const reference = await submit();
    await comesTo(reference, 'delivered');
    await quiet();
    await house.store.conversations.commit(aTurn(reference, { saved: 'erased' }));
    await quiet();
    const [first, recall] = mailsTo(DESK, reference);
    expect(recall?.subject).toBe(`Ingetrokken: aanmelding ${reference}`);
    expect(recall?.inReplyTo).toBe(first?.messageId);
    const events = [...endpoint.taken.values()].filter(({ subject }) => subject === reference);
    expect(events.map(({ type }) => type)).toEqual([
      'be.wegwijzer.referral.submitted.v1',
      'be.wegwijzer.referral.withdrawn.v1',
    ]);
    expect(events[1]?.data).toEqual({ reference, erased: true });
    expect(heard(reference)).toEqual(['deliver']);
    const kept = JSON.stringify(await house.database.db.selectFrom('deliveries').selectAll().execute());
    expect(kept).not.toContain(CLIENT);
  });

  it('asks the mailbox and the endpoint that have it to erase what was closed when the client erases', async () => {
    const reference = await submit();
    await comesTo(reference, 'delivered');
    await house.store.referrals.change(reference, 'close', 'desk');
    await quiet();
    await house.store.conversations.commit(aTurn(reference, { saved: 'erased' }));
    await quiet();
    expect(await stateOf(reference)).toBe('closed');
    expect(mailsTo(DESK, reference).at(-1)?.subject).toBe(`Graag wissen: aanmelding ${reference}`);
    const events = [...endpoint.taken.values()].filter(({ subject }) => subject === reference);
    expect(events.at(-1)).toMatchObject({ type: 'be.wegwijzer.referral.erased.v1', data: { reference } });
    expect(heard(reference)).not.toContain('erase');
  });

  it.each([
    { first: 'withdrew', withdraws: true },
    { first: 'left there and began again', withdraws: false },
  ])('tells the counsellor what becomes of the second referral of a client who $first', async ({ withdraws }) => {
    const first = await submit();
    await comesTo(first, 'delivered');
    await quiet();
    if (withdraws) await house.store.referrals.change(first, 'withdraw', 'client');
    const second = randomUUID();
    await send(first, second);
    await comesTo(second, 'delivered');
    await house.store.referrals.change(second, 'accept', 'desk', { body: { appointment: null, note: '' } });
    await quiet();
    const [, accepted] = mailsTo(COUNSELLOR, second);
    expect(accepted?.subject).toContain(second);
    expect(accepted?.text).toContain('Mevrouw T.');
    // The first one is still followed too.
    expect(mailsTo(COUNSELLOR, first)).toHaveLength(withdraws ? 2 : 1);
  });

  it('knows no counsellor of who erased everything and began again', async () => {
    const first = await submit();
    await comesTo(first, 'delivered');
    await house.store.conversations.commit(aTurn(first, { saved: 'erased' }));
    const second = randomUUID();
    await send(first, second);
    await comesTo(second, 'delivered');
    await quiet();
    expect(mailsTo(COUNSELLOR, second)).toEqual([]);
  });

  it('hands over live with the summary; the hub says who took it, or that nobody did', async () => {
    const accept = (reference: string) =>
      house.store.referrals.change(reference, 'accept', 'desk', { body: { appointment: null, note: '' } });
    const hear = createHearHandoff({ accept, takeBack: house.delivery.takeBack });
    const reference = await submit('oss-limburg');
    await comesTo(reference, 'delivered');
    expect(handed).toHaveLength(1);
    expect(handed[0]).toMatchObject({ key: reference, handover: { key: `${reference}.oss-limburg`, reference } });
    const context = JSON.stringify(handed[0]?.handover.context);
    expect(context).toContain('Master in de gezondheidszorg');
    expect(context).toContain('ماجستير');
    expect(context).toContain(`/desk/${reference}`);

    await hear(reference, 'failed');
    await vi.waitFor(() => expect(handed).toHaveLength(2), PATIENCE);
    await quiet();
    expect(handed[1]?.handover).toEqual({ ...handed[0]?.handover, key: `${reference}.oss-limburg.1` });
    expect(await stateOf(reference)).toBe('delivered');

    await hear(reference, 'accepted');
    await hear(reference, 'completed');
    expect(await stateOf(reference)).toBe('accepted');
    await quiet();
    expect(heard(reference)).toEqual(['deliver', 'accept']);
    await hear('nobody', 'failed');
  });

  it('a live handover that comes back every time ends as any other failure: parked, and told', async () => {
    const hear = createHearHandoff({ accept: async () => {}, takeBack: house.delivery.takeBack });
    server.unknown.add(LIVE_DESK);
    const reference = await submit('oss-limburg');
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      await vi.waitFor(() => expect(handed).toHaveLength(attempt), PATIENCE);
      await quiet();
      await hear(reference, 'failed');
    }
    await comesTo(reference, 'parked');
    await quiet();
    expect(heard(reference)).toEqual(['deliver', 'park']);
    expect(mailsTo(CLIENT, reference)).toHaveLength(1);
    expect(new Set(handed.map(({ handover }) => handover.key)).size).toBe(MAX_ATTEMPTS);
    const reasons = (await house.deliveries.list({ reference })).flatMap(({ reason }) => reason ?? []);
    expect(reasons).toEqual(['smtp-550', 'attempts-used-up handoff-failed']);
  });

  describe('a plain letter', () => {
    const LINK = 'https://wegwijzer.example.org/counsellor/sign-in/a-token';
    const letter = (key: string) => ({
      to: COUNSELLOR,
      language: 'fr' as const,
      subject: 'Se connecter',
      paragraphs: ['Bonjour.', 'Ce lien sert <une> fois.'],
      link: { url: LINK, label: 'Se connecter' },
      key,
    });
    /** What the job table still holds of letters. */
    const kept = async () => {
      const { rows } = await sql<{ data: string }>`select data::text from pgboss.job where name = 'mail'`.execute(
        house.database.db,
      );
      return rows;
    };
    const nothingKept = () => vi.waitFor(async () => expect(await kept()).toEqual([]), PATIENCE);

    it('is sent once however often it is asked for while it waits, and leaves nothing behind', async () => {
      await house.delivery.stop();
      await house.delivery.start({ work: false });
      for (let n = 0; n < 3; n += 1) await house.delivery.mail(letter('sign-in-1'));
      expect(await kept()).toHaveLength(1);
      await house.delivery.stop();
      await house.delivery.start();
      await nothingKept();
      expect(server.received).toHaveLength(1);
      const [mail] = server.received;
      expect(mail?.subject).toBe('Se connecter');
      expect(mail?.text).toContain(LINK);
      expect(mail?.html).toContain('Ce lien sert &lt;une&gt; fois.');
      expect(mail?.html).toContain(`<a href="${LINK}"`);
    });

    it('is tried again under the same id when the server is not ready', async () => {
      server.next.push('greylists', 'drops-after');
      await house.delivery.mail(letter('sign-in-2'));
      await nothingKept();
      expect(server.received.length).toBe(2);
      expect(new Set(server.received.map(({ messageId }) => messageId)).size).toBe(1);
      expect(new Set(server.received.map(({ date }) => date)).size).toBe(1);
    });

    it('that nobody takes is a fault without its words, and is not kept either', async () => {
      server.unknown.add(COUNSELLOR);
      const faults = house.errors.length;
      await house.delivery.mail(letter('sign-in-3'));
      await nothingKept();
      const said = house.errors.slice(faults).map(({ message }) => message);
      expect(said).toEqual(['A letter could not be sent: smtp-550']);
    });

    it('queued in a transaction that fails is not sent', async () => {
      const failing = house.database.db.transaction().execute(async (trx) => {
        await house.delivery.mail(letter('sign-in-4'), trx);
        throw new Error('rolled back');
      });
      await expect(failing).rejects.toThrow('rolled back');
      expect(await kept()).toEqual([]);
    });
  });
});
