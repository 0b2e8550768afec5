/** The way to the recognition of a profession, ready to be said: who recognises, in which order, and why this way. */
import type { Assessment } from './assessment.ts';
import { openCase } from './case.ts';
import type { Facts, IsoDate } from './facts.ts';
import { findRecognitionPath, type RecognitionPath } from './recognition-path.ts';
import type { ProfessionId, ProfessionValue, Rules } from './rules.ts';
import type { Say } from './say.ts';

/** What is said with it: `guide:path.note.<code>`; `unverified` is given `url`. */
export const PATH_NOTES = [
  'protected-title',
  // why the way is this one and not the general one
  'refugee',
  'eea',
  'straight',
  'belgian',
  'decided',
  // how sure the source is
  'likely',
  'unverified',
] as const;
type Note = (typeof PATH_NOTES)[number];

export interface RecognitionGuide {
  readonly who: Say;
  /** In order; empty where none is left that we know of. */
  readonly steps: readonly Say[];
  /** The branch that applies, and how sure the source is. */
  readonly notes: readonly Say[];
  /** Who and in which order in one sentence, for the desk. */
  readonly inShort: Say;
  /** Such as `rule S1 §8.2.1` or `rule health.belgium.be`. */
  readonly source: string;
}

/** undefined where no profession is aimed at that the rules know, or where there is nothing that could be recognised. */
export function guideRecognition(
  facts: Facts,
  rules: Rules,
  today: IsoDate,
  { criteria }: Pick<Assessment, 'criteria'>,
): RecognitionGuide | undefined {
  const of = openCase(facts, rules, today);
  const path = findRecognitionPath(of);
  const value = path && of.rules.professions[path.profession as ProfessionId]?.value;
  if (path === undefined || value === undefined) return undefined;
  // Without a diploma, or without a stay, this would be a way to nowhere.
  if (criteria.some(({ id, outcome }) => (id === 'E4' || id === 'E2') && outcome === 'not-met')) return undefined;
  const params = {
    profession: { word: `verdicts:profession.${path.profession}` },
    authority: { word: `guide:authority.${path.authority}` },
  };
  const who: Say = { key: 'guide:path.who', params };
  const steps = path.steps.map((step) => `guide:step.${step}`);
  const list = of.rulesNow.steps['regulated-professions']?.value.url ?? path.source.ref;
  return {
    who,
    steps: steps.map((key) => ({ key })),
    notes: notesOf(facts, path, value).map((code) => {
      const key = `guide:path.note.${code}`;
      return code === 'unverified' ? { key, params: { url: list } } : { key };
    }),
    inShort: steps.length === 0 ? who : { key: 'guide:path.line', params: { ...params, steps: { words: steps } } },
    source: `rule ${nameOf(path.source.ref)}`,
  };
}

/** By what the path left out of the general way, or took in its place. */
function notesOf(facts: Facts, path: RecognitionPath, value: ProfessionValue): readonly Note[] {
  const skipped = value.steps.filter((step) => !path.steps.includes(step));
  const notes: Note[] = value.kind === 'protected-title' ? ['protected-title'] : [];
  if (path.authority !== value.authority || skipped.some((step) => !BEFORE_THE_AUTHORITY.test(step)))
    notes.push(facts.residenceStatus === 'recognised-refugee' && value.refugee !== undefined ? 'refugee' : 'eea');
  if (skipped.some((step) => step.startsWith('naric-'))) notes.push(whyNoNaric(facts));
  if (path.confidence !== 'verified') notes.push(path.confidence);
  return notes;
}

/** Left out for what a person already has, or for the diploma: not for who they are. */
const BEFORE_THE_AUTHORITY = /^(naric-|law-faculty$)/;

function whyNoNaric({ diplomaCountry, recognition }: Facts): Note {
  if (diplomaCountry === 'BE') return 'belgian';
  return recognition === 'specific' ? 'decided' : 'straight';
}

/** A page by its site, a report by its place: the address itself would fill the line. */
export function nameOf(ref: string): string {
  return /^https?:\/\/(?:www\.)?([^/]+)/.exec(ref)?.[1] ?? ref;
}
