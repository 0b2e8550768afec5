/** The counsellor's list, one client's page, and what can be done there. */
import type { Request, Response, Server } from 'restify';
import type { Client } from '../../counsellors/ports.ts';
import { mayRemind } from '../../domain/client-status.ts';
import { answer, Refusal, urlOf } from '../exchange.ts';
import { attr, type Html, html } from '../html.ts';
import { toCsv } from './csv-out.ts';
import { copyField } from './fields.ts';
import { firstLookPart } from './first-look.ts';
import { doneAt, type Handle, HOME, type Office, type Visit } from './office.ts';
import { qrCode } from './qr.ts';
import { dayOf, historyList, isMailRefused, nameOf, needsAttention, statusLine, whatCounts } from './standing.ts';

const PER_PAGE = 25;
const ID = /^[\w-]{1,40}$/;

export const clientPath = (id: string): string => `/clients/${id}`;

export function mountClients(
  server: Server,
  office: Office,
): { readonly list: (visit: Visit, req: Request, res: Response) => Promise<void> } {
  const { forwarding } = office;

  async function list(visit: Visit, req: Request, res: Response): Promise<void> {
    const { say, counsellor, language } = visit;
    const all = await forwarding.list(counsellor);
    const waiting = all.filter(needsAttention);
    const query = urlOf(req).searchParams;
    const only = query.get('show') === 'attention';
    const chosen = only ? waiting : all;
    const pages = Math.max(1, Math.ceil(chosen.length / PER_PAGE));
    const page = Math.min(pages, Math.max(1, Number.parseInt(query.get('page') ?? '1', 10) || 1));
    const at = (number: number) =>
      `${HOME}?${new URLSearchParams({ ...(only ? { show: 'attention' } : {}), page: String(number) })}`;
    const shown = chosen.slice((page - 1) * PER_PAGE, page * PER_PAGE);
    const filter = (key: string, count: number, href: string, on: boolean) =>
      html`<li><a class="button${on && ' main'}" href="${href}"${attr('aria-current', on ? 'true' : undefined)}>${say(key)} (${count})</a></li>`;
    office.show(res, 200, {
      language,
      visit,
      here: '',
      title: say('clients.title'),
      body: html`<h1>${say('clients.title')}</h1>${office.notice(req, visit)}<p class="controls"><a class="button main" href="${HOME}/forward">${say('menu.forward')}</a></p>${
        all.length === 0
          ? html`<p>${say('clients.none')}</p>`
          : html`<ul class="filters">${filter('clients.all', all.length, HOME, !only)}${filter('clients.attention', waiting.length, `${HOME}?show=attention`, only)}</ul>${
              shown.length === 0 && html`<p>${say('clients.none-waiting')}</p>`
            }<ul class="clients">${shown.map((client) => html`<li${attr('class', needsAttention(client) ? 'waiting' : undefined)}><h2><a href="${HOME}${clientPath(client.id)}" dir="auto">${nameOf(say, client)}</a></h2><p class="date">${say('in-language', { language: { language: client.language } })}</p>${statusLine(say, client)}${whatCounts(say, client)}</li>`)}</ul>`
      }${
        pages > 1 &&
        html`<nav class="pages" aria-label="${say('pages')}">${page > 1 && html`<a class="button" href="${at(page - 1)}" rel="prev">${say('previous')}</a>`}<span>${say('page-of', { page, pages })}</span>${page < pages && html`<a class="button" href="${at(page + 1)}" rel="next">${say('next')}</a>`}</nav>`
      }${all.length > 0 && html`<p class="note"><a href="${HOME}/clients.csv">${say('clients.export')}</a></p>`}`,
    });
  }

  /** Another counsellor's client and none at all are the same. */
  const find = async (visit: Visit, req: Request): Promise<Client> => {
    const id = String(req.params.id);
    const client = ID.test(id) ? await forwarding.find(visit.counsellor, id) : undefined;
    if (client === undefined) throw new Refusal(404, 'NotFound', 'There is nothing at this address.');
    return client;
  };

  const showOne: Handle = office.page(async (visit, req, res) => {
    const { say, language, counsellor } = visit;
    const client = await find(visit, req);
    const handout = await forwarding.handout(counsellor, client);
    const screen = await forwarding.clientScreen(client);
    const filledIn = await forwarding.knownOf(counsellor, client.id);
    const known = forwarding.say(filledIn, language);
    const desk = client.deskId === null ? undefined : office.findDesk(client.deskId);
    office.show(res, 200, {
      language,
      visit,
      title: say('client.title'),
      body: html`<h1 dir="auto">${nameOf(say, client)}</h1>${office.notice(req, visit)}<p class="date">${say('in-language', { language: { language: client.language } })}</p>${statusLine(say, client)}${whatCounts(say, client)}${isMailRefused(client) && client.email !== null && html`<p>${say('mail-refused.address')} <strong dir="ltr">${client.email}</strong></p><p>${say('mail-refused.do')}</p>`}<p>${say(client.status === 'started' && screen !== undefined ? 'do.together' : `do.${client.status}`)}</p>
${handout && handoutPart(visit, client, handout)}${screen !== undefined && togetherPart(visit, client, screen)}${actions(visit, client)}
${known.length > 0 && html`<section aria-labelledby="known"><h2 id="known">${say('client.known')}</h2><p>${say('client.known-text')}</p><dl class="facts">${known.map(({ name, text }) => html`<div><dt>${name}</dt><dd dir="auto">${text}</dd></div>`)}</dl></section>${firstLookPart(visit, forwarding.lookFirst(filledIn), office)}`}
${
  client.reference !== null &&
  html`<section aria-labelledby="referral"><h2 id="referral">${say('client.referral')}</h2><p>${say('client.reference')} <strong class="reference" dir="ltr">${client.reference}</strong></p>${desk && html`<p>${say('client.desk')} <strong>${desk.name}</strong> <a href="${desk.website}" dir="ltr">${desk.website}</a></p>`}${historyList(say, client.history)}</section>`
}<p class="note"><a href="${HOME}">${say('client.back')}</a></p>`,
    });
  });

  const handoutPart = (
    { say, language }: Visit,
    client: Client,
    handout: { readonly link: string; readonly code: string },
  ): Html =>
    html`<section class="ticket" aria-labelledby="invite"><h2 id="invite">${say('invite.title')}</h2><p>${say('invite.text', { language: { language: client.language } })}</p>${copyField({ name: 'link', label: say('invite.link'), value: handout.link })}${qrCode(handout.link, say('invite.qr'))}${copyField({ name: 'code', label: say('invite.code'), value: handout.code })}<p>${say('invite.code-text')}</p><p>${say('invite.until', { day: { day: client.expiresAt.toISOString().slice(0, 10) } })}</p><p class="small" lang="${language}">${say('invite.once')}</p></section>`;

  const togetherPart = ({ say }: Visit, client: Client, screen: string): Html =>
    html`<section class="ticket" aria-labelledby="together"><h2 id="together">${say('together.title')}</h2><p>${say('together.text')}</p><p class="controls"><a class="button main" href="${HOME}/together/${client.id}" target="_blank">${say('together.mine')}</a></p>${copyField({ name: 'screen', label: say('together.link'), value: screen })}${qrCode(screen, say('together.qr'))}<p>${say('together.both')}</p></section>`;

  /** Only what can be done now; what cannot, says why. */
  const actions = ({ say, sign }: Visit, client: Client): Html => {
    const action = (name: string, key: string, look = 'button') =>
      html`<form method="post" action="${HOME}${clientPath(client.id)}">${sign}<button class="${look}" name="do" value="${name}">${say(key)}</button></form>`;
    const open = client.startedAt === null && (client.status === 'invited' || client.status === 'stopped');
    const canMail = client.email !== null && (open || (client.status === 'stopped' && client.conversation !== null));
    const mayMail = mayRemind(client.remindedAt, office.now());
    const renews = ['stopped', 'expired', 'revoked'].includes(client.status);
    return html`${client.remindedAt !== null && html`<p>${say('client.mailed')} ${dayOf(say, client.remindedAt)}</p>`}${
      canMail && !mayMail && html`<p>${say('done.too-soon')}</p>`
    }<div class="controls">${canMail && mayMail && action('mail', client.remindedAt === null && open ? 'client.mail' : 'client.mail-again', 'button main')}${renews && action('renew', 'client.renew')}${open && action('together', 'client.together')}${open && action('revoke', 'client.revoke')}</div>`;
  };

  const act: Handle = office.press(async (visit, form, req, res) => {
    const { id } = await find(visit, req);
    const back = (done: Parameters<typeof doneAt>[1]) => office.goTo(res, doneAt(clientPath(id), done));
    switch (form.get('do')) {
      case 'mail': {
        const asked = await forwarding.mailClient(visit.counsellor, id);
        return back(asked === 'done' ? 'mailed' : asked === 'too-soon' ? 'too-soon' : 'not-now');
      }
      case 'renew':
        return back((await forwarding.renew(visit.counsellor, id)) === 'done' ? 'renewed' : 'not-now');
      case 'revoke':
        return back((await forwarding.revoke(visit.counsellor, id)) ? 'revoked' : 'not-now');
      case 'together':
        return back((await forwarding.beginTogether(visit.counsellor, id)) === 'done' ? 'together' : 'not-now');
      default:
        throw new Refusal(400, 'BadRequest', 'This form does not say what to do.');
    }
  });

  const exportAll: Handle = office.page(async ({ say, counsellor }, _req, res) => {
    const rows = (await forwarding.list(counsellor)).map((client) => [
      client.label ?? '',
      client.language,
      say(`status.${client.status}`),
      client.silent ? say('silent') : '',
      client.lastAt.toISOString().slice(0, 10),
      client.reference ?? '',
      (client.deskId === null ? undefined : office.findDesk(client.deskId)?.name) ?? '',
    ]);
    const header = ['label', 'language', 'status', 'silent', 'last', 'reference', 'desk'].map((key) =>
      say(`export.${key}`),
    );
    answer(res, 200, 'text/csv; charset=utf-8', toCsv([header, ...rows]), {
      'Content-Disposition': 'attachment; filename="clients.csv"',
    });
  });

  server.get({ path: `${HOME}/clients.csv`, name: 'counsellor-export' }, exportAll);
  server.get({ path: `${HOME}/clients/:id`, name: 'counsellor-client' }, showOne);
  server.post({ path: `${HOME}/clients/:id`, name: 'counsellor-client-do' }, act);
  return { list };
}
