/** Native form fields with their label, hint and what is wrong. */
import { attr, type Html, html } from '../html.ts';

export interface FieldParts {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
}

const describedBy = ({ name, hint, problem }: FieldParts): string | undefined =>
  [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(' ') || undefined;

const below = ({ name, hint, problem }: FieldParts): Html =>
  html`${hint && html`<p id="${name}-hint" class="hint">${hint}</p>`}${problem && html`<p id="${name}-problem" class="error">${problem}</p>`}`;

/** A line to type in. */
export const textField = (
  field: FieldParts & {
    readonly value: string;
    readonly type?: 'text' | 'email';
    readonly autocomplete?: string;
    readonly most: number;
    readonly required?: boolean;
  },
): Html =>
  html`<div class="field"><label for="${field.name}">${field.label}</label>${below(field)}<input id="${field.name}" name="${field.name}" type="${field.type ?? 'text'}" value="${field.value}" maxlength="${field.most}" dir="auto" autocomplete="${field.autocomplete ?? 'off'}"${attr('required', field.required)}${attr('aria-describedby', describedBy(field))}${attr('aria-invalid', field.problem && 'true')}></div>`;

interface Option {
  readonly value: string;
  readonly text: string;
  readonly lang?: string;
}

/** One of a list. */
export const selectField = (
  field: FieldParts & { readonly value: string; readonly options: readonly Option[] },
): Html =>
  html`<div class="field"><label for="${field.name}">${field.label}</label>${below(field)}<select id="${field.name}" name="${field.name}"${attr('aria-describedby', describedBy(field))}${attr('aria-invalid', field.problem && 'true')}>${field.options.map((option) => html`<option value="${option.value}"${attr('lang', option.lang)}${attr('selected', option.value === field.value)}>${option.text}</option>`)}</select></div>`;

/** Any of a list. */
export const boxesField = (
  field: FieldParts & { readonly values: readonly string[]; readonly options: readonly Option[] },
): Html =>
  html`<fieldset class="field"${attr('aria-describedby', describedBy(field))}><legend>${field.label}</legend>${below(field)}${field.options.map((option) => html`<label class="option"><input type="checkbox" name="${field.name}" value="${option.value}"${attr('checked', field.values.includes(option.value))}> ${option.text}</label>`)}</fieldset>`;

/** Something to take over by hand or copy: a click or the Tab key takes all of it. */
export const copyField = (field: { readonly name: string; readonly label: string; readonly value: string }): Html =>
  html`<div class="field"><label for="${field.name}">${field.label}</label><input id="${field.name}" class="copy" readonly dir="ltr" value="${field.value}" size="${field.value.length}"></div>`;

/** What is wrong, on top: each leads to its field. */
export const problemList = (
  title: string,
  problems: readonly { readonly field: string; readonly name: string; readonly text: string }[],
): Html =>
  html`<div class="problems" role="alert" aria-labelledby="problems"><h2 id="problems">${title}</h2><ul>${problems.map(({ field, name, text }) => html`<li><a href="#${field}">${name}</a>: ${text}</li>`)}</ul></div>`;
