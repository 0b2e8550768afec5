import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import { CRITERIA, PERSPECTIVES } from '../../src/domain/assessment.ts';
import {
  CHANGE_RESULTS,
  CHANGES,
  CRITERION_REASONS,
  DOCUMENT_REASONS,
  FLAGS,
  NEXT_STEPS,
  PERSPECTIVE_REASONS,
  PROFESSIONS,
  SUMMARY_STEPS,
} from '../../src/domain/codes.ts';
import { DOCUMENT_IDS } from '../../src/domain/facts.ts';
import { FLAGS_FOR_CLIENT } from '../../src/domain/flag-guide.ts';
import type { Row } from '../../src/domain/rules.ts';
import { diceFrom, mergeFacts, plainestPerson, probeAll, throwPerson } from '../../src/rulebook/population.ts';
import { findWhenAsked } from '../../src/rulebook/when-asked.ts';
import { LOCALES } from '../words/locales.ts';
import { languages, publisherOf, questions, rules, TODAY, words } from './sample.ts';

const publish = publisherOf();
const dutch = publish('nl', TODAY);

/** By the file of src/rules in which they stand. */
const GROUPS = Object.entries(rules)
  .filter((entry): entry is [string, object] => typeof entry[1] === 'object')
  .map(([group, timelines]) => [group === 'addedDocuments' ? 'documents' : group, timelines] as const);
const rowsOf = (group: object): readonly Row<unknown>[] => Object.values(group).flat() as Row<unknown>[];
const idsIn = (html: string) => [...html.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);
/** The row of a table under an anchor. */
const rowAt = (html: string, anchor: string) => new RegExp(`<tr id="${anchor}">.*?</tr>`, 's').exec(html)?.[0] ?? '';
const linksIn = (html: string) => [...html.matchAll(/href="#([^"]+)"/g)].map(([, id = '']) => id);
/** What stands around the gaps of a text. */
function piecesOf(key: string): readonly string[] {
  const [namespace = '', name = ''] = key.split(':');
  const texts = JSON.parse(readFileSync(join(LOCALES, 'nl', `${namespace}.json`), 'utf8')) as Record<string, string>;
  const text = texts[name] ?? texts[`${name}_other`] ?? '';
  return text.split(/\{\{\w+\}\}/).map(escaped);
}
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

