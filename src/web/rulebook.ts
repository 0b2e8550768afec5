/** The rule book as pages: `/rules`, `/rules.md` and `/rules/flow.svg`, in the language that the address or the browser asks. */
import type { Request, Response, Server } from 'restify';
import type { Language } from '../domain/referral.ts';
import { answer, answerHtml, urlOf } from './exchange.ts';
import { chooseLanguage } from './languages.ts';
import type { PagePolicy } from './security.ts';

export interface RulebookOptions {
  readonly languages: readonly Language[];
  /** Of the rule book's own style. */
  readonly policy: PagePolicy;
  readonly publish: (
    language: Language,
  ) => Promise<{ readonly html: string; readonly markdown: string; readonly drawing: string }>;
}

/** The same for everyone; an hour late after a change of the rules is soon enough. */
const SHARED = { 'Cache-Control': 'public, max-age=3600' };

/** Where the other forms of the document stand; for whoever writes links into it. */
export const RULEBOOK_PLACES = {
  html: (language: Language) => `/rules?lang=${language}`,
  markdown: (language: Language) => `/rules.md?lang=${language}`,
  drawing: (language: Language) => `/rules/flow.svg?lang=${language}`,
} as const;

export function mountRulebook(server: Server, { languages, policy, publish }: RulebookOptions): void {
  const languageOf = (req: Request): Language =>
    chooseLanguage(urlOf(req).searchParams.get('lang'), req.headers['accept-language'], languages).language;
  const headersOf = (language: Language) => ({
    ...SHARED,
    'Content-Language': language,
    Vary: 'Accept-Language',
    'Content-Security-Policy': policy.page,
  });

  async function showPage(req: Request, res: Response): Promise<void> {
    const language = languageOf(req);
    answerHtml(res, 200, (await publish(language)).html, headersOf(language));
  }
  async function showMarkdown(req: Request, res: Response): Promise<void> {
    const language = languageOf(req);
    answer(res, 200, 'text/markdown; charset=utf-8', (await publish(language)).markdown, headersOf(language));
  }
  async function showDrawing(req: Request, res: Response): Promise<void> {
    const language = languageOf(req);
    answer(res, 200, 'image/svg+xml; charset=utf-8', (await publish(language)).drawing, headersOf(language));
  }

  server.get({ path: '/rules', name: 'rules' }, showPage);
  server.get({ path: '/rules.md', name: 'rules-markdown' }, showMarkdown);
  server.get({ path: '/rules/flow.svg', name: 'rules-drawing' }, showDrawing);
}
