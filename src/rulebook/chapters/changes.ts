/** What would change a result: what is tried, what it was seen to bring, and who is told. */
import { CHANGE_RESULTS, CHANGES } from '../../domain/codes.ts';
import { type Cell, cell, code, type Line, link, paragraph, type Section, section, table } from '../document.ts';
import type { Findings } from '../findings.ts';
import { type SeenSay, saySlots } from '../slots.ts';
import type { Voice } from '../voice.ts';

type ChangeId = (typeof CHANGES)[keyof typeof CHANGES][number];

const wordOf = (result: string) => `verdicts:change.then.${result}`;

export function writeChanges({ changes }: Findings, voice: Voice): Section {
  const title = voice.label('chapter.changes');
  const columns = (...names: readonly string[]) => names.map((name) => voice.label(`column.${name}`));
  return section(
    'changes',
    title,
    paragraph(voice.label('changes.how')),
    paragraph(voice.label('changes.whom')),
    table(
      title,
      columns('change', 'told', 'brings', 'client', 'office'),
      [...CHANGES.inPower, ...CHANGES.others].map((id) => ({
        anchor: `change-${id}`,
        cells: describe(id, changes, voice),
      })),
    ),
    table(
      voice.label('caption.results'),
      columns('outcome', 'client', 'office'),
      CHANGE_RESULTS.map((result) => {
        const office = changes.results.get(wordOf(result));
        return {
          anchor: `brings-${result}`,
          cells: [
            cell(code(result)),
            cell(voice.say(wordOf(result))),
            cell(office === undefined ? voice.label('never-seen') : voice.say(office)),
          ],
        };
      }),
    ),
  );
}

function describe(id: ChangeId, { changes, results }: Findings['changes'], voice: Voice): Cell[] {
  const isTold = CHANGES.inPower.some((one) => one === id);
  const seen = changes.get(id);
  const said = (text: SeenSay | undefined): Cell =>
    cell(text === undefined ? voice.label(isTold ? 'never-seen' : 'changes.no-words') : saySlots(voice, text));
  return [
    cell(code(id)),
    cell(voice.label(isTold ? 'yes' : 'no')),
    seen === undefined ? cell(voice.label('never-seen')) : resultsOf(seen.desk, results),
    said(seen?.client),
    said(seen?.desk),
  ];
}

/** The results that were seen, by the words of an office: each change is said to an office. */
function resultsOf({ params }: SeenSay, words: Findings['changes']['results']): Line[] {
  const seen = new Set((params.get('result') ?? []).map((value) => JSON.stringify(value)));
  return CHANGE_RESULTS.filter((result) => seen.has(JSON.stringify({ word: words.get(wordOf(result)) }))).map(
    (result) => [link(`#brings-${result}`, result)],
  );
}
