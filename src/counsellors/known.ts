/** Reads what a counsellor knows of a client: chosen from lists or typed, understood as the conversation would. */
import { z } from 'zod';
import { LANGUAGES, type Language } from '../domain/referral.ts';
import type { Draft, Forwarding, Interview, KnownQuestion, Problem, Words } from './ports.ts';

const LABEL_MOST = 80;
const MOST_TYPED = 200;
const language = z.enum(LANGUAGES);

interface Parts {
  readonly interview: Interview;
  readonly words: Words;
  /** Whether an address is a counsellor's: no client's mail goes there. */
  readonly isCounsellor: (email: string) => boolean;
}

/** `read` of Forwarding. A field that is left empty is not known, which is no problem. */
export function createReader({ interview, words, isCounsellor }: Parts): Forwarding['read'] {
  return (fields, reader) => {
    const problems: Problem[] = [];
    const refuse = (field: string, key: string, params: { readonly [name: string]: string | number } = {}) => {
      problems.push({ field, text: words(reader, `counsellor:problem.${key}`, params) });
    };
    const typed = (field: string) => (fields[field]?.[0] ?? '').normalize('NFC').trim();

    const label = typed('label');
    if (label.length > LABEL_MOST) refuse('label', 'label-long', { most: LABEL_MOST });
    const email = typed('email');
    if (email !== '' && !z.email().safeParse(email).success) refuse('email', 'email');
    else if (email !== '' && isCounsellor(email)) refuse('email', 'email-counsellor');
    const spoken = language.safeParse(typed('language'));
    if (!spoken.success) refuse('language', 'language');

    const known: Record<string, unknown> = {};
    for (const question of interview.questions) {
      const said = (fields[question.id] ?? []).map((one) => one.normalize('NFC').trim()).filter((one) => one !== '');
      if (said.length === 0) continue;
      const heard = hear(question, said, reader);
      if ('value' in heard) {
        // "I don't know" is what leaving it open says.
        if (heard.value !== 'unknown' && heard.value !== 'declined') known[question.id] = heard.value;
      } else problems.push({ field: question.id, text: heard.problem });
    }
    if (problems.length > 0 || !spoken.success) return { ok: false, problems };
    const draft: Draft = {
      label: label === '' ? null : label,
      email: email === '' ? null : email,
      language: spoken.data,
      known,
    };
    return { ok: true, draft };
  };

  function hear(
    { id, choices, many }: KnownQuestion,
    said: readonly string[],
    reader: Language,
  ): { readonly value: unknown } | { readonly problem: string } {
    if (said.every((code) => choices.includes(code)) && (many || said.length === 1)) {
      return { value: interview.valueOf(id, said, many) };
    }
    const text = said.join(', ');
    const heard = text.length > MOST_TYPED ? ({ is: 'reject' } as const) : interview.understand(id, text, reader);
    if (heard.is === 'value') return { value: heard.value };
    const candidates = heard.is === 'confirm' ? [heard.value] : heard.is === 'ambiguous' ? heard.candidates : [];
    if (candidates.length === 0) {
      const help = words(reader, `questions:${id}.help`);
      return { problem: words(reader, 'counsellor:problem.not-understood', { help }) };
    }
    const meant = candidates.map((value) => `‘${interview.say(reader, id, value)}’`).join(', ');
    return { problem: words(reader, 'counsellor:problem.did-you-mean', { meant }) };
  }
}
