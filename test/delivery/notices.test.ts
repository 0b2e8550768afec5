/** Who hears of what: each change to the client and the counsellor, each by the ways they gave. */
import { describe, expect, it } from 'vitest';
import { loadDesks, parseDesks } from '../../src/delivery/desks.ts';
import { noticesFor } from '../../src/delivery/notices.ts';
import type { Hearers } from '../../src/delivery/ports.ts';
import type { HistoryEvent } from '../../src/domain/follow-up.ts';
import { aReferral } from './a-referral.ts';
import { desksWith } from './some-desks.ts';

const MAILBOX = { kind: 'email', to: 'oss-ghent@example.org' } as const;
const HEARERS: Hearers = {
  referral: aReferral(),
  conversation: 'conversation-1',
  counsellor: 'counsellor-1',
  deskId: 'oss-ghent',
  deliveredTo: [MAILBOX],
};
const told = (event: HistoryEvent, hearers: Partial<Hearers> = {}, note: string | null = null, desks = loadDesks()) =>
  noticesFor({ reference: 'R', line: 7, event, note }, { ...HEARERS, ...hearers }, desks).map(
    ({ audience, channel }) => `${audience} ${channel.kind}`,
  );

describe('who hears of a change', () => {
  it.each<[HistoryEvent, readonly string[]]>([
    ['submit', []],
    ['redrive', []],
    ['deliver', ['client conversation', 'counsellor counsellor-email']],
    ['open', ['client conversation']],
    ['accept', ['client conversation', 'client client-email', 'counsellor counsellor-email']],
    ['ask-more', ['client conversation', 'client client-email', 'counsellor counsellor-email']],
    ['decline', ['client conversation', 'client client-email', 'counsellor counsellor-email']],
    ['advise', ['client conversation', 'client client-email', 'counsellor counsellor-email']],
    ['park', ['client conversation', 'client client-email', 'counsellor counsellor-email']],
    ['close', ['client conversation', 'client client-email', 'counsellor counsellor-email']],
    ['withdraw', ['desk email', 'client conversation', 'counsellor counsellor-email']],
    ['answer', ['desk email', 'counsellor counsellor-email']],
    ['acknowledge-recall', ['client conversation', 'counsellor counsellor-email']],
    ['erase', ['desk email']],
    ['remind-desk', ['desk email']],
    ['alert-counsellor', ['counsellor counsellor-email']],
  ])('%s: %j', (event, expected) => {
    expect(told(event)).toEqual(expected);
  });

  it('mails no client who shared no address, and no counsellor where there is none', () => {
    const referral = aReferral({ client: { ...aReferral().client, reach: { phone: '+32 400 00 00 00' } } });
    expect(told('accept', { referral, counsellor: undefined })).toEqual(['client conversation']);
    expect(told('accept', { referral: undefined, conversation: undefined })).toEqual(['counsellor counsellor-email']);
  });

  it('does not tell a client who just erased everything', () => {
    expect(told('withdraw', {}, 'erased')).toEqual(['desk email', 'counsellor counsellor-email']);
  });

  it('tells the desk alone when it turns out to have what was withdrawn', () => {
    expect(told('withdraw', {}, 'late')).toEqual(['desk email']);
  });

  it.each(['withdraw', 'erase'] as const)(
    'tells of %s only where the referral went, and which desk that is',
    (event) => {
      expect(told(event, { deliveredTo: [] })).not.toContain('desk email');
      const hook = { kind: 'webhook', url: 'https://old.example.org/hook' } as const;
      const notices = noticesFor(
        { reference: 'R', line: 7, event, note: null },
        { ...HEARERS, deliveredTo: [hook, { kind: 'a kind of long ago' }] },
        loadDesks(),
      );
      expect(notices.filter(({ audience }) => audience === 'desk')).toEqual([
        { audience: 'desk', channel: { ...hook, desk: 'oss-ghent' } },
      ]);
    },
  );

  it('reminds a desk at every mailbox and endpoint it has now, and in no conversation', () => {
    const url = 'https://desk.example.org/hook';
    const desks = parseDesks(desksWith('oss-ghent', [MAILBOX, { kind: 'webhook', url }, { kind: 'handoff' }]));
    expect(told('remind-desk', {}, null, desks)).toEqual(['desk email', 'desk webhook']);
    expect(told('answer', { deskId: 'gone' }, null, desks)).toEqual(['counsellor counsellor-email']);
  });

  it('keeps nothing personal with what is planned', () => {
    const planned = JSON.stringify(
      noticesFor({ reference: 'R', line: 7, event: 'accept', note: null }, HEARERS, loadDesks()),
    );
    expect(planned).toContain('client-email');
    expect(planned).not.toMatch(/client@|Test Persoon|conversation-1|\+32/);
  });
});
