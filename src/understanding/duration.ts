/** Stretches of time: "two years and three months", "half a year", "سنة ونص". */
import type { Unit } from './lexicon.ts';
import { countOf, type TimeItem, unitOf } from './time-items.ts';

export interface Stretch {
  readonly months: number;
  readonly days: number;
  /** Counted in years only, so the month is not exact. */
  readonly wholeYears: boolean;
  /** Items used: first, and last exclusive. */
  readonly from: number;
  readonly to: number;
}

/**
 * The stretch that begins at this item, undefined when none does.
 * @param loneUnit a unit without a number counts as one ("a year ago", "год назад"); a plural never does
 */
export function readStretch(items: readonly TimeItem[], from: number, loneUnit: boolean): Stretch | undefined {
  const parts: { count: number; unit: Unit }[] = [];
  let at = from;
  for (;;) {
    const part = readPart(items, parts.length === 0 ? at : skipFillers(items, at), loneUnit && parts.length === 0);
    if (part === undefined) break;
    parts.push(part);
    at = part.to;
    if (parts.length === 3) break;
  }
  if (parts.length === 0) return undefined;
  let months = 0;
  let days = 0;
  for (const { count, unit } of parts) {
    if (unit === 'y') months += count * 12;
    else if (unit === 'm') months += count;
    else days += count * (unit === 'w' ? 7 : 1);
  }
  return {
    months: Math.round(months),
    days: Math.round(days),
    wholeYears: parts.every(({ count, unit }) => unit === 'y' && Number.isInteger(count)),
    from,
    to: at,
  };
}

function skipFillers(items: readonly TimeItem[], at: number): number {
  return items[at]?.is === 'filler' ? at + 1 : at;
}

function readPart(
  items: readonly TimeItem[],
  at: number,
  loneUnit: boolean,
): { count: number; unit: Unit; to: number } | undefined {
  const item = items[at];
  if (item === undefined) return undefined;
  if (item.is === 'span') {
    const [half, to] = halfAfter(items, at + 1);
    return { count: item.count + half, unit: item.unit, to };
  }
  let next = at;
  let count = countOf(item);
  if (count !== undefined) next++;
  if (items[next]?.is === 'filler' && isHalf(items[next + 1])) next++;
  if (isHalf(items[next])) {
    // "een half jaar" is a half; "one and a half years" and "bir buçuk yıl" are one and a half.
    const added = items[next]?.is === 'and-a-half' && count !== undefined;
    count = added ? (count ?? 0) + 0.5 : 0.5;
    next++;
    if (items[next]?.is === 'filler' || items[next]?.is === 'number') next++;
  }
  const unit = unitOf(items[next]);
  if (unit === undefined) return undefined;
  if (count === undefined && (unit.plural || !loneUnitAllowed(items, next, loneUnit))) return undefined;
  const [half, to] = halfAfter(items, next + 1);
  return { count: (count ?? 1) + half, unit: unit.unit, to };
}

function loneUnitAllowed(items: readonly TimeItem[], at: number, loneUnit: boolean): boolean {
  return loneUnit || halfAfter(items, at + 1)[0] > 0;
}

function halfAfter(items: readonly TimeItem[], at: number): [number, number] {
  const skip = items[at]?.is === 'filler' || items[at]?.is === 'number' ? at + 1 : at;
  if (isHalf(items[skip]) && unitOf(items[skip + 1]) === undefined) return [0.5, skip + 1];
  return [0, at];
}

function isHalf(item: TimeItem | undefined): boolean {
  return item?.is === 'half' || item?.is === 'and-a-half';
}
