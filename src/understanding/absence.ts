/** Whether somebody left Belgium for a while: leaving one's own country is not that, and a short visit is asked about. */
import type { Heard } from '../bot/ports.ts';
import { isLocatedAt, isOfPapers } from './frames.ts';
import type { Lexicon } from './lexicon.ts';
import { findPhrases } from './phrases.ts';
import { pick, type Said } from './said.ts';
import { interpretYesNo } from './yes-no.ts';

const HERE = 'BE';
const SHORT: ReadonlySet<string> = new Set(['day', 'days', 'week', 'weeks']);

export function interpretAbsence(lexicon: Lexicon, said: Said): Heard {
  const heard = interpretYesNo(lexicon, said, lexicon.choices['left-in-between'], { fact: true });
  if (heard.is !== 'value' || heard.value !== true || saysYes(lexicon, said)) return heard;
  return isElsewhere(lexicon, said) || isShort(lexicon, said) || isInside(lexicon, said)
    ? { is: 'confirm', value: true }
    : heard;
}

/** A plain yes is one, whatever is told beside it; "to see my mother" is no Spanish one. */
function saysYes(lexicon: Lexicon, said: Said): boolean {
  return findPhrases(lexicon.answers, said.tokens).some(
    (match) =>
      pick(match.values, said.preferred)[0] === 'yes' &&
      (match.from === 0 || match.values.some(({ language }) => language === said.preferred[0])),
  );
}

/** "I left Syria": the way here. "I went to Syria" is the way there. */
function isElsewhere(lexicon: Lexicon, said: Said): boolean {
  return findPhrases(lexicon.countries, said.tokens).some(
    (match) => !pick(match.values, said.preferred).includes(HERE) && !isLocatedAt(lexicon, said, match),
  );
}

/** "I went to Antwerp", "I left school": somewhere else, and still in Belgium. */
function isInside(lexicon: Lexicon, said: Said): boolean {
  const abroad = findPhrases(lexicon.countries, said.tokens).length > 0;
  return (
    !abroad &&
    (findPhrases(lexicon.places, said.tokens).length > 0 ||
      findPhrases(lexicon.topics, said.tokens).length > 0 ||
      isOfPapers(lexicon, said))
  );
}

function isShort(lexicon: Lexicon, said: Said): boolean {
  return findPhrases(lexicon.time, said.tokens).some((match) =>
    pick(match.values, said.preferred).some((token) =>
      token.is === 'span' ? token.unit === 'd' || token.unit === 'w' : SHORT.has(token.is),
    ),
  );
}
