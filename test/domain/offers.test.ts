/** The catalogue of domain.md section 8 and the neighbours of 2.3: who is shown what, and why. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import { OFFER_REASONS } from '../../src/domain/codes.ts';
import { REGIONS, RESIDENCE_STATUSES } from '../../src/domain/facts.ts';
import { type OfferValue, type Row, type Rules, rulesOn } from '../../src/domain/rules.ts';
import { anyFacts, runs } from './any-facts.ts';
import { allMetBut, judge, RULES, TODAY } from './cases.ts';

type Change = Parameters<typeof allMetBut>[0];
const CATALOGUE = rulesOn(RULES, TODAY).offers;
const offerOf = (id: string, change: Change) => {
  const found = judge(allMetBut(change)).offers.find((offer) => offer.id === id);
  return found === undefined ? undefined : `${found.fit} ${found.reason} ${found.status}`;
};
/** The rules with another value of one offer. */
const rulesWith = (id: string, change: (row: Row<OfferValue>) => OfferValue): Rules => ({
  ...RULES,
  offers: { ...RULES.offers, [id]: (RULES.offers[id] ?? []).map((row) => ({ ...row, value: change(row) })) },
});

describe('an offer', () => {
  it.each<readonly [string, string | undefined, Change]>([
    // Runs; the years of work that it asks are in no answer, and newcomers often have too few here.
    ['career-vouchers', 'check check-conditions running', { workSituation: 'below-level' }],
    ['career-vouchers', 'check check-conditions running', { workSituation: 'unknown' }],
    ['career-vouchers', undefined, { workSituation: 'not-working' }],
    // Its page is undated, and what it says is only likely today (domain-facts §2.3).
    ['my-diploma-brussels', 'check check-status unverified', { postcode: '1000' }],
    ['my-diploma-brussels', 'check check-jobseeker unverified', { postcode: '1000', registeredJobseeker: false }],
    ['my-diploma-brussels', undefined, { postcode: '9000' }],
    ['my-diploma-brussels', 'check check-place unverified', { postcode: 'unknown' }],
    ['duo-for-a-job', 'check check-status unverified', {}],
    ['duo-for-a-job', 'check check-status unverified', { postcode: 'unknown' }],
    ['duo-for-a-job', 'check check-perspective unverified', { goal: 'unknown' }],
    ['duo-for-a-job', undefined, { goal: ['full-degree'] }],
    ['language-entry-overview', 'check check-status unverified', { goal: ['full-degree'] }],
    ['language-entry-overview', undefined, {}],
    // A level that is not reached yet is asked, not left out.
    // Beside the level it asks computer skills (S1 F8).
    ['dutch-with-ambition', 'check check-conditions unverified', { postcode: '2000', dutch: 'B1' }],
    ['dutch-with-ambition', 'check check-dutch unverified', { postcode: '2000', dutch: 'A1' }],
    ['dutch-with-ambition', 'check check-dutch unverified', { postcode: '2000', dutch: 'unknown' }],
    ['university-dutch-brabant', undefined, { postcode: '3000', goal: ['full-degree'] }],
    ['it-screening-limburg', 'check check-status unverified', { postcode: '3500', studyField: '06' }],
    ['it-screening-limburg', 'check check-sector unverified', { postcode: '3500', studyField: 'unknown' }],
    // Interest or experience counts (domain.md section 8): another field is asked about, and never hides an offer.
    ['it-screening-limburg', 'check check-sector unverified', { postcode: '3500', studyField: '09' }],
    ['it-screening-sas-brussels', 'check check-sector unverified', { postcode: '1000', studyField: '02' }],
    ['sector-track-care-brussels', 'check check-language unverified', { postcode: '1000', studyField: '09' }],
    [
      'sector-track-care-brussels',
      'check check-sector unverified',
      { postcode: '1000', studyField: '04', french: true },
    ],
    ['hospital-placements-ghent', 'check check-sector unverified', { studyField: '05' }],
    ['ivan-brabant', 'check check-sector unverified', { postcode: '3000', studyField: '02', dutch: 'B1' }],
    ['sector-track-it-brussels', 'check check-conditions unverified', { postcode: '1000', studyField: '06' }],
    [
      'sector-track-it-brussels',
      'check check-language unverified',
      { postcode: '1000', studyField: '06', english: 'unknown' },
    ],
    // Basic English is enough there: that no conversation is possible in English does not tell.
    [
      'sector-track-it-brussels',
      'check check-language unverified',
      { postcode: '1000', studyField: '06', english: false },
    ],
    ['mo-lo-limburg', 'check check-language unverified', { postcode: '3500', english: false }],
    // The actions of table T4.1, in the regions where it counts people.
    ['vdab-personal-service', 'check check-status unverified', {}],
    ['vdab-personal-service', 'check check-jobseeker unverified', { registeredJobseeker: false }],
    ['vdab-orientation-centre', 'check check-status unverified', { postcode: '3000' }],
    ['vdab-orientation-centre', undefined, { postcode: '1000' }],
    ['vdab-application-tasks', 'check check-status unverified', { postcode: '1000' }],
    ['vdab-guided-applying', 'check check-status unverified', { postcode: '8000' }],
    ['vdab-guided-applying', undefined, {}],
    ['vdab-training', undefined, { goal: ['full-degree'] }],
    ['vdab-equivalence-support', 'check check-status unverified', { postcode: '3500' }],
    ['vdab-equivalence-support', undefined, { postcode: '9300' }],
    ['vdab-psychological-medical-screening', undefined, {}],
    ['study-career-guidance', 'check check-status unverified', { postcode: '3000' }],
    ['study-career-guidance', undefined, { postcode: '3500' }],
    ['intensive-dutch-brussels', 'check check-status unverified', { postcode: '1000' }],
    ['intensive-dutch-brussels', 'check check-dutch unverified', { postcode: '1000', dutch: 'A1' }],
    ['work-training-ibo-t', undefined, { workSituation: 'below-level' }],
    // A tender partner is closed to who has any job (S1 §7.2.1d); where the source does not say it, it is asked.
    ['jobhunting-brabant', undefined, { postcode: '3000', workSituation: 'below-level' }],
    ['jobhunting-brabant', 'check check-conditions unverified', { postcode: '3000', workSituation: 'unknown' }],
    ['jobhunting-brabant', 'check check-status unverified', { postcode: '3000' }],
    ['jobhunting-mentoring-limburg', undefined, { postcode: '3500', workSituation: 'at-level' }],
    ['jobhunting-eminentia', undefined, { workSituation: 'below-level' }],
    ['hospital-placements-ghent', undefined, { studyField: '09', workSituation: 'self-employed' }],
    ['mediation-risesmart-brussels', 'check check-conditions unverified', { postcode: '1000' }],
    [
      'mediation-trace-brussels',
      'check check-conditions unverified',
      { postcode: '1000', workSituation: 'below-level' },
    ],
    ['jobmatching-antwerp', 'check check-conditions unverified', { postcode: '2000', workSituation: 'below-level' }],
    ['vdab-training', 'check check-conditions unverified', { workSituation: 'below-level' }],
    ['work-placement-stage', 'check check-conditions unverified', { workSituation: 'below-level' }],
    // The next contract may be wider than that of 2023: who works or speaks good Dutch asks (S2 A1, A2).
    ['mentoring-to-work', 'check check-conditions unverified', { workSituation: 'below-level', dutch: 'C1' }],
    ['mentoring-to-work', 'check check-conditions unverified', {}],
    ['integration-through-work', 'check check-status unverified', {}],
    ['integration-through-work', 'check check-status unverified', { residenceStatus: 'asylum-seeker' }],
    ['integration-through-work', 'check check-jobseeker unverified', { registeredJobseeker: false }],
    ['integration-through-work', undefined, { postcode: '1000' }],
    // No professional card in Flanders during the asylum procedure (domain-facts §2.4).
    ['self-employment', undefined, { residenceStatus: 'asylum-seeker' }],
    ['self-employment', 'check check-conditions unverified', { residenceStatus: 'recognised-refugee' }],
    ['self-employment', 'check check-conditions unverified', { residenceStatus: 'unknown' }],
    // A talk about a career helps anyone, and commits to nothing (S1 §7.4).
    ['career-orientation-brabant', 'check check-status unverified', { postcode: '3000', goal: ['full-degree'] }],
    ['orient-test-simple', 'check check-status unverified', { goal: ['full-degree'] }],
    ['employer-meet-and-greets', 'check check-status unverified', {}],
    ['e-loket', 'check check-status unverified', { postcode: '2000' }],
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
    ['dutch-level-report-brussels', undefined, { postcode: '1000' }],
    ['jobdates-reception', undefined, { residenceStatus: 'asylum-seeker' }],
  ])('%s is %s for %o', (id, expected, change) => {
    expect(CATALOGUE.map((row) => row.id)).toContain(id);
    expect(offerOf(id, change)).toBe(expected);
  });

  it.each(RESIDENCE_STATUSES.filter((status) => status !== 'asylum-seeker' && status !== 'none'))(
    'of help to work for oneself is asked about by who has %s: nobody who can get a card is left out',
    (residenceStatus) => {
      expect(offerOf('self-employment', { residenceStatus })).toBe('check check-conditions unverified');
    },
  );

  it('of career vouchers is asked about from the day on which something else was planned', () => {
    const vouchersOn = (registeredOn: string) =>
      judge(allMetBut({ registeredOn, inBelgiumSince: '2025-01', workSituation: 'below-level' }), registeredOn)
        .offers.filter(({ id }) => id === 'career-vouchers')
        .map(({ status }) => status);
    expect([vouchersOn('2026-12-31'), vouchersOn('2027-01-01')]).toEqual([['running'], ['unverified']]);
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

  it('is there in Brussels after five years, where mentoring of VDAB is not (domain.md section 2.3)', () => {
    const ids = judge(allMetBut({ postcode: '1000', inBelgiumSince: '2015-01' })).offers.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['duo-for-a-job', 'my-diploma-brussels', 'leerwinkel-brussels']));
    expect(ids).not.toContain('mentoring-to-work');
  });

  it('is not what someone without legal stay needs', () => {
    expect(judge(allMetBut({ residenceStatus: 'none' })).offers).toEqual([]);
    expect(judge(allMetBut({ postcode: '4000', residenceStatus: 'none' })).offers).toEqual([]);
  });

  it('is asked after out of area where nobody says that it ends at the border, and nothing of VDAB', () => {
    const { offers } = judge(allMetBut({ postcode: '4000' }));
    const rows = rulesOn(RULES, TODAY).offers;
    expect(offers.map(({ id }) => id)).toEqual(expect.arrayContaining(['duo-for-a-job', 'practise-dutch-online']));
    for (const { id, fit, reason } of offers) {
      expect([fit, reason]).toEqual(['check', 'check-place']);
      const row = rows.find((one) => one.id === id);
      expect(row?.value).toMatchObject({ ownRules: true, beyond: true });
      expect(row?.value.provider).not.toContain('VDAB');
    }
  });
});

