/** The widget on another site: a strict policy there, and a frame that only listed sites may show. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { eventually, inPage, picture, visit } from './browser.ts';
import { mountFakeLine } from './fake-line.ts';
import { serve } from './serve.ts';

/** An agency's page on a port of its own, which shows what `page` says. */
async function agency(page: (ours: string) => { readonly html: string; readonly policy?: string }) {
  let ours = '';
  const server = createServer((_req, res) => {
    const { html, policy } = page(ours);
    res.setHeader('content-type', 'text/html; charset=utf-8');
    if (policy !== undefined) res.setHeader('content-security-policy', policy);
    res.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pointTo(url: string) {
      ours = url;
    },
  };
}

const page = (ours: string) => ({
  html: `<!doctype html><html lang="fr"><title>Agence</title><h1>Agence</h1><script async src="${ours}/widget.js" data-invite="CODE"></script>`,
  policy: `default-src 'none'; script-src ${ours}; frame-src ${ours}; style-src 'none'`,
});

test('one script tag gives a button, the button a conversation, Escape gives the page back', async () => {
  const host = await agency(page);
  const served = await serve({
    frameAncestors: [host.url],
    mount: (server, chat) => {
      mountFakeLine(server, chat);
    },
  });
  host.pointTo(served.url);
  const { page: tab } = await visit(host.url, { locale: 'fr' }, false, [served.url]);
  const button = tab.getByRole('button', { name: 'Des questions ? Parlez à Wegwijzer' });
  await button.click();
  const frame = tab.frameLocator('iframe[title="Wegwijzer"]');
  await frame.locator('html[data-live]').waitFor();
  await frame.locator('.choice', { hasText: 'Nederlands' }).click();
  await frame.getByText('Waar woon je?').waitFor();
  expect(served.chat.openings).toEqual([{ language: 'fr', chosen: true, invite: 'CODE' }]);
  await picture(tab, 'embedded');
  await tab.keyboard.press('Escape');
  await eventually(() => tab.locator('iframe').isVisible()).toBe(false);
  expect(await inPage(tab, 'document.activeElement.tagName')).toBe('BUTTON');
});

test('a site that is not on the list cannot show the page in a frame', async () => {
  const host = await agency(page);
  const served = await serve({ frameAncestors: ['https://other.example.org'] });
  host.pointTo(served.url);
  const { page: tab } = await visit(host.url, {}, true, [served.url]);
  await tab.locator('button').click();
  await eventually(() => tab.frames().some((frame) => frame.url().startsWith('chrome-error:'))).toBe(true);
});
