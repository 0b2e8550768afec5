/** Where someone lives, as far as the rules care: one of the eight regions, or outside them. */
import type { Facts, Place } from './facts.ts';
import { isTold } from './facts.ts';
import type { PostcodeValue, Row, RulesOn } from './rules.ts';

export interface FoundPlace {
  readonly place: Place;
  /** Which employment service helps outside the regions, where the postcode tells it. */
  readonly area?: 'wallonia' | 'german-community';
}

/**
 * Postcode -> place, by the rows of that day (first that fits, domain-facts §1.2).
 * undefined: not a postcode that anyone lives in range of; ask again, then a person.
 */
export function placeOfPostcode(postcode: string, on: RulesOn): FoundPlace | undefined {
  const value = rowOfPostcode(postcode, on)?.value;
  if (value === undefined) return undefined;
  return value.area === undefined ? { place: value.place } : { place: value.place, area: value.area };
}

/** The row that says where a postcode lies; undefined for what is none, or none that a row covers. */
export function rowOfPostcode(postcode: string, on: RulesOn): Row<PostcodeValue> | undefined {
  if (!/^\d{4}$/.test(postcode)) return undefined;
  const code = Number(postcode);
  return on.postcodes.find((row) => covers(row.value, code));
}

/** The postcode decides where it is given and known; else the region that was told; else undefined. */
export function placeOf(facts: Facts, on: RulesOn): FoundPlace | undefined {
  const byCode = isTold(facts.postcode) ? placeOfPostcode(facts.postcode, on) : undefined;
  if (byCode !== undefined) return byCode;
  return isTold(facts.region) ? { place: facts.region } : undefined;
}

function covers(value: PostcodeValue, code: number): boolean {
  if (value.codes?.includes(code)) return true;
  return value.ranges?.some(([from, to]) => from <= code && code <= to) ?? false;
}
