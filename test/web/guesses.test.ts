/** Guessing at tokens and codes: stopped by address, counted, and no nuisance for the rest of the library. */
import { expect, test } from 'vitest';
import { createMetrics } from '../../src/metrics.ts';
import { createGuesses } from '../../src/web/guesses.ts';

const HERE = '192.0.2.7';

/** A limiter at a clock that stands still until it is moved, and what was looked up. */
function guessing() {
  let time = 1_000_000;
  const counted: string[] = [];
  const asked: string[] = [];
  const guesses = createGuesses(
    (kind) => void counted.push(kind),
    () => time,
  );
  return {
    counted,
    asked,
    wait: (seconds: number) => {
      time += seconds * 1000;
    },
    /** 'open', 'wrong', or the seconds to wait. */
    async guess(secret: string, address = HERE) {
      const looked = await guesses.look(
        'desk',
        address,
        secret,
        async () => {
          asked.push(secret);
          return secret.startsWith('right');
        },
        (found) => !found,
      );
      if (looked.is === 'refused') return looked.retryAfterSeconds;
      return looked.found ? 'open' : 'wrong';
    },
    guesses,
  };
}

test('twenty wrong ones are looked up, the next waits without a query, and one is forgiven every half minute', async () => {
  const { guess, asked, counted, wait } = guessing();
  for (let nth = 0; nth < 20; nth += 1) expect(await guess(`wrong ${nth}`)).toBe('wrong');
  expect(await guess('wrong again')).toBe(30);
  expect(await guess('right')).toBe(30);
  expect(asked).toHaveLength(20);
  expect(counted).toHaveLength(22);
  wait(29);
  expect(await guess('right')).toBe(1);
  wait(1);
  expect(await guess('right')).toBe('open');
});

test('what opened from an address goes on opening there while somebody beside it guesses', async () => {
  const { guess } = guessing();
  expect(await guess('right 1')).toBe('open');
  for (let nth = 0; nth < 25; nth += 1) await guess(`wrong ${nth}`);
  expect(await guess('right 1')).toBe('open');
  expect(await guess('right 2')).toBe(30);
  expect(await guess('right 2', '192.0.2.8')).toBe('open');
});

test('a right one between wrong ones wins a guesser nothing', async () => {
  const { guess, asked } = guessing();
  for (let nth = 0; nth < 100; nth += 1) {
    await guess('right and mine');
    await guess(`wrong ${nth}`);
    await guess(`right and new ${nth}`);
  }
  expect(asked.filter((secret) => secret.startsWith('wrong'))).toHaveLength(20);
});

test('a thousand at once are not all looked up before the first is judged', async () => {
  const { guess, asked } = guessing();
  await Promise.all(Array.from({ length: 1000 }, (_, nth) => guess(`wrong ${nth}`)));
  expect(asked).toHaveLength(20);
});

test('a class that opens its right links together is not held up', async () => {
  const { guess } = guessing();
  for (let nth = 0; nth < 300; nth += 1) expect(await guess(`right ${nth}`)).toBe('open');
});

test('a home of IPv6 is one address, its neighbour another; IPv4 may come written as IPv6', async () => {
  const { guess } = guessing();
  for (let nth = 0; nth < 20; nth += 1) await guess(`wrong ${nth}`, `2001:db8:0:1:${nth}::${nth}`);
  expect(await guess('right', '2001:db8:0:1::ffff')).toBe(30);
  expect(await guess('right', '2001:db8:0:2::1')).toBe('open');
  for (let nth = 0; nth < 20; nth += 1) await guess(`wrong ${nth}`, '::ffff:192.0.2.9');
  expect(await guess('right', '192.0.2.9')).toBe(30);
});

test('a database that does not answer is nobody’s wrong guess', async () => {
  const { guesses, guess, counted } = guessing();
  for (let nth = 0; nth < 50; nth += 1) {
    const look = guesses.look(
      'status',
      HERE,
      `t${nth}`,
      () => Promise.reject(new Error('down')),
      () => true,
    );
    await expect(look).rejects.toThrow('down');
  }
  expect(await guess('right')).toBe('open');
  expect(counted).toEqual([]);
});

test('100,000 guesses cost twenty queries, and every one of them is found in the metrics', async () => {
  const metrics = createMetrics(() => Promise.reject(new Error('not asked here')));
  const guesses = createGuesses(metrics.guess, () => 0);
  let asked = 0;
  for (let nth = 0; nth < 100_000; nth += 1)
    await guesses.look(
      'desk',
      HERE,
      `wrong ${nth}`,
      async () => {
        asked += 1;
      },
      () => true,
    );
  expect(asked).toBe(20);
  expect(await metrics.registry.metrics()).toContain('wegwijzer_guesses_total{kind="desk"} 100000');
});
