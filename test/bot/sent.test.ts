/** After the referral: what became of it is told once, the desk's questions are answered, and the client can take it back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClientAnswer } from '../../src/domain/follow-up.ts';
import { DECLINE_REASONS } from '../../src/domain/follow-up.ts';
import type { Language } from '../../src/domain/referral.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { GHENT } from '../e2e/persons.ts';
import { aHouse, type House, type Person } from './a-house.ts';
import { buttonsOf, textOf, words } from './talk.ts';

const APPOINTMENT = {
  on: '2026-12-01',
  at: '10:30',
  minutes: 45,
  how: 'visit',
  place: 'Lange Straat 1, Gent',
} as const;

let house: House;
beforeAll(async () => {
  house = await aHouse();
});
afterAll(async () => {
  expect(house.problems).toEqual([]);
  await house.close();
});

/** Somebody whose referral was sent; everything told so far is behind them. */
async function sent(language: Language = 'fr'): Promise<{ person: Person; reference: string }> {
  const person = await house.open({ locale: language });
  await person.press(language);
  const reference = (await person.saved()).referral;
  if (reference === undefined) throw new Error('nothing was sent');
  house.announced.splice(0);
  await person.news();
  return { person, reference };
}
const told = async (person: Person, times = 1) => {
  await house.tellAll(times);
  return person.news();
};
const historyOf = async (reference: string) => (await house.store.referrals.find(reference))?.history ?? [];

describe('what became of a referral', () => {
  it.each(BUILD_LANGUAGES)('is told in the conversation, in %s, once, whatever happens', async (language) => {
    const { person, reference } = await sent(language);
    const say = (key: string, params = {}) => words.t(language, key, params);
    const steps = [
      ['deliver', undefined, []],
      ['open', undefined, []],
      [
        'accept',
        { appointment: APPOINTMENT, note: 'Breng je diploma mee.' },
        [words.value(language, { day: '2026-12-01' }), '10:30', say('dialog:news.how.visit'), 'Lange Straat 1, Gent'],
      ],
      [
        'advise',
        { advice: 'Start met de cursus.', perspective: 'combined', nextStep: 'Schrijf je in.' },
        [say('verdicts:perspective.combined')],
      ],
      ['close', undefined, []],
    ] as const;
    for (const [event, body, shown] of steps) {
      await house.desk(reference, event, body);
      const state = (await house.store.referrals.find(reference))?.state ?? '';
      const replies = await told(person, 2);
      const news = replies.filter(({ channelData }) => channelData?.referral !== undefined);
      expect(
        news.map(({ channelData }) => channelData.referral),
        event,
      ).toEqual([{ reference, status: state }]);
      const text = textOf(news);
      for (const part of [say(`status:state.${state}`), say(`status:next.${state}`), reference, ...shown, '/s/'])
        expect(text, event).toContain(part);
      const quotes = replies.filter(({ channelData }) => channelData?.quote === true);
      const wrote = Object.values(body ?? {}).filter((one) => typeof one === 'string' && one.includes(' '));
      expect(quotes.map(({ text, locale }) => [text, locale])).toEqual(wrote.map((one) => [one, 'nl']));
      expect(new Set(replies.filter((one) => !quotes.includes(one)).map(({ locale }) => locale))).toEqual(
        new Set([language]),
      );
    }
  });

  it.each(DECLINE_REASONS)('says why a desk declines, and what to do now: %s', async (reason) => {
    const { person, reference } = await sent();
    await house.desk(reference, 'decline', { reason, note: '' });
    const text = textOf(await told(person));
    expect(text).toContain(words.t('fr', `status:decline.${reason}`));
    expect(text).toContain(words.t('fr', `status:decline-next.${reason}`));
  });

  it('says what to do when it could not be delivered', async () => {
    const { person, reference } = await sent();
    await house.desk(reference, 'park');
    const text = textOf(await told(person));
    expect(text).toContain('http://localhost:3978/print');
    expect(text).toContain(words.t('fr', 'status:state.parked'));
  });

  it('is told of news that came in another order, and not of what was told already', async () => {
    const { person, reference } = await sent();
    await house.desk(reference, 'deliver');
    await house.desk(reference, 'open');
    house.announced.reverse();
    const first = await told(person);
    expect(first.map(({ channelData }) => channelData.referral.status)).toEqual(['opened', 'delivered']);
  });

  it('says nothing any more once everything is erased', async () => {
    const { person, reference } = await sent();
    await house.desk(reference, 'deliver');
    await person.send({ text: 'x', channelData: { command: 'erase' } });
    const replies = await person.say(words.t('fr', 'dialog:yes'));
    expect(textOf(replies)).toContain(words.t('fr', 'dialog:erase.done'));
    expect(await told(person)).toEqual([]);
    expect((await historyOf(reference)).at(-1)).toMatchObject({ event: 'withdraw', note: 'erased' });
  });

  it('asks whether to erase, also after the referral', async () => {
    const { person } = await sent();
    const replies = await person.send({ text: 'x', channelData: { command: 'erase' } });
    expect(textOf(replies)).toBe(words.t('fr', 'dialog:erase.sure'));
    expect(buttonsOf(replies)).toEqual([words.t('fr', 'dialog:yes'), words.t('fr', 'dialog:no')]);
    expect(textOf(await person.say(words.t('fr', 'dialog:no')))).toContain(words.t('fr', 'dialog:kept'));
  });

  it('does not disturb a question that stands open', async () => {
    const { person, reference } = await sent();
    await person.send({ text: 'x', channelData: { command: 'restart' } });
    await person.say(words.t('fr', 'dialog:yes'));
    const before = await person.asks();
    await house.desk(reference, 'deliver');
    const [news] = await told(person);
    expect(news?.suggestedActions).toBeUndefined();
    expect(await person.asks()).toEqual(before);
    await person.say(words.t('fr', 'questions:privacy.options.yes'));
    expect((await person.saved()).answers.privacy?.value).toBe(true);
  });

  it.each(BUILD_LANGUAGES)('can be asked for: typed, tapped, or by writing anything, in %s', async (language) => {
    const { person, reference } = await sent(language);
    await house.desk(reference, 'accept', { appointment: APPOINTMENT, note: '' });
    house.announced.splice(0);
    const typed = words.t(language, 'dialog:typed.status').split('|');
    for (const text of [...typed, words.t(language, 'dialog:ask.status'), 'xyzzy']) {
      const replies = await person.say(text);
      const news = replies.filter(({ channelData }) => channelData?.referral?.status === 'accepted');
      expect(news, text).toHaveLength(1);
      expect(textOf(news)).toContain('10:30');
    }
  });
});

