import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/domain/assessment.ts';
import type { QuestionId } from '../../src/domain/questions.ts';
import { createInterpret } from '../../src/understanding/interpret.ts';
import { loadTables } from '../../src/understanding/load.ts';
import { answerQuestion, botParts, buttonsOf, MemoryStore, startTalk, type Talk, textOf, words } from './talk.ts';

/** Answers that lead to the desk of Ghent; a question that is not here is answered with "I don't know". */
const ANSWERS: { readonly [question in QuestionId]?: string | object } = {
  language: 'Nederlands',
  privacy: 'Ja, we beginnen',
  nationalities: 'Syrië',
  'residence-status': { option: 'recognised-refugee' },
  'in-belgium-since': '2024-03',
  'left-in-between': { option: 'no' },
  location: '9000',
  'diploma-level': { option: 'master' },
  goal: { chosen: 'work-soon' },
  'dutch-level': { option: 'B1' },
  'wants-work-at-level': { option: 'yes' },
  income: { chosen: 'living-wage,partner' },
  obstacles: { chosen: 'none' },
  documents: { 'doc:diploma': 'have', 'doc:cv': 'can-get' },
  name: 'Testpersoon',
  reach: 'iemand@example.org',
  review: { chosen: 'right' },
  share: { chosen: 'send' },
};

const answer = (talk: Talk, question: QuestionId, given = ANSWERS[question]) => answerQuestion(talk, question, given);

/** Goes on until this question stands open, or to the end. */
async function goTo(talk: Talk, until?: QuestionId, changed: typeof ANSWERS = {}): Promise<string[]> {
  const asked: string[] = [];
  for (let turns = 0; turns < 40; turns += 1) {
    const question = talk.asking() as QuestionId | undefined;
    if (question === undefined || question === until) return asked;
    asked.push(question);
    await answer(talk, question, changed[question] ?? ANSWERS[question]);
  }
  throw new Error(`no end after ${asked.join(', ')}`);
}

const begin = async (until?: QuestionId, changed?: typeof ANSWERS): Promise<Talk> => {
  const talk = startTalk();
  await talk.greet();
  await goTo(talk, until, changed);
  return talk;
};

