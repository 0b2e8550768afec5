import { describe, expect, it } from 'vitest';
import { clientStatus, type InviteTimes, isDeskSilent, lastMove, mayRemind } from '../../src/domain/client-status.ts';
import { counsellorUser, isCounsellorUser } from '../../src/domain/counsellor-user.ts';
import type { HistoryEvent, HistoryLine } from '../../src/domain/follow-up.ts';
import { REFERRAL_STATES, type ReferralState } from '../../src/domain/referral.ts';

const day = (text: string, time = '09:00:00') => new Date(`${text}T${time}Z`);
const invite = (changes: Partial<InviteTimes> = {}): InviteTimes => ({
  startedAt: null,
  expiresAt: day('2026-12-31'),
  revokedAt: null,
  erased: false,
  lastAt: day('2026-11-23'),
  referral: null,
  ...changes,
});
const NOW = day('2026-11-24');
const begun = { startedAt: day('2026-11-23') };

describe('where a forwarded client stands', () => {
  it.each(REFERRAL_STATES)('is what the referral says once there is one: %s', (referral) => {
    const long = { referral, erased: true, revokedAt: day('2026-11-23'), expiresAt: day('2026-11-23') };
    expect(clientStatus(invite(long), NOW)).toBe(referral);
  });

  it('is invited, then started', () => {
    expect(clientStatus(invite(), NOW)).toBe('invited');
    expect(clientStatus(invite(begun), NOW)).toBe('started');
  });

  it('is erased before anything else that has no referral', () => {
    expect(clientStatus(invite({ ...begun, erased: true, revokedAt: day('2026-11-23') }), NOW)).toBe('erased');
  });

  it('is revoked, used or not', () => {
    expect(clientStatus(invite({ revokedAt: day('2026-11-23') }), NOW)).toBe('revoked');
    expect(clientStatus(invite({ ...begun, revokedAt: day('2026-11-23') }), NOW)).toBe('revoked');
    // Also when its days are over since.
    expect(clientStatus(invite({ revokedAt: day('2026-11-23'), expiresAt: NOW }), NOW)).toBe('revoked');
  });

  it('expires only while nobody has used it, at the moment that it says', () => {
    expect(clientStatus(invite({ expiresAt: NOW }), NOW)).toBe('expired');
    expect(clientStatus(invite({ expiresAt: new Date(NOW.getTime() + 1) }), NOW)).toBe('invited');
    expect(clientStatus(invite({ ...begun, expiresAt: NOW }), NOW)).toBe('started');
    // Expired says more than silent.
    expect(clientStatus(invite({ expiresAt: NOW, lastAt: day('2026-10-01') }), NOW)).toBe('expired');
  });

  it('is stopped after a week without a sign of life, begun or not', () => {
    const times = { lastAt: day('2026-11-23') };
    expect(clientStatus(invite(times), day('2026-11-30'))).toBe('stopped');
    expect(clientStatus(invite({ ...begun, ...times }), day('2026-11-30'))).toBe('stopped');
    expect(clientStatus(invite({ ...begun, ...times }), day('2026-11-30', '08:59:59'))).toBe('started');
    expect(clientStatus(invite(times), day('2026-11-30', '08:59:59'))).toBe('invited');
  });
});

describe('a reminder to the client', () => {
  it('is sent at most once a week', () => {
    expect(mayRemind(null, NOW)).toBe(true);
    expect(mayRemind(day('2026-11-17'), NOW)).toBe(true);
    expect(mayRemind(day('2026-11-17', '09:00:01'), NOW)).toBe(false);
    expect(mayRemind(NOW, NOW)).toBe(false);
  });
});

/** A history, an event a day from Monday 23 November 2026 on; all of it in one state. */
const historyOf = (state: ReferralState, ...events: readonly HistoryEvent[]): readonly HistoryLine[] =>
  events.map((event, add) => ({
    id: add + 1,
    event,
    state,
    actor: 'system',
    at: new Date(Date.UTC(2026, 10, 23 + add, 9)),
    note: null,
    body: null,
  }));

describe('the last thing that happened', () => {
  it('is never a reminder of ours', () => {
    const history = historyOf('delivered', 'submit', 'deliver', 'remind-desk', 'alert-counsellor', 'relink');
    expect(lastMove(history)?.event).toBe('deliver');
    expect(lastMove(historyOf('opened', 'submit', 'deliver', 'remind-desk', 'open'))?.event).toBe('open');
  });

  it('is nothing in an empty history', () => {
    expect(lastMove([])).toBeUndefined();
  });
});

describe('a silent desk', () => {
  it('is told to the counsellor after ten working days', () => {
    const history = historyOf('delivered', 'submit', 'deliver'); // Tuesday 24 November
    expect(isDeskSilent(history, day('2026-12-07'))).toBe(false);
    expect(isDeskSilent(history, day('2026-12-08'))).toBe(true);
  });

  it('stays silent when we have said so', () => {
    const history = historyOf('delivered', 'submit', 'deliver', 'remind-desk', 'alert-counsellor');
    expect(isDeskSilent(history, day('2026-12-08'))).toBe(true);
  });

  it('is none where it owes no step, or where nothing happened yet', () => {
    expect(isDeskSilent(historyOf('advised', 'submit', 'deliver', 'advise'), day('2027-03-01'))).toBe(false);
    expect(isDeskSilent([], NOW)).toBe(false);
  });

  it('goes by the last state, not by the first', () => {
    const before = historyOf('delivered', 'submit', 'deliver');
    const history = [...before, ...historyOf('declined', 'decline')];
    expect(isDeskSilent(before, day('2027-03-01'))).toBe(true);
    expect(isDeskSilent(history, day('2027-03-01'))).toBe(false);
  });
});

describe('a counsellor who speaks in a conversation', () => {
  it('has a name that no client can be taken for', () => {
    expect(counsellorUser('7')).toBe('counsellor:7');
    expect(isCounsellorUser(counsellorUser('7'))).toBe(true);
    for (const id of ['dl_7', '7', 'a counsellor:7', 'counsellor', '', undefined]) {
      expect(isCounsellorUser(id)).toBe(false);
    }
  });
});
