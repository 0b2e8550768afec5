/** The way to a human being: who can be reached without us, for the area where that is known. */
import type { Turn } from './turn.ts';

export function contactsMessage(turn: Turn): string {
  const url = turn.parts.rules.agencyUrl(turn.facts);
  return [turn.t('dialog:person.agency', { url }), turn.t('dialog:person.or-go-on')].join('\n\n');
}
