import { expect, it } from 'vitest';
import type { SendResult } from '../../src/delivery/attempt.ts';
import { countAttempts } from '../../src/delivery/count-attempts.ts';
import type { Send, Senders } from '../../src/delivery/delivery.ts';

it('counts how each attempt ended, and passes on what came of it', async () => {
  const results: SendResult[] = [
    { is: 'unreachable', code: 'smtp-421' },
    { is: 'accepted', receipt: 'r1' },
  ];
  const email: Send = async () => results.shift() ?? Promise.reject(new Error('a bug'));
  const counted: string[] = [];
  const senders = countAttempts({ email } as unknown as Senders, (kind, outcome) => counted.push(`${kind} ${outcome}`));
  const send = senders.email as Send;
  expect(await send({} as never, {} as never)).toEqual({ is: 'unreachable', code: 'smtp-421' });
  expect(await send({} as never, {} as never)).toEqual({ is: 'accepted', receipt: 'r1' });
  await expect(send({} as never, {} as never)).rejects.toThrow('a bug');
  expect(counted).toEqual(['email unreachable', 'email accepted']);
});
