import { describe, expect, it } from 'vitest';
import { createDirectLine, type DirectLine } from '../../../src/channels/direct-line/direct-line.ts';
import { SIGNING_KEY } from '../a-server.ts';
import { committing, echo } from '../echo-bot.ts';
import { createMemoryLog, type MemoryLog } from '../memory-log.ts';
import { aClock } from './talk.ts';

function aDirectLine(log: MemoryLog, script = echo, more: { now?: () => Date } = {}) {
  const problems: string[] = [];
  const pauses: number[] = [];
  const directLine = createDirectLine({
    log,
    bot: committing(log.commit, script),
    signingKey: SIGNING_KEY,
    apologise: async (_key, locale) => `sorry (${locale})`,
    report: (code) => void problems.push(code),
    pause: async (ms) => void pauses.push(ms),
    ...more,
  });
  return { directLine, problems, pauses };
}

const texts = async (directLine: DirectLine, conversation: string) =>
  (await directLine.transcript(conversation)).activities.map(({ text }) => text);
const message = (text: string) => ({ type: 'message', text });

describe('a turn', () => {
  it('that fails is tried again, twice, and then answered with an apology; what came after it is answered too', async () => {
    const log = createMemoryLog();
    const { directLine, problems, pauses } = aDirectLine(log);
    const { conversationId: id } = await directLine.startLocal({ locale: 'fr' });
    const fails = directLine.say(id, message('fail'));
    await Promise.all([fails, directLine.say(id, message('hoi'))]);
    expect(await texts(directLine, id)).toEqual(['hello fr', 'fail', 'hoi', 'sorry (fr)', 'you said: hoi']);
    expect(problems).toEqual(['turn-failed', 'turn-failed', 'turn-failed', 'turn-given-up']);
    expect(pauses).toEqual([250, 1000]);
    const apology = (await log.read(id, 0)).find(({ activity }) => activity.text?.startsWith('sorry'));
    expect(apology?.activity).toMatchObject({ from: { id: 'wegwijzer', role: 'bot' } });
  });

  it('that fails once is answered the second time, and nothing of the first is seen', async () => {
    const log = createMemoryLog();
    let failures = 1;
    const { directLine } = aDirectLine(log, async (context) => {
      await context.sendActivity('half a reply');
      if (context.activity.type === 'message' && failures-- > 0) throw new Error('once');
    });
    const { conversationId: id } = await directLine.startLocal({});
    await directLine.say(id, message('hoi'));
    expect(await texts(directLine, id)).toEqual(['half a reply', 'hoi', 'half a reply']);
  });

  it('that is given up puts the question once more, with its buttons', async () => {
    const log = createMemoryLog();
    const { directLine } = aDirectLine(log, async (context) => {
      if (context.activity.type === 'message') throw new Error('always');
      const suggestedActions = { to: [], actions: [{ type: 'imBack', title: 'ja', value: 'ja' }] };
      await context.sendActivity({ type: 'message', text: 'well?', inputHint: 'expectingInput', suggestedActions });
      await context.sendActivity('take your time');
    });
    const { conversationId: id } = await directLine.startLocal({ locale: 'nl' });
    await directLine.say(id, message('hoi'));
    const { activities } = await directLine.transcript(id);
    expect(activities.map(({ text }) => text)).toEqual(['well?', 'take your time', 'hoi', 'sorry (nl)', 'well?']);
    expect(activities.at(-1)?.suggestedActions).toEqual(activities[0]?.suggestedActions);
    expect(activities.at(-1)?.replyToId).toBe(activities[2]?.id);
    expect(new Set(activities.map((one) => one.id)).size).toBe(5);
  });

  it('that died with its process nine times is tried once more', async () => {
    const log = createMemoryLog();
    const { directLine } = aDirectLine(log);
    const { conversationId: id } = await directLine.startLocal({ locale: 'nl' });
    await log.receive(id, message('unlucky'), { clientActivityId: undefined, hidden: false });
    for (let death = 0; death < 9; death++) await log.nextInbound(id);
    await directLine.say(id, message('hoi'));
    expect(await texts(directLine, id)).toEqual(['hello nl', 'unlucky', 'hoi', 'you said: unlucky', 'you said: hoi']);
  });

  it('that took its process down ten times is not tried again', async () => {
    const log = createMemoryLog();
    const { directLine } = aDirectLine(log);
    const { conversationId: id } = await directLine.startLocal({ locale: 'nl' });
    await log.receive(id, message('poison'), { clientActivityId: undefined, hidden: false });
    for (let death = 0; death < 10; death++) await log.nextInbound(id);
    await directLine.say(id, message('hoi'));
    expect(await texts(directLine, id)).toEqual(['hello nl', 'poison', 'hoi', 'sorry (nl)', 'you said: hoi']);
  });

  it('that was waiting when a process died is run by the next one, in order', async () => {
    const log = createMemoryLog();
    const { conversationId: id } = await aDirectLine(log).directLine.startLocal({});
    for (const text of ['one', 'two']) await log.receive(id, message(text), { clientActivityId: text, hidden: false });
    const { directLine } = aDirectLine(log);
    directLine.start();
    await directLine.stop();
    expect(await texts(directLine, id)).toEqual(['hello ?', 'one', 'two', 'you said: one', 'you said: two']);
  });

  it('that another process received is left to it for 5 seconds', async () => {
    const clock = aClock();
    const log = createMemoryLog(clock.now);
    const { directLine } = aDirectLine(log, echo, clock);
    const { conversationId: id } = await directLine.startLocal({});
    await log.receive(id, message('elsewhere'), { clientActivityId: undefined, hidden: false });
    await directLine.sweep();
    expect(await texts(directLine, id)).toEqual(['hello ?', 'elsewhere']);
    clock.pass(5);
    await directLine.sweep();
    expect(await texts(directLine, id)).toEqual(['hello ?', 'elsewhere', 'you said: elsewhere']);
  });

  it('that comes in just after the last look for more is run too', async () => {
    const log = createMemoryLog();
    const { directLine } = aDirectLine(log);
    const { conversationId: id } = await directLine.startLocal({});
    const { exclusively } = log;
    let late: Promise<void> | undefined;
    log.exclusively = async (conversation, work) => {
      const result = await exclusively(conversation, work);
      if (late === undefined) {
        late = directLine.say(id, message('late'));
        await new Promise(setImmediate); // it is stored now, and asks for a drain that is under way
      }
      return result;
    };
    await directLine.say(id, message('hoi'));
    await late;
    expect(await texts(directLine, id)).toEqual(['hello ?', 'hoi', 'you said: hoi', 'late', 'you said: late']);
  });

  it('runs once when two processes want it', async () => {
    const log = createMemoryLog();
    const [one, two] = [aDirectLine(log).directLine, aDirectLine(log).directLine];
    const { conversationId: id } = await one.startLocal({});
    await Promise.all([one.say(id, message('a')), two.say(id, message('b')), one.sweep(0), two.sweep(0)]);
    expect((await texts(one, id)).toSorted()).toEqual(['a', 'b', 'hello ?', 'you said: a', 'you said: b']);
  });

  it('waits in the store when the store fails, and is run by the sweep', async () => {
    const log = createMemoryLog();
    const { directLine, problems } = aDirectLine(log);
    const { conversationId: id } = await directLine.startLocal({});
    const { nextInbound } = log;
    log.nextInbound = async () => {
      throw new Error('no database');
    };
    await expect(directLine.say(id, message('hoi'))).rejects.toThrow('no database');
    log.nextInbound = nextInbound;
    await directLine.sweep(0);
    expect(await texts(directLine, id)).toEqual(['hello ?', 'hoi', 'you said: hoi']);
    expect(problems).toEqual(['drain-failed']);
  });
});

