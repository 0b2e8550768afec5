import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REFERRAL_STATES, type ReferralState } from '../../src/domain/referral.ts';
import {
  isOver,
  next,
  REFERRAL_ACTORS,
  REFERRAL_EVENTS,
  type ReferralActor,
  type ReferralEvent,
} from '../../src/domain/referral-states.ts';

describe('what becomes of a referral', () => {
  it.each<[ReferralState, ReferralEvent, ReferralActor, ReferralState]>([
    ['submitted', 'deliver', 'system', 'delivered'],
    ['submitted', 'park', 'system', 'parked'],
    ['delivered', 'park', 'system', 'parked'], // a live handover came back
    ['parked', 'redrive', 'system', 'submitted'],
    ['parked', 'deliver', 'system', 'delivered'],
    ['delivered', 'open', 'desk', 'opened'],
    ['opened', 'accept', 'desk', 'accepted'],
    ['opened', 'ask-more', 'desk', 'needs-more'],
    ['opened', 'decline', 'desk', 'declined'],
    ['needs-more', 'accept', 'desk', 'accepted'],
    ['accepted', 'advise', 'desk', 'advised'],
    ['advised', 'close', 'desk', 'closed'],
    // The desk answered before we had written down that its mail arrived.
    ['submitted', 'accept', 'desk', 'accepted'],
    ['parked', 'open', 'desk', 'opened'],
  ])('%s, %s by the %s: %s', (state, event, actor, to) => {
    expect(next(state, event, actor)).toEqual({ is: 'moved', to });
  });

  it.each(REFERRAL_STATES.filter((state) => state !== 'closed' && state !== 'withdrawn'))(
    'lets the client withdraw one that is %s',
    (state) => {
      expect(next(state, 'withdraw', 'client')).toEqual({ is: 'moved', to: 'withdrawn' });
    },
  );

  it.each<[ReferralState, ReferralEvent, ReferralActor]>([
    ['opened', 'deliver', 'system'], // a repeat of the mail does not take back that it was read
    ['opened', 'park', 'system'], // the desk has it
    ['submitted', 'redrive', 'system'],
    ['closed', 'withdraw', 'client'],
  ])('refuses, from %s, %s by the %s', (state, event, actor) => {
    expect(next(state, event, actor)).toEqual({ is: 'refused', reason: 'not-from-here' });
  });

  // Whoever holds the link has the mail, so the desk may answer before it counts as delivered, and after it was given up.
  it.each<[ReferralEvent, ReferralActor, readonly ReferralState[]]>([
    ['deliver', 'system', ['submitted', 'parked']],
    ['park', 'system', ['submitted', 'delivered']],
    ['redrive', 'system', ['parked']],
    ['open', 'desk', ['submitted', 'delivered', 'parked']],
    ['accept', 'desk', ['submitted', 'delivered', 'opened', 'accepted', 'needs-more', 'declined', 'parked']],
    ['ask-more', 'desk', ['submitted', 'delivered', 'opened', 'accepted', 'needs-more', 'parked']],
    ['decline', 'desk', ['submitted', 'delivered', 'opened', 'accepted', 'needs-more', 'parked']],
    ['advise', 'desk', ['submitted', 'delivered', 'opened', 'accepted', 'needs-more', 'declined', 'advised', 'parked']],
    ['close', 'desk', ['submitted', 'delivered', 'opened', 'accepted', 'needs-more', 'declined', 'advised', 'parked']],
  ])('%s, by the %s, counts from %j and from nowhere else', (event, actor, from) => {
    expect(REFERRAL_STATES.filter((state) => next(state, event, actor).is === 'moved')).toEqual(from);
  });

  it('is over where no desk is at it any more', () => {
    expect(REFERRAL_STATES.filter(isOver)).toEqual(['declined', 'closed', 'withdrawn']);
  });

  it('lets nobody say what is not theirs to say', () => {
    const theirs: { readonly [actor in ReferralActor]: readonly ReferralEvent[] } = {
      system: ['deliver', 'park', 'redrive'],
      desk: ['open', 'accept', 'ask-more', 'decline', 'advise', 'close'],
      client: ['withdraw'],
    };
    for (const actor of REFERRAL_ACTORS) {
      for (const event of REFERRAL_EVENTS) {
        const refused = REFERRAL_STATES.every((state) => {
          const answer = next(state, event, actor);
          return answer.is === 'refused' && answer.reason === 'not-theirs-to-say';
        });
        expect(refused).toBe(!theirs[actor].includes(event));
      }
    }
  });

  it('never leaves closed or withdrawn, whatever happens', () => {
    const happening = fc.tuple(fc.constantFrom(...REFERRAL_EVENTS), fc.constantFrom(...REFERRAL_ACTORS));
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
        let state: ReferralState = 'submitted';
        for (const [event, actor] of happenings) {
          const ended = state === 'closed' || state === 'withdrawn';
          const answer = next(state, event, actor);
          if (ended) expect(answer.is).toBe('refused');
          if (answer.is === 'moved') state = answer.to;
        }
      }),
    );
  });
});