describe('an intake', () => {
  it('ends in one referral to the desk of the region, with the very answers that were given', async () => {
    const talk = startTalk();
    await talk.greet();
    const asked = await goTo(talk);
    expect(asked).toContain('documents');
    expect(asked.indexOf('review')).toBe(asked.length - 2);
    const made = talk.store.changes.flatMap((change) => (change.referral ? [change.referral] : []));
    expect(made).toHaveLength(1);
    const [referral] = made;
    expect(referral?.reference).toMatch(/^WW-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}$/);
    expect(referral?.desk.region).toBe('ghent');
    expect(referral?.client).toMatchObject({ name: 'Testpersoon', reach: { email: 'iemand@example.org' } });
    expect(referral?.facts.find(({ key }) => key === 'income')).toMatchObject({
      value: ['living-wage', 'partner'],
      author: 'client',
    });
    // What a desk needs to judge again, though nobody said it in so many words.
    const derived = referral?.facts.filter(({ author }) => author === 'derived') ?? [];
    expect(derived.map(({ key, value }) => [key, value])).toEqual(
      expect.arrayContaining([
        ['region', 'ghent'],
        ['registeredOn', expect.stringMatching(/^\d{4}-\d\d-\d\d$/)],
      ]),
    );
    expect(referral?.assessment.deskAccess).toBe('admitted');
    const last = talk.replies.at(-1);
    expect(last?.channelData.referral).toEqual({ reference: referral?.reference, status: 'submitted' });
    expect(last?.text).toContain(referral?.reference);
  });

  it('carries the question, the progress and the language on everything that asks', async () => {
    const talk = startTalk();
    await talk.greet();
    for (let turns = 0; turns < 40 && talk.asking() !== undefined; turns += 1) {
      const asks = talk.replies.findLast((reply) => reply.channelData?.question);
      expect(asks?.locale).toBe('nl');
      expect(asks?.channelData.progress).toEqual({ answered: expect.any(Number), remaining: expect.any(Number) });
      const ways = (asks?.suggestedActions?.actions.length ?? 0) + (asks?.attachments?.length ?? 0);
      expect(ways, `${talk.asking()} has buttons or a card`).toBeGreaterThan(0);
      await answer(talk, talk.asking() as QuestionId);
    }
  });

  it('shows the outcome with a way on, and asks nothing more, when the desk is closed for certain', async () => {
    const talk = await begin(undefined, { location: { option: 'out-of-area' } });
    const last = talk.replies.at(-1);
    const outcome: Assessment['route'] = last?.channelData.outcome;
    expect(outcome).toMatchObject({ to: 'other-services', reason: 'out-of-area' });
    expect(last?.channelData.referral).toBeUndefined();
    expect(JSON.stringify(last?.attachments)).toContain('https://www.leforem.be');
    expect(last?.summary).toContain('https://www.leforem.be');
    expect(talk.store.changes.some((change) => change.referral)).toBe(false);
  });

  it('sends nothing when the person does not agree, and can still be told to', async () => {
    const talk = await begin(undefined, { share: { chosen: 'dont-send' } });
    expect(talk.store.changes.some((change) => change.referral)).toBe(false);
    expect(talk.replies.at(-1)?.channelData.outcome).toMatchObject({ to: 'desk', region: 'ghent' });
    await talk.say(words.t('nl', 'dialog:change-one', { what: words.t('nl', 'questions:share.short') }));
    await goTo(talk);
    expect(talk.store.changes.filter((change) => change.referral)).toHaveLength(1);
  });

  it('makes no second referral when the person goes on talking', async () => {
    const talk = await begin();
    for (const more of ['dank je', 'terug', 'wijzigen', 'help']) await talk.say(more);
    await talk.submit({ question: 'share', do: 'answer', chosen: 'send' });
    expect(talk.store.changes.filter((change) => change.referral)).toHaveLength(1);
  });

  it('leaves out what the person ticks, and shows what remains before anything is sent', async () => {
    const talk = await begin('share');
    await talk.submit({ question: 'share', do: 'answer', chosen: 'send', leaveOut: 'income,name' });
    expect(talk.asking()).toBe('share');
    expect(talk.store.changes.some((change) => change.referral)).toBe(false);
    await talk.submit({ question: 'share', do: 'answer', chosen: 'send', leaveOut: 'income,name' });
    const referral = talk.store.changes.find((change) => change.referral)?.referral;
    expect(referral?.leftOut).toEqual(['income', 'name']);
    expect(referral?.client.name).toBeNull();
    expect(JSON.stringify(referral)).not.toContain('Testpersoon');
    expect(JSON.stringify(referral)).not.toContain('living-wage');
  });
});

