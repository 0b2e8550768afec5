import { describe, expect, it } from 'vitest';
import { DOCUMENT_REASONS, ROUTE_REASONS, WAYS_ROUND } from '../../src/domain/codes.ts';
import type { Place } from '../../src/domain/facts.ts';
import { matters } from '../../src/domain/relevance.ts';
import type { Rules } from '../../src/domain/rules.ts';
import { diceFrom, mergeFacts, observe, plainestPerson, probeAll, throwPerson } from '../../src/rulebook/population.ts';
import { type Closing, findWhenAsked, holds, isClosed } from '../../src/rulebook/when-asked.ts';
import { questions, rules, TODAY } from './sample.ts';

const probes = probeAll(questions, rules, TODAY);
const whenAsked = findWhenAsked(probes, rules, TODAY, questions);
const plain = plainestPerson(probes, rules, TODAY);

function people(count: number, seed: number) {
  const dice = diceFrom(seed);
  return Array.from({ length: count }, () => throwPerson(probes, plain, dice));
}

describe('when a question is asked, as the rule book says it', () => {
  it('is what the domain decides, for people whom the search has not seen', async () => {
    const { skips } = await whenAsked;
    const wrong: string[] = [];
    const seen = { asked: 0, skipped: 0 };
    for (const person of people(250, 2026)) {
      for (const question of probes.keys()) {
        const before = [...probes.keys()].slice(0, [...probes.keys()].indexOf(question));
        const known = new Map([...person].filter(([id]) => before.includes(id)));
        const facts = mergeFacts(known.values());
        if (isClosed(question, facts, rules, TODAY)) continue;
        const skipped = (skips.get(question) ?? []).some((condition) =>
          condition.every((part) => part.some((literal) => holds(literal, known))),
        );
        if (skipped) seen.skipped += 1;
        else seen.asked += 1;
        if (matters(question, facts, rules, TODAY) === skipped)
          wrong.push(`${question} of ${[...known.values()].map(({ code }) => code).join(', ')}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(seen.asked).toBeGreaterThan(500);
    expect(seen.skipped).toBeGreaterThan(50);
  });

  it('ends where an answer closes the desk, and only there', async () => {
    const { closings } = await whenAsked;
    const wrong: string[] = [];
    let closed = 0;
    for (const person of people(600, 11)) {
      const has = ({ question, code }: Closing['answer']) => person.get(question)?.code === code;
      const said = closings.some(
        ({ answer, places, unless }) =>
          has(answer) && (places === 'everywhere' || places.some(has)) && !unless.some(has),
      );
      const is = isClosed('language', mergeFacts(person.values()), rules, TODAY);
      if (is) closed += 1;
      if (said !== is) wrong.push([...person.values()].map(({ code }) => code).join(', '));
    }
    expect(wrong).toEqual([]);
    expect(closed).toBeGreaterThan(50);
  });

  it('follows the rows: a region that becomes strict closes where it did not', async () => {
    const { closings } = await findWhenAsked(probes, withStrict('ghent'), TODAY, questions);
    const places = (of: readonly Closing[]) => {
      const places = of.find(({ answer }) => answer.code === 'stay-long')?.places;
      return Array.isArray(places) ? (places as Closing['answer'][]).map(({ code }) => code) : places;
    };
    expect(places((await whenAsked).closings)).not.toContain('ghent' satisfies Place);
    expect(places(closings)).toContain('ghent' satisfies Place);
  });
});

describe('what the crowd shows', () => {
  it('is every route, every reason for a document and every way round that there are words for', async () => {
    const { documents, routes } = await observe(probes, rules, TODAY);
    const seen = [...documents.values()];
    const missing = {
      routes: ROUTE_REASONS.filter((reason) => !routes.has(reason)),
      reasons: DOCUMENT_REASONS.filter((reason) => !seen.some(({ reasons }) => reasons.has(reason))),
      ways: WAYS_ROUND.filter((way) => !seen.some(({ waysRound }) => waysRound.has(way))),
    };
    expect(missing).toEqual({ routes: [], reasons: [], ways: [] });
  });
});

function withStrict(region: 'ghent'): Rules {
  const rows = rules.regions[region].map((row) => ({ ...row, value: { ...row.value, strict: true } }));
  return { ...rules, regions: { ...rules.regions, [region]: rows } };
}
