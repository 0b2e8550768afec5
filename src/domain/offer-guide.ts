/** What a person is told of each offer: why it fits, everything to ask before, and how sure we are that it still runs. */
import type { Assessment, OfferVerdict } from './assessment.ts';
import { type Case, openCase } from './case.ts';
import { type Conditions, findUnmet, judgeRegions } from './conditions.ts';
import type { Facts, IsoDate } from './facts.ts';
import { REGIONS } from './facts.ts';
import { orderByTurn } from './neutral-order.ts';
import type { OfferValue, Row, Rules } from './rules.ts';
import type { Say } from './say.ts';

/** Conditions with a reason of their own where they hold: `guide:why.<condition>`; `open`: none is known. */
export const OFFER_WHYS = [
  'perspectives',
  'studyFields',
  'statuses',
  'diplomaLevels',
  'dutch',
  'languages',
  'jobseeker',
  'workSituations',
  'regions',
  'open',
] as const;

/** Questions to put to who gives the offer: `guide:ask.<code>`; `rest` stands for every condition without one. */
export const OFFER_ASKS = [
  'status',
  'regions',
  'studyFields', // fields
  'languages', // languages
  'dutch', // level
  'perspectives',
  'jobseeker',
  'statuses',
  'diplomaLevels',
  'workSituations',
  'rest',
] as const;

type OfferAsk = (typeof OFFER_ASKS)[number];

type Plan = Assessment['perspective']['outcome'];

export interface OfferGuide {
  readonly id: string;
  /** As the source names it and who gives it: for an offer that has no words yet. */
  readonly title: string;
  readonly aim: OfferValue['aim'];
  readonly status: OfferVerdict['status'];
  /** The year of the source that says so. */
  readonly asOf: number;
  readonly why: readonly Say[];
  /** What nobody can tell from the answers: to be asked before anything else. */
  readonly asks: readonly Say[];
  /** What else the offer asks of a person, where no answer of ours could tell. */
  readonly expects: readonly { readonly say: Say; readonly inData: string }[];
}

/**
 * The offers of an assessment, each with all that must be asked first. Fewest
 * questions first, then the nearest; among equals nobody comes first by name: their order turns with `turn`, and stays
 * the same for one person.
 * @param turn anything that differs from person to person and does not change for one
 */
export function guideOffers(
  facts: Facts,
  rules: Rules,
  today: IsoDate,
  { offers, perspective }: Assessment,
  turn: string,
): readonly OfferGuide[] {
  const of = openCase(facts, rules, today);
  const shown = new Set(offers.map(({ id }) => id));
  const guided = of.rulesNow.offers
    .filter(({ id }) => shown.has(id))
    .map((row) => ({ row, guide: guide(of, row, perspective.outcome) }));
  return orderByTurn(guided, ({ row }) => row.id, turn)
    .sort(
      (a, b) => questionsOf(a.guide) - questionsOf(b.guide) || a.row.value.regions.length - b.row.value.regions.length,
    )
    .map((one) => one.guide);
}

function guide(of: Case, { id, value }: Row<OfferValue>, perspective: Plan): OfferGuide {
  const { title, provider, aim, status, asOf, conditions, regions, alsoAsked } = value;
  const unmet = new Set(findUnmet(of, conditions, perspective).map(({ condition }) => condition));
  if (judgeRegions(of, regions) !== 'met') unmet.add('regions');
  const near = regions.length < REGIONS.length ? { ...conditions, regions } : conditions;
  const holds = OFFER_WHYS.filter((code) => code !== 'open' && near[code] !== undefined && !unmet.has(code));
  const asks = [...new Set([...(status === 'running' ? [] : ['status' as const]), ...[...unmet].map(askOf)])];
  const isOpen = Object.keys(near).length === 0 && alsoAsked.length === 0;
  return {
    id,
    title: `${title} (${provider})`,
    aim,
    status,
    asOf,
    why: (isOpen ? ['open' as const] : holds).map((code) => ({ key: `guide:why.${code}` })),
    asks: asks.map((code) => sayAsk(code, conditions)),
    expects: alsoAsked.map((inData) => ({ say: { key: expectationKey(inData) }, inData })),
  };
}

function askOf(condition: keyof Conditions): OfferAsk {
  return OFFER_ASKS.find((code) => code === condition) ?? 'rest';
}

function sayAsk(code: OfferAsk, { studyFields = [], languages = [], dutch }: Conditions): Say {
  const key = `guide:ask.${code}`;
  if (code === 'studyFields') return { key, params: { fields: { options: ['study-field', studyFields] } } };
  if (code === 'languages') return { key, params: { languages: { options: ['contact-language', languages] } } };
  return code === 'dutch' && dutch !== undefined ? { key, params: { level: dutch } } : { key };
}

/** The words for what stands in an offer's `alsoAsked`: `willing to learn Dutch` is `guide:expects.willing-to-learn-dutch`. */
export function expectationKey(what: string): string {
  const code = what.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `guide:expects.${code}`;
}

const questionsOf = ({ asks, expects }: OfferGuide): number => asks.length + expects.length;
