/** The rules as the bot asks for them: the pure functions of the domain, bound to one set of rule data. */
import type { BotRules } from './bot/ports.ts';
import { assess } from './domain/assess.ts';
import { placeOf } from './domain/place.ts';
import { dependents, matters } from './domain/relevance.ts';
import { type Rules, rulesOn } from './domain/rules.ts';

export function bindRules(rules: Rules): BotRules {
  return {
    data: rules,
    assess: (facts, today) => assess(facts, rules, today),
    matters: (question, facts, today) => matters(question, facts, rules, today),
    dependents,
    agencyUrl(facts, today) {
      const on = rulesOn(rules, today);
      const agency = on.steps['integration-agency']?.value;
      const place = placeOf(facts, on)?.place;
      const own = place === undefined || place === 'out-of-area' ? undefined : agency?.byRegion?.[place];
      return own ?? agency?.url ?? '';
    },
  };
}
