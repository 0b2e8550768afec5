/**
 * The sheet as HTML for mail programs: tables and inline styles only, one screen of 1280 x 800 and one printed page.
 * Every text is escaped; each column says its language and direction.
 */
import type { Language, TwoTongues } from '../domain/referral.ts';
import { escapeHtml } from './escape-html.ts';
import type { Sheet } from './sheet.ts';

const FONT = "font:12px/1.18 'Segoe UI',Arial,sans-serif;color:#1b1b1b";
const CELL = 'padding:0 5px 1px;vertical-align:top;text-align:start;border-bottom:1px solid #e4e4e4';
const HEADING = 'margin:0;padding:4px 5px 1px;font-size:12px;font-weight:bold;color:#0b4f6c';
const QUIET = 'color:#595959;font-size:11px';
const TABLE = 'width:100%;border-collapse:collapse';
/** Colour never stands alone: the outcome is also said in words. */
const OUTCOME_COLOUR = { met: '#1d6b34', 'not-met': '#8f1d1d', review: '#7a4b00' } as const;

/** The narrowest width keeps a printer from breaking the columns: it shrinks the whole page instead. */
export function renderHtml(sheet: Sheet): string {
  return `<!DOCTYPE html>
<html lang="nl" dir="ltr"><head><meta charset="utf-8"><title>${escapeHtml(sheet.title)}</title></head>
<body style="margin:0;background:#ffffff">
<div role="main" style="min-width:960px;max-width:1264px;margin:0 auto;padding:4px 8px;${FONT}">
${renderHead(sheet)}
<table role="presentation" style="${TABLE}"><tr>
<td style="width:71%;vertical-align:top;padding:0 8px 0 0">${renderSummary(sheet)}</td>
<td style="width:29%;vertical-align:top;padding:0">${renderCriteria(sheet)}${renderDocuments(sheet)}${renderOcmwNote(sheet)}${renderOffers(sheet)}</td>
</tr></table>
<p style="margin:3px 0 0;padding:2px 5px 0;border-top:1px solid #bdbdbd;${QUIET}">${sheet.notes.map(escapeHtml).join(' · ')}</p>
</div>
</body></html>
`;
}

/** Label and value, two pairs a row: a desk must not have to scroll. */
function renderHead(sheet: Sheet): string {
  const pairs = sheet.head.map(({ label, value, typed }) => {
    const said = typed ? `<bdi dir="auto">${escapeHtml(value)}</bdi>` : escapeHtml(value);
    return `<th scope="row" style="${CELL};width:8%;color:#595959;font-weight:normal">${escapeHtml(label)}</th><td style="${CELL};width:42%;font-weight:bold">${said}</td>`;
  });
  const rows = pairs.flatMap((pair, index) => (index % 2 === 0 ? [`<tr>${pair}${pairs[index + 1] ?? ''}</tr>`] : []));
  return `${renderAnswer(sheet)}<h1 style="margin:0;padding:0 5px 2px;font-size:16px;color:#0b4f6c">${escapeHtml(sheet.title)} <span style="${QUIET};font-weight:normal">${escapeHtml(sheet.sentOn)}</span></h1>
<table style="${TABLE}">${rows.join('')}</table>
<p style="margin:4px 0 2px;padding:3px 8px;background:#e8f2f6;border-inline-start:4px solid #0b4f6c"><strong>${escapeHtml(sheet.label('asked'))}:</strong> ${escapeHtml(sheet.asked)}</p>`;
}

/**
 * A link and nothing that acts: a mail program that opens it beforehand changes nothing. It stands beside the title, so
 * that it costs no line of the screen.
 */
function renderAnswer({ answer }: Sheet): string {
  if (answer === undefined) return '';
  const link = `<a href="${escapeHtml(answer.url)}" style="color:#0b4f6c">${escapeHtml(answer.label)}</a>`;
  return `<p style="float:right;margin:0;padding:1px 5px 0;font-size:14px;font-weight:bold">${link}: ${escapeHtml(answer.what)}</p>`;
}

function renderSummary(sheet: Sheet): string {
  const { label } = sheet;
  const rows = sheet.sections.flatMap(({ name, lines }) =>
    lines.map(({ id, text, source, open }, index) => {
      const by = open ? `${source}, ${label('open')}` : source;
      const first = index === 0 ? renderSection(sheet, name, lines.length) : '';
      return `<tr>${first}${renderLine(sheet, [{ id, text }], open, by)}</tr>`;
    }),
  );
  // Short items that belong together share a row; each still carries its id in both languages.
  const together = (key: string, items: Sheet['shortSteps'], strong: boolean) => {
    if (items.length === 0) return;
    const name = { nl: label(key), client: sheet.clientLabel(key) };
    rows.push(`<tr>${renderSection(sheet, name, 1)}${renderLine(sheet, items, strong, '')}</tr>`);
  };
  together('open-questions', sheet.openQuestions, true);
  together('steps.short', sheet.shortSteps, false);
  together('steps.long', sheet.longSteps, false);
  together('would-change', sheet.wouldChange, false);
  const column = (width: string, name: string, dir: string) =>
    `<th scope="col" dir="${dir}" style="${CELL};width:${width}"><bdi>${escapeHtml(name)}</bdi></th>`;
  return `<table style="${TABLE}">
<thead><tr><td style="${CELL};width:8%"></td>${column('47%', `Nederlands [${label('source')}]`, 'ltr')}${sheet.client === 'nl' ? '' : column('45%', sheet.clientLanguageName, sheet.clientDir)}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`;
}

