/**
 * What can become of a referral, and who may say so (contract, section 6). Pure: the store keeps the history.
 *
 * A desk can answer a mail before we have written down that it arrived, or after we gave it up: whoever holds the
 * mail's link has the mail. So what a desk does counts from `submitted` and `parked` too.
 */
import type { ReferralState } from './referral.ts';

export const REFERRAL_ACTORS = ['system', 'desk', 'client'] as const;
export type ReferralActor = (typeof REFERRAL_ACTORS)[number];

export const REFERRAL_EVENTS = [
  'deliver',
  'park',
  'redrive',
  'open',
  'accept',
  'ask-more',
  'decline',
  'advise',
  'close',
  'withdraw',
] as const;
export type ReferralEvent = (typeof REFERRAL_EVENTS)[number];

export type Transition =
  | { readonly is: 'moved'; readonly to: ReferralState }
  | { readonly is: 'refused'; readonly reason: 'not-theirs-to-say' | 'not-from-here' };

interface Rule {
  readonly by: ReferralActor;
  readonly from: readonly ReferralState[];
  readonly to: ReferralState;
}

const WITH_THE_DESK = ['delivered', 'opened', 'accepted', 'needs-more', 'declined'] as const;
const ON_THE_WAY = ['submitted', 'parked'] as const;

const RULES: { readonly [event in ReferralEvent]: Rule } = {
  deliver: { by: 'system', from: ON_THE_WAY, to: 'delivered' },
  // From `delivered`: a live handover that was put through and then came back.
  park: { by: 'system', from: ['submitted', 'delivered'], to: 'parked' },
  redrive: { by: 'system', from: ['parked'], to: 'submitted' },
  open: { by: 'desk', from: [...ON_THE_WAY, 'delivered'], to: 'opened' },
  // From accepted too: an appointment is made later, or moved.
  accept: {
    by: 'desk',
    from: [...ON_THE_WAY, 'delivered', 'opened', 'accepted', 'needs-more', 'declined'],
    to: 'accepted',
  },
  'ask-more': { by: 'desk', from: [...ON_THE_WAY, 'delivered', 'opened', 'accepted', 'needs-more'], to: 'needs-more' },
  decline: { by: 'desk', from: [...ON_THE_WAY, 'delivered', 'opened', 'accepted', 'needs-more'], to: 'declined' },
  advise: { by: 'desk', from: [...ON_THE_WAY, ...WITH_THE_DESK, 'advised'], to: 'advised' },
  close: { by: 'desk', from: [...ON_THE_WAY, ...WITH_THE_DESK, 'advised'], to: 'closed' },
  withdraw: { by: 'client', from: [...ON_THE_WAY, ...WITH_THE_DESK, 'advised'], to: 'withdrawn' },
};

/** The state after `event`, said by `actor`, in `state`; or why it does not count. */
export function next(state: ReferralState, event: ReferralEvent, actor: ReferralActor): Transition {
  const rule = RULES[event];
  if (rule.by !== actor) return { is: 'refused', reason: 'not-theirs-to-say' };
  if (!rule.from.includes(state)) return { is: 'refused', reason: 'not-from-here' };
  return { is: 'moved', to: rule.to };
}

/** Whether no desk is at it any more: it was declined, closed or withdrawn. */
export function isOver(state: ReferralState): boolean {
  return state === 'declined' || state === 'closed' || state === 'withdrawn';
}
