/** How the desk can reach someone: an e-mail address, a phone number, or another way. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Heard } from '../bot/ports.ts';
import { toAsciiDigits } from './normalise.ts';
import { hasRole, type Said } from './said.ts';
import { REJECT } from './settle.ts';

const EMAIL = /[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+/g;
const PHONE = /(?:\+|00)?\(?\d[\d\s./()-]{6,22}\d/g;
const VALID_EMAIL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/i;
const OTHER_WAYS = /\b(facebook|messenger|instagram|telegram|signal|whats ?app|viber|imo|skype)\b/i;
const LONGEST = 200;

/** Whose number it is, and other words that go with it, stand beside it: "call my daughter". */
export function interpretReach(said: Said): Heard {
  const ascii = toAsciiDigits(said.raw.normalize('NFKC'))
    .replace(/[\p{Cf}]/gu, '')
    .trim();
  if (ascii.length === 0 || ascii.length > LONGEST || /[<>{}]/.test(ascii)) return REJECT;
  const emails = [...ascii.matchAll(EMAIL)].map((match) => match[0].replace(/[.'!?]+$/, ''));
  const valid = emails.filter((email) => VALID_EMAIL.test(email) && !email.includes('..') && !/^\.|\.@/.test(email));
  // A mistyped address would lose the person.
  if (emails.length !== valid.length || valid.length > 1 || (ascii.includes('@') && valid.length === 0)) {
    return valid.length > 1 ? { is: 'ambiguous', candidates: valid.slice(0, 4).map((email) => ({ email })) } : REJECT;
  }
  const phones = readPhones(ascii.replace(EMAIL, ' '));
  if (phones.length > 1) return { is: 'ambiguous', candidates: phones.slice(0, 4).map((phone) => ({ phone })) };
  const reach = {
    ...(valid[0] === undefined ? {} : { email: valid[0].replace(/@.*$/, (domain) => domain.toLowerCase()) }),
    ...(phones[0] === undefined ? {} : { phone: phones[0] }),
  };
  if (Object.keys(reach).length > 0) {
    const other = said.tokens.some((_, i) => hasRole(said, i, 'others')) ? wordsBeside(ascii) : '';
    return { is: 'value', value: other === '' ? reach : { ...reach, other } };
  }
  if (OTHER_WAYS.test(ascii) && /\p{L}{2,}\s+\S{3,}/u.test(ascii) && !/\?$/.test(ascii)) {
    return { is: 'confirm', value: { other: ascii } };
  }
  return REJECT;
}

/** What is said beside an address or a number. */
function wordsBeside(text: string): string {
  const words = text
    .replace(EMAIL, ' ')
    .replace(PHONE, ' ')
    .replace(/[()]/g, ' ')
    .replace(/\s+([,.;:]|$)/g, '$1');
  return words.replace(/\s+/g, ' ').replace(/^[\s,.:;-]+|[\s,.:;-]+$/g, '');
}

/** Valid numbers in the international form; without a country code they are Belgian. */
function readPhones(text: string): string[] {
  const phones = new Set<string>();
  for (const match of text.matchAll(PHONE)) {
    const typed = match[0].replace(/^00/, '+');
    const phone = parsePhoneNumberFromString(typed, 'BE');
    if (phone?.isValid() === true) phones.add(phone.number);
  }
  return [...phones];
}
