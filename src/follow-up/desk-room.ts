/** What a desk can do behind its link: look, and press. Looking changes nothing; a press says what it has seen. */
import type { FactKey } from '../domain/facts.ts';
import { appointmentIn } from '../domain/last-said.ts';
import { FACTS_OF, isContractQuestion, type QuestionId } from '../domain/questions.ts';
import { next } from '../domain/referral-states.ts';
import { appointmentDays } from './appointment.ts';
import { calendarOf } from './calendar.ts';
import { pressOf, readDeskForm } from './desk-form.ts';
import {
  type Closed,
  type DeskRoom,
  type DeskView,
  type FollowedReferral,
  PRESSES,
  type Press,
  type ReadLink,
  type ReferralBook,
} from './ports.ts';
import { fieldOf } from './typed.ts';

export interface DeskRoomDeps {
  readonly readLink: ReadLink;
  readonly referrals: ReferralBook;
  /** Every question of the interview, in its order. */
  readonly questions: readonly QuestionId[];
  readonly now: () => Date;
}

/** They start and end the conversation: there is nothing in them for a desk to ask again. */
const NOT_FOR_DESKS: ReadonlySet<QuestionId> = new Set<QuestionId>(['language', 'privacy', 'review', 'share']);

export function createDeskRoom({ readLink, referrals, questions, now }: DeskRoomDeps): DeskRoom {
  const askable = questions.filter((id) => !NOT_FOR_DESKS.has(id));

  const viewOf = (record: FollowedReferral): DeskView => {
    const open = openQuestionsOf(record);
    return {
      is: 'open',
      record,
      can: PRESSES.filter((press) => canPress(record, press)),
      questions: [
        ...askable.filter((id) => open.has(id)).map((id) => ({ id, open: true })),
        ...askable.filter((id) => !open.has(id)).map((id) => ({ id, open: false })),
      ],
      appointment: appointmentIn(record.history),
      days: appointmentDays(now()),
    };
  };
  const open = async (token: string): Promise<Closed | DeskView> => {
    const link = await readLink('desk', token);
    if (link.is !== 'valid') return link;
    const record = await referrals.find(link.subject);
    return record === undefined ? { is: 'expired' } : viewOf(record);
  };

  return {
    open,

    async press(token, form) {
      const view = await open(token);
      if (view.is !== 'open') return view;
      const { reference, history } = view.record;
      const press = pressOf(form);
      if (press === undefined || !view.can.includes(press)) {
        // Of two presses of one page the second finds it done: that is the news, not that it cannot be done.
        const stale = Number(fieldOf(form, 'after')) !== history.at(-1)?.id;
        return { is: 'refused', view, reason: stale ? 'stale' : 'not-from-here' };
      }
      const said = readDeskForm(press, form, askable, now());
      if (said.is === 'invalid') return { is: 'invalid', view, problems: said.problems };
      // A page without the mark of what it showed has seen nothing: 0 is the id of no line.
      const after = Number.parseInt(fieldOf(form, 'after'), 10) || 0;
      const more = { after, ...(said.body === null ? {} : { body: said.body }) };
      const changed =
        press === 'acknowledge-recall'
          ? await referrals.remark(reference, press, 'desk', more)
          : await referrals.change(reference, press, 'desk', more);
      const since = await open(token);
      if (since.is !== 'open') return since;
      if (changed.is === 'moved') return { is: 'done', line: since.record.history.at(-1)?.id ?? 0 };
      const reason = changed.is === 'refused' && changed.reason === 'stale' ? 'stale' : 'not-from-here';
      return { is: 'refused', view: since, reason };
    },

    async calendar(token, words) {
      const view = await open(token);
      if (view.is !== 'open') return view;
      return { is: 'calendar', ics: calendarOf(view, words) };
    },
  };
}

function canPress({ state, history, referral }: FollowedReferral, press: Press): boolean {
  if (press === 'acknowledge-recall')
    return state === 'withdrawn' && !history.some(({ event }) => event === 'acknowledge-recall');
  return referral !== undefined && next(state, press, 'desk').is === 'moved';
}

/** The questions that fill what the summary names as open. */
function openQuestionsOf({ referral }: FollowedReferral): ReadonlySet<QuestionId> {
  const open = new Set(referral?.summary.openQuestions.map(({ id }) => id.replace(/^open\./, '')));
  const asked = new Set<QuestionId>();
  for (const id of open) if (id.startsWith('extra.')) asked.add(id.slice('extra.'.length) as QuestionId);
  for (const id of Object.keys(FACTS_OF))
    if (isContractQuestion(id) && FACTS_OF[id].some((fact: FactKey) => open.has(fact))) asked.add(id);
  return asked;
}
