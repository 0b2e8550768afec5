/** How conversations and their activities are named. */
import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';

/** Conversations that we serve ourselves have a log; the others are `channel|conversation id`. */
export function isLocal(key: string): boolean {
  return !key.includes('|');
}

/** `conversation|0000012`, as Direct Line names activities. */
export function activityId(conversation: string, seq: number): string {
  return `${conversation}|${String(seq).padStart(7, '0')}`;
}

/** The sequence number in an activity id of this conversation; undefined when it is not one. */
export function seqOf(conversation: string, id: string): number | undefined {
  const digits = id.startsWith(`${conversation}|`) ? id.slice(conversation.length + 1) : '';
  return /^\d{7,9}$/.test(digits) ? Number(digits) : undefined;
}

/** PostgreSQL's text cannot hold a NUL; ids come from outside and may. */
export function withoutNul(text: string): string {
  return text.replaceAll('\0', '');
}

const hash = promisify<string, string, number, Buffer>(scrypt);

/**
 * What is stored of a resume code. Codes are short enough to be typed over, so a plain hash of a stolen table could be
 * searched; scrypt makes each guess cost. The salt is fixed because the code alone must find its row.
 * Case, spaces and dashes do not count: people copy codes by hand.
 */
export async function hashResumeCode(code: string): Promise<string> {
  const plain = code.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '');
  return (await hash(plain, 'wegwijzer resume code', 32)).toString('base64url');
}
