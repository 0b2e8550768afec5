import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadTables, TableError } from '../../src/understanding/load.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heard-'));
  mkdirSync(join(folder, 'nl'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('names the file of a table that is no JSON', () => {
  writeFileSync(join(folder, 'nl', 'heard.json'), '{');
  expect(() => loadTables(folder)).toThrow(TableError);
  expect(() => loadTables(folder)).toThrow(/nl.heard\.json/);
});

it('refuses a table with a key that it does not know', () => {
  writeFileSync(join(folder, 'nl', 'heard.json'), JSON.stringify({ sounds: ['ja'] }));
  expect(() => loadTables(folder)).toThrow(/sounds/);
});

it('does without the languages that have no table', () => {
  expect(loadTables(folder).heard).toEqual({});
});
