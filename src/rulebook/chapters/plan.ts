/** The plan: which steps are proposed to whom and in which order, and the note for the welfare centre. */
import {
  type Block,
  type Cell,
  cell,
  type Line,
  link,
  list,
  paragraph,
  type Section,
  section,
  table,
} from '../document.ts';
import type { Findings } from '../findings.ts';
import { optionLabel } from '../labels.ts';
import { type Clue, type PlanTable, type StepRow, TERMS } from '../plan-table.ts';
import { saySlots } from '../slots.ts';
import { type Voice, withCode } from '../voice.ts';

export function writePlan({ plan }: Findings, voice: Voice): Section {
  const title = voice.label('chapter.plan');
  const head = ['planned', 'when-full', 'only-with'].map((column) => voice.label(`column.${column}`));
  return section(
    'plan',
    title,
    paragraph(voice.label('plan.about')),
    paragraph(voice.label('plan.how', plan.most)),
    ...TERMS.map((term) =>
      table(
        `${title}: ${voice.say(`dialog:plan.${term}`)}`,
        head,
        plan.steps[term].map((row) => ({ anchor: `plan-${row.id}`, cells: describe(row, plan, voice) })),
      ),
    ),
    section('ocmw-note', voice.label('chapter.ocmw-note'), ...writeNote(plan, voice)),
  );
}

function describe({ id, say, clues, always, yields }: StepRow, plan: PlanTable, voice: Voice): Cell[] {
  if (say === undefined) {
    return [withCode(voice.say(`summary:step.${id}`), id), cell(''), cell(voice.label('never-seen'))];
  }
  const lines = clues.map((clue) => sayClue(clue, plan, voice));
  return [
    withCode(saySlots(voice, say), id),
    cell(voice.label(yields ? 'plan.yields' : 'plan.stays')),
    always ? lines : [...lines, [voice.label('plan.not-always')]],
  ];
}

/** What holds of everyone with a step, in one line, with a link to where it is explained. */
function sayClue({ trait, is, values }: Clue, { probes }: PlanTable, voice: Voice): Line {
  const not = is ? '' : `${voice.label('plan.not')} `;
  const any = (said: readonly string[]) => said.join(` ${voice.label('or')} `);
  const isNo = values.includes('no');
  switch (trait.kind) {
    case 'flag': {
      const name = link(`#flag-${trait.id}`, voice.say(`verdicts:flag.${trait.id}`));
      return [`${voice.label(isNo ? 'plan.no-flag' : 'plan.flag')} `, name];
    }
    case 'perspective': {
      const said = any(values.map((outcome) => `“${voice.say(`verdicts:perspective.${outcome}`)}”`));
      return [link('#perspective', voice.label('value.perspectives')), `: ${not}${said}`];
    }
    case 'answer': {
      const labels = (probes.get(trait.id) ?? []).flatMap(({ code, label }) => (values.includes(code) ? [label] : []));
      return sayAnswer(trait.id, `${not}${any(labels.map((label) => optionLabel(voice, label)))}`, voice);
    }
    case 'has': {
      const { question, label } = trait.probe;
      const said = voice.label('when.has', { answer: optionLabel(voice, label) });
      return sayAnswer(question, isNo ? `${voice.label('plan.not')} ${said}` : said, voice);
    }
    case 'asked':
      return [`${voice.label(isNo ? 'plan.not-asked' : 'plan.asked')} `, nameDocument(trait.id, voice)];
    case 'reason': {
      const links = values.flatMap((reason, at): Line => {
        const one = link(`#document-${trait.id}-${reason}`, reason);
        return at === 0 ? [one] : [` ${voice.label('or')} `, one];
      });
      return [nameDocument(trait.id, voice), `, ${voice.label('plan.reason')} ${not}`, ...links];
    }
    case 'need':
    case 'status': {
      const said = any(values.map((value) => `“${voice.say(`documents:${trait.kind}.${value}`)}”`));
      return [nameDocument(trait.id, voice), `: ${not}${said}`];
    }
    case 'open':
      return [voice.label(isNo ? 'plan.nothing-open' : 'plan.open')];
  }
}

const nameDocument = (id: string, voice: Voice) => link(`#document-${id}`, voice.say(`documents:${id}.name`));

const sayAnswer = (question: string, answers: string, voice: Voice): Line => [
  link(`#question-${question}`, voice.say(`questions:${question}.short`)),
  `: ${answers}`,
];

/** Who gets it, the text with its gaps, and what is put in a gap where that is a sentence of its own. */
function writeNote({ note }: PlanTable, voice: Voice): Block[] {
  if (note === undefined) return [paragraph(voice.label('never-seen'))];
  const flag = link('#flag-living-wage', voice.say('verdicts:flag.living-wage'));
  // Words of the note itself; those of other chapters stand there.
  const stem = note.key.slice(0, note.key.lastIndexOf('-') + 1);
  const gaps = [...note.params].flatMap(([name, values]) => {
    const own = values.flatMap((value) => {
      const word = typeof value === 'object' && 'word' in value ? value.word : '';
      return word.startsWith(stem) ? [voice.say(word)] : [];
    });
    return own.length === 0 ? [] : [{ name, own }];
  });
  return [
    paragraph(`${voice.label('ocmw-note.whom')} `, flag),
    paragraph(`“${saySlots(voice, note)}”`),
    ...gaps.flatMap(({ name, own }) => [
      paragraph(voice.label('ocmw-note.gap', { gap: voice.label(`slot.${name}`) })),
      list(own.map((said) => cell(said))),
    ]),
  ];
}
