/** What follows from the criteria: access to a desk, the perspective, the route, the flags and the next steps. */
import { PERSPECTIVES } from '../../domain/assessment.ts';
import { FLAGS, NEXT_STEPS, PERSPECTIVE_REASONS, ROUTE_REASONS } from '../../domain/codes.ts';
import { REGIONS } from '../../domain/facts.ts';
import { FLAGS_FOR_CLIENT } from '../../domain/flag-guide.ts';
import { type Cell, cell, code, type Line, link, list, paragraph, type Section, section, table } from '../document.ts';
import type { Findings } from '../findings.ts';
import { optionLabel } from '../labels.ts';
import type { PerspectiveRow } from '../perspective-table.ts';
import { groundsKey } from '../population.ts';
import { rowTable, sayGrounds } from '../row-table.ts';
import { sayClosing } from '../say-condition.ts';
import { type Voice, withCode } from '../voice.ts';

const columns = (voice: Voice, ...names: readonly string[]) => names.map((name) => voice.label(`column.${name}`));

export function writePerspectives({ rules, perspectives, observed }: Findings, voice: Voice): Section {
  const title = voice.label('chapter.perspective');
  const rows = rules.triage.perspective.map((row) => ({ name: title, row }));
  return section(
    'perspective',
    title,
    rowTable(voice, 'triage', voice.label('caption.rows', { name: title }), rows),
    table(
      voice.label('caption.perspective'),
      columns(voice, 'goal', 'jobTarget', 'recognitionFirst', 'outcome', 'reason'),
      perspectives.map((row) => ({ cells: describe(row, voice) })),
    ),
    table(
      voice.label('caption.perspective-texts'),
      columns(voice, 'outcome', 'rests-on', 'client', 'desk'),
      PERSPECTIVES.flatMap((outcome) =>
        PERSPECTIVE_REASONS[outcome].map((reason) => {
          const key = `perspective.${outcome}.${reason}`;
          return {
            anchor: `perspective-${reason}`,
            cells: [
              withCode(voice.say(`verdicts:${key}`), reason),
              sayGrounds(voice, observed.grounds.get(groundsKey('perspective', reason))),
              cell(voice.say(`verdicts:${key}.client`)),
              cell(voice.say(`desk-reasons:${key}`)),
            ],
          };
        }),
      ),
    ),
  );
}

function describe({ goals, jobTarget, recognitionFirst, outcome, reason }: PerspectiveRow, voice: Voice): Cell[] {
  const anything = cell(voice.label('no-matter'));
  const labels = (probes: PerspectiveRow['goals']): Cell =>
    probes.map(({ label }): Line => [optionLabel(voice, label)]);
  return [
    labels(goals),
    jobTarget === undefined ? anything : labels(jobTarget),
    recognitionFirst === undefined ? anything : cell(voice.label(recognitionFirst ? 'yes' : 'no')),
    cell(voice.say(`verdicts:perspective.${outcome}`)),
    [[voice.say(`verdicts:perspective.${outcome}.${reason}`)], [code(reason)]],
  ];
}

export function writeRoutes({ observed, whenAsked }: Findings, voice: Voice): Section {
  const title = voice.label('chapter.routes');
  return section(
    'routes',
    title,
    paragraph(voice.label('routes.order')),
    table(
      title,
      columns(voice, 'reason', 'destination', 'rests-on', 'client', 'desk', 'steps'),
      ROUTE_REASONS.map((reason) => {
        const seen = observed.routes.get(reason);
        const steps = NEXT_STEPS.filter((step) => seen?.steps.has(step));
        return {
          anchor: `route-${reason}`,
          cells: [
            [[code(reason)]],
            cell(seen === undefined ? voice.label('never-seen') : voice.say(`verdicts:destination.${seen.to}`)),
            sayGrounds(voice, observed.grounds.get(groundsKey('route', reason))),
            cell(voice.say(`verdicts:route.${reason}.client`)),
            cell(voice.say(`verdicts:route.${reason}.desk`)),
            steps.map((step): Line => [link(`#step-${step}`, step)]),
          ],
        };
      }),
    ),
    section(
      'closings',
      voice.label('chapter.closings'),
      paragraph(voice.label('closings.how')),
      list(whenAsked.closings.map((closing) => cell(sayClosing(voice, closing)))),
    ),
  );
}

export function writeFlags({ rules, observed }: Findings, voice: Voice): Section {
  const title = voice.label('chapter.flags');
  const rows = Object.entries(rules.triage)
    .filter(([id]) => id !== 'perspective')
    .flatMap(([, timeline]) => timeline)
    .map((row) => ({ name: voice.label(`triage.${row.id}`), row }));
  return section(
    'flags',
    title,
    table(
      title,
      columns(voice, 'flag', 'rests-on', 'client', 'desk'),
      FLAGS.map((flag) => ({
        anchor: `flag-${flag}`,
        cells: [
          withCode(voice.say(`verdicts:flag.${flag}`), flag),
          sayGrounds(voice, observed.grounds.get(groundsKey('flag', flag))),
          cell(isForClient(flag) ? voice.say(`guide:attention.${flag}`) : voice.label('flags.elsewhere')),
          cell(voice.say(`desk-reasons:flag.${flag}`)),
        ],
      })),
    ),
    rowTable(voice, 'triage', voice.label('caption.rows', { name: title }), rows),
  );
}

export function writeSteps({ rules }: Findings, voice: Voice): Section {
  const title = voice.label('chapter.steps');
  return section(
    'steps',
    title,
    ...NEXT_STEPS.map((id) =>
      section(
        `step-${id}`,
        voice.say(`verdicts:step.${id}`),
        rowTable(
          voice,
          'steps',
          voice.label('caption.rows', { name: id }),
          rules.steps[id].map((row) => ({
            name: id,
            row,
            value: [
              [link(row.value.url)],
              ...REGIONS.flatMap((region): Line[] => {
                const url = row.value.byRegion?.[region];
                return url === undefined ? [] : [[`${voice.say(`questions:location.options.${region}`)}: `, link(url)]];
              }),
            ],
          })),
        ),
      ),
    ),
  );
}

export function writeProfessions({ rules }: Findings, voice: Voice): Section {
  const title = voice.label('chapter.professions');
  const named = Object.values(rules.professions)
    .flat()
    .map((row) => ({ name: voice.say(`verdicts:profession.${row.id}`), row }));
  const ofKind = (kind: 'regulated' | 'protected-title') =>
    rowTable(
      voice,
      'professions',
      voice.label(`professions.${kind}`),
      named.filter(({ row }) => row.value.kind === kind),
    );
  return section('professions', title, ofKind('regulated'), ofKind('protected-title'));
}

export function writeFigures({ rules }: Findings, voice: Voice): Section {
  const title = voice.label('chapter.figures');
  const rows = Object.values(rules.figures)
    .flat()
    .map((row) => {
      const key = `documents:figure.${row.id}`;
      const name = voice.has(key)
        ? voice.say(key, { amount: sayAmount(voice, row.value), day: voice.day(row.source.checkedOn) })
        : row.id;
      return { name, row };
    });
  return section('figures', title, paragraph(voice.label('figures.about')), rowTable(voice, 'figures', title, rows));
}

const sayAmount = (voice: Voice, amount: number | string) =>
  typeof amount === 'string' ? voice.day(amount) : voice.value(amount);

const isForClient = (flag: (typeof FLAGS)[number]): boolean => FLAGS_FOR_CLIENT.some((one) => one === flag);
