/** What somebody typed into a form, judged: limits in one place, and texts fit to be kept. */
import { z } from 'zod';
import type { FormFields, Problems } from './ports.ts';

/** The most characters of a text; the forms say the same to the browser. */
export const LONGEST = { note: 1_000, place: 300, advice: 3_000, nextStep: 1_000, answer: 2_000 } as const;

/** The first value of a field. */
export const fieldOf = (form: FormFields, name: string): string => form[name]?.[0] ?? '';

/** One line feed for a line, no control characters (a database takes no NUL), no half characters, no empty ends. */
const tidy = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it takes out
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .trim();

/** A text of at most `longest` characters; problems `empty` and `too-long`. */
export const textOf = (longest: number, options: { readonly required: boolean }) =>
  z
    .string()
    .transform(tidy)
    .pipe(
      z
        .string()
        .min(options.required ? 1 : 0, 'empty')
        .max(longest, 'too-long'),
    );

/** The first problem of each field, by the codes that the schemas give as messages. */
export function problemsOf(error: z.ZodError): Problems {
  const problems: { [field: string]: string } = {};
  for (const { path, message } of error.issues) problems[String(path[0])] ??= message;
  return problems;
}
