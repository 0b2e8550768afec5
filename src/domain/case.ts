/** One person on one day: what was told, where that is, and the rules that hold. */
import type { Facts, IsoDate, NotTold } from './facts.ts';
import { isTold } from './facts.ts';
import type { FoundPlace } from './place.ts';
import { placeOf } from './place.ts';
import type { RegionValue, Row, Rules, RulesOn } from './rules.ts';
import { rulesOn } from './rules.ts';

export interface Case {
  readonly facts: Facts;
  readonly rules: RulesOn;
  /** What can be done now follows the rules of today, whenever the person registered. */
  readonly rulesNow: RulesOn;
  /** The day that counts; a NotTold stays so for what is measured up to that day. */
  readonly registeredOn: IsoDate | NotTold;
  readonly place: FoundPlace | undefined;
  /** The region's rules; undefined out of area, for an unknown place, and where no row is in force. */
  readonly region: Row<RegionValue> | undefined;
}

/** Facts absent a day of registration are judged as if registered today. */
export function openCase(facts: Facts, rules: Rules, today: IsoDate): Case {
  const registeredOn = facts.registeredOn ?? today;
  const on = rulesOn(rules, isTold(registeredOn) ? registeredOn : today);
  const place = placeOf(facts, on);
  const region = place === undefined || place.place === 'out-of-area' ? undefined : on.regions[place.place];
  return { facts, rules: on, rulesNow: rulesOn(rules, today), registeredOn, place, region };
}

/** Whether the list holds the value; a shorthand that lets a narrower list be asked about a wider code. */
export function among<T extends string>(list: readonly T[] | undefined, value: string | undefined): boolean {
  return (list as readonly (string | undefined)[] | undefined)?.includes(value) === true;
}
