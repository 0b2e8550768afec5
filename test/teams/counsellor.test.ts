import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adviceCard,
  formCard,
  listCard,
  madeCard,
  menuCard,
  newsCard,
  type Say,
} from '../../src/bot/teams/counsellor-cards.ts';
import type { ChatClient } from '../../src/bot/teams/ports.ts';
import { fitCard } from '../../src/channels/teams/shown.ts';
import { INVITE_STATUSES } from '../../src/domain/client-status.ts';
import { REFERRAL_STATES } from '../../src/domain/referral.ts';
import { words } from '../bot/talk.ts';
import { APP_ID } from '../channels/an-azure.ts';
import { visit } from '../web/browser.ts';
import { startTeams, type Teams, walk } from './a-teams-client.ts';
import { answerUpTo } from './answers.ts';
import { createCardJudge } from './cards-sdk.ts';
import { someone, typed } from './payloads.ts';

/** What a counsellor hears of (domain/follow-up.ts). */
const HISTORY_EVENTS = [
  'deliver',
  'park',
  'accept',
  'ask-more',
  'decline',
  'advise',
  'close',
  'withdraw',
  'answer',
  'alert-counsellor',
];

const nl = (key: string, params = {}) => words.t('nl', key, params);
const chat = (key: string, params = {}) => nl(`counsellor-chat:${key}`, params);
const wordsOn = (card: unknown): string[] =>
  walk(card).map((one) =>
    String((one as { text?: string }).text ?? (one as { label?: string }).label ?? one.title ?? ''),
  );

describe('a counsellor in Teams', () => {
  let teams: Teams;
  beforeAll(async () => {
    teams = await startTeams(APP_ID);
  });
  afterAll(() => teams.stop());

  /** Signs in as a counsellor does, and asks for a code. */
  async function codeOfThePage(): Promise<string> {
    const { page } = await visit(`${teams.server.url}/counsellor`, { locale: 'nl' });
    const press = (name: string) => page.getByRole('button', { name, exact: true }).last().click();
    await page.getByLabel(nl('counsellor:door.email')).fill('begeleider@example.org');
    await press(nl('counsellor:door.mail-me'));
    await page.goto(teams.server.url + (await signInPath()));
    await press(nl('counsellor:door.enter'));
    await page.getByLabel(nl('counsellor:account.name'), { exact: true }).fill('Begeleider Voorbeeld');
    await page.getByLabel(nl('counsellor:account.organisation'), { exact: true }).fill('Agentschap Voorbeeld');
    await press(nl('counsellor:account.save'));
    await page.goto(`${teams.server.url}/counsellor/account`);
    await press(nl('counsellor:account.teams-make'));
    const given = await page.locator('#teams-code').inputValue();
    const link = await page.getByRole('link', { name: nl('counsellor:account.teams-open') }).getAttribute('href');
    expect(link).toBe(
      `https://teams.microsoft.com/l/chat/0/0?users=28%3A${APP_ID}&message=${encodeURIComponent(given)}`,
    );
    return given;
  }

  async function signInPath(): Promise<string> {
    const folder = join(teams.dataDir, 'mail');
    let found: string | undefined;
    await expect
      .poll(
        async () => {
          for (const name of existsSync(folder) ? readdirSync(folder).filter((one) => one.endsWith('.eml')) : []) {
            const { text } = await PostalMime.parse(readFileSync(join(folder, name)));
            found ??= /\/counsellor\/sign-in\/[\w-]+/.exec(text ?? '')?.[0];
          }
          return found;
        },
        { timeout: 15_000 },
      )
      .toBeDefined();
    return found ?? '';
  }

  it('is a newcomer like everybody, whatever they type, until a code links the chat', async () => {
    const stranger = teams.person(someone('stranger', 'nl-BE'));
    await stranger.type('lijst');
    expect(stranger.asking()).toBe('language');
    await stranger.send({ ...typed(stranger.who, ''), value: { counsellor: 'list' } });
    expect(stranger.asking()).toBe('language');
    await stranger.type(`koppelen ${'x'.repeat(44)}`);
    expect(stranger.texts()).toEqual([expect.stringContaining(chat('link.bad', { url: '' }).slice(0, 30))]);
    await stranger.type('account koppelen');
    expect(stranger.texts()[0]).toContain('/counsellor');
  });

  it('forwards a client, sees where they stand, and unlinks', { timeout: 120_000 }, async () => {
    const code = await codeOfThePage();
    const counsellor = teams.person(someone('counsellor', 'nl-BE'));
    await counsellor.type(code);
    expect(counsellor.texts()).toEqual([chat('linked')]);
    expect(counsellor.buttons()).toEqual([chat('do.forward'), chat('do.list'), chat('do.advice')]);

    // The code is used up, for others and for whoever looks over a shoulder.
    const second = teams.person(someone('second', 'nl-BE'));
    await second.type(code);
    expect(second.texts()[0]).toContain(chat('link.bad', { url: '' }).slice(0, 30));

    const form = (await counsellor.tap(chat('do.forward'))).body.value;
    expect(counsellor.fresh()).toEqual([]);
    const wrong = (
      await counsellor.tapOn(form, chat('form.make'), { language: 'ar', label: 'Mevrouw *V.*', email: 'x@' })
    ).body.value;
    expect(wordsOn(wrong)).toContain(chat('form.bad-email'));
    expect(walk(wrong).find(({ id }) => id === 'label')).toMatchObject({ value: 'Mevrouw *V.*' });

    // What a client is mailed goes to no counsellor: the page asks the same.
    const own = { language: 'ar', label: 'Mevrouw *V.*', email: 'Begeleider@example.org' };
    const refused = (await counsellor.tapOn(wrong, chat('form.make'), own)).body.value;
    expect(wordsOn(refused)).toContain(nl('counsellor:problem.email-counsellor'));
    expect(wordsOn(refused).some((one) => one.includes('?invite='))).toBe(false);

    const filled = { language: 'ar', label: 'Mevrouw *V.*', email: '' };
    const made = (await counsellor.tapOn(wrong, chat('form.make'), filled)).body.value;
    const link = wordsOn(made).find((one) => one.includes('?invite='));
    expect(link).toMatch(/\/\?invite=[\w-]{44}&lang=ar$/);
    expect(wordsOn(made)).toContain(chat('made.not-mailed'));
    // The same form pressed once more is the same client.
    const again = (await counsellor.tapOn(wrong, chat('form.make'), filled)).body.value;
    expect(wordsOn(again)).toEqual(wordsOn(made));

    const list = (await counsellor.tapOn(made, chat('do.list'))).body.value;
    const named = wordsOn(list).filter((one) => one.startsWith('Mevrouw'));
    expect(named).toEqual(['Mevrouw \\*V.\\*']);
    expect(wordsOn(list).some((one) => one.startsWith(nl('counsellor:status.invited')))).toBe(true);

    await counsellor.type('Advies');
    expect(counsellor.texts()).toEqual([chat('advice.title')]);
    expect(JSON.stringify(counsellor.fresh())).toContain(chat('advice.none'));

    // What the client is sent opens the intake, in their language.
    const opened = await fetch(
      link?.replace(/^https?:\/\/[^/]+/, teams.server.url.replace('localhost', '127.0.0.1')) ?? '',
    );
    expect(opened.status).toBe(200);
    expect(await opened.text()).toContain('lang="ar"');

    // The client answers in Teams too: with the code, in their language, and what became of it reaches the counsellor.
    const shown = wordsOn(made).find((one) => one.startsWith(chat('made.code', { code: '' })));
    const client = teams.person(someone('client', 'nl-BE'));
    await client.type(shown?.slice(chat('made.code', { code: '' }).length) ?? '');
    expect(client.fresh().at(-1)?.locale).toBe('ar');
    await answerUpTo(client, 'ar');
    expect(client.fresh().at(-1)?.channelData).toMatchObject({ referral: { status: 'submitted' } });
    const news = () => teams.sentTo(counsellor.who).find(({ text }) => text === chat('news'));
    await expect.poll(news, { timeout: 60_000 }).toBeDefined();
    expect(wordsOn(news()?.attachments?.[0]?.content)).toEqual(
      expect.arrayContaining(['Mevrouw \\*V.\\*', nl('counsellor:event.deliver')]),
    );

    await counsellor.type('loskoppelen');
    expect(counsellor.texts()).toEqual([chat('unlinked')]);
    await counsellor.type('lijst');
    expect(counsellor.asking()).toBe('language');
  });
});