describe('at every question', () => {
  it('answers why and help, and asks the same question again', async () => {
    const talk = startTalk();
    await talk.greet();
    for (let turns = 0; turns < 40 && talk.asking() !== undefined; turns += 1) {
      const question = talk.asking() as QuestionId;
      for (const [said, shown] of [
        ['waarom', `questions:${question}.why`],
        ['help', `questions:${question}.help`],
        ['mens', 'dialog:person.or-go-on'],
      ] as const) {
        await talk.say(said);
        expect(textOf(talk.replies)).toContain(words.t('nl', shown));
        expect(talk.asking()).toBe(question);
      }
      await answer(talk, question);
    }
  });

  it('goes on in another language, with the question already in it', async () => {
    const talk = await begin('diploma-level');
    await talk.say('français');
    expect(talk.asking()).toBe('diploma-level');
    expect(textOf(talk.replies)).toContain(words.t('fr', 'questions:diploma-level.ask'));
    expect(talk.replies.at(-1)?.locale).toBe('fr');
    expect(buttonsOf(talk.replies)).toContain(words.t('fr', 'questions:diploma-level.options.master'));
    await talk.say('Nederlands');
  });

  it('goes back one question', async () => {
    const talk = await begin('diploma-level');
    await talk.say('terug');
    expect(talk.asking()).toBe('location');
    await talk.say('2000');
    expect(talk.asking()).toBe('diploma-level');
    expect((await talk.saved())?.answers.location?.value).toEqual({ postcode: '2000' });
  });

  it('changes an earlier answer at review and asks again only what hangs on it', async () => {
    const talk = await begin('review');
    await talk.submit({ question: 'review', do: 'change', target: 'goal' });
    expect(talk.asking()).toBe('goal');
    await talk.submit({ question: 'goal', do: 'answer', chosen: 'training-for-job' });
    expect(talk.asking()).toBe('training');
    await talk.say(words.t('nl', 'questions:training.options.yes'));
    expect(talk.asking()).toBe('review');
  });

  it('puts a card again with what was on it, and keeps none of that unless it is sent', async () => {
    const talk = await begin('review');
    const cardAfter = async (target: QuestionId) => {
      await talk.submit({ question: 'review', do: 'change', target });
      return JSON.stringify(talk.replies.at(-1)?.attachments);
    };
    const papers = await cardAfter('documents');
    expect(papers).toMatch(/"id":"doc:diploma"[^{}]*"value":"have"/);
    expect(papers).toMatch(/"id":"doc:cv"[^{}]*"value":"can-get"/);
    expect((await talk.saved())?.answers.documents).toBeUndefined();
    await goTo(talk, 'review');
    expect(await cardAfter('income')).toContain('"value":"living-wage,partner"');
    await goTo(talk, 'review');
    expect((await talk.saved())?.before).toEqual({});
  });

  it('asks which answer to change, by name', async () => {
    const talk = await begin('goal');
    await talk.say('wijzigen');
    const wanted = words.t('nl', 'dialog:change-one', { what: words.t('nl', 'questions:location.short') });
    expect(buttonsOf(talk.replies)).toContain(wanted);
    await talk.say(wanted);
    expect(talk.asking()).toBe('location');
  });

  it.each([
    ['wissen', 'nee', 'goal'],
    ['opnieuw', 'nee', 'goal'],
    ['opnieuw', 'ja', 'privacy'],
  ])('asks before "%s", and after "%s" asks %s', async (command, sure, asks) => {
    const talk = await begin('goal');
    await talk.say(command);
    expect((await talk.saved())?.answers.location).toBeDefined();
    await talk.say(sure);
    expect(talk.asking()).toBe(asks);
  });

  it.each(['terug', 'werk ik nu?', 'Ik weet het niet', 'ja, ik was een tijd weg uit België'])(
    'takes "%s" at "really?" for no, and for no answer to the question behind it',
    async (words_) => {
      const talk = await begin('left-in-between');
      const before = (await talk.saved())?.answers;
      await talk.say('wissen');
      await talk.say(words_);
      expect(talk.store.changes.at(-1)?.saved).not.toBe('erased');
      expect((await talk.saved())?.answers).toEqual(before);
      expect(talk.asking()).toBe('left-in-between');
    },
  );

  it('does nothing at "really?" on a button of another question, or on a button that is longer than a yes', async () => {
    const talk = await begin('left-in-between');
    await talk.say('wissen');
    for (const question of ['works-at-level', 'left-in-between']) {
      await talk.send({ text: 'Ja, ik was een tijd weg', channelData: { question } });
      expect(talk.store.changes.at(-1)?.saved).not.toBe('erased');
    }
  });

  it('goes back out of "which answer?" without losing one', async () => {
    const talk = await begin('goal');
    const before = (await talk.saved())?.answers;
    await talk.say('wijzigen');
    await talk.say('terug');
    expect((await talk.saved())?.answers).toEqual(before);
    expect(talk.asking()).toBe('goal');
  });

  it('erases everything after a yes, and starts fresh at the next word', async () => {
    const talk = await begin('goal');
    await talk.say('wissen');
    await talk.say('ja');
    expect(talk.store.changes.at(-1)?.saved).toBe('erased');
    expect(textOf(talk.replies)).toBe(words.t('nl', 'dialog:erase.done'));
    await talk.say('hallo');
    expect(talk.asking()).toBe('language');
    expect((await talk.saved())?.answers).toEqual({});
  });

  it('gives a code that brings everything back on another device, once', async () => {
    const store = new MemoryStore();
    const talk = startTalk(store, 'phone');
    await talk.greet();
    await goTo(talk, 'goal');
    await talk.say('stop');
    const code = store.changes.at(-1)?.resumeCode ?? '';
    expect(textOf(talk.replies)).toContain(code);
    const other = startTalk(store, 'laptop');
    await other.greet();
    await other.say(code.toLowerCase());
    expect(other.asking()).toBe('goal');
    expect(store.changes.at(-1)?.takesOver).toBe('phone');
    expect((await other.saved())?.answers.location?.value).toEqual({ postcode: '9000' });
  });
});

