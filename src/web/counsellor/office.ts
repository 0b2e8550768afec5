/** What every page of the counsellors shares: its parts, its frame, and who is let in. */
import type { IncomingMessage } from 'node:http';
import type { Request, Response } from 'restify';
import type { Counsellor, CounsellorStore, Forwarding, Oidc, SignIn } from '../../counsellors/ports.ts';
import type { Language } from '../../domain/referral.ts';
import type { Param } from '../../domain/say.ts';
import { answer, answerHtml, Refusal, readForm, readMultipart, urlOf } from '../exchange.ts';
import type { GuessGuard } from '../guesses.ts';
import { attr, type Html, html } from '../html.ts';
import { chooseLanguage, languageOf } from '../languages.ts';
import { documentOf, SIGN } from '../layout.ts';
import type { Chat, HasWords, Words } from '../ports.ts';
import type { DrawScreen } from '../screen.ts';
import type { PagePolicy } from '../security.ts';
import { isOwnPost } from '../session.ts';
import { createCookies, isSigned, signForm } from './visits.ts';

export interface OfficeParts {
  readonly words: Words;
  readonly has: HasWords;
  /** The languages that these pages speak. */
  readonly languages: readonly Language[];
  /** The languages of clients. */
  readonly clientLanguages: readonly Language[];
  readonly publicUrl: string;
  readonly policy: PagePolicy;
  readonly guard: GuessGuard;
  readonly signIn: SignIn;
  readonly counsellors: CounsellorStore;
  readonly forwarding: Forwarding;
  /** undefined: nobody signs in elsewhere. */
  readonly oidc: Oidc | undefined;
  /** Whether a link can be mailed to sign in. */
  readonly byMail: boolean;
  /** Seconds that somebody has to wait before another link is mailed; 0: go on. By the address mail goes to. */
  readonly mailLimit: (email: string) => number;
  /** Likewise by the address that asks. */
  readonly askLimit: (address: string) => number;
  readonly findDesk: (id: string) => { readonly name: string; readonly website: string } | undefined;
  /** A fresh token for /api/v1, the one before it void; and none at all. */
  readonly apiTokens: { make(counsellor: string): Promise<string>; revoke(counsellor: string): Promise<void> };
  readonly together: TogetherParts;
  /** What links a chat in Teams to an account; undefined where there is no Teams. */
  readonly teams: TeamsCodes | undefined;
  readonly now: () => Date;
}

export interface TeamsCodes {
  /** A code that works once, for a quarter of an hour; the one before it is void. */
  make(counsellor: string): Promise<string>;
  /** The address that opens the chat with these words, ready to be sent. */
  chatWith(words: string): string;
}

/** The conversation of a client, for the counsellor beside them. */
export interface TogetherParts {
  readonly draw: DrawScreen;
  /** Of that screen. */
  readonly policy: PagePolicy;
  readonly chat: {
    transcript: Chat['transcript'];
    say(conversationId: string, activity: Parameters<Chat['say']>[1], user: string): Promise<void>;
    tokenFor(conversationId: string, user: string): Promise<string>;
  };
}

/** Somebody signed in, on one page. */
export interface Visit {
  readonly counsellor: Counsellor;
  readonly language: Language;
  readonly session: string;
  readonly say: (key: string, params?: { readonly [name: string]: Param }) => string;
  /** The hidden field that every form needs. */
  readonly sign: Html;
}

export type Handle = (req: Request, res: Response) => Promise<void>;
export type Office = ReturnType<typeof createOffice>;

export const HOME = '/counsellor';
const FORM_LIMIT = 65_536;
/** What a redirect may say on the page it leads to. */
const DONE = [
  'saved',
  'made',
  'mailed',
  'renewed',
  'revoked',
  'together',
  'token-revoked',
  'too-soon',
  'not-now',
] as const;

