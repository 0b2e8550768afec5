/** What a person is told of each offer: why, everything to ask first, and an order that favours nobody. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCase } from '../../src/domain/case.ts';
import { findUnmet } from '../../src/domain/conditions.ts';

import { expectationKey, guideOffers, type OfferGuide } from '../../src/domain/offer-guide.ts';
import { rulesOn } from '../../src/domain/rules.ts';
import { anyFacts, runs } from './any-facts.ts';
import { allMetBut, judge, RULES, TODAY } from './cases.ts';

type Change = Parameters<typeof allMetBut>[0];
const guidesOf = (change: Change, turn = 'one') => {
  const facts = allMetBut(change);
  return guideOffers(facts, RULES, TODAY, judge(facts), turn);
};
const codes = (says: OfferGuide['asks']) => says.map(({ key }) => key.slice(key.lastIndexOf('.') + 1)).join(' ');

describe('what is told of an offer', () => {
  it.each<readonly [string, Change, string]>([
    [
      'career-vouchers',
      { workSituation: 'below-level' },
      'because workSituations regions, ask -, also seven-years-of-work',
    ],
    ['career-vouchers', { workSituation: 'unknown' }, 'because regions, ask workSituations, also seven-years-of-work'],
    ['mentoring-voka-east', {}, 'because perspectives regions, ask status, also motivated mobile flexible-hours'],
    // All of it, not only the first: the place, the plan, the registration and the work are open too.
    [
      'work-training-ibo',
      { postcode: 'unknown', goal: 'unknown', registeredJobseeker: 'unknown', workSituation: 'declined' },
      'because -, ask status perspectives jobseeker workSituations regions, also -',
    ],
    // Who works and speaks C1 is told that both may close it.
    [
      'mentoring-to-work',
      { workSituation: 'at-level', dutch: 'C1' },
      'because perspectives jobseeker regions, ask status, also not-in-work no-or-limited-dutch',
    ],
    [
      'self-employment',
      { residenceStatus: 'work' },
      'because perspectives statuses regions, ask status, also professional-card-unless-exempt',
    ],
    [
      'self-employment',
      { residenceStatus: 'declined' },
      'because perspectives regions, ask status statuses, also professional-card-unless-exempt',
    ],
    [
      'digital-dutch-paths',
      { postcode: '2000', dutch: 'A1' },
      'because perspectives regions, ask status dutch, also nt2-2-3-or-2-4 jobseeker-or-working-below-level self-directed',
    ],
    ['practise-dutch-online', {}, 'because open, ask status, also -'],
    [
      'vub-welcome-brussels',
      { postcode: '1000', goal: ['full-degree'] },
      'because perspectives statuses regions, ask status, also -',
    ],
  ])('%s for %j', (id, change, told) => {
    const found = guidesOf(change).find((guide) => guide.id === id);
    const list = (says: OfferGuide['asks'] = []) => codes(says) || '-';
    expect(
      found && `because ${list(found.why)}, ask ${list(found.asks)}, also ${list(found.expects.map(({ say }) => say))}`,
    ).toBe(told);
  });

  it('asks about another field of study with the fields it is made for', () => {
    const [found] = guidesOf({ postcode: '3500', studyField: 'unknown' }).filter(
      ({ id }) => id === 'it-screening-limburg',
    );
    expect(found?.asks).toContainEqual({
      key: 'guide:ask.studyFields',
      params: { fields: { options: ['study-field', ['06']] } },
    });
  });

  it('asks about a language, and about a level of Dutch, with what it wants', () => {
    const rows = rulesOn(RULES, TODAY).offers;
    const askOf = (change: Change, key: string) =>
      guidesOf(change).flatMap(({ id, asks }) =>
        asks
          .filter((ask) => ask.key === `guide:ask.${key}`)
          .map((ask) => ({ ask, wants: rows.find((row) => row.id === id)?.value.conditions })),
      );
    const noLanguage = { dutch: 'none', french: false, english: false } as const;
    const languages = ['1000', '9000', '3500'].flatMap((postcode) => askOf({ ...noLanguage, postcode }, 'languages'));
    const levels = ['2000', '9000'].flatMap((postcode) => askOf({ ...noLanguage, postcode }, 'dutch'));
    expect(languages.length * levels.length).toBeGreaterThan(0);
    for (const { ask, wants } of languages)
      expect(ask.params).toEqual({ languages: { options: ['contact-language', wants?.languages] } });
    for (const { ask, wants } of levels) expect(ask.params).toEqual({ level: wants?.dutch });
    // The others say it in their words alone.
    for (const { ask } of askOf({ workSituation: 'unknown' }, 'workSituations')) expect(ask).toEqual({ key: ask.key });
  });

  it('has a title of the source, with who gives it, and a key for all that it expects', () => {
    for (const guide of guidesOf({})) {
      const value = rulesOn(RULES, TODAY).offers.find(({ id }) => id === guide.id)?.value;
      expect(guide.title).toBe(`${value?.title} (${value?.provider})`);
      expect(guide.expects.map(({ inData }) => inData)).toEqual(value?.alsoAsked);
    }
    expect(expectationKey('NT2 2.3 or 2.4, or higher')).toBe('guide:expects.nt2-2-3-or-2-4-or-higher');
  });

  it('comes with the fewest questions first, and then the nearest', () => {
    const rows = new Map(rulesOn(RULES, TODAY).offers.map(({ id, value }) => [id, value.regions.length]));
    for (const postcode of ['9000', '1000', '3500']) {
      const order = guidesOf({ postcode }).map(({ id, asks, expects }) => [
        asks.length + expects.length,
        rows.get(id) ?? 0,
      ]);
      expect(order).toEqual(order.toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d));
    }
  });

  it('holds every offer of the assessment and none that ended, whatever is told', () => {
    const running = new Set(
      rulesOn(RULES, TODAY)
        .offers.filter(({ value }) => value.status !== 'ended')
        .map(({ id }) => id),
    );
    fc.assert(
      fc.property(anyFacts, fc.string(), (facts, turn) => {
        const assessment = judge(facts);
        const guides = guideOffers(facts, RULES, TODAY, assessment, turn);
        const ids = guides.map(({ id }) => id);
        expect(ids.toSorted()).toEqual(assessment.offers.map(({ id }) => id).toSorted());
        for (const { id, status, asks } of guides) {
          expect(running).toContain(id);
          // Whatever is not certain to run is asked about.
          expect(asks.some(({ key }) => key === 'guide:ask.status')).toBe(status !== 'running');
        }
      }),
      runs(150),
    );
  });
});

describe('out of area', () => {
  const LIEGE = '4000';

  it('is every offer for clients that nobody says ends at the border, and that nothing told speaks against', () => {
    const change = { postcode: LIEGE, registeredJobseeker: false, studyField: '09' } as const;
    const facts = allMetBut(change);
    const of = openCase(facts, RULES, TODAY);
    const { perspective } = judge(facts);
    const expected = of.rulesNow.offers
      .filter(({ value }) => value.audience === 'client' && value.ownRules && value.status !== 'ended')
      .filter(({ value }) => value.beyond === true)
      .filter(({ value }) => !findUnmet(of, value.conditions, perspective.outcome).some(({ is }) => is === 'not-met'))
      .map(({ id }) => id);
    expect(
      guidesOf(change)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(expected.toSorted());
    expect(expected.length).toBeLessThan(of.rulesNow.offers.length / 2);
    // Where the desk is closed to them for another reason than their stay, they are told all the same.
    expect(guidesOf({ ...change, nationalities: ['RO'] }).length).toBeGreaterThan(0);
    expect(guidesOf({ ...change, residenceStatus: 'none' })).toEqual([]);
  });

  it('asks for what is everywhere here and has rules of its own, always with the place', () => {
    const guides = guidesOf({ postcode: LIEGE });
    expect(guides.map(({ id }) => id)).toEqual(expect.arrayContaining(['duo-for-a-job', 'practise-dutch-online']));
    for (const { asks } of guides) expect(codes(asks).split(' ')).toContain('regions');
    // Only for Flanders, or only for who is registered with VDAB.
    expect(guides.map(({ id }) => id)).not.toContain('jobroad');
  });

  it('has nothing for who has no stay', () => {
    expect(guidesOf({ postcode: LIEGE, residenceStatus: 'none' })).toEqual([]);
  });
});

describe('the order', () => {
  const TURNS = Array.from({ length: 40 }, (_, index) => `person ${index}`);
  const firstOf = (change: Change) => new Set(TURNS.map((turn) => guidesOf(change, turn)[0]?.id));

  it('stays the same for one person', () => {
    expect(guidesOf({}, 'one')).toEqual(guidesOf({}, 'one'));
  });

  it('begins with the fewest questions, whoever it is', () => {
    for (const turn of TURNS) {
      const guides = guidesOf({ workSituation: 'below-level' }, turn);
      const counts = guides.map(({ asks, expects }) => asks.length + expects.length);
      expect(counts).toEqual(counts.toSorted((a, b) => a - b));
      expect(counts[0]).toBe(1);
      expect(counts.at(-1)).toBeGreaterThan(1);
    }
  });

  it('puts each of a tie in front for some', () => {
    // Two mediators of Brussels that ask the same; the name decides nothing.
    const places = TURNS.map((turn) =>
      guidesOf({ postcode: '1000' }, turn)
        .map(({ id }) => id)
        .filter((id) => id === 'mediation-risesmart-brussels' || id === 'mediation-trace-brussels')
        .at(0),
    );
    expect(new Set(places).size).toBe(2);
    expect(firstOf({}).size).toBeGreaterThan(1);
  });
});
