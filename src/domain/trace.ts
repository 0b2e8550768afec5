/**
 * Which dated rows stand behind each verdict: one trace for client, counsellor and desk. A criterion carries its own
 * source; this is the same for the perspective, the route, each paper and each point of attention.
 */
import type { Assessment, CriterionId, Ground, TraceLine } from './assessment.ts';
import type { Case } from './case.ts';
import { asksExtra } from './criteria.ts';
import type { Region } from './facts.ts';
import { isTold } from './facts.ts';
import { figuresOf } from './figures.ts';
import { findProfession } from './perspective.ts';
import { rowOfPostcode } from './place.ts';
import type { Flag, ProfessionId, Row, RulesOn } from './rules.ts';

type Grounds = readonly (Ground | undefined)[];

/** The trace of an assessment, in the order in which a desk reads it. */
export function traceVerdicts(
  of: Case,
  { criteria, perspective, route, documents, flags }: Omit<Assessment, 'trace'>,
): readonly TraceLine[] {
  const closed = criteria.filter(({ outcome }) => outcome !== 'met').map(({ id }) => id);
  return [
    line('perspective', perspective.reason, groundsOfPerspective(of, perspective.reason)),
    line('route', route.reason, groundsOfRoute(of, route.reason, closed)),
    ...documents.map(({ id, reason }) => line('document', id, groundsOfDocument(of, id, reason))),
    ...flags.map((flag) => line('flag', flag, groundsOfFlag(of, flag as Flag))),
  ];
}

/** What a point of attention rests on. */
export function groundsOfFlag(of: Case, flag: Flag): Grounds {
  return GROUNDS_OF_FLAG[flag](of);
}

function line(of: TraceLine['of'], id: string, grounds: Grounds): TraceLine {
  return { of, id, grounds: grounds.filter((one) => one !== undefined) };
}

function ground(group: string, row: Row<unknown> | undefined): Ground | undefined {
  if (row === undefined) return undefined;
  return { rule: `${group}.${row.id}`, validFrom: row.validFrom, source: row.source };
}

/** What needs no row of the day of registration, such as the perspective, is explained by that of today. */
const criterion = ({ rules, rulesNow }: Case, id: CriterionId) =>
  ground('criteria', rules.criteria[id] ?? rulesNow.criteria[id]);
const triage = ({ rules, rulesNow }: Case, id: keyof RulesOn['triage']) =>
  ground('triage', rules.triage[id] ?? rulesNow.triage[id]);
const paper = ({ rules, rulesNow }: Case, id: keyof RulesOn['documents']) =>
  ground('documents', rules.documents[id] ?? rulesNow.documents[id]);
const region = ({ place, region: row, rulesNow }: Case) =>
  ground('regions', row ?? rulesNow.regions[place?.place as Region]);

/** What is asked and paid is asked and paid now, whenever somebody registered: the client reads the same. */
const figures = ({ rulesNow }: Case, code: string) =>
  figuresOf(code, rulesNow).map((row) => ({ ...ground('figures', row), amount: row.value }) as Ground);

/** Of a profession that the rules do not know, the rule on recognitions in general. */
function profession(of: Case): Ground | undefined {
  const found = findProfession(of);
  if (found?.value === undefined) return paper(of, 'professional-recognition');
  return ground('professions', of.rules.professions[found.id as ProfessionId]);
}

function groundsOfPerspective(of: Case, reason: string): Grounds {
  return [triage(of, 'perspective'), ...(reason === 'recognition-first' ? [profession(of)] : [])];
}

/** A refusal rests on its criterion and, where regions differ, on that of the person; anything else on the region. */
function groundsOfRoute(of: Case, reason: string, closed: readonly CriterionId[]): Grounds {
  switch (reason) {
    case 'no-legal-stay':
      return [criterion(of, 'E2')];
    case 'no-diploma':
    case 'secondary-diploma':
      return [criterion(of, 'E4')];
    case 'eu-national-strict':
      return [criterion(of, 'E1'), region(of)];
    case 'over-five-years-strict':
      return [criterion(of, 'E3'), region(of)];
    case 'unfinished-studies-strict':
      return [criterion(of, 'E4'), region(of)];
    case 'out-of-area':
      return outside(of);
    case 'admitted-by-region':
    case 'person-decides':
      return [region(of), ...closed.map((id) => criterion(of, id))];
    case 'region-unknown':
      return [ground('steps', of.rulesNow.steps['find-desk'])];
    default:
      return [region(of)];
  }
}

