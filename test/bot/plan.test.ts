/** The plan and what would alter the outcome: shown, edited, printed; what is dropped stays with the person. */
import type { Activity } from 'botbuilder';
import { describe, expect, it } from 'vitest';
import { describeKeepsake } from '../../src/bot/keepsake.ts';
import type { Saved } from '../../src/bot/ports.ts';
import type { QuestionId } from '../../src/domain/questions.ts';
import { answerQuestion, botParts, MemoryStore, startTalk, type Talk, words } from './talk.ts';

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
  'registered-jobseeker': { option: 'no' },
  'wants-work-at-level': { option: 'yes' },
  obstacles: { chosen: 'none' },
  name: 'Testpersoon',
  reach: 'iemand@example.org',
  review: { chosen: 'right' },
};

/** Answers until the share card, or to the end where there is none. */
async function talkTo(changed: typeof ANSWERS = {}): Promise<{ talk: Talk; seen: Partial<Activity>[] }> {
  const talk = startTalk();
  const seen: Partial<Activity>[] = [];
  await talk.greet();
  for (let turns = 0; turns < 40; turns += 1) {
    const question = talk.asking() as QuestionId | undefined;
    if (question === undefined || question === 'share') return { talk, seen };
    await answerQuestion(talk, question, { ...ANSWERS, ...changed }[question]);
    seen.push(...talk.replies);
  }
  throw new Error('no end');
}

interface Select {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

/** The steps that the share card shows, with what stands chosen. */
function stepsShown(replies: readonly Partial<Activity>[]): Select[] {
  const found: Select[] = [];
  const look = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { id } = node as Partial<Select>;
    if (typeof id === 'string' && id.startsWith('step:')) found.push(node as Select);
    for (const part of Object.values(node)) look(part);
  };
  look(replies.flatMap((reply) => reply.attachments ?? []));
  return found;
}

const referralOf = (talk: Talk) => talk.store.changes.find((change) => change.referral)?.referral;
const keepsakeOf = async (talk: Talk) => describeKeepsake(botParts(new MemoryStore()), (await talk.saved()) as Saved);
const REGISTER = 'Inschrijven bij VDAB';
const CV = 'Een eerste cv maken';