describe('a conversation', () => {
  it('that was stored but not yet greeted is greeted when its page comes back, once', async () => {
    const log = createMemoryLog();
    const { directLine } = aDirectLine(log);
    const conversation = { id: 'c', userId: 'dl_u', locale: 'nl' };
    await log.create(conversation);
    await Promise.all([directLine.resume(conversation), directLine.resume(conversation)]);
    await log.exclusively('c', async () => {});
    await directLine.resume(conversation);
    await log.exclusively('c', async () => {});
    expect(await texts(directLine, 'c')).toEqual(['hello nl']);
  });

  it('for a page without JavaScript: starts greeted, answers what is said, and shows what a person saw', async () => {
    const log = createMemoryLog();
    const { directLine } = aDirectLine(log);
    const { conversationId: id, token } = await directLine.startLocal({ locale: 'en', userId: 'dl_me' });
    expect(directLine.readToken(token)).toMatchObject({ is: 'valid', claims: { conv: id, user: 'dl_me' } });
    await directLine.say(id, { type: 'message', value: { a: 1 }, channelData: { postBack: true } });
    const { activities, watermark } = await directLine.transcript(id);
    // What was pressed stands there without a word: it is not for the eye.
    expect(activities.map(({ text, value }) => text ?? value)).toEqual(['hello en', undefined, 'value: {"a":1}']);
    for (const messageBack of [{ displayText: 'Shown' }, {}])
      await directLine.say(id, { type: 'message', text: 'code', channelData: { messageBack } });
    const { activities: more } = await directLine.transcript(id, Number(watermark));
    expect(more.map(({ text }) => text)).toEqual(['Shown', 'you said: code', undefined, 'you said: code']);
    expect(directLine.readToken(await directLine.tokenFor(id)).is).toBe('valid');
    await expect(directLine.tokenFor('none')).rejects.toMatchObject({ statusCode: 404 });
    await expect(directLine.say(id, message('x'.repeat(5001)))).rejects.toMatchObject({ statusCode: 413 });
  });

  it('can be spoken to first, between its turns', async () => {
    const log = createMemoryLog();
    let reference: Parameters<DirectLine['adapter']['continueConversation']>[0] = {};
    const { directLine } = aDirectLine(log, async (context) => {
      const { conversation, recipient, from, channelId, serviceUrl } = context.activity;
      reference = { conversation, bot: recipient, user: from, channelId, serviceUrl };
      await context.sendActivity('hello');
    });
    const { conversationId: id } = await directLine.startLocal({});
    const speak = committing(log.commit, async (context) => void (await context.sendActivity('the desk answered')));
    await directLine.adapter.continueConversation(reference, speak);
    await directLine.adapter.continueConversationAsync('app', reference, speak);
    expect(await texts(directLine, id)).toEqual(['hello', 'the desk answered', 'the desk answered']);
    const { activity } = (await log.read(id, 0))[1] ?? {};
    expect(activity).toMatchObject({ from: { id: 'wegwijzer', role: 'bot' } });
    expect(activity?.replyToId).toBeUndefined();
  });

  it('is not spoken to while a turn runs: the bot would save over what that turn learns', async () => {
    const log = createMemoryLog();
    let finish = () => {};
    const { directLine } = aDirectLine(log, async (context) => {
      if (context.activity.type === 'message') await new Promise<void>((resolve) => (finish = resolve));
      await context.sendActivity('answer');
    });
    const { conversationId: id } = await directLine.startLocal({});
    const said = directLine.say(id, message('hoi'));
    await new Promise(setImmediate);
    const reference = { conversation: { id } } as Parameters<DirectLine['adapter']['continueConversation']>[0];
    const spoken = directLine.adapter.continueConversation(
      reference,
      committing(log.commit, async (context) => void (await context.sendActivity('news'))),
    );
    await new Promise(setImmediate);
    finish();
    await Promise.all([said, spoken]);
    expect(await texts(directLine, id)).toEqual(['answer', 'hoi', 'answer', 'news']);
  });

  it('refuses a reply that nobody committed, so that none is said and forgotten', async () => {
    const log = createMemoryLog();
    const problems: unknown[] = [];
    const directLine = createDirectLine({
      log,
      bot: async (context) => void (await context.sendActivity('lost')),
      signingKey: SIGNING_KEY,
      apologise: async () => 'sorry',
      report: (_code, error) => void problems.push(error),
      pause: async () => {},
    });
    const { conversationId: id } = await directLine.startLocal({});
    expect(await texts(directLine, id)).toEqual(['sorry']);
    expect(String(problems[0])).toContain('without being committed');
  });

  it('does not change or delete what was said', async () => {
    const { adapter } = aDirectLine(createMemoryLog()).directLine;
    await expect(adapter.updateActivity()).rejects.toThrow();
    await expect(adapter.deleteActivity()).rejects.toThrow();
  });
});

it('does not sign tokens with a key that can be guessed', () => {
  const log = createMemoryLog();
  expect(() =>
    createDirectLine({
      log,
      bot: async () => {},
      signingKey: 'short',
      apologise: async () => '',
      report: () => {},
    }),
  ).toThrow('32 bytes');
});
