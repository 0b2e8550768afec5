/** The rule rows: what is in them can be relied on, and what is not right is named before anything starts. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CRITERIA } from '../../src/domain/assessment.ts';
import { NEXT_STEPS, PROFESSIONS } from '../../src/domain/codes.ts';
import { COUNTRIES } from '../../src/domain/countries.ts';
import { DOCUMENT_IDS, REGIONS } from '../../src/domain/facts.ts';
import { type Row, rowOn, rulesOn } from '../../src/domain/rules.ts';
import { loadRules, parseRules, RULE_FILES, RulesError } from '../../src/rules/load.ts';
import { assessmentSchema } from '../../src/schemas/assessment.ts';

type Files = { [file: string]: Row<unknown>[] };

function readFiles(): Files {
  return Object.fromEntries(
    RULE_FILES.map((file) => [
      file,
      JSON.parse(readFileSync(new URL(`../../src/rules/${file}.json`, import.meta.url), 'utf8')),
    ]),
  );
}

/** The problems of the repository's rows after a change. */
function problemsAfter(change: (files: Files) => void): readonly string[] {
  const files = readFiles();
  change(files);
  try {
    parseRules(files);
  } catch (error) {
    if (error instanceof RulesError) return error.problems;
    throw error;
  }
  return [];
}

const rowOf = (files: Files, file: string, id: string) => {
  const row = files[file]?.find((one) => one.id === id) as { [key: string]: unknown } | undefined;
  if (row === undefined) throw new Error(`no row ${id} in ${file}`);
  return row;
};

