/** The rule book: one document of every rule, in one language. */

import { writeChanges } from './chapters/changes.ts';
import { writeCriteria } from './chapters/criteria.ts';
import { writeDocuments } from './chapters/documents.ts';
import { writeOffers } from './chapters/offers.ts';
import {
  writeFigures,
  writeFlags,
  writePerspectives,
  writeProfessions,
  writeRoutes,
  writeSteps,
} from './chapters/outcomes.ts';
import { writePostcodes, writeRegions } from './chapters/places.ts';
import { writePlan } from './chapters/plan.ts';
import { writeFlow, writeQuestions } from './chapters/questions.ts';
import { cell, code, type Line, list, paragraph, type RulebookDocument, reference, section } from './document.ts';
import type { Findings } from './findings.ts';
import type { Voice } from './voice.ts';

/** What a row cites by a short name; anything else is cited by its address. */
const SOURCES = ['S0', 'S1', 'S2', 'S3', 'S4', 'domain-facts'] as const;

/** @param drawing where the drawing of the flow is found, seen from the document */
export function writeRulebook(findings: Findings, voice: Voice, drawing: string): RulebookDocument {
  const { rules, today } = findings;
  return {
    title: voice.label('title'),
    contentsTitle: voice.label('contents'),
    intro: [
      paragraph(voice.label('version', { version: rules.version, day: voice.day(today) })),
      paragraph(voice.label('intro')),
      paragraph(voice.label('data-language')),
      list(SOURCES.map((name) => cell(code(name), `: ${voice.label(`source.${name}`)}`))),
      paragraph(voice.label('source.pages')),
    ],
    sections: [
      writeRowsToCheck(findings, voice),
      writeCriteria(findings, voice),
      writeRegions(findings, voice),
      writePostcodes(findings, voice),
      writePerspectives(findings, voice),
      writeRoutes(findings, voice),
      writeFlags(findings, voice),
      writeProfessions(findings, voice),
      writeDocuments(findings, voice),
      writeFigures(findings, voice),
      writeSteps(findings, voice),
      writePlan(findings, voice),
      writeChanges(findings, voice),
      writeOffers(findings, voice),
      writeQuestions(findings, voice),
      writeFlow(findings, voice, drawing),
    ],
  };
}

function writeRowsToCheck({ rowsToCheck }: Findings, voice: Voice) {
  const title = voice.label('chapter.to-check');
  if (rowsToCheck.length === 0) return section('to-check', title, paragraph(voice.label('to-check.none')));
  return section(
    'to-check',
    title,
    paragraph(voice.label('to-check.some')),
    list(
      rowsToCheck.map(({ id, validFrom, ref, checkedOn }) => {
        const said: Line = [code(id), ` ${voice.label('from', { day: voice.day(validFrom) })}: `, reference(ref)];
        return [...cell(...said), [voice.label('checked', { day: voice.day(checkedOn) })]];
      }),
    ),
  );
}
