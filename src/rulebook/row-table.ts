/** The table in which rule rows stand: what holds, from when to when, where it stands and how it was read. */
import type { Row } from '../domain/rules.ts';
import { type Block, type Cell, cell, type Line, link, reference, source, type TableRow, table } from './document.ts';
import type { SeenGround } from './population.ts';
import { sayValue, type Voice, withCode } from './voice.ts';

export interface NamedRow {
  readonly name: string;
  readonly row: Row<unknown>;
  /** Instead of the plain value. */
  readonly value?: Cell;
}

export const anchorOf = (group: string, row: Row<unknown>): string => `${group}-${row.id}-${row.validFrom}`;

/** From which day to which; several dates of one rule stand under each other. */
export function sayValidity(voice: Voice, { validFrom, validTo }: Row<unknown>): Cell {
  const from: Line = [voice.label('from', { day: voice.day(validFrom) })];
  return validTo === undefined ? [from] : [from, [voice.label('until', { day: voice.day(validTo) })]];
}

export function saySource(voice: Voice, row: Row<unknown>): Cell {
  return [
    [source(row.source.title)],
    [reference(row.source.ref)],
    [voice.label('checked', { day: voice.day(row.source.checkedOn) })],
  ];
}

/**
 * The rows behind a verdict, each with a link to it. Where everyone has a row of their own, such as that of their
 * region, one link to the chapter says so.
 */
export function sayGrounds(voice: Voice, grounds: readonly SeenGround[] = []): Cell {
  const lines = new Map<string, Line>();
  for (const { rule, validFrom } of grounds) {
    const [group = '', ...id] = rule.split('.');
    const own = `rests-on.${group}`;
    if (voice.has(`rulebook:${own}`)) lines.set(group, [link(`#${group}`, voice.label(own))]);
    else lines.set(rule + validFrom, [link(`#${group}-${id.join('.')}-${validFrom}`, rule)]);
  }
  return lines.size === 0 ? cell(voice.label('never-seen')) : [...lines.values()];
}

/** `group` is the name of the file in src/rules. */
export function rowTable(voice: Voice, group: string, caption: string, rows: readonly NamedRow[]): Block {
  const head = ['rule', 'validity', 'value', 'source', 'note'].map((column) => voice.label(`column.${column}`));
  return table(
    caption,
    head,
    rows.map(
      ({ name, row, value }): TableRow => ({
        anchor: anchorOf(group, row),
        cells: [
          withCode(name, row.id),
          sayValidity(voice, row),
          value ?? sayValue(voice, row.value, row.unit),
          saySource(voice, row),
          [[source(row.note)]],
        ],
      }),
    ),
  );
}
