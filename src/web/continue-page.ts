/** Where a `continue` link leads: one button. Looking at it changes nothing, so that whoever scans mails opens nothing. */
import type { Language } from '../domain/referral.ts';
import { html } from './html.ts';
import { documentOf, SIGN } from './layout.ts';
import type { Words } from './ports.ts';
import type { PagePolicy } from './security.ts';

/** @param token of the link; undefined where it does not open anything (any more), and the page says so */
export function continuePage(
  language: Language,
  token: string | undefined,
  { words, policy }: { readonly words: Words; readonly policy: PagePolicy },
): string {
  const say = (key: string) => words(language, `page:continue.${key}`);
  const title = say(token === undefined ? 'gone-title' : 'title');
  const way =
    token === undefined
      ? html`<p>${say('gone-text')}</p><p><a class="button main" href="/?lang=${language}">${words(language, 'page:fresh')}</a></p>`
      : html`<p>${say('text')}</p><form method="post" action="/continue?lang=${language}"><input type="hidden" name="token" value="${token}"><button class="button main">${say('button')}</button></form>`;
  return documentOf({
    language,
    title: `${title} - Wegwijzer`,
    policy,
    head: html`<meta name="robots" content="noindex">`,
    body: html`<header class="top"><a class="brand" href="/?lang=${language}">${SIGN}<b>Wegwijzer</b></a></header><main class="sheet"><h1>${title}</h1>${way}</main>`,
  });
}
