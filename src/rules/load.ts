/** Reads the rule rows and refuses to start on a row that nobody could rely on. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ACCESSES, type CRITERIA, NEEDS } from '../domain/assessment.ts';
import { DOCUMENT_REASONS, NEXT_STEPS, OFFER_AIMS, PROFESSIONS } from '../domain/codes.ts';
import {
  CEFR_LEVELS,
  DIPLOMA_LEVELS,
  DOCUMENT_IDS,
  INCOMES,
  OBSTACLES,
  PLACES,
  REGIONS,
  RESIDENCE_STATUSES,
  STUDY_FIELDS,
  WORK_SITUATIONS,
} from '../domain/facts.ts';
import type { Row, Rules, Timeline } from '../domain/rules.ts';
import { addedId, conditionsSchema } from '../schemas/conditions.ts';

/** Everything that is wrong with the rule rows, in one message. */
export class RulesError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The rule rows in src/rules are not right:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.name = 'RulesError';
    this.problems = problems;
  }
}

const nothing = z.strictObject({});
const countries = z.array(z.string().regex(/^[A-Z]{2}$/)).min(1);
const statuses = z.array(z.enum(RESIDENCE_STATUSES));
const where = z.strictObject({
  regions: z.array(z.enum(REGIONS)).min(1),
  obstacles: z.array(z.enum(OBSTACLES)).min(1),
});
const url = z.url({ protocol: /^https$/ });
const number = z.number().int().min(0).max(9999);

const region = z.strictObject({
  euNationals: z.enum(ACCESSES),
  strict: z.boolean(),
  study: z.enum(['desk', 'person', 'adviser']),
  followUp: z.boolean().nullable(),
  jobseekerService: z.enum(['vdab', 'actiris']),
  breadth: z.string().min(1),
  depth: z.string().min(1),
  deskDays: z.string().min(1),
  agency: z.string().min(1),
});
const postcode = z.strictObject({
  place: z.enum(PLACES),
  area: z.enum(['wallonia', 'german-community']).optional(),
  codes: z.array(number).min(1).optional(),
  ranges: z
    .array(z.tuple([number, number]))
    .min(1)
    .optional(),
});
const profession = z.strictObject({
  kind: z.enum(['regulated', 'protected-title']),
  authority: z.string().min(1),
  steps: z.array(z.string().min(1)).min(1),
  eeaDiploma: z.literal('straight-to-authority'),
  eea: z.array(z.string().min(1)).min(1).optional(),
  eeaAuthority: z.string().min(1).optional(),
  eeaConfidence: z.enum(['verified', 'likely', 'unverified']).optional(),
  eeaFamily: z.boolean().optional(),
  refugee: z.array(z.string().min(1)).min(1).optional(),
  hardToPlace: z.boolean(),
  confidence: z.enum(['verified', 'likely', 'unverified']),
});
const step = z.strictObject({ url, byRegion: z.partialRecord(z.enum(REGIONS), url).optional() });

const offer = z.strictObject({
  title: z.string().min(1),
  provider: z.string().min(1),
  aim: z.enum(OFFER_AIMS),
  regions: z.array(z.enum(REGIONS)).min(1),
  beyond: z.literal(true).optional(),
  status: z.enum(['running', 'ended', 'unverified']),
  asOf: z.number().int().min(2015),
  audience: z.enum(['client', 'desk']),
  ownRules: z.boolean(),
  conditions: conditionsSchema,
  alsoAsked: z.array(z.string().min(1)),
  duration: z.string().min(1).optional(),
  reached: z.number().int().positive().optional(),
});

/** A document that the contract does not name: all that is asked about it stands in its row. */
const addedDocument = z.strictObject({ when: conditionsSchema, need: z.enum(NEEDS), reason: addedId });

type Shapes = { readonly [id: string]: z.ZodType };
const same = (ids: readonly string[], shape: z.ZodType): Shapes => Object.fromEntries(ids.map((id) => [id, shape]));

