/** From what a text names to what is done with it: stored, confirmed, shown as choices, or asked again. */
import type { Heard } from '../bot/ports.ts';
import { isSure, type Named, type Reading, weigh } from './choice.ts';
import type { Said } from './said.ts';

export const REJECT: Heard = { is: 'reject' };
const MOST_CANDIDATES = 4;

export interface Settling {
  readonly rights: boolean;
  /** What the question stores for a code. */
  readonly store?: (code: string) => unknown;
}

/** One answer is expected. Two different ones are shown as choices. */
export function settleOne(reading: Reading, said: Said, { rights, store = (code) => code }: Settling): Heard {
  const positive = strongest(reading.named.filter((named) => !named.negated));
  const codes = unique(positive.map((named) => named.code));
  if (codes.length > 1) return chooseAmong(codes, reading, store);
  const code = codes[0];
  const either = reading.either.find((all) => code === undefined || all.includes(code)) ?? reading.either[0];
  const named = positive[0];
  if (either !== undefined && (named === undefined || !named.sure)) return chooseAmong(either, reading, store);
  if (code === undefined || named === undefined) return REJECT;
  // "Temporary protection, expried": a mistyped word that may say something else.
  const doubtful = rights && reading.named.some((one) => !one.negated && one.edits > 0 && one.code !== code);
  const certainty = weigh(reading, isSure(named, said, rights) && !doubtful, rights);
  if (certainty === 'no') return REJECT;
  return { is: certainty === 'sure' ? 'value' : 'confirm', value: store(code) };
}

/** Several answers may be given at once; one that is unsure makes the whole a question. */
export function settleMany(reading: Reading, said: Said, { rights, store = (code) => code }: Settling): Heard {
  const positive = reading.named.filter((named) => !named.negated);
  const firm = positive.filter((named) => isSure(named, said, rights));
  const used = firm.length > 0 && !rights ? firm : positive;
  const codes = unique(used.map((named) => named.code));
  const open = reading.either.filter((all) => !all.some((code) => codes.includes(code)));
  if (open.length > 0) {
    return chooseAmong(
      (open[0] ?? []).map((code) => [...codes, code]),
      reading,
      (list) => (list as string[]).map(store),
    );
  }
  if (codes.length === 0) return REJECT;
  const certainty = weigh(
    reading,
    used.every((named) => isSure(named, said, rights)),
    rights,
  );
  if (certainty === 'no') return REJECT;
  return { is: certainty === 'sure' ? 'value' : 'confirm', value: codes.map(store) };
}

function strongest(named: readonly Named[]): readonly Named[] {
  const sure = named.filter((one) => one.sure);
  return sure.length > 0 ? sure : named;
}

function chooseAmong<T>(codes: readonly T[], reading: Reading, store: (code: T) => unknown): Heard {
  if (weigh(reading, false, true) === 'no') return REJECT;
  return { is: 'ambiguous', candidates: codes.slice(0, MOST_CANDIDATES).map(store) };
}

export function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
