/** The people of the sources: the sixteen of S0, and as many as S1 counted, drawn from its own tables. */
import { describe, expect, it } from 'vitest';
import type { DiplomaLevel, Facts } from '../../src/domain/facts.ts';
import { assessmentSchema } from '../../src/schemas/assessment.ts';
import { allMetBut, judge } from './cases.ts';

// S0, domain.md section 9: two lists without a link from person to person, so every combination is tried.
const ORIGINS = { IQ: 4, PL: 2, JO: 1, EG: 1, IR: 1, TW: 1, AM: 1, LT: 1, SY: 1, PS: 1, RU: 1, UZ: 1 } as const;
const DIPLOMAS: readonly (readonly [DiplomaLevel, Facts['studyField']])[] = [
  ['bachelor', '10'], // hotel management
  ['bachelor', '07'], // construction
  ['bachelor', '03'], // public relations
  ['bachelor', '07'], // biotech engineering
  ['bachelor', '02'], // photography
  ['bachelor', '03'], // social economics
  ['bachelor', '04'], // accounting
  ['bachelor', '04'], // business administration
  ['bachelor', '04'], // operations
  ['bachelor', '02'], // English literature
  ['bachelor', '03'], // applied economics
  ['bachelor', '04'], // commercial engineering
  ['master', '04'], // finance
  ['master', '02'], // applied linguistics
  ['master', '07'], // construction engineering
  ['master', '01'], // education
];

describe('the sixteen of S0, mentored in West Flanders', () => {
  it('count sixteen origins and sixteen diplomas', () => {
    expect(Object.values(ORIGINS).reduce((sum, count) => sum + count, 0)).toBe(16);
    expect(DIPLOMAS).toHaveLength(16);
  });

  it('are all welcome there in every combination; three of sixteen are EU nationals, outside the project itself', () => {
    for (const [origin] of Object.entries(ORIGINS)) {
      const european = origin === 'PL' || origin === 'LT';
      for (const [diplomaLevel, studyField = '00'] of DIPLOMAS) {
        const facts = allMetBut({ nationalities: [origin], postcode: '8000', diplomaLevel, studyField });
        const { deskAccess, projectEligibility, flags } = judge(facts);
        expect([origin, deskAccess, projectEligibility, flags.includes('eu-national')]).toEqual([
          origin,
          'admitted',
          european ? 'not-eligible' : 'eligible',
          european,
        ]);
      }
    }
  });
});

/** The same numbers every time: a linear congruential generator (Numerical Recipes). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function draw<T>(next: () => number, shares: readonly (readonly [T, number])[]): T {
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  let left = next() * total;
  for (const [value, share] of shares) {
    left -= share;
    if (left < 0) return value;
  }
  throw new Error('shares add up to nothing');
}

// T3.1, T3.2 and T3.3 of S1; what the tables do not name is another third country, or another member state.
const NON_EU = [
  ['SY', 16.5],
  ['IQ', 10.2],
  ['TR', 10],
  ['RU', 4.4],
  ['AF', 4.3],
  ['IR', 3.5],
  ['UA', 2.8],
  ['MA', 2.1],
  ['IN', 46.2],
] as const;
const EU = [
  ['RO', 28.6],
  ['PL', 13.2],
  ['BG', 12.1],
  ['IT', 9.9],
  ['PT', 5.5],
  ['BE', 4.4],
  ['FR', 4.4],
  ['GR', 4.4],
  ['ES', 3.3],
  ['DE', 14.2],
] as const;
const LEVELS = [
  ['secondary', 6.8],
  ['hbo5', 1],
  ['bachelor', 44.3],
  ['master', 47.9],
] as const;
// Table 2.1: people reached per region.
const REACHED = [
  ['2000', 364],
  ['2800', 66],
  ['9000', 111],
  ['9300', 153],
  ['8000', 145],
  ['3500', 135],
  ['3000', 212],
  ['1000', 60],
] as const;

describe('1246 people drawn from the tables of S1', () => {
  const next = chance(20_180_418);
  const people = Array.from({ length: 1246 }, () => {
    // 91 of 1246 were EU citizens (7%).
    const nationality = next() < 91 / 1246 ? draw(next, EU) : draw(next, NON_EU);
    return allMetBut({
      nationalities: [nationality],
      diplomaLevel: draw(next, LEVELS),
      postcode: draw(next, REACHED),
      obstacles: [],
    });
  });
  const assessments = people.map((facts) => judge(facts));
  const share = (wanted: (assessment: (typeof assessments)[number]) => boolean) =>
    assessments.filter(wanted).length / assessments.length;

  it('all get an assessment that fits its schema', () => {
    for (const assessment of assessments) expect(assessmentSchema.safeParse(assessment).success).toBe(true);
  });

  it('fall outside the criteria about as often as the source counted', () => {
    const outside = share(({ projectEligibility }) => projectEligibility === 'not-eligible');
    const europeans = share(({ flags }) => flags.includes('eu-national'));
    const withoutDiploma = share(({ criteria }) => criteria[3]?.outcome === 'not-met');
    console.info(
      `outside the criteria ${(outside * 100).toFixed(1)}% (S1: 15%), EU ${(europeans * 100).toFixed(1)}% (7%), ` +
        `without a higher diploma ${(withoutDiploma * 100).toFixed(1)}% (about 7%)`,
    );
    // 190 of 1246; drawn anew, three standard deviations are about 3 points.
    expect(outside).toBeGreaterThan(0.11);
    expect(outside).toBeLessThan(0.18);
    expect(europeans).toBeGreaterThan(0.05);
    expect(europeans).toBeLessThan(0.1);
    expect(withoutDiploma).toBeGreaterThan(0.045);
    expect(withoutDiploma).toBeLessThan(0.095);
  });

  it('are nowhere left with a bare no', () => {
    for (const { route, nextSteps } of assessments) {
      if (route.to === 'other-services') expect(nextSteps.length).toBeGreaterThan(1);
    }
  });
});
