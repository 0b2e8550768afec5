/** Adaptive Cards as plain forms: the elements that our cards use, as labelled controls that work without JavaScript. */
import { z } from 'zod';
import { attr, type Html, html } from './html.ts';
import { isWebAddress, richText } from './rich-text.ts';

const text = z.string().catch('');
const flag = z.boolean().catch(false);
const list = z.array(z.unknown()).catch([]);
const choices = z.array(z.object({ title: z.string(), value: z.string() })).catch([]);

const element = z.object({
  type: text,
  id: text,
  text,
  style: text,
  weight: text,
  size: text,
  color: text,
  isSubtle: flag,
  isVisible: z.boolean().catch(true),
  items: list,
  columns: list,
  actions: list,
  facts: z.array(z.object({ title: z.string(), value: z.string() })).catch([]),
  label: text,
  placeholder: text,
  value: text,
  choices,
  isMultiSelect: flag,
  isMultiline: flag,
  isRequired: flag,
  maxLength: z.number().int().positive().optional().catch(undefined),
  title: text,
  valueOn: z.string().catch('true'),
  valueOff: z.string().catch('false'),
  url: text,
  tooltip: text,
  associatedInputs: text,
  separator: flag,
  data: z.unknown().optional(),
  width: z.unknown().optional(),
});
type Element = z.infer<typeof element>;

const cardShape = z.object({
  body: list,
  actions: list,
  rtl: z.boolean().optional().catch(undefined),
  lang: z.string().optional().catch(undefined),
});

export interface CardSetting {
  /** Sets the ids of this card's controls apart from those of every other card on the page. */
  readonly prefix: string;
  /** Old cards are shown, not used. */
  readonly active: boolean;
  /** Where the form posts to, and its hidden fields. */
  readonly action: string;
  readonly hidden: Html;
  /** Name of the group, for whoever does not see it. */
  readonly label: string;
}

const TEXT_TYPES: { readonly [style: string]: string } = { email: 'email', tel: 'tel', url: 'url' };

const textBlock = (block: Element): Html => {
  const tone = ['good', 'warning', 'attention', 'accent'].includes(block.color.toLowerCase())
    ? ` ${block.color.toLowerCase()}`
    : '';
  if (block.style === 'heading') return html`<h2 class="heading${tone}">${block.text}</h2>`;
  const bold = block.weight.toLowerCase() === 'bolder' ? ' strong' : '';
  const size = ['small', 'medium', 'large', 'extralarge'].includes(block.size.toLowerCase())
    ? ` ${block.size.toLowerCase()}`
    : '';
  return html`<div class="text${bold}${size}${block.isSubtle && ' subtle'}${block.separator && ' apart'}${tone}">${richText(block.text)}</div>`;
};

const choiceSet = (input: Element, setting: CardSetting): Html => {
  const id = `${setting.prefix}${input.id}`;
  const chosen = new Set(input.isMultiSelect ? input.value.split(',') : [input.value]);
  const name = `in.${input.id}`;
  if (!input.isMultiSelect && input.style !== 'expanded')
    return html`<div class="field"><label for="${id}">${input.label || setting.label}</label><select id="${id}" name="${name}"${attr('required', input.isRequired)}><option value="">${input.placeholder || '-'}</option>${input.choices.map(
      (choice) =>
        html`<option value="${choice.value}"${attr('selected', chosen.has(choice.value))}>${choice.title}</option>`,
    )}</select></div>`;
  const type = input.isMultiSelect ? 'checkbox' : 'radio';
  return html`<fieldset class="field"><legend>${input.label || setting.label}</legend>${input.isMultiSelect && html`<input type="hidden" name="off.${input.id}" value="">`}${input.choices.map(
    (choice) =>
      html`<label class="option"><input type="${type}" name="${name}" value="${choice.value}"${attr('checked', chosen.has(choice.value))}${attr('required', input.isRequired && !input.isMultiSelect)}> <span>${choice.title}</span></label>`,
  )}</fieldset>`;
};

