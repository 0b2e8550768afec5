/** The way in and out: a link by mail, an identity provider, and who you are the first time. */
import type { Response, Server } from 'restify';
import { z } from 'zod';
import type { OidcKeep } from '../../counsellors/ports.ts';
import { LANGUAGES } from '../../domain/referral.ts';
import { answer, Refusal, readForm, urlOf } from '../exchange.ts';
import { lookWithCare } from '../guesses.ts';
import { html } from '../html.ts';
import { textField } from './fields.ts';
import { type Handle, HOME, type Office } from './office.ts';

const FORM_LIMIT = 8_192;
/** Seconds to come back from the provider. */
const KEPT_SECONDS = 600;
/** Why somebody is at the door again. */
const WHY = ['over', 'left', 'refused', 'unverified', 'not-listed', 'unreachable'] as const;

const emailSchema = z.email().max(254);
const keptSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  language: z.enum(LANGUAGES),
});

/** @returns the page at the door; where to sign in, and why not where it did not work */
export function doorPage(office: Office): Handle {
  return async (req, res) => {
    const language = office.languageFor(req);
    const say = office.sayIn(language);
    const why = WHY.find((code) => code === urlOf(req).searchParams.get('why'));
    office.show(res, 200, {
      language,
      title: say('door.title'),
      body: html`<h1>${say('door.title')}</h1><p>${say('door.text')}</p>${why && html`<p class="notice" role="alert">${say(`door.why.${why}`)}</p>`}${
        office.oidc &&
        html`<p class="controls"><a class="button main" href="${HOME}/oidc?lang=${language}">${say('door.oidc')}</a></p>`
      }${
        office.byMail &&
        html`<form class="stack" method="post" action="${HOME}/sign-in?lang=${language}">${textField({ name: 'email', type: 'email', label: say('door.email'), hint: say('door.email-hint'), value: '', most: 254, autocomplete: 'email', required: true })}<button class="button main">${say('door.mail-me')}</button></form>`
      }`,
    });
  };
}

