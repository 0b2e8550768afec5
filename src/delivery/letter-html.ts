/**
 * The sheet as HTML for mail programs: tables and inline styles only, one screen and one printed page.
 * Every text is escaped; each column says its language and direction.
 */
import type { Language, TwoTongues } from '../domain/referral.ts';
import type { Sheet } from './sheet.ts';

const FONT = "font:12px/1.35 'Segoe UI',Arial,sans-serif;color:#1b1b1b";
const CELL = 'padding:1px 6px;vertical-align:top;text-align:start;border-bottom:1px solid #e4e4e4';
const HEADING = 'margin:0;padding:6px 6px 1px;font-size:12px;font-weight:bold;color:#0b4f6c';
const SOURCE = `${CELL};color:#595959;white-space:nowrap;font-size:11px`;
const TABLE = 'width:100%;border-collapse:collapse';
/** Colour never stands alone: the outcome is also said in words. */
const OUTCOME_COLOUR = { met: '#1d6b34', 'not-met': '#8f1d1d', review: '#7a4b00' } as const;

export function renderHtml(sheet: Sheet): string {
  return `<!DOCTYPE html>
<html lang="nl" dir="ltr"><head><meta charset="utf-8"><title>${escapeHtml(sheet.title)}</title></head>
<body style="margin:0;background:#ffffff">
<div style="min-width:960px;max-width:1240px;margin:0 auto;padding:8px 12px;${FONT}">
${renderHead(sheet)}
<table role="presentation" style="${TABLE}"><tr>
<td style="width:64%;vertical-align:top;padding:0 10px 0 0">${renderSummary(sheet)}</td>
<td style="width:36%;vertical-align:top;padding:0">${renderCriteria(sheet)}${renderDocuments(sheet)}${renderOcmwNote(sheet)}${renderOffers(sheet)}</td>
</tr></table>
<p style="margin:6px 0 0;padding:4px 6px 0;border-top:1px solid #bdbdbd;color:#595959;font-size:11px">${sheet.notes.map(escapeHtml).join(' ')}</p>
</div>
</body></html>
`;
}

/** Label and value, two pairs a row: a desk must not have to scroll. */
function renderHead(sheet: Sheet): string {
  const pairs = sheet.head.map(({ label, value, typed }, index) => {
    const last = index === sheet.head.length - 1 && index % 2 === 0;
    const said = typed ? `<bdi dir="auto">${escapeHtml(value)}</bdi>` : escapeHtml(value);
    return `<th scope="row" style="${CELL};width:9%;color:#595959;font-weight:normal">${escapeHtml(label)}</th><td${last ? ' colspan="3"' : ''} style="${CELL};width:41%;font-weight:bold">${said}</td>`;
  });
  const rows = pairs.flatMap((pair, index) => (index % 2 === 0 ? [`<tr>${pair}${pairs[index + 1] ?? ''}</tr>`] : []));
  return `<h1 style="margin:0;padding:0 6px;font-size:17px;color:#0b4f6c">${escapeHtml(sheet.title)}</h1>
<p style="margin:0;padding:0 6px 4px;color:#595959;font-size:11px">${escapeHtml(sheet.sentOn)}</p>
<table style="${TABLE}">${rows.join('')}</table>
<p style="margin:6px 0 2px;padding:5px 8px;background:#e8f2f6;border-inline-start:4px solid #0b4f6c"><strong>${escapeHtml(sheet.label('asked'))}:</strong> ${escapeHtml(sheet.asked)}</p>`;
}