/** The row of the postcode; who only said "outside" lives in one of those that lie there. */
function outside({ facts, rules, rulesNow }: Case): Grounds {
  const found = isTold(facts.postcode) ? rowOfPostcode(facts.postcode, rules) : undefined;
  if (found !== undefined) return [ground('postcodes', found)];
  const { postcodes } = rules.postcodes.length > 0 ? rules : rulesNow;
  return postcodes.filter(({ value }) => value.place === 'out-of-area').map((row) => ground('postcodes', row));
}

/** Its own row, the other rules that made this reason, and what it costs. */
function groundsOfDocument(of: Case, id: string, reason: string): Grounds {
  const own =
    of.rules.documents[id as keyof RulesOn['documents']] ?? of.rules.addedDocuments.find((row) => row.id === id);
  return [ground('documents', own), ...(ALSO_BEHIND[reason]?.(of) ?? []), ...figures(of, reason)];
}

const ALSO_BEHIND: { readonly [reason: string]: (of: Case) => Grounds } = {
  'residence-asylum': (of) => [triage(of, 'work-right-on-card')],
  'residence-pending': (of) => [criterion(of, 'E2')],
  'transcript-naric': (of) => [paper(of, 'naric-application')],
  'transcript-specific': (of) => [paper(of, 'naric-application')],
  'translation-naric': (of) => [paper(of, 'naric-application')],
  'naric-level-protected-title': (of) => [profession(of)],
  'naric-specific-regulated': (of) => [profession(of)],
  'naric-faculty-decides': (of) => [profession(of)],
  'recognition-after-naric': (of) => [profession(of)],
  'recognition-now': (of) => [profession(of)],
  'recognition-straight-to-authority': (of) => [profession(of)],
  'recognition-after-faculty': (of) => [profession(of)],
  'recognition-belgian-diploma': (of) => [profession(of)],
  'jobseeker-vdab': (of) => [region(of)],
  'jobseeker-actiris': (of) => [region(of)],
  'contract-naric-free': (of) => [triage(of, 'naric-free')],
};

const GROUNDS_OF_FLAG: { readonly [flag in Flag]: (of: Case) => Grounds } = {
  'pending-status': (of) => [criterion(of, 'E2')],
  'no-agency-counsellor': (of) => [triage(of, 'no-agency-counsellor')],
  'check-work-right': (of) => [triage(of, 'work-right-on-card')],
  'temporary-protection-ends': (of) => figures(of, 'temporary-protection-ends'),
  'eu-national': (of) => [criterion(of, 'E1')],
  'tolerance-margin': (of) => [criterion(of, 'E3')],
  interpreter: (of) => [criterion(of, 'E6')],
  'regulated-profession': (of) => [profession(of)],
  'protected-title': (of) => [profession(of)],
  'hard-to-place': (of) => [triage(of, 'hard-to-place')],
  'below-level': (of) => [paper(of, 'employment-contract')],
  'living-wage': (of) => [paper(of, 'living-wage-decision')],
  'no-diploma-proof': (of) => [paper(of, 'diploma')],
  'incomplete-diploma-proof': (of) => [paper(of, 'diploma')],
  'recognition-refused': (of) => [paper(of, 'naric-decision')],
  'naric-free': (of) => [triage(of, 'naric-free')],
  'not-registered-jobseeker': (of) => [paper(of, 'jobseeker-registration')],
  conditions: (of) => [
    ...(['E7', 'E8'] as const).filter((id) => asksExtra(of, id)).map((id) => criterion(of, id)),
    triage(of, 'practical-obstacles'),
  ],
};
