import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it, onTestFinished } from 'vitest';
import { INFLOW, type Quarter } from '../../../src/domain/insight.ts';
import type { Language } from '../../../src/domain/referral.ts';
import type { Param } from '../../../src/domain/say.ts';
import { createAssets } from '../../../src/web/assets.ts';
import { createGuesses, type GuessKind } from '../../../src/web/guesses.ts';
import { createInsightAccess } from '../../../src/web/insight/access.ts';
import { CSV_COLUMNS } from '../../../src/web/insight/insight-csv.ts';
import { figuresOf, nameClass, sayIn } from '../../../src/web/insight/names.ts';
import { mountInsight } from '../../../src/web/insight/routes.ts';
import { INSIGHT_CSS } from '../../../src/web/insight/style.ts';
import { pagePolicy } from '../../../src/web/security.ts';
import { createServer } from '../../../src/web/server.ts';
import { loadWords } from '../../../src/words/words.ts';
import { inPage, picture, violations, visit } from '../browser.ts';
import { QUESTIONS, someQuarters } from './people.ts';

const LANGUAGES = ['nl', 'en', 'fr'] as const;
const SECRET = 'a-secret-for-who-runs-a-desk';
const loaded = loadWords(join(import.meta.dirname, '../../../locales'), LANGUAGES);
const words = (language: Language, key: string, params?: { readonly [name: string]: Param }) =>
  loaded.say(language, params === undefined ? { key } : { key, params });
const css = createAssets({}).then((assets) => assets.css);

async function serve(parts: { readonly quarters?: readonly Quarter[]; readonly secret?: string | undefined } = {}) {
  let now = new Date('2026-11-22T09:00:00Z');
  const guessed: GuessKind[] = [];
  const publicUrl = 'http://localhost';
  const policy = pagePolicy((await css) + INSIGHT_CSS, publicUrl, []);
  const log = { info: () => {}, error: () => {} };
  const server = createServer({ log, words, languages: [...LANGUAGES], publicUrl, policy });
  mountInsight(server, {
    words,
    languages: [...LANGUAGES],
    policy,
    publicUrl,
    access: createInsightAccess({
      secret: 'secret' in parts ? parts.secret : SECRET,
      key: 'k'.repeat(32),
      publicUrl,
      isCounsellor: async (req) => req.headers.cookie?.includes('counsellor=signed-in') === true,
      guard: {
        guesses: createGuesses(
          (kind) => guessed.push(kind),
          () => now.getTime(),
        ),
        addressOf: (req) => req.socket.remoteAddress ?? '',
      },
      now: () => now,
    }),
    read: async () => parts.quarters ?? someQuarters(),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    guessed,
    pass: (hours: number) => {
      now = new Date(now.getTime() + hours * 3_600_000);
    },
  };
}
const counsellor = { headers: { cookie: 'counsellor=signed-in' } };
const bearer = (secret: string) => ({ headers: { authorization: `Bearer ${secret}` } });

describe('who may see the figures', () => {
  it('is a counsellor who is signed in, and who has the secret; nobody else', async () => {
    const { url } = await serve();
    const statuses = async (init?: RequestInit) =>
      Promise.all(['/insight', '/insight.csv'].map(async (path) => (await fetch(url + path, init)).status));
    expect(await statuses()).toEqual([401, 401]);
    expect(await statuses(counsellor)).toEqual([200, 200]);
    expect(await statuses(bearer(SECRET))).toEqual([200, 200]);
    expect(await statuses(bearer(`${SECRET}x`))).toEqual([401, 401]);
    const closed = await (await fetch(`${url}/insight`)).text();
    expect(closed).not.toMatch(/\b120\b/);
  });

  it('is nobody by a secret where none is set, not even by an empty one', async () => {
    const { url } = await serve({ secret: undefined });
    for (const given of ['undefined', ' ', SECRET]) {
      expect((await fetch(`${url}/insight.csv`, bearer(given))).status).toBe(401);
    }
    const forged = `wegwijzer-insight=zzzzzz.${'x'.repeat(43)}`;
    expect((await fetch(`${url}/insight`, { headers: { cookie: forged } })).status).toBe(401);
    expect(await (await fetch(`${url}/insight`)).text()).not.toContain('type="password"');
  });

  it('gives the secret once, in a form, and is let in for a working day', async () => {
    const { url, pass } = await serve();
    const post = (secret: string, headers = {}) =>
      fetch(`${url}/insight`, { method: 'POST', body: new URLSearchParams({ secret }), redirect: 'manual', headers });
    const wrong = await post('not the secret');
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).toContain('role="alert"');
    expect((await post(SECRET, { origin: 'https://elsewhere.example.org' })).status).toBe(403);
    const right = await post(SECRET);
    expect(right.status).toBe(303);
    const [cookie = ''] = right.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax$/);
    expect(cookie).not.toContain(SECRET);
    const read = () => fetch(`${url}/insight`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect((await read()).status).toBe(200);
    pass(13);
    expect((await read()).status).toBe(401);
  });

  it('has to wait after too many wrong secrets, and is counted', async () => {
    const { url, guessed } = await serve();
    const statuses = [];
    for (let n = 0; n < 25; n += 1) statuses.push((await fetch(`${url}/insight.csv`, bearer(`guess ${n}`))).status);
    expect(statuses[0]).toBe(401);
    expect(statuses.at(-1)).toBe(429);
    expect(new Set(guessed)).toEqual(new Set(['insight']));
  });
});

