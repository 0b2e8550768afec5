/** `/insight` and `/insight.csv`: the indicators, for counsellors and for whoever runs a desk. Never public. */
import type { Request, Response, Server } from 'restify';
import type { Quarter } from '../../domain/insight.ts';
import type { Language } from '../../domain/referral.ts';
import { answer, answerHtml, Refusal, readForm, urlOf } from '../exchange.ts';
import { chooseLanguage } from '../languages.ts';
import { isOwnPost } from '../session.ts';
import type { InsightAccess } from './access.ts';
import { insightCsv } from './insight-csv.ts';
import { closedPage, insightPage, type PageParts } from './insight-page.ts';
import { sayIn } from './names.ts';

export interface InsightParts extends PageParts {
  readonly publicUrl: string;
  readonly access: InsightAccess;
  /** Every quarter there is, the latest first. */
  readonly read: () => Promise<readonly Quarter[]>;
}

const FORM_LIMIT = 4_096;

export function mountInsight(server: Server, parts: InsightParts): void {
  const { words, languages, policy, publicUrl, access, read } = parts;
  const languageOf = (req: Request): Language =>
    chooseLanguage(urlOf(req).searchParams.get('lang'), req.headers['accept-language'], languages).language;
  const headersOf = (language: Language) => ({
    'Content-Language': language,
    'Content-Security-Policy': policy.page,
    'Referrer-Policy': 'same-origin',
    Vary: 'Accept-Language, Cookie, Authorization',
  });
  const showClosed = (req: Request, res: Response, wrong: boolean) => {
    const language = languageOf(req);
    const page = closedPage(parts, { language, bySecret: access.bySecret, wrong });
    answerHtml(res, 401, page, { ...headersOf(language), 'WWW-Authenticate': 'Bearer realm="insight"' });
  };

  async function showPage(req: Request, res: Response): Promise<void> {
    const reader = await access.whoReads(req, res);
    if (reader === undefined) return showClosed(req, res, false);
    const language = languageOf(req);
    const quarters = await read();
    const asked = urlOf(req).searchParams.get('quarter');
    const shown = quarters.find(({ id }) => id === asked) ?? quarters[0];
    const page = insightPage(parts, { language, quarters, shown, forCounsellor: reader === 'counsellor' });
    answerHtml(res, 200, page, headersOf(language));
  }

  async function enter(req: Request, res: Response): Promise<void> {
    if (!isOwnPost(req, publicUrl)) throw new Refusal(403, 'ForeignPost', 'Posts from other sites are not taken.');
    const secret = (await readForm(req, FORM_LIMIT)).get('secret') ?? '';
    const cookie = await access.enter(req, res, secret);
    if (cookie === undefined) return showClosed(req, res, true);
    const headers = { Location: `/insight?lang=${languageOf(req)}`, 'Set-Cookie': cookie };
    answer(res, 303, 'text/plain; charset=utf-8', '', headers);
  }

  async function sendCsv(req: Request, res: Response): Promise<void> {
    if ((await access.whoReads(req, res)) === undefined) {
      res.setHeader('WWW-Authenticate', 'Bearer realm="insight"');
      throw new Refusal(401, 'SignInFirst', 'Sign in, or send the secret as a bearer token.');
    }
    const language = languageOf(req);
    answer(res, 200, 'text/csv; charset=utf-8; header=present', insightCsv(sayIn(words, language), await read()), {
      'Content-Language': language,
      'Content-Disposition': 'attachment; filename="wegwijzer-insight.csv"',
      Vary: 'Accept-Language, Cookie, Authorization',
    });
  }

  server.get({ path: '/insight', name: 'insight' }, showPage);
  server.post({ path: '/insight', name: 'insight-enter' }, enter);
  server.get({ path: '/insight.csv', name: 'insight-csv' }, sendCsv);
}