describe('the rule book', () => {
  it('has every row of every file under an anchor of its own, with its note and its source', async () => {
    const { html } = await dutch;
    const ids = new Set(idsIn(html));
    const missing = GROUPS.flatMap(([group, timelines]) =>
      rowsOf(timelines).flatMap((row) => {
        const anchored =
          ids.has(`${group}-${row.id}-${row.validFrom}`) || html.includes(`#${group}-${row.id}-${row.validFrom}`);
        const told = html.includes(escaped(row.note)) && html.includes(escaped(row.source.ref));
        return anchored && told ? [] : [`${group} ${row.id} ${row.validFrom}`];
      }),
    );
    expect(missing).toEqual([]);
    expect(ids.size).toBeGreaterThan(300);
  });

  it('has the words that a client and a desk read for every outcome of every criterion', async () => {
    const { html } = await dutch;
    const missing = CRITERIA.flatMap((id) =>
      Object.values(CRITERION_REASONS[id])
        .flat()
        .flatMap((reason) => ['client', 'desk'].map((reader) => `verdicts:reason.${id}.${reason}.${reader}`))
        .filter((key) => !html.includes(escaped(words.t('nl', key)))),
    );
    expect(missing).toEqual([]);
  });

  it('has what a client and a desk read of every paper, perspective and point of attention', async () => {
    const { html } = await dutch;
    const perspectives = PERSPECTIVES.flatMap((outcome) =>
      PERSPECTIVE_REASONS[outcome].map((reason) => `perspective.${outcome}.${reason}`),
    );
    const keys = [
      ...DOCUMENT_REASONS.flatMap((reason) => [`documents:reason.${reason}`, `desk-reasons:document.${reason}`]),
      ...perspectives.flatMap((key) => [`verdicts:${key}.client`, `desk-reasons:${key}`]),
      ...FLAGS.map((flag) => `desk-reasons:flag.${flag}`),
      ...FLAGS_FOR_CLIENT.map((flag) => `guide:attention.${flag}`),
    ];
    expect(keys.filter((key) => !html.includes(escaped(words.t('nl', key))))).toEqual([]);
  });

  it('has an anchor for every row that a verdict can point at', async () => {
    const ids = new Set(idsIn((await dutch).html));
    const pointed = ['criteria', 'regions', 'postcodes', 'triage', 'professions', 'documents', 'figures'];
    const rows = [
      ...GROUPS.filter(([group]) => pointed.includes(group)).flatMap(([group, of]) =>
        rowsOf(of).map((row) => `${group}-${row.id}-${row.validFrom}`),
      ),
      ...rules.steps['find-desk'].map((row) => `steps-find-desk-${row.validFrom}`),
    ];
    expect(rows.filter((anchor) => !ids.has(anchor))).toEqual([]);
  });

  it.each([
    ['document', DOCUMENT_IDS],
    ['flag', FLAGS],
    ['step', NEXT_STEPS],
    ['plan', [...SUMMARY_STEPS.short, ...SUMMARY_STEPS.long]],
    ['change', [...CHANGES.inPower, ...CHANGES.others]],
    ['brings', CHANGE_RESULTS],
    ['question', questions.map(({ id }) => id)],
    ['criterion', CRITERIA],
  ] as const)('has an anchor for every %s', async (kind, codes) => {
    const ids = new Set(idsIn((await dutch).html));
    expect(codes.filter((code) => !ids.has(`${kind}-${code}`))).toEqual([]);
  });

  it('has the words of every step of the plan, and of the note for the welfare centre', async () => {
    const { html } = await dutch;
    const missing = [...SUMMARY_STEPS.short, ...SUMMARY_STEPS.long].filter((step) => {
      const row = rowAt(html, `plan-${step}`);
      return !piecesOf(`summary:step.${step}`).every((piece) => row.includes(piece));
    });
    expect(missing).toEqual([]);
    expect(piecesOf('summary:ocmw-note').filter((piece) => !html.includes(piece))).toEqual([]);
  });

  it('has what an office reads of every change and, of those in their power only, what a client reads', async () => {
    const { html } = await dutch;
    const all = [...CHANGES.inPower, ...CHANGES.others];
    const has = (id: string, reader: string) =>
      piecesOf(`verdicts:change.${id}.${reader}`).every((piece) => rowAt(html, `change-${id}`).includes(piece));
    expect(all.filter((id) => !has(id, 'desk'))).toEqual([]);
    expect(all.filter((id) => words.has('nl', `verdicts:change.${id}.client`) && has(id, 'client'))).toEqual(
      CHANGES.inPower,
    );
    expect(all.filter((id) => linksIn(rowAt(html, `change-${id}`)).length === 0)).toEqual([]);
    const never = words.t('nl', 'rulebook:never-seen');
    expect([...all.map((id) => `change-${id}`), ...CHANGE_RESULTS.map((id) => `brings-${id}`)]).toSatisfy(
      (anchors: string[]) => anchors.every((anchor) => !rowAt(html, anchor).includes(never)),
    );
  });

  it('says of every flag on which rows it rests', async () => {
    const { html } = await dutch;
    expect(FLAGS.filter((flag) => linksIn(rowAt(html, `flag-${flag}`)).length === 0)).toEqual([]);
  });

  it('links every verdict to the rows that stood behind it, for people whom the search has not seen', async () => {
    const { html } = await dutch;
    const probes = probeAll(questions, rules, TODAY);
    const plain = plainestPerson(probes, rules, TODAY);
    const dice = diceFrom(41);
    const missing = new Set<string>();
    const looked = new Set<string>();
    for (let at = 0; at < 300; at += 1) {
      const { trace = [], documents } = assess(mergeFacts(throwPerson(probes, plain, dice).values()), rules, TODAY);
      for (const { of, id, grounds } of trace) {
        const reason = of === 'document' ? `-${documents.find((document) => document.id === id)?.reason}` : '';
        const anchor = `${of}-${id}${reason}`;
        const links = linksIn(rowAt(html, anchor));
        looked.add(anchor);
        for (const { rule, validFrom } of grounds) {
          const row = `${rule.replace('.', '-')}-${validFrom}`;
          // Where everyone has a row of their own, the chapter.
          const [group = ''] = rule.split('.');
          if (!links.includes(row) && !links.includes(group)) missing.add(`${anchor} ${row}`);
        }
      }
    }
    expect([...missing]).toEqual([]);
    expect(looked.size).toBeGreaterThan(50);
  });

  it.each(languages)('explains every short name that a source or a note goes by (%s)', async (language) => {
    const cited = GROUPS.flatMap(([, timelines]) =>
      rowsOf(timelines).flatMap(({ source, note }) => [
        ...(/^https:/.test(source.ref) ? [] : [source.ref.split(' ')[0] ?? '']),
        ...(note.match(/\bS\d\b|domain-facts/g) ?? []),
      ]),
    );
    const names = [...new Set(cited)];
    expect(names.length).toBeGreaterThan(3);
    const { markdown } = await publish(language, TODAY);
    const explained = names.filter((name) =>
      markdown.includes(`- \`${name}\`: ${words.t(language, `rulebook:source.${name}`)}`),
    );
    expect(explained).toEqual(names);
  });

  it('names every profession', async () => {
    const { html } = await dutch;
    expect(PROFESSIONS.filter((id) => !html.includes(escaped(words.t('nl', `verdicts:profession.${id}`))))).toEqual([]);
  });

  it.each(languages)(
    'says who recognises a profession, and the steps in their order, in words (%s)',
    async (language) => {
      const { markdown } = await publish(language, TODAY);
      const said = (key: string) => words.t(language, `rulebook:${key}`);
      expect(markdown).toContain(`${said('value.authority')}: ${said('authority.fps-public-health')}`);
      expect(markdown).toContain(`${said('path.naric-specific')} → ${said('path.federal-visa')}`);
      const bare = Object.values(rules.professions).flatMap(([row]) => {
        const { authority, confidence } = row?.value ?? {};
        // A code that is a word of the language already, such as "likely", says itself.
        const codes = said(`confidence.${confidence}`) === confidence ? [authority] : [authority, confidence];
        return codes.map((code) => `: ${code}<br>`).filter((code) => markdown.includes(code));
      });
      expect(bare).toEqual([]);
    },
  );

  it('gives no anchor twice, and every link inside it leads somewhere', async () => {
    const { html } = await dutch;
    const ids = idsIn(html);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id = '']) => id);
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it.each(languages)('is whole in %s', async (language) => {
    const { html, markdown, drawing } = await publish(language, TODAY);
    expect(html).toContain(`<html lang="${language}"`);
    expect(html).not.toMatch(/\{\{|undefined|\[object/);
    expect(markdown).not.toMatch(/\{\{|undefined|\[object/);
    expect(drawing).not.toMatch(/\{\{|undefined|\[object/);
    expect(markdown).toContain(words.t(language, 'rulebook:chapter.offers'));
  });

  it('speaks at least the three languages of the offices', () => {
    expect(languages).toEqual(expect.arrayContaining(['nl', 'en', 'fr']));
  });

  it('keeps a Markdown table a table, whatever stands in its cells', async () => {
    const { markdown } = await dutch;
    let columns = 0;
    const broken = markdown.split('\n').filter((line) => {
      if (!line.startsWith('|')) {
        columns = 0;
        return false;
      }
      const here = line.replaceAll('\\|', '').split('|').length;
      if (columns === 0) columns = here;
      return here !== columns;
    });
    expect(broken).toEqual([]);
  });

  it('shows a changed row at once: the value, and what follows from it', async () => {
    const [row] = rules.criteria.E3;
    if (row === undefined) throw new Error('no E3');
    const changed = {
      ...rules,
      criteria: {
        ...rules.criteria,
        E3: [
          { ...row, validTo: '2025-12-31' },
          { ...row, validFrom: '2026-01-01', value: { underYears: 7 } },
        ],
      },
    };
    const { html } = await publisherOf(changed)('nl', TODAY);
    expect(html).toContain('id="criteria-E3-2026-01-01"');
    expect(html).toContain(`${words.t('nl', 'rulebook:value.underYears')}: 7`);
    expect((await dutch).html).not.toContain('criteria-E3-2026-01-01');
  });

  it('lists the rows that nobody looked at for a year', async () => {
    const { html } = await publish('nl', '2028-01-01');
    expect(html).toContain(words.t('nl', 'rulebook:to-check.some'));
    expect((await dutch).html).toContain(words.t('nl', 'rulebook:to-check.none'));
  });
});

describe('the drawing of the questions', () => {
  it('has a title, a description and every question in order', async () => {
    const { drawing } = await dutch;
    expect(drawing).toContain(`<title id="title">${words.t('nl', 'rulebook:flow.title')}</title>`);
    expect(drawing).toMatch(/<desc id="desc">[^<]{200,}<\/desc>/);
    const drawn = [...drawing.matchAll(/font-size="14"[^>]*>([^<]+)</g)].map(([, label]) => label);
    expect(drawn).toEqual(
      questions.map(({ id }, at) => `${at + 1}. ${escaped(words.t('nl', `questions:${id}.short`))}`),
    );
  });

  it('frames with dashes what not everyone is asked, with an arc from each question that decides it', async () => {
    const { drawing } = await dutch;
    const { skips } = await findWhenAsked(probeAll(questions, rules, TODAY), rules, TODAY, questions);
    const deciding = [...skips.values()].map(
      (conditions) => new Set(conditions.flat().flatMap((part) => part.map(({ question }) => question))).size,
    );
    const count = (pattern: RegExp) => drawing.match(pattern)?.length;
    expect(count(/stroke-dasharray/g)).toBe(deciding.filter((questions) => questions > 0).length);
    expect(count(/marker-end="url\(#arc\)"/g)).toBe(deciding.reduce((sum, questions) => sum + questions, 0));
  });

  it('carries no style that a policy could forbid', async () => {
    expect((await dutch).drawing).not.toMatch(/<style|style=|<script/);
  });
});
