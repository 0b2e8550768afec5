/** The routes of the newcomer's page: look at it, answer on it, start a conversation from the widget, keep the outcome. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Activity } from 'botbuilder';
import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import type { Language } from '../domain/referral.ts';
import { type Assets, answerFile, findAsset } from './assets.ts';
import { channelDataOf, isFromPerson } from './bubble.ts';
import { continuePage } from './continue-page.ts';
import { answer, answerHtml, answerJson, Refusal, readForm, readJson, urlOf } from './exchange.ts';
import { type Guesses, lookWithCare } from './guesses.ts';
import { invitedPage } from './invited-page.ts';
import { keepsakePage, noKeepsakePage } from './keepsake.ts';
import { chooseLanguage, languageOf } from './languages.ts';
import type { Chat, FindContinued, FindInvite, FindKeepsake, Greeting, Opening, Words } from './ports.ts';
import { readSaid } from './said.ts';
import type { DrawScreen } from './screen.ts';
import type { PagePolicy } from './security.ts';
import { isOwnPost, type Sessions } from './session.ts';

export interface NewcomerOptions {
  readonly words: Words;
  readonly languages: readonly Language[];
  readonly publicUrl: string;
  readonly policy: PagePolicy;
  readonly assets: Assets;
  readonly sessions: Sessions;
  /** Draws the conversation (screen.ts). */
  readonly draw: DrawScreen;
  readonly chat: Chat;
  readonly greeting: Greeting;
  readonly findKeepsake: FindKeepsake;
  readonly findContinued: FindContinued;
  readonly findInvite: FindInvite;
  readonly guesses: Guesses;
  /** Told before its turn where something that a person says comes from. */
  readonly heardFrom?: (conversationId: string, address: string) => void;
  /** Seconds an address has to wait before it may start another conversation; 0: go on. */
  readonly startLimit: (address: string) => number;
  /** The address a request comes from; behind a proxy, what the proxy says. */
  readonly addressOf?: (req: IncomingMessage) => string;
}

const YEAR = 'public, max-age=31536000, immutable';
const FORM_LIMIT = 65_536;

const startBody = z.object({
  language: z.string().max(20),
  chosen: z.boolean().default(false),
  invite: z.string().max(200).optional(),
});

/**
 * What a posted form says. Its client activity id comes from the page's own id and the content: a double click is one
 * message, another choice after "back" in the browser is another.
 */
export function readPosted(form: URLSearchParams, locale: string): Partial<Activity> | undefined {
  const said = readSaid(form);
  if (said === undefined) return undefined;
  const digest = createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16);
  const page = (form.get('page') ?? '').replace(/[^\w-]/g, '').slice(0, 40);
  return { ...said, locale, channelData: { ...said.channelData, clientActivityID: `${page}-${digest}` } };
}

