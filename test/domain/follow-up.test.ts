import { describe, expect, it } from 'vitest';
import { type Audience, audiencesOf, type HistoryEvent, REFERRAL_REMARKS } from '../../src/domain/follow-up.ts';
import { REFERRAL_EVENTS } from '../../src/domain/referral-states.ts';

const EVENTS: readonly HistoryEvent[] = ['submit', ...REFERRAL_EVENTS, ...REFERRAL_REMARKS];
const hearing = (audience: Audience) => EVENTS.filter((event) => audiencesOf(event).includes(audience));

describe('who hears of what (contract, section 6)', () => {
  it('tells the client and the counsellor of every change, but of our own step back to the queue', () => {
    const changes = REFERRAL_EVENTS.filter((event) => event !== 'redrive');
    expect(hearing('client')).toEqual([...changes, 'acknowledge-recall', 'relink']);
    expect(hearing('counsellor')).toEqual([...changes, 'answer', 'acknowledge-recall', 'alert-counsellor']);
  });

  it('tells the desk what it did not do itself', () => {
    expect(hearing('desk')).toEqual(['withdraw', 'answer', 'erase', 'remind-desk']);
  });

  it('tells nobody that something was sent, or is sent anew', () => {
    expect(audiencesOf('submit')).toEqual([]);
    expect(audiencesOf('redrive')).toEqual([]);
  });
});
