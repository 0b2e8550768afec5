import type { ConversationReferences } from '../../src/channels/ports.ts';

/** Conversation references in memory; by copy, as a database would keep them. */
export function createMemoryReferences(): ConversationReferences & { readonly kept: ReadonlyMap<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    async keep(key, reference) {
      kept.set(key, JSON.stringify(reference));
    },
    async find(key) {
      const text = kept.get(key);
      return text === undefined ? undefined : JSON.parse(text);
    },
    async forget(key) {
      kept.delete(key);
    },
  };
}
