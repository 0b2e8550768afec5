/** The referral as the letter shows it, as part of a page: styled by classes, since a page's policy forbids inline styles. */
import type { Sheet } from '../../delivery/ports.ts';
import type { Language, TwoTongues } from '../../domain/referral.ts';
import { attr, type Html, html } from '../html.ts';

type Item = { readonly id: string; readonly text: TwoTongues };

/** Who, how to reach them, and what is asked. */
export const sheetHead = (sheet: Sheet): Html =>
  html`<dl class="whom">${sheet.head.map(
    ({ label, value, typed }) =>
      html`<div><dt>${label}</dt><dd>${typed ? html`<bdi dir="auto">${value}</bdi>` : value}</dd></div>`,
  )}</dl><p class="asked"><strong>${sheet.label('asked')}:</strong> ${sheet.asked}</p>`;

/** The summary, in Dutch and in the client's language, line by line with who says so. */
export function sheetSummary(sheet: Sheet): Html {
  const { label } = sheet;
  const rows = sheet.sections.flatMap(({ name, lines }) =>
    lines.map(({ id, text, source, open }, index) => {
      const by = open ? `${source}, ${label('open')}` : source;
      return html`<tr${attr('class', open ? 'open' : undefined)}>${index === 0 && sectionCell(sheet, name, lines.length)}${lineCells(sheet, [{ id, text }], by)}</tr>`;
    }),
  );
  const together = (key: string, items: readonly Item[], open: boolean): Html | false =>
    items.length > 0 &&
    html`<tr${attr('class', open ? 'open' : undefined)}>${sectionCell(sheet, { nl: label(key), client: sheet.clientLabel(key) }, 1)}${lineCells(sheet, items, '')}</tr>`;
  return html`<table class="summary"><thead><tr><td></td><th scope="col">Nederlands [${label('source')}]</th>${sheet.client !== 'nl' && html`<th scope="col" dir="${sheet.clientDir}">${sheet.clientLanguageName}</th>`}</tr></thead><tbody>${rows}
${together('open-questions', sheet.openQuestions, true)}${together('steps.short', sheet.shortSteps, false)}${together('steps.long', sheet.longSteps, false)}${together('would-change', sheet.wouldChange, false)}</tbody></table>`;
}

/** What is certain by the rules, the papers, the note for the OCMW and the offers. */
export function sheetAside(sheet: Sheet): Html {
  const { label } = sheet;
  const statuses = [...new Set(sheet.documents.map(({ status }) => status))];
  return html`<section><h2>${label('criteria')}</h2><ul class="criteria-list">${sheet.criteria.map(
    ({ outcome, outcomeText, reason, source }) =>
      html`<li class="${outcome}"><strong>${outcomeText}:</strong> ${reason}${source !== '' && html` <small>${source}</small>`}</li>`,
  )}</ul></section>${
    statuses.length > 0 &&
    html`<section><h2>${label('documents')}</h2><dl class="papers">${statuses.map((status) => {
      const papers = sheet.documents.filter((paper) => paper.status === status);
      const notes = [...new Set(papers.flatMap(({ note }) => (note === undefined ? [] : [note])))];
      return html`<div><dt>${status}</dt><dd>${papers.map(({ name, need }) => `${name} (${need})`).join(', ')}${notes.map((note) => html` <small>${note}</small>`)}</dd></div>`;
    })}</dl></section>`
  }${sheet.ocmwNote !== null && html`<section><h2>${label('ocmw')}</h2><p>${sheet.ocmwNote.nl}</p></section>`}${
    sheet.offers.length > 0 &&
    html`<section><h2>${label('offers')}</h2><ul>${sheet.offers.map((offer) => html`<li>${offer}</li>`)}</ul></section>`
  }`;
}

export const sheetNotes = (sheet: Sheet): Html => html`<p class="small-print">${sheet.notes.join(' · ')}</p>`;

const sectionCell = ({ client, clientDir }: Sheet, name: TwoTongues, rows: number): Html =>
  html`<th scope="rowgroup" rowspan="${rows}">${name.nl}${name.client !== '' && client !== 'nl' && html`<br><span lang="${client}" dir="${clientDir}">${name.client}</span>`}</th>`;

/** Both languages of an item carry its id, so that two people can point at the same one. */
function lineCells({ client, clientDir }: Sheet, items: readonly Item[], by: string): Html {
  const cell = (language: Language, dir: string, tongue: keyof TwoTongues) =>
    html`<td lang="${language}" dir="${dir}">${items.map(
      ({ id, text }, index) =>
        html`<span data-line="${id}">${items.length > 1 && `${index + 1}. `}<bdi dir="${dir}">${text[tongue]}</bdi></span> `,
    )}${tongue === 'nl' && by !== '' && html`<small>[${by}]</small>`}</td>`;
  // A conversation in Dutch is said once.
  return html`${cell('nl', 'ltr', 'nl')}${client !== 'nl' && cell(client, clientDir, 'client')}`;
}
