/** Small languages on disk, to break on purpose. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The words that people really read. */
export const LOCALES = fileURLToPath(new URL('../../locales', import.meta.url));

export type Folder = { readonly [file: string]: { readonly [key: string]: string } | string };

/** Writes `{ nl: { 'a.json': {...} } }` to a new folder and returns its path. A string is written as it is. */
export function plantLocales(languages: { readonly [language: string]: Folder }): string {
  const dir = mkdtempSync(join(tmpdir(), 'wegwijzer-words-'));
  for (const [language, files] of Object.entries(languages)) {
    mkdirSync(join(dir, language));
    for (const [file, content] of Object.entries(files)) {
      writeFileSync(join(dir, language, file), typeof content === 'string' ? content : JSON.stringify(content));
    }
  }
  return dir;
}

/** An about.json that says which language it is. */
export function aboutOf(language: string, reviewedBy = 'none'): { readonly [key: string]: string } {
  return { language, reviewedBy };
}
