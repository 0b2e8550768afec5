/** A referral after it was sent: where it stands, in words, and what the client can still do with it. */
import type { Activity } from 'botbuilder';
import type { DeskSays, HistoryLine } from '../domain/follow-up.ts';
import { appointmentIn } from '../domain/last-said.ts';
import type { Language, Referral } from '../domain/referral.ts';
import { next } from '../domain/referral-states.ts';
import { findDeskAsks } from './desk-asks.ts';
import type { News, SentReferral } from './ports.ts';
import { button } from './prompts.ts';
import { papersCard } from './question-cards.ts';
import type { Standing, Turn } from './turn.ts';

/** The desk writes Dutch; what it wrote is shown as it is. */
const DESK_WRITES: Language = 'nl';

/** Something the desk wrote itself, with what it is in the client's language. */
interface Quote {
  readonly label: string;
  readonly text: string;
}

/** What a line of the history says, in the client's language; `quotes` are the desk's own words. */
function sayLine(turn: Standing, line: HistoryLine, referral: Referral | undefined) {
  const said = <E extends keyof DeskSays>(event: E) =>
    line.event === event ? (line.body as DeskSays[E] | null) : undefined;
  const quote = (text: string | undefined, label = 'dialog:news.desk-says'): Quote[] =>
    text === undefined || text === '' ? [] : [{ label: turn.t(label), text }];
  const accepted = said('accept');
  const declined = said('decline');
  const advised = said('advise');
  return {
    text: [
      ...(accepted?.appointment ? [sayAppointment(turn, accepted.appointment)] : []),
      ...(declined
        ? [turn.t(`status:decline.${declined.reason}`), turn.t(`status:decline-next.${declined.reason}`)]
        : []),
      ...(advised
        ? [turn.t('dialog:news.perspective', { perspective: turn.t(`verdicts:perspective.${advised.perspective}`) })]
        : []),
      ...(line.event === 'park' && referral !== undefined
        ? [turn.t('dialog:news.parked', { print: `${turn.parts.publicUrl}/print`, website: referral.desk.website })]
        : []),
    ],
    quotes: [
      ...quote(accepted?.note),
      ...quote(said('ask-more')?.note),
      ...quote(declined?.note),
      ...quote(advised?.advice),
      ...quote(advised?.nextStep, 'dialog:news.next-step'),
    ],
  };
}

/** Day, hour, how and where, written out. */
function sayAppointment(turn: Standing, appointment: NonNullable<DeskSays['accept']['appointment']>): string {
  const { on, at, minutes, how, place } = appointment;
  const day = turn.parts.words.value(turn.language, { day: on });
  return [
    turn.t('dialog:news.appointment', { day, hour: at, minutes: String(minutes) }),
    turn.t(`dialog:news.how.${how}`),
    ...(place === '' ? [] : [turn.t('dialog:news.place', { place })]),
  ].join('\n');
}

/** Says the quotes one by one, each after what it is; they stay in the desk's language and the page does not follow. */
async function sendQuotes(turn: Turn, quotes: readonly Quote[]): Promise<void> {
  for (const { label, text } of quotes) {
    await turn.send(label);
    await turn.send({ text, locale: DESK_WRITES, channelData: { quote: true } });
  }
}

/** What the client can still do, as buttons; none while a question of ours stands, which has its own. */
export function buttonsOf(
  turn: Standing,
  sent: SentReferral | undefined,
  desk: 'may-ask' | 'answered' = 'may-ask',
): Partial<Activity> {
  if (sent === undefined || turn.next() !== undefined) return {};
  const wants = [
    ...(desk === 'answered' || findDeskAsks(turn, sent) === undefined ? [] : ['answer']),
    'status',
    ...(mayTick(sent) ? ['papers'] : []),
    ...(next(sent.state, 'withdraw', 'client').is === 'moved' ? ['withdraw'] : []),
  ];
  return { suggestedActions: { to: [], actions: wants.map((want) => button(turn.t(`dialog:ask.${want}`))) } };
}

const mayTick = ({ referral, state }: SentReferral): boolean =>
  referral !== undefined && state !== 'closed' && state !== 'withdrawn' && referral.assessment.documents.length > 0;

/**
 * Tells of one new line of the history. What is asked meanwhile stays asked, so this carries buttons only where nothing
 * is.
 * @param sent the referral as it stands now, which may be further than the line
 */
export async function tellNews(turn: Turn, { reference, line, referral }: News, sent: SentReferral): Promise<void> {
  const { text, quotes } = sayLine(turn, line, referral);
  const recalled = line.event === 'acknowledge-recall';
  const lines = recalled
    ? [turn.t('dialog:news.recalled')]
    : [
        turn.t('dialog:news.state', { reference, state: turn.t(`status:state.${line.state}`) }),
        ...text,
        turn.t(`status:next.${line.state}`),
        ...(referral === undefined
          ? []
          : [turn.t('dialog:news.link', { url: await turn.parts.linkToStatus(reference) })]),
      ];
  await sendQuotesAfter(turn, quotes, {
    text: lines.join('\n\n'),
    channelData: { referral: { reference, status: line.state } },
    ...buttonsOf(turn, sent),
  });
}