describe('the plan', () => {
  it('is shown before anything is sent, each step with its choices, on the card and in its plain twin', async () => {
    const { talk } = await talkTo();
    const steps = stepsShown(talk.replies);
    expect(steps.map(({ label }) => label)).toEqual(expect.arrayContaining([REGISTER, CV]));
    expect(new Set(steps.map(({ value }) => value))).toEqual(new Set(['keep']));
    const twin = talk.replies.find((reply) => reply.attachments?.length)?.summary;
    for (const key of ['title', 'intro', 'short', 'long']) expect(twin).toContain(words.t('nl', `dialog:plan.${key}`));
    expect(twin).toContain(`${REGISTER}: ${words.t('nl', 'dialog:plan.keep')}`);
  });

  it('goes to the desk as the person leaves it: without what they dropped, and with what they did', async () => {
    const { talk } = await talkTo();
    await talk.submit({
      question: 'share',
      do: 'answer',
      chosen: 'send',
      leaveOut: '',
      'step:register-vdab': 'drop',
      'step:prepare-cv': 'done',
    });
    const referral = referralOf(talk);
    const steps = referral?.summary.steps ?? [];
    expect(steps.map(({ id }) => id)).not.toContain('register-vdab');
    expect(steps.find(({ id }) => id === 'prepare-cv')).toMatchObject({
      done: true,
      text: { nl: `${CV} (al gedaan)` },
    });
    expect(steps.filter(({ done }) => done)).toHaveLength(1);
    expect(JSON.stringify(referral?.summary)).not.toContain(REGISTER);
    expect(referral?.consent.shown).toEqual([...(referral?.summary.lines ?? []), ...steps].map(({ id }) => id));
  });

  it('can be looked at again after a change, and a dropped step taken back', async () => {
    const { talk } = await talkTo();
    const again = (choice: string) =>
      talk.submit({ question: 'share', do: 'leave-out', leaveOut: '', 'step:register-vdab': choice });
    const chosen = () => stepsShown(talk.replies).find(({ id }) => id === 'step:register-vdab')?.value;
    await again('drop');
    expect(talk.asking()).toBe('share');
    expect(chosen()).toBe('drop');
    await again('keep');
    expect(chosen()).toBe('keep');
    await talk.submit({ question: 'share', do: 'answer', chosen: 'send', leaveOut: '' });
    expect(referralOf(talk)?.summary.steps.map(({ id }) => id)).toContain('register-vdab');
  });

  it.each([[{ 'step:register-vdab': 'burn' }], [{ 'step:hacked': 'drop' }], [{ 'step:register-vdab': { $ne: 1 } }]])(
    'takes no other choice than it offers: %j',
    async (inputs) => {
      const { talk } = await talkTo();
      await talk.submit({ question: 'share', do: 'leave-out', leaveOut: '', ...inputs });
      expect((await talk.saved())?.plan).toBeUndefined();
    },
  );

  it('is printed as the person left it, near steps first', async () => {
    const { talk } = await talkTo();
    await talk.submit({
      question: 'share',
      do: 'answer',
      chosen: 'send',
      leaveOut: '',
      'step:register-vdab': 'drop',
      'step:prepare-cv': 'done',
    });
    const plan = (await keepsakeOf(talk))?.plan ?? [];
    expect(plan.map(({ title }) => title)).toEqual(['Nu', 'Later']);
    expect(plan[0]?.steps).toContain(`${CV} (al gedaan)`);
    expect(plan.flatMap(({ steps }) => steps)).not.toContain(REGISTER);
  });

  it('is not drawn up for a desk that is closed for certain', async () => {
    const { talk } = await talkTo({ location: { option: 'out-of-area' } });
    expect((await keepsakeOf(talk))?.plan).toEqual([]);
  });
});

describe('what would alter the outcome', () => {
  const FINISH =
    'Als je je studie afmaakt en een diploma haalt, dan kijkt een mens bij het loket of je er terechtkunt.';

  it('is told where it is in their power, on the card and on the page that is printed', async () => {
    const { talk, seen } = await talkTo({ location: '3500', 'diploma-level': { option: 'unfinished-higher' } });
    const outcome = [...seen, ...talk.replies].map(({ summary }) => summary ?? '').filter((twin) => twin !== '');
    expect(outcome.some((twin) => twin.includes(FINISH))).toBe(true);
    expect((await keepsakeOf(talk))?.changes).toEqual([FINISH]);
  });

  it('is not told of when they came or who they are; only the desk reads it, where there is one', async () => {
    const { talk, seen } = await talkTo({
      'in-belgium-since': '2015-03',
      'registered-jobseeker': { option: 'yes' },
    });
    const said = JSON.stringify([...seen, ...talk.replies]);
    expect(said.includes(words.t('nl', 'dialog:outcome.changes'))).toBe(false);
    await talk.submit({ question: 'share', do: 'answer', chosen: 'send', leaveOut: '' });
    expect(referralOf(talk)?.summary.wouldChange?.map(({ id }) => id)).toEqual(['later-arrival']);
    expect((await keepsakeOf(talk))?.changes).toEqual([]);
  });

  it('is a registration, for the person; the desk has it among the points and the steps', async () => {
    const { talk } = await talkTo({ 'registered-jobseeker': { option: 'no' } });
    await talk.submit({ question: 'share', do: 'answer', chosen: 'send', leaveOut: '' });
    const { summary, assessment } = referralOf(talk) ?? {};
    expect(summary?.wouldChange).toEqual([]);
    expect(summary?.steps.map(({ id }) => id)).toContain('register-vdab');
    expect(assessment?.flags).toContain('not-registered-jobseeker');
    expect((await keepsakeOf(talk))?.changes).toEqual([
      'Als je je kunt inschrijven als werkzoekende (VDAB of Actiris), dan is er meer hulp die bij je kan passen.',
    ]);
  });
});
