import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../src/domain/follow-up.ts';
import { REFERRAL_STATES, type ReferralState } from '../../src/domain/referral.ts';
import { isLongEnough, remarksDue, silenceOf } from '../../src/domain/silence.ts';

/** A history, an event a day from Monday 23 November 2026 on. */
const historyOf = (...events: readonly (HistoryEvent | readonly [HistoryEvent, unknown])[]) =>
  events.map((one, at) => {
    const [event, body] = typeof one === 'string' ? [one, null] : one;
    return { id: at + 1, event, body, at: new Date(Date.UTC(2026, 10, 23 + at, 9)) };
  });
const day = (text: string) => new Date(`${text}T09:00:00Z`);
const appointment = (on: string) => ({
  appointment: { on, at: '10:00', minutes: 60, how: 'visit', place: '' },
  note: '',
});

describe('a silence', () => {
  it.each<[ReferralState, HistoryEvent[], string]>([
    ['delivered', ['submit', 'deliver'], '2026-11-24'],
    ['opened', ['submit', 'deliver', 'open'], '2026-11-25'],
    ['opened', ['submit', 'open'], '2026-11-24'], // read before we had written down that the mail arrived
    ['accepted', ['submit', 'deliver', 'accept'], '2026-11-25'],
    ['needs-more', ['submit', 'deliver', 'ask-more', 'answer'], '2026-11-26'],
    // What the client adds later does not give the desk more time.
    ['needs-more', ['submit', 'deliver', 'ask-more', 'answer', 'answer'], '2026-11-26'],
    ['delivered', ['submit', 'deliver', 'answer'], '2026-11-24'],
    // Only the answer gives the step back to the desk, whatever stands between.
    ['needs-more', ['submit', 'deliver', 'ask-more', 'alert-counsellor', 'answer'], '2026-11-27'],
    // A reminder is no sign of life.
    ['delivered', ['submit', 'deliver', 'remind-desk'], '2026-11-24'],
  ])('of a referral that is %s (%j) began on the day of the last sign', (state, events, since) => {
    expect(silenceOf(state, historyOf(...events))?.since).toEqual(day(since));
  });

  it('is none while it is the step of the client, of an operator or of nobody', () => {
    expect(silenceOf('needs-more', historyOf('submit', 'deliver', 'ask-more'))).toBeUndefined();
    expect(silenceOf('needs-more', historyOf('submit', 'deliver', 'ask-more', 'answer', 'ask-more'))).toBeUndefined();
    expect(silenceOf('delivered', [])).toBeUndefined();
    expect(silenceOf('delivered', historyOf('submit'))).toBeUndefined();
    const silent = ['delivered', 'opened', 'accepted', 'needs-more'];
    for (const state of REFERRAL_STATES.filter((one) => !silent.includes(one))) {
      expect(silenceOf(state, historyOf('submit', 'deliver', 'open', 'answer'))).toBeUndefined();
    }
  });

  it('begins with the appointment where the desk gave one', () => {
    const since = (on: string) =>
      silenceOf('accepted', historyOf('submit', 'deliver', ['accept', appointment(on)]))?.since;
    expect(since('2026-12-14')).toEqual(new Date('2026-12-14T12:00:00Z'));
    expect(since('2026-11-20')).toEqual(day('2026-11-25')); // a slip of the pen: before it was accepted
    const without = historyOf('submit', 'deliver', ['accept', { appointment: null, note: 'We bellen.' }]);
    expect(silenceOf('accepted', without)?.since).toEqual(day('2026-11-25'));
  });

  it('reminds the desk after five working days and alerts the counsellor after ten', () => {
    const silence = silenceOf('delivered', historyOf('submit', 'deliver')); // Tuesday 24 November
    const due = (on: string) => silence && remarksDue(silence, day(on));
    expect(due('2026-11-30')).toEqual([]);
    expect(due('2026-12-01')).toEqual(['remind-desk']);
    expect(due('2026-12-07')).toEqual(['remind-desk']);
    expect(due('2026-12-08')).toEqual(['remind-desk', 'alert-counsellor']);
    expect(silence && isLongEnough(silence, 'remind-desk', day('2026-11-30'))).toBe(false);
    expect(silence && isLongEnough(silence, 'remind-desk', day('2026-12-01'))).toBe(true);
  });

  it('is spoken of once, and anew when there is another', () => {
    const late = day('2027-03-01');
    const due = (...events: HistoryEvent[]) => {
      const silence = silenceOf(events.includes('open') ? 'opened' : 'delivered', historyOf(...events));
      return silence && remarksDue(silence, late);
    };
    expect(due('submit', 'deliver', 'remind-desk')).toEqual(['alert-counsellor']);
    expect(due('submit', 'deliver', 'remind-desk', 'alert-counsellor')).toEqual([]);
    expect(due('submit', 'deliver', 'remind-desk', 'alert-counsellor', 'open')).toEqual([
      'remind-desk',
      'alert-counsellor',
    ]);
  });
});
