/** Answers that stand for all answers to a question: what the rules are asked about, to see what they do. */
import { documentIds } from '../domain/documents.ts';
import { CEFR_LEVELS, DOCUMENT_HOLDINGS, type Facts, type IsoDate } from '../domain/facts.ts';
import { type ContractQuestion, FACTS_OF, isContractQuestion, type QuestionId } from '../domain/questions.ts';
import { type Rules, rulesOn } from '../domain/rules.ts';
import type { Param } from '../domain/say.ts';
import type { FlowQuestion } from './ports.ts';

export interface Probe {
  readonly question: QuestionId;
  /** Unique among the probes of the question. */
  readonly code: string;
  /** Where several choices can be right: those of this answer. */
  readonly chosen?: readonly string[];
  readonly label: Param;
  readonly facts: Facts;
}

/** The answers worth trying for one question; none for a question that fills no facts. */
export function probesFor(question: FlowQuestion, rules: Rules, today: IsoDate): readonly Probe[] {
  const { id } = question;
  if (!isContractQuestion(id)) return probesForAdded(question);
  const keys = FACTS_OF[id];
  if (keys.length === 0) return [];
  const notTold = question.notTold ? (['unknown', 'declined'] as const) : [];
  return [
    ...told(id, question, rules, today),
    ...notTold.map((code) =>
      probe(id, code, { option: [id, code] }, Object.fromEntries(keys.map((key) => [key, code]))),
    ),
  ];
}

function probesForAdded({ id, choices, notTold }: FlowQuestion): readonly Probe[] {
  const codes = [...codesOf(choices), ...(notTold ? ['unknown', 'declined'] : [])];
  return codes.map((code) => probe(id, code, { option: [id, code] }, { extra: { [id]: code } }));
}

function probe(question: QuestionId, code: string, label: Param, facts: Facts, chosen?: readonly string[]): Probe {
  return chosen === undefined ? { question, code, label, facts } : { question, code, label, facts, chosen };
}

function told(
  id: ContractQuestion,
  { choices, countries = [], many }: FlowQuestion,
  rules: Rules,
  today: IsoDate,
): readonly Probe[] {
  const on = rulesOn(rules, today);
  const named = (code: string, facts: Facts) => probe(id, code, { word: `rulebook:probe.${code}` }, facts);
  switch (id) {
    case 'nationalities': {
      const third = countries[0] ?? 'SY';
      const eu = on.states['eu-member-states']?.value.find((state) => state !== 'BE') ?? 'FR';
      return [
        named('third-country', { nationalities: [third] }),
        named('eu', { nationalities: [eu] }),
        named('eu-and-third', { nationalities: [eu, third] }),
        ...(on.states['silent-states']?.value ?? []).map((state) =>
          probe(id, state, { country: state }, { nationalities: [state] }),
        ),
      ];
    }
    case 'in-belgium-since': {
      const year = Number(today.slice(0, 4));
      const limit = on.criteria.E3?.value.underYears ?? 5;
      return [
        named('stay-short', { inBelgiumSince: `${year - 1}-01` }),
        named('stay-long', { inBelgiumSince: `${year - limit - 2}-01` }),
        named('stay-year-only', { inBelgiumSince: `${year - limit}` }),
        named('stay-future', { inBelgiumSince: `${year + 1}-01` }),
      ];
    }
    case 'location':
      return codesOf(choices).map((place) =>
        probe(id, place, { option: [id, place] }, { region: place } as unknown as Facts),
      );
    case 'diploma-country': {
      const automatic = on.documents['naric-application']?.value.automaticLevel ?? [];
      const states = on.states['eu-member-states']?.value ?? [];
      const some = [...countries, 'BE', ...automatic, ...states.slice(0, 1)];
      return [...new Set(some)].map((state) => probe(id, state, { country: state }, { diplomaCountry: state }));
    }
    case 'target-occupation': {
      const ways = new Map(
        Object.entries(on.professions).map(([profession, row]) => {
          const { kind, steps, eea, hardToPlace } = row?.value ?? {};
          return [JSON.stringify([kind, steps, eea, hardToPlace]), profession] as const;
        }),
      );
      return [
        named('other-profession', { targetOccupation: '-', regulatedProfession: null }),
        ...[...ways.values()].map((profession) =>
          probe(
            id,
            profession,
            { word: `verdicts:profession.${profession}` },
            { targetOccupation: '-', regulatedProfession: profession },
          ),
        ),
      ];
    }
    case 'training':
      return codesOf(choices).map((code) => probe(id, code, { option: [id, code] }, { jobTarget: code === 'yes' }));
    case 'contact-language':
      return codesOf(choices).map((code) =>
        probe(
          id,
          code,
          { option: [id, code] },
          {
            french: code === 'french' || code === 'both',
            english: code === 'english' || code === 'both',
          },
        ),
      );
    case 'dutch-level': {
      const levels = codesOf(choices);
      const talk = on.criteria.E6?.value.dutch;
      const below = CEFR_LEVELS.find((_, at) => CEFR_LEVELS[at + 1] === talk);
      const skills = { listening: talk, speaking: talk, reading: below, writing: below };
      return [
        ...levels.map((code) => oneOf(id, code)),
        ...(below === undefined ? [] : [named('talks-better', { dutch: skills } as Facts)]),
      ];
    }
    case 'documents':
      return DOCUMENT_HOLDINGS.map((holding) =>
        probe(
          id,
          holding,
          { option: [id, holding] },
          { documents: Object.fromEntries(documentIds(rules).map((document) => [document, holding])) },
        ),
      );
    default:
      return many ? severalOf(id, codesOf(choices)) : codesOf(choices).map((code) => oneOf(id, code));
  }
}

function codesOf(choices: FlowQuestion['choices']): readonly string[] {
  return Array.isArray(choices) ? choices : [];
}

function oneOf(id: ContractQuestion, code: string): Probe {
  const value = code === 'yes' ? true : code === 'no' ? false : code;
  const [key = ''] = FACTS_OF[id];
  return probe(id, code, { option: [id, code] }, { [key]: value } as Facts);
}

/** Of a goal every set, because goals weigh on each other; of other lists one at a time. */
function severalOf(id: ContractQuestion, codes: readonly string[]): readonly Probe[] {
  const [key = ''] = FACTS_OF[id];
  const sets = id === 'goal' ? subsetsOf(codes) : codes.map((code) => [code]);
  return sets.map((chosen) => {
    // "None of these" stands for an empty list, unless it is itself a code of the facts.
    const value = id === 'obstacles' && chosen[0] === 'none' ? [] : chosen;
    return probe(id, chosen.join('+'), { options: [id, chosen] }, { [key]: value } as Facts, chosen);
  });
}

function subsetsOf(codes: readonly string[]): readonly (readonly string[])[] {
  const all: (readonly string[])[] = [];
  for (let mask = 1; mask < 2 ** codes.length; mask += 1) all.push(codes.filter((_, at) => mask & (2 ** at)));
  return all.sort((a, b) => a.length - b.length);
}
