/** `/r/{token}`: a desk looks, and presses. GET and HEAD change nothing: programs that read mail open its links too. */
import type { Request, Response, Server } from 'restify';
import type { Sheet } from '../../delivery/ports.ts';
import type { Language, Referral } from '../../domain/referral.ts';
import type { CalendarWords, Closed, DeskRoom, DeskView, FormFields } from '../../follow-up/ports.ts';
import { answer, answerHtml, readForm, urlOf } from '../exchange.ts';
import { type GuessGuard, lookWithCare } from '../guesses.ts';
import { chooseLanguage } from '../languages.ts';
import type { HasWords, Words } from '../ports.ts';
import type { PagePolicy } from '../security.ts';
import { type DeskFrame, deskNotice, deskPage, type Shown } from './page.ts';

export interface DeskOptions {
  readonly words: Words;
  readonly has: HasWords;
  /** Of the offices. */
  readonly languages: readonly Language[];
  readonly policy: PagePolicy;
  readonly guard: GuessGuard;
  readonly room: DeskRoom;
  readonly sheetOf: (referral: Referral) => Sheet;
}

/** The longest advice, in letters that take nine bytes each in a form. */
export const FOLLOW_UP_LIMIT = 262_144;
const STATUS = { bad: 404, expired: 410, revoked: 410 } as const;

/** A posted form as lists of values by name. */
export const fieldsOf = (form: URLSearchParams): FormFields =>
  Object.fromEntries([...new Set(form.keys())].map((name) => [name, form.getAll(name)]));

/** Mounts `/r/{token}` and its calendar file. */
export function mountDesk(server: Server, options: DeskOptions): void {
  const { words, has, languages, policy, guard, room } = options;

  const frameOf = (req: Request): DeskFrame => {
    const asked = urlOf(req).searchParams.get('lang');
    // Mail opens in browsers of all kinds; the desk's language is Dutch until somebody picks another.
    return { words, has, languages, policy, language: chooseLanguage(asked, undefined, languages).language };
  };
  const tokenOf = (req: Request): string => String(req.params.token);
  const withCare = <T extends { readonly is: string }>(
    req: Request,
    res: Response,
    look: () => Promise<T>,
  ): Promise<T> => lookWithCare(guard, { req, res }, 'desk', tokenOf(req), look, (found) => found.is === 'bad');
  const headersOf = ({ language }: DeskFrame) => ({
    'Content-Security-Policy': policy.page,
    'Content-Language': language,
    'X-Robots-Tag': 'noindex',
  });

  const show = (req: Request, res: Response, status: number, view: DeskView, shown: Shown) => {
    const frame = frameOf(req);
    const { referral, state } = view.record;
    // Withdrawn: there is nothing left to do with it, so there is nothing to show of it.
    const sheet = referral === undefined || state === 'withdrawn' ? undefined : options.sheetOf(referral);
    answerHtml(res, status, deskPage(view, sheet, shown, tokenOf(req), frame), headersOf(frame));
  };
  const refuse = (req: Request, res: Response, { is }: Closed) => {
    const frame = frameOf(req);
    answerHtml(res, STATUS[is], deskNotice(is, frame), headersOf(frame));
  };

  async function look(req: Request, res: Response): Promise<void> {
    const view = await withCare(req, res, () => room.open(tokenOf(req)));
    if (view.is !== 'open') return refuse(req, res, view);
    const done = Number(urlOf(req).searchParams.get('done') ?? 0);
    show(req, res, 200, view, done > 0 ? { by: 'done', line: done } : { by: 'looking' });
  }

  async function press(req: Request, res: Response): Promise<void> {
    const form = fieldsOf(await readForm(req, FOLLOW_UP_LIMIT));
    const pressed = await withCare(req, res, () => room.press(tokenOf(req), form));
    switch (pressed.is) {
      case 'done': {
        const query = new URLSearchParams({ lang: frameOf(req).language, done: String(pressed.line) });
        // So that going back or loading again shows the page and does not press once more.
        return answer(res, 303, 'text/plain; charset=utf-8', '', { Location: `/r/${tokenOf(req)}?${query}#done` });
      }
      case 'invalid': {
        const tried = { press: form.press?.[0], form, problems: pressed.problems };
        return show(req, res, 422, pressed.view, { by: 'invalid', tried });
      }
      case 'refused': {
        const tried = { press: form.press?.[0], form, problems: {} };
        return show(req, res, 409, pressed.view, { by: pressed.reason, tried });
      }
      default:
        return refuse(req, res, pressed);
    }
  }

  async function calendar(req: Request, res: Response): Promise<void> {
    const frame = frameOf(req);
    const found = await withCare(req, res, () => room.calendar(tokenOf(req), calendarWords(frame)));
    if (found.is !== 'calendar') return refuse(req, res, found);
    if (found.ics === undefined) return answerHtml(res, 404, deskNotice('no-appointment', frame), headersOf(frame));
    answerCalendar(res, found.ics);
  }

  server.get({ path: '/r/:token', name: 'desk' }, look);
  server.head({ path: '/r/:token', name: 'desk-head' }, look);
  server.post({ path: '/r/:token', name: 'desk-press' }, press);
  server.get({ path: '/r/:token/appointment.ics', name: 'desk-calendar' }, calendar);
}

const calendarWords = ({ words, language }: DeskFrame): CalendarWords => ({
  title: ({ desk, how }) =>
    words(language, 'desk:appointment.event', { desk, how: words(language, `desk:how.${how}`) }),
  note: (reference) => words(language, 'desk:appointment.note', { reference }),
});

/** A calendar file under a name that says nothing. */
export const answerCalendar = (res: Response, ics: string): void =>
  answer(res, 200, 'text/calendar; charset=utf-8', ics, {
    'Content-Disposition': 'attachment; filename="wegwijzer.ics"',
  });