describe('an answer that is not certain', () => {
  it('is never guessed: it is asked again in other words, and after three misses a person is offered', async () => {
    const talk = await begin('location');
    await talk.say('xyzzy');
    expect(textOf(talk.replies)).toContain(words.t('nl', 'questions:location.again'));
    await talk.say('xyzzy');
    expect(buttonsOf(talk.replies)).not.toContain(words.t('nl', 'dialog:person'));
    await talk.say('xyzzy');
    expect(buttonsOf(talk.replies)).toContain(words.t('nl', 'dialog:person'));
    await talk.say(words.t('nl', 'dialog:person'));
    expect(textOf(talk.replies)).toContain('https://');
    expect(talk.asking()).toBe('location');
  });

  it('is confirmed when it is a near miss', async () => {
    const talk = await begin('nationalities');
    await talk.say('Sirië');
    expect(talk.asking()).toBe('nationalities');
    expect(textOf(talk.replies)).toBe(words.t('nl', 'dialog:did-you-mean', { what: 'Syrië' }));
    await talk.say('Nee');
    expect(talk.asking()).toBe('nationalities');
    await talk.say('Sirië');
    await talk.say('Ja');
    expect(talk.asking()).toBe('residence-status');
    expect((await talk.saved())?.answers.nationalities?.value).toEqual(['SY']);
  });
});

describe('"did you mean?" answered by the same words', () => {
  it('helps by the choices, and then by a person: it is not asked for ever', async () => {
    const talk = await begin('nationalities');
    const didYouMean = words.t('nl', 'dialog:did-you-mean', { what: 'Syrië' });
    const asked: boolean[] = [];
    for (let times = 1; times <= 6; times += 1) {
      await talk.say('Sirië');
      asked.push(textOf(talk.replies) === didYouMean);
    }
    expect(asked).toEqual([true, false, true, false, true, false]);
    expect(textOf(talk.replies)).toContain(words.t('nl', 'questions:nationalities.again'));
    expect(textOf(talk.replies)).toContain(words.t('nl', 'dialog:offer-person'));
    expect((await talk.saved())?.answers.nationalities).toBeUndefined();
  });
});

describe('work that may be a regulated profession', () => {
  it('is named as that profession when it is not certain, and kept in the own words', async () => {
    const store = new MemoryStore();
    const interpret = createInterpret(loadTables());
    const talk = startTalk(store, 'work', botParts(store, interpret));
    await talk.greet();
    await goTo(talk, 'target-occupation');
    await talk.say('verpleegkundge');
    const named = words.t('nl', 'verdicts:profession.nurse');
    expect(textOf(talk.replies)).toBe(words.t('nl', 'dialog:did-you-mean', { what: named }));
    await talk.say(words.t('nl', 'dialog:yes'));
    const value = (await talk.saved())?.answers['target-occupation']?.value;
    expect(value).toEqual({ targetOccupation: 'verpleegkundge', regulatedProfession: 'nurse' });
  });
});

describe('work that is not the profession that we took it for', () => {
  it('stays in the own words, and is not asked again', async () => {
    const store = new MemoryStore();
    const talk = startTalk(store, 'other-work', botParts(store, createInterpret(loadTables())));
    await talk.greet();
    await goTo(talk, 'target-occupation');
    await talk.say('verpleegkundge');
    await talk.say(words.t('nl', 'dialog:no'));
    expect(talk.asking()).not.toBe('target-occupation');
    const value = (await talk.saved())?.answers['target-occupation']?.value;
    expect(value).toEqual({ targetOccupation: 'verpleegkundge', regulatedProfession: null });
  });
});

describe('a card', () => {
  it('submitted twice is one answer', async () => {
    const talk = await begin('goal');
    await talk.submit({ question: 'goal', do: 'answer', chosen: 'work-soon' });
    const next = talk.asking();
    await talk.submit({ question: 'goal', do: 'answer', chosen: 'work-soon' });
    expect(textOf(talk.replies)).toContain(words.t('nl', 'dialog:stale.same'));
    expect(talk.asking()).toBe(next);
  });

  it('of an old question changes nothing and says so', async () => {
    const talk = await begin('income');
    await talk.submit({ question: 'goal', do: 'answer', chosen: 'full-degree' });
    expect(textOf(talk.replies)).toContain(words.t('nl', 'dialog:stale.other'));
    expect(talk.asking()).toBe('income');
    expect((await talk.saved())?.answers.goal?.value).toEqual(['work-soon']);
  });

  it.each([
    [{ question: 'goal', do: 'answer', chosen: 'hacked' }],
    [{ question: 'goal', do: 'answer' }],
    [{ question: 'nonsense', do: 'answer', chosen: 'work-soon' }],
    [{ chosen: 'work-soon' }],
    [{ question: 'goal', do: 'answer', chosen: { $ne: 1 } }],
    [['goal']],
  ])('with %j stores nothing and asks again', async (value) => {
    const talk = await begin('goal');
    await talk.submit(value);
    expect(talk.asking()).toBe('goal');
    expect((await talk.saved())?.answers.goal).toBeUndefined();
  });

  it('has a twin in plain text that says the same', async () => {
    const talk = await begin('documents');
    const card = talk.replies.find((reply) => reply.attachments?.length);
    expect(card?.summary).toContain(words.t('nl', 'documents:diploma.name'));
  });
});

