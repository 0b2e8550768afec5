import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Language } from '../../src/domain/referral.ts';
import { words } from '../bot/talk.ts';
import { APP_ID, connectorToken } from '../channels/an-azure.ts';
import { type Person, startTeams, type Teams } from './a-teams-client.ts';
import { answerUpTo, label } from './answers.ts';
import {
  deleted,
  edited,
  executed,
  inChannel,
  inGroupChat,
  installed,
  namingBot,
  reacted,
  removed,
  sentFile,
  someone,
  typed,
  upgraded,
} from './payloads.ts';

let teams: Teams;
beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {}); // the SDK prints why it refuses a token
  teams = await startTeams(APP_ID);
});
afterAll(async () => {
  await teams.stop();
  vi.restoreAllMocks();
});

const BEGIN = label('en', 'privacy', 'yes');

async function begin(name: string, language: Language, locale = 'fr-BE'): Promise<Person> {
  const person = teams.person(someone(name, locale));
  await person.type('hallo');
  if (person.asking() === 'language') await person.type(words.autonym(language));
  return person;
}

describe('a newcomer in Teams', () => {
  it('is greeted once when the app is added, though Teams says so twice', async () => {
    const person = teams.person(someone('greeted'));
    await person.install();
    const sent = teams.sentTo(person.who);
    expect(sent.filter(({ channelData }) => channelData?.question === 'language')).toHaveLength(1);
    expect(person.buttons()).toEqual(words.languages.map((language) => words.autonym(language)));
  });

  it('is greeted in the language of Teams, which is still asked', async () => {
    const person = teams.person(someone('greeted-in-french'));
    await person.send(installed(person.who)[1]);
    expect(person.fresh().map(({ locale }) => locale)).toEqual(['fr']);
    expect(person.asking()).toBe('language');
    await person.tap(words.autonym('ar'));
    expect(person.fresh().at(-1)?.locale).toBe('ar');
  });

  it.each(['fr', 'ar'] as const)(
    'comes to a referral in %s, by tapping and typing, and hears its reference',
    async (language) => {
      const person = await begin(`referred-${language}`, language);
      await answerUpTo(person, language);
      const last = person.fresh().at(-1);
      expect(last?.channelData).toMatchObject({ referral: { reference: expect.any(String), status: 'submitted' } });
      expect(last?.locale).toBe(language);
      expect(last?.text).toContain(last?.channelData.referral.reference);
    },
  );

  it('puts each card away that was answered, with the answer in its place', async () => {
    const person = await begin('put-away', 'en');
    const before = teams.azure.edits.length;
    const answered = await person.tap(BEGIN);
    const said = `${words.t('en', 'questions:privacy.short')}: ${BEGIN}`;
    const card = {
      type: 'AdaptiveCard',
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      version: '1.5',
      lang: 'en',
      rtl: false,
      body: [{ type: 'TextBlock', text: said, wrap: true, isSubtle: true }],
    };
    expect(answered).toEqual({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card },
    });
    const edits = teams.azure.edits.slice(before);
    expect(edits.map(({ path }) => path)).toEqual(['/emea/v3/conversations/a%3A1put-away/activities/the-card']);
    expect(edits[0]?.activity.attachments?.[0]?.content).toEqual(card);
  });

  it('is heard just the same by a client that only knows Action.Submit', async () => {
    const person = await begin('old-client', 'en');
    expect(await person.tap(BEGIN, {}, 'submit')).toEqual({ status: 200, body: undefined });
    expect(person.asking()).toBe('nationalities');
    await answerUpTo(person, 'en', 'goal');
    await person.tap(words.t('en', 'dialog:next'), { chosen: 'work-soon' }, 'submit');
    expect(person.asking()).not.toBe('goal');
  });

  it('does nothing twice for a press that is sent twice', async () => {
    const person = await begin('twice', 'en');
    await answerUpTo(person, 'en', 'share');
    const press = person.press(label('en', 'share', 'send'), { leaveOut: '' });
    const [first, second] = [await person.send(press), await teams.post(press)];
    expect(second).toEqual(first);
    const referrals = teams.sentTo(person.who).filter(({ channelData }) => channelData?.referral !== undefined);
    expect(referrals).toHaveLength(1);
    // A second tap on the same card is another press: it finds the referral made.
    await person.send({ ...press, id: 'f:another' });
    const references = teams
      .sentTo(person.who)
      .flatMap(({ channelData }) => (channelData?.referral === undefined ? [] : [channelData.referral.reference]));
    expect(new Set(references).size).toBe(1);
  });

  it('says of an old button that it came too late, and shows what is really kept', async () => {
    const person = await begin('too-late', 'en');
    await person.tap(BEGIN);
    await person.type('Syria');
    await person.tap(label('en', 'residence-status', 'recognised-refugee'));
    const late = { say: label('en', 'residence-status', 'work'), question: 'residence-status' };
    const answered = await person.send(executed(person.who, { verb: 'say', data: late }, 'an-old-card'));
    expect(person.texts()).toContain(words.t('en', 'dialog:stale.other'));
    expect(person.asking()).toBe('in-belgium-since');
    expect(answered.body.value.body[0].text).toContain(label('en', 'residence-status', 'recognised-refugee'));
  });

  it('reads past the name of the bot, hard spaces and HTML entities', async () => {
    const person = await begin('entities', 'en');
    await person.send(namingBot(person.who, 'yes'));
    expect(person.asking()).toBe('nationalities');
    await person.type('Syria');
    await answerUpTo(person, 'en', 'name');
    expect(person.asking()).toBe('name');
    await person.type('Kim&nbsp;Voorbeeld');
    await answerUpTo(person, 'en', 'review');
    expect(JSON.stringify(person.fresh())).toContain('Kim Voorbeeld');
  });

  it('takes no files, and says so', async () => {
    const person = await begin('files', 'en');
    await person.tap(BEGIN);
    await person.send(sentFile(person.who));
    expect(person.texts()).toContain(words.t('en', 'dialog:no-files'));
    expect(person.asking()).toBe('nationalities');
    await person.type('Syria');
    expect(person.texts()).not.toContain(words.t('en', 'dialog:no-files'));
  });

  it('hears that an edited or deleted message changed nothing, once', async () => {
    const person = await begin('edits', 'en');
    const message = typed(person.who, 'yes');
    await person.send(message);
    const edit = edited(person.who, message.id, 'no');
    await person.send(edit);
    expect(person.texts()).toEqual([words.t('en', 'teams:edited')]);
    await person.send(edit);
    expect(person.texts()).toEqual([]);
    await person.send(deleted(person.who, message.id));
    expect(person.texts()).toEqual([words.t('en', 'teams:deleted')]);
    await person.type('Syria');
    expect(person.asking()).toBe('residence-status');
  });

  it.each([
    { what: 'a reaction', event: reacted },
    { what: 'an upgrade of the app', event: upgraded },
    { what: 'somebody typing', event: (who: ReturnType<typeof someone>) => ({ ...typed(who, ''), type: 'typing' }) },
  ])('says nothing to $what', async ({ event }) => {
    const person = await begin(`silent-${event.name}`, 'en');
    expect(await person.send(event(person.who))).toEqual({ status: 200, body: undefined });
    expect(person.fresh()).toEqual([]);
  });

  it('can change an answer at the end by tapping', async () => {
    const person = await begin('changes', 'en');
    await answerUpTo(person, 'en', 'share');
    await person.tap(label('en', 'share', 'dont-send'));
    await person.tap(words.t('en', 'dialog:change-one', { what: words.t('en', 'questions:share.short') }));
    expect(person.asking()).toBe('review');
  });

  it('can change an answer by tapping where nothing is asked any more', async () => {
    const person = await begin('changes-outcome', 'en');
    await answerUpTo(person, 'en', 'residence-status');
    await person.tap(label('en', 'residence-status', 'none'));
    await answerUpTo(person, 'en');
    expect(person.fresh().some(({ channelData }) => channelData?.outcome !== undefined)).toBe(true);
    await person.tap(words.t('en', 'dialog:change-something'));
    await person.tap(words.t('en', 'dialog:change-one', { what: words.t('en', 'questions:residence-status.short') }));
    expect(person.asking()).toBe('residence-status');
  });

  it('erases everything on request, and begins anew', async () => {
    const person = await begin('erases', 'en');
    await person.tap(BEGIN);
    await person.type('erase everything');
    await person.tap(words.t('en', 'dialog:yes'));
    expect(person.texts()).toEqual([words.t('en', 'dialog:erase.done')]);
    await person.type('hello');
    expect(person.asking()).toBe('language');
  });

  it('goes on after the app was removed and added again', async () => {
    const person = await begin('back', 'en');
    await person.tap(BEGIN);
    await teams.post(removed(person.who));
    await person.install();
    await person.type('Syria');
    expect(person.asking()).toBe('residence-status');
  });
});

