/**
 * `npm run teams-package`: the app package that a Teams administrator uploads, made of this installation's app id and
 * address. What it writes is checked against the schema that Microsoft publishes for it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { zipSync } from 'fflate';
import { type Config, ConfigError, parseConfig } from '../config.ts';
import type { Language } from '../domain/referral.ts';
import { BUILD_LANGUAGES, SOURCE_LANGUAGE } from '../words/languages.ts';
import { loadWords, type Words } from '../words/words.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** The newest version whose features Teams rolled out everywhere; a bot for one person needs nothing newer. */
const MANIFEST_VERSION = '1.24';
const SCHEMAS = join(ROOT, 'node_modules/@microsoft/app-manifest/build/json-schemas/teams', `v${MANIFEST_VERSION}`);
const SCHEMA_URL = `https://developer.microsoft.com/en-us/json-schemas/teams/v${MANIFEST_VERSION}`;
const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** What a person can always type, as the words `teams:app.<name>` call it. */
const COMMANDS = ['help', 'link'] as const;

/** The files of the package by name. */
export type Package = { readonly [name: string]: Uint8Array };

type Settings = Pick<Config, 'publicUrl' | 'microsoftApp'>;

/**
 * @returns the files of the package, or every reason why this installation cannot have one
 */
export function makeTeamsPackage(settings: Settings, words: Words): { files: Package } | { problems: string[] } {
  const { publicUrl, microsoftApp } = settings;
  const problems: string[] = [];
  if (microsoftApp === undefined) problems.push('MICROSOFT_APP_ID: must be set; Azure gives it to a bot registration');
  else if (!GUID.test(microsoftApp.id)) problems.push('MICROSOFT_APP_ID: must be a GUID, as Azure gives it');
  if (!publicUrl.startsWith('https://')) problems.push('PUBLIC_URL: must be an https:// address; Teams takes no other');
  if (microsoftApp === undefined || problems.length > 0) return { problems };

  const others = BUILD_LANGUAGES.filter((language) => language !== SOURCE_LANGUAGE);
  const manifest = manifestOf(microsoftApp.id, publicUrl, words, others);
  const texts = others.map((language) => [`${language}.json`, localisation(language, words)] as const);
  const faults = [
    ...judge('MicrosoftTeams.schema.json', 'manifest.json', manifest),
    ...texts.flatMap(([name, text]) => judge('MicrosoftTeams.Localization.schema.json', name, text)),
  ];
  if (faults.length > 0) return { problems: faults };
  const json = (value: object) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
  return {
    files: {
      'manifest.json': json(manifest),
      'colour.png': readFileSync(join(ROOT, 'teams', 'colour.png')),
      'outline.png': readFileSync(join(ROOT, 'teams', 'outline.png')),
      ...Object.fromEntries(texts.map(([name, text]) => [name, json(text)])),
    },
  };
}

function manifestOf(id: string, publicUrl: string, words: Words, others: readonly Language[]): object {
  const t = (key: string) => words.t(SOURCE_LANGUAGE, `teams:app.${key}`);
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return {
    $schema: `${SCHEMA_URL}/MicrosoftTeams.schema.json`,
    manifestVersion: MANIFEST_VERSION,
    version,
    id,
    developer: {
      name: 'Wegwijzer',
      websiteUrl: publicUrl,
      // The newcomer's page says what is kept before it asks anything.
      privacyUrl: publicUrl,
      termsOfUseUrl: publicUrl,
    },
    name: { short: 'Wegwijzer' },
    description: { short: t('short'), full: t('full') },
    icons: { color: 'colour.png', outline: 'outline.png' },
    accentColor: '#0B5F58',
    localizationInfo: {
      defaultLanguageTag: SOURCE_LANGUAGE,
      additionalLanguages: others.map((language) => ({ languageTag: language, file: `${language}.json` })),
    },
    bots: [
      {
        botId: id,
        // Personal questions: no team and no group chat.
        scopes: ['personal'],
        isNotificationOnly: false,
        supportsFiles: false,
        commandLists: [
          {
            scopes: ['personal'],
            commands: COMMANDS.map((name) => ({ title: t(name), description: t(`${name}.what`) })),
          },
        ],
      },
    ],
    defaultInstallScope: 'personal',
    permissions: ['identity'],
    validDomains: [new URL(publicUrl).host],
  };
}

function localisation(language: Language, words: Words): object {
  const t = (key: string) => words.t(language, `teams:app.${key}`);
  return {
    $schema: `${SCHEMA_URL}/MicrosoftTeams.Localization.schema.json`,
    'name.short': 'Wegwijzer',
    'description.short': t('short'),
    'description.full': t('full'),
    ...Object.fromEntries(
      COMMANDS.flatMap((name, at) => [
        [`bots[0].commandLists[0].commands[${at}].title`, t(name)],
        [`bots[0].commandLists[0].commands[${at}].description`, t(`${name}.what`)],
      ]),
    ),
  };
}

/** Compiling a schema takes a second or two; there are nine files and two schemas. */
const validators = new Map<string, ValidateFunction>();

/** What the published schema says against a file; one line a fault. */
function judge(schemaFile: string, name: string, value: object): string[] {
  const validate = validators.get(schemaFile) ?? compile(schemaFile);
  validators.set(schemaFile, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath}: ${message}`);
}

/** The schemas name draft 4, of which they use nothing that later drafts read otherwise. */
function compile(schemaFile: string): ValidateFunction {
  const { $schema: _draft4, ...schema } = JSON.parse(readFileSync(join(SCHEMAS, schemaFile), 'utf8'));
  return new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(schema);
}

function main(): number {
  try {
    const config = parseConfig(process.env);
    const made = makeTeamsPackage(config, loadWords(join(ROOT, 'locales'), BUILD_LANGUAGES));
    if ('problems' in made) {
      console.error(
        `There can be no Teams package yet (README, Teams):\n${made.problems.map((one) => `- ${one}`).join('\n')}`,
      );
      return 2;
    }
    const file = join(config.dataDir, 'teams', 'wegwijzer.zip');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, zipSync({ ...made.files }));
    console.log(file);
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    return 2;
  }
}

if (import.meta.main) process.exitCode = main();
