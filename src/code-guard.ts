/** Codes that are guessed in a conversation, counted where guesses at the pages are: by the address they come from. */
import type { TryCode } from './bot/ports.ts';
import type { Guesses } from './web/guesses.ts';

/** So many conversations whose address is known, the ones longest unheard are forgotten first. */
const REMEMBERED = 10_000;

export interface CodeGuard {
  /** Something was said in this conversation from this address. Kept in memory alone, like the count itself. */
  heardFrom(conversation: string, address: string): void;
  readonly tryCode: TryCode;
}

/** @returns the bot's way to look a code up, and the channels' way to say where a conversation comes from */
export function createCodeGuard(guesses: Guesses): CodeGuard {
  const addresses = new Map<string, string>();
  return {
    heardFrom(conversation, address) {
      addresses.delete(conversation); // heard last: at the end
      if (addresses.size >= REMEMBERED) addresses.delete(addresses.keys().next().value as string);
      addresses.set(conversation, address);
    },
    // Of what Azure carries, and of what another process received, no address is known: then the conversation itself is
    // counted, which erasing does not begin anew.
    tryCode: (kind, conversation, code, look, isBad) =>
      guesses.look(kind, addresses.get(conversation) ?? conversation, code, look, isBad),
  };
}
