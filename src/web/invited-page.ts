/** Where an invite comes to a browser that holds another conversation: begin with the invite, or go on there. */
import type { Language } from '../domain/referral.ts';
import { html } from './html.ts';
import { documentOf, SIGN } from './layout.ts';
import type { Words } from './ports.ts';
import type { PagePolicy } from './security.ts';

/**
 * Shows nothing of the other conversation: it may be somebody else's.
 * @param ways `begin` is where the form posts the invite to, `goOn` leads to the conversation
 */
export function invitedPage(
  language: Language,
  ways: { readonly invite: string; readonly begin: string; readonly goOn: string },
  { words, policy }: { readonly words: Words; readonly policy: PagePolicy },
): string {
  const say = (key: string) => words(language, `page:invited.${key}`);
  return documentOf({
    language,
    title: `${say('title')} - Wegwijzer`,
    policy,
    head: html`<meta name="robots" content="noindex">`,
    body: html`<header class="top"><span class="brand">${SIGN}<b>Wegwijzer</b></span></header><main class="sheet"><h1>${say('title')}</h1><p>${say('text')}</p><p>${say('note')}</p><div class="controls"><form method="post" action="${ways.begin}"><input type="hidden" name="invite" value="${ways.invite}"><button class="button main">${say('begin')}</button></form><a class="button" href="${ways.goOn}">${say('go-on')}</a></div></main>`,
  });
}
