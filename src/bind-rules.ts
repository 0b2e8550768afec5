/** The rules as the bot asks for them: the pure functions of the domain, bound to one set of rule data and one flow. */
import { type Flow, judgeAnswers } from './bot/flow.ts';
import type { BotRules } from './bot/ports.ts';
import { assess } from './domain/assess.ts';
import { placeOf } from './domain/place.ts';
import { type AddedQuestionRow, isContractQuestion } from './domain/questions.ts';
import { dependents, matters } from './domain/relevance.ts';
import { type Rules, rulesOn } from './domain/rules.ts';

/** @throws Error where a row hangs on an answer that no question of the flow gives */
export function bindRules(rules: Rules, flow: Flow): BotRules {
  const added = addedQuestions(flow);
  const conditions = [
    ...Object.values(rules.addedDocuments).flatMap((rows) => rows.map(({ id, value }) => ({ id, when: value.when }))),
    ...Object.values(rules.offers).flatMap((rows) => rows.map(({ id, value }) => ({ id, when: value.conditions }))),
  ];
  const problems = conditions.flatMap(({ id, when }) =>
    judgeAnswers(when, flow.questions).map((problem) => `"${id}" ${problem}`),
  );
  if (problems.length > 0) throw new Error(`src/rules and dialogs/ disagree: ${problems.join('; ')}`);
  return {
    data: rules,
    assess: (facts, today) => assess(facts, rules, today),
    matters: (question, facts, today) => matters(question, facts, rules, today, flow.byId.get(question)?.when),
    dependents: (question) => dependents(question, added),
    agencyUrl(facts, today) {
      const on = rulesOn(rules, today);
      const agency = on.steps['integration-agency']?.value;
      const place = placeOf(facts, on)?.place;
      const own = place === undefined || place === 'out-of-area' ? undefined : agency?.byRegion?.[place];
      return own ?? agency?.url ?? '';
    },
  };
}

/** What the flow asks beside the questions of the contract. */
export function addedQuestions(flow: Flow): readonly AddedQuestionRow[] {
  return flow.questions.flatMap(({ id, choices, when }) =>
    isContractQuestion(id) || !Array.isArray(choices) ? [] : [{ id, choices, ...(when === undefined ? {} : { when }) }],
  );
}
