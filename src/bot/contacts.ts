/** The way to a human being: who can be reached without us, for the area where that is known. */
import type { Standing } from './turn.ts';

export function contactsMessage(turn: Standing): string {
  const url = turn.parts.rules.agencyUrl(turn.facts, turn.today);
  return [turn.t('dialog:person.agency', { url }), turn.t('dialog:person.or-go-on')].join('\n\n');
}
