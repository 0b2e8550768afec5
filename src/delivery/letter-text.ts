/** The sheet as plain text: complete on its own, Dutch first, then the same lines in the client's language. */
import type { TwoTongues } from '../domain/referral.ts';
import { isolated } from './plain.ts';
import type { Sheet } from './sheet.ts';

export function renderText(sheet: Sheet): string {
  const { label } = sheet;
  const parts: string[][] = [
    [sheet.title, sheet.sentOn],
    sheet.head.map(({ label: name, value, typed }) => `${name}: ${typed ? isolated(value) : value}`),
    [
      `${label('asked').toUpperCase()}: ${sheet.asked}`,
      ...(sheet.answer === undefined ? [] : [`${sheet.answer.label} (${sheet.answer.what}): ${sheet.answer.url}`]),
    ],
    ...summaryIn(sheet, 'nl', label),
    [
      label('criteria').toUpperCase(),
      ...sheet.criteria.map(
        ({ outcomeText, reason, source }) => `- [${outcomeText}] ${reason}${source === '' ? '' : ` [${source}]`}`,
      ),
    ],
    list(
      label('documents'),
      sheet.documents.map(
        ({ name, need, status, note }) => `${name} (${need}): ${status}${note === undefined ? '' : `\n  ${note}`}`,
      ),
    ),
    list(label('offers'), sheet.offers),
    [...sheet.notes],
  ];
  if (sheet.client !== 'nl') {
    parts.push([`--- ${sheet.clientLanguageName} ---`], ...summaryIn(sheet, 'client', sheet.clientLabel));
  }
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function summaryIn(sheet: Sheet, tongue: keyof TwoTongues, label: (key: string) => string): string[][] {
  const texts = (items: Sheet['shortSteps']) => items.map(({ text }) => text[tongue]);
  return [
    ...sheet.sections.map(({ name, lines }) => [
      ...(name[tongue] === '' ? [] : [name[tongue].toUpperCase()]),
      ...lines.map(({ text, source, open }) => {
        const by = tongue === 'nl' ? ` [${open ? `${source}, ${label('open')}` : source}]` : '';
        return `- ${text[tongue]}${by}`;
      }),
    ]),
    list(label('open-questions'), texts(sheet.openQuestions)),
    list(label('steps.short'), texts(sheet.shortSteps)),
    list(label('steps.long'), texts(sheet.longSteps)),
    list(label('would-change'), texts(sheet.wouldChange)),
    list(label('ocmw'), sheet.ocmwNote === null ? [] : [sheet.ocmwNote[tongue]]),
  ];
}

function list(name: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  return [...(name === '' ? [] : [name.toUpperCase()]), ...items.map((item) => `- ${item}`)];
}
