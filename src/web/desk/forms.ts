/** The forms that a desk can press: one behind a button each, complete without JavaScript. */
import { PERSPECTIVES } from '../../domain/assessment.ts';
import { APPOINTMENT_WAYS, DECLINE_REASONS } from '../../domain/follow-up.ts';
import type { QuestionId } from '../../domain/questions.ts';
import type { Language } from '../../domain/referral.ts';
import type { DeskView, FormFields, Press, Problems } from '../../follow-up/ports.ts';
import { attr, Html, html } from '../html.ts';
import type { Words } from '../ports.ts';
import { describedBy, problemOf, type Say, whoIsTold } from './frame.ts';

/** What a page shows again after a press that did not count. */
export interface Tried {
  readonly press: string | undefined;
  readonly form: FormFields;
  readonly problems: Problems;
}

interface Parts {
  readonly view: DeskView;
  readonly language: Language;
  readonly words: Words;
  readonly say: Say;
  readonly tried: Tried | undefined;
}

/** All forms of this moment, in the order of the state machine; the one that was tried stands open. */
export function deskForms(parts: Parts): Html {
  const { view, say } = parts;
  return html`<section class="do" aria-labelledby="do"><h2 id="do">${say('do')}</h2><p class="quiet-text">${say('do.note')} ${whoIsTold(view, say)}</p><div class="presses">${view.can.map((press) => formOf(press, parts))}</div></section>`;
}

function formOf(press: Press, parts: Parts): Html {
  const { view, language, say, tried } = parts;
  const again =
    view.record.state === `${press === 'advise' ? 'advised' : 'accepted'}` &&
    (press === 'advise' || press === 'accept');
  const name = again ? `${press}-again` : press;
  const fields = fieldsOf(press, parts);
  return html`<details name="press" id="press-${press}"${attr('open', tried?.press === press)}><summary>${say(`press.${name}`)}</summary><form method="post" action="?lang=${language}"><input type="hidden" name="press" value="${press}"><input type="hidden" name="after" value="${view.record.history.at(-1)?.id ?? 0}"><p>${say(`help.${press}`)}</p>${fields}<p><button class="button main">${say(`confirm.${again && press === 'accept' ? 'accept-again' : press}`)}</button></p></form></details>`;
}

function fieldsOf(press: Press, parts: Parts): Html | false {
  const { view, say, words, tried } = parts;
  const own = tried?.press === press ? tried : undefined;
  const value = (name: string, otherwise = '') => own?.form[name]?.[0] ?? otherwise;
  const problem = (name: string) => {
    const code = own?.problems[name];
    return code === undefined ? undefined : say(`problem.${code}`);
  };
  const id = (name: string) => `${press}-${name}`;
  const input = (name: string, otherwise: string, more: Html) =>
    html`<div class="field"><label for="${id(name)}">${say(`field.${name}`)}</label><input id="${id(name)}" name="${name}" value="${value(name, otherwise)}"${more}${describedBy(id(name), problem(name))}>${problemOf(id(name), problem(name))}</div>`;
  const area = (name: string, label: string, longest: number, required: boolean) =>
    html`<div class="field wide"><label for="${id(name)}">${say(`field.${label}`)}</label><textarea id="${id(name)}" name="${name}" rows="3" maxlength="${longest}" lang="nl" dir="auto"${attr('required', required)}${describedBy(id(name), problem(name))}>${new Html('\n')}${value(name)}</textarea>${problemOf(id(name), problem(name))}</div>`;
  const group = (name: string, label: string, options: Html, className: string) =>
    html`<fieldset class="field wide ${className}" id="${id(name)}"${describedBy(id(name), problem(name))}><legend>${say(`field.${label}`)}</legend>${problemOf(id(name), problem(name))}${options}</fieldset>`;

  switch (press) {
    case 'accept': {
      const kept = view.appointment?.cancelled === false ? view.appointment.appointment : undefined;
      return html`<div class="row">${input('on', kept?.on ?? '', html` type="date" min="${view.days.first}" max="${view.days.last}"`)}${input('at', kept?.at ?? '', html` type="time"`)}${input('minutes', String(kept?.minutes ?? 60), html` type="number" min="5" max="480" inputmode="numeric"`)}<div class="field"><label for="${id('how')}">${say('field.how')}</label><select id="${id('how')}" name="how">${APPOINTMENT_WAYS.map((how) => html`<option value="${how}"${attr('selected', value('how', kept?.how ?? 'visit') === how)}>${say(`how.${how}`)}</option>`)}</select></div></div>${input('place', kept?.place ?? '', html` maxlength="300" dir="auto"`)}${area('note', 'note', 1000, false)}`;
    }
    case 'ask-more': {
      const picked = own === undefined ? [] : (own.form.question ?? []);
      return html`${group(
        'questions',
        'questions',
        html`<div class="questions">${view.questions.map(
          ({ id: question, open }) =>
            html`<label class="option"><input type="checkbox" name="question" value="${question}"${attr('checked', picked.includes(question))}><span><strong lang="nl">${nameOf(question, words)}</strong>${open && html` <em>(${say('field.open')})</em>`}</span></label>`,
        )}</div>`,
        '',
      )}${area('note', 'note-ask', 1000, false)}`;
    }
    case 'decline':
      return html`${group(
        'reason',
        'reason',
        html`${DECLINE_REASONS.map(
          (reason) =>
            html`<label class="option"><input type="radio" name="reason" value="${reason}" required${attr('checked', value('reason') === reason)}><span><strong>${say(`reason.${reason}`)}</strong><br><small>${say('client-reads', { text: `${words('nl', `status:decline.${reason}`)} ${words('nl', `status:decline-next.${reason}`)}` })}</small></span></label>`,
        )}`,
        '',
      )}${area('note', 'note-decline', 1000, false)}`;
    case 'advise': {
      const now = view.record.referral?.assessment.perspective.outcome;
      return html`${area('advice', 'advice', 3000, true)}${group(
        'perspective',
        'perspective',
        html`${PERSPECTIVES.map(
          (perspective) =>
            html`<label class="option"><input type="radio" name="perspective" value="${perspective}" required${attr('checked', value('perspective', now) === perspective)}><span lang="nl">${words('nl', `verdicts:perspective.${perspective}`)}</span>${perspective === now && html` <em>(${say('field.confirmed')})</em>`}</label>`,
        )}`,
        'across',
      )}${area('nextStep', 'nextStep', 1000, true)}`;
    }
    default:
      return false;
  }
}

/** What a question is called, in Dutch. */
const nameOf = (question: QuestionId, words: Words): string => words('nl', `questions:${question}.short`);
