/** What a browser loads beside the page: bundled at start-up, named by its hash, compressed once. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, transform } from 'esbuild';
import { acceptedEncoding, Refusal } from './exchange.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

interface Packed {
  readonly type: string;
  readonly plain: Buffer;
  readonly gzip: Buffer;
  readonly brotli: Buffer;
}

export interface Assets {
  /** The style of every page. */
  readonly css: string;
  /** Addresses of the scripts. */
  readonly chat: string;
  readonly print: string;
  /** The embed script for other sites; its address has no hash, since theirs is fixed. */
  readonly loader: Promise<Packed>;
  /** Adds a file and gives its address. */
  add(name: string, type: string, content: string): string;
  /** The file behind `/assets/NAME`, or undefined. Waits while it is still being compressed. */
  find(name: string): Promise<Packed> | undefined;
}

/** What the button on another site says, by language. */
export interface LoaderLabels {
  readonly [language: string]: { readonly open: string; readonly close: string };
}

/** Compressed once for everyone, in zlib's own threads while the server starts. */
async function pack(type: string, plain: Buffer): Promise<Packed> {
  const [zipped, brotli] = await Promise.all([
    promisify(gzip)(plain, { level: 9 }),
    promisify(brotliCompress)(plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
    }),
  ]);
  return { type, plain, gzip: zipped, brotli };
}

const SCRIPT = 'text/javascript; charset=utf-8';

/**
 * Bundles the widget and the style. The card renderer becomes a chunk of its own that loads with the first card.
 * `swiper` is only for carousels, which our cards do not have: it is left out of the bundle. Throws when a source does
 * not compile.
 */
export async function createAssets(labels: LoaderLabels): Promise<Assets> {
  const files = new Map<string, Promise<Packed>>();
  const keep = (name: string, type: string, content: Buffer) => {
    const packed = pack(type, content);
    packed.catch(() => {}); // whoever asks for the file hears of it
    files.set(name, packed);
    return packed;
  };

  const shared = { bundle: true, minify: true, write: false, legalComments: 'none', target: 'es2022' } as const;
  const [style, bundle, loader] = await Promise.all([
    readFile(here('page.css'), 'utf8').then((source) => transform(source, { loader: 'css', minify: true })),
    build({
      ...shared,
      entryPoints: { chat: here('widget/chat.ts'), print: here('widget/print.ts') },
      format: 'esm',
      splitting: true,
      outdir: '/',
      entryNames: '[name]-[hash]',
      chunkNames: '[name]-[hash]',
      metafile: true,
      alias: { swiper: here('widget/no-swiper.ts'), 'swiper/modules': here('widget/no-swiper.ts') },
    }),
    build({
      ...shared,
      entryPoints: [here('widget/loader.ts')],
      format: 'iife',
      define: { LABELS: JSON.stringify(labels) },
    }),
  ]);

  for (const file of bundle.outputFiles) keep(file.path.replace(/^.*[/\\]/, ''), SCRIPT, Buffer.from(file.contents));
  const entry = (name: string): string => {
    const found = Object.entries(bundle.metafile.outputs).find(([, output]) =>
      output.entryPoint?.endsWith(`widget/${name}.ts`),
    );
    if (found === undefined) throw new Error(`The bundle has no ${name}`);
    return `/assets/${found[0].replace(/^.*[/\\]/, '')}`;
  };
  const loaderFile = loader.outputFiles[0];
  if (loaderFile === undefined) throw new Error('The bundle has no loader');

  return {
    css: style.code.trim(),
    chat: entry('chat'),
    print: entry('print'),
    loader: pack(SCRIPT, Buffer.from(loaderFile.contents)),
    add(name, type, content) {
      const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
      const at = name.lastIndexOf('.');
      const full = `${name.slice(0, at)}-${hash}${name.slice(at)}`;
      keep(full, type, Buffer.from(content));
      return `/assets/${full}`;
    },
    find: (name) => files.get(name),
  };
}

/** Answers with a file in the best encoding that the browser takes. */
export function answerFile(req: IncomingMessage, res: ServerResponse, file: Packed, cache: string): void {
  const encoding = acceptedEncoding(req);
  const body = encoding === 'br' ? file.brotli : encoding === 'gzip' ? file.gzip : file.plain;
  if (encoding !== undefined) res.setHeader('Content-Encoding', encoding);
  res.setHeader('Vary', 'Accept-Encoding');
  res.setHeader('Content-Type', file.type);
  res.setHeader('Cache-Control', cache);
  res.setHeader('Content-Length', body.length);
  res.end(body);
}

/** The name behind `/assets/`. Throws Refusal 404 for anything that is no file name of ours. */
export async function findAsset(assets: Assets, name: string): Promise<Packed> {
  const file = await assets.find(name);
  if (file === undefined) throw new Refusal(404, 'NotFound', 'There is nothing at this address.');
  return file;
}
