/** The rule book in its three forms, written once a day and language and kept. */
import type { IsoDate } from '../domain/facts.ts';
import type { Language } from '../domain/referral.ts';
import type { Rules } from '../domain/rules.ts';
import { writeHtml } from './as-html.ts';
import { writeMarkdown } from './as-markdown.ts';
import { drawFlow } from './drawing.ts';
import { type Findings, studyRules } from './findings.ts';
import type { FlowQuestion, RowToCheck, RulebookWords } from './ports.ts';
import { writeRulebook } from './rulebook.ts';
import { voiceOf } from './voice.ts';

export interface RulebookParts {
  readonly rules: Rules;
  readonly questions: readonly FlowQuestion[];
  readonly words: RulebookWords;
  readonly findRowsToCheck: (today: IsoDate) => readonly RowToCheck[];
}

/** Where the forms of one language stand, as seen from the HTML and the Markdown. */
export interface RulebookPlaces {
  readonly drawing: (language: Language) => string;
  readonly markdown: (language: Language) => string;
  /** undefined: the other languages are not at hand. */
  readonly html?: (language: Language) => string;
}

interface PublishedRulebook {
  readonly html: string;
  readonly markdown: string;
  readonly drawing: string;
}

export type Publish = (language: Language, today: IsoDate) => Promise<PublishedRulebook>;

/** The languages that have words for the rule book: it is for policy people, and need not speak every newcomer's. */
export const rulebookLanguages = (words: RulebookWords): readonly Language[] =>
  words.languages.filter((language) => words.has(language, 'rulebook:title'));

/** The first call of a day takes seconds on a slow machine, and lets others work in between. */
export function createPublisher(parts: RulebookParts, places: RulebookPlaces): Publish {
  const { rules, questions, words } = parts;
  let studied: { readonly day: IsoDate; readonly findings: Promise<Findings> } | undefined;
  let written = new Map<Language, PublishedRulebook>();
  return async (language, today) => {
    if (studied?.day !== today) {
      const rowsToCheck = parts.findRowsToCheck(today);
      studied = { day: today, findings: studyRules({ rules, questions, today, rowsToCheck }) };
      written = new Map();
    }
    const shelf = written;
    const findings = await studied.findings.catch((error: unknown) => {
      // The next one who asks tries again.
      studied = undefined;
      throw error;
    });
    const known = shelf.get(language);
    if (known !== undefined) return known;
    const voice = voiceOf(words, language);
    const book = writeRulebook(findings, voice, places.drawing(language));
    const { html } = places;
    const others = html === undefined ? [] : rulebookLanguages(words).filter((other) => other !== language);
    const made: PublishedRulebook = {
      html: writeHtml(book, {
        language,
        dir: words.dir(language),
        skip: voice.label('skip'),
        links: [
          { href: places.markdown(language), text: voice.label('as-markdown') },
          { href: places.drawing(language), text: voice.label('flow.open') },
          ...others.map((other) => ({ href: html?.(other) ?? '', text: words.autonym(other), language: other })),
        ],
      }),
      markdown: writeMarkdown(book),
      drawing: drawFlow(findings, voice),
    };
    shelf.set(language, made);
    return made;
  };
}
