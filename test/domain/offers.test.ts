/** The catalogue of domain.md section 8 and the neighbours of 2.3: who is shown what, and why. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import { OFFER_REASONS } from '../../src/domain/codes.ts';
import { REGIONS } from '../../src/domain/facts.ts';
import { type OfferValue, type Row, type Rules, rulesOn } from '../../src/domain/rules.ts';
import { anyFacts, runs } from './any-facts.ts';
import { allMetBut, judge, RULES, TODAY } from './cases.ts';

type Change = Parameters<typeof allMetBut>[0];
const CATALOGUE = rulesOn(RULES, TODAY).offers;
const offerOf = (id: string, change: Change) => {
  const found = judge(allMetBut(change)).offers.find((offer) => offer.id === id);
  return found === undefined ? undefined : `${found.fit} ${found.reason} ${found.status}`;
};

describe('an offer', () => {
  it.each<readonly [string, string | undefined, Change]>([
    // Runs, and everything it asks is told: the only certain fit.
    ['career-vouchers', 'fits fits running', { workSituation: 'below-level' }],
    ['career-vouchers', 'check check-conditions running', { workSituation: 'unknown' }],
    ['career-vouchers', undefined, { workSituation: 'not-working' }],
    ['my-diploma-brussels', 'fits fits running', { postcode: '1000' }],
    ['my-diploma-brussels', 'check check-jobseeker running', { postcode: '1000', registeredJobseeker: false }],
    ['my-diploma-brussels', undefined, { postcode: '9000' }],
    ['my-diploma-brussels', 'check check-place running', { postcode: 'unknown' }],
    ['duo-for-a-job', 'check check-status unverified', {}],
    ['duo-for-a-job', 'check check-status unverified', { postcode: 'unknown' }],
    ['duo-for-a-job', 'check check-perspective unverified', { goal: 'unknown' }],
    ['duo-for-a-job', undefined, { goal: ['full-degree'] }],
    ['language-entry-overview', 'check check-status unverified', { goal: ['full-degree'] }],
    ['language-entry-overview', undefined, {}],
    // A level that is not reached yet is asked, not left out.
    ['dutch-with-ambition', 'check check-status unverified', { postcode: '2000', dutch: 'B1' }],
    ['dutch-with-ambition', 'check check-dutch unverified', { postcode: '2000', dutch: 'A1' }],
    ['dutch-with-ambition', 'check check-dutch unverified', { postcode: '2000', dutch: 'unknown' }],
    ['university-dutch-brabant', undefined, { postcode: '3000', goal: ['full-degree'] }],
    ['it-screening-limburg', 'check check-status unverified', { postcode: '3500', studyField: '06' }],
    ['it-screening-limburg', 'check check-sector unverified', { postcode: '3500', studyField: 'unknown' }],
    ['it-screening-limburg', undefined, { postcode: '3500', studyField: '09' }],
    ['sector-track-it-brussels', 'check check-conditions unverified', { postcode: '1000', studyField: '06' }],
    [
      'sector-track-it-brussels',
      'check check-language unverified',
      { postcode: '1000', studyField: '06', english: 'unknown' },
    ],
    ['sector-track-it-brussels', undefined, { postcode: '1000', studyField: '06', english: false }],
    ['mentoring-voka-east', 'check check-conditions unverified', {}],
    ['vub-welcome-brussels', undefined, { postcode: '1000', goal: ['full-degree'], residenceStatus: 'work' }],
    ['vub-welcome-brussels', 'check check-status unverified', { postcode: '1000', goal: ['full-degree'] }],
    // Unfinished study is welcome here, though not at the desk (S1 F11).
    ['ivan-brabant', 'check check-dutch unverified', { postcode: '3000', diplomaLevel: 'unfinished-higher' }],
    // Ended, or a tool for desks.
    ['stress-training-antwerp', undefined, { postcode: '2000', dutch: 'B1' }],
    ['mentoring-to-work-2023', undefined, {}],
    ['volunteer-jobcoach', undefined, {}],
    ['employer-site-dutch', undefined, {}],
  ])('%s is %s for %o', (id, expected, change) => {
    expect(CATALOGUE.map((row) => row.id)).toContain(id);
    expect(offerOf(id, change)).toBe(expected);
  });

  it('has its own rules where the desk is closed (S2 A2: no limit of years, no nationality)', () => {
    const { deskAccess, offers } = judge(
      allMetBut({ postcode: '3500', nationalities: ['RO'], inBelgiumSince: '2012-01' }),
    );
    expect(deskAccess).toBe('not-admitted');
    const ids = offers.map(({ id }) => id);
    expect(ids).toContain('mentoring-to-work');
    expect(ids).not.toContain('jobhunting-mentoring-limburg');
  });

  it('is not what someone without legal stay needs, nor someone out of area', () => {
    expect(judge(allMetBut({ residenceStatus: 'none' })).offers).toEqual([]);
    expect(judge(allMetBut({ postcode: '4000' })).offers).toEqual([]);
  });
});

describe('the offers', () => {
  it('put the fewest open checks first, and no organisation before another', () => {
    const { offers } = judge(allMetBut({ workSituation: 'below-level' }));
    expect(offers[0]).toMatchObject({ id: 'career-vouchers', fit: 'fits' });
    expect(judge(allMetBut({ workSituation: 'below-level' })).offers).toEqual(offers);
  });

  it('come in the same order however the rows stand: nearer first, then by id', () => {
    const reversed: Rules = { ...RULES, offers: Object.fromEntries(Object.entries(RULES.offers).reverse()) };
    for (const change of [{}, { postcode: '1000' }, { goal: 'unknown', dutch: 'unknown' }] as const) {
      const { offers } = judge(allMetBut(change));
      expect(assess(allMetBut(change), reversed, TODAY).offers).toEqual(offers);
      // Of those with one and the same open check, which all have a status to be asked about.
      const alike = offers.filter(({ reason }) => reason === 'check-status').map(({ id }) => id);
      const breadth = (id: string) => CATALOGUE.find((row) => row.id === id)?.value.regions.length ?? 0;
      expect(alike).toEqual([...alike].sort((a, b) => breadth(a) - breadth(b) || (a < b ? -1 : 1)));
      expect(alike.length).toBeGreaterThan(1);
    }
  });

  it('ask about the place where a row makes it a condition', () => {
    const [row] = RULES.offers['career-vouchers'] ?? [];
    if (row === undefined) throw new Error('no such offer');
    const here: Row<OfferValue> = { ...row, value: { ...row.value, conditions: { regions: ['ghent'] } } };
    const of = (change: Change) => assess(allMetBut(change), { ...RULES, offers: { here: [here] } }, TODAY).offers;
    expect(of({})).toMatchObject([{ fit: 'fits' }]);
    expect(of({ postcode: 'unknown' })).toMatchObject([{ fit: 'check', reason: 'check-place' }]);
    expect(of({ postcode: '3500' })).toEqual([]);
  });

  it.each(REGIONS)('in %s are more than a handful for someone who is ready', (region) => {
    expect(judge(allMetBut({ postcode: undefined, region })).offers.length).toBeGreaterThan(3);
  });

  it('never hold an ended one or a tool for desks, and always say why, for any facts', () => {
    const shown = new Map(CATALOGUE.map((row) => [row.id, row.value]));
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const { id, fit, reason, status } of judge(facts).offers) {
          expect(shown.get(id)).toMatchObject({ audience: 'client', status });
          expect(status).not.toBe('ended');
          expect(OFFER_REASONS).toContain(reason);
          expect(fit === 'fits').toBe(reason === 'fits');
          if (fit === 'fits') expect(status).toBe('running');
        }
      }),
      runs(500),
    );
  });
});

describe('the catalogue', () => {
  it('names every kind of action of the source, with the year for which it was so', () => {
    expect(CATALOGUE.length).toBeGreaterThan(50);
    expect(new Set(CATALOGUE.map(({ value }) => value.aim)).size).toBe(12);
    for (const region of REGIONS) {
      expect(CATALOGUE.filter(({ value }) => value.regions.includes(region)).length).toBeGreaterThan(4);
    }
    // What was only described in 2018 is never passed off as running today.
    for (const { value } of CATALOGUE) if (value.asOf < 2025) expect(value.status).not.toBe('running');
  });
});
