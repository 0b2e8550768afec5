import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { Ajv } from 'ajv';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { makeTeamsPackage } from '../../src/cli/teams-package.ts';
import { createInterpret } from '../../src/understanding/interpret.ts';
import { loadTables } from '../../src/understanding/load.ts';
import { words } from '../bot/talk.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const APP_ID = '11111111-2222-3333-4444-555555555555';
const GOOD = {
  publicUrl: 'https://wegwijzer.example.org',
  microsoftApp: { id: APP_ID, password: 'a password', tenantId: undefined },
};

const made = makeTeamsPackage(GOOD, words);
function files(): { readonly [name: string]: Uint8Array } {
  if ('problems' in made) throw new Error(made.problems.join('\n'));
  return made.files;
}
const json = (name: string) => JSON.parse(Buffer.from(files()[name] ?? []).toString('utf8'));

/** The samples of a PNG, four a pixel: red, green, blue and alpha; of the two kinds that our icons are. */
function pixelsOf(png: Uint8Array): { readonly width: number; readonly height: number; readonly rgba: number[][] } {
  const bytes = Buffer.from(png);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  let at = 8;
  const data: Buffer[] = [];
  let [width, height, channels] = [0, 0, 0];
  while (at < bytes.length) {
    const length = bytes.readUInt32BE(at);
    const kind = bytes.toString('latin1', at + 4, at + 8);
    const chunk = bytes.subarray(at + 8, at + 8 + length);
    if (kind === 'IHDR') {
      [width, height] = [chunk.readUInt32BE(0), chunk.readUInt32BE(4)];
      expect([chunk[8], chunk[12]]).toEqual([8, 0]);
      channels = chunk[9] === 6 ? 4 : 3;
    }
    if (kind === 'IDAT') data.push(chunk);
    at += 12 + length;
  }
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * channels;
  const rows: number[][] = [];
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)];
    const line = [...raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1))];
    const up = rows[y - 1] ?? new Array<number>(stride).fill(0);
    rows.push(unfilter(line, up, filter ?? 0, channels));
  }
  const rgba = rows.flatMap((row) =>
    Array.from({ length: width }, (_, x) => {
      const pixel = row.slice(x * channels, (x + 1) * channels);
      return channels === 4 ? pixel : [...pixel, 255];
    }),
  );
  return { width, height, rgba };
}

/** PNG filters (PNG specification, section 9). */
function unfilter(line: readonly number[], up: readonly number[], filter: number, channels: number): number[] {
  const out: number[] = [];
  line.forEach((byte, x) => {
    const [a, b, c] = [out[x - channels] ?? 0, up[x] ?? 0, x < channels ? 0 : (up[x - channels] ?? 0)];
    const p = a + b - c;
    const paeth =
      Math.abs(p - a) <= Math.abs(p - b) && Math.abs(p - a) <= Math.abs(p - c)
        ? a
        : Math.abs(p - b) <= Math.abs(p - c)
          ? b
          : c;
    out.push((byte + ([0, a, b, (a + b) >> 1, paeth][filter] ?? 0)) & 255);
  });
  return out;
}

