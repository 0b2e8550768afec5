/** What a person is told at the end besides the verdicts: help that may suit them, and the way to a recognition. */
import type { Activity } from 'botbuilder';
import { describe, expect, it } from 'vitest';
import { contactsMessage } from '../../src/bot/contacts.ts';
import { describeKeepsake } from '../../src/bot/keepsake.ts';
import { previewReferral } from '../../src/bot/make-referral.ts';
import { outcomeMessage } from '../../src/bot/outcome.ts';
import type { Saved } from '../../src/bot/ports.ts';
import { Standing } from '../../src/bot/turn.ts';
import type { Language, ReferralState } from '../../src/domain/referral.ts';
import { rowOn } from '../../src/domain/rules.ts';
import { loadRules } from '../../src/rules/load.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { botParts, flow, MemoryStore, words } from './talk.ts';

const AT = '2026-11-22T09:00:00.000Z';
type Values = { readonly [question: string]: unknown };

/** Meets everything, in Ghent. */
const ADMITTED: Values = {
  language: 'nl',
  privacy: true,
  nationalities: ['SY'],
  'residence-status': 'recognised-refugee',
  'in-belgium-since': '2024-03',
  'left-in-between': false,
  location: { postcode: '9000' },
  'diploma-level': 'master',
  'study-field': '07',
  'diploma-country': 'SY',
  'diploma-proof': 'original',
  recognition: 'not-applied',
  'target-occupation': { targetOccupation: 'ontwerper', regulatedProfession: null },
  goal: ['work-soon'],
  'dutch-level': 'A2',
  'contact-language': { french: false, english: true },
  'work-situation': 'not-working',
  income: ['partner'],
  'registered-jobseeker': true,
  'wants-work-at-level': true,
  obstacles: [],
  documents: {},
  name: 'Testpersoon',
  reach: { email: 'iemand@example.org' },
  review: true,
  share: false,
};
const NURSE = { targetOccupation: 'verpleegkundige', regulatedProfession: 'nurse' };

function savedWith(changed: Values, language: Language = 'nl', privacyAt = AT): Saved {
  const answers = Object.entries({ ...ADMITTED, ...changed }).map(([id, value]) => [
    id,
    { value, by: 'client', at: id === 'privacy' ? privacyAt : AT },
  ]);
  return {
    v: 1,
    language,
    registeredOn: '2026-11-22',
    answers: Object.fromEntries(answers),
    order: [],
    misses: 0,
    leftOut: [],
    dialog: undefined,
    flow: flow.hash,
  };
}

const parts = botParts(new MemoryStore());
const standing = (changed: Values, language?: Language, channel = 'directline') =>
  new Standing(parts, savedWith(changed, language), channel);
const said = (turn: Standing): string => String((outcomeMessage(turn, '') as Partial<Activity>).summary);
const kept = (changed: Values, language?: Language) => describeKeepsake(parts, savedWith(changed, language));
type Paper = NonNullable<ReturnType<typeof describeKeepsake>>;
const namesOn = (offers: Paper['offers']): string[] =>
  (offers?.groups ?? []).flatMap((group) => group.offers.map(({ name }) => name));
const ENDED = Object.entries(loadRules().offers).flatMap(([id, rows]) =>
  rowOn(rows, '2026-11-22')?.value.status === 'ended' && words.has('nl', `offers:${id}.name`)
    ? [words.t('nl', `offers:${id}.name`)]
    : [],
);