describe('a person who has had enough', () => {
  it('leaves the rest to the desk: ten questions at most, and what was not asked stands open for the desk', async () => {
    const talk = startTalk();
    await talk.greet('nl');
    const asked = await goTo(talk, 'diploma-level');
    const enough = words.t('nl', 'dialog:enough');
    expect(buttonsOf(talk.replies)).toContain(enough);
    await talk.say(enough);
    expect(talk.asking()).toBe('name');
    asked.push(...(await goTo(talk)));
    expect(asked.length).toBeLessThanOrEqual(10);
    const referral = talk.store.changes.find((change) => change.referral)?.referral;
    expect(referral?.desk.region).toBe('ghent');
    expect(referral?.assessment.deskAccess).toBe('review');
    expect(referral?.facts.some(({ key }) => key === 'diplomaLevel')).toBe(false);
    expect(referral?.summary.openQuestions.length).toBeGreaterThan(3);
  });

  it('can still change an answer, and only that is asked again', async () => {
    const talk = await begin('diploma-level');
    await talk.say(words.t('nl', 'dialog:enough'));
    await goTo(talk, 'review');
    await talk.submit({ question: 'review', do: 'change', target: 'location' });
    await talk.say('2000');
    expect(talk.asking()).toBe('review');
  });

  it('can take that back: a slip of the finger skips nothing', async () => {
    const talk = await begin('diploma-level');
    await talk.say(words.t('nl', 'dialog:enough'));
    await talk.say('terug');
    expect(talk.asking()).toBe('diploma-level');
    expect((await talk.saved())?.skipped).toBeUndefined();
    // Later on "back" is about what was answered since, and then about that.
    await talk.say(words.t('nl', 'dialog:enough'));
    expect(talk.asking()).toBe('name');
    await talk.say('Test Persoon');
    await talk.say('terug');
    expect(talk.asking()).toBe('name');
    await talk.say('terug');
    expect(talk.asking()).toBe('diploma-level');
  });

  it('is not offered it before we know where they live', async () => {
    const talk = await begin('nationalities');
    expect(buttonsOf(talk.replies)).not.toContain(words.t('nl', 'dialog:enough'));
  });
});

describe('what is no answer at all', () => {
  it('a photo is not taken, and the question stands', async () => {
    const talk = await begin('diploma-proof');
    await talk.send({ type: 'message', attachments: [{ contentType: 'image/jpeg', name: 'x.jpg' }] });
    expect(textOf(talk.replies)).toContain(words.t('nl', 'dialog:no-files'));
    expect(talk.asking()).toBe('diploma-proof');
  });

  it('a button of the page is a command, whatever its words could mean', async () => {
    const talk = await begin('target-occupation');
    await talk.send({ type: 'message', text: 'English', channelData: { command: 'language:en' } });
    expect(talk.asking()).toBe('target-occupation');
    expect(talk.replies.at(-1)?.locale).toBe('en');
  });
});

describe('a person who begins by typing', () => {
  it('is heard when the first message names a language', async () => {
    const talk = startTalk();
    await talk.say('Français');
    expect(talk.asking()).toBe('privacy');
    expect(textOf(talk.replies)).toContain(words.t('fr', 'questions:privacy.ask'));
  });

  it('comes in by a page in a language, and is not asked for it', async () => {
    const talk = startTalk();
    await talk.greet('fr');
    expect(talk.asking()).toBe('privacy');
    expect(talk.replies.at(-1)?.locale).toBe('fr');
  });

  it('without consent is asked nothing else', async () => {
    const talk = await begin('privacy');
    await talk.say(words.t('nl', 'questions:privacy.options.no'));
    expect(talk.asking()).toBe('privacy');
    expect((await talk.saved())?.answers.privacy).toBeUndefined();
  });
});
