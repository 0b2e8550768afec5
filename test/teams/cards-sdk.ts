/**
 * The judge of our cards: the official Adaptive Cards SDK's own schema. It parses in Node as long as nothing is rendered;
 * bundled here, because the package's own modules cannot be loaded by Node.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ENTRY = `
import { AdaptiveCard, Choice, Column, GlobalRegistry, SerializationContext, Versions } from 'adaptivecards-browser';
export { AdaptiveCard, Choice, Column, GlobalRegistry, SerializationContext, Versions };
`;

interface Property {
  readonly name: string;
  readonly targetVersion: { readonly major: number; readonly minor: number };
}
interface Schema {
  getCount(): number;
  getItemAt(index: number): Property;
}
interface Parsed {
  getSchema(): Schema;
}
interface CardsSdk {
  readonly AdaptiveCard: new () => Parsed & { parse(source: object, context: object): void };
  readonly Choice: new () => Parsed;
  readonly Column: new () => Parsed;
  readonly SerializationContext: new (
    version: object,
  ) => {
    readonly eventCount: number;
    getEventAt(index: number): { readonly event: number; readonly message: string };
  };
  readonly GlobalRegistry: {
    readonly elements: { createInstance(name: string, version: object): Parsed | undefined };
    readonly actions: { createInstance(name: string, version: object): Parsed | undefined };
  };
  readonly Versions: { readonly v1_5: object };
}

/** What holds other elements is read by the SDK's code and not by its schema. */
const HOLDS: { readonly [type: string]: readonly string[] } = {
  AdaptiveCard: ['body', 'actions', 'fallback'],
  Container: ['items'],
  Column: ['items'],
  ColumnSet: ['columns'],
  ActionSet: ['actions'],
};
/** The highest version that Teams shows. */
const NEWEST = { major: 1, minor: 5 };

interface Node {
  readonly [name: string]: unknown;
}

/** @returns a judge of cards: everything that the schema says against one; `more` are properties that a host adds */
export async function createCardJudge(): Promise<(card: object, more?: readonly string[]) => readonly string[]> {
  const sdk = await loadCardsSdk();
  const { v1_5 } = sdk.Versions;
  const make = (type: string): Parsed | undefined => {
    if (type === 'AdaptiveCard') return new sdk.AdaptiveCard();
    if (type === 'Column') return new sdk.Column();
    const { elements, actions } = sdk.GlobalRegistry;
    return elements.createInstance(type, v1_5) ?? actions.createInstance(type, v1_5);
  };
  const schemaOf = (of: Parsed) => {
    const schema = of.getSchema();
    return Array.from({ length: schema.getCount() }, (_, at) => schema.getItemAt(at));
  };

  const parse = (card: object): string[] => {
    const context = new sdk.SerializationContext(v1_5);
    new sdk.AdaptiveCard().parse(card, context);
    return Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
  };

  return (card, more = []) => {
    const problems: string[] = [];
    const ids = new Set<unknown>();
    // The SDK's test of `lang` forgets every other time to begin at the beginning; we look at it ourselves.
    problems.push(...parse(card).filter((message) => !message.endsWith('for property "lang".')));

    const judge = (node: Node, where: string, type: string, known: Parsed | undefined, holds: readonly string[]) => {
      if (known === undefined) return void problems.push(`${where}: no type ${type}`);
      const properties = schemaOf(known);
      for (const [name, value] of Object.entries(node)) {
        const property = properties.find((one) => one.name === name);
        if (property === undefined && !holds.includes(name)) problems.push(`${where} ${type}: unknown ${name}`);
        const { major, minor } = property?.targetVersion ?? NEWEST;
        if (major > NEWEST.major || minor > NEWEST.minor) problems.push(`${where} ${type}: ${name} is too new`);
        if (name === 'lang' && !/^[a-z]{2,3}$/i.test(String(value))) problems.push(`${where} ${type}: lang ${value}`);
        if (value === undefined || value === null) problems.push(`${where} ${type}: ${name} is empty`);
        if (typeof value === 'string' && /\$\{/.test(value)) problems.push(`${where} ${type}: a hole in ${name}`);
      }
    };
    const look = (node: unknown, where: string): void => {
      if (Array.isArray(node)) {
        node.forEach((part, at) => void look(part, `${where}.${at}`));
        return;
      }
      if (typeof node !== 'object' || node === null) return;
      const item = node as Node;
      const type = String(
        item.type ?? (where === 'card' ? 'AdaptiveCard' : /columns\.\d+$/.test(where) ? 'Column' : ''),
      );
      const holds = [...(HOLDS[type] ?? []), ...(where === 'card' ? more : []), 'fallback'];
      judge(item, where, type, make(type), holds);
      if (type.startsWith('Input.')) {
        if (ids.has(item.id)) problems.push(`${where}: a second input ${item.id}`);
        ids.add(item.id);
        for (const choice of (item.choices ?? []) as Node[])
          judge(choice, `${where} choice`, 'Choice', new sdk.Choice(), []);
      }
      for (const name of [...(HOLDS[type] ?? []), 'fallback']) look(item[name], `${where}.${name}`);
    };
    look(card, 'card');
    return problems;
  };
}

async function loadCardsSdk(): Promise<CardsSdk> {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
    plugins: [{ name: 'no-styles', setup: (one) => void one.onLoad({ filter: /\.s?css$/ }, () => ({ contents: '' })) }],
  });
  const dir = mkdtempSync(join(tmpdir(), 'wegwijzer-cards-'));
  try {
    const file = join(dir, 'sdk.mjs');
    writeFileSync(file, outputFiles[0]?.text ?? '');
    return (await import(pathToFileURL(file).href)) as CardsSdk;
  } finally {
    rmSync(dir, { recursive: true });
  }
}