describe('help that may suit', () => {
  it.each<{ who: string; changed: Values; title: string }>([
    { who: 'admitted', changed: {}, title: 'guide:offers.title' },
    { who: 'weighed by a person', changed: { obstacles: ['transport'] }, title: 'guide:offers.title' },
    {
      who: 'over five years in Brussels',
      changed: { location: { postcode: '1000' }, 'in-belgium-since': '2015-03' },
      title: 'guide:offers.title-refused',
    },
    {
      who: 'of the EU in Limburg',
      changed: { nationalities: ['RO'], location: { postcode: '3500' } },
      title: 'guide:offers.title-refused',
    },
    { who: 'without higher education', changed: { 'diploma-level': 'secondary' }, title: 'guide:offers.title-refused' },
  ])('is told to who is $who: a few in the message, all of it on paper', ({ changed, title }) => {
    const turn = standing(changed);
    const message = said(turn);
    const paper = kept(changed)?.offers;
    expect(message).toContain(words.t('nl', title));
    expect(paper?.title).toBe(words.t('nl', title));
    const names = namesOn(paper);
    expect(names).toHaveLength(turn.assessment.offers.length);
    expect(names.filter((name) => message.includes(name))).toHaveLength(3);
    expect(message).toContain(words.t('nl', 'guide:offers.more'));
    // What may not run any more is never told as if it did.
    const running = new Set(turn.assessment.offers.filter(({ status }) => status === 'running').map(({ id }) => id));
    for (const group of paper?.groups ?? []) {
      const sure = group.title === words.t('nl', 'guide:status.running');
      for (const { name, about } of group.offers) {
        expect([...running].map((id) => words.t('nl', `offers:${id}.name`)).includes(name)).toBe(sure);
        expect(about).toMatch(/bron van 20\d\d$/);
      }
    }
    expect(message).toContain(words.t('nl', 'guide:ask.status'));
    for (const name of ENDED) expect(`${message} ${names.join(' ')}`).not.toContain(name);
  });

  it('is asked for out of area too, where no desk is', () => {
    const changed = { location: { postcode: '4000' } };
    const paper = kept(changed)?.offers;
    expect(paper?.title).toBe(words.t('nl', 'guide:offers.title-refused'));
    const asked = (paper?.groups ?? []).flatMap(({ offers }) => offers.map(({ ask }) => ask.join(' ')));
    expect(asked.length).toBeGreaterThan(1);
    for (const ask of asked) expect(ask).toContain(words.t('nl', 'guide:ask.regions'));
    expect(said(standing(changed))).toContain(words.t('nl', 'guide:offers.title-refused'));
  });

  it('is not told without a stay: legal advice comes first', () => {
    const without = { 'residence-status': 'none' };
    expect(said(standing(without))).not.toContain(words.t('nl', 'guide:offers.title-refused'));
    expect(kept(without)?.offers).toBeUndefined();
  });

  it('names the others where no overview is at hand', () => {
    const turn = standing({}, 'nl', 'msteams');
    const message = said(turn);
    for (const name of namesOn(kept({})?.offers)) expect(message).toContain(name);
  });

  it('goes to the desk in the order in which the person saw it, which the name does not decide', () => {
    const orders = Array.from({ length: 12 }, (_, minute) => {
      const saved = savedWith({}, 'nl', `2026-11-22T09:${String(minute).padStart(2, '0')}:00.000Z`);
      const sent = previewReferral(new Standing(parts, saved, 'directline')).assessment.offers.map(({ id }) => id);
      const named = sent.map((id) => words.t('nl', `offers:${id}.name`));
      const onPaper = namesOn(describeKeepsake(parts, saved)?.offers);
      expect(named.filter((name) => onPaper.includes(name))).toEqual(named);
      expect(onPaper.slice(-5)).toEqual(named.slice(-5));
      return sent.join();
    });
    expect(new Set(orders).size).toBeGreaterThan(1);
  });
});

describe('the way to a recognition', () => {
  const nurse = { 'target-occupation': NURSE };

  it('is told with its order, in the message and on paper', () => {
    const paper = kept(nurse)?.recognition;
    expect(paper?.who).toBe('Beroep: verpleegkundige. Wie dit erkent: FOD Volksgezondheid.');
    expect(paper?.steps).toEqual([
      words.t('nl', 'guide:step.naric-specific'),
      words.t('nl', 'guide:step.federal-visa'),
    ]);
    const message = said(standing(nurse));
    expect(message).toContain(`1. ${paper?.steps[0]}\n2. ${paper?.steps[1]}`);
  });

  it('reaches the desk as a line with its source, beside the other verdicts', () => {
    const { summary } = previewReferral(standing(nurse, 'fr'));
    const at = summary.lines.findIndex(({ id }) => id === 'recognition-path');
    expect(summary.lines[at]).toMatchObject({ section: 'assessment', source: 'rule health.belgium.be', open: false });
    expect(summary.lines[at]?.text.nl).toContain('Erkenning als verpleegkundige: FOD Volksgezondheid');
    expect(summary.lines[at]?.text.client).toContain('Reconnaissance comme infirmier');
    expect(summary.lines[at - 1]?.section).toBe('assessment');
  });

  it('does not give away a profession that is left out', () => {
    const saved = { ...savedWith(nurse), leftOut: ['target-occupation'] };
    expect(JSON.stringify(previewReferral(new Standing(parts, saved, 'directline')))).not.toMatch(/verpleegkund|nurse/);
  });

  it('is not told where there is no such profession', () => {
    expect(kept({})?.recognition).toBeUndefined();
    expect(said(standing({}))).not.toContain(words.t('nl', 'guide:path.title'));
  });
});

