/**
 * The rules as data: rows with the dates between which they hold, a value, and where that stands.
 * src/rules/ keeps the rows and checks them; what is in force on a day is found here.
 */
import type { Access, CriterionId, Need, OfferVerdict, Source } from './assessment.ts';
import type { FLAGS, NEXT_STEPS, OFFER_AIMS, PROFESSIONS } from './codes.ts';
import type { Conditions } from './conditions.ts';
import type {
  CefrLevel,
  DiplomaLevel,
  Income,
  IsoDate,
  Obstacle,
  Place,
  Region,
  ResidenceStatus,
  StudyField,
  WorkSituation,
} from './facts.ts';

/** One value of one rule, from one day on (and up to and including another). */
export interface Row<Value> {
  readonly id: string;
  readonly validFrom: IsoDate;
  /** The last day; absent: until further notice. */
  readonly validTo?: IsoDate;
  readonly value: Value;
  readonly unit?: string;
  readonly source: Source;
  /** The reading that was chosen, and where the source is silent. */
  readonly note: string;
}
/** The rows of one rule, oldest first, without gap or overlap. */
export type Timeline<Value> = readonly Row<Value>[];

// biome-ignore lint/complexity/noBannedTypes: a rule that needs no figure still needs a source and dates
type NoValue = {};

interface CriterionValues {
  readonly E1: NoValue;
  readonly E2: {
    readonly legal: readonly ResidenceStatus[];
    readonly pending: readonly ResidenceStatus[];
    readonly protected: readonly ResidenceStatus[];
  };
  readonly E3: { readonly underYears: number };
  readonly E4: { readonly higher: readonly DiplomaLevel[]; readonly uncertain: readonly DiplomaLevel[] };
  readonly E5: NoValue;
  readonly E6: { readonly dutch: CefrLevel };
  readonly E7: { readonly regions: readonly Region[]; readonly obstacles: readonly Obstacle[] };
  readonly E8: { readonly regions: readonly Region[]; readonly obstacles: readonly Obstacle[] };
}

export interface RegionValue {
  readonly euNationals: Access;
  /** Strict: what falls outside the criteria is not admitted; elsewhere a person weighs it. */
  readonly strict: boolean;
  /** Who takes people who are purely study-bound. */
  readonly study: 'desk' | 'person' | 'adviser';
  /** Whether the desk stays with the person; null: differs by district. */
  readonly followUp: boolean | null;
  readonly jobseekerService: 'vdab' | 'actiris';
  readonly breadth: string;
  readonly depth: string;
  readonly deskDays: string;
  readonly agency: string;
}

export interface PostcodeValue {
  readonly place: Place;
  readonly area?: 'wallonia' | 'german-community';
  readonly codes?: readonly number[];
  readonly ranges?: readonly (readonly [number, number])[];
}

export interface ProfessionValue {
  /** A protected title does not close the profession: one may do the work without the title. */
  readonly kind: 'regulated' | 'protected-title';
  readonly authority: string;
  /** In order. */
  readonly steps: readonly string[];
  readonly eeaDiploma: 'straight-to-authority';
  /** Other steps for EEA nationals, where the source gives them another way; the body and how sure it is, if others. */
  readonly eea?: readonly string[];
  readonly eeaAuthority?: string;
  readonly eeaConfidence?: 'verified' | 'likely' | 'unverified';
  /** Spouse, partner and family of an EEA national go that way too. */
  readonly eeaFamily?: boolean;
  /** Other steps for recognised refugees, where the authority treats them as EEA nationals. */
  readonly refugee?: readonly string[];
  readonly hardToPlace: boolean;
  readonly confidence: 'verified' | 'likely' | 'unverified';
}