export function mountDoor(server: Server, office: Office): void {
  const { signIn, oidc, cookies, goTo, show } = office;
  const atDoor = (res: Response, language: string, why: (typeof WHY)[number], headers = {}) =>
    goTo(res, `${HOME}?why=${why}&lang=${language}`, headers);

  /** The same page for every address, at once: nobody learns here who is on the list. */
  const askLink: Handle = async (req, res) => {
    office.mustBeOwn(req);
    const language = office.languageFor(req);
    const say = office.sayIn(language);
    const wait = office.askLimit(office.guard.addressOf(req));
    if (wait > 0) {
      res.setHeader('Retry-After', String(wait));
      throw new Refusal(429, 'TooManyLinks', `Too many links were asked for. Try again in ${wait} seconds.`);
    }
    const email = emailSchema.safeParse((await readForm(req, FORM_LIMIT)).get('email')?.trim().toLowerCase());
    if (email.success && office.mailLimit(email.data) === 0) signIn.ask(email.data, language);
    show(res, 200, {
      language,
      title: say('door.sent-title'),
      body: html`<h1>${say('door.sent-title')}</h1><p>${say('door.sent')}</p><p>${say('door.sent-not')}</p><p><a href="${HOME}?lang=${language}">${say('door.again')}</a></p>`,
    });
  };

  const tokenOf = (req: { readonly params?: { readonly token?: unknown } }) =>
    String(req.params?.token ?? '').slice(0, 100);

  /** Mail scanners open links: opening shows a button and uses nothing up. */
  const showLink: Handle = async (req, res) => {
    const token = tokenOf(req);
    const look = () => signIn.look(token);
    const found = await lookWithCare(office.guard, { req, res }, 'sign-in', token, look, ({ is }) => is === 'bad');
    if (found.is !== 'open') return atDoor(res, office.languageFor(req), 'over');
    const { language } = found;
    const say = office.sayIn(language);
    show(res, 200, {
      language,
      title: say('door.link-title'),
      body: html`<h1>${say('door.link-title')}</h1><p>${say('door.link-text')}</p><form method="post" action="${HOME}/sign-in/${token}?lang=${language}"><button class="button main">${say('door.enter')}</button></form>`,
    });
  };

  const takeLink: Handle = async (req, res) => {
    office.mustBeOwn(req);
    const token = tokenOf(req);
    const language = office.languageFor(req);
    const look = () => signIn.look(token);
    const found = await lookWithCare(office.guard, { req, res }, 'sign-in', token, look, ({ is }) => is === 'bad');
    const session = found.is === 'open' ? await signIn.enter(token) : undefined;
    if (session === undefined) return atDoor(res, language, 'over');
    goTo(res, HOME, { 'Set-Cookie': cookies.signIn(session) });
  };

  const leave: Handle = async (req, res) => {
    office.mustBeOwn(req);
    const visit = await office.visitOf(req);
    if (visit !== undefined) {
      const form = await readForm(req, FORM_LIMIT);
      office.mustBeSigned(visit, form.get('sign'));
      if (form.get('everywhere') === 'yes') {
        // What another system holds for them is a way in too.
        await office.apiTokens.revoke(visit.counsellor.id);
        await office.counsellors.endSessions(visit.counsellor.id);
      }
      await signIn.leave(visit.session);
    }
    atDoor(res, visit?.language ?? office.languageFor(req), 'left', { 'Set-Cookie': cookies.signOut() });
  };

  server.post({ path: `${HOME}/sign-in`, name: 'counsellor-ask-link' }, office.byMail ? askLink : closed);
  server.get({ path: `${HOME}/sign-in/:token`, name: 'counsellor-link' }, showLink);
  server.post({ path: `${HOME}/sign-in/:token`, name: 'counsellor-enter' }, takeLink);
  server.post({ path: `${HOME}/sign-out`, name: 'counsellor-leave' }, leave);
  if (oidc === undefined) return;

  const goElsewhere: Handle = async (req, res) => {
    const language = office.languageFor(req);
    const begun = await oidc.begin();
    if (begun.is === 'unreachable') return atDoor(res, language, 'unreachable');
    const kept = Buffer.from(JSON.stringify({ ...begun.keep, language })).toString('base64url');
    answer(res, 303, 'text/plain; charset=utf-8', '', {
      Location: begun.url,
      'Set-Cookie': cookies.keep(kept, KEPT_SECONDS),
    });
  };

  const comeBack: Handle = async (req, res) => {
    const kept = readKept(cookies.kept(req));
    // Not begun in this browser: somebody else's sign-in is not ours to finish.
    if (kept === undefined) return atDoor(res, office.languageFor(req), 'over');
    const { language, ...keep } = kept;
    const gone = { 'Set-Cookie': cookies.forget() };
    const finished = await oidc.finish(urlOf(req).searchParams, keep satisfies OidcKeep);
    if (finished.is === 'unreachable') return atDoor(res, language, 'unreachable', gone);
    if (finished.is === 'refused')
      return atDoor(res, language, finished.reason === 'unverified' ? 'unverified' : 'refused', gone);
    const session = await signIn.enterAs(finished.email, language);
    if (session === undefined) return atDoor(res, language, 'not-listed', gone);
    goTo(res, HOME, { 'Set-Cookie': [cookies.signIn(session), cookies.forget()] });
  };

  server.get({ path: `${HOME}/oidc`, name: 'counsellor-oidc' }, goElsewhere);
  server.get({ path: `${HOME}/oidc/callback`, name: 'counsellor-oidc-back' }, comeBack);
}

const closed: Handle = async () => {
  throw new Refusal(404, 'NotFound', 'There is nothing at this address.');
};

function readKept(cookie: string | undefined) {
  if (cookie === undefined) return undefined;
  try {
    return keptSchema.safeParse(JSON.parse(Buffer.from(cookie, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