describe('where others read along', () => {
  it.each([
    { where: 'a channel', say: inChannel },
    { where: 'a group chat', say: inGroupChat },
  ])('asks nothing in $where, and offers a chat of one’s own', async ({ say }) => {
    const before = teams.azure.activities.length;
    const said = say(someone('in-group', 'nl-BE'), 'ik ben vluchteling');
    await teams.post(said);
    const [message, ...more] = teams.azure.activities.slice(before);
    expect(more).toEqual([]);
    expect(message).toMatchObject({ text: words.t('nl', 'teams:personal-only'), locale: 'nl' });
    expect(JSON.stringify(message?.attachments)).toContain(`users=28%3A${APP_ID}`);
    expect(message?.channelData?.question).toBeUndefined();
    await teams.post(said);
    expect(teams.azure.activities).toHaveLength(before + 1);
  });

  it('answers a press on a card there with words, and takes nothing from it', async () => {
    const press = executed(someone('in-group', 'nl-BE'), { data: { question: 'privacy', say: 'Ja' } }, 'a-card');
    const { conversation } = inGroupChat(someone('in-group'), '');
    expect(await teams.post({ ...press, conversation })).toEqual({
      status: 200,
      body: {
        statusCode: 200,
        type: 'application/vnd.microsoft.activity.message',
        value: words.t('nl', 'teams:personal-only'),
      },
    });
  });
});

