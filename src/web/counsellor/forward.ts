/** Forwarding one client: what is known already, shown back before it is kept. */
import { randomBytes } from 'node:crypto';
import type { Response, Server } from 'restify';
import type { Draft, Fields, KnownQuestion, Problem } from '../../counsellors/ports.ts';
import type { Language } from '../../domain/referral.ts';
import { type Html, html } from '../html.ts';
import { clientPath } from './clients.ts';
import { boxesField, problemList, selectField, textField } from './fields.ts';
import { firstLookPart } from './first-look.ts';
import { doneAt, type Handle, HOME, type Office, type Visit } from './office.ts';

const ONCE = /^[\w-]{16,40}$/;
const MOST_TYPED = 200;

/** Names a form, so that posting it twice makes one client. */
export const newOnce = (): string => randomBytes(16).toString('base64url');
export const onceIn = (form: URLSearchParams): string => {
  const once = form.get('once') ?? '';
  return ONCE.test(once) ? once : newOnce();
};

/** The fields that a form of ours has, and nothing else that was posted. */
const fieldsIn = (form: URLSearchParams, names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, form.getAll(name).map((value) => value.slice(0, MOST_TYPED + 1))]));

/** The languages as the reader calls them, each with its own name. */
const languageOptions = (office: Office, reader: Language) =>
  office.clientLanguages.map((code) => {
    const own = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
    const named = office.words(reader, 'counsellor:language-option', { language: { language: code } });
    return { value: code, text: own === named ? own : `${named} (${own})` };
  });

export function mountForward(server: Server, office: Office): void {
  const { forwarding } = office;
  const names = ['label', 'language', 'email', ...forwarding.questions.map(({ id }) => id)];

  const showForm = (
    res: Response,
    status: number,
    visit: Visit,
    once: string,
    fields: Fields,
    problems: readonly Problem[],
  ) => {
    const { say, sign, language } = visit;
    const problemOf = (name: string) => problems.find(({ field }) => field === name)?.text;
    const first = (name: string) => fields[name]?.[0] ?? '';
    office.show(res, status, {
      language,
      visit,
      here: '/forward',
      title: say('forward.title'),
      body: html`<h1>${say('forward.title')}</h1><p>${say('forward.text')}</p>${
        problems.length > 0 &&
        problemList(
          say('problem.title'),
          problems.map((problem) => ({ ...problem, name: nameOfField(say, problem.field) })),
        )
      }<form class="stack" method="post" action="${HOME}/forward">${sign}<input type="hidden" name="once" value="${once}">${selectField({ name: 'language', label: say('field.language'), hint: say('field.language-hint'), problem: problemOf('language'), value: first('language'), options: [{ value: '', text: say('choose') }, ...languageOptions(office, language)] })}${textField({ name: 'label', label: say('field.label'), hint: say('field.label-hint'), problem: problemOf('label'), value: first('label'), most: MOST_TYPED })}${textField({ name: 'email', type: 'email', label: say('field.email'), hint: say('field.email-hint'), problem: problemOf('email'), value: first('email'), most: MOST_TYPED })}<h2>${say('forward.known')}</h2><p>${say('forward.known-text')}</p>${forwarding.questions.map((question) => questionField(visit, question, fields[question.id] ?? [], problemOf(question.id)))}<button class="button main" name="step" value="check">${say('forward.check')}</button></form>`,
    });
  };

  const questionField = (
    { say }: Visit,
    { id, choices, many }: KnownQuestion,
    values: readonly string[],
    problem: string | undefined,
  ): Html => {
    const label = say(`questions:${id}.short`);
    if (choices.length === 0) {
      return textField({ name: id, label, hint: say(`hint.${id}`), problem, value: values[0] ?? '', most: MOST_TYPED });
    }
    const options = choices.map((code) => ({ value: code, text: say(`questions:${id}.options.${code}`) }));
    if (many) return boxesField({ name: id, label, problem, values, options });
    return selectField({
      name: id,
      label,
      problem,
      value: values[0] ?? '',
      options: [{ value: '', text: say('not-known') }, ...options],
    });
  };

  const showBack = (res: Response, visit: Visit, once: string, fields: Fields, draft: Draft) => {
    const { say, sign, language } = visit;
    const lines = [
      { name: say('field.language'), text: say('language-option', { language: { language: draft.language } }) },
      { name: say('field.label'), text: draft.label ?? say('no-label') },
      ...(draft.email === null ? [] : [{ name: say('field.email'), text: draft.email }]),
      ...forwarding.say(draft.known, language),
    ];
    const kept = Object.entries(fields).flatMap(([name, values]) =>
      values.map((value) => html`<input type="hidden" name="${name}" value="${value}">`),
    );
    office.show(res, 200, {
      language,
      visit,
      here: '/forward',
      title: say('forward.check-title'),
      body: html`<h1>${say('forward.check-title')}</h1><p>${say('forward.check-text')}</p><dl class="facts">${lines.map(({ name, text }) => html`<div><dt>${name}</dt><dd dir="auto">${text}</dd></div>`)}</dl>${firstLookPart(visit, forwarding.lookFirst(draft.known), office)}<form class="controls" method="post" action="${HOME}/forward">${sign}<input type="hidden" name="once" value="${once}">${kept}<button class="button main" name="step" value="keep">${say('forward.keep')}</button> <button class="button" name="step" value="together">${say('forward.keep-together')}</button> <button class="button" name="step" value="edit">${say('forward.edit')}</button></form>`,
    });
  };

  const take: Handle = office.press(async (visit, form, _req, res) => {
    const fields = fieldsIn(form, names);
    const once = onceIn(form);
    if (form.get('step') === 'edit') return showForm(res, 200, visit, once, fields, []);
    const read = forwarding.read(fields, visit.language);
    if (!read.ok) return showForm(res, 400, visit, once, fields, read.problems);
    const together = form.get('step') === 'together';
    if (!together && form.get('step') !== 'keep') return showBack(res, visit, once, fields, read.draft);
    const [id = ''] = await forwarding.forward(visit.counsellor, once, [read.draft]);
    const begun = together && (await forwarding.beginTogether(visit.counsellor, id)) === 'done';
    office.goTo(res, doneAt(clientPath(id), begun ? 'together' : 'made'));
  });

  server.get(
    { path: `${HOME}/forward`, name: 'counsellor-forward' },
    office.page(async (visit, _req, res) => showForm(res, 200, visit, newOnce(), {}, [])),
  );
  server.post({ path: `${HOME}/forward`, name: 'counsellor-forward-do' }, take);
}

/** What a field is called, for the list of what is wrong. */
const nameOfField = (say: Visit['say'], field: string): string =>
  ['label', 'language', 'email'].includes(field) ? say(`field.${field}`) : say(`questions:${field}.short`);
