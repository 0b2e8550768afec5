/** Counsellor and client in one conversation: whose word it is, what only the client can say, and Dutch beside it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counsellorUser } from '../../src/domain/counsellor-user.ts';
import type { Language } from '../../src/domain/referral.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { aHouse, type House, type Person } from './a-house.ts';
import { buttonsOf, textOf, words } from './talk.ts';

const ANNA = counsellorUser('anna');

describe('a conversation that a counsellor shares', () => {
  let house: House;
  beforeAll(async () => {
    house = await aHouse();
  });
  afterAll(async () => {
    expect(house.problems).toEqual([]);
    await house.close();
  });
  const begin = async (language: Language): Promise<Person> => {
    const { token } = await house.invite({}, { language, together: true });
    return house.open({ invite: token });
  };

  it.each(BUILD_LANGUAGES)(
    'carries the Dutch of all that is asked, where that is another language: %s',
    async (language) => {
      const person = await begin(language);
      for (let turns = 0; turns < 40; turns += 1) {
        const asks = await person.asks();
        if (asks === undefined) break;
        const { question, dutch } = asks.channelData;
        if (language === 'nl') expect(dutch).toBeUndefined();
        else {
          expect(dutch.text, question).toContain(words.t('nl', `questions:${question}.ask`));
          expect(dutch.choices, question).toHaveLength(buttonsOf([asks]).length);
        }
        await person.press(language, undefined, nextOf(await person.saved(), question));
        if ((await person.saved()).referral !== undefined) return;
      }
      throw new Error('no end');

      function nextOf(saved: { answers: object }, question: string) {
        const open = house.parts.flow.questions.map(({ id }) => id).filter((id) => !(id in saved.answers));
        return open.find((id) => id !== question);
      }
    },
  );

  it('keeps what the counsellor answers as theirs, to be confirmed by the client', async () => {
    const person = await begin('fr');
    await person.press('fr', undefined, 'location');
    await person.say('9000', ANNA);
    expect((await person.saved()).answers.location).toMatchObject({ value: { postcode: '9000' }, by: 'counsellor' });
    await person.press('fr', undefined, 'review');
    const card = (await person.asks())?.attachments?.[0]?.content;
    expect(card.actions.map(({ title }: { title: string }) => title)).toEqual([
      words.t('fr', 'dialog:review.right-with-counsellor'),
    ]);
    await person.say(words.t('fr', 'dialog:review.right-with-counsellor'));
    expect((await person.asks())?.channelData.question).toBe('share');
    const [last] = (await person.press('fr')).slice(-1);
    const record = await house.store.referrals.find(last?.channelData.referral.reference);
    expect(record?.referral?.facts.find(({ key }) => key === 'postcode')).toMatchObject({ author: 'counsellor' });
  });

  it.each(['privacy', 'review', 'share'] as const)('lets nobody but the client answer %s', async (question) => {
    const person = await begin('ar');
    await person.press('ar', undefined, question);
    const before = JSON.stringify((await person.saved()).answers);
    const tries = [
      () => person.say(words.t('ar', 'dialog:yes'), ANNA),
      () =>
        person.say(
          words.t(
            'ar',
            `questions:${question}.options.${{ privacy: 'yes', review: 'right', share: 'send' }[question]}`,
          ),
          ANNA,
        ),
      () => person.submit({ question, do: 'answer', chosen: 'right' }, ANNA),
      () => person.submit({ question, do: 'leave-out', chosen: 'send', leaveOut: 'income' }, ANNA),
    ];
    for (const attempt of tries) {
      const replies = await attempt();
      const refusal = replies.find(({ text }) => text === words.t('ar', 'dialog:together.client-only'));
      expect(refusal?.channelData.dutch.text).toBe(words.t('nl', 'dialog:together.client-only'));
      expect((await person.asks())?.channelData.question).toBe(question);
    }
    expect(JSON.stringify((await person.saved()).answers)).toBe(before);
    expect((await person.saved()).leftOut).toEqual([]);
  });

  it('lets nobody but the client erase, restart, stop or confirm', async () => {
    const person = await begin('fr');
    await person.press('fr', undefined, 'location');
    for (const command of ['erase', 'restart', 'stop']) {
      const replies = await person.send({ text: 'x', channelData: { command } }, ANNA);
      expect(textOf(replies)).toContain(words.t('fr', 'dialog:together.client-only'));
    }
    await person.send({ text: 'x', channelData: { command: 'erase' } });
    await person.say(words.t('fr', 'dialog:yes'), ANNA);
    expect((await person.saved()).confirming).toBe('erase');
    await person.say(words.t('fr', 'dialog:no'));
    expect((await person.saved()).answers.privacy).toMatchObject({ by: 'client' });
  });

  it('believes nobody who only says that they are a counsellor', async () => {
    const person = await begin('fr');
    const conversation = await house.line.find(person.id);
    if (conversation === undefined) throw new Error('no conversation');
    const claim = { type: 'message', text: words.t('fr', 'questions:privacy.options.yes'), from: { id: ANNA } };
    await (await house.line.receive(conversation, claim, undefined)).done;
    expect((await person.saved()).answers.privacy).toMatchObject({ value: true, by: 'client' });
  });
});