describe('at a closed door', () => {
  const LIEGE: Values = { location: { postcode: '4000' } };
  const LIMBURG: Values = { location: { postcode: '3500' }, nationalities: ['RO'] };

  it('only what closes it is told: nobody at a desk looks at the rest', () => {
    expect(kept(LIEGE)?.criteria).toEqual([]);
    expect(kept(LIMBURG)?.criteria.map(({ outcome }) => outcome)).toEqual(['not-met']);
    expect(kept({})?.criteria.length).toBeGreaterThan(4);
    const notAsked = words.t('nl', 'verdicts:reason.E5.not-asked.client');
    const answered = { ...LIEGE, goal: 'unknown', 'wants-work-at-level': 'unknown' };
    expect(said(standing(answered))).not.toContain(notAsked);
  });

  it('nobody is said to read it, on paper and where a person is asked for', () => {
    expect(kept(LIMBURG)?.isReferred).toBe(false);
    expect(kept({})?.isReferred).toBe(true);
    const closed = contactsMessage(standing(LIMBURG));
    expect(closed).toContain(words.t('nl', 'dialog:person.or-services'));
    expect(closed).not.toContain(words.t('nl', 'dialog:person.or-go-on'));
    expect(contactsMessage(standing({}))).toContain(words.t('nl', 'dialog:person.or-go-on'));
  });
});

describe('a recognition that cannot begin', () => {
  const begin = words.t('nl', 'verdicts:perspective.combined.recognition-first.client');
  it.each<readonly [string, Values, boolean]>([
    ['with a diploma', { 'target-occupation': NURSE }, true],
    ['without any proof of it', { 'target-occupation': NURSE, 'diploma-proof': 'none' }, false],
    ['without a diploma', { 'target-occupation': NURSE, 'diploma-level': 'unfinished-higher' }, false],
  ])('%s', (_, changed, told) => {
    expect(said(standing(changed)).includes(begin)).toBe(told);
  });
});

describe('what to mind', () => {
  const asylum: Values = { 'residence-status': 'asylum-seeker', 'registered-jobseeker': false };

  it('stands on paper as what to do, and not where there is nothing', () => {
    expect(kept(asylum)?.attention?.lines).toContain(words.t('nl', 'guide:attention.pending-status'));
    expect(kept({ 'residence-status': 'long-term' })?.attention).toBeUndefined();
  });

  it('tells the desk the rules and the facts that it comes from', () => {
    const { lines } = previewReferral(standing(asylum)).summary;
    expect(lines.find(({ id }) => id === 'attention')?.source).toMatch(/^client, rule E2; /);
  });
});

it.each(BUILD_LANGUAGES)('has every word in %s', (language) => {
  for (const region of ['1000', '2000', '3000', '3500', '8000', '9000', '9300']) {
    const changed = { location: { postcode: region }, 'target-occupation': NURSE };
    const paper = kept(changed, language);
    expect(namesOn(paper?.offers).length).toBeGreaterThan(0);
    expect(JSON.stringify([paper, said(standing(changed, language))])).not.toMatch(/guide:|\{\{/);
  }
});

describe('the overview of what was sent', () => {
  const sent = { ...savedWith({ share: true }), referral: 'WW-2222-2222-22' };
  const whereItStands = (state?: ReferralState) => describeKeepsake(parts, structuredClone(sent), state);

  it('says what happens next while the desk has it', () => {
    const route = whereItStands('delivered')?.route.join(' ') ?? '';
    // That it can be sent is over; before, it is what counts.
    expect(route).not.toContain(words.t('nl', 'verdicts:route.all-met.client'));
    expect(kept({})?.route).toContain(words.t('nl', 'verdicts:route.all-met.client'));
    expect(whereItStands('delivered')?.reference).toBe('WW-2222-2222-22');
    expect(route).not.toContain(words.t('nl', 'status:state.delivered'));
  });

  it.each(['declined', 'closed', 'withdrawn'] as const)(
    'says that it is %s, and not that somebody will call',
    (state) => {
      const paper = whereItStands(state);
      const next = whereItStands('delivered')?.route.at(-1) ?? 'nothing';
      expect(paper?.route).not.toContain(next);
      expect(paper?.route).toContain(words.t('nl', `status:state.${state}`));
      expect(paper?.reference).toBe(state === 'withdrawn' ? undefined : 'WW-2222-2222-22');
    },
  );

  it('stays there while the desk asks for more', () => {
    const deskAsks = {
      reference: 'WW-2222-2222-22',
      line: 1,
      questions: ['income' as const],
      note: '',
      answers: {},
      order: [],
      reply: '',
      later: false,
    };
    expect(describeKeepsake(parts, { ...structuredClone(sent), deskAsks }, 'needs-more')?.reference).toBe(
      'WW-2222-2222-22',
    );
  });
});
