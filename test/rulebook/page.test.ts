/** The rule book in a browser: reachable, readable on a phone, usable with the keyboard. */
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RULEBOOK_CSS } from '../../src/rulebook/style.ts';
import { mountRulebook, RULEBOOK_PLACES } from '../../src/web/rulebook.ts';
import { pagePolicy } from '../../src/web/security.ts';
import { createServer } from '../../src/web/server.ts';
import { inPage, picture, violations, visit } from '../web/browser.ts';
import { languages, publisherOf, rules, TODAY, words } from './sample.ts';

const publish = publisherOf(rules, RULEBOOK_PLACES);

async function serve(): Promise<string> {
  const publicUrl = 'http://localhost';
  const policy = pagePolicy(RULEBOOK_CSS, publicUrl, []);
  const server = createServer({
    log: { info: () => {}, error: () => {} },
    words: (language, key) => words.t(language, key),
    languages: words.languages,
    publicUrl,
    policy,
  });
  mountRulebook(server, { languages, policy, publish: (language) => publish(language, TODAY) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(() => {
    server.server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the rule book on the web', () => {
  it('stands at /rules in the language asked, with the other forms beside it', async () => {
    const url = await serve();
    const page = await fetch(`${url}/rules`, { headers: { 'Accept-Language': 'fr-BE,fr;q=0.9' } });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-language')).toBe('fr');
    expect(await page.text()).toContain(words.t('fr', 'rulebook:intro'));
    const markdown = await fetch(`${url}/rules.md?lang=en`);
    expect(markdown.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(await markdown.text()).toMatch(/^# Rule book/);
    const drawing = await fetch(`${url}/rules/flow.svg?lang=nl`);
    expect(drawing.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(await drawing.text()).toContain('<title');
  });

  it('has nothing that axe objects to, and never scrolls sideways on a phone', async () => {
    const { page } = await visit(`${await serve()}/rules?lang=nl`);
    expect(await inPage<number>(page, 'document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'rulebook-360');
  }, 120_000);

  it('lets a wide table be scrolled with the keyboard, and shows the drawing', async () => {
    const { page } = await visit(`${await serve()}/rules?lang=nl`);
    const wide = page.locator('.wide').first();
    await wide.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => wide.evaluate((one) => one.scrollLeft)).toBeGreaterThan(0);
    const image = page.locator('.picture img');
    await image.scrollIntoViewIfNeeded();
    await expect
      .poll(() => inPage<number>(page, "document.querySelector('.picture img').naturalWidth"))
      .toBeGreaterThan(500);
  }, 120_000);
});
