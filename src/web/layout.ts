/** The frame around every page: head, the one style, the sign. */
import type { Language } from '../domain/referral.ts';
import { attr, Html, html } from './html.ts';
import { directionOf } from './languages.ts';
import type { PagePolicy } from './security.ts';

/** A signpost: what the name says. */
export const SIGN = new Html(
  '<svg class="sign" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path d="M15 3h2v26h-2z" opacity=".55"/><path d="M5 6h17l5 4-5 4H5z"/><path d="M27 16.5H12l-4.5 3.5 4.5 3.5h15z" opacity=".8"/></svg>',
);

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Cpath fill='%230b5f58' d='M15 3h2v26h-2zM5 6h17l5 4-5 4H5zm22 10.500H12l-4.500 3.500 4.500 3.500h15z'/%3E%3C/svg%3E";

/** A whole document. `head` and `body` are markup; the title is text. */
export const documentOf = (page: {
  readonly language: Language;
  readonly title: string;
  readonly policy: PagePolicy;
  readonly bodyClass?: string;
  readonly head?: Html;
  readonly body: Html;
}): string =>
  html`<!doctype html>
<html lang="${page.language}" dir="${directionOf(page.language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="theme-color" content="#0b5f58"><title>${page.title}</title><link rel="icon" href="${new Html(ICON)}"><style>${new Html(page.policy.css)}</style>${page.head}</head><body${attr('class', page.bodyClass)}>${page.body}</body></html>`
    .markup;
