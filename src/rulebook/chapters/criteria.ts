/** E1 to E8: rows, outcomes, and the words that a client and a desk read. */
import { CRITERIA, type CriterionId, OUTCOMES } from '../../domain/assessment.ts';
import { CRITERION_REASONS } from '../../domain/codes.ts';
import { type Block, cell, code, type Section, section, table } from '../document.ts';
import type { Findings } from '../findings.ts';
import { rowTable } from '../row-table.ts';
import type { Voice } from '../voice.ts';

export function writeCriteria({ rules }: Findings, voice: Voice): Section {
  return section(
    'criteria',
    voice.label('chapter.criteria'),
    ...CRITERIA.map((id) => {
      const title = `${id} ${voice.say(`verdicts:criterion.${id}.name`)}`;
      const rows = rules.criteria[id].map((row) => ({ name: title, row }));
      return section(
        `criterion-${id}`,
        title,
        rowTable(voice, 'criteria', voice.label('caption.rows', { name: title }), rows),
        tabulateOutcomes(id, title, voice),
      );
    }),
    section(
      'states',
      voice.label('chapter.states'),
      rowTable(
        voice,
        'states',
        voice.label('chapter.states'),
        Object.values(rules.states)
          .flat()
          .map((row) => ({ name: voice.label(`states.${row.id}`), row })),
      ),
    ),
  );
}

function tabulateOutcomes(id: CriterionId, name: string, voice: Voice): Block {
  const head = ['reason', 'outcome', 'client', 'desk'].map((column) => voice.label(`column.${column}`));
  const rows = OUTCOMES.flatMap((outcome) =>
    CRITERION_REASONS[id][outcome].map((reason) => ({
      anchor: `criterion-${id}-${reason}`,
      cells: [
        [[code(reason)]],
        cell(voice.say(`verdicts:outcome.${outcome}`)),
        cell(voice.say(`verdicts:reason.${id}.${reason}.client`)),
        cell(voice.say(`verdicts:reason.${id}.${reason}.desk`)),
      ],
    })),
  );
  return table(voice.label('caption.outcomes', { name }), head, rows);
}
