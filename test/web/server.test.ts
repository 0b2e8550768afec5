/** The server's own manners: limits, headers, errors, and what it writes down. */
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { errorPage } from '../../src/web/error-page.ts';
import { pagePolicy } from '../../src/web/security.ts';
import { serve, words } from './serve.ts';

const codeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { error: { code: string } }).error.code;

test('every answer carries the headers that keep a page to itself', async () => {
  const { url } = await serve({ frameAncestors: ['https://agency.example.org'] });
  const page = await fetch(`${url}/`);
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'self' https://agency.example.org");
  expect(page.headers.get('content-security-policy')).toMatch(/style-src 'self' 'sha256-[\w+/]+=*'/);
  expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
  for (const response of [page, await fetch(`${url}/healthz`), await fetch(`${url}/nowhere`)]) {
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('same-origin');
    expect(response.headers.get('permissions-policy')).toContain('camera=()');
    expect(response.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
    expect(response.headers.get('x-frame-options')).toBeNull();
    expect(response.headers.get('server')).toBeNull();
  }
});

test('a compressed body is refused before anything unpacks it, and the server lives on', async () => {
  const { url } = await serve();
  for (const body of [gzipSync(Buffer.alloc(1_000_000)), Buffer.from('no gzip at all')]) {
    const response = await fetch(`${url}/session`, {
      method: 'POST',
      body,
      headers: { 'content-encoding': 'gzip', 'content-type': 'application/json' },
    });
    expect(response.status).toBe(415);
    expect(await codeOf(response)).toBe('UnsupportedContentEncoding');
  }
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test.each([
  { name: 'announced', body: 'x'.repeat(2_000_000) },
  { name: 'not announced', body: new Blob(['x'.repeat(100_000)]).stream() },
])('a body that is too large is refused, $name', async ({ body }) => {
  const { url } = await serve();
  const response = await fetch(`${url}/session`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', origin: url },
    duplex: 'half',
  } as RequestInit);
  expect(response.status).toBe(413);
});

test.each([
  { method: 'GET', path: '/nowhere', status: 404, code: 'NotFound' },
  { method: 'DELETE', path: '/', status: 405, code: 'MethodNotAllowed' },
  { method: 'GET', path: '/assets/%2e%2e%2fpackage.json', status: 404, code: 'NotFound' },
  { method: 'GET', path: '/assets/%E0%A4%A', status: 404, code: 'NotFound' },
])('$method $path is a $status with a code', async ({ method, path, status, code }) => {
  const { url } = await serve();
  const response = await fetch(`${url}${path}`, { method });
  expect(response.status).toBe(status);
  expect(await codeOf(response)).toBe(code);
});

test('a browser gets its errors as a page in its own language', async () => {
  const { url } = await serve();
  const response = await fetch(`${url}/nowhere`, { headers: { accept: 'text/html,*/*', 'accept-language': 'fr' } });
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(await response.text()).toContain('Cette page n’existe pas');
});

test.each([400, 403, 404, 405, 413, 415, 429, 500, 503])('a %i is explained in every language', (status) => {
  const policy = pagePolicy('', 'http://localhost:3978', []);
  const titles = (['nl', 'en', 'fr'] as const).map(
    (language) => /<h1>(.+?)<\/h1>/.exec(errorPage(words, language, status, policy))?.[1],
  );
  expect(new Set(titles).size).toBe(3);
});

test('invalid JSON and the wrong content type are said to be so', async () => {
  const { url } = await serve();
  const send = (type: string, body: string) =>
    fetch(`${url}/session`, { method: 'POST', body, headers: { 'content-type': type } });
  expect(await codeOf(await send('application/json', '{'))).toBe('InvalidJson');
  expect((await send('text/plain', '{}')).status).toBe(415);
});

test('the log names the route, never an address, a query or a word of what was said', async () => {
  const { url, lines, server } = await serve();
  server.get({ path: '/breaks', name: 'breaks' }, async () => {
    throw new Error('my name is Secret');
  });
  await fetch(`${url}/?invite=SECRETINVITE&lang=nl`);
  await fetch(`${url}/secret-path`);
  await fetch(`${url}/`, {
    method: 'POST',
    body: 'say=Secret',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  const broken = await fetch(`${url}/breaks`);
  expect(broken.status).toBe(500);
  expect(await broken.text()).not.toContain('Secret');
  const written = JSON.stringify(lines);
  expect(written).not.toMatch(/secret/i);
  expect(lines).toContainEqual(expect.objectContaining({ method: 'POST', route: 'page-post', status: 303 }));
  expect(lines).toContainEqual(expect.objectContaining({ error: 'Error', route: 'breaks' }));
});

test('health, readiness and metrics answer', async () => {
  const { url } = await serve();
  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' });
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('turns_total');
});
