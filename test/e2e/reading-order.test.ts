/** What a screen reader reads, in the order in which it reads it: Chromium's accessibility tree at three moments. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QuestionId } from '../../src/domain/questions.ts';
import type { Language } from '../../src/domain/referral.ts';
import { words } from '../bot/talk.ts';
import { eventually, visit } from '../web/browser.ts';
import { walkPage } from './in-browser.ts';
import { GHENT } from './persons.ts';
import { type InProcess, newDataDir, startInProcess } from './server.ts';

const dir = newDataDir();
let app: InProcess;
beforeAll(async () => {
  app = await startInProcess(dir.path);
}, 180_000);
afterAll(async () => {
  await app?.stop();
  dir.remove();
}, 60_000);

interface Read {
  readonly depth: number;
  readonly role: string;
  readonly name: string;
  /** The language that it is read in. */
  readonly lang: string;
}

/** Everything that is read out, from top to bottom; boxes that say nothing are left out. */
async function readPage(page: Page): Promise<Read[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const { root } = await session.send('DOM.getDocument', { depth: -1 });
  const langs = new Map<number, string>();
  const look = (node: typeof root, above: string): void => {
    const at = (node.attributes ?? []).indexOf('lang');
    const lang = at >= 0 && at % 2 === 0 ? (node.attributes?.[at + 1] ?? above) : above;
    langs.set(node.backendNodeId, lang);
    for (const child of node.children ?? []) look(child, lang);
  };
  look(root, '');
  const read: Read[] = [];
  const visit = (id: string, depth: number): void => {
    const node = byId.get(id);
    if (node === undefined) return;
    const role = String(node.role?.value ?? '');
    const name = String(node.name?.value ?? '')
      .replace(/\s+/g, ' ')
      .trim();
    const said =
      !node.ignored && role !== 'InlineTextBox' && role !== 'generic' && role !== 'none' && role !== 'MenuListPopup';
    if (said && (name !== '' || role !== 'StaticText'))
      read.push({ depth, role, name, lang: langs.get(node.backendDOMNodeId ?? -1) ?? '' });
    for (const child of node.childIds ?? []) visit(child, said ? depth + 1 : depth);
  };
  visit(nodes[0]?.nodeId ?? '', 0);
  await session.detach();
  return read;
}

const CONTROLS = ['button', 'link', 'textbox', 'checkbox', 'radio', 'combobox'];
const LANDMARKS = ['banner', 'navigation', 'main', 'contentinfo'];

/** What holds at every moment; a line for each thing that does not. */
function faultsIn(read: readonly Read[], language: Language): string[] {
  const faults: string[] = [];
  const at = (role: string, name?: string) =>
    read.findIndex((one) => one.role === role && (name === undefined || one.name === name));
  const say = (key: string) => words.t(language, `page:${key}`);
  for (const one of read) {
    if (CONTROLS.includes(one.role) && one.name === '') faults.push(`a ${one.role} without a name`);
    if (one.lang === '' && one.role !== 'RootWebArea') faults.push(`${one.role} "${one.name}" has no language`);
    if (/[{}]|\$\{|undefined|null/.test(one.name)) faults.push(`${one.role} is called "${one.name}"`);
  }
  for (const role of LANDMARKS)
    if (read.filter((one) => one.role === role).length !== 1)
      faults.push(`${read.filter((one) => one.role === role).length} landmarks "${role}"`);
  const order = [
    at('link', say('skip')),
    at('banner'),
    at('main'),
    at('heading', say('title')),
    at('log', say('log')),
    at('contentinfo'),
    at('textbox', say('input')),
    at('button', say('send')),
  ];
  if (order.includes(-1) || order.some((place, i) => i > 0 && place < (order[i - 1] ?? 0)))
    faults.push(`read in the order ${order.join(', ')}`);
  return faults;
}

const asText = (read: readonly Read[]) =>
  read.map(({ depth, role, name, lang }) => `${'  '.repeat(depth)}${role} "${name}" ${lang}`).join('\n');

describe('the page as it is read out', () => {
  it.each<Language>(['nl', 'ar'])(
    'in %s: landmarks, names, languages and order, at the first question, at a card and at the end',
    async (language) => {
      const { page } = await visit(`${app.url}/?lang=${language}`, { locale: language });
      const seen = new Map<QuestionId | 'end', Read[]>();
      await walkPage(page, language, { answers: GHENT }, async (question) => {
        if (!['privacy', 'goal', 'end'].includes(question)) return;
        if (question === 'goal') await eventually(() => page.locator('#log input').count()).toBeGreaterThan(0);
        // The news that the desk has it comes by itself, and draws the buttons anew.
        const arrived = words.t(language, 'status:state.delivered');
        if (question === 'end') await eventually(() => page.locator('#log').innerText()).toContain(arrived);
        const read = await readPage(page);
        seen.set(question, read);
        if (process.env.SCREENSHOTS !== undefined)
          writeFileSync(join(process.env.SCREENSHOTS, `read-${language}-${question}.txt`), asText(read));
      });
      for (const [question, read] of seen) expect([question, faultsIn(read, language)]).toEqual([question, []]);

      const first = seen.get('privacy') ?? [];
      const yes = words.t(language, 'questions:privacy.options.yes');
      const place = (read: readonly Read[], role: string, name: string) =>
        read.findIndex((one) => one.role === role && one.name === name);
      // The question is read before its answers, and those before the text box.
      const question = first.findIndex(
        ({ name }) => words.t(language, 'questions:privacy.ask').startsWith(name) && name.length > 20,
      );
      expect(question).toBeGreaterThan(0);
      expect(place(first, 'button', yes)).toBeGreaterThan(question);
      expect(place(first, 'textbox', words.t(language, 'page:input'))).toBeGreaterThan(place(first, 'button', yes));
      // What is to be chosen is said once, as the name of the group, and then the choices.
      const card = seen.get('goal') ?? [];
      const option = place(card, 'checkbox', words.t(language, 'questions:goal.options.work-soon'));
      expect(option).toBeGreaterThan(card.findIndex(({ role }) => role === 'log'));
      expect(card[option]?.lang).toBe(language);
      const group = place(card, 'group', words.t(language, 'dialog:tick-all'));
      expect(group).toBeGreaterThan(0);
      expect(group).toBeLessThan(option);
      expect(place(card, 'button', words.t(language, 'dialog:next'))).toBeGreaterThan(option);
      const end = seen.get('end') ?? [];
      expect(place(end, 'link', words.t(language, 'page:keep'))).toBeGreaterThan(0);
      // What was asked before can be read and is not offered again.
      expect(place(end, 'button', words.t(language, 'dialog:next'))).toBe(-1);
    },
    180_000,
  );
});
