import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allowList } from '../../src/counsellors/allow-list.ts';
import type { NewInvite } from '../../src/counsellors/ports.ts';
import { newCode } from '../../src/new-code.ts';
import { createCounsellorAddress } from '../../src/storage/counsellor-address.ts';
import { createCounsellors } from '../../src/storage/counsellors.ts';
import type { Database } from '../../src/storage/database.ts';
import { createInvites, INVITE_DAYS, type Invites } from '../../src/storage/invites.ts';
import { createLinks, type Links } from '../../src/storage/links.ts';
import { createStore, type Store } from '../../src/storage/store.ts';
import { aReferral, aSaved, aTurn } from '../delivery/a-referral.ts';
import { KINDS, openFresh } from './databases.ts';

const START = new Date('2026-11-23T10:00:00.000Z');
const DAY = 86_400_000;

describe.each(KINDS)('invites on the %s database', (kind) => {
  let database: Database;
  let store: Store;
  let links: Links;
  let invites: Invites;
  let now = START;
  let anna: string;
  let bert: string;
  const atDay = (days: number) => {
    now = new Date(START.getTime() + days * DAY);
  };

  beforeAll(async () => {
    database = await openFresh(kind);
    store = createStore({ database, enqueue: async () => {}, announce: async () => {}, now: () => now });
    links = createLinks(database, 'k'.repeat(32), () => now);
    invites = createInvites(database, links, () => now);
    const counsellors = createCounsellors(database, () => now);
    anna = (await counsellors.enter('Anna@Example.org', 'nl')).id;
    bert = (await counsellors.enter('bert@example.org', 'fr')).id;
    await counsellors.change(anna, { name: 'Anna Voorbeeld', organisation: 'Agentschap Voorbeeld' });
  });
  beforeEach(() => atDay(0));
  afterAll(async () => {
    await store.close();
    await database.close();
  });

  it('says where a counsellor is told, and whether they still are one', async () => {
    const [allowed, off] = [['example.org'], ['elsewhere.example']].map((list) =>
      createCounsellorAddress(database, allowList(list)),
    );
    expect(await allowed?.(anna, 'no such referral')).toEqual({
      email: 'anna@example.org',
      name: 'Anna Voorbeeld',
      language: 'nl',
      label: undefined,
      allowed: true,
    });
    expect(await off?.(anna, 'no such referral')).toMatchObject({ email: 'anna@example.org', allowed: false });
    expect(await allowed?.('nobody', 'no such referral')).toBeUndefined();
  });

  async function anInvite(parts: Partial<NewInvite> = {}): Promise<NewInvite> {
    const invite = {
      id: randomUUID(),
      code: newCode('resume'),
      label: 'mevrouw A',
      email: null,
      language: 'ar' as const,
      known: { 'diploma-level': 'master' },
      together: false,
      ...parts,
    };
    await invites.add(anna, [invite]);
    return invite;
  }
  async function opened(invite: NewInvite, saved = aSaved()): Promise<string> {
    const key = randomUUID();
    await store.log.create({ id: key, userId: 'dl_someone', locale: undefined });
    await store.conversations.commit(aTurn(key, { saved, opensInvite: { id: invite.id, byMail: false } }));
    return key;
  }
  const statusOf = async (id: string) => (await invites.find(anna, id))?.status;

  it('opens by the token of its link and by its code, however the code is typed', async () => {
    const invite = await anInvite();
    const token = await links.make('invite', invite.id, INVITE_DAYS * 86_400);
    const found = {
      is: 'open',
      id: invite.id,
      byMail: false,
      language: 'ar',
      known: { 'diploma-level': 'master' },
      together: false,
      referrer: { name: 'Anna Voorbeeld', organisation: 'Agentschap Voorbeeld', returnTo: 'anna@example.org' },
    };
    expect(await invites.open(token)).toEqual(found);
    const mailed = await links.make('mailed-invite', invite.id, INVITE_DAYS * 86_400);
    expect(mailed).not.toBe(token);
    expect(await invites.open(mailed)).toEqual({ ...found, byMail: true });
    expect(await invites.open(` ${invite.code.toLowerCase().replaceAll('-', ' ')}`)).toEqual(found);
  });

  it('knows no other token or code, and looking never uses it up', async () => {
    const invite = await anInvite();
    const token = await links.make('invite', invite.id, 3600);
    expect(await invites.open(newCode('resume'))).toEqual({ is: 'unknown' });
    expect(await invites.open(token.replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A')))).toEqual({ is: 'unknown' });
    expect(await invites.open(invite.id)).toEqual({ is: 'unknown' });
    expect(await statusOf(invite.id)).toBe('invited');
  });

  it('is used up by the first turn, and a second conversation cannot have it', async () => {
    const invite = await anInvite();
    const token = await links.make('invite', invite.id, 3600);
    await opened(invite);
    expect(await invites.open(token)).toEqual({ is: 'used' });
    expect(await invites.open(invite.code)).toEqual({ is: 'unknown' }); // its hash is gone
    await expect(opened(invite)).rejects.toThrow('nothing of this turn was stored');
    expect(await invites.knownOf(anna, invite.id)).toEqual({});
  });

  it('keeps all or none, and a form that comes twice makes nothing twice', async () => {
    const [one, two] = [await anInvite({ label: 'once' }), { ...(await anInvite()), id: randomUUID() }];
    await expect(invites.add(anna, [{ ...one, id: randomUUID(), code: newCode('resume') }, two])).rejects.toThrow();
    expect((await invites.list(anna)).filter(({ label }) => label === 'once')).toHaveLength(1);
    await invites.add(anna, [{ ...one, label: 'twice' }]);
    expect((await invites.find(anna, one.id))?.label).toBe('once');
  });

  it('is nobody else’s', async () => {
    const { id } = await anInvite();
    expect(await invites.find(bert, id)).toBeUndefined();
    expect(await invites.list(bert)).toEqual([]);
    expect(await invites.knownOf(bert, id)).toEqual({});
    expect(await invites.revoke(bert, id)).toBe(false);
    expect(await invites.renew(bert, id, newCode('resume'), now)).toBe(false);
    expect(await invites.remind(bert, id, async () => {})).toBe(false);
    expect(await statusOf(id)).toBe('invited');
  });

  it('says where a client stands, by what happened', async () => {
    const invite = await anInvite();
    atDay(6.9);
    expect(await statusOf(invite.id)).toBe('invited');
    atDay(7);
    expect(await statusOf(invite.id)).toBe('stopped');
    atDay(30);
    expect(await statusOf(invite.id)).toBe('expired');
    expect(await invites.open(invite.code)).toEqual({ is: 'expired' });

    atDay(0);
    const started = await anInvite();
    const key = await opened(started);
    atDay(7);
    expect(await statusOf(started.id)).toBe('stopped');
    await store.conversations.commit(aTurn(key));
    expect(await invites.find(anna, started.id)).toMatchObject({ status: 'started', lastAt: now });

    const referral = aReferral({ reference: randomUUID() });
    await store.conversations.commit(aTurn(key, { referral }));
    expect(await invites.find(anna, started.id)).toMatchObject({
      status: 'submitted',
      reference: referral.reference,
      silent: false,
    });
    await store.referrals.change(referral.reference, 'deliver', 'system');
    atDay(20); // 14 December: ten working days after 30 November
    expect(await invites.find(anna, started.id)).toMatchObject({ status: 'delivered', silent: false });
    atDay(21);
    expect(await invites.find(anna, started.id)).toMatchObject({ status: 'delivered', silent: true });
    await store.referrals.remark(referral.reference, 'alert-counsellor', 'system');
    expect(await invites.find(anna, started.id)).toMatchObject({ silent: true });
    await store.referrals.change(referral.reference, 'ask-more', 'desk', { body: { questions: [], note: 'x' } });
    expect(await invites.find(anna, started.id)).toMatchObject({ status: 'needs-more', silent: false });
  });

  it('ends when the counsellor revokes it, but not once the client is at it', async () => {
    const invite = await anInvite();
    const token = await links.make('invite', invite.id, 3600);
    expect(await invites.revoke(anna, invite.id)).toBe(true);
    expect(await invites.open(token)).toEqual({ is: 'expired' });
    expect(await invites.open(invite.code)).toEqual({ is: 'expired' });
    expect(await statusOf(invite.id)).toBe('revoked');
    await expect(opened(invite)).rejects.toThrow('nothing of this turn was stored');

    const other = await anInvite();
    await opened(other);
    expect(await invites.revoke(anna, other.id)).toBe(false);
    expect(await statusOf(other.id)).toBe('started');
  });

  it('tells of an erased client only that there was one', async () => {
    const invite = await anInvite({ email: 'client@example.org' });
    const key = await opened(invite);
    await store.conversations.commit(aTurn(key, { saved: 'erased' }));
    expect(await invites.find(anna, invite.id)).toMatchObject({ status: 'erased', label: null, email: null });
    expect(await invites.renew(anna, invite.id, newCode('resume'), now)).toBe(false);
  });

  it('renews with what the counsellor filled in, never with what the client told', async () => {
    const invite = await anInvite();
    const at = START.toISOString();
    const key = await opened(
      invite,
      aSaved({
        answers: {
          'diploma-level': { value: 'master', by: 'counsellor', at },
          income: { value: ['living-wage'], by: 'client', at },
        },
      }),
    );
    atDay(9);
    const code = newCode('resume');
    expect(await invites.renew(anna, invite.id, code, new Date(now.getTime() + 30 * DAY))).toBe(true);
    expect(await invites.open(code)).toMatchObject({ is: 'open', known: { 'diploma-level': 'master' } });
    expect(await statusOf(invite.id)).toBe('invited');

    // Whoever goes on in the conversation of before is still heard of.
    const referral = aReferral({ reference: randomUUID() });
    await store.conversations.commit(aTurn(key, { referral }));
    expect(await statusOf(invite.id)).toBe('submitted');
    expect(await invites.renew(anna, invite.id, newCode('resume'), now)).toBe(false);
  });

  it('mails a client once a week at most', async () => {
    const { id } = await anInvite({ email: 'client@example.org' });
    let queued = 0;
    const queue = async () => {
      queued += 1;
    };
    expect(await invites.remind(anna, id, queue)).toBe(true);
    atDay(6.9);
    expect(await invites.remind(anna, id, queue)).toBe(false);
    atDay(7);
    expect(await invites.remind(anna, id, queue)).toBe(true);
    expect(await invites.remind(anna, (await anInvite()).id, queue)).toBe(false); // no address
    expect(queued).toBe(2);
    atDay(20);
    await expect(invites.remind(anna, id, () => Promise.reject(new Error('no queue')))).rejects.toThrow('no queue');
    expect(await invites.remind(anna, id, queue)).toBe(true); // a letter that was not queued does not count
  });

  it('takes back that a client was mailed when nobody took the letter, and says so once', async () => {
    const { id } = await anInvite({ email: 'client@example.com', label: 'mevrouw A' });
    const told: object[] = [];
    const tell = async (counsellor: object) => void told.push(counsellor);
    const mailed = () => invites.remind(anna, id, async () => {});
    const shown = async () => {
      const client = await invites.find(anna, id);
      return [client?.remindedAt, client?.mailRefusedAt];
    };
    expect(await mailed()).toBe(true);
    atDay(1);
    await expect(invites.refuseMail(id, START, () => Promise.reject(new Error('no queue')))).rejects.toThrow(
      'no queue',
    );
    expect(await shown()).toEqual([START, null]);
    for (let times = 0; times < 2; times += 1) await invites.refuseMail(id, START, tell);
    expect(told).toEqual([{ email: 'anna@example.org', language: 'nl', label: 'mevrouw A' }]);
    expect(await shown()).toEqual([null, now]);

    // What is heard again of the first letter says nothing of the next.
    expect(await mailed()).toBe(true);
    await invites.refuseMail(id, START, tell);
    expect(await shown()).toEqual([now, null]);
    expect(told).toHaveLength(1);
  });
});

describe.each(KINDS)('counsellors on the %s database', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await openFresh(kind);
  });
  afterAll(() => database.close());

  it('has one account for an address, however it is written', async () => {
    const counsellors = createCounsellors(database, () => START);
    const [first, again] = await Promise.all([
      counsellors.enter('carla@example.org', 'nl'),
      counsellors.enter('Carla@EXAMPLE.org', 'en'),
    ]);
    expect(again.id).toBe(first.id);
    expect(first).toMatchObject({ email: 'carla@example.org', name: '', epoch: 0 });
    await counsellors.change(first.id, { name: 'Carla', language: 'fr' });
    await counsellors.endSessions(first.id);
    expect(await counsellors.find(first.id)).toMatchObject({ name: 'Carla', language: 'fr', epoch: 1 });
    expect(await counsellors.find('nobody')).toBeUndefined();
  });
});