/** Mounts `/`, `/session`, `/invite`, `/continue`, `/print`, `/assets/…` and `/widget.js`. */
export function mountNewcomer(server: Server, options: NewcomerOptions): void {
  const { words, languages, publicUrl, policy, assets, sessions, chat } = options;
  const addressOf = options.addressOf ?? ((req: IncomingMessage) => req.socket.remoteAddress ?? '');
  const guard = { guesses: options.guesses, addressOf };

  const openingOf = (req: Request): Opening & { readonly embedded: boolean } => {
    const query = urlOf(req).searchParams;
    const invite = query.get('invite')?.slice(0, 200);
    return {
      ...chooseLanguage(query.get('lang'), req.headers['accept-language'], languages),
      invite: invite === '' ? undefined : invite,
      embedded: query.get('embed') === '1',
    };
  };

  /** The first messages, for who has no conversation yet. Throws Refusal 429 where an address guesses at invites. */
  const greet = async (req: Request, res: Response, opening: Opening) => {
    const { invite } = opening;
    if (invite === undefined) return (await options.greeting(opening)).messages;
    const look = () => options.greeting(opening);
    const found = await lookWithCare(guard, { req, res }, 'invite', invite, look, ({ guessed }) => guessed);
    return found.messages;
  };

  const start = async (req: Request, res: Response, opening: Opening) => {
    if (opening.invite !== undefined) await greet(req, res, opening);
    const wait = options.startLimit(addressOf(req));
    if (wait > 0) {
      res.setHeader('Retry-After', String(wait));
      throw new Refusal(429, 'TooManyStarts', `Too many new conversations. Try again in ${wait} seconds.`);
    }
    return chat.start({ language: opening.language, chosen: opening.chosen, invite: opening.invite });
  };

  /** A conversation as it stands; `over` where nothing is in it to go on with: it was erased, or went on elsewhere. */
  const findTalk = async (id: string | undefined) => {
    const transcript = id === undefined ? undefined : await chat.transcript(id);
    if (id === undefined || transcript === undefined) return undefined;
    const last = transcript.activities.findLast(({ type }) => type === 'message');
    return { id, ...transcript, last, over: last === undefined || channelDataOf(last).erased === true };
  };
  /** The language of an invite that would begin another conversation than this one; undefined where it would not. */
  const findOther = async (req: Request, res: Response, invite: string | undefined, id: string) => {
    if (invite === undefined) return undefined;
    const look = () => options.findInvite(invite, id);
    const found = await lookWithCare(guard, { req, res }, 'invite', invite, look, ({ is }) => is === 'unknown');
    return found.is === 'another' ? found.language : undefined;
  };
  /**
   * The conversation that this browser goes on with. None where the page that it answers was opened by another invite:
   * its answers are not for whoever sat here before.
   */
  const findOwn = async (
    req: Request,
    res: Response,
    { embedded, invite }: { readonly embedded: boolean; readonly invite: string | undefined },
  ): Promise<string | undefined> => {
    const talk = await findTalk(sessions.read(req, embedded));
    if (talk === undefined || talk.over) return undefined;
    return (await findOther(req, res, invite, talk.id)) === undefined ? talk.id : undefined;
  };

  const mustBeOwn = (req: Request) => {
    if (!isOwnPost(req, publicUrl)) throw new Refusal(403, 'ForeignPost', 'Posts from other sites are not taken.');
  };

  async function showPage(req: Request, res: Response): Promise<void> {
    const opening = openingOf(req);
    const token = urlOf(req).searchParams.get('continue')?.slice(0, 200);
    if (token !== undefined && token !== '') return showContinue(res, 200, opening.language, token);
    const talk = await findTalk(sessions.read(req, opening.embedded));
    const goesOn = talk === undefined || talk.over ? undefined : talk;
    const other = goesOn && (await findOther(req, res, opening.invite, goesOn.id));
    if (other !== undefined) return showInvited(res, opening, other);
    // What is left of a conversation that is over is said, and under it another can begin in the same language.
    const before = opening.chosen ? undefined : languageOf(talk?.last?.locale, languages);
    const activities = goesOn?.activities ?? [
      ...(talk?.activities ?? []),
      ...(await greet(req, res, { ...opening, language: before ?? opening.language })),
    ];
    const spoken = activities.findLast(
      (activity) => !isFromPerson(activity) && activity.locale !== undefined && channelDataOf(activity).quote !== true,
    )?.locale;
    // An invite may be in another language than the browser.
    const language = languageOf(spoken, languages) ?? opening.language;
    const query = new URLSearchParams();
    if (opening.embedded) query.set('embed', '1');
    // A language that nobody chose is still asked for, also of whoever answers without a script.
    if (opening.chosen || goesOn !== undefined) query.set('lang', language);
    // A conversation that has begun needs its invite no more.
    const invite = goesOn === undefined ? opening.invite : undefined;
    if (invite !== undefined) query.set('invite', invite);
    const page = options.draw({
      side: 'client',
      language,
      activities,
      action: `/?${query}`,
      session: `/session${opening.embedded ? '?embed=1' : ''}`,
      invite,
      chosen: opening.chosen,
      embedded: opening.embedded,
      conversation: goesOn && {
        id: goesOn.id,
        token: await chat.tokenFor(goesOn.id),
        watermark: goesOn.watermark,
      },
    });
    answerHtml(res, 200, page, {
      'Content-Security-Policy': policy.page,
      'Content-Language': language,
      Vary: 'Accept-Language, Cookie',
      // Still in use: the session lasts as long as people come back.
      ...(goesOn === undefined ? {} : { 'Set-Cookie': sessions.write(goesOn.id, opening.embedded) }),
    });
  }

  /** What the address of a page holds of how it was opened. */
  const queryOf = (opening: Pick<Opening, 'language' | 'chosen'> & { readonly embedded: boolean }) =>
    new URLSearchParams({
      ...(opening.embedded ? { embed: '1' } : {}),
      ...(opening.chosen ? { lang: opening.language } : {}),
    });

  function showInvited(res: Response, opening: ReturnType<typeof openingOf>, language: Language): void {
    const { chosen, invite = '' } = opening;
    const spoken = (chosen ? undefined : languageOf(language, languages)) ?? opening.language;
    const query = queryOf(opening);
    const ways = { invite, begin: `/invite?${query}`, goOn: `/?${query}#now` };
    answerHtml(res, 200, invitedPage(spoken, ways, { words, policy }), {
      'Content-Security-Policy': policy.page,
      'Content-Language': spoken,
      Vary: 'Accept-Language, Cookie',
    });
  }

  /** The press: this browser lets go of its conversation, and the invite greets. Twice is as good as once. */
  async function takeInvite(req: Request, res: Response): Promise<void> {
    mustBeOwn(req);
    const opening = openingOf(req);
    const invite = ((await readForm(req, FORM_LIMIT)).get('invite') ?? '').slice(0, 200);
    const talk = await findTalk(sessions.read(req, opening.embedded));
    const other = talk && invite !== '' ? await findOther(req, res, invite, talk.id) : undefined;
    const query = queryOf(opening);
    query.set('invite', invite);
    answer(res, 303, 'text/plain; charset=utf-8', '', {
      Location: `/?${query}`,
      // An invite that is no good any more is no reason to lose a conversation.
      ...(other === undefined ? {} : { 'Set-Cookie': sessions.drop(opening.embedded) }),
    });
  }

  function showContinue(res: Response, status: number, language: Language, token: string | undefined): void {
    // No stricter Referrer-Policy than everywhere: with `no-referrer` the press would not say that it comes from us.
    const headers = { 'Content-Security-Policy': policy.page };
    answerHtml(res, status, continuePage(language, token, { words, policy }), headers);
  }

  /** The press: this browser now has the conversation that the link was made for. */
  async function takeUp(req: Request, res: Response): Promise<void> {
    mustBeOwn(req);
    const { language } = openingOf(req);
    const token = ((await readForm(req, FORM_LIMIT)).get('token') ?? '').slice(0, 200);
    const look = () => options.findContinued(token);
    const found = await lookWithCare(guard, { req, res }, 'continue', token, look, ({ is }) => is === 'unknown');
    if (found.is !== 'found' || ((await findTalk(found.conversationId))?.over ?? true))
      return showContinue(res, 410, language, undefined);
    answer(res, 303, 'text/plain; charset=utf-8', '', {
      Location: `/?lang=${language}#now`,
      'Set-Cookie': sessions.write(found.conversationId, false),
    });
  }

  async function takeAnswer(req: Request, res: Response): Promise<void> {
    mustBeOwn(req);
    const opening = openingOf(req);
    const form = await readForm(req, FORM_LIMIT);
    const said = readPosted(form, opening.language);
    const back = new URLSearchParams({ ...(opening.embedded ? { embed: '1' } : {}), lang: opening.language });
    const headers: { [name: string]: string } = { Location: `/?${back}#now` };
    if (said !== undefined) {
      const id = (await findOwn(req, res, opening)) ?? (await start(req, res, opening)).conversationId;
      options.heardFrom?.(id, addressOf(req));
      await chat.say(id, said);
      headers['Set-Cookie'] = sessions.write(id, opening.embedded);
    }
    answer(res, 303, 'text/plain; charset=utf-8', '', headers);
  }

  /** The widget's way in: this browser's conversation with a fresh token, or a new one. */
  async function openSession(req: Request, res: Response): Promise<void> {
    mustBeOwn(req);
    const parsed = startBody.safeParse(await readJson(req, FORM_LIMIT));
    if (!parsed.success) throw new Refusal(400, 'BadRequest', 'Send {"language": "nl"}.');
    const embedded = urlOf(req).searchParams.get('embed') === '1';
    const known = await findOwn(req, res, { embedded, invite: parsed.data.invite });
    if (known !== undefined) {
      res.setHeader('Set-Cookie', sessions.write(known, embedded));
      answerJson(res, 200, { conversationId: known, token: await chat.tokenFor(known) });
      return;
    }
    const language = languageOf(parsed.data.language, languages) ?? 'nl';
    const started = await start(req, res, { language, chosen: parsed.data.chosen, invite: parsed.data.invite });
    res.setHeader('Set-Cookie', sessions.write(started.conversationId, embedded));
    answerJson(res, 201, started);
  }

  async function showKeepsake(req: Request, res: Response): Promise<void> {
    const opening = openingOf(req);
    const id = sessions.read(req, opening.embedded);
    const keepsake = id === undefined ? undefined : await options.findKeepsake(id);
    const frame = { words, policy, embedded: opening.embedded, script: assets.print };
    const page = keepsake === undefined ? noKeepsakePage(opening.language, frame) : keepsakePage(keepsake, frame);
    answerHtml(res, keepsake === undefined ? 404 : 200, page, { 'Content-Security-Policy': policy.page });
  }

  server.get({ path: '/', name: 'page' }, showPage);
  server.head({ path: '/', name: 'page-head' }, showPage);
  server.post({ path: '/', name: 'page-post' }, takeAnswer);
  server.post({ path: '/session', name: 'session' }, openSession);
  server.post({ path: '/invite', name: 'invite' }, takeInvite);
  server.post({ path: '/continue', name: 'continue' }, takeUp);
  server.get({ path: '/print', name: 'print' }, showKeepsake);
  server.get({ path: '/assets/:name', name: 'asset' }, async (req: Request, res: Response): Promise<void> => {
    answerFile(req, res, await findAsset(assets, String(req.params.name)), YEAR);
  });
  server.get({ path: '/widget.js', name: 'widget' }, async (req: Request, res: Response): Promise<void> => {
    res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    answerFile(req, res, await assets.loader, 'public, max-age=3600');
  });
}
