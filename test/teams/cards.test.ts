import { type Activity, ActivityTypes } from 'botbuilder';
import { beforeAll, describe, expect, it } from 'vitest';
import { outcomeMessage } from '../../src/bot/outcome.ts';
import type { Saved } from '../../src/bot/ports.ts';
import { promptFor } from '../../src/bot/prompts.ts';
import { Standing } from '../../src/bot/turn.ts';
import { linkCard, saidCard, showOnTeams } from '../../src/channels/teams/shown.ts';
import type { Language } from '../../src/domain/referral.ts';
import { botParts, flow, MemoryStore, words } from '../bot/talk.ts';
import { walk } from './a-teams-client.ts';
import { createCardJudge } from './cards-sdk.ts';

/** What Teams takes of one message. */
const MAX_BYTES = 28 * 1024;

type Values = { readonly [question: string]: unknown };

/** Who knows everything and is long-winded, who knows nothing, and who may not come in. */
const PERSONS: { readonly [name: string]: Values } = {
  full: {
    nationalities: ['SY', 'TR'],
    'residence-status': 'recognised-refugee',
    'in-belgium-since': '2024-03',
    'left-in-between': false,
    location: { postcode: '2000' },
    'diploma-level': 'master',
    'study-field': '09',
    'diploma-country': 'SY',
    'diploma-proof': 'copy',
    recognition: 'not-applied',
    'target-occupation': {
      targetOccupation: `verpleegkundige ${'in een ziekenhuis '.repeat(5)}`,
      regulatedProfession: null,
    },
    goal: ['work-soon', 'full-degree', 'training-for-job', 'recognition'],
    training: { jobTarget: true, trainingMonths: 12 },
    'dutch-level': { listening: 'A2', speaking: 'A1', reading: 'B1', writing: 'A1' },
    'contact-language': { french: true, english: true },
    'work-situation': 'below-level',
    income: ['living-wage', 'partner'],
    'registered-jobseeker': true,
    'wants-work-at-level': true,
    obstacles: ['childcare', 'transport', 'money', 'housing', 'time', 'papers'],
    documents: { diploma: 'have', cv: 'can-get', 'residence-document': 'not-safe-to-get' },
    name: `“Sam ${'$'}{name} *Voorbeeld*”`,
    reach: { email: 'testpersoon@example.org', phone: '+32470000000' },
  },
  'knows-nothing': { nationalities: 'unknown', location: 'unknown', goal: 'unknown', 'diploma-level': 'declined' },
  'without-papers': { nationalities: ['SY'], 'residence-status': 'none', location: { region: 'ghent' } },
};

function standing(language: Language, values: Values): Standing {
  const at = '2026-11-22T09:00:00.000Z';
  const saved: Saved = {
    v: 1,
    language,
    registeredOn: '2026-11-22',
    answers: Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { value, by: 'client', at }])),
    order: [],
    misses: 0,
    leftOut: [],
    dialog: undefined,
    flow: flow.hash,
  };
  return new Standing(botParts(new MemoryStore()), saved, 'msteams');
}

/** Every question as it is put, understood or not, and the outcome; the last two only where there is a desk. */
function messages(language: Language, values: Values): Partial<Activity>[] {
  const of = standing(language, values);
  const hasDesk = of.assessment.route.to !== 'other-services';
  const asked = flow.questions
    .filter(({ id }) => hasDesk || id !== 'share')
    .flatMap(({ id }) => [promptFor(of, id, false), promptFor(of, id, true)]);
  const outcome = {
    ...outcomeMessage(of, of.t('dialog:outcome.intro')),
    suggestedActions: {
      to: [],
      actions: [{ type: 'imBack', title: of.t('dialog:person'), value: of.t('dialog:person') }],
    },
  };
  return [...asked, outcome].map((message) => ({ type: ActivityTypes.Message, locale: language, ...message }));
}

const cardsIn = (message: Partial<Activity>): object[] => (message.attachments ?? []).map(({ content }) => content);

let judge: Awaited<ReturnType<typeof createCardJudge>>;
beforeAll(async () => {
  judge = await createCardJudge();
});

