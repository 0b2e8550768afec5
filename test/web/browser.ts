/** A real Chromium for the tests: found, or said plainly how to get it. */
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, expect, onTestFinished } from 'vitest';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function findChromium(): string {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  const places = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  for (const path of CHROMIUM_PATH === undefined ? places : [CHROMIUM_PATH]) {
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // not there
    }
  }
  throw new Error(
    'These tests need Chromium. Install it (Debian, Ubuntu: apt-get install chromium) or name it in CHROMIUM_PATH.',
  );
}

let browser: Promise<Browser> | undefined;
const started = (): Promise<Browser> => {
  browser ??= chromium.launch({
    executablePath: findChromium(),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return browser;
};
afterAll(async () => {
  await (await browser)?.close();
});

export interface Visit {
  readonly page: Page;
  /** What the page complained of: errors, and anything its own security policy stopped. */
  readonly complaints: string[];
  /** Addresses of other servers that the page asked for. */
  readonly foreign: string[];
}

/** Opens a page of its own in a narrow phone, closed when the test ends. Fails the test on any error in the page. */
export async function visit(
  url: string,
  options: BrowserContextOptions = {},
  expectErrors = false,
  alsoFrom: readonly string[] = [],
): Promise<Visit> {
  const context = await (await started()).newContext({
    viewport: { width: 360, height: 740 },
    locale: 'nl',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const foreign: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || /policy/i.test(message.text())) complaints.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && ![new URL(url).origin, ...alsoFrom].includes(origin))
      foreign.push(request.url());
  });
  onTestFinished(async () => {
    await context.close();
    if (!expectErrors) expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
  });
  await page.goto(url);
  return { page, complaints, foreign };
}

/** Expects something soon: at once on a quiet machine, in a while on a busy one. */
export const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 15_000 });

/** Runs a script in the page, given as text: the tests themselves are checked without a browser's types. */
export const inPage = <T>(page: Page, script: string): Promise<T> => page.evaluate(script);

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/**
 * What axe finds wrong on the page, a line each. It looks at the page on a long screen, where nothing lies under the bars
 * that stay in sight: a button that is half covered until someone scrolls is not a small button.
 */
export async function violations(page: Page): Promise<string[]> {
  const size = page.viewportSize();
  if (size !== null) await page.setViewportSize({ width: size.width, height: 4000 });
  // The page's own policy forbids foreign scripts; the test's is let in beside it.
  await page.evaluate(await (await import('node:fs/promises')).readFile(axePath, 'utf8'));
  const found = await page.evaluate(async () => {
    type Axe = { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    const { axe } = globalThis as unknown as { axe: Axe };
    const all = await axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: { 'target-size': { enabled: true } },
    });
    return all.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  });
  if (size !== null) await page.setViewportSize(size);
  return found;
}

/** A picture to look at with your own eyes, when SCREENSHOTS names a folder. */
export async function picture(page: Page, name: string, fullPage = false): Promise<void> {
  const { SCREENSHOTS } = process.env;
  if (SCREENSHOTS !== undefined) await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage });
}
