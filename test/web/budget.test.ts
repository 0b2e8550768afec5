/** What a phone has to load. The build fails above: every kilobyte is paid for by someone on a prepaid card. */
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { serve } from './serve.ts';

const KB = 1000;

/** A script and everything that it loads by itself, in brotli bytes. */
async function weigh(url: string, script: string): Promise<number> {
  const response = await fetch(`${url}${script}`, { headers: { 'accept-encoding': 'br' } });
  expect(response.headers.get('content-encoding')).toBe('br');
  const source = await response.text();
  const imports = [...source.matchAll(/(?:from|import)\s*"\.\/([\w-]+\.js)"/g)].map((match) => `/assets/${match[1]}`);
  const own = brotliCompressSync(source).length;
  return (await Promise.all(imports.map((path) => weigh(url, path)))).reduce((sum, bytes) => sum + bytes, own);
}

test.each(['nl', 'en', 'fr'])(
  'page and script before the first question weigh at most 15 kB in %s',
  async (language) => {
    const { url, assets } = await serve();
    const response = await fetch(`${url}/?lang=${language}`, { headers: { 'accept-encoding': 'br' } });
    const page = await response.text();
    const scripts = [...page.matchAll(/<script[^>]*src="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(scripts).toEqual([assets.chat]);
    expect(page).not.toMatch(/<link[^>]+stylesheet/);
    expect(response.headers.get('content-encoding')).toBe('br');
    const total = Number(response.headers.get('content-length')) + (await weigh(url, assets.chat));
    expect(total).toBeGreaterThan(3 * KB);
    expect(total).toBeLessThanOrEqual(15 * KB);
  },
);

test('the card chunk weighs at most 45 kB, and the page does not load it by itself', async () => {
  const { url, assets } = await serve();
  const chat = await (await fetch(`${url}${assets.chat}`)).text();
  const [chunk] = /cards-[A-Z0-9]+\.js/.exec(chat) ?? [];
  expect(chat).not.toMatch(/(from|^import)\s*"\.\/cards-/);
  const weight = await weigh(url, `/assets/${chunk}`);
  expect(weight).toBeGreaterThan(10 * KB);
  expect(weight).toBeLessThanOrEqual(45 * KB);
});

test('the embed script weighs under 1 kB', async () => {
  const { url } = await serve();
  expect(await weigh(url, '/widget.js')).toBeLessThanOrEqual(KB);
});

test.each([
  { accept: 'gzip, deflate, br', encoding: 'br' },
  { accept: 'gzip', encoding: 'gzip' },
  { accept: 'br;q=0, gzip', encoding: 'gzip' },
  { accept: 'identity', encoding: null },
])('a browser that takes "$accept" gets $encoding, and may keep it for good', async ({ accept, encoding }) => {
  const { url, assets } = await serve();
  const response = await fetch(`${url}${assets.chat}`, { headers: { 'accept-encoding': accept } });
  expect(response.headers.get('content-encoding')).toBe(encoding);
  expect(response.headers.get('cache-control')).toContain('immutable');
  expect(await response.text()).toContain('/v3/directline');
});
