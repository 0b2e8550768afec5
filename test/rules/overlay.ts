/** A copy of the data of the repository that a test edits as a policy person would, with nothing but data in it. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = join(import.meta.dirname, '..', '..');

export interface Overlay {
  readonly root: string;
  readonly rules: URL;
  readonly flow: string;
  readonly locales: string;
  /** Rewrites one JSON file, given by its path from the root. */
  edit<T>(file: string, change: (content: T) => T): void;
  remove(): void;
}

export function copyData(): Overlay {
  const root = mkdtempSync(join(tmpdir(), 'policy-'));
  mkdirSync(join(root, 'src'));
  const rules = join(root, 'src', 'rules');
  cpSync(join(ROOT, 'src', 'rules'), rules, { recursive: true, filter: (name) => !name.endsWith('.ts') });
  for (const folder of ['dialogs', 'locales']) cpSync(join(ROOT, folder), join(root, folder), { recursive: true });
  return {
    root,
    rules: pathToFileURL(`${rules}/`),
    flow: join(root, 'dialogs', 'intake.json'),
    locales: join(root, 'locales'),
    edit(file, change) {
      const path = join(root, file);
      writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8'))), null, 2));
    },
    remove: () => rmSync(root, { recursive: true }),
  };
}
