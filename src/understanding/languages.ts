/** Names of languages: the one to go on in, and those in which someone can hold a conversation. */
import type { Heard } from '../bot/ports.ts';
import { LANGUAGES } from '../domain/referral.ts';
import { countUnexplained, type Named, readChoices } from './choice.ts';
import type { Lexicon } from './lexicon.ts';
import { findPhrases } from './phrases.ts';
import { hasRole, pick, type Said } from './said.ts';
import { REJECT, settleOne } from './settle.ts';

/** The language to go on in: one of the nine. */
export function interpretLanguage(lexicon: Lexicon, said: Said): Heard {
  const reading = readChoices(lexicon, said, lexicon.languages);
  const known = reading.named.filter((one) => (LANGUAGES as readonly string[]).includes(one.code));
  return settleOne({ ...reading, named: known }, said, { rights: false });
}

/** French, English, both or neither. A language that is not named is one that the person did not claim. */
export function interpretContactLanguages(lexicon: Lexicon, said: Said): Heard {
  const own = lexicon.choices['contact-language'];
  const all = own === undefined ? undefined : readChoices(lexicon, said, own);
  const reading = readChoices(lexicon, said, lexicon.languages);
  const said_ = (code: string) => reading.named.filter((one) => one.code === code);
  const french = said_('fr');
  const english = said_('en');
  if (french.length + english.length > 0) {
    const claimed = {
      french: french.some((one) => speaks(lexicon, said, one)),
      english: english.some((one) => speaks(lexicon, said, one)),
    };
    const weak =
      said.tokens.some((_, i) => hasRole(said, i, 'weak', 'vague')) || [...french, ...english].some((one) => !one.sure);
    if (said.asksBack || reading.blocked) return REJECT;
    if (!claimed.french && !claimed.english) {
      // "No French" says nothing of English.
      if (french.length > 0 && english.length > 0) return { is: 'value', value: claimed };
      const other = french.length > 0 ? { french: false, english: true } : { french: true, english: false };
      return { is: 'ambiguous', candidates: [{ french: false, english: false }, other] };
    }
    const coverage = reading.covered / (reading.covered + reading.left);
    if (coverage < 0.34) return REJECT;
    return { is: weak || coverage < 0.6 ? 'confirm' : 'value', value: claimed };
  }
  if (all === undefined) return REJECT;
  const heard = settleOne(all, said, { rights: false, store: contactOf });
  if (heard.is !== 'reject') return heard;
  return interpretBareNo(lexicon, said);
}

/** "English no, French yes": the answer behind the name counts, then a "no" that belongs to it. */
function speaks(lexicon: Lexicon, said: Said, { to, negated }: Named): boolean {
  const token = said.tokens[to];
  if (token === undefined || /[,;.]/.test(token.gap)) return !negated;
  const answer = findPhrases(lexicon.answers, [token]).flatMap((match) => pick(match.values, said.preferred))[0];
  return answer === 'yes' || (answer !== 'no' && !negated);
}

/** "No" to "French or English?" is neither; "yes" does not say which. */
function interpretBareNo(lexicon: Lexicon, said: Said): Heard {
  const reading = readChoices(lexicon, said, lexicon.answers as never, { exact: true });
  const codes = reading.named.map((one) => one.code);
  if (reading.left > 0 || countUnexplained(lexicon, said, []) > 0) return REJECT;
  // "No Dutch" says nothing of French.
  if (findPhrases(lexicon.languages, said.tokens).length > 0) return REJECT;
  if (codes.length === 1 && codes[0] === 'no') return { is: 'value', value: { french: false, english: false } };
  if (codes.length === 1 && codes[0] === 'yes') {
    return { is: 'ambiguous', candidates: ['both', 'french', 'english'].map(contactOf) };
  }
  return REJECT;
}

export function contactOf(code: string): { french: boolean; english: boolean } {
  return { french: code === 'both' || code === 'french', english: code === 'both' || code === 'english' };
}
