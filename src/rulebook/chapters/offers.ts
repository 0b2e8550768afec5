/** The catalogue of offers: where, for whom, until when, and how sure that is. */
import { PLACES, REGIONS } from '../../domain/facts.ts';
import type { OfferValue, Row } from '../../domain/rules.ts';
import { type Cell, cell, code, type Line, paragraph, type Section, section, source, table } from '../document.ts';
import type { Findings } from '../findings.ts';
import { anchorOf, saySource, sayValidity } from '../row-table.ts';
import { sayValue, type Voice } from '../voice.ts';

const STATUSES = ['running', 'unverified', 'ended'] as const satisfies readonly OfferValue['status'][];

export function writeOffers({ rules }: Findings, voice: Voice): Section {
  const rows = Object.values(rules.offers).flat();
  const head = ['offer', 'aim', 'regions', 'conditions', 'status', 'source', 'note'].map((column) =>
    voice.label(`column.${column}`),
  );
  return section(
    'offers',
    voice.label('chapter.offers'),
    paragraph(voice.label('offers.how')),
    ...STATUSES.map((status) => {
      const caption = voice.say(`offers:status.${status}`);
      const some = rows.filter(({ value }) => value.status === status);
      return section(
        `offers-${status}`,
        caption,
        table(
          `${voice.label('chapter.offers')}: ${caption}`,
          head,
          some.map((row) => ({ anchor: anchorOf('offers', row), cells: describe(row, voice) })),
        ),
      );
    }),
  );
}

function describe(row: Row<OfferValue>, voice: Voice): readonly Cell[] {
  const { value } = row;
  const where = PLACES.filter((place) => (value.regions as readonly string[]).includes(place));
  const conditions: Cell = Object.keys(value.conditions).length === 0 ? [] : sayValue(voice, value.conditions);
  const rest: Line[] = [
    ...(value.alsoAsked.length === 0
      ? []
      : [[`${voice.label('value.alsoAsked')}: `, source(value.alsoAsked.join('; '))]]),
    [voice.label(value.ownRules ? 'offers.own-rules' : 'offers.desk-rules')],
  ];
  const facts: Line[] = [
    ...(value.duration === undefined ? [] : [[`${voice.label('value.duration')}: `, source(value.duration)]]),
    ...(value.reached === undefined ? [] : [[`${voice.label('value.reached')}: ${voice.value(value.reached)}`]]),
  ];
  return [
    [[source(value.title)], [source(value.provider)], [code(row.id)]],
    [[voice.say(`offers:aim.${value.aim}`)], ...(value.audience === 'desk' ? [[voice.label('offers.for-desks')]] : [])],
    where.length === REGIONS.length
      ? cell(voice.label('offers.everywhere'))
      : where.map((place): Line => [voice.say(`questions:location.options.${place}`)]),
    [...conditions, ...rest],
    [
      [voice.say(`offers:status.${value.status}`)],
      [voice.label('offers.as-of', { year: String(value.asOf) })],
      ...facts,
      ...sayValidity(voice, row),
    ],
    saySource(voice, row),
    cell(source(row.note)),
  ];
}
