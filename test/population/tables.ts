/** What the sources counted of the people whom the desks reached: S0, and the tables of S1, domain.md section 9. */
import type { DiplomaLevel, Facts, Region } from '../../src/domain/facts.ts';

export type Shares<T> = readonly (readonly [T, number])[];

/** S0: two lists without a link from person to person, so every combination is tried. */
export const SIXTEEN_ORIGINS = {
  IQ: 4,
  PL: 2,
  JO: 1,
  EG: 1,
  IR: 1,
  TW: 1,
  AM: 1,
  LT: 1,
  SY: 1,
  PS: 1,
  RU: 1,
  UZ: 1,
} as const;
export const SIXTEEN_DIPLOMAS: readonly (readonly [DiplomaLevel, Facts['studyField']])[] = [
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

/** One postcode for each region. */
export const POSTCODES: { readonly [region in Region]: string } = {
  'antwerp-city': '2000',
  'antwerp-province': '2800',
  ghent: '9000',
  'east-flanders': '9300',
  'west-flanders': '8000',
  limburg: '3500',
  'flemish-brabant': '3000',
  brussels: '1000',
};

/** Whom a source counted: how many, from where, with which diploma, in which region. */
export interface Counted {
  readonly name: string;
  readonly people: number;
  /** Share of EU citizens. */
  readonly europeans: number;
  readonly nonEu: Shares<string>;
  readonly eu: Shares<string>;
  readonly levels: Shares<DiplomaLevel>;
  readonly regions: Shares<Region>;
  /** What the source itself counted outside the criteria; undefined where it did not. */
  readonly outside: number | undefined;
}

/** Who took part, 2016-2018. What a table does not name is drawn as another third country, or member state. */
export const PARTICIPANTS: Counted = {
  name: 'participants of @level2work (T3.1-T3.3, T2.1)',
  people: 1246,
  europeans: 91 / 1246,
  nonEu: [
    ['SY', 16.5],
    ['IQ', 10.2],
    ['TR', 10],
    ['RU', 4.4],
    ['AF', 4.3],
    ['IR', 3.5],
    ['UA', 2.8],
    ['MA', 2.1],
    ['IN', 46.2],
  ],
  eu: [
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
  ],
  // "Other" diplomas are those below higher education; the two kinds of bachelor are one level here.
  levels: [
    ['secondary', 6.8],
    ['hbo5', 1],
    ['bachelor', 44.3],
    ['master', 47.9],
  ],
  regions: [
    ['antwerp-city', 364],
    ['antwerp-province', 66],
    ['ghent', 111],
    ['east-flanders', 153],
    ['west-flanders', 145],
    ['limburg', 135],
    ['flemish-brabant', 212],
    ['brussels', 60],
  ],
  outside: 190 / 1246,
};

/** Every highly educated newcomer whom the integration agencies met, 2015-2017. */
export const INFLOW: Counted = {
  name: 'highly educated inflow of the agencies (T3.1-T3.3, b1.1)',
  people: 18_822,
  europeans: 4992 / 18_822,
  nonEu: [
    ['SY', 9.1],
    ['IQ', 8.3],
    ['MA', 7.2],
    ['IN', 5.6],
    ['RU', 4.8],
    ['TR', 4.4],
    ['IR', 2.8],
    ['CN', 2.6],
    ['CD', 2.6],
    ['CM', 2.3],
    ['BR', 50.3],
  ],
  eu: [
    ['RO', 23.7],
    ['PL', 20.6],
    ['BG', 10.2],
    ['ES', 8.4],
    ['IT', 6.3],
    ['PT', 4.7],
    ['FR', 4.5],
    ['BE', 3.7],
    ['HU', 2.8],
    ['DE', 15.1],
  ],
  levels: [
    ['hbo5', 6.9],
    ['bachelor', 56.5],
    ['master', 34.4],
    ['doctorate', 2.3],
  ],
  // b1.1, non-EU and EU together; 19 of an unknown region are left out.
  regions: [
    ['antwerp-province', 1621 + 508],
    ['antwerp-city', 2364 + 1223],
    ['brussels', 2424 + 589],
    ['ghent', 934 + 334],
    ['limburg', 1390 + 480],
    ['east-flanders', 1226 + 415],
    ['flemish-brabant', 2320 + 648],
    ['west-flanders', 1551 + 795],
  ],
  outside: undefined,
};