describe('the cards of counsellors', () => {
  const at = new Date('2026-11-22T10:00:00Z');
  const clients: ChatClient[] = [...INVITE_STATUSES, ...REFERRAL_STATES].map((status, nth) => ({
    label: nth === 0 ? null : `Cliënt [${nth}](https://example.org)`,
    status,
    lastAt: at,
    advice: { at: new Date(at.getTime() + nth), text: `Advies **${nth}**`, nextStep: nth % 2 === 0 ? 'Bel VDAB' : '' },
  }));

  it.each(['nl', 'en', 'fr'] as const)(
    'follow the schema in %s, in every state that a client can have',
    async (language) => {
      const judge = await createCardJudge();
      const say: Say = (key, params) => words.t(language, key, params);
      const day = (date: Date) => words.value(language, { day: date.toISOString().slice(0, 10) });
      const form = { form: 'a-form-of-one', chosen: 'nl', languages: [{ title: 'Nederlands', value: 'nl' }] };
      const cards = [
        menuCard(say),
        formCard(say, form),
        formCard(say, { ...form, problem: say('counsellor-chat:form.bad-email'), label: 'V.', email: 'x@' }),
        madeCard(say, { link: 'https://example.org/?invite=x&lang=ar', code: 'ABCD-EFGH', mailed: true }),
        madeCard(say, undefined),
        ...HISTORY_EVENTS.map((event) =>
          newsCard(say, { label: 'V.', event, advice: clients[0]?.advice }, 'https://example.org'),
        ),
        newsCard(say, { label: null, event: 'deliver', advice: undefined }, 'https://example.org'),
        ...[clients, []].flatMap((some) => [
          listCard(say, some, day, 'https://example.org'),
          adviceCard(say, some, day, 'https://example.org'),
        ]),
        ...clients.map((client) => listCard(say, [client], day, 'https://example.org')),
      ];
      for (const card of cards) {
        expect(judge(card)).toEqual([]);
        expect(judge(fitCard(card, 'x'), ['msteams'])).toEqual([]);
      }
    },
  );

  it('show the latest advice first, as it was written', () => {
    const card = adviceCard(
      (key) => key,
      clients,
      () => 'day',
      'https://example.org',
    );
    const shown = wordsOn(card).filter((one) => one.startsWith('Advies'));
    const last = clients.length - 1;
    expect(shown).toEqual([last, last - 1, last - 2].map((nth) => `Advies \\*\\*${nth}\\*\\*`));
  });
});
