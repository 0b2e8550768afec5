/** The eight regions with their practice, and which postcode lies where. */
import { REGIONS } from '../../domain/facts.ts';
import type { PostcodeValue, RegionValue, Row } from '../../domain/rules.ts';
import { type Cell, cell, code, type Section, section, source, table } from '../document.ts';
import type { Findings } from '../findings.ts';
import { anchorOf, rowTable, saySource, sayValidity } from '../row-table.ts';
import { type Voice, withCode } from '../voice.ts';

const COLUMNS = [
  'region',
  'euNationals',
  'strict',
  'study',
  'followUp',
  'breadth',
  'depth',
  'deskDays',
  'jobseekerService',
  'agency',
  'validity',
  'source',
  'note',
] as const;

const DESTINATION = { desk: 'desk', person: 'person', adviser: 'educational-adviser' } as const;

export function writeRegions({ rules }: Findings, voice: Voice): Section {
  const title = voice.label('chapter.regions');
  const head = COLUMNS.map((column) =>
    voice.has(`rulebook:value.${column}`) ? voice.label(`value.${column}`) : voice.label(`column.${column}`),
  );
  const rows = REGIONS.flatMap((id) =>
    rules.regions[id].map((row) => ({ anchor: anchorOf('regions', row), cells: describe(row, voice) })),
  );
  return section('regions', title, table(title, head, rows));
}

function describe(row: Row<RegionValue>, voice: Voice): readonly Cell[] {
  const { value } = row;
  const yesNo = (is: boolean) => cell(voice.label(is ? 'yes' : 'no'));
  return [
    withCode(voice.say(`questions:location.options.${row.id}`), row.id),
    cell(voice.say(`verdicts:access.${value.euNationals}`)),
    yesNo(value.strict),
    cell(voice.say(`verdicts:destination.${DESTINATION[value.study]}`)),
    value.followUp === null ? cell(voice.label('varies')) : yesNo(value.followUp),
    cell(source(value.breadth)),
    cell(source(value.depth)),
    cell(source(value.deskDays)),
    cell(code(value.jobseekerService)),
    cell(code(value.agency)),
    sayValidity(voice, row),
    saySource(voice, row),
    cell(source(row.note)),
  ];
}

export function writePostcodes({ rules }: Findings, voice: Voice): Section {
  const title = voice.label('chapter.postcodes');
  return section(
    'postcodes',
    title,
    { kind: 'paragraph', line: [voice.label('postcodes.order')] },
    rowTable(
      voice,
      'postcodes',
      title,
      rules.postcodes.flatMap((timeline, at) =>
        timeline.map((row) => ({
          name: `${at + 1}. ${voice.say(`questions:location.options.${row.value.place}`)}`,
          row,
          value: sayCodes(row.value),
        })),
      ),
    ),
  );
}

function sayCodes({ codes = [], ranges = [], area }: PostcodeValue): Cell {
  const numbers = [...codes.map(String), ...ranges.map(([first, last]) => `${first}–${last}`)].join(', ');
  return area === undefined ? cell(numbers) : [[numbers], [code(area)]];
}
