/** Answers as someone does who has no mouse: Tab, Enter, Space and the arrows, and letters only in a text box. */
import type { Page } from 'playwright-core';
import type { QuestionId } from '../../src/domain/questions.ts';
import type { Language } from '../../src/domain/referral.ts';
import { words } from '../bot/talk.ts';
import { inPage } from '../web/browser.ts';
import { labelOf } from './in-browser.ts';
import type { Answers } from './persons.ts';

interface Focused {
  readonly tag: string;
  /** Its name, as a screen reader would say it. */
  readonly name: string;
  /** Of a list that can be chosen from: what is chosen now. */
  readonly chosen: string;
  /** Whether it can be seen: on the screen, and with something that shows where we are. */
  readonly seen: boolean;
}

const LOOK = `(() => {
  const on = document.activeElement;
  const byIds = (on.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.innerText ?? '').join(' ').trim();
  const name = on.getAttribute('aria-label') ?? (byIds || on.labels?.[0]?.innerText || on.innerText || '');
  const { top, bottom, left, right } = on.getBoundingClientRect();
  const marked = [on, on.parentElement].map((one) => getComputedStyle(one)).some((style) => style.outlineStyle !== 'none' || style.boxShadow !== 'none');
  return {
    tag: on.tagName,
    name: name.replace(/\\s+/g, ' ').trim(),
    chosen: on.tagName === 'SELECT' ? (on.selectedOptions[0]?.innerText ?? '') : '',
    seen: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth && marked,
  };
})()`;

export class Keyboard {
  readonly page: Page;
  readonly language: Language;
  /** Stops on the way that could not be seen. */
  readonly unseen: string[] = [];

  constructor(page: Page, language: Language) {
    this.page = page;
    this.language = language;
  }

  /** Goes forward to the control with this name; throws when it does not come by. */
  async tabTo(name: string, tag: string, most = 40): Promise<void> {
    const passed: string[] = [];
    const wanted = name.replace(/\s+/g, ' ').trim();
    for (let presses = 0; presses < most; presses += 1) {
      const on = await inPage<Focused>(this.page, LOOK);
      if (on.tag === tag && on.name === wanted) return;
      await this.page.keyboard.press('Tab');
      const now = await inPage<Focused>(this.page, LOOK);
      passed.push(`${now.tag} ${now.name.slice(0, 30)}`);
      if (!now.seen && now.tag !== 'BODY') this.unseen.push(`${now.tag} ${now.name.slice(0, 30)}`);
    }
    throw new Error(`"${name}" (${tag}) does not come by; ${passed.join(' | ')}`);
  }

  async answer(question: QuestionId, given: Answers[QuestionId]): Promise<void> {
    const { page, language } = this;
    if (typeof given === 'object' && 'typed' in given) {
      await this.tabTo(words.t(language, 'page:input'), 'INPUT');
      await page.keyboard.type(given.typed);
      return page.keyboard.press('Enter');
    }
    if (given === undefined || typeof given === 'string') {
      await this.tabTo(labelOf(language, question, given ?? 'unknown'), 'BUTTON');
      return page.keyboard.press('Enter');
    }
    if (question === 'review' || question === 'share') {
      await this.tabTo(words.t(language, `questions:${question}.options.${given[0]}`), 'BUTTON');
      return page.keyboard.press('Enter');
    }
    for (const one of given) {
      const [code = '', holding] = one.split('=');
      if (holding === undefined) {
        await this.tabTo(labelOf(language, question, code), 'INPUT');
        await page.keyboard.press('Space');
      } else
        await this.choose(
          words.t(language, `documents:${code}.name`),
          words.t(language, `questions:documents.options.${holding}`),
        );
    }
    await this.tabTo(words.t(language, 'dialog:next'), 'BUTTON');
    await page.keyboard.press('Enter');
  }

  /** Goes down a list until the right line stands in it. */
  private async choose(list: string, line: string): Promise<void> {
    await this.tabTo(list, 'SELECT');
    for (let presses = 0; presses < 10; presses += 1) {
      if ((await inPage<Focused>(this.page, LOOK)).chosen === line) return;
      await this.page.keyboard.press('ArrowDown');
    }
    throw new Error(`no "${line}" in "${list}"`);
  }
}
