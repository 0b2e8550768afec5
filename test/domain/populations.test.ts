/** The people of the sources: the sixteen of S0, and as many as S1 counted, drawn from its own tables. */
import { describe, expect, it } from 'vitest';
import { assessmentSchema } from '../../src/schemas/assessment.ts';
import { compare, drawPeople } from '../population/draw.ts';
import { INFLOW, PARTICIPANTS, POSTCODES, SIXTEEN_DIPLOMAS, SIXTEEN_ORIGINS } from '../population/tables.ts';
import { allMetBut, judge } from './cases.ts';

describe('the sixteen of S0, mentored in West Flanders', () => {
  it('count sixteen origins and sixteen diplomas', () => {
    expect(Object.values(SIXTEEN_ORIGINS).reduce<number>((sum, count) => sum + count, 0)).toBe(16);
    expect(SIXTEEN_DIPLOMAS).toHaveLength(16);
  });

  it('are all welcome there in every combination; three of sixteen are EU nationals, outside the project itself', () => {
    for (const [origin] of Object.entries(SIXTEEN_ORIGINS)) {
      const european = origin === 'PL' || origin === 'LT';
      for (const [diplomaLevel, studyField = '00'] of SIXTEEN_DIPLOMAS) {
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

  it.each(Object.entries(POSTCODES))('get an assessment that fits its schema in %s too', (_, postcode) => {
    for (const origin of Object.keys(SIXTEEN_ORIGINS)) {
      for (const [diplomaLevel, studyField = '00'] of SIXTEEN_DIPLOMAS) {
        const assessment = judge(allMetBut({ nationalities: [origin], postcode, diplomaLevel, studyField }));
        expect(assessmentSchema.safeParse(assessment).success).toBe(true);
      }
    }
  });
});

describe.each([PARTICIPANTS, { ...INFLOW, people: 2000 }])('$people people drawn from: $name', (counted) => {
  const people = drawPeople(counted, counted.people, 20_180_418);
  const compared = compare(counted, people);

  it('all get an assessment that fits its schema', () => {
    for (const { assessment } of people) expect(assessmentSchema.safeParse(assessment).success).toBe(true);
  });

  it.each(compared.filter(({ source }) => source !== undefined))(
    'have about the share that the source counted: $what',
    ({ drawn, source = 0 }) => {
      // Three standard deviations of a draw, and half a point for what the tables round.
      const spread = 3 * Math.sqrt((source * (1 - source)) / counted.people) + 0.005;
      expect(Math.abs(drawn - source)).toBeLessThan(spread);
    },
  );

  it('are nowhere left with a bare no', () => {
    for (const { assessment } of people) {
      if (assessment.route.to === 'other-services') expect(assessment.nextSteps.length).toBeGreaterThan(1);
    }
  });
});
