/** Rows that nobody has looked at for too long. */
import type { Row, Rules } from '../domain/rules.ts';

export interface StaleRow {
  readonly id: string;
  readonly validFrom: string;
  readonly ref: string;
  readonly checkedOn: string;
}

/** The rows still in force on `today` whose source was last checked more than a year before, oldest check first. */
export function findStaleRows(rules: Rules, today: string): readonly StaleRow[] {
  const yearAgo = `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`;
  return Object.values(rules)
    .flatMap((group) => (typeof group === 'string' ? [] : (Object.values(group) as (readonly Row<unknown>[])[])))
    .flat()
    .filter((row) => row.validTo === undefined || row.validTo >= today)
    .filter(({ source }) => source.checkedOn < yearAgo)
    .map(({ id, validFrom, source }) => ({ id, validFrom, ref: source.ref, checkedOn: source.checkedOn }))
    .sort((a, b) => (a.checkedOn === b.checkedOn ? (a.id < b.id ? -1 : 1) : a.checkedOn < b.checkedOn ? -1 : 1));
}