const inputText = (input: Element, setting: CardSetting): Html => {
  const id = `${setting.prefix}${input.id}`;
  const shared = html` id="${id}" name="in.${input.id}" dir="auto"${attr('maxlength', input.maxLength)}${attr('placeholder', input.placeholder || undefined)}${attr('required', input.isRequired)}`;
  return html`<div class="field"><label for="${id}">${input.label || setting.label}</label>${
    input.isMultiline
      ? html`<textarea${shared} rows="3">${input.value}</textarea>`
      : html`<input type="${TEXT_TYPES[input.style.toLowerCase()] ?? 'text'}"${shared}${attr('value', input.value || undefined)}>`
  }</div>`;
};

const toggle = (input: Element, setting: CardSetting): Html =>
  html`<div class="field">${input.label !== '' && html`<span class="label">${input.label}</span>`}<label class="option"><input type="hidden" name="off.${input.id}" value="${input.valueOff}"><input type="checkbox" id="${setting.prefix}${input.id}" name="in.${input.id}" value="${input.valueOn}"${attr('checked', input.value === input.valueOn)}> <span>${input.title}</span></label></div>`;

const actionHtml = (action: Element): Html | false => {
  if (action.type === 'Action.OpenUrl')
    return (
      isWebAddress(action.url) &&
      html`<a class="button" href="${action.url}" target="_blank" rel="noopener noreferrer">${action.title}</a>`
    );
  if (action.type !== 'Action.Submit' && action.type !== 'Action.Execute') return false;
  const data = typeof action.data === 'object' && action.data !== null ? action.data : {};
  const main = action.style === 'positive' ? ' main' : '';
  const alone = action.associatedInputs.toLowerCase() === 'none';
  return html`<button class="button${main}" name="${alone ? 'action-alone' : 'action'}" value="${JSON.stringify(data)}"${attr('formnovalidate', alone)}${attr('aria-label', action.tooltip || undefined)}>${action.title}</button>`;
};

const render = (raw: unknown, setting: CardSetting): Html | false => {
  const parsed = element.safeParse(raw);
  if (!parsed.success || !parsed.data.isVisible) return false;
  const item = parsed.data;
  const all = (items: readonly unknown[]) => items.map((child) => render(child, setting));
  switch (item.type) {
    case 'TextBlock':
      return textBlock(item);
    case 'Container':
      return html`<div class="container${item.style === 'emphasis' && ' emphasis'}${item.separator && ' apart'}">${all(item.items)}</div>`;
    case 'ColumnSet':
      return html`<div class="columns${item.separator && ' apart'}">${all(item.columns)}</div>`;
    case 'Column':
      return html`<div class="column${item.width === 'auto' && ' auto'}">${all(item.items)}</div>`;
    case 'FactSet':
      return html`<dl class="facts">${item.facts.map((fact) => html`<div><dt>${fact.title}</dt><dd>${fact.value}</dd></div>`)}</dl>`;
    case 'Input.Text':
      return inputText(item, setting);
    case 'Input.ChoiceSet':
      return choiceSet(item, setting);
    case 'Input.Toggle':
      return toggle(item, setting);
    case 'ActionSet':
      return html`<div class="actions">${item.actions.map((action) => actionHtml(element.parse(action)))}</div>`;
    default:
      return false;
  }
};

/**
 * A card as HTML: a form when it asks something and still counts, otherwise a disabled group. Elements that are not
 * ours are left out: every card has a plain-text twin in the message's text.
 */
export function cardHtml(card: unknown, setting: CardSetting): Html {
  const { body, actions, lang, rtl } = cardShape.parse(typeof card === 'object' && card !== null ? card : {});
  const tongue = html`${attr('lang', lang)}${attr('dir', rtl === undefined ? undefined : rtl ? 'rtl' : 'ltr')}`;
  const inside = html`${body.map((item) => render(item, setting))}${
    actions.length > 0 && html`<div class="actions">${actions.map((action) => actionHtml(element.parse(action)))}</div>`
  }`;
  if (!/<(input|select|textarea|button)\b/.test(inside.markup)) return html`<div class="card"${tongue}>${inside}</div>`;
  return setting.active
    ? html`<form class="card" method="post" action="${setting.action}"${tongue}>${setting.hidden}${inside}</form>`
    : html`<fieldset class="card old" disabled${tongue}>${inside}</fieldset>`;
}