describe('the questions of the desk', () => {
  const asks = { questions: ['location', 'income', 'target-occupation'], note: 'Welk niveau was je diploma precies?' };
  const asked = async (language: Language = 'fr') => {
    const one = await sent(language);
    await house.desk(one.reference, 'ask-more', asks);
    const replies = await told(one.person, 2);
    return { ...one, replies };
  };
  const answersOf = async (reference: string) =>
    (await historyOf(reference)).filter(({ event }) => event === 'answer').map(({ body }) => body as ClientAnswer);

  it.each(BUILD_LANGUAGES)('are put one by one and go to the desk on a yes, in %s', async (language) => {
    const { person, reference, replies } = await asked(language);
    expect(textOf(replies)).toContain(asks.note);
    expect(textOf(replies)).toContain(words.t(language, 'dialog:desk.asks'));
    expect(
      replies.filter(({ channelData }) => channelData?.question).map(({ channelData }) => channelData.question),
    ).toEqual(['location']);
    await person.say(words.t(language, 'questions:location.options.brussels'));
    expect((await person.asks())?.channelData.question).toBe('income');
    await person.submit({ question: 'income', do: 'answer', notTold: 'declined' });
    expect((await person.asks())?.channelData.question).toBe('target-occupation');
    await person.say('software developer');
    const confirm = await person.asks();
    expect(confirm?.text).toBe(words.t(language, 'dialog:desk.send.ask'));
    expect(JSON.stringify(confirm?.attachments)).toContain(words.t(language, 'questions:location.options.brussels'));
    expect(await answersOf(reference)).toEqual([]);
    house.announced.splice(0);
    const done = await person.submit({ ...confirm?.attachments?.[0]?.content.actions[0].data, reply: 'Merci – شكرا' });
    expect(textOf(done)).toBe(words.t(language, 'dialog:desk.sent'));
    expect(done.at(-1)?.channelData.progress.remaining).toBe(0);
    expect(buttonsOf(done)).toContain(words.t(language, 'dialog:ask.withdraw'));
    expect(buttonsOf(done)).not.toContain(words.t(language, 'dialog:ask.answer'));
    const [answer, ...more] = await answersOf(reference);
    expect(more).toEqual([]);
    expect(answer?.note).toBe('Merci – شكرا');
    expect(answer?.answers.map(({ question, value }) => [question, value])).toEqual([
      ['location', { region: 'brussels' }],
      ['income', 'declined'],
      ['target-occupation', expect.objectContaining({ targetOccupation: 'software developer' })],
    ]);
    expect(answer?.answers[0]?.text).toEqual({
      nl: words.t('nl', 'questions:location.options.brussels'),
      client: words.t(language, 'questions:location.options.brussels'),
    });
    expect(house.announced.map(({ event }) => event)).toEqual(['answer']);
    const record = await house.store.referrals.find(reference);
    expect(record?.state).toBe('needs-more');
    expect(record?.referral?.facts.find(({ key }) => key === 'region')?.value).toBe('ghent');
    expect((await person.saved()).answers.location?.value).toEqual({ region: 'brussels' });
    expect((await person.saved()).deskAsks).toBeUndefined();
  });

  it('are sent once, however often yes is pressed', async () => {
    const { person, reference } = await asked();
    await person.press('fr', GHENT, 'share');
    const yes = (await person.asks())?.attachments?.[0]?.content.actions[0].data;
    await person.submit(yes);
    await person.submit(yes);
    await person.say(words.t('fr', 'dialog:desk.send.yes'));
    expect(await answersOf(reference)).toHaveLength(1);
  });

  it('wait when the client wants to wait, and come back when asked', async () => {
    const { person, reference } = await asked();
    await person.say(words.t('fr', 'questions:location.options.ghent'));
    const replies = await person.say(words.t('fr', 'dialog:desk.later'));
    expect(textOf(replies)).toBe(words.t('fr', 'dialog:desk.later.done'));
    expect(replies.at(-1)?.channelData.progress.remaining).toBe(0);
    expect(buttonsOf(replies)).toContain(words.t('fr', 'dialog:ask.answer'));
    expect(await person.asks()).toBeUndefined();
    expect(buttonsOf(await person.say('xyzzy'))).toContain(words.t('fr', 'dialog:ask.answer'));
    await person.say(words.t('fr', 'dialog:typed.answer').split('|')[0] ?? '');
    expect((await person.asks())?.channelData.question).toBe('income');
    await person.press('fr', GHENT, 'share');
    await person.say(words.t('fr', 'dialog:desk.send.yes'));
    expect((await answersOf(reference))[0]?.answers).toHaveLength(3);
  });

  it('leave the papers to the client’s own page meanwhile', async () => {
    const { person } = await asked();
    const replies = await person.say(words.t('fr', 'dialog:ask.papers'));
    expect(textOf(replies)).toMatch(/https?:\/\/\S+\/s\//);
    expect(replies.flatMap(({ attachments }) => attachments ?? [])).toEqual([]);
    expect((await person.asks())?.channelData.question).toBe('location');
  });

  it('can be gone back in and changed, and lose nothing else', async () => {
    const { person } = await asked();
    await person.say(words.t('fr', 'questions:location.options.brussels'));
    await person.send({ text: 'x', channelData: { command: 'back' } });
    expect((await person.asks())?.channelData.question).toBe('location');
    await person.press('fr', GHENT, 'share');
    await person.say(words.t('fr', 'dialog:change-one', { what: words.t('fr', 'questions:income.short') }));
    expect((await person.asks())?.channelData.question).toBe('income');
    const { answers, deskAsks } = await person.saved();
    expect(Object.keys(deskAsks?.answers ?? {}).sort()).toEqual(['location', 'target-occupation']);
    expect(answers.share?.value).toBe(true);
    expect(answers.nationalities).toBeDefined();
  });

  it('take what the client writes as their words, and no yes at the head of a sentence as a yes', async () => {
    const { person, reference } = await asked();
    await person.press('fr', GHENT, 'share');
    await person.say('oui mais mon diplôme est un master de quatre ans');
    expect(await answersOf(reference)).toEqual([]);
    expect((await person.asks())?.channelData.question).toBe('share');
    expect((await person.saved()).deskAsks?.reply).toContain('master de quatre ans');
    await person.say('oui');
    expect((await answersOf(reference))[0]?.note).toContain('master de quatre ans');
  });

  it('can be only the desk’s own words', async () => {
    const { person, reference } = await sent();
    await house.desk(reference, 'ask-more', { questions: [], note: 'Bel je ons even?' });
    await told(person);
    const put = await person.asks();
    expect(put?.channelData.question).toBe('share');
    expect(put?.text).toBe(words.t('fr', 'dialog:desk.send.write'));
    const empty = await person.say(words.t('fr', 'dialog:desk.send.yes'));
    expect(textOf(empty)).toContain(words.t('fr', 'status:problem.nothing-answered'));
    expect(await answersOf(reference)).toEqual([]);
    const tooLong = await person.say('x'.repeat(2001));
    expect(textOf(tooLong)).toContain(words.t('fr', 'status:problem.too-long'));
    await person.say('Je vous appelle demain matin');
    expect((await person.asks())?.text).toBe(words.t('fr', 'dialog:desk.send.ask'));
    await person.say(words.t('fr', 'dialog:desk.send.yes'));
    expect(await answersOf(reference)).toEqual([{ answers: [], note: 'Je vous appelle demain matin' }]);
  });

  it('are not sent where the desk went on, or the client answered on their own page', async () => {
    const { person, reference } = await asked();
    await person.press('fr', GHENT, 'share');
    await house.store.referrals.remark(reference, 'answer', 'client', { body: { answers: [], note: 'Elders gezegd' } });
    const replies = await person.say(words.t('fr', 'dialog:desk.send.yes'));
    expect(textOf(replies)).toContain(words.t('fr', 'dialog:desk.nothing'));
    expect(await answersOf(reference)).toHaveLength(1);
  });

  it('stop when the desk goes on, and what was open before is asked again', async () => {
    const { person, reference } = await asked();
    await house.desk(reference, 'accept', { appointment: null, note: '' });
    const replies = await told(person);
    expect(replies.at(-1)?.channelData.referral.status).toBe('accepted');
    expect((await person.saved()).deskAsks).toBeUndefined();
    expect((await person.saved()).asking).toBeUndefined();
    // The buttons of the question are gone: others stand in their place.
    expect(buttonsOf(replies.slice(-1))).toContain(words.t('fr', 'dialog:ask.status'));
    expect(textOf(await person.say(words.t('fr', 'questions:location.options.ghent')))).toContain(
      words.t('fr', 'status:state.accepted'),
    );
  });

  it('survive a switch of language and another device', async () => {
    const { person, reference } = await asked();
    await person.say(words.t('fr', 'questions:location.options.brussels'));
    await person.send({ text: 'x', channelData: { command: 'language:ar' } });
    expect((await person.asks())?.locale).toBe('ar');
    const code = /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}/.exec(
      textOf(await person.send({ text: 'x', channelData: { command: 'stop' } })),
    )?.[0];
    const other = await house.open({ locale: 'nl' });
    await other.say(code ?? '');
    expect((await other.asks())?.channelData.question).toBe('income');
    await other.press('ar', GHENT, 'share');
    await other.say(words.t('ar', 'dialog:desk.send.yes'));
    const [answer] = await answersOf(reference);
    expect(answer?.answers[0]?.text.client).toBe(words.t('ar', 'questions:location.options.brussels'));
  });

  it('stand in the way of a new intake only until they are answered', async () => {
    const { person, reference } = await sent();
    await person.send({ text: 'x', channelData: { command: 'restart' } });
    await person.say(words.t('fr', 'dialog:yes'));
    await house.desk(reference, 'ask-more', { questions: ['income'], note: '' });
    await told(person);
    expect((await person.asks())?.channelData.question).toBe('income');
    await person.press('fr', GHENT, 'share');
    await person.say(words.t('fr', 'dialog:desk.send.yes'));
    expect(await answersOf(reference)).toHaveLength(1);
    expect((await person.asks())?.channelData.question).toBe('privacy');
  });
});

