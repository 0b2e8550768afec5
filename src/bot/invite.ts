/** A conversation that a counsellor forwarded: in the client's language, with what is known already filled in. */
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { QuestionId } from '../domain/questions.ts';
import type { InviteFound, OpenInvite, Saved } from './ports.ts';
import type { BotParts, Standing, Turn } from './turn.ts';

/** Nobody answers these for somebody else. */
export const CLIENTS_OWN: ReadonlySet<QuestionId> = new Set(['privacy', 'review', 'share']);

/** Codes as new-code makes them: ten letters and digits without look-alikes, grouped for reading. */
const CODE = /^[2-9a-hjkmnp-tv-z]{4}[- ]?[2-9a-hjkmnp-tv-z]{4}[- ]?[2-9a-hjkmnp-tv-z]{2}$/i;
/** Tokens of links: an id and its signature. */
const TOKEN = /^[A-Za-z0-9_-]{40,60}$/;
/** Wrong codes that one conversation may try. */
const MOST_TRIES = 5;

/** Whether this may be one of our codes: to bring a conversation back, or to open an invite. */
export const looksLikeCode = (text: string): boolean => CODE.test(text) && /\d/.test(text);

const carriesInvite = z.looseObject({ invite: z.string().max(200) });

/** The invite that came with an activity: the page's greeting, or what another Direct Line client was given. */
export function inviteOf(activity: Partial<Activity>): string | undefined {
  const invite = carriesInvite.safeParse(activity.channelData).data?.invite.trim();
  return invite === '' ? undefined : invite;
}

/** Looks an invite up; what cannot be one costs no query. */
export async function findInvite(parts: Pick<BotParts, 'openInvite'>, invite: string): ReturnType<OpenInvite> {
  return TOKEN.test(invite) || looksLikeCode(invite) ? parts.openInvite(invite) : { is: 'unknown' };
}

/** What a counsellor filled in becomes answers; what the client said before stays the client's. */
export function fillFromInvite(parts: Pick<BotParts, 'flow' | 'now'>, saved: Saved, found: InviteFound): void {
  const at = parts.now().toISOString();
  const { id, referrer, together, language } = found;
  saved.invite = { id, referrer, together };
  if (saved.answers.language === undefined) {
    saved.language = language;
    saved.answers.language = { value: language, by: 'counsellor', at };
  }
  // These stand in no order of answering: "back" is about what was answered here.
  for (const [question, value] of Object.entries(found.known) as [QuestionId, unknown][]) {
    if (CLIENTS_OWN.has(question) || question === 'language' || !parts.flow.byId.has(question)) continue;
    saved.answers[question] ??= { value, by: 'counsellor', at };
  }
}

/** What is said of an invite before anything is asked. */
export function sayInvite(standing: Standing, found: Awaited<ReturnType<OpenInvite>>): string {
  if (found.is !== 'open') return standing.t(`dialog:invite.${found.is}`);
  const who = [found.referrer.name, found.referrer.organisation].filter((part) => part !== '').join(', ');
  return [
    who === '' ? standing.t('dialog:invite.welcome.nameless') : standing.t('dialog:invite.welcome', { who }),
    ...(Object.keys(found.known).length > 0 ? [standing.t('dialog:invite.filled')] : []),
    ...(found.together ? [standing.t('dialog:invite.together')] : []),
  ].join('\n\n');
}

/**
 * Looks up a code or an invite that came in this turn.
 * @returns what was found; `used-up` where this conversation tried too many; `refused` where too many wrong ones came from
 * where it comes from, and waiting helps
 */
export async function tryCode<Found extends { readonly is: string }>(
  turn: Turn,
  kind: 'code' | 'invite',
  code: string,
  look: () => Promise<Found>,
): Promise<Found | { readonly is: 'used-up' } | { readonly is: 'refused' }> {
  const { saved, parts } = turn;
  const usedUp = (saved.codeTries ?? 0) >= MOST_TRIES;
  // One too many is a guess too, and asks nobody.
  const ask = async (): Promise<Found | { readonly is: 'used-up' }> => (usedUp ? { is: 'used-up' } : look());
  const tried = await parts.tryCode(kind, turn.key, code, ask, ({ is }) => is === 'unknown' || is === 'used-up');
  if (tried.is === 'refused') return { is: 'refused' };
  if (!usedUp) saved.codeTries = (saved.codeTries ?? 0) + 1;
  return tried.found;
}

/**
 * Opens the invite in this turn, or says kindly why not; the interview goes on either way.
 * @param found what there is of it; an invite begins an intake, so nothing happens after a referral
 */
export async function enterByInvite(turn: Turn, found: Awaited<ReturnType<OpenInvite>>): Promise<void> {
  if (found.is === 'open') {
    if (turn.saved.referral !== undefined) return turn.send(turn.t('dialog:already-sent'));
    turn.openInvite(found);
  }
  await turn.send(sayInvite(turn, found));
}