interface DocumentValues {
  readonly 'residence-document': NoValue;
  readonly diploma: { readonly levels: readonly DiplomaLevel[] };
  readonly transcript: NoValue;
  readonly 'diploma-translation': { readonly readableFrom: readonly string[] };
  readonly 'naric-decision': NoValue;
  readonly 'naric-application': {
    readonly automaticLevel: readonly string[];
    readonly specificLevels: readonly DiplomaLevel[];
  };
  readonly 'professional-recognition': NoValue;
  readonly cv: NoValue;
  readonly 'dutch-certificate': NoValue;
  readonly 'jobseeker-registration': NoValue;
  readonly 'integration-contract': { readonly statuses: readonly ResidenceStatus[] };
  readonly 'living-wage-decision': NoValue;
  readonly 'employment-contract': {
    readonly situations: { readonly [situation in WorkSituation]?: string };
    readonly permitStatuses: readonly ResidenceStatus[];
  };
  readonly 'study-language-proof': {
    readonly fullDegree: CefrLevel;
    readonly training: CefrLevel;
    readonly teacher: CefrLevel;
  };
}

/** A document beyond those of the contract: its row alone says for whom it is asked, how much and why. */
export interface AddedDocumentValue {
  readonly when: Conditions;
  readonly need: Need;
  /** `documents:reason.<code>`; its own, or one that others have too. */
  readonly reason: string;
}

interface TriageValues {
  readonly perspective: NoValue;
  readonly 'hard-to-place': { readonly studyFields: readonly StudyField[] };
  readonly 'naric-free': { readonly statuses: readonly ResidenceStatus[]; readonly incomes: readonly Income[] };
  readonly 'work-right-on-card': { readonly statuses: readonly ResidenceStatus[] };
  readonly 'no-agency-counsellor': { readonly statuses: readonly ResidenceStatus[] };
  readonly 'practical-obstacles': NoValue;
}

interface StepValue {
  readonly url: string;
  readonly byRegion?: { readonly [region in Region]?: string };
}

/** One action for newcomers: whom it admits, as far as facts can tell, and what else it asks. */
export interface OfferValue {
  /** As the source names it. */
  readonly title: string;
  readonly provider: string;
  readonly aim: (typeof OFFER_AIMS)[number];
  readonly regions: readonly Region[];
  /** Nobody says that it ends at the border of Flanders and Brussels: who lives beyond it can ask. */
  readonly beyond?: boolean;
  readonly status: OfferVerdict['status'];
  /** The year for which the source says so. */
  readonly asOf: number;
  /** `desk`: a tool for desks or employers, nothing for a client to go to. */
  readonly audience: 'client' | 'desk';
  /** Admits by its own rules; else only who passes the criteria of the desk. */
  readonly ownRules: boolean;
  readonly conditions: Conditions;
  /** What no fact can tell; the person asks. */
  readonly alsoAsked: readonly string[];
  readonly duration?: string;
  /** How many people it reached, by the source. */
  readonly reached?: number;
}

export type Flag = (typeof FLAGS)[number];
export type NextStepId = (typeof NEXT_STEPS)[number];
export type ProfessionId = (typeof PROFESSIONS)[number];

type Timelines<Values> = { readonly [id in keyof Values]: Timeline<Values[id]> };
type Same<Ids extends string, Value> = { readonly [id in Ids]: Value };

export interface Rules {
  /** Made of the rows themselves, such as `2026-11.3141592653`: other rows are another version. */
  readonly version: string;
  readonly states: Timelines<
    Same<'eu-member-states' | 'silent-states' | 'eea-beside-the-eu' | 'as-the-eea', readonly string[]>
  >;
  readonly criteria: Timelines<CriterionValues>;
  readonly regions: Timelines<Same<Region, RegionValue>>;
  /** In the order in which they are tried: the first that fits decides. */
  readonly postcodes: readonly Timeline<PostcodeValue>[];
  readonly professions: Timelines<Same<ProfessionId, ProfessionValue>>;
  readonly documents: Timelines<DocumentValues>;
  /** In the order of the file, after those of the contract. */
  readonly addedDocuments: { readonly [id: string]: Timeline<AddedDocumentValue> };
  readonly triage: Timelines<TriageValues>;
  readonly steps: Timelines<Same<NextStepId, StepValue>>;
  /** Fees, terms and days on which something ends: shown as "about", never promised. */
  readonly figures: { readonly [id: string]: Timeline<number | IsoDate> };
  readonly offers: { readonly [id: string]: Timeline<OfferValue> };
}