function renderSummary(sheet: Sheet): string {
  const { label } = sheet;
  const rows: string[] = [];
  for (const { name, lines } of sheet.sections) {
    rows.push(renderSection(sheet, name));
    for (const { id, text, source, open } of lines) {
      rows.push(renderLine(sheet, id, text, open ? `${source}, ${label('open')}` : source, open));
    }
  }
  const list = (key: string, items: Sheet['shortSteps'], strong: boolean) => {
    if (items.length === 0) return;
    rows.push(renderSection(sheet, { nl: label(key), client: sheet.clientLabel(key) }));
    for (const { id, text } of items) rows.push(renderLine(sheet, id, text, '', strong));
  };
  list('open-questions', sheet.openQuestions, true);
  list('steps.short', sheet.shortSteps, false);
  list('steps.long', sheet.longSteps, false);
  return `<table style="${TABLE}">
<thead><tr><th scope="col" style="${CELL};width:44%">Nederlands</th><th scope="col" style="${CELL};width:44%">${escapeHtml(sheet.clientLanguageName)}</th><th scope="col" style="${SOURCE}">${escapeHtml(label('source'))}</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`;
}

function renderSection({ client, clientDir }: Sheet, name: TwoTongues): string {
  return `<tr><th scope="rowgroup" lang="nl" dir="ltr" style="${HEADING};text-align:start">${escapeHtml(name.nl)}</th><th lang="${client}" dir="${clientDir}" style="${HEADING};text-align:start">${escapeHtml(name.client)}</th><td></td></tr>`;
}

/** Both languages of a line carry its id, so that two people can point at the same one. */
function renderLine(sheet: Sheet, id: string, text: TwoTongues, source: string, strong: boolean): string {
  const cell = (language: Language, dir: string, words: string) =>
    `<td lang="${language}" dir="${dir}" data-line="${escapeHtml(id)}" style="${CELL}${strong ? ';font-weight:bold' : ''}">${escapeHtml(words)}</td>`;
  return `<tr>${cell('nl', 'ltr', text.nl)}${cell(sheet.client, sheet.clientDir, text.client)}<td style="${SOURCE}">${escapeHtml(source)}</td></tr>`;
}

function renderCriteria(sheet: Sheet): string {
  const rows = sheet.criteria.map(
    ({ outcome, outcomeText, reason, source }) =>
      `<tr><td style="${CELL};white-space:nowrap;font-weight:bold;color:${OUTCOME_COLOUR[outcome]}">${escapeHtml(outcomeText)}</td><td style="${CELL}">${escapeHtml(reason)}<span style="color:#595959;font-size:11px"> [${escapeHtml(source)}]</span></td></tr>`,
  );
  return `<h2 style="${HEADING}">${escapeHtml(sheet.label('criteria'))}</h2><table style="${TABLE}">${rows.join('')}</table>`;
}

function renderDocuments(sheet: Sheet): string {
  if (sheet.documents.length === 0) return '';
  const rows = sheet.documents.map(
    ({ name, need, status, note }) =>
      `<tr><td style="${CELL}">${escapeHtml(name)}${note === undefined ? '' : `<br><span style="color:#595959;font-size:11px">${escapeHtml(note)}</span>`}</td><td style="${CELL};white-space:nowrap">${escapeHtml(need)}</td><td style="${CELL}">${escapeHtml(status)}</td></tr>`,
  );
  return `<h2 style="${HEADING}">${escapeHtml(sheet.label('documents'))}</h2><table style="${TABLE}">${rows.join('')}</table>`;
}

function renderOcmwNote({ ocmwNote, client, clientDir, label }: Sheet): string {
  if (ocmwNote === null) return '';
  const same =
    client === 'nl'
      ? ''
      : `<p lang="${client}" dir="${clientDir}" style="margin:0;padding:1px 6px">${escapeHtml(ocmwNote.client)}</p>`;
  return `<h2 style="${HEADING}">${escapeHtml(label('ocmw'))}</h2><p style="margin:0;padding:1px 6px">${escapeHtml(ocmwNote.nl)}</p>${same}`;
}

function renderOffers(sheet: Sheet): string {
  if (sheet.offers.length === 0) return '';
  const items = sheet.offers.map((offer) => `<li>${escapeHtml(offer)}</li>`);
  return `<h2 style="${HEADING}">${escapeHtml(sheet.label('offers'))}</h2><ul style="margin:0;padding:0 6px 0 20px">${items.join('')}</ul>`;
}

const ENTITIES: { readonly [sign: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