function renderSection({ client, clientDir }: Sheet, name: TwoTongues, rows: number): string {
  const own =
    name.client === '' || client === 'nl'
      ? ''
      : `<br><span lang="${client}" dir="${clientDir}" style="${QUIET};font-weight:normal">${escapeHtml(name.client)}</span>`;
  return `<th scope="rowgroup" rowspan="${rows}" style="${CELL};color:#0b4f6c">${escapeHtml(name.nl)}${own}</th>`;
}

/** Both languages of an item carry its id, so that two people can point at the same one. */
function renderLine(
  { client, clientDir }: Sheet,
  items: readonly { readonly id: string; readonly text: TwoTongues }[],
  strong: boolean,
  source: string,
): string {
  const cell = (language: Language, dir: string, tongue: keyof TwoTongues) => {
    const said = items.map(({ id, text }, index) => {
      const number = items.length > 1 ? `${index + 1}. ` : '';
      return `<span data-line="${escapeHtml(id)}">${number}<bdi dir="${dir}">${escapeHtml(text[tongue])}</bdi></span>`;
    });
    const by =
      tongue === 'nl' && source !== ''
        ? ` <span style="${QUIET};font-weight:normal">[${escapeHtml(source)}]</span>`
        : '';
    return `<td lang="${language}" dir="${dir}" style="${CELL}${strong ? ';font-weight:bold' : ''}">${said.join(' ')}${by}</td>`;
  };
  // A conversation in Dutch is said once: two columns of the same would only take the desk's time.
  return cell('nl', 'ltr', 'nl') + (client === 'nl' ? '' : cell(client, clientDir, 'client'));
}

function renderCriteria(sheet: Sheet): string {
  const rows = sheet.criteria.map(
    ({ outcome, outcomeText, reason, source }) =>
      `<tr><td style="${CELL}"><strong style="color:${OUTCOME_COLOUR[outcome]}">${escapeHtml(outcomeText)}:</strong> ${escapeHtml(reason)} <span style="${QUIET}">${escapeHtml(source)}</span></td></tr>`,
  );
  return `<h2 style="${HEADING}">${escapeHtml(sheet.label('criteria'))}</h2><table role="presentation" style="${TABLE}">${rows.join('')}</table>`;
}

/** A row a status: what is there, what can be had, what cannot. */
function renderDocuments(sheet: Sheet): string {
  if (sheet.documents.length === 0) return '';
  const statuses = [...new Set(sheet.documents.map(({ status }) => status))];
  const rows = statuses.map((status) => {
    const papers = sheet.documents.filter((paper) => paper.status === status);
    const names = papers.map(({ name, need }) => `${name} (${need})`).join(', ');
    const notes = [...new Set(papers.flatMap(({ note }) => (note === undefined ? [] : [note])))];
    const small = notes.map((note) => `<br><span style="${QUIET}">${escapeHtml(note)}</span>`).join('');
    return `<tr><th scope="row" style="${CELL};width:28%">${escapeHtml(status)}</th><td style="${CELL}">${escapeHtml(names)}${small}</td></tr>`;
  });
  return `<h2 style="${HEADING}">${escapeHtml(sheet.label('documents'))}</h2><table style="${TABLE}">${rows.join('')}</table>`;
}

/** In Dutch only: it is for the OCMW. The client's words for it stand in the text part and in the attachment. */
function renderOcmwNote({ ocmwNote, label }: Sheet): string {
  if (ocmwNote === null) return '';
  return `<h2 style="${HEADING}">${escapeHtml(label('ocmw'))}</h2><p style="margin:0;padding:1px 5px">${escapeHtml(ocmwNote.nl)}</p>`;
}

function renderOffers(sheet: Sheet): string {
  if (sheet.offers.length === 0) return '';
  const items = sheet.offers.map((offer) => `<li>${escapeHtml(offer)}</li>`);
  return `<h2 style="${HEADING}">${escapeHtml(sheet.label('offers'))}</h2><ul style="margin:0;padding:0 5px 0 18px">${items.join('')}</ul>`;
}
