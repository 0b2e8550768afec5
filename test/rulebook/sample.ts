/** The real rules, flow and words, studied once a file: it takes seconds. */
import { join } from 'node:path';
import { loadFlow } from '../../src/bot/flow.ts';
import { createPublisher, type RulebookPlaces, rulebookLanguages } from '../../src/rulebook/publish.ts';
import { loadRules } from '../../src/rules/load.ts';
import { findStaleRows } from '../../src/rules/stale.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { loadWords } from '../../src/words/words.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export const TODAY = '2026-11-22';
export const rules = loadRules();
export const { questions } = loadFlow(join(ROOT, 'dialogs', 'intake.json'));
export const words = loadWords(join(ROOT, 'locales'), BUILD_LANGUAGES);
export const languages = rulebookLanguages(words);

export const publisherOf = (some = rules, places?: RulebookPlaces) =>
  createPublisher(
    { rules: some, questions, words, findRowsToCheck: (today) => findStaleRows(some, today) },
    places ?? { drawing: () => 'flow.svg', markdown: () => 'rules.md' },
  );
