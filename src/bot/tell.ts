/** We speak first: what became of a referral, said in the conversation that it came of. */
import type { TurnContext } from 'botbuilder';
import { findDeskAsks } from './desk-asks.ts';
import type { News, SentReferral } from './ports.ts';
import { createTurnRunner, type TurnKeys } from './run-turn.ts';
import { buttonsOf, tellNews } from './sent.ts';
import type { BotParts, Turn } from './turn.ts';

/** So many lines are remembered as told: a job that runs twice comes soon after the first time. */
const REMEMBERED = 50;

/**
 * @returns for each piece of news the logic of a turn that nobody asked for. It says nothing where the conversation is
 * gone, and each line once, however often it comes. It throws when the store cannot commit.
 */
export function createTeller(parts: BotParts, keys: TurnKeys): (news: News) => (context: TurnContext) => Promise<void> {
  const run = createTurnRunner(parts, keys);
  return (news) => async (context) => {
    await run(context, { begin: () => undefined }, (turn, ask) => tell(turn, ask, news));
  };
}

/** Nothing happened to the referral; the link that was said before does not work any more. */
async function tellLink(turn: Turn, reference: string, sent: SentReferral): Promise<void> {
  const url = await turn.parts.linkToStatus(reference);
  const text = [turn.t('status:event.relink'), turn.t('dialog:news.link', { url })].join('\n\n');
  await turn.send({ text, channelData: { referral: { reference, status: sent.state } }, ...buttonsOf(turn, sent) });
}

async function tell(turn: Turn, ask: () => Promise<void>, news: News): Promise<'done' | 'nothing'> {
  const { saved } = turn;
  const { reference, line } = news;
  if (saved.told?.includes(line.id)) return 'nothing';
  const sent = await turn.parts.findReferral(reference);
  if (sent === undefined) return 'nothing';
  saved.told = [...(saved.told ?? []), line.id].slice(-REMEMBERED);
  const open = findDeskAsks(turn, sent);
  const before = saved.deskAsks;
  // What the desk asks now takes the place of what it asked before; what is not open any more is not asked any more.
  const asksAnew = line.event === 'ask-more' && open?.line === line.id && before?.line !== line.id;
  const over = before?.reference === reference && before.line !== open?.line;
  if (asksAnew || over) turn.putDeskAsks(asksAnew ? open : undefined);
  const own = line.event === 'withdraw' && saved.withdrew === reference;
  if (line.event === 'relink') await tellLink(turn, reference, sent);
  else if (!own) await tellNews(turn, news, sent);
  if (asksAnew && open.questions.length > 0) await turn.send(turn.t('dialog:desk.asks'));
  if (!asksAnew && !over) return 'done';
  // Another question stands now, or none: the place in the dialog is not what it was.
  saved.dialog = undefined;
  if (turn.next() === undefined) delete saved.asking;
  else await ask();
  return 'done';
}