describe('the Teams package', () => {
  it('follows the schema that Microsoft publishes, as do its languages', () => {
    const schemas = join(ROOT, 'node_modules/@microsoft/app-manifest/build/json-schemas/teams');
    const manifest = json('manifest.json');
    const judgeBy = (file: string) => {
      const { $schema: _, ...schema } = JSON.parse(
        readFileSync(join(schemas, `v${manifest.manifestVersion}`, file), 'utf8'),
      );
      const options = { strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false };
      const validate = new Ajv(options).compile(schema);
      return (value: unknown) => (validate(value) ? [] : validate.errors);
    };
    const judge = judgeBy('MicrosoftTeams.schema.json');
    const judgeLanguage = judgeBy('MicrosoftTeams.Localization.schema.json');
    expect(judge(manifest)).toEqual([]);
    // The judge does judge.
    expect(judge({ ...manifest, bots: [{ botId: 'x', scopes: ['moon'] }] })).not.toEqual([]);
    for (const { file } of manifest.localizationInfo.additionalLanguages) expect(judgeLanguage(json(file))).toEqual([]);
  });

  it('names this installation, one bot for one person, and every language', () => {
    const manifest = json('manifest.json');
    expect(manifest).toMatchObject({
      id: APP_ID,
      bots: [{ botId: APP_ID, scopes: ['personal'], supportsFiles: false }],
      validDomains: ['wegwijzer.example.org'],
      developer: { websiteUrl: 'https://wegwijzer.example.org' },
    });
    const named = manifest.localizationInfo.additionalLanguages.map(
      ({ languageTag }: { languageTag: string }) => languageTag,
    );
    expect([manifest.localizationInfo.defaultLanguageTag, ...named]).toEqual(words.languages);
    expect(json('ar.json')['description.short']).toBe(words.t('ar', 'teams:app.short'));
  });

  it('offers a command that the bot understands, in every language', () => {
    const interpret = createInterpret(loadTables());
    for (const language of words.languages) {
      const heard = interpret('nationalities', words.t(language, 'teams:app.help'), {
        language,
        today: '2026-11-22',
      });
      expect(heard, language).toMatchObject({ is: 'interrupt', what: 'help' });
    }
  });

  it('has a colour icon of 192 by 192 that fills its square', () => {
    const { width, height, rgba } = pixelsOf(files()['colour.png'] ?? new Uint8Array());
    expect([width, height]).toEqual([192, 192]);
    expect(rgba.every(([, , , alpha]) => alpha === 255)).toBe(true);
    expect(new Set(rgba.map(String)).size).toBeGreaterThan(2);
  });

  it('has an outline icon of 32 by 32 that is white on nothing', () => {
    const { width, height, rgba } = pixelsOf(files()['outline.png'] ?? new Uint8Array());
    expect([width, height]).toEqual([32, 32]);
    const seen = rgba.filter(([, , , alpha]) => alpha !== 0);
    expect(seen.length).toBeGreaterThan(50);
    expect(rgba.length - seen.length).toBeGreaterThan(500);
    expect(seen.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255)).toBe(true);
  });

  it.each([
    {
      what: 'without an app id',
      settings: { ...GOOD, microsoftApp: undefined },
      says: /^MICROSOFT_APP_ID: must be set/,
    },
    {
      what: 'with an id that is none',
      settings: { ...GOOD, microsoftApp: { ...GOOD.microsoftApp, id: 'my-bot' } },
      says: /^MICROSOFT_APP_ID: must be a GUID/,
    },
    { what: 'without https', settings: { ...GOOD, publicUrl: 'http://localhost:3978' }, says: /^PUBLIC_URL: .*https/ },
  ])('is not made $what, and says why', ({ settings, says }) => {
    expect(makeTeamsPackage(settings, words)).toEqual({ problems: [expect.stringMatching(says)] });
  });

  it('is written as a zip by the command, or refused with what is missing', () => {
    const dir = mkdtempSync(join(tmpdir(), 'wegwijzer-teams-'));
    const run = (env: Record<string, string>) =>
      spawnSync(process.execPath, ['src/cli/teams-package.ts'], {
        cwd: ROOT,
        encoding: 'utf8',
        env: { PATH: process.env.PATH ?? '', DATA_DIR: dir, ...env },
      });
    try {
      const refused = run({});
      expect(refused.status).toBe(2);
      expect(refused.stderr).toContain('MICROSOFT_APP_ID');
      expect(refused.stderr).toContain('PUBLIC_URL');
      const made = run({ MICROSOFT_APP_ID: APP_ID, MICROSOFT_APP_PASSWORD: 'x', PUBLIC_URL: GOOD.publicUrl });
      expect(made.stderr).toBe('');
      expect(made.stdout.trim()).toBe(join(dir, 'teams', 'wegwijzer.zip'));
      const unzipped = unzipSync(readFileSync(join(dir, 'teams', 'wegwijzer.zip')));
      expect(Object.keys(unzipped).sort()).toEqual(Object.keys(files()).sort());
      expect(unzipped['manifest.json']).toEqual(new Uint8Array(files()['manifest.json'] ?? []));
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
