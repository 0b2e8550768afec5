/** Who the counsellor is, in which language these pages speak, access for other systems, and signing out everywhere. */
import type { Response, Server } from 'restify';
import { type Html, html } from '../html.ts';
import { languageOf } from '../languages.ts';
import { copyField, problemList, selectField, textField } from './fields.ts';
import { doneAt, type Handle, HOME, type Office, type TeamsCodes, type Visit } from './office.ts';

const MOST = 80;

interface Filled {
  readonly name: string;
  readonly organisation: string;
}

export function mountAccount(
  server: Server,
  office: Office,
): { readonly profile: (visit: Visit, res: Response) => void } {
  const profileForm = ({ say, sign, language }: Visit, filled: Filled, problems: readonly string[]): Html => {
    const problemOf = (field: string) => (problems.includes(field) ? say(`problem.${field}`) : undefined);
    return html`${
      problems.length > 0 &&
      problemList(
        say('problem.title'),
        problems.map((field) => ({ field, name: say(`account.${field}`), text: say(`problem.${field}`) })),
      )
    }<form class="stack" method="post" action="${HOME}/account">${sign}${textField({ name: 'name', label: say('account.name'), hint: say('account.name-hint'), problem: problemOf('name'), value: filled.name, most: MOST, autocomplete: 'name', required: true })}${textField({ name: 'organisation', label: say('account.organisation'), problem: problemOf('organisation'), value: filled.organisation, most: MOST, autocomplete: 'organization', required: true })}${selectField({ name: 'language', label: say('language'), value: language, options: office.languages.map((code) => ({ value: code, text: office.words(code, 'counsellor:language-name'), lang: code })) })}<button class="button main">${say('account.save')}</button></form>`;
  };

  const show = (
    res: Response,
    status: number,
    visit: Visit,
    parts: {
      readonly filled?: Filled;
      readonly problems?: readonly string[];
      readonly token?: string;
      readonly teamsCode?: string;
      readonly notice?: Html | undefined;
    } = {},
  ) => {
    const { say, sign, counsellor, language } = visit;
    office.show(res, status, {
      language,
      visit,
      here: '/account',
      title: say('account.title'),
      body: html`<h1>${say('account.title')}</h1>${parts.notice}<p>${say('account.email')} <strong dir="ltr">${counsellor.email}</strong></p>${profileForm(visit, parts.filled ?? counsellor, parts.problems ?? [])}
<section aria-labelledby="api"><h2 id="api">${say('account.api')}</h2><p>${say('account.api-text')}</p>${parts.token !== undefined && html`<div class="ticket" role="status">${copyField({ name: 'token', label: say('account.token'), value: parts.token })}<p>${say('account.token-once')}</p></div>`}<div class="controls"><form method="post" action="${HOME}/account/token">${sign}<button class="button">${say('account.make-token')}</button></form><form method="post" action="${HOME}/account/token">${sign}<input type="hidden" name="revoke" value="yes"><button class="button">${say('account.revoke-token')}</button></form></div></section>
${office.teams !== undefined && teamsSection(visit, parts.teamsCode, office.teams)}<section aria-labelledby="out"><h2 id="out">${say('account.out')}</h2><p>${say('account.out-text')}</p><form method="post" action="${HOME}/sign-out">${sign}<input type="hidden" name="everywhere" value="yes"><button class="button">${say('account.out-everywhere')}</button></form></section>`,
    });
  };

  const teamsSection = ({ say, sign }: Visit, code: string | undefined, teams: TeamsCodes): Html => {
    const words = code && `${say('account.teams-word')} ${code}`;
    return html`<section aria-labelledby="teams"><h2 id="teams">Teams</h2><p>${say('account.teams-text')}</p>${words !== undefined && html`<div class="ticket" role="status">${copyField({ name: 'teams-code', label: say('account.teams-type'), value: words })}<p><a href="${teams.chatWith(words)}">${say('account.teams-open')}</a></p></div>`}<form method="post" action="${HOME}/account/teams">${sign}<button class="button">${say('account.teams-make')}</button></form></section>`;
  };

  /** The first time: a name, because clients and desks see who forwards. */
  const profile = (
    visit: Visit,
    res: Response,
    status = 200,
    filled: Filled = visit.counsellor,
    problems: readonly string[] = [],
  ) => {
    const { say, language } = visit;
    office.show(res, status, {
      language,
      title: say('account.welcome'),
      body: html`<h1>${say('account.welcome')}</h1><p>${say('account.welcome-text')}</p>${profileForm(visit, filled, problems)}`,
    });
  };

  const save: Handle = office.press(async (visit, form, _req, res) => {
    const field = (name: string) => (form.get(name) ?? '').normalize('NFC').replaceAll(/\s+/g, ' ').trim();
    const filled = { name: field('name'), organisation: field('organisation') };
    const problems = (['name', 'organisation'] as const).filter(
      (name) => filled[name] === '' || filled[name].length > MOST,
    );
    const first = visit.counsellor.name === '';
    if (problems.length > 0) {
      if (first) profile(visit, res, 400, filled, problems);
      else show(res, 400, visit, { filled, problems });
      return;
    }
    const language = languageOf(field('language'), office.languages) ?? visit.language;
    await office.counsellors.change(visit.counsellor.id, { ...filled, language });
    office.goTo(res, first ? HOME : doneAt('/account', 'saved'));
  });

  const token: Handle = office.press(async (visit, form, _req, res) => {
    const { id } = visit.counsellor;
    if (form.get('revoke') !== 'yes') return show(res, 200, visit, { token: await office.apiTokens.make(id) });
    await office.apiTokens.revoke(id);
    office.goTo(res, doneAt('/account', 'token-revoked'));
  });

  const teamsCode: Handle = office.press(async (visit, _form, _req, res) => {
    if (office.teams === undefined) return office.goTo(res, `${HOME}/account`);
    show(res, 200, visit, { teamsCode: await office.teams.make(visit.counsellor.id) });
  });

  server.get(
    { path: `${HOME}/account`, name: 'counsellor-account' },
    office.page(async (visit, req, res) => show(res, 200, visit, { notice: office.notice(req, visit) })),
  );
  server.post({ path: `${HOME}/account`, name: 'counsellor-account-save' }, save);
  server.post({ path: `${HOME}/account/token`, name: 'counsellor-token' }, token);
  server.post({ path: `${HOME}/account/teams`, name: 'counsellor-teams-code' }, teamsCode);
  return { profile };
}
