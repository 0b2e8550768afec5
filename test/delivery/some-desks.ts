/** The sample desks, one of them with other channels. */
import { readFileSync } from 'node:fs';

export function desksWith(id: string, channels: readonly object[]): object[] {
  const desks: { id: string }[] = JSON.parse(
    readFileSync(new URL('../../src/delivery/desks.json', import.meta.url), 'utf8'),
  );
  return desks.map((desk) => (desk.id === id ? { ...desk, channels } : desk));
}
