import { expect, it } from 'vitest';
import { createRateLimit } from '../../../src/channels/direct-line/rate-limit.ts';
import { aClock } from './talk.ts';

it('gives a place back as time passes, and tells how long that takes', () => {
  const { now, pass } = aClock();
  const admit = createRateLimit(2, 60_000, now);
  expect([admit('a'), admit('a')]).toEqual([{ is: 'admitted' }, { is: 'admitted' }]);
  expect(admit('a')).toEqual({ is: 'refused', retryAfterSeconds: 30 });
  pass(20);
  expect(admit('a')).toEqual({ is: 'refused', retryAfterSeconds: 10 });
  pass(10);
  expect([admit('a').is, admit('a').is]).toEqual(['admitted', 'refused']);
  pass(3600);
  expect([admit('a').is, admit('a').is, admit('a').is]).toEqual(['admitted', 'admitted', 'refused']);
});

it.each([
  ['192.0.2.1', '192.0.2.2', false],
  ['192.0.2.1', '::ffff:192.0.2.1', true],
  ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
  ['2001:db8:1:2::1', '2001:0DB8:0001:0002:0:0:0:1', true],
  ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
  ['fe80::1%eth0', 'fe80::2', true],
  ['::1', '2001:db8::1', false],
])('%s and %s count as one: %s', (one, other, same) => {
  const admit = createRateLimit(1, 60_000, aClock().now);
  admit(one);
  expect(admit(other).is).toBe(same ? 'refused' : 'admitted');
});

it('remembers a bounded number of addresses, and never forgets the one that knocks on', () => {
  const admit = createRateLimit(1, 60_000, aClock().now);
  admit('busy');
  for (let n = 0; n < 20_000; n++) {
    admit(`address ${n}`);
    if (n % 1000 === 0) expect(admit('busy').is).toBe('refused');
  }
  expect(admit('address 0').is).toBe('admitted');
});