export function createOffice(parts: OfficeParts) {
  const { words, languages, publicUrl, policy, signIn } = parts;
  const cookies = createCookies(publicUrl);
  const sayIn = (language: Language) => (key: string, params?: { readonly [name: string]: Param }) =>
    words(language, key.includes(':') ? key : `counsellor:${key}`, params);

  /** For who is not signed in yet. */
  const languageFor = (req: IncomingMessage): Language =>
    chooseLanguage(urlOf(req).searchParams.get('lang'), req.headers['accept-language'], languages).language;

  const visitOf = async (req: IncomingMessage): Promise<Visit | undefined> => {
    const session = cookies.session(req);
    const counsellor = session === undefined ? undefined : await signIn.whoIs(session);
    if (session === undefined || counsellor === undefined) return undefined;
    const language = languageOf(counsellor.language, languages) ?? 'nl';
    const sign = html`<input type="hidden" name="sign" value="${signForm(session)}">`;
    return { counsellor, language, session, sign, say: sayIn(language) };
  };

  const goTo = (res: Response, where: string, headers: { readonly [name: string]: string | readonly string[] } = {}) =>
    answer(res, 303, 'text/plain; charset=utf-8', '', { ...headers, Location: where });

  const mustBeOwn = (req: IncomingMessage) => {
    if (!isOwnPost(req, publicUrl)) throw new Refusal(403, 'ForeignPost', 'Posts from other sites are not taken.');
  };
  const mustBeSigned = (visit: Visit, sign: unknown) => {
    if (!isSigned(visit.session, typeof sign === 'string' ? sign : ''))
      throw new Refusal(403, 'UnsignedForm', 'This form is not of our own page.');
  };

  /** A whole page; with a visit it has the menu. */
  function show(
    res: Response,
    status: number,
    page: {
      readonly language: Language;
      readonly title: string;
      readonly body: Html;
      readonly visit?: Visit;
      readonly here?: string;
    },
  ): void {
    const { language, title, visit, here } = page;
    const say = sayIn(language);
    const entry = (path: string, key: string) =>
      html`<li><a href="${HOME}${path}"${attr('aria-current', here === path ? 'page' : undefined)}>${say(key)}</a></li>`;
    const menu =
      visit &&
      html`<nav class="desk-nav" aria-label="${say('menu')}"><ul>${entry('', 'menu.clients')}${entry('/forward', 'menu.forward')}${entry('/import', 'menu.import')}${entry('/account', 'menu.account')}<li><a href="/insight?lang=${language}">${say('menu.insight')}</a></li></ul><form method="post" action="${HOME}/sign-out">${visit.sign}<button class="quiet">${say('menu.sign-out')}</button></form></nav>`;
    const choose =
      visit === undefined &&
      html`<nav class="desk-nav" aria-label="${say('language')}"><ul>${languages.map((code) => html`<li><a href="${HOME}?lang=${code}" lang="${code}" hreflang="${code}"${attr('aria-current', code === language ? 'true' : undefined)}>${nameOf(code)}</a></li>`)}</ul></nav>`;
    const document = documentOf({
      language,
      title: `${title} - Wegwijzer`,
      policy,
      bodyClass: 'desk-page',
      head: html`<meta name="robots" content="noindex">`,
      body: html`<a class="skip" href="#main">${say('skip')}</a><header class="top"><a class="brand" href="${HOME}">${SIGN}<b>Wegwijzer</b></a>${menu}${choose}</header><main id="main" class="sheet" tabindex="-1">${page.body}</main>`,
    });
    answerHtml(res, status, document, {
      'Content-Security-Policy': policy.page,
      'Content-Language': language,
      'Referrer-Policy': 'same-origin',
      Vary: 'Accept-Language, Cookie',
    });
  }

  /** A page for who is signed in; others are led to the door, and who has no name yet to where it is asked. */
  const page =
    (handle: (visit: Visit, req: Request, res: Response) => Promise<void>): Handle =>
    async (req, res) => {
      const visit = await visitOf(req);
      if (visit === undefined || visit.counsellor.name === '') return goTo(res, HOME);
      await handle(visit, req, res);
    };

  /** A press of who is signed in: from our own page, with its form. */
  const pressWith =
    <F extends URLSearchParams | FormData>(
      read: (req: IncomingMessage) => Promise<F>,
      handle: (visit: Visit, form: F, req: Request, res: Response) => Promise<void>,
    ): Handle =>
    async (req, res) => {
      mustBeOwn(req);
      const visit = await visitOf(req);
      if (visit === undefined) return goTo(res, HOME);
      const form = await read(req);
      mustBeSigned(visit, form.get('sign'));
      await handle(visit, form, req, res);
    };
  const press = (handle: (visit: Visit, form: URLSearchParams, req: Request, res: Response) => Promise<void>): Handle =>
    pressWith((req) => readForm(req, FORM_LIMIT), handle);
  const pressFile = (
    handle: (visit: Visit, form: FormData, req: Request, res: Response) => Promise<void>,
    limit: number,
  ): Handle => pressWith((req) => readMultipart(req, limit), handle);

  /** What was just done, where the page was led to by a press. */
  const notice = (req: IncomingMessage, visit: Visit): Html | undefined => {
    const done = DONE.find((code) => code === urlOf(req).searchParams.get('done'));
    return done && html`<p class="notice" role="status">${visit.say(`done.${done}`)}</p>`;
  };

  return {
    ...parts,
    cookies,
    sayIn,
    languageFor,
    visitOf,
    goTo,
    mustBeOwn,
    mustBeSigned,
    show,
    page,
    press,
    pressFile,
    notice,
  };
}

/** A language's own name, such as `Nederlands`. */
const nameOf = (language: Language): string => {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
};

export const doneAt = (path: string, done: (typeof DONE)[number]): string => `${HOME}${path}?done=${done}`;