describe('a client who sent a referral', () => {
  it.each(BUILD_LANGUAGES)('takes it back after being asked, in %s', async (language) => {
    const { person, reference } = await sent(language);
    for (const typed of words.t(language, 'dialog:typed.withdraw').split('|')) {
      expect(textOf(await person.say(typed)), typed).toBe(words.t(language, 'dialog:withdraw.sure'));
      await person.say(words.t(language, 'dialog:no'));
    }
    expect((await house.store.referrals.find(reference))?.state).toBe('submitted');
    await person.say(words.t(language, 'dialog:ask.withdraw'));
    house.announced.splice(0);
    const replies = await person.say(words.t(language, 'dialog:yes'));
    expect(replies.map(({ text, channelData }) => [text, channelData?.referral.status])).toEqual([
      [words.t(language, 'dialog:withdraw.done'), 'withdrawn'],
    ]);
    expect((await house.store.referrals.find(reference))?.state).toBe('withdrawn');
    expect(house.announced.map(({ event }) => event)).toEqual(['withdraw']);
    expect(await told(person)).toEqual([]);
    expect(buttonsOf(await person.say('xyzzy'))).toEqual([words.t(language, 'dialog:ask.status')]);
  });

  it('is told that there is nothing left to take back', async () => {
    const { person, reference } = await sent();
    await house.desk(reference, 'close');
    await person.say(words.t('fr', 'dialog:ask.withdraw'));
    expect(textOf(await person.say(words.t('fr', 'dialog:yes')))).toContain(words.t('fr', 'dialog:withdraw.over'));
  });

  it.each(BUILD_LANGUAGES)(
    'goes on ticking their papers, and what was sent stays as it was, in %s',
    async (language) => {
      const { person, reference } = await sent(language);
      const before = await house.store.referrals.find(reference);
      const [shown] = await person.say(words.t(language, 'dialog:ask.papers'));
      const card = shown?.attachments?.[0]?.content;
      expect(JSON.stringify(card)).toContain('"value":"can-get"');
      // With buttons it can be used without a script too.
      expect(buttonsOf(shown === undefined ? [] : [shown])).toContain(words.t(language, 'dialog:ask.status'));
      const { data } = card.actions[0];
      const kept = await person.submit({ ...data, 'doc:cv': 'have', 'doc:diploma': 'unknown', 'doc:made-up': 'have' });
      expect(textOf(kept)).toBe(words.t(language, 'dialog:papers.kept'));
      const record = await house.store.referrals.find(reference);
      expect(record?.ticks).toEqual({ cv: 'have' });
      expect(record?.referral).toEqual(before?.referral);
      const [again] = await person.say(words.t(language, 'dialog:typed.papers').split('|')[0] ?? '');
      const input = JSON.stringify(again?.attachments?.[0]?.content.body);
      expect(/"id":"doc:cv"[^}]*?"value":"have"/.test(input)).toBe(true);
    },
  );

  it.each(['withdraw', 'close', 'decline'] as const)(
    'is told nothing of a desk that reads on after %s',
    async (how) => {
      const { person, reference } = await sent();
      if (how === 'withdraw') await house.store.referrals.change(reference, 'withdraw', 'client');
      else await house.desk(reference, how, how === 'decline' ? { reason: 'no-room', note: '' } : undefined);
      for (const command of ['change', 'back', 'help']) {
        const said = textOf(await person.send({ text: 'x', channelData: { command } }));
        expect(said).not.toContain(words.t('fr', 'dialog:already-sent'));
        expect(said).not.toContain(words.t('fr', 'dialog:help.sent'));
        const state = { withdraw: 'withdrawn', close: 'closed', decline: 'declined' }[how];
        expect(said).toContain(words.t('fr', `status:state.${state}`));
      }
    },
  );

  it('ticks nothing for another referral, or for one that is over', async () => {
    const { person, reference } = await sent();
    const other = await person.submit({
      question: 'documents',
      do: 'tick',
      reference: 'WW-2222-2222-22',
      'doc:cv': 'have',
    });
    expect(textOf(other)).toContain(words.t('fr', 'dialog:stale.other'));
    await house.desk(reference, 'close');
    const late = await person.submit({ question: 'documents', do: 'tick', reference, 'doc:cv': 'have' });
    expect(textOf(late)).toContain(words.t('fr', 'dialog:papers.over'));
    expect((await house.store.referrals.find(reference))?.ticks).toBeUndefined();
  });

  it('cannot be spoken for by the counsellor beside them', async () => {
    const { token } = await house.invite({}, { together: true });
    const person = await house.open({ invite: token });
    await person.press('fr');
    const reference = (await person.saved()).referral ?? '';
    for (const text of [words.t('fr', 'dialog:ask.withdraw')]) {
      expect(textOf(await person.say(text, 'counsellor:1'))).toContain(words.t('fr', 'dialog:together.client-only'));
    }
    await person.submit({ question: 'documents', do: 'tick', reference, 'doc:cv': 'have' }, 'counsellor:1');
    expect((await house.store.referrals.find(reference))?.ticks).toBeUndefined();
  });
});
