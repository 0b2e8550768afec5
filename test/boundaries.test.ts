/** Who may import whom, read from the sources themselves. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', 'src');

/** Folders of src that a folder may import; packages by pattern. Types may also be taken from another edge's ports.ts. */
const RULES: { readonly [folder: string]: { readonly folders: readonly string[]; readonly packages: RegExp } } = {
  domain: { folders: [], packages: /^$/ },
  rules: { folders: ['domain', 'schemas'], packages: /^(zod|node:.*)$/ },
  schemas: { folders: ['domain'], packages: /^zod$/ },
  words: { folders: ['domain'], packages: /^(i18next|zod|node:.*)$/ },
  understanding: { folders: ['domain'], packages: /^(zod|node:.*|i18n-.*|libphonenumber-js.*)$/ },
  storage: { folders: ['domain'], packages: /^(kysely.*|pg|@electric-sql\/.*|node:.*|zod)$/ },
  delivery: {
    folders: ['domain', 'schemas'],
    packages:
      /^(pg-boss|kysely|nodemailer.*|zod|node:.*|@electric-sql\/.*|pg|cloudevents|standardwebhooks|ipaddr\.js)$/,
  },
  'follow-up': { folders: ['domain', 'schemas'], packages: /^(zod|ical-generator)$/ },
  bot: {
    folders: ['domain', 'schemas'],
    packages: /^(botbuilder.*|adaptivecards-templating|adaptive-expressions|zod|node:.*)$/,
  },
  channels: { folders: ['domain'], packages: /^(botbuilder.*|botframework-connector|restify|ws|zod|node:.*)$/ },
  rulebook: { folders: ['domain'], packages: /^$/ },
  counsellors: { folders: ['domain'], packages: /^(openid-client|csv-parse.*|zod|node:.*)$/ },
  web: {
    folders: ['domain'],
    packages: /^(restify|zod|esbuild|prom-client|ipaddr\.js|ical-generator|lean-qr.*|node:.*|adaptivecards-browser)$/,
  },
};

interface Import {
  readonly file: string;
  readonly from: string;
  readonly typeOnly: boolean;
}

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

function importsIn(file: string, source: string): Import[] {
  return [...source.matchAll(/^\s*(import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'/gm)].map(
    ([, , type, from = '']) => ({
      file,
      from,
      typeOnly: type !== undefined,
    }),
  );
}

function problem(folder: string, { file, from, typeOnly }: Import): string | undefined {
  const rule = RULES[folder];
  if (rule === undefined) return undefined;
  const at = `${relative(ROOT, file)}: ${from}`;
  if (!from.startsWith('.')) {
    // Every edge speaks of activities; only the bot and the channels run botbuilder.
    const allowed = rule.packages.test(from) || (typeOnly && from === 'botbuilder' && folder !== 'domain');
    return allowed ? undefined : at;
  }
  const target = relative(ROOT, join(file, '..', from)).split(sep);
  const [into = ''] = target;
  if (into === folder || rule.folders.includes(into)) return undefined;
  return typeOnly && target[1] === 'ports.ts' ? undefined : at;
}

describe('the boundaries of src', () => {
  for (const folder of Object.keys(RULES)) {
    it(`${folder} imports only what it may`, () => {
      const files = sourcesOf(join(ROOT, folder)).filter((file) => !file.includes(`${sep}widget${sep}`));
      expect(files.length).toBeGreaterThan(0);
      const problems = files
        .flatMap((file) => importsIn(file, readFileSync(file, 'utf8')))
        .map((one) => problem(folder, one));
      expect(problems.filter((one) => one !== undefined)).toEqual([]);
    });
  }

  it('has a rule for every folder of src but the commands', () => {
    const folders = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(
      folders
        .map(({ name }) => name)
        .filter((name) => name !== 'cli')
        .sort(),
    ).toEqual(Object.keys(RULES).sort());
  });

  it('sees a forbidden import', () => {
    const planted = importsIn(
      join(ROOT, 'domain', 'x.ts'),
      "import { z } from 'zod';\nimport type { T } from '../bot/turn.ts';\n",
    );
    expect(planted.map((one) => problem('domain', one))).toEqual(['domain/x.ts: zod', 'domain/x.ts: ../bot/turn.ts']);
  });
});
