/** Several clients from a spreadsheet: every row read like the form, everything that is wrong at once, nothing half done. */
import { CsvError, parse } from 'csv-parse/sync';
import type { QuestionId } from '../domain/questions.ts';
import { LANGUAGES, type Language } from '../domain/referral.ts';
import type { Draft, Fields, Forwarding, Interview, Known, RowProblem, Words } from './ports.ts';

const DELIMITERS = [';', ',', '\t'] as const;
const OWN_FIELDS = ['label', 'language', 'email'] as const;

interface Parts {
  readonly interview: Interview;
  readonly words: Words;
  readonly read: Forwarding['read'];
  /** The languages in which a header may be written. */
  readonly headerLanguages: readonly Language[];
  /** Rows at most. */
  readonly most: number;
}

/** Letters, digits and nothing else: `E-mail`, `e_mail` and `email ` are one column. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** @returns `readTable` and `sampleTable` of Forwarding */
export function createTables({
  interview,
  words,
  read,
  headerLanguages,
  most,
}: Parts): Pick<Forwarding, 'readTable' | 'sampleTable'> {
  const fields = [...OWN_FIELDS, ...interview.questions.map(({ id }) => id)];
  const nameOf = (language: Language, field: string) =>
    words(language, OWN_FIELDS.some((own) => own === field) ? `counsellor:csv.${field}` : `questions:${field}.short`);
  const fieldOf = new Map<string, string>();
  for (const field of fields) {
    for (const name of [field, ...headerLanguages.map((language) => nameOf(language, field))]) {
      if (!fieldOf.has(plain(name))) fieldOf.set(plain(name), field);
    }
  }
  const codeOf = new Map<string, string>();
  for (const code of LANGUAGES) {
    for (const reader of [...headerLanguages, code]) {
      codeOf.set(plain(new Intl.DisplayNames([reader], { type: 'language' }).of(code) ?? code), code);
    }
    codeOf.set(code, code);
  }

  const toFields = (header: readonly string[], cells: readonly string[]): Fields =>
    Object.fromEntries(
      header.map((field, at) => {
        const cell = (cells[at] ?? '').trim();
        return [field, [field === 'language' ? (codeOf.get(plain(cell)) ?? cell) : cell]];
      }),
    );

  return {
    readTable(text, reader) {
      const problem = (row: number, column: string | null, key: string, params = {}): RowProblem => ({
        row,
        column,
        text: words(reader, `counsellor:problem.${key}`, params),
      });
      const parsed = parseRows(text);
      if (!parsed.ok) return { ok: false, problems: [problem(parsed.row, null, 'csv-broken')] };
      const [names = [], ...rows] = parsed.rows;
      const header = names.map((name) => fieldOf.get(plain(name)) ?? '');
      const columns = fields.map((field) => nameOf(reader, field)).join(', ');
      const inHeader = names.flatMap((name, at) => {
        if (header[at] === '') return name.trim() === '' ? [] : [problem(1, name, 'csv-column', { columns })];
        return header.indexOf(header[at] ?? '') < at ? [problem(1, name, 'csv-twice')] : [];
      });
      if (!header.includes('language'))
        inHeader.push(problem(1, nameOf(reader, 'language'), 'csv-no-language', { columns }));
      if (inHeader.length > 0) return { ok: false, problems: inHeader };

      const filled = rows
        .map((cells, at) => ({ cells, row: at + 2 }))
        .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
      if (filled.length === 0) return { ok: false, problems: [problem(2, null, 'csv-empty')] };
      if (filled.length > most)
        return { ok: false, problems: [problem(filled[most]?.row ?? 0, null, 'csv-many', { most })] };

      const drafts: Draft[] = [];
      const problems: RowProblem[] = [];
      for (const { cells, row } of filled) {
        if (cells.slice(header.length).some((cell) => cell.trim() !== ''))
          problems.push(problem(row, null, 'csv-cells'));
        const judged = read(toFields(header, cells), reader);
        if (judged.ok) drafts.push(judged.draft);
        else problems.push(...judged.problems.map(({ field, text }) => ({ row, column: nameOf(reader, field), text })));
      }
      return problems.length > 0 ? { ok: false, problems } : { ok: true, drafts };
    },

    sampleTable: (language) => [
      fields.map((field) => nameOf(language, field)),
      ...SAMPLES.map((sample, at) => [
        words(language, 'counsellor:csv.example', { number: at + 1 }),
        sample.language,
        '',
        ...interview.questions.map(({ id }) => {
          const value = sample.known[id];
          return value === undefined ? '' : interview.say(language, id, value);
        }),
      ]),
    ],
  };
}

/** Rows as a spreadsheet counts them: an empty line is a row too. */
function parseRows(
  text: string,
): { readonly ok: true; readonly rows: readonly (readonly string[])[] } | { readonly ok: false; readonly row: number } {
  const [first = ''] = text.split('\n', 1);
  const count = (sign: string) => first.split(sign).length;
  const delimiter = DELIMITERS.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
  try {
    return { ok: true, rows: parse(text, { bom: true, delimiter, relax_column_count: true }) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ok: false, row: Number(error.lines ?? 1) };
  }
}

const SAMPLES: readonly { readonly language: Language; readonly known: Known }[] = [
  {
    language: 'ar',
    known: known({
      nationalities: ['SY'],
      location: { postcode: '9000' },
      'diploma-level': 'master',
      'dutch-level': 'A2',
    }),
  },
  {
    language: 'uk',
    known: known({
      nationalities: ['UA'],
      'residence-status': 'temporary-protection',
      'in-belgium-since': '2025-03',
      goal: ['work-soon'],
    }),
  },
];

function known(answers: { readonly [question: string]: unknown }): { readonly [question in QuestionId]?: unknown } {
  return answers;
}