describe('the judge of cards', () => {
  const card = (body: object[], more: object = {}) => ({ type: 'AdaptiveCard', version: '1.5', body, ...more });
  it.each([
    { what: 'a type that is none', bad: card([{ type: 'TextBox', text: 'x' }]) },
    { what: 'a property that is none', bad: card([{ type: 'TextBlock', text: 'x', bold: true }]) },
    { what: 'a property of a later version', bad: card([{ type: 'Input.Text', id: 'x', labelPosition: 'inline' }]) },
    { what: 'a value that is none', bad: card([{ type: 'TextBlock', text: 'x', weight: 'Fat' }]) },
    {
      what: 'a fallback that is none',
      bad: card([{ type: 'ActionSet', actions: [{ type: 'Action.Execute', fallback: { type: 'Action.Press' } }] }]),
    },
    {
      what: 'two inputs of one name',
      bad: card([
        { type: 'Input.Text', id: 'x' },
        { type: 'Input.Text', id: 'x' },
      ]),
    },
    { what: 'a hole', bad: card([{ type: 'TextBlock', text: `${'$'}{title}` }]) },
  ])('finds $what', ({ bad }) => {
    expect(judge(bad)).not.toEqual([]);
  });
});

describe.each(Object.entries(PERSONS))('every card for somebody: %s', (_name, values) => {
  it.each(words.languages)('follows the schema in %s, as Direct Line shows it and as Teams does', (language) => {
    const all = messages(language, values);
    expect(all.flatMap(cardsIn).length).toBeGreaterThan(4);
    // The name of one of these people is a hole by itself; that it stays as typed is the point.
    const own = (problems: readonly string[]) => problems.filter((one) => !one.includes('a hole'));
    for (const card of all.flatMap(cardsIn)) expect(own(judge(card))).toEqual([]);
    for (const message of all.flatMap(showOnTeams)) {
      for (const card of cardsIn(message)) expect(own(judge(card, ['msteams']))).toEqual([]);
      expect(Buffer.byteLength(JSON.stringify(message)), message.text).toBeLessThan(MAX_BYTES);
    }
  });
});

describe('on Teams', () => {
  it.each(words.languages)('every choice in %s is a button that can be pressed, once', (language) => {
    for (const message of messages(language, PERSONS.full ?? {})) {
      const shown = showOnTeams(message);
      const actions = shown
        .flatMap(cardsIn)
        .flatMap(walk)
        .filter(({ type }) => type?.startsWith('Action.'));
      const labels = (message.suggestedActions?.actions ?? []).map(({ title }) => title);
      expect(actions.map(({ title }) => title)).toEqual(expect.arrayContaining(labels));
      expect(shown.every(({ suggestedActions }) => suggestedActions === undefined)).toBe(true);
      for (const action of actions.filter(({ type }) => type !== 'Action.OpenUrl'))
        expect(action).toMatchObject({
          type: 'Action.Execute',
          verb: expect.any(String),
          fallback: { type: 'Action.Submit', data: action.data },
        });
      expect([shown[0]?.text, shown[0]?.channelData]).toEqual([message.text, message.channelData]);
      // Nothing of an answer on a locked screen.
      expect(JSON.stringify(shown.map(({ summary }) => summary))).not.toContain('Voorbeeld');
    }
  });

  it('shows no more than six buttons in a row', () => {
    const actions = Array.from({ length: 8 }, (_, at) => ({
      type: 'Action.OpenUrl',
      title: `${at}`,
      url: 'https://example.org',
    }));
    const content = { type: 'AdaptiveCard', version: '1.5', body: [], actions };
    const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];
    const [shown] = showOnTeams({ type: 'message', text: 'x', attachments });
    const card = cardsIn(shown ?? {})[0] as { body: { actions: unknown[] }[]; actions?: unknown };
    expect(card.actions).toBeUndefined();
    expect(card.body.map((row) => row.actions.length)).toEqual([6, 2]);
  });

  it('keeps a card and the choices beside it apart, so that a press takes away only the choices', () => {
    const outcome = messages('nl', PERSONS['without-papers'] ?? {}).at(-1) ?? {};
    const [card, choices, ...more] = showOnTeams(outcome);
    expect(more).toEqual([]);
    expect(card?.attachments).toHaveLength(1);
    expect(choices).toMatchObject({ text: '', locale: 'nl' });
    expect(choices?.channelData).toBeUndefined();
  });

  it('reads from the right in Arabic and Persian', () => {
    expect(['ar', 'fa', 'nl', 'und-ar', undefined].map((locale) => saidCard('x', locale).rtl)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('has cards of its own that follow the schema', () => {
    expect(judge(saidCard('Gezegd', 'nl'))).toEqual([]);
    expect(judge(linkCard('Open', 'https://example.org', undefined).content)).toEqual([]);
  });
});
