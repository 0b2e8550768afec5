/** Several clients at once, from a spreadsheet: all of them or none, and a list to print. */
import type { Response, Server } from 'restify';
import type { RowProblem } from '../../counsellors/ports.ts';
import { answer, Refusal } from '../exchange.ts';
import { attr, type Html, html } from '../html.ts';
import { clientPath } from './clients.ts';
import { toCsv } from './csv-out.ts';
import { newOnce, onceIn } from './forward.ts';
import { type Handle, HOME, type Office, type Visit } from './office.ts';
import { nameOf } from './standing.ts';

const FILE_LIMIT = 262_144;
/** The file or the pasted rows, and the rest of the form. */
const BODY_LIMIT = 2 * FILE_LIMIT + 16_384;
const PROBLEMS_SHOWN = 50;
const ONCE = /^[\w-]{16,40}$/;

/** Spreadsheets write UTF-8, UTF-16 with its mark, or what Windows here always wrote. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

export function mountImport(server: Server, office: Office): void {
  const { forwarding } = office;

  const showForm = (
    res: Response,
    status: number,
    visit: Visit,
    again?: { readonly once: string; readonly pasted: string; readonly problems: Html },
  ) => {
    const { say, sign, language } = visit;
    office.show(res, status, {
      language,
      visit,
      here: '/import',
      title: say('import.title'),
      body: html`<h1>${say('import.title')}</h1>${again?.problems}<p>${say('import.text')}</p><p><a href="${HOME}/import/sample.csv">${say('import.sample')}</a></p><form class="stack" method="post" enctype="multipart/form-data" action="${HOME}/import">${sign}<input type="hidden" name="once" value="${again?.once ?? newOnce()}"><div class="field"><label for="file">${say('import.file')}</label><p id="file-hint" class="hint">${say('import.file-hint')}</p><input id="file" name="file" type="file" accept=".csv,text/csv,text/plain" aria-describedby="file-hint"></div><div class="field"><label for="rows">${say('import.rows')}</label><p id="rows-hint" class="hint">${say('import.rows-hint')}</p><textarea id="rows" name="rows" rows="6" dir="auto" aria-describedby="rows-hint"${attr('aria-invalid', again && 'true')}>${'\n'}${again?.pasted}</textarea></div><label class="option"><input type="checkbox" name="mail" value="yes"> ${say('import.mail')}</label><button class="button main">${say('import.button')}</button></form>`,
    });
  };

  const problemTable = ({ say }: Visit, problems: readonly RowProblem[]): Html =>
    html`<div class="problems" role="alert"><h2>${say('import.nothing')}</h2><table><caption class="sr">${say('problem.title')}</caption><thead><tr><th scope="col">${say('import.row')}</th><th scope="col">${say('import.column')}</th><th scope="col">${say('import.what')}</th></tr></thead><tbody>${problems.slice(0, PROBLEMS_SHOWN).map(({ row, column, text }) => html`<tr><td>${row}</td><td>${column ?? ''}</td><td>${text}</td></tr>`)}</tbody></table>${problems.length > PROBLEMS_SHOWN && html`<p>${say('import.more', { number: problems.length - PROBLEMS_SHOWN })}</p>`}</div>`;

  const take: Handle = office.pressFile(async (visit, form, _req, res) => {
    const file = form.get('file');
    const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
    const typed = form.get('rows');
    const pasted = typeof typed === 'string' ? typed : '';
    if (bytes.length > FILE_LIMIT || pasted.length > FILE_LIMIT)
      throw new Refusal(413, 'PayloadTooLarge', `Send at most ${FILE_LIMIT} bytes.`);
    const once = form.get('once');
    const named = onceIn(new URLSearchParams(typeof once === 'string' ? { once } : {}));
    const read = forwarding.readTable(bytes.length > 0 ? decode(bytes) : pasted, visit.language);
    if (!read.ok)
      return showForm(res, 400, visit, { once: named, pasted, problems: problemTable(visit, read.problems) });
    const ids = await forwarding.forward(visit.counsellor, named, read.drafts);
    if (form.get('mail') === 'yes') {
      for (const [at, id] of ids.entries()) {
        if (read.drafts[at]?.email != null) await forwarding.mailClient(visit.counsellor, id);
      }
    }
    office.goTo(res, `${HOME}/made/${named}`);
  }, BODY_LIMIT);

  const showMade: Handle = office.page(async (visit, req, res) => {
    const once = String(req.params.once);
    const { say, language, counsellor } = visit;
    const clients = ONCE.test(once) ? await forwarding.made(counsellor, once) : [];
    if (clients.length === 0) throw new Refusal(404, 'NotFound', 'There is nothing at this address.');
    const rows = await Promise.all(
      clients.map(async (client) => ({ client, handout: await forwarding.handout(counsellor, client) })),
    );
    office.show(res, 200, {
      language,
      visit,
      title: say('made.title'),
      body: html`<h1>${say('made.title')}</h1><p>${say('made.text', { number: rows.length })}</p><ul class="made">${rows.map(
        ({ client, handout }) =>
          html`<li><strong dir="auto"><a href="${HOME}${clientPath(client.id)}">${nameOf(say, client)}</a></strong> <span class="date">${say('language-option', { language: { language: client.language } })}${client.remindedAt !== null && html`, ${say('made.mailed')}`}</span>${handout === undefined ? html`<p>${say(`status.${client.status}`)}</p>` : html`<p>${say('invite.code')} <strong class="reference" dir="ltr">${handout.code}</strong></p><p class="link" dir="ltr">${handout.link}</p>`}</li>`,
      )}</ul>`,
    });
  });

  const sample: Handle = office.page(async ({ language }, _req, res) => {
    answer(res, 200, 'text/csv; charset=utf-8', toCsv(forwarding.sampleTable(language)), {
      'Content-Disposition': 'attachment; filename="wegwijzer.csv"',
    });
  });

  server.get(
    { path: `${HOME}/import`, name: 'counsellor-import' },
    office.page(async (visit, _req, res) => showForm(res, 200, visit)),
  );
  server.post({ path: `${HOME}/import`, name: 'counsellor-import-do' }, take);
  server.get({ path: `${HOME}/import/sample.csv`, name: 'counsellor-sample' }, sample);
  server.get({ path: `${HOME}/made/:once`, name: 'counsellor-made' }, showMade);
}