describe('the rows of the repository', () => {
  const rules = loadRules();
  const allRows = Object.values(readFiles()).flat();

  it('are right', () => {
    expect(problemsAfter(() => {})).toEqual([]);
  });

  it('name their version by what stands in them, in the form that is published', () => {
    expect(assessmentSchema.shape.rules.safeParse(rules.version).error).toBeUndefined();
    const versionAfter = (edit: (files: Files) => void) => {
      const files = readFiles();
      edit(files);
      return parseRules(files).version;
    };
    expect(versionAfter(() => {})).toBe(rules.version);
    const lastChecked = allRows
      .map(({ source }) => source.checkedOn)
      .sort()
      .at(-1);
    expect(rules.version.slice(0, 7)).toBe(lastChecked?.slice(0, 7));
    // Any change at all: a value, a date, the order in which postcodes are tried, a look at the source.
    const versions = [
      versionAfter((files) => Object.assign(rowOf(files, 'criteria', 'E3'), { value: { underYears: 6 } })),
      versionAfter((files) => Object.assign(files.offers?.at(-1) ?? {}, { validTo: '2099-12-31' })),
      versionAfter((files) => files.postcodes?.reverse()),
      versionAfter((files) => Object.assign(rowOf(files, 'offers', 'duo-for-a-job'), { note: 'read anew' })),
    ];
    expect(new Set([rules.version, ...versions]).size).toBe(versions.length + 1);
    const later = versionAfter((files) => {
      const row = rowOf(files, 'offers', 'duo-for-a-job') as { source: object };
      row.source = { ...row.source, checkedOn: '2099-03-01' };
    });
    expect(later).toMatch(/^2099-03\.\d+$/);
  });

  it('each name a source, the day someone looked, and the reading chosen', () => {
    expect(allRows.length).toBeGreaterThan(100);
    for (const row of allRows) {
      expect(row.source.ref).toMatch(/^S[0-4] |^domain-facts §|^https:\/\//);
      expect(row.note).not.toBe('');
    }
  });

  it('hold a rule for every criterion, region, paper, profession and next step on the day they were checked', () => {
    const on = rulesOn(rules, '2026-11-22');
    expect(CRITERIA.every((id) => on.criteria[id] !== undefined)).toBe(true);
    expect(REGIONS.every((id) => on.regions[id] !== undefined)).toBe(true);
    expect(DOCUMENT_IDS.every((id) => on.documents[id] !== undefined)).toBe(true);
    expect(PROFESSIONS.every((id) => on.professions[id] !== undefined)).toBe(true);
    expect(NEXT_STEPS.every((id) => on.steps[id] !== undefined)).toBe(true);
  });

  it('count 27 member states, and 28 before the United Kingdom left', () => {
    const states = (day: string) => rulesOn(rules, day).states['eu-member-states']?.value ?? [];
    expect(states('2026-11-22')).toHaveLength(27);
    expect(states('2020-01-31')).toHaveLength(28);
    expect(states('2026-11-22').every((code) => COUNTRIES.includes(code))).toBe(true);
    expect(states('2014-12-31')).toEqual([]);
  });

  it('name only countries that exist', () => {
    const on = rulesOn(rules, '2026-11-22');
    const named = [
      ...(on.documents['diploma-translation']?.value.readableFrom ?? []),
      ...(on.documents['naric-application']?.value.automaticLevel ?? []),
      ...(on.states['silent-states']?.value ?? []),
    ];
    expect(named.filter((code) => !COUNTRIES.includes(code))).toEqual([]);
  });
});

describe('rowOn', () => {
  const row = (validFrom: string, validTo?: string) =>
    ({ id: 'a', validFrom, ...(validTo && { validTo }), value: validFrom, note: '', source: {} }) as Row<string>;
  const timeline = [row('2015-01-01', '2019-12-31'), row('2020-01-01', '2021-06-30')];

  it.each([
    ['2014-12-31', undefined],
    ['2015-01-01', '2015-01-01'],
    ['2019-12-31', '2015-01-01'],
    ['2020-01-01', '2020-01-01'],
    ['2021-06-30', '2020-01-01'],
    // After the last row nothing is known: never simply the last one.
    ['2021-07-01', undefined],
  ])('on %s is %s', (day, expected) => {
    expect(rowOn(timeline, day)?.value).toBe(expected);
  });
});

describe('rows that nobody could rely on', () => {
  it.each<readonly [string, (files: Files) => void, string]>([
    [
      'a row without a source',
      (files) => delete rowOf(files, 'criteria', 'E3').source,
      'criteria.json, row 3, source: ',
    ],
    [
      'a source without a day',
      (files) => {
        rowOf(files, 'criteria', 'E3').source = { title: 'x', ref: 'y' };
      },
      'criteria.json, row 3, source.checkedOn: ',
    ],
    [
      'a day that does not exist',
      (files) => {
        rowOf(files, 'steps', 'adg').validFrom = '2026-02-30';
      },
      'validFrom: ',
    ],
    [
      'an id that no rule has',
      (files) => {
        rowOf(files, 'regions', 'ghent').id = 'gent';
      },
      'regions.json, row 3 (gent from 2015-01-01): no rule has this id',
    ],
    ['a rule that is gone', (files) => files.steps?.pop(), 'steps.json: no row for learn-dutch'],
    [
      'a value of another form',
      (files) => {
        rowOf(files, 'criteria', 'E3').value = { underYears: '5' };
      },
      'criteria.json, row 3 (E3 from 2015-01-01), value, underYears: ',
    ],
    [
      'a code that facts do not know',
      (files) => {
        rowOf(files, 'criteria', 'E2').value = { legal: ['refugee'], pending: [], protected: [] };
      },
      'criteria.json, row 2 (E2 from 2015-01-01), value, legal.0: ',
    ],
    [
      'an address that is not https',
      (files) => {
        rowOf(files, 'steps', 'adg').value = { url: 'http://adg.be' };
      },
      'value, url: ',
    ],
    [
      'rows that overlap',
      (files) => {
        rowOf(files, 'figures', 'naric-level-fee').validTo = '2025-01-01';
      },
      'figures.json, naric-level-fee: the rows from 2015-01-01 and 2025-01-01 overlap',
    ],
    [
      'an open end before another row',
      (files) => delete rowOf(files, 'figures', 'naric-level-fee').validTo,
      'figures.json, naric-level-fee: the rows from 2015-01-01 and 2025-01-01 overlap',
    ],
    [
      'a gap between rows',
      (files) => {
        rowOf(files, 'figures', 'naric-level-fee').validTo = '2024-12-30';
      },
      'figures.json, naric-level-fee: no row between 2024-12-30 and 2025-01-01',
    ],
    [
      'a row that ends before it begins',
      (files) => {
        rowOf(files, 'steps', 'adg').validTo = '1999-01-01';
      },
      'steps.json, adg: the row from 2000-01-01 ends before it begins',
    ],
    [
      'a key that nobody reads',
      (files) => {
        rowOf(files, 'steps', 'adg').comment = 'x';
      },
      'steps.json, row 4: Unrecognized key: "comment"',
    ],
    [
      'a file that is no list',
      (files) => {
        (files as { [file: string]: unknown }).figures = {};
      },
      'figures.json: must be a list of rows',
    ],
  ])('%s are named', (_, change, problem) => {
    const problems = problemsAfter(change);
    expect(problems.join('\n')).toContain(problem);
  });

  it('are named all at once', () => {
    const problems = problemsAfter((files) => {
      delete rowOf(files, 'criteria', 'E3').source;
      files.steps?.pop();
      rowOf(files, 'steps', 'adg').validTo = '1999-01-01';
    });
    expect(problems).toHaveLength(4);
    expect(new RulesError(problems).message).toContain('\n- steps.json: no row for learn-dutch');
  });

  it('are named where the files themselves cannot be read', () => {
    expect(() => loadRules(new URL('./nowhere/', import.meta.url))).toThrow(RulesError);
  });
});
