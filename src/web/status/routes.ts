/** `/s/{token}`: the newcomer looks, answers, ticks, withdraws, erases. GET and HEAD change nothing. */
import type { Request, Response, Server } from 'restify';
import type { Language } from '../../domain/referral.ts';
import type { CalendarWords, ClientRoom, Closed, FormFields, Pressed, StatusView } from '../../follow-up/ports.ts';
import { answerCalendar, FOLLOW_UP_LIMIT, fieldsOf } from '../desk/routes.ts';
import { answer, answerHtml, Refusal, readForm, urlOf } from '../exchange.ts';
import { type GuessGuard, lookWithCare } from '../guesses.ts';
import { chooseLanguage, languageOf } from '../languages.ts';
import type { Words } from '../ports.ts';
import type { PagePolicy } from '../security.ts';
import { isOwnPost, type Sessions } from '../session.ts';
import { type StatusFrame, type StatusShown, statusNotice, statusPage, surePage } from './page.ts';

export interface StatusOptions {
  readonly words: Words;
  readonly languages: readonly Language[];
  readonly policy: PagePolicy;
  readonly publicUrl: string;
  readonly printScript: string;
  readonly guard: GuessGuard;
  readonly sessions: Sessions;
  readonly room: ClientRoom;
}

const STATUS = { bad: 404, expired: 410, revoked: 410 } as const;

/** Mounts `/s/{token}` and its calendar file. */
export function mountStatus(server: Server, options: StatusOptions): void {
  const { words, languages, policy, printScript, guard, room, sessions, publicUrl } = options;

  /** The language that was picked, else the one of the conversation, else the browser's. */
  const frameOf = (req: Request, view?: StatusView): StatusFrame => {
    const asked = urlOf(req).searchParams.get('lang');
    const spoken = view?.record.referral?.client.languages.conversation;
    const known = languageOf(asked ?? undefined, languages) ?? languageOf(spoken, languages);
    const language = known ?? chooseLanguage(null, req.headers['accept-language'], languages).language;
    return { words, languages, policy, printScript, language };
  };
  const tokenOf = (req: Request): string => String(req.params.token);
  /** The language that was picked by hand goes along from page to page. */
  const pickedOf = (req: Request): { readonly lang?: Language } => {
    const picked = languageOf(urlOf(req).searchParams.get('lang') ?? undefined, languages);
    return picked === undefined ? {} : { lang: picked };
  };
  const withCare = <T extends { readonly is: string }>(
    req: Request,
    res: Response,
    look: () => Promise<T>,
  ): Promise<T> => lookWithCare(guard, { req, res }, 'status', tokenOf(req), look, (found) => found.is === 'bad');
  const give = (res: Response, status: number, page: string, { language }: StatusFrame) =>
    answerHtml(res, status, page, {
      'Content-Security-Policy': policy.page,
      'Content-Language': language,
      'X-Robots-Tag': 'noindex',
      Vary: 'Accept-Language',
    });
  const refuse = (req: Request, res: Response, { is }: Closed) => {
    const frame = frameOf(req);
    give(res, STATUS[is], statusNotice(is === 'bad' ? 'bad' : 'expired', frame), frame);
  };
  const show = (req: Request, res: Response, status: number, view: StatusView, shown: StatusShown) => {
    const frame = frameOf(req, view);
    give(res, status, statusPage(view, shown, tokenOf(req), frame), frame);
  };
  /** So that going back or loading again shows the page and does nothing once more. */
  const goBack = (req: Request, res: Response, done: string) => {
    const query = new URLSearchParams({ ...pickedOf(req), ...(done === '' ? {} : { done }) });
    answer(res, 303, 'text/plain; charset=utf-8', '', { Location: `/s/${tokenOf(req)}?${query}#done` });
  };

  async function look(req: Request, res: Response): Promise<void> {
    const view = await withCare(req, res, () => room.open(tokenOf(req)));
    if (view.is !== 'open') return refuse(req, res, view);
    const query = urlOf(req).searchParams;
    const ask = query.get('ask');
    const there = view.record.referral !== undefined;
    if (there && (ask === 'erase' || (ask === 'withdraw' && view.mayWithdraw))) {
      const frame = frameOf(req, view);
      return give(res, 200, surePage(ask, frame), frame);
    }
    const done = query.get('done');
    const what = done === 'papers' ? done : Number(done ?? 0);
    show(req, res, 200, view, what === 0 ? { by: 'looking' } : { by: 'done', what });
  }

  async function press(req: Request, res: Response): Promise<void> {
    const form = fieldsOf(await readForm(req, FOLLOW_UP_LIMIT));
    const token = tokenOf(req);
    const done = (pressed: Pressed<StatusView>, what: (line: number) => string) =>
      settle(req, res, form, pressed, what);
    switch (form.press?.[0]) {
      case 'answer':
        return done(await withCare(req, res, () => room.answer(token, form)), String);
      case 'papers':
        return done(await withCare(req, res, () => room.tick(token, form)), () => 'papers');
      case 'withdraw':
        return done(await withCare(req, res, () => room.withdraw(token)), String);
      case 'erase': {
        const erased = await withCare(req, res, () => room.erase(token));
        return erased.is === 'done' ? goBack(req, res, '') : refuse(req, res, erased);
      }
      case 'conversation':
        return goOn(req, res);
      default:
        throw new Refusal(400, 'BadRequest', 'This form says nothing that we know.');
    }
  }

  function settle(
    req: Request,
    res: Response,
    form: FormFields,
    pressed: Pressed<StatusView>,
    what: (line: number) => string,
  ): void {
    if (pressed.is === 'done') goBack(req, res, what(pressed.line));
    else if (pressed.is === 'invalid')
      show(req, res, 422, pressed.view, { by: 'invalid', form, problems: pressed.problems });
    else if (pressed.is === 'refused') show(req, res, 409, pressed.view, { by: 'stale', form });
    else refuse(req, res, pressed);
  }

  /** Ties this browser to the conversation, so that only our own page may ask for it. */
  async function goOn(req: Request, res: Response): Promise<void> {
    if (!isOwnPost(req, publicUrl)) throw new Refusal(403, 'ForeignPost', 'Posts from other sites are not taken.');
    const found = await withCare(req, res, () => room.conversation(tokenOf(req)));
    if (found.is !== 'found') return refuse(req, res, found);
    // Gone since the page was shown: the page now has a form instead.
    if (found.key === undefined) return goBack(req, res, '');
    answer(res, 303, 'text/plain; charset=utf-8', '', {
      Location: `/?${new URLSearchParams(pickedOf(req))}#now`,
      'Set-Cookie': sessions.write(found.key, false),
    });
  }

  async function calendar(req: Request, res: Response): Promise<void> {
    const frame = frameOf(req);
    const found = await withCare(req, res, () => room.calendar(tokenOf(req), calendarWords(frame)));
    if (found.is !== 'calendar') return refuse(req, res, found);
    if (found.ics === undefined) return give(res, 404, statusNotice('no-appointment', frame), frame);
    answerCalendar(res, found.ics);
  }

  server.get({ path: '/s/:token', name: 'status' }, look);
  server.head({ path: '/s/:token', name: 'status-head' }, look);
  server.post({ path: '/s/:token', name: 'status-press' }, press);
  server.get({ path: '/s/:token/appointment.ics', name: 'status-calendar' }, calendar);
}

const calendarWords = ({ words, language }: StatusFrame): CalendarWords => ({
  title: ({ desk }) => words(language, 'status:appointment.event', { desk }),
  note: (reference) => words(language, 'status:appointment.note', { reference }),
});