describe('the offers', () => {
  it('put the fewest open checks first: what is certain before all else, however far', () => {
    const rows = rulesWith('career-vouchers', ({ value }) => ({ ...value, alsoAsked: [] }));
    const { offers } = assess(allMetBut({ workSituation: 'below-level' }), rows, TODAY);
    expect(offers[0]).toMatchObject({ id: 'career-vouchers', fit: 'fits', reason: 'fits', status: 'running' });
    expect(offers.filter(({ fit }) => fit === 'fits')).toHaveLength(1);
    expect(offers.length).toBeGreaterThan(1);
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
    const here: Row<OfferValue> = {
      ...row,
      value: { ...row.value, conditions: { regions: ['ghent'] }, alsoAsked: [] },
    };
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

  // Domain.md section 8, line by line: who is named there has a row.
  it.each<readonly [string, readonly string[]]>([
    ['Limburg', ['PXL', 'QNH', 'Hasselt', 'Risesmart and a small firm', 'AGII and VDAB']],
    [
      'Brussels',
      [
        'Actiris',
        'AGII-Bon',
        'Risesmart',
        'Tracé Brussel',
        'ACTO-VUB',
        'VUB',
        'Leerwinkel Brussel',
        'SAS',
        'Huis van het Nederlands',
      ],
    ],
    [
      'Ghent, East and West Flanders',
      [
        'Co-Vibes',
        'Co-Vibes and Leerwinkel',
        'UZ Gent',
        'VDAB and VOKA',
        'Leerwinkel and VOKA',
        'Huis van het Leren',
        'Vives',
      ],
    ],
    [
      'Antwerp',
      ['Cronos', 'Atlas', 'Ivoran', 'Linguapolis', 'onderwijskiezer.be', 'Antwerp University', 'Solentra', 'OCMW'],
    ],
    ['Flemish Brabant', ['Obelisk', 'VDAB Leuven', 'ILT Leuven', 'UCLL', 'Associatie KU Leuven']],
    ['Flanders', ['Gatam', 'Vluchtelingenwerk', 'Duo for a Job', 'Jobroad', 'Nedbox, Taalblad, Duolingo', 'Fedasil']],
  ])('names who offers something in %s', (_, providers) => {
    const named = CATALOGUE.map(({ value }) => value.provider);
    expect(providers.filter((one) => !named.some((provider) => provider.includes(one)))).toEqual([]);
  });

  it.each([
    // Column of table T4.1, the row of it, how many people the table counts.
    ['O', 'vdab-orientation-centre', 227],
    ['Y', 'vdab-psychological-medical-screening', 24],
    ['P', 'vdab-profile', 127],
    ['A', 'vdab-application-tasks', 90],
    ['G', 'vdab-guided-applying', 39],
    ['T', 'vdab-training', 253],
    ['V', 'vdab-personal-service', 1140],
    ['D', 'vdab-equivalence-support', 122],
  ] as const)('has column %s of table T4.1 as %s', (_, id, reached) => {
    expect(RULES.offers[id]?.[0]?.value.reached).toBe(reached);
    expect(RULES.offers[id]?.[0]?.source.ref).toContain('T4.1');
  });

  it('counts the people of jobmatching of table T4.1, but for the 13 of Brussels, who had two mediators', () => {
    const ids = ['jobhunting-mentoring-limburg', 'jobhunting-eminentia', 'jobhunting-brabant', 'jobmatching-antwerp'];
    const reached = ids.map((id) => RULES.offers[id]?.[0]?.value.reached ?? 0);
    // Limburg 86; East Flanders 22, Ghent 13 and West Flanders 9; Flemish Brabant 40; Antwerp 6 and 1.
    expect(reached).toEqual([86, 44, 40, 7]);
    expect(reached.reduce((sum, one) => sum + one, 13)).toBe(190);
  });

  it('has every neighbour of section 2.3', () => {
    const neighbours = ['mentoring-to-work', 'volunteer-jobcoach', 'integration-through-work', 'mentoring-voka-west'];
    expect(neighbours.map((id) => RULES.offers[id]?.[0]?.source.ref.match(/S[0234]/)?.[0])).toEqual([
      'S2',
      'S4',
      'S3',
      'S0',
    ]);
  });

  // S1 §7.2.1d: intensive workplace learning, BIO, IBO and the tender partner.
  it.each([
    'jobhunting-mentoring-limburg',
    'jobhunting-eminentia',
    'jobhunting-brabant',
    'hospital-placements-ghent',
    'bio-incubator',
    'workplace-learning-antwerp',
    'work-placement-bis',
    'work-training-ibo',
    'work-training-ibo-t',
  ])('closes %s to who has any job, and says by which section', (id) => {
    const [row] = RULES.offers[id] ?? [];
    expect(row?.value.conditions.workSituations).toEqual(['not-working', 'studying']);
    expect(`${row?.source.ref} ${row?.note}`).toContain('§7.2.1d');
  });

  it('cites only what a desk can open: a parliamentary question, the report or a public page', () => {
    for (const [row] of Object.values(RULES.offers)) {
      expect(row?.source.ref).toMatch(/^S[0-4] |^https:\/\//);
      expect(row?.note).not.toContain('domain-facts');
    }
  });

  it('says ended only of what a source tells has stopped', () => {
    const ended = CATALOGUE.filter(({ value }) => value.status === 'ended').map(({ id }) => id);
    expect(ended).toEqual([
      'praatcafe-hasselt', // stopped in August 2017
      'sector-track-construction-brussels', // November and December 2018
      'dutch-for-it-brussels', // merged
      'bio-incubator', // until the end of 2018
      'stress-training-antwerp', // stopped
      'equivalence-study-leuven', // ended early
      'vospa-leuven', // ended early
      'mentoring-to-work-2023', // last starts 30 September 2023
      'volunteer-jobcoach', // until 31 July 2019
    ]);
  });
});
