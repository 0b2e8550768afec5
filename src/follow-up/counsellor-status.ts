/** Where a referral stands, for other systems of the counsellor who forwarded the client. */
import { appointmentIn, lastSaid } from '../domain/last-said.ts';
import type { ReferralStatus } from '../schemas/referral-status.ts';
import type { Closed, FindStatus, FollowedReferral, ReadLink, ReferralBook } from './ports.ts';

/**
 * @returns a look-up by bearer token and reference. A reference of somebody else's client and one that there is not
 * are the same `unknown`: nobody learns which references exist.
 */
export function createFindStatus(deps: {
  readonly readLink: ReadLink;
  readonly referrals: Pick<ReferralBook, 'find'>;
  /** Whether this account may (still) be a counsellor's. */
  readonly isCounsellor: (counsellor: string) => Promise<boolean>;
}): FindStatus {
  return async (token, reference) => {
    const link = await deps.readLink('api', token);
    if (link.is !== 'valid') return link satisfies Closed;
    // A key lasts for months: who is taken off the list meanwhile sees no more here than on the pages.
    if (!(await deps.isCounsellor(link.subject))) return { is: 'revoked' };
    const record = await deps.referrals.find(reference);
    if (record === undefined || record.counsellor !== link.subject) return { is: 'unknown' };
    return { is: 'found', status: statusOf(record) };
  };
}

function statusOf(record: FollowedReferral): ReferralStatus {
  const { reference, state, createdAt, changedAt, referral, history } = record;
  const kept = appointmentIn(history);
  return {
    reference,
    state,
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
    desk: referral === undefined ? null : { name: referral.desk.name, website: referral.desk.website },
    history: history.map((line) => ({
      event: line.event,
      state: line.state,
      actor: line.actor,
      at: line.at.toISOString(),
    })),
    appointment: kept === undefined || kept.cancelled ? null : kept.appointment,
    // What counted before the desk thought better of it is history.
    declined: state === 'declined' ? (lastSaid(history, 'decline') ?? null) : null,
    advice: lastSaid(history, 'advise') ?? null,
  };
}
