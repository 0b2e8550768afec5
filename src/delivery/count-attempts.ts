/** Counts how each attempt ended, by the kind of channel; what was sent, and to whom, is in no count. */
import type { SendResult } from './attempt.ts';
import type { Send, Senders } from './delivery.ts';

/** The same senders; one that throws is counted by whoever catches that. */
export function countAttempts(senders: Senders, count: (kind: string, outcome: SendResult['is']) => void): Senders {
  const counted = Object.entries(senders).map(([kind, send]) => {
    const sendAndCount: Send = async (errand, channel) => {
      const result = await (send as Send)(errand, channel);
      count(kind, result.is);
      return result;
    };
    return [kind, sendAndCount];
  });
  return Object.fromEntries(counted) as Senders;
}
