/** The papers: why each is asked, how much it is needed, and the way round for who has not got it. */
import { NEEDS } from '../../domain/assessment.ts';
import { DOCUMENT_REASONS, WAYS_ROUND } from '../../domain/codes.ts';
import { DOCUMENT_HOLDINGS, DOCUMENT_IDS } from '../../domain/facts.ts';
import type { AddedDocumentValue, Row } from '../../domain/rules.ts';
import { type Block, type Cell, cell, code, paragraph, type Section, section, table } from '../document.ts';
import type { Findings } from '../findings.ts';
import { groundsKey } from '../population.ts';
import { rowTable, sayGrounds } from '../row-table.ts';
import { sayValue, type Voice } from '../voice.ts';

export function writeDocuments(findings: Findings, voice: Voice): Section {
  const { documents, addedDocuments } = findings.rules;
  return section(
    'documents',
    voice.label('chapter.documents'),
    ...DOCUMENT_IDS.map((id) => writeDocument(findings, id, documents[id], voice)),
    ...Object.entries(addedDocuments).map(([id, rows]) => {
      const values = new Map(rows.map((row) => [row, sayAdded(voice, row)]));
      return writeDocument(findings, id, rows, voice, [paragraph(voice.label('documents.added'))], values);
    }),
  );
}

function writeDocument(
  findings: Findings,
  id: string,
  rows: readonly Row<unknown>[],
  voice: Voice,
  first: readonly Block[] = [],
  values: ReadonlyMap<Row<unknown>, Cell> = new Map(),
): Section {
  const name = voice.say(`documents:${id}.name`);
  return section(
    `document-${id}`,
    name,
    paragraph(voice.say(`documents:${id}.what`)),
    ...first,
    rowTable(
      voice,
      'documents',
      voice.label('caption.rows', { name }),
      rows.map((row) => {
        const value = values.get(row);
        return value === undefined ? { name, row } : { name, row, value };
      }),
    ),
    ...tabulateReasons(findings, id, name, voice),
  );
}

/** For whom, how much and why, as its row says. */
function sayAdded(voice: Voice, { value: { when, ...others } }: Row<AddedDocumentValue>): Cell {
  const isForAll = Object.keys(when).length === 0;
  return [
    [`${voice.label('value.when')}: `, ...(isForAll ? [voice.label('everyone')] : [])],
    ...(isForAll ? [] : sayValue(voice, when)),
    ...sayValue(voice, others),
  ];
}

function tabulateReasons({ observed }: Findings, id: string, name: string, voice: Voice): Block[] {
  const seen = observed.documents.get(id);
  if (seen === undefined) return [paragraph(voice.label('never-seen'))];
  const column = (key: string) => voice.label(`column.${key}`);
  const reasons = table(
    voice.label('caption.reasons', { name }),
    [column('reason'), column('need'), column('rests-on'), column('client'), column('desk')],
    orderOf(DOCUMENT_REASONS, seen.reasons.keys()).map((reason) => ({
      anchor: `document-${id}-${reason}`,
      cells: [
        [[code(reason)]],
        cell(
          NEEDS.filter((need) => seen.reasons.get(reason)?.has(need))
            .map((need) => voice.say(`documents:need.${need}`))
            .join('; '),
        ),
        sayGrounds(voice, observed.grounds.get(groundsKey('document', id, reason))),
        cell(voice.say(`documents:reason.${reason}`)),
        cell(voice.say(`desk-reasons:document.${reason}`)),
      ],
    })),
  );
  if (seen.waysRound.size === 0) return [reasons];
  const ways = table(
    voice.label('caption.ways', { name }),
    [column('wayRound'), column('holding'), column('client')],
    WAYS_ROUND.filter((way) => seen.waysRound.has(way)).map((way) => ({
      anchor: `document-${id}-${way}`,
      cells: [
        [[code(way)]],
        [...DOCUMENT_HOLDINGS, 'unknown' as const]
          .filter((holding) => seen.waysRound.get(way)?.has(holding))
          .map((holding) => [voice.say(`documents:status.${holding}`)]),
        cell(voice.say(`documents:wayRound.${way}`)),
      ],
    })),
  );
  return [reasons, ways];
}

/** In the order of the codes; those that rows add come last. */
function orderOf(codes: readonly string[], seen: Iterable<string>): readonly string[] {
  const all = new Set(seen);
  return [...codes.filter((one) => all.has(one)), ...[...all].filter((one) => !codes.includes(one))];
}
