/** The papers: why each is asked, how much it is needed, and the way round for who has not got it. */
import { NEEDS } from '../../domain/assessment.ts';
import { DOCUMENT_REASONS, WAYS_ROUND } from '../../domain/codes.ts';
import { DOCUMENT_HOLDINGS, DOCUMENT_IDS, type DocumentId } from '../../domain/facts.ts';
import { type Block, cell, code, paragraph, type Section, section, table } from '../document.ts';
import type { Findings } from '../findings.ts';
import { rowTable } from '../row-table.ts';
import type { Voice } from '../voice.ts';

export function writeDocuments(findings: Findings, voice: Voice): Section {
  return section(
    'documents',
    voice.label('chapter.documents'),
    ...DOCUMENT_IDS.map((id) => {
      const name = voice.say(`documents:${id}.name`);
      return section(
        `document-${id}`,
        name,
        paragraph(voice.say(`documents:${id}.what`)),
        rowTable(
          voice,
          'documents',
          voice.label('caption.rows', { name }),
          findings.rules.documents[id].map((row) => ({ name, row })),
        ),
        ...tabulateReasons(findings, id, name, voice),
      );
    }),
  );
}

function tabulateReasons({ observed }: Findings, id: DocumentId, name: string, voice: Voice): Block[] {
  const seen = observed.documents.get(id);
  if (seen === undefined) return [paragraph(voice.label('never-seen'))];
  const column = (key: string) => voice.label(`column.${key}`);
  const reasons = table(
    voice.label('caption.reasons', { name }),
    [column('reason'), column('need'), column('client')],
    DOCUMENT_REASONS.filter((reason) => seen.reasons.has(reason)).map((reason) => ({
      anchor: `document-${id}-${reason}`,
      cells: [
        [[code(reason)]],
        cell(
          NEEDS.filter((need) => seen.reasons.get(reason)?.has(need))
            .map((need) => voice.say(`documents:need.${need}`))
            .join('; '),
        ),
        cell(voice.say(`documents:reason.${reason}`)),
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