describe('the table for spreadsheets', () => {
  it('is UTF-8 with its mark, says what each column holds, and holds no small group', async () => {
    const { url } = await serve();
    const response = await fetch(`${url}/insight.csv?lang=en`, counsellor);
    expect(response.headers.get('content-disposition')).toContain('wegwijzer-insight.csv');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rows: { [column: string]: string }[] = parse(bytes, { bom: true, columns: true, delimiter: ';' });
    expect(Object.keys(rows[0] ?? {})).toEqual([...CSV_COLUMNS]);
    expect(new Set(rows.map(({ quarter }) => quarter))).toEqual(new Set(['2026-Q4', '2026-Q3', '2026-Q2']));
    const of = (quarter: string, indicator: string) =>
      rows
        .filter((row) => row.quarter === quarter && row.indicator === indicator)
        .map(({ group, value, is }) => [group, value, is]);
    expect(of('2026-Q2', 'month')).toEqual([
      ['2026-04', '40', 'exact'],
      ['2026-05', '40', 'exact'],
      ['2026-06', '40', 'exact'],
      ['total', '120', 'exact'],
    ]);
    expect(of('2026-Q4', 'month')).toEqual([
      ['2026-10', '10', 'at-least'],
      ['2026-11', '10', 'at-least'],
      ['total', '20', 'at-least'],
    ]);
    expect(of('2026-Q3', 'stopped-question')).toEqual([['total', '5', 'fewer']]);
    const people = rows.filter(({ unit }) => unit === 'people').map(({ value }) => Number(value));
    expect(people.every((count) => count === 0 || count >= 5)).toBe(true);
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });
});

describe('the page of figures', () => {
  it('has words for every group of every figure, in every language of offices', async () => {
    for (const language of LANGUAGES) {
      const say = sayIn(words, language);
      for (const figure of someQuarters().flatMap(figuresOf)) {
        expect(say(`figure.${figure.id}`)).not.toBe('');
        const codes = 'division' in figure ? figure.division.groups.flatMap(({ of }) => of) : [];
        for (const code of codes) expect(nameClass(say, figure.id, code)).not.toBe('');
      }
      for (const code of QUESTIONS) expect(nameClass(say, 'stopped-question', code)).not.toBe('');
    }
    const dimensions = someQuarters().flatMap(({ inflow }) => Object.keys(inflow));
    expect(new Set(dimensions)).toEqual(new Set(INFLOW));
  });

  it('shows the quarter that is asked for, else the latest', async () => {
    const { url } = await serve();
    const read = async (query: string) => (await fetch(`${url}/insight?lang=en${query}`, counsellor)).text();
    expect(await read('')).toContain('<h1>Figures: quarter 4 of 2026</h1>');
    expect(await read('&quarter=2026-Q2')).toContain('<h1>Figures: quarter 2 of 2026</h1>');
    expect(await read('&quarter=%22%3E%3Cscript%3E')).toContain('<h1>Figures: quarter 4 of 2026</h1>');
  });

  it('says so where nothing was counted yet', async () => {
    const { url } = await serve({ quarters: [] });
    const page = await (await fetch(`${url}/insight?lang=fr`, counsellor)).text();
    expect(page).toContain(words('fr', 'insight:nothing-yet'));
  });

  it.each([
    { language: 'nl', quarter: '2026-Q2', width: 360 },
    { language: 'fr', quarter: '2026-Q4', width: 360 },
    { language: 'en', quarter: '2026-Q3', width: 1280 },
  ] as const)('stands to axe and fits a window of $width in $language', async ({ language, quarter, width }) => {
    const { url } = await serve();
    const { page } = await visit('about:blank', { viewport: { width, height: 800 }, locale: language }, false, [url]);
    await page.context().addCookies([{ name: 'counsellor', value: 'signed-in', url }]);
    await page.goto(`${url}/insight?lang=${language}&quarter=${quarter}`);
    expect(await page.locator('svg.chart').count()).toBeGreaterThan(5);
    expect(await violations(page)).toEqual([]);
    const overflow = await inPage<number>(
      page,
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
    await picture(page, `insight-${language}-${width}`, true);
  });

  it('lets who runs a desk in by the form, without a script', async () => {
    const { url } = await serve();
    const { page } = await visit(`${url}/insight?lang=nl`, { javaScriptEnabled: false }, true);
    await picture(page, 'insight-closed');
    await page.getByLabel(words('nl', 'insight:secret')).fill(SECRET);
    await page.getByRole('button', { name: words('nl', 'insight:open') }).click();
    await expect.poll(() => page.locator('h1').textContent()).toContain('2026');
    expect(page.url()).not.toContain(SECRET);
  });

  it('prints on paper what stands on the screen', async () => {
    const { url } = await serve();
    const { page } = await visit('about:blank', {}, false, [url]);
    await page.context().addCookies([{ name: 'counsellor', value: 'signed-in', url }]);
    await page.goto(`${url}/insight?lang=nl&quarter=2026-Q2`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav.quarters').isVisible()).toBe(false);
    expect(await page.locator('table').first().isVisible()).toBe(true);
  });
});
