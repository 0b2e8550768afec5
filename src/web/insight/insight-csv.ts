/**
 * The same figures as a table for spreadsheets. Columns: `quarter` (2026-Q4); `from` and `to`, its first and last day;
 * `indicator`, the id of the figure; `group`, its codes, joined by `+` where they are told together, `total` for all, or
 * `median`, `quartile-1`, `quartile-3`; `name`, the same in words; `unit`, `people` or `days`; `value`; `is`, `exact`,
 * `at-least` (in steps of five, the quarter still changes) or `fewer` (than the value: too few to be told).
 */
import type { Quarter } from '../../domain/insight.ts';
import { LEAST } from '../../domain/suppression.ts';
import { toCsv } from '../counsellor/csv-out.ts';
import { type Figure, figuresOf, nameClass, type Say } from './names.ts';

export const CSV_COLUMNS = ['quarter', 'from', 'to', 'indicator', 'group', 'name', 'unit', 'value', 'is'] as const;

export function insightCsv(say: Say, quarters: readonly Quarter[]): string {
  const rows = quarters.flatMap((quarter) =>
    figuresOf(quarter).flatMap((figure) =>
      rowsOf(say, figure).map((row) => [quarter.id, quarter.from, quarter.to, figure.id, ...row]),
    ),
  );
  return toCsv([CSV_COLUMNS, ...rows]);
}

function rowsOf(say: Say, figure: Figure): readonly string[][] {
  if ('spread' in figure) {
    const { spread } = figure;
    if (spread === undefined) return [];
    const row = (group: string, key: string, value: number) => [
      group,
      say(key),
      'days',
      String(Math.round(value)),
      'exact',
    ];
    const [first, third] = spread.quartiles ?? [];
    return [
      ...(first === undefined ? [] : [row('quartile-1', 'first-quartile', first)]),
      row('median', 'median', spread.median),
      ...(third === undefined ? [] : [row('quartile-3', 'third-quartile', third)]),
    ];
  }
  const { total, groups, inSteps } = figure.division;
  const is = inSteps ? 'at-least' : 'exact';
  if (total === undefined) return [['total', say('total'), 'people', String(LEAST), 'fewer']];
  return [
    ...groups.map(({ of, count }) => {
      const names = of.map((code) => nameClass(say, figure.id, code)).join(', ');
      return [of.join('+'), names, 'people', String(count), is];
    }),
    ['total', say('total'), 'people', String(total), is],
  ];
}
