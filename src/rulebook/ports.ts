/** What the rule book needs of others. It owns the types; src/app.ts and src/cli/rules.ts plug in who provides. */
import type { Conditions } from '../domain/conditions.ts';
import type { QuestionId } from '../domain/questions.ts';
import type { Language } from '../domain/referral.ts';
import type { Param } from '../domain/say.ts';

/** The words of locales/. */
export interface RulebookWords {
  /** The languages there are words in. */
  readonly languages: readonly Language[];
  /** Throws for a key without words. */
  t(language: Language, key: string, params?: { readonly [name: string]: string | number }): string;
  value(language: Language, value: Param): string;
  has(language: Language, key: string): boolean;
  dir(language: Language): 'ltr' | 'rtl';
  list(language: Language, items: readonly string[]): string;
  autonym(language: Language): string;
}

/** One question of dialogs/intake.json. */
export interface FlowQuestion {
  readonly id: QuestionId;
  readonly choices?: 'languages' | readonly string[] | undefined;
  readonly countries?: readonly string[] | undefined;
  readonly many: boolean;
  readonly notTold: boolean;
  /** Of a question that dialogs/ adds: for whom it is meant. */
  readonly when?: Conditions | undefined;
}

/** A row that nobody has looked at for more than a year. */
export interface RowToCheck {
  readonly id: string;
  readonly validFrom: string;
  readonly ref: string;
  readonly checkedOn: string;
}
