/** What a person sees when a page is not there or does not work. */
import type { Language } from '../domain/referral.ts';
import { html } from './html.ts';
import { documentOf, SIGN } from './layout.ts';
import type { Words } from './ports.ts';
import type { PagePolicy } from './security.ts';

const KINDS: { readonly [status: number]: string } = {
  403: 'forbidden',
  404: 'missing',
  405: 'missing',
  413: 'too-long',
  429: 'busy',
};

/** The page for an HTTP status, in plain words and with the way back. */
export function errorPage(words: Words, language: Language, status: number, policy: PagePolicy): string {
  const kind = KINDS[status] ?? (status < 500 ? 'not-understood' : 'broken');
  const say = (key: string) => words(language, `page:${key}`);
  const title = say(`error.${kind}.title`);
  return documentOf({
    language,
    title: `${title} - Wegwijzer`,
    policy,
    body: html`<header class="top"><a class="brand" href="/?lang=${language}">${SIGN}<b>Wegwijzer</b></a></header><main class="sheet"><h1>${title}</h1><p>${say(`error.${kind}.text`)}</p><p><a class="button" href="/?lang=${language}">${say('error.home')}</a></p></main>`,
  });
}
