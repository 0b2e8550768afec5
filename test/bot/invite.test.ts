/** A counsellor's invite: what it fills in, whose words count, and that it opens one conversation. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstMessages } from '../../src/bot/bot.ts';
import type { QuestionId } from '../../src/domain/questions.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { aHouse, type House } from './a-house.ts';
import { textOf, words } from './talk.ts';

const KNOWN = { location: { region: 'ghent' }, 'diploma-level': 'master', name: 'Testpersoon Voorbeeld' } as const;
const fr = (key: string, params = {}) => words.t('fr', key, params);

describe('an invite', () => {
  let house: House;
  beforeAll(async () => {
    house = await aHouse();
  });
  afterAll(async () => {
    expect(house.problems.filter((code) => code !== 'turn-failed')).toEqual([]);
    await house.close();
  });

  it('greets in its language, fills in what the counsellor knew, and asks nothing of that', async () => {
    const { id, token } = await house.invite(KNOWN as never);
    const person = await house.open({ locale: 'und-nl', invite: token });
    const greeting = textOf(await person.news());
    expect(greeting).toContain(fr('dialog:invite.welcome', { who: 'Anna Voorbeeld, Agentschap Voorbeeld' }));
    expect(greeting).toContain(fr('dialog:invite.filled'));
    expect(greeting).toContain(fr('questions:privacy.ask'));
    expect(await person.saved()).toMatchObject({
      language: 'fr',
      invite: { id, together: false },
      answers: { location: { value: { region: 'ghent' }, by: 'counsellor' } },
    });
    const answered = await person.press('fr', undefined, 'review');
    const { answers } = await person.saved();
    expect(answers['diploma-level']).toMatchObject({ value: 'master', by: 'counsellor' });
    expect(answers.nationalities).toMatchObject({ by: 'client' });
    const card = JSON.stringify(answered.at(-1)?.attachments?.[0]?.content.body);
    expect(card.split(fr('dialog:review.by.counsellor'))).toHaveLength(4);
  });

  it('hands over who knew what, and whom to answer', async () => {
    const { token } = await house.invite(KNOWN as never);
    const person = await house.open({ invite: token });
    const replies = await person.press('fr');
    const reference = replies.at(-1)?.channelData.referral.reference;
    const record = await house.store.referrals.find(reference);
    const referral = record?.referral;
    expect(record?.counsellor).toBeDefined();
    expect(referral?.referrer).toEqual({
      name: 'Anna Voorbeeld',
      organisation: 'Agentschap Voorbeeld',
      returnTo: 'anna@example.org',
    });
    expect(referral?.facts.find(({ key }) => key === 'diplomaLevel')).toMatchObject({ author: 'counsellor' });
    expect(referral?.facts.find(({ key }) => key === 'nationalities')).toMatchObject({ author: 'client' });
    const sources = referral?.summary.lines.map(({ id, source }) => [id, source]);
    expect(Object.fromEntries(sources ?? [])).toMatchObject({ lives: 'counsellor', diploma: 'counsellor, client' });
  });

  it('keeps nothing of it when the client says no to that', async () => {
    const { token } = await house.invite(KNOWN as never);
    const person = await house.open({ invite: token });
    await person.say(fr('questions:privacy.options.no'));
    expect(Object.keys((await person.saved()).answers)).toEqual(['language']);
  });

  it('never answers for the client what only the client can say', async () => {
    const { token } = await house.invite({ privacy: true, review: 'right', share: true } as never);
    const person = await house.open({ invite: token });
    expect(Object.keys((await person.saved()).answers)).toEqual(['language']);
  });

  it('lets what the client says about it win, on going back and on changing', async () => {
    const { token } = await house.invite(KNOWN as never);
    const person = await house.open({ invite: token });
    await person.say(fr('questions:privacy.options.yes'));
    await person.say(words.t('fr', 'dialog:change-one', { what: fr('questions:location.short') }));
    await person.press('fr', undefined, 'location');
    expect((await person.asks())?.channelData.question).toBe('location');
    await person.say(fr('questions:location.options.brussels'));
    expect((await person.saved()).answers.location).toMatchObject({ value: { region: 'brussels' }, by: 'client' });
  });

  it('"back" goes to what was answered here, not to what was filled in', async () => {
    const { token } = await house.invite(KNOWN as never);
    const person = await house.open({ invite: token });
    await person.send({ text: words.t('fr', 'page:say.back'), channelData: { command: 'back' } });
    expect(Object.keys((await person.saved()).answers)).toEqual(['language', ...Object.keys(KNOWN)]);
    expect((await person.asks())?.channelData.question).toBe('privacy');
  });

  it('opens one conversation: whoever comes second is told so, and goes on', async () => {
    const { token } = await house.invite(KNOWN as never);
    await house.open({ invite: token });
    const second = await house.open({ locale: 'nl', invite: token });
    const said = textOf(await second.news());
    expect(said).toContain(words.t('nl', 'dialog:invite.used'));
    expect(said).toContain(words.t('nl', 'questions:privacy.ask'));
    expect((await second.saved()).invite).toBeUndefined();
  });

  it('opens one conversation, also when two devices open it at the same moment', async () => {
    const { token } = await house.invite(KNOWN as never);
    const both = await Promise.all([house.open({ invite: token }), house.open({ invite: token })]);
    const said = await Promise.all(both.map(async (person) => textOf(await person.news())));
    const welcomed = said.filter((text) => text.includes('Anna Voorbeeld'));
    const turnedAway = said.filter((text) => text.includes(words.t('nl', 'dialog:invite.used')));
    expect([welcomed.length, turnedAway.length]).toEqual([1, 1]);
    expect(said.join()).not.toContain('sorry');
  });

  it('is opened by its short code too, and then leaves what the client said alone', async () => {
    const { code } = await house.invite({ ...KNOWN, nationalities: ['IQ'] } as never);
    const person = await house.open({ locale: 'nl' });
    await person.press('nl', undefined, 'residence-status');
    const said = textOf(await person.say(code.toLowerCase()));
    expect(said).toContain('Anna Voorbeeld');
    const saved = await person.saved();
    expect(saved.language).toBe('nl');
    expect(saved.answers.nationalities).toMatchObject({ value: ['SY'], by: 'client' });
    expect(saved.answers.name).toMatchObject({ by: 'counsellor' });
    const again = await house.open({ locale: 'nl' });
    expect(textOf(await again.say(code))).toContain(words.t('nl', 'dialog:resume.unknown'));
  });

  it('can come with the first event of another client', async () => {
    const { token } = await house.invite(KNOWN as never);
    const person = await house.open({ locale: 'und-nl' });
    await person.send({ type: 'event', name: 'invite', channelData: { invite: token } });
    expect((await person.saved()).invite).toBeDefined();
    expect((await person.asks())?.channelData.question).toBe('privacy');
  });

  it('asks no question of a forged invite, and not for ever', async () => {
    const person = await house.open({ locale: 'nl' });
    for (let times = 0; times < 8; times += 1)
      await person.send({ type: 'event', name: 'invite', channelData: { invite: 'A'.repeat(44) } });
    const { activities } = await house.line.read(person.id, 0);
    const refused = activities.filter(({ text }) => text === words.t('nl', 'dialog:invite.unknown'));
    expect(refused).toHaveLength(5);
    expect((await person.saved()).invite).toBeUndefined();
  });

  it.each(BUILD_LANGUAGES)('looks the same on the page before anybody opened it, in %s', async (language) => {
    const { token } = await house.invite(KNOWN as never, { language });
    const shown = await firstMessages(house.parts, { language: 'nl', chosen: false, invite: token });
    const again = await firstMessages(house.parts, { language: 'nl', chosen: false, invite: token });
    expect(again.messages.map(({ text }) => text)).toEqual(shown.messages.map(({ text }) => text));
    expect(shown.guessed).toBe(false);
    expect(new Set(shown.messages.map(({ locale }) => locale))).toEqual(new Set([language]));
    const person = await house.open({ locale: 'und-nl', invite: token });
    expect((await person.news()).map(({ text }) => text)).toEqual(shown.messages.map(({ text }) => text));
  });

  it('says on the page what is wrong with it', async () => {
    const { id, token } = await house.invite();
    await house.invites.revoke(await counsellorOf(house, id), id);
    const look = async (invite: string) => firstMessages(house.parts, { language: 'nl', chosen: true, invite });
    expect(textOf((await look(token)).messages)).toContain(words.t('nl', 'dialog:invite.expired'));
    const forged = await look('no such invite');
    expect(textOf(forged.messages)).toContain(words.t('nl', 'dialog:invite.unknown'));
    expect(forged.guessed).toBe(true);
    expect(forged.messages.at(-1)?.channelData.question).toBe('privacy' satisfies QuestionId);
  });
});

async function counsellorOf(house: House, id: string): Promise<string> {
  const row = await house.database.db
    .selectFrom('invites')
    .select('counsellor')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.counsellor ?? '';
}