type InForce<Group> = {
  readonly [id in keyof Group]: Group[id] extends Timeline<infer V> ? Row<V> | undefined : never;
};

/** The rules of one day. An absent row means that nothing is known for that day: a person looks. */
export interface RulesOn {
  readonly version: string;
  readonly states: InForce<Rules['states']>;
  readonly criteria: InForce<Rules['criteria']>;
  /** What a criterion without a row for the day points at. */
  readonly criterionSources: { readonly [id in CriterionId]: Source };
  readonly regions: InForce<Rules['regions']>;
  readonly postcodes: readonly Row<PostcodeValue>[];
  readonly professions: InForce<Rules['professions']>;
  readonly documents: InForce<Rules['documents']>;
  readonly addedDocuments: readonly Row<AddedDocumentValue>[];
  readonly triage: InForce<Rules['triage']>;
  readonly steps: InForce<Rules['steps']>;
  readonly figures: InForce<Rules['figures']>;
  readonly offers: readonly Row<OfferValue>[];
}

/** The row in force on a day; undefined where there is none (never simply the last one). */
export function rowOn<Value>(timeline: Timeline<Value>, day: IsoDate): Row<Value> | undefined {
  return timeline.find((row) => row.validFrom <= day && (row.validTo === undefined || day <= row.validTo));
}

/** Days for which the rules were looked up before; finding them again would cost more than the assessment itself. */
const lookedUp = new WeakMap<Rules, Map<IsoDate, RulesOn>>();
const REMEMBERED_DAYS = 400;

/** Every rule as it stands on one day. */
export function rulesOn(rules: Rules, day: IsoDate): RulesOn {
  let days = lookedUp.get(rules);
  if (days === undefined) {
    days = new Map();
    lookedUp.set(rules, days);
  }
  const known = days.get(day);
  if (known !== undefined) return known;
  const found: RulesOn = {
    version: rules.version,
    states: groupOn(rules.states, day),
    criteria: groupOn(rules.criteria, day),
    criterionSources: mapValues(rules.criteria, (timeline) => sourceOf(timeline)) as RulesOn['criterionSources'],
    regions: groupOn(rules.regions, day),
    postcodes: rules.postcodes.map((timeline) => rowOn(timeline, day)).filter((row) => row !== undefined),
    professions: groupOn(rules.professions, day),
    documents: groupOn(rules.documents, day),
    triage: groupOn(rules.triage, day),
    steps: groupOn(rules.steps, day),
    figures: groupOn(rules.figures, day),
    offers: rowsOn(rules.offers, day),
    addedDocuments: rowsOn(rules.addedDocuments, day),
  };
  if (days.size >= REMEMBERED_DAYS) days.clear();
  days.set(day, found);
  return found;
}

function sourceOf(timeline: Timeline<unknown>): Source {
  const newest = timeline.at(-1);
  if (newest === undefined) throw new Error('a rule without any row: src/rules/load.ts lets none through');
  return newest.source;
}

function rowsOn<Value>(group: { readonly [id: string]: Timeline<Value> }, day: IsoDate): readonly Row<Value>[] {
  return Object.values(group)
    .map((timeline) => rowOn(timeline, day))
    .filter((row) => row !== undefined);
}

function groupOn<Group extends object>(group: Group, day: IsoDate): InForce<Group> {
  return mapValues(group, (timeline) => rowOn(timeline as Timeline<unknown>, day)) as InForce<Group>;
}

function mapValues<T extends object, R>(from: T, map: (value: T[keyof T]) => R): { [key in keyof T]: R } {
  const to = {} as { [key in keyof T]: R };
  for (const key of Object.keys(from) as (keyof T)[]) to[key] = map(from[key]);
  return to;
}
