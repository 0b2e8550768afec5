/** The questions in their order: what is asked, why, which answers are offered, and who is not asked. */
import { type Cell, cell, code, type Line, link, list, paragraph, type Section, section, table } from '../document.ts';
import type { Findings } from '../findings.ts';
import type { FlowQuestion } from '../ports.ts';
import { sayCondition } from '../say-condition.ts';
import { sayValue, type Voice, withCode } from '../voice.ts';

export function writeQuestions({ questions, whenAsked }: Findings, voice: Voice): Section {
  const title = voice.label('chapter.questions');
  const head = ['question', 'asked-as', 'why', 'answers', 'when'].map((column) => voice.label(`column.${column}`));
  return section(
    'questions',
    title,
    table(
      title,
      head,
      questions.map((question, at) => ({
        anchor: `question-${question.id}`,
        cells: [
          withCode(`${at + 1}. ${voice.say(`questions:${question.id}.short`)}`, question.id),
          cell(voice.say(`questions:${question.id}.ask`)),
          cell(voice.say(`questions:${question.id}.why`)),
          sayAnswers(question, voice),
          sayWhen(question, whenAsked, voice),
        ],
      })),
    ),
  );
}

function sayAnswers({ id, choices, countries, many, notTold }: FlowQuestion, voice: Voice): Cell {
  const lines: Line[] = [];
  if (choices === 'languages') lines.push([voice.label('answers.languages')]);
  else if (choices !== undefined) {
    if (many) lines.push([voice.label('answers.many')]);
    for (const choice of choices) lines.push([voice.say(`questions:${id}.options.${choice}`), ' ', code(choice)]);
  }
  if (countries !== undefined)
    lines.push([voice.label('answers.countries', { countries: voice.value({ countries }) })]);
  if (lines.length === 0) lines.push([voice.label('answers.typed')]);
  if (notTold) for (const one of ['unknown', 'declined']) lines.push([voice.say(`questions:common.options.${one}`)]);
  return lines;
}

function sayWhen({ id, when }: FlowQuestion, { skips }: Findings['whenAsked'], voice: Voice): Cell {
  // What dialogs/ adds says itself for whom it is meant.
  if (when !== undefined && Object.keys(when).length > 0)
    return [[voice.label('when.meant-for')], ...sayValue(voice, when)];
  const conditions = skips.get(id) ?? [];
  if (conditions.length === 0) return cell(voice.label('when.always'));
  return [[voice.label('when.not')], ...conditions.map((condition): Line => [sayCondition(voice, condition)])];
}

/** The drawing of the flow, and the same said as a list. */
export function writeFlow({ questions, whenAsked }: Findings, voice: Voice, drawing: string): Section {
  return section(
    'flow',
    voice.label('chapter.flow'),
    { kind: 'picture', href: drawing, alt: voice.label('flow.alt') },
    paragraph(link(drawing, voice.label('flow.open'))),
    paragraph(voice.label('closings.how')),
    list(
      questions.map(({ id }): Cell => {
        const conditions = whenAsked.skips.get(id) ?? [];
        const skip = conditions.map((condition) => sayCondition(voice, condition)).join(` ${voice.label('or')} `);
        const name = link(`#question-${id}`, voice.say(`questions:${id}.short`));
        return [conditions.length === 0 ? [name] : [name, `. ${voice.label('when.not')} ${skip}`]];
      }),
      true,
    ),
  );
}