/** Which ids a file must hold, and the form of their values; `others`: what any further id looks like. */
const FILES: {
  readonly [file: string]: { readonly ids: Shapes; readonly others?: z.ZodType } | { readonly every: z.ZodType };
} = {
  states: { ids: same(['eu-member-states', 'silent-states', 'eea-beside-the-eu', 'as-the-eea'], countries) },
  criteria: {
    ids: {
      E1: nothing,
      E2: z.strictObject({ legal: statuses, pending: statuses, protected: statuses }),
      E3: z.strictObject({ underYears: z.number().int().positive() }),
      E4: z.strictObject({ higher: z.array(z.enum(DIPLOMA_LEVELS)), uncertain: z.array(z.enum(DIPLOMA_LEVELS)) }),
      E5: nothing,
      E6: z.strictObject({ dutch: z.enum(CEFR_LEVELS) }),
      E7: where,
      E8: where,
    } satisfies { [id in (typeof CRITERIA)[number]]: z.ZodType },
  },
  regions: { ids: same(REGIONS, region) },
  postcodes: { every: postcode },
  professions: { ids: same(PROFESSIONS, profession) },
  documents: {
    ids: {
      'residence-document': nothing,
      diploma: z.strictObject({ levels: z.array(z.enum(DIPLOMA_LEVELS)).min(1) }),
      transcript: nothing,
      'diploma-translation': z.strictObject({ readableFrom: countries }),
      'naric-decision': nothing,
      'naric-application': z.strictObject({
        automaticLevel: countries,
        specificLevels: z.array(z.enum(DIPLOMA_LEVELS)),
      }),
      'professional-recognition': nothing,
      cv: nothing,
      'dutch-certificate': nothing,
      'jobseeker-registration': nothing,
      'integration-contract': z.strictObject({ statuses }),
      'living-wage-decision': nothing,
      'employment-contract': z.strictObject({
        situations: z.partialRecord(z.enum(WORK_SITUATIONS), z.enum(DOCUMENT_REASONS)),
        permitStatuses: statuses,
      }),
      'study-language-proof': z.strictObject({
        fullDegree: z.enum(CEFR_LEVELS),
        training: z.enum(CEFR_LEVELS),
        teacher: z.enum(CEFR_LEVELS),
      }),
    } satisfies { [id in (typeof DOCUMENT_IDS)[number]]: z.ZodType },
    others: addedDocument,
  },
  triage: {
    ids: {
      perspective: nothing,
      'hard-to-place': z.strictObject({ studyFields: z.array(z.enum(STUDY_FIELDS)) }),
      'naric-free': z.strictObject({ statuses, incomes: z.array(z.enum(INCOMES)) }),
      'work-right-on-card': z.strictObject({ statuses }),
      'no-agency-counsellor': z.strictObject({ statuses }),
      'practical-obstacles': nothing,
    },
  },
  steps: { ids: same(NEXT_STEPS, step) },
  figures: { every: z.union([z.number().nonnegative(), z.iso.date()]) },
  offers: { every: offer },
};
export const RULE_FILES = Object.keys(FILES);

const frame = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9]+(-[a-z0-9]+)*$/, 'an id is kebab-case'),
  validFrom: z.iso.date(),
  validTo: z.iso.date().optional(),
  value: z.unknown(),
  unit: z.string().min(1).optional(),
  source: z.strictObject({ title: z.string().min(1), ref: z.string().min(1), checkedOn: z.iso.date() }),
  note: z.string(),
});

/**
 * Rule rows as read from the files -> rules that can be relied on.
 * Throws RulesError with every problem at once: a form that does not fit, an unknown or absent id,
 * a gap or an overlap between the dates of one rule.
 */
