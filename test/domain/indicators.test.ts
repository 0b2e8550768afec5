import { describe, expect, it } from 'vitest';
import { coarse, indicatorsOf } from '../../src/domain/indicators.ts';
import type { Referral } from '../../src/domain/referral.ts';
import { aReferral } from '../delivery/a-referral.ts';

/** A referral of `createdAt` in which `inBelgiumSince` was told so; undefined: not at all. */
function since(value: unknown, createdAt = '2026-11-23T10:00:00.000Z'): Referral {
  const at = '2026-11-22T10:00:00.000Z';
  const facts: Referral['facts'] = [
    { key: 'registeredOn', value: '2026-11-22', author: 'client', at },
    ...(value === undefined ? [] : [{ key: 'inBelgiumSince', value, author: 'client', at } as const]),
  ];
  return aReferral({ createdAt, facts });
}
const days = (...told: Parameters<typeof since>) => indicatorsOf(since(...told)).daysFromArrival;

describe('what is counted of a referral', () => {
  it('is where it goes, what it is about and how it came, and nothing of who it is', () => {
    const referral = aReferral();
    const { assessment, client, consent } = referral;
    expect(indicatorsOf({ ...referral, facts: [] })).toEqual({
      region: assessment.route.region,
      language: client.languages.conversation,
      perspective: assessment.perspective.outcome,
      channel: consent.channel,
      eligibility: assessment.projectEligibility,
      daysFromArrival: null,
      forwarded: false,
    });
    const text = JSON.stringify(indicatorsOf(referral));
    for (const personal of [client.name, ...Object.values(client.reach ?? {}), referral.reference]) {
      expect(text).not.toContain(personal);
    }
  });

  it('says whether somebody forwarded it, not who', () => {
    const referrer = { name: 'B. Sample', organisation: 'Agency', returnTo: 'b@example.org' };
    expect(indicatorsOf(aReferral({ referrer }))).toEqual({ ...indicatorsOf(aReferral()), forwarded: true });
  });

  it('has the days since the first of the month of arrival', () => {
    expect(days('2026-11')).toBe(0); // 22 days and 10 hours
    expect(days('2026-10')).toBe(30); // 53
    expect(days('2026-09')).toBe(60); // 83
    expect(days('2025-11')).toBe(360); // 387
    expect(days('2001-01')).toBe(1800);
  });

  it('goes by the day of the referral, not by today', () => {
    expect(days('2020-01', '2020-03-05T10:00:00.000Z')).toBe(60); // 64 days: 31 + 29 + 4
  });

  it('has none of them where the month was not told, or is no month', () => {
    for (const told of [undefined, 'unknown', 'declined', '2026', 'x2026-10', '2026-10-05', 202610, null]) {
      expect(days(told)).toBeNull();
    }
  });

  it('takes a month that is still to come for no days', () => {
    expect(days('2027-03')).toBe(0);
  });
});

describe('the days from arrival', () => {
  it('are kept in steps, and no further than five years', () => {
    expect([-3, 0, 29, 30, 359, 360, 449, 450, 1799, 1800, 9999].map(coarse)).toEqual([
      0, 0, 0, 30, 330, 360, 360, 450, 1710, 1800, 1800,
    ]);
  });
});
