/** Postcode to place: the ranges and oracles of domain-facts §1. */
import { describe, expect, it } from 'vitest';
import { PLACES, type Place } from '../../src/domain/facts.ts';
import { placeOf as placeOfFacts, placeOfPostcode } from '../../src/domain/place.ts';
import { rulesOn } from '../../src/domain/rules.ts';
import { RULES, TODAY } from './cases.ts';

const on = rulesOn(RULES, TODAY);
const placeOf = (code: number | string) => placeOfPostcode(String(code).padStart(4, '0'), on)?.place;
const numbers = (text: string) => text.split(' ').map(Number);

const named: readonly (readonly [Place, string])[] = [
  ['antwerp-city', '2000 2018 2020 2030 2040 2050 2060 2100 2140 2150 2170 2180 2600 2610 2660'],
  ['east-flanders', '2070 9070 9100 9120 9170 9200 9300 9600 9820 9940 9999'],
  ['ghent', '9000 9030 9031 9032 9040 9041 9042 9050 9051 9052'],
  // Not Antwerp although close; Baarle-Hertog although enclaved.
  ['antwerp-province', '2110 2160 2640 2650 2900 2930 2387 2800 2300 2999 2001'],
  [
    'brussels',
    '1000 1020 1030 1040 1050 1060 1070 1080 1081 1082 1083 1090 1120 1130 1140 1150 1160 1170 1180 1190 1200 1210 1110 1299',
  ],
  // The facility municipalities around Brussels, and Bever.
  ['flemish-brabant', '1500 1620 1630 1640 1780 1950 1970 1547 1999 3000 3080 3499'],
  ['limburg', '3500 3717 3790 3791 3792 3793 3798 3800 3970 3999'],
  ['west-flanders', '8000 8587 8957 8500 8999'],
  ['out-of-area', '1300 1348 1499 4000 4420 4700 4950 4960 5000 6000 6700 7000 7700 7780 7784 7850 7880 7999'],
];

describe('placeOfPostcode', () => {
  it.each(named)('knows the codes of %s', (place, codes) => {
    for (const code of numbers(codes)) expect([code, placeOf(code)]).toEqual([code, place]);
  });

  it('places every code from 1000 to 9999, and none below', () => {
    const counts = new Map<string, number>();
    for (let code = 0; code < 10_000; code += 1) {
      const place = placeOf(code) ?? 'nowhere';
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    expect(Object.fromEntries(counts)).toEqual({
      nowhere: 1000,
      brussels: 300,
      // 1300-1499, 4000-4999, 5000-7999
      'out-of-area': 200 + 1000 + 3000,
      // 1500-1999, 3000-3499
      'flemish-brabant': 1000,
      'antwerp-city': 15,
      // 2000-2999 without the city and Zwijndrecht
      'antwerp-province': 1000 - 15 - 1,
      limburg: 500,
      'west-flanders': 1000,
      ghent: 10,
      // 9000-9999 without Ghent, and Zwijndrecht
      'east-flanders': 1000 - 10 + 1,
    });
    expect(PLACES.every((place) => counts.has(place))).toBe(true);
  });

  it('tells the German-speaking Community from Wallonia, for the employment service differs', () => {
    const german =
      '4700 4701 4710 4711 4720 4721 4728 4730 4731 4750 4760 4761 4770 4771 4780 4782 4783 4784 4790 4791';
    for (const code of numbers(german)) {
      expect(placeOfPostcode(String(code), on)).toEqual({ place: 'out-of-area', area: 'german-community' });
    }
    for (const code of ['4000', '4950', '4960', '1300', '5000', '7700']) {
      expect(placeOfPostcode(code, on)).toEqual({ place: 'out-of-area', area: 'wallonia' });
    }
    expect(placeOfPostcode('9000', on)).toEqual({ place: 'ghent' });
  });

  it.each(['', '90', '90000', '9OOO', ' 9000', '9000 ', '9000.0', 'Gent', '0612', '0999'])(
    'does not know "%s"',
    (text) => {
      expect(placeOfPostcode(text, on)).toBeUndefined();
    },
  );

  it('follows the mergers of 1 January 2025 from that day on', () => {
    const [before, after] = [rulesOn(RULES, '2024-12-31'), rulesOn(RULES, '2025-01-01')];
    expect([placeOfPostcode('2150', before)?.place, placeOfPostcode('2150', after)?.place]).toEqual([
      'antwerp-province',
      'antwerp-city',
    ]);
    expect([placeOfPostcode('2070', before)?.place, placeOfPostcode('2070', after)?.place]).toEqual([
      'antwerp-province',
      'east-flanders',
    ]);
  });
});

describe('placeOf', () => {
  it('goes by the postcode, whatever region was told', () => {
    expect(placeOfFacts({ postcode: '9000', region: 'limburg' }, on)).toEqual({ place: 'ghent' });
    expect(placeOfFacts({ postcode: '4700' }, on)).toEqual({ place: 'out-of-area', area: 'german-community' });
  });

  it.each(['unknown', 'declined', '0000', undefined])('goes by the region where the postcode is %s', (postcode) => {
    const facts = postcode === undefined ? {} : { postcode };
    expect(placeOfFacts({ ...facts, region: 'limburg' }, on)).toEqual({ place: 'limburg' });
    for (const untold of ['unknown', 'declined'] as const)
      expect(placeOfFacts({ ...facts, region: untold }, on)).toBeUndefined();
    expect(placeOfFacts(facts, on)).toBeUndefined();
  });

  it('has no area to tell in a region', () => {
    expect(Object.keys(placeOfFacts({ postcode: '9000' }, on) ?? {})).toEqual(['place']);
  });
});
