/** What a client can do behind the link to their own page: look, answer the desk, tick papers, withdraw, erase. */
import { z } from 'zod';
import { DOCUMENT_HOLDINGS } from '../domain/facts.ts';
import type { ClientAnswer, HistoryLine } from '../domain/follow-up.ts';
import { appointmentIn, openAsk } from '../domain/last-said.ts';
import { next } from '../domain/referral-states.ts';
import { calendarOf } from './calendar.ts';
import type {
  ClientRoom,
  Closed,
  ConversationOf,
  EraseAll,
  FollowedReferral,
  Pressed,
  Problems,
  ReadLink,
  ReferralBook,
  StatusView,
} from './ports.ts';
import { fieldOf, LONGEST, textOf } from './typed.ts';

export interface ClientRoomDeps {
  readonly readLink: ReadLink;
  readonly referrals: ReferralBook;
  readonly conversationOf: ConversationOf;
  readonly eraseAll: EraseAll;
}

const answer = textOf(LONGEST.answer, { required: false });
const holding = z.enum(DOCUMENT_HOLDINGS);

export function createClientRoom({ readLink, referrals, conversationOf, eraseAll }: ClientRoomDeps): ClientRoom {
  const find = async (token: string): Promise<Closed | { readonly is: 'found'; readonly record: FollowedReferral }> => {
    const link = await readLink('status', token);
    if (link.is !== 'valid') return link;
    const record = await referrals.find(link.subject);
    return record === undefined ? { is: 'expired' } : { is: 'found', record };
  };
  const open = async (token: string): Promise<Closed | StatusView> => {
    const found = await find(token);
    if (found.is !== 'found') return found;
    const { record } = found;
    const asked = record.referral === undefined ? undefined : openAsk(record.history)?.asked;
    return {
      is: 'open',
      record,
      asked,
      talking: asked !== undefined && (await conversationOf(record)) !== undefined,
      appointment: appointmentIn(record.history),
      papers: papersOf(record),
      mayWithdraw: record.referral !== undefined && next(record.state, 'withdraw', 'client').is === 'moved',
    };
  };
  /** Looks again after a change: it names the line that says so, or shows what is there now. */
  const after = async (
    token: string,
    changed: { readonly is: string; readonly reason?: string },
  ): Promise<Pressed<StatusView>> => {
    const view = await open(token);
    if (view.is !== 'open') return view;
    if (changed.is === 'moved') return { is: 'done', line: view.record.history.at(-1)?.id ?? 0 };
    return { is: 'refused', view, reason: changed.reason === 'stale' ? 'stale' : 'not-from-here' };
  };

  return {
    open,

    async answer(token, form) {
      const view = await open(token);
      if (view.is !== 'open') return view;
      if (view.asked === undefined) return { is: 'refused', view, reason: 'stale' };
      const problems: { [field: string]: string } = {};
      const read = (field: string): string => {
        const judged = answer.safeParse(fieldOf(form, field));
        if (!judged.success) problems[field] = judged.error.issues[0]?.message ?? 'too-long';
        return judged.data ?? '';
      };
      const body: ClientAnswer = {
        answers: view.asked.questions.flatMap((question) => {
          const text = read(`answer.${question}`);
          return text === '' ? [] : [{ question, value: text, text: { nl: text, client: text } }];
        }),
        note: read('note'),
      };
      const problem: Problems =
        Object.keys(problems).length === 0 && body.answers.length === 0 && body.note === ''
          ? { form: 'nothing-answered' }
          : problems;
      if (Object.keys(problem).length > 0) return { is: 'invalid', view, problems: problem };
      const seen = Number.parseInt(fieldOf(form, 'after'), 10) || 0;
      return after(token, await referrals.remark(view.record.reference, 'answer', 'client', { body, after: seen }));
    },

    async tick(token, form) {
      const view = await open(token);
      if (view.is !== 'open') return view;
      const ids = view.record.referral?.assessment.documents.map(({ id }) => id) ?? [];
      const ticks = Object.fromEntries(
        ids.flatMap((id) => {
          const judged = holding.safeParse(fieldOf(form, `paper.${id}`));
          return judged.success ? [[id, judged.data]] : []; // not said: as it was sent
        }),
      );
      const kept = await referrals.tick(view.record.reference, ticks);
      if (!kept) return { is: 'refused', view, reason: 'not-from-here' };
      return { is: 'done', line: lastLine(view.record.history) };
    },

    // Whatever happened meanwhile, the client means it: it hangs on nothing that the page showed.
    async withdraw(token) {
      const found = await find(token);
      if (found.is !== 'found') return found;
      return after(token, await referrals.change(found.record.reference, 'withdraw', 'client'));
    },

    async erase(token) {
      const found = await find(token);
      if (found.is !== 'found') return found;
      await eraseAll(found.record);
      return { is: 'done' };
    },

    async conversation(token) {
      const found = await find(token);
      if (found.is !== 'found') return found;
      return { is: 'found', key: await conversationOf(found.record) };
    },

    async calendar(token, words) {
      const view = await open(token);
      if (view.is !== 'open') return view;
      return { is: 'calendar', ics: calendarOf(view, words) };
    },
  };
}

const lastLine = (history: readonly HistoryLine[]): number => history.at(-1)?.id ?? 0;

/** As the client ticked them since, else as they stood when the referral was sent. */
function papersOf({ referral, ticks }: FollowedReferral): { readonly [document: string]: string } {
  const sent = referral?.assessment.documents.map(({ id, status }) => [id, ticks?.[id] ?? status]) ?? [];
  return Object.fromEntries(sent);
}
