/** Walks the newcomer's page in a real Chromium, with scripts or without, and answers every question it meets. */
import type { Page } from 'playwright-core';
import { choicesOf } from '../../src/bot/choices.ts';
import { QUESTION_IDS, type QuestionId } from '../../src/domain/questions.ts';
import type { Language } from '../../src/domain/referral.ts';
import { flow, words } from '../bot/talk.ts';
import { eventually } from '../web/browser.ts';
import type { Answers } from './persons.ts';

/** The latest thing the bot said, folded to one line. */
const lastSaid = async (page: Page): Promise<string> =>
  (await page.locator('#log li').last().innerText()).replace(/\s+/g, ' ');

/** The question that stands open, by its words. */
async function openQuestion(page: Page, language: Language): Promise<QuestionId | undefined> {
  const said = await lastSaid(page);
  return QUESTION_IDS.find((id) => said.includes(words.t(language, `questions:${id}.ask`).replace(/\s+/g, ' ')));
}

async function waitFor(page: Page, language: Language, after: QuestionId | undefined): Promise<QuestionId | undefined> {
  let now: QuestionId | undefined;
  await eventually(async () => {
    now = await openQuestion(page, language);
    const ended = await page.locator('#keep').isVisible();
    return ended || (now !== undefined && now !== after);
  }).toBe(true);
  return (await page.locator('#keep').isVisible()) ? undefined : now;
}

/** What stands on the button or beside the box of this code. */
export const labelOf = (language: Language, id: QuestionId, code: string): string => {
  const question = flow.byId.get(id);
  const choices =
    question === undefined ? [] : choicesOf(question, words, language, new Date().toISOString().slice(0, 10));
  return choices.find((choice) => choice.code === code)?.label ?? words.t(language, `questions:common.options.${code}`);
};

export interface Seen {
  readonly asked: QuestionId[];
}

/**
 * @param how by buttons and cards, by typing a sentence at every question, or as `act` does it
 * @param look called at every question, to take a picture or to run axe
 */
export async function walkPage(
  page: Page,
  language: Language,
  how:
    | { readonly answers: Answers }
    | { readonly sentences: { readonly [question in QuestionId]?: string } }
    | { readonly act: (question: QuestionId) => Promise<void> },
  look: (question: QuestionId | 'end') => Promise<void> = async () => {},
): Promise<Seen> {
  const asked: QuestionId[] = [];
  let question = await waitFor(page, language, undefined);
  while (question !== undefined && asked.length < 40) {
    asked.push(question);
    await look(question);
    if ('act' in how) await how.act(question);
    else if ('sentences' in how)
      await type(page, how.sentences[question] ?? words.t(language, 'questions:common.options.unknown'));
    else await tap(page, language, question, how.answers[question]);
    question = await waitFor(page, language, question);
  }
  await look('end');
  return { asked };
}

async function type(page: Page, text: string): Promise<void> {
  await page.locator('#text').fill(text);
  await page.locator('#text').press('Enter');
}

async function tap(page: Page, language: Language, id: QuestionId, given: Answers[QuestionId]): Promise<void> {
  // Not the button beside the text box, which sends what is typed.
  const button = (name: string) => page.locator('main').getByRole('button', { name, exact: true });
  const press = (name: string) => button(name).last().click();
  if (typeof given === 'object' && 'typed' in given) return type(page, given.typed);
  if (given === undefined || typeof given === 'string') return press(labelOf(language, id, given ?? 'unknown'));
  if (id === 'review' || id === 'share') {
    const label = words.t(language, `questions:${id}.options.${given[0]}`);
    // Who was forwarded confirms what the counsellor filled in by the same press. Either may still be on its way.
    const confirmed = words.t(language, 'dialog:review.right-with-counsellor');
    return button(label).or(button(confirmed)).last().click();
  }
  for (const one of given) {
    const [code = '', holding] = one.split('=');
    if (holding === undefined)
      await page
        .getByRole('checkbox', { name: labelOf(language, id, code) })
        .last()
        .check();
    else {
      const list = page.getByRole('combobox', { name: words.t(language, `documents:${code}.name`) }).last();
      await list.selectOption({ label: words.t(language, `questions:documents.options.${holding}`) });
    }
  }
  return press(words.t(language, 'dialog:next'));
}
