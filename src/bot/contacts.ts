/** The way to a human being: who can be reached without us, for the area where that is known. */
import type { Standing } from './turn.ts';

export function contactsMessage(turn: Standing): string {
  const url = turn.parts.rules.agencyUrl(turn.facts, turn.today);
  // At a closed door there is nothing to go on with, and nobody reads what was said.
  const isOver = turn.next() === undefined && turn.assessment.route.to === 'other-services';
  return [turn.t('dialog:person.agency', { url }), turn.t(`dialog:person.${isOver ? 'or-services' : 'or-go-on'}`)].join(
    '\n\n',
  );
}