export function parseRules(files: { readonly [file: string]: unknown }): Rules {
  const problems: string[] = [];
  const groups: { [file: string]: Timelines } = {};
  const checkedOn: string[] = [];
  for (const [file, shape] of Object.entries(FILES)) {
    const rows: Row<unknown>[] = [];
    const given = files[file];
    if (!Array.isArray(given)) {
      problems.push(`${file}.json: must be a list of rows`);
      continue;
    }
    given.forEach((entry: unknown, index) => {
      const row = frame.safeParse(entry);
      const name = `${file}.json, row ${index + 1}${row.success ? ` (${row.data.id} from ${row.data.validFrom})` : ''}`;
      if (!row.success) {
        problems.push(...describe(name, row.error));
        return;
      }
      const valueShape = 'every' in shape ? shape.every : (shape.ids[row.data.id] ?? shape.others);
      if (valueShape === undefined) {
        problems.push(`${name}: no rule has this id`);
        return;
      }
      const value = valueShape.safeParse(row.data.value);
      if (!value.success) {
        problems.push(...describe(`${name}, value`, value.error));
        return;
      }
      rows.push({ ...row.data, value: value.data } as Row<unknown>);
      checkedOn.push(row.data.source.checkedOn);
    });
    const timelines = toTimelines(rows);
    for (const [id, timeline] of Object.entries(timelines))
      problems.push(...judgeDates(`${file}.json, ${id}`, timeline));
    if ('ids' in shape) {
      for (const id of Object.keys(shape.ids)) {
        if (timelines[id] === undefined) problems.push(`${file}.json: no row for ${id}`);
      }
    }
    groups[file] = timelines;
  }
  if (problems.length > 0) throw new RulesError(problems);
  const { postcodes = {}, documents = {}, ...others } = groups;
  const [ofContract, addedDocuments] = splitDocuments(documents);
  // The forms were checked against FILES above; what zod cannot tell TypeScript is that every id is there.
  return {
    version: nameVersion(files, checkedOn),
    ...others,
    documents: ofContract,
    addedDocuments,
    postcodes: Object.values(postcodes),
  } as unknown as Rules;
}

/**
 * `2026-11.3141592653`: the last month in which somebody checked a row, and a number made of all that stands in the rows.
 * Nobody has to raise it, and no two sets of rows share it; how the files are laid out makes no difference.
 */
function nameVersion(files: { readonly [file: string]: unknown }, checkedOn: readonly string[]): string {
  const rows = RULE_FILES.map((file) => [file, files[file]]);
  const digest = createHash('sha256').update(JSON.stringify(rows)).digest();
  return `${checkedOn.toSorted().at(-1)?.slice(0, 7)}.${digest.readUIntBE(0, 5)}`;
}

/** The rules in a folder of `<name>.json` files; this folder's own by default. Throws RulesError, also where a file cannot be read. */
export function loadRules(folder: URL = new URL('./', import.meta.url)): Rules {
  const problems: string[] = [];
  const files: { [file: string]: unknown } = {};
  for (const file of RULE_FILES) {
    try {
      files[file] = JSON.parse(readFileSync(new URL(`${file}.json`, folder), 'utf8'));
    } catch (error) {
      problems.push(`${file}.json: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (problems.length > 0) throw new RulesError(problems);
  return parseRules(files);
}

type Timelines = { [id: string]: Timeline<unknown> };

/** The documents that the contract names, whose rules are code, and those that rows add. */
function splitDocuments(documents: Timelines): readonly [Timelines, Timelines] {
  const isOfContract = (id: string) => (DOCUMENT_IDS as readonly string[]).includes(id);
  const pick = (wanted: boolean) =>
    Object.fromEntries(Object.entries(documents).filter(([id]) => isOfContract(id) === wanted));
  return [pick(true), pick(false)];
}

function toTimelines(rows: readonly Row<unknown>[]): Timelines {
  const byId: { [id: string]: Row<unknown>[] } = {};
  for (const row of rows) {
    const timeline = byId[row.id] ?? [];
    timeline.push(row);
    byId[row.id] = timeline;
  }
  for (const timeline of Object.values(byId)) timeline.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  return byId;
}

function judgeDates(name: string, timeline: Timeline<unknown>): string[] {
  const problems: string[] = [];
  timeline.forEach((row, index) => {
    if (row.validTo !== undefined && row.validTo < row.validFrom)
      problems.push(`${name}: the row from ${row.validFrom} ends before it begins`);
    const next = timeline[index + 1];
    if (next === undefined) return;
    if (row.validTo === undefined || next.validFrom <= row.validTo)
      problems.push(`${name}: the rows from ${row.validFrom} and ${next.validFrom} overlap`);
    else if (dayAfter(row.validTo) !== next.validFrom)
      problems.push(`${name}: no row between ${row.validTo} and ${next.validFrom}`);
  });
  return problems;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function describe(name: string, error: z.ZodError): string[] {
  return error.issues.map(
    (issue) => `${name}${issue.path.length > 0 ? `, ${issue.path.join('.')}` : ''}: ${issue.message}`,
  );
}