/** The quotes come first where buttons follow: those stand under what is said last. */
async function sendQuotesAfter(turn: Turn, quotes: readonly Quote[], message: Partial<Activity>): Promise<void> {
  const { suggestedActions, ...plain } = message;
  if (quotes.length === 0 || suggestedActions === undefined) {
    await turn.send(message);
    return sendQuotes(turn, quotes);
  }
  await turn.send(plain);
  await sendQuotes(turn, quotes.slice(0, -1));
  const [last] = quotes.slice(-1);
  if (last === undefined) return;
  await turn.send(last.label);
  await turn.send({ text: last.text, locale: DESK_WRITES, channelData: { quote: true }, suggestedActions });
}

/** Where the referral stands now, with what was last said about it that still counts. */
export async function sayStatus(turn: Turn): Promise<void> {
  const reference = turn.referenceOfSent;
  if (reference === undefined) return;
  const sent = await turn.parts.findReferral(reference);
  const status = sent?.state ?? 'submitted';
  const channelData = { referral: { reference, status }, progress: turn.progress() };
  if (sent === undefined) return turn.send({ text: turn.t('dialog:referral.reminder', { reference }), channelData });
  const kept = appointmentIn(sent.history);
  const decisive = sent.history.findLast(({ state, body }) => state === sent.state && body !== null);
  const { text, quotes } = decisive === undefined ? { text: [], quotes: [] } : sayLine(turn, decisive, sent.referral);
  const appointment =
    decisive?.event !== 'accept' && kept !== undefined && !kept.cancelled ? kept.appointment : undefined;
  await sendQuotesAfter(turn, quotes, {
    text: [
      turn.t('dialog:news.state', { reference, state: turn.t(`status:state.${status}`) }),
      ...text,
      ...(appointment === undefined ? [] : [sayAppointment(turn, appointment)]),
      turn.t(`status:next.${status}`),
      ...(sent.referral === undefined
        ? []
        : [turn.t('dialog:news.link', { url: await turn.parts.linkToStatus(reference) })]),
    ].join('\n\n'),
    channelData,
    ...buttonsOf(turn, sent),
  });
}

/** The checklist as it stands now, to be ticked. */
export async function showPapers(turn: Turn): Promise<void> {
  const sent = await findSent(turn);
  if (sent?.referral === undefined || !mayTick(sent)) return turn.send(turn.t('dialog:papers.over'));
  const { reference, ticks, referral } = sent;
  // A question that stands is put again after it, and then a card could not be used: it is on the client's own page too.
  if (turn.next() !== undefined) {
    const url = await turn.parts.linkToStatus(reference);
    return turn.send([turn.t('dialog:documents.title'), turn.t('dialog:news.link', { url })].join('\n\n'));
  }
  const card = papersCard(turn, { reference, documents: referral.assessment.documents, ticks });
  // Nothing more is said after it: the card is what stands open.
  turn.concluded = true;
  await turn.send({
    text: turn.t('dialog:documents.title'),
    attachments: [card.attachment],
    summary: card.plain,
    channelData: { referral: { reference, status: sent.state } },
    ...buttonsOf(turn, sent),
  });
}

/** Keeps what was ticked with the referral; what was sent stays as it was sent. */
export async function tickPapers(turn: Turn, ticked: { readonly [document: string]: string }): Promise<void> {
  const sent = await findSent(turn);
  if (sent?.referral === undefined || !mayTick(sent)) return turn.send(turn.t('dialog:papers.over'));
  const ids = sent.referral.assessment.documents.map(({ id }) => id as string);
  const ticks = Object.fromEntries(
    Object.entries(ticked).filter(([id, holding]) => ids.includes(id) && isHeld(holding)),
  );
  turn.says = { is: 'tick', reference: sent.reference, ticks };
  turn.concluded = turn.next() === undefined;
  await turn.send({
    text: turn.t('dialog:papers.kept'),
    channelData: { referral: { reference: sent.reference, status: sent.state } },
    ...buttonsOf(turn, sent),
  });
}

const isHeld = (holding: string): boolean => holding !== 'unknown' && holding !== 'declined';

/** Takes the referral back, where it can still be taken back; the desk that has it is asked to stop. */
export async function withdraw(turn: Turn): Promise<void> {
  const sent = await findSent(turn);
  if (sent === undefined || next(sent.state, 'withdraw', 'client').is === 'refused')
    return turn.send(turn.t('dialog:withdraw.over'));
  const { reference } = sent;
  turn.says = { is: 'withdraw', reference };
  turn.saved.withdrew = reference;
  if (turn.saved.deskAsks?.reference === reference) turn.putDeskAsks(undefined);
  turn.concluded = turn.next() === undefined;
  await turn.send({
    text: turn.t('dialog:withdraw.done'),
    channelData: { referral: { reference, status: 'withdrawn' } },
  });
}

async function findSent(turn: Turn): Promise<SentReferral | undefined> {
  const reference = turn.referenceOfSent;
  return reference === undefined ? undefined : turn.parts.findReferral(reference);
}
