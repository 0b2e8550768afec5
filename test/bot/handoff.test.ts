/** A live desk is called in the conversation, once; what it says back counts only from who may speak for it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandover } from '../../src/bot/handoff.ts';
import { aHouse, type House, KEYS, type Person } from './a-house.ts';

describe('a live handover', () => {
  let house: House;
  const heard: string[] = [];
  beforeAll(async () => {
    house = await aHouse(() => ({
      hearHandoff: async (reference, state) => void heard.push(`${reference} ${state}`),
    }));
  });
  afterAll(async () => {
    expect(house.problems).toEqual([]);
    await house.close();
  });
  const sent = async (): Promise<{ person: Person; reference: string }> => {
    const person = await house.open({ locale: 'fr' });
    await person.press('fr');
    return { person, reference: (await person.saved()).referral ?? '' };
  };
  const eventsIn = async (person: Person) =>
    (await house.line.read(person.id, 0)).activities.filter(({ name }) => name === 'handoff.initiate');

  it('stands in the conversation once, without the link that is the desk’s own', async () => {
    const { person, reference } = await sent();
    const handOver = createHandover(house.parts, KEYS);
    const context = { reference, answerUrl: 'https://example.org/r/secret', summary: ['…'] };
    const before = await person.asks();
    let gone = 0;
    for (const _time of [1, 2])
      await house.line.speakFirst(
        person.id,
        handOver({ key: 'k1', reference, context }, () => {
          gone += 1;
        }),
      );
    expect((await eventsIn(person)).map(({ type, value }) => [type, value])).toEqual([
      ['event', { reference, summary: ['…'] }],
    ]);
    expect(gone).toBe(0);
    expect(await person.asks()).toEqual(before);
  });

  it('says so when there is nobody to hand over', async () => {
    const { person } = await sent();
    await person.send({ text: 'x', channelData: { command: 'erase' } });
    await person.say('oui');
    let gone = false;
    const handOver = createHandover(house.parts, KEYS)({ key: 'k2', reference: 'x', context: {} }, () => {
      gone = true;
    });
    await house.line.speakFirst(person.id, handOver);
    expect(gone).toBe(true);
    expect(await house.line.speakFirst('no such conversation', handOver)).toEqual({ is: 'accepted', receipt: 'gone' });
  });

  it('hears what became of it from a server that knows the secret, and from no client', async () => {
    const { person, reference } = await sent();
    const conversation = await house.line.find(person.id);
    if (conversation === undefined) throw new Error('no conversation');
    const status = (state: unknown) => ({
      type: 'event',
      name: 'handoff.status',
      value: { state },
      callerId: 'urn:wegwijzer:server',
    });
    const post = async (activity: object, fromServer: boolean) =>
      (await house.line.receive(conversation, activity, undefined, fromServer)).done;
    await post(status('accepted'), false);
    expect(heard).toEqual([]);
    await post(status('accepted'), true);
    await post(status('made up'), true);
    await post({ ...status('failed'), name: 'something else' }, true);
    expect(heard).toEqual([`${reference} accepted`]);
    const { activities } = await house.line.read(person.id, 0);
    expect(JSON.stringify(activities)).not.toContain('urn:wegwijzer:server');
  });

  it('hears nothing of a conversation that has no referral', async () => {
    heard.splice(0);
    const person = await house.open({ locale: 'fr' });
    const conversation = await house.line.find(person.id);
    if (conversation === undefined) throw new Error('no conversation');
    const status = { type: 'event', name: 'handoff.status', value: { state: 'accepted' } };
    await (await house.line.receive(conversation, status, undefined, true)).done;
    expect(heard).toEqual([]);
  });
});
