/**
 * `npm run test:webchat`: Bot Framework Web Chat, as a site embeds it, holds a whole intake with our server in a real
 * Chromium: suggested actions and Adaptive Cards pressed where they are drawn. Apart from the other tests because Web
 * Chat installs half a gigabyte. Leaves a screenshot of every card, and says where.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { labelOf } from '../e2e/by-buttons.ts';
import { attachedReferral, letters } from '../e2e/mail.ts';
import { GHENT } from '../e2e/persons.ts';
import { newDataDir, spawnApp } from '../e2e/server.ts';

const LANGUAGE = 'en';
const { next } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'locales', LANGUAGE, 'dialog.json'), 'utf8'),
) as { next: string };
const PATIENCE_MS = 30_000;
const BUNDLE = join(import.meta.dirname, 'node_modules', 'botframework-webchat', 'dist', 'webchat.js');

interface Asked {
  readonly id: string;
  readonly channelData?: { readonly question?: string; readonly referral?: { readonly reference: string } };
}

/** What the page keeps for us: the latest message that asks something or ends the conversation. */
declare const window: { latest?: Asked };

const page = (domain: string, token: string) => `<!doctype html>
<html lang="${LANGUAGE}"><meta charset="utf-8"><title>Web Chat</title>
<style>html, body, #webchat { height: 100%; margin: 0 }</style>
<div id="webchat" role="main"></div>
<script src="/webchat.js"></script>
<script>
  const store = WebChat.createStore({}, () => (next) => (action) => {
    const activity = action.type === 'DIRECT_LINE/INCOMING_ACTIVITY' ? action.payload.activity : undefined;
    if (activity?.channelData?.question || activity?.channelData?.referral) window.latest = activity;
    return next(action);
  });
  WebChat.renderWebChat(
    {
      directLine: WebChat.createDirectLine({ domain: ${JSON.stringify(domain)}, token: ${JSON.stringify(token)} }),
      locale: 'en-US',
      store,
      styleOptions: { suggestedActionLayout: 'stacked' },
    },
    document.getElementById('webchat'),
  );
</script>`;

function install(): void {
  if (existsSync(BUNDLE)) return;
  console.log('Installing Web Chat (once; half a gigabyte) ...');
  const done = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: import.meta.dirname,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) throw new Error('Web Chat could not be installed.');
}

function findChromium(): string {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const places = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const found = CHROMIUM_PATH ?? places.find((place) => existsSync(place));
  if (found === undefined) throw new Error('Chromium is not there: install it, or name it in CHROMIUM_PATH.');
  return found;
}

/** Answers what is asked, by what Web Chat has drawn for it. */
async function answer(tab: Page, question: string): Promise<void> {
  const given = question === 'language' ? LANGUAGE : GHENT[question as keyof typeof GHENT];
  if (given === undefined) throw new Error(`no answer for ${question}`);
  const label = (code: string) => labelOf(LANGUAGE, question as never, code);
  if (typeof given === 'object' && 'typed' in given) {
    const box = tab.getByRole('textbox').last();
    await box.fill(given.typed);
    await box.press('Enter');
    return;
  }
  if (typeof given === 'string') {
    await tab
      .getByRole('button', { name: label(given), exact: true })
      .last()
      .click();
    return;
  }
  const card = tab.locator('.ac-adaptiveCard').last();
  if (question === 'review' || question === 'share') {
    await card.getByRole('button', { name: label(given[0] ?? ''), exact: true }).click();
    return;
  }
  if (question === 'documents') {
    for (const choice of await card.locator('select').all()) await choice.selectOption({ label: label('have') });
  } else {
    // Web Chat names a box by the question and the choice together.
    for (const code of given) await card.getByRole('checkbox', { name: label(code) }).check();
  }
  await card.getByRole('button', { name: next, exact: true }).click();
}

install();
const shots = mkdtempSync(join(tmpdir(), 'wegwijzer-webchat-'));
const data = newDataDir();
const app = await spawnApp(data.path);
const site = createServer();
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
try {
  const domain = `${app.url}/v3/directline`;
  const started = (await (await fetch(`${domain}/conversations`, { method: 'POST' })).json()) as { token: string };
  site.on('request', (request, response) => {
    const script = request.url === '/webchat.js';
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(script ? readFileSync(BUNDLE) : page(domain, started.token));
  });
  await new Promise<void>((resolve) => void site.listen(0, '127.0.0.1', resolve));

  const tab = await browser.newPage({ viewport: { width: 400, height: 800 } });
  const complaints: string[] = [];
  tab.on('pageerror', (error) => complaints.push(error.message));
  await tab.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);

  const asked: string[] = [];
  let last = '';
  for (;;) {
    await tab.waitForFunction((before) => window.latest !== undefined && window.latest.id !== before, last, {
      timeout: PATIENCE_MS,
    });
    const latest = await tab.evaluate(() => window.latest as Asked);
    last = latest.id;
    const { question, referral } = latest.channelData ?? {};
    if (referral !== undefined) {
      await tab.getByText(referral.reference).last().waitFor({ timeout: PATIENCE_MS });
      await tab.screenshot({ path: join(shots, 'the-end.png') });
      const [letter] = await letters(app.dataDir, referral.reference);
      if (letter === undefined || attachedReferral(letter).client.name !== 'Testpersoon Voorbeeld')
        throw new Error('the desk did not get the letter');
      break;
    }
    if (question === undefined || asked.includes(question)) throw new Error(`${question} is asked again`);
    asked.push(question);
    if (Array.isArray(GHENT[question as keyof typeof GHENT])) {
      await tab.locator('.ac-adaptiveCard').last().scrollIntoViewIfNeeded();
      await tab.screenshot({ path: join(shots, `${question}.png`) });
    }
    await answer(tab, question);
  }
  if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join('\n')}`);
  console.log(`Web Chat held a whole intake of ${asked.length} questions. Screenshots: ${shots}`);
} finally {
  await browser.close();
  site.close();
  await app.kill('SIGTERM');
  data.remove();
}