describe('what is not for us', () => {
  const who = someone('stranger');
  it.each([
    { what: 'no action', value: {} },
    { what: 'an action of another kind', value: { action: { type: 'Action.Submit', data: {} } } },
    { what: 'a card that refreshes itself', value: { action: { type: 'Action.Execute' }, trigger: 'automatic' } },
    { what: 'nothing', value: undefined },
  ])('refuses an invoke with $what in the form for cards', async ({ value }) => {
    expect(await teams.post({ ...executed(who, {}, 'c'), value })).toEqual({
      status: 400,
      body: {
        statusCode: 400,
        type: 'application/vnd.microsoft.error',
        value: { code: 'BadRequest', message: expect.any(String) },
      },
    });
  });

  it('does not know other invokes', async () => {
    expect(await teams.post({ ...executed(who, {}, 'c'), name: 'task/fetch' })).toEqual({
      status: 501,
      body: undefined,
    });
  });

  it('lets nobody in whom Azure did not send', async () => {
    const before = teams.azure.activities.length;
    for (const body of [typed(who, 'yes'), executed(who, { data: {} }, 'c'), removed(who), inChannel(who, 'x')]) {
      expect(await teams.post(body, connectorToken({ aud: 'another-bot' }))).toMatchObject({ status: 401 });
      expect(await teams.post(body, 'nonsense')).toMatchObject({ status: 401 });
    }
    expect(teams.azure.activities).toHaveLength(before);
  });

  it('logs nothing of what was said', () => {
    const logged = teams.server.logged();
    for (const said of ['Syria', 'Voorbeeld', 'testpersoon@example.org', 'vluchteling', 'a:1'])
      expect(logged).not.toContain(said);
  });
});
