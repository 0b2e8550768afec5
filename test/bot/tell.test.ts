/** We speak first of a link that was replaced: the new one is said, once, and what stands open stays open. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDeliveryStore } from '../../src/storage/deliveries.ts';
import { aHouse, type House } from './a-house.ts';

describe('a link that was replaced', () => {
  let house: House;
  beforeAll(async () => {
    house = await aHouse();
  });
  afterAll(async () => {
    expect(house.problems).toEqual([]);
    await house.close();
  });

  it('is said once in the conversation, and leaves the question of the desk as it is', async () => {
    const person = await house.open({ locale: 'fr' });
    await person.press('fr');
    const reference = (await person.saved()).referral ?? '';
    await house.desk(reference, 'deliver');
    await house.desk(reference, 'ask-more', { questions: ['recognition'], note: 'Welke school was het?' });
    await house.tellAll();
    const [asks, before] = [await person.asks(), await house.parts.linkToStatus(reference)];
    expect(asks?.channelData?.question).toBe('recognition');
    await person.news();

    await createDeliveryStore(house.database, house.parts.now).relink(reference, {
      plan: async () => {},
      isTheirs: () => true,
      announce: async (_trx, line) => void house.announced.push(line),
    });
    await house.tellAll(2);
    const texts = (await person.news()).map(({ text }) => text);
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('Votre page a un nouveau lien. L’ancien ne fonctionne plus.');
    const now = await house.parts.linkToStatus(reference);
    expect(now).not.toBe(before);
    expect(texts[0]).toContain(now);
    expect(await person.asks()).toEqual(asks);
    expect((await person.saved()).deskAsks).toMatchObject({ reference, questions: ['recognition'] });
  });
});
