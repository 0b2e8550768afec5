/** What the soak has seen so far, a line each, kept beside the data: an interrupted run goes on where it was. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Seen =
  | { readonly is: 'port'; readonly of: 'server' | 'endpoint'; readonly port: number }
  | { readonly is: 'kill' }
  /** A person was told that their referral was sent. */
  | { readonly is: 'told'; readonly reference: string }
  /** A letter, by its Message-ID: what a mail program knows a repeat by. */
  | { readonly is: 'letter'; readonly id: string; readonly to: string }
  /** A signed event, by its webhook-id. */
  | { readonly is: 'event'; readonly id: string }
  /** Somebody pressed; `unsure`: the server died over it, and the second time said that something had come between. */
  | { readonly is: 'press'; readonly press: string; readonly link: string; readonly took: 'yes' | 'no' | 'unsure' };

export interface Diary {
  note(seen: Seen): void;
  of<Is extends Seen['is']>(is: Is): readonly Extract<Seen, { is: Is }>[];
}

export function openDiary(folder: string): Diary {
  const file = join(folder, 'soak.jsonl');
  // The last line may be half a line: that is where an earlier run was cut off.
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  const all: Seen[] = lines.map((line) => JSON.parse(line));
  return {
    note(seen) {
      all.push(seen);
      appendFileSync(file, `${JSON.stringify(seen)}\n`);
    },
    of: <Is extends Seen['is']>(is: Is) => all.filter((one): one is Extract<Seen, { is: Is }> => one.is === is),
  };
}
