/**
 * Something to say, in no language yet: a key of locales/ and what to fill in.
 * The domain names what is to be said; src/words says it.
 */
import type { IsoDate, MonthOrYear } from './facts.ts';
import type { QuestionId } from './questions.ts';
import type { Language } from './referral.ts';

export type Param =
  | string
  | number
  /** ISO 3166-1 alpha-2, `XK` or `stateless`. */
  | { readonly country: string }
  | { readonly countries: readonly string[] }
  | { readonly month: MonthOrYear }
  | { readonly day: IsoDate }
  /** The label of a choice: key `questions:<question>.options.<code>`. */
  | { readonly option: readonly [QuestionId, string] }
  | { readonly options: readonly [QuestionId, readonly string[]] }
  | { readonly language: Language }
  /** Another key, said in the same language. */
  | { readonly word: string }
  | { readonly words: readonly string[] };

export interface Say {
  /** `namespace:key`, such as `summary:situation.status`. */
  readonly key: string;
  readonly params?: { readonly [name: string]: Param };
}
