/** Texts as they stand in locales/, with what is filled in shown by name: no person stands behind a rule book. */
import type { Param, Say } from '../domain/say.ts';
import type { Voice } from './voice.ts';

/** One text, and everything that was seen to be filled in. */
export interface SeenSay {
  readonly key: string;
  readonly params: ReadonlyMap<string, readonly Param[]>;
}

/** The same text said once more. */
export function noteSay(seen: SeenSay | undefined, { key, params = {} }: Say): SeenSay {
  const known = new Map(seen?.params);
  for (const [name, value] of Object.entries(params)) {
    const before = known.get(name) ?? [];
    const isNew = !before.some((one) => JSON.stringify(one) === JSON.stringify(value));
    if (isNew) known.set(name, [...before, value]);
  }
  return { key, params: known };
}

/** A name in brackets; without a name the values themselves, where they are plain; for a number any number. */
export function saySlots(voice: Voice, { key, params }: SeenSay): string {
  const filled = [...params].map(([name, values]): [string, string | number] => {
    if (values.some((value) => typeof value === 'number')) return [name, 2];
    const label = `slot.${name}`;
    if (voice.has(`rulebook:${label}`)) return [name, `[${voice.label(label)}]`];
    const plain = values.filter((value) => typeof value === 'string');
    return [name, plain.length === 0 ? `[${name}]` : plain.sort().join('/')];
  });
  return voice.say(key, Object.fromEntries(filled));
}
