import fc from 'fast-check';
import { expect, it } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import { summarise } from '../../src/domain/handover.ts';
import type { Say } from '../../src/domain/say.ts';
import { sayChangesToClient } from '../../src/domain/say-changes.ts';
import { whatWouldChange } from '../../src/domain/what-would-change.ts';
import { loadRules } from '../../src/rules/load.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { loadWords } from '../../src/words/words.ts';
import { anyFacts } from './any-facts.ts';
import { LOCALES } from './locales.ts';

const words = loadWords(LOCALES, BUILD_LANGUAGES);
const rules = loadRules();
const TODAY = '2026-11-22';

/** Everything the assessment and the handover can make us say about somebody. */
function everythingSaid(facts: Parameters<typeof assess>[0], named: boolean): Say[] {
  const assessment = assess(facts, rules, TODAY);
  const { route, perspective } = assessment;
  const handover = summarise({
    facts,
    assessment,
    rules,
    client: {
      name: named ? 'ليلى (Layla)' : null,
      reach: null,
      languages: { conversation: 'fr', dutch: 'unknown', french: 'unknown', english: 'unknown' },
    },
    today: TODAY,
    authors: {},
  });
  return [
    ...assessment.criteria.flatMap(({ id, reason }) => [
      { key: `verdicts:reason.${id}.${reason}.client` },
      { key: `verdicts:reason.${id}.${reason}.desk` },
    ]),
    { key: `verdicts:route.${route.reason}.client` },
    { key: `verdicts:perspective.${perspective.outcome}.${perspective.reason}` },
    ...assessment.flags.map((flag) => ({ key: `verdicts:flag.${flag}` })),
    ...assessment.nextSteps.map(({ id }) => ({ key: `verdicts:step.${id}` })),
    ...assessment.documents.flatMap(({ id, need, reason, status, wayRound }) => [
      { key: `documents:${id}.name` },
      { key: `documents:need.${need}` },
      { key: `documents:reason.${reason}` },
      { key: `documents:status.${status}` },
      ...(wayRound === null ? [] : [{ key: `documents:wayRound.${wayRound}` }]),
    ]),
    ...assessment.offers.flatMap(({ id, reason }) => [
      { key: `offers:${id}.name` },
      { key: `offers:reason.${reason}` },
    ]),
    ...handover.lines.map(({ say }) => say),
    ...handover.openQuestions.map(({ say }) => say),
    ...handover.steps.map(({ say }) => say),
    ...handover.wouldChange.map(({ say }) => say),
    ...sayChangesToClient(whatWouldChange(facts, rules, TODAY)).map(({ say }) => say),
    ...(handover.ocmwNote === null ? [] : [handover.ocmwNote]),
  ];
}

it.each(BUILD_LANGUAGES)(
  '%s: whatever somebody told or kept to themselves, we have words for what follows',
  (language) => {
    fc.assert(
      fc.property(anyFacts, fc.boolean(), (facts, named) => {
        for (const say of everythingSaid(facts, named)) {
          const text = words.say(language, say);
          // What the person typed may hold braces; ours are all filled in.
          expect(text.replaceAll('{{x}}', ''), say.key).not.toMatch(/[{}]|undefined|\[object/);
        }
      }),
      { numRuns: 100 },
    );
  },
);

it('every value that the handover gives is used by the text, so that nothing told is lost on the way', () => {
  fc.assert(
    fc.property(anyFacts, fc.boolean(), (facts, named) => {
      for (const say of everythingSaid(facts, named)) {
        const marked = Object.fromEntries(Object.keys(say.params ?? {}).map((name) => [name, `@${name}@`]));
        const text = words.t('nl', say.key, { ...marked, ...('count' in marked && { count: 2 }) });
        for (const name of Object.keys(marked)) expect(text, say.key).toContain(name === 'count' ? '2' : `@${name}@`);
      }
    }),
    { numRuns: 100 },
  );
});
