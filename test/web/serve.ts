/** A real server on a free port, with a scripted chat behind it. */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Server } from 'restify';
import { onTestFinished } from 'vitest';
import type { Language } from '../../src/domain/referral.ts';
import { type Assets, createAssets } from '../../src/web/assets.ts';
import { createGuesses } from '../../src/web/guesses.ts';
import { mountHealth } from '../../src/web/health.ts';
import { mountNewcomer } from '../../src/web/newcomer.ts';
import type { Keepsake, Words } from '../../src/web/ports.ts';
import { createScreen, type DrawScreen } from '../../src/web/screen.ts';
import { type PagePolicy, pagePolicy } from '../../src/web/security.ts';
import { createServer } from '../../src/web/server.ts';
import { createSessions } from '../../src/web/session.ts';
import { createStartLimit } from '../../src/web/start-limit.ts';
import { type FakeChat, fakeChat, greeting } from './fake-chat.ts';

const textsOf = (language: string): { [key: string]: string } =>
  JSON.parse(readFileSync(new URL(`../../locales/${language}/page.json`, import.meta.url), 'utf8'));
const TEXTS: { [language: string]: { [key: string]: string } } = {
  nl: textsOf('nl'),
  en: textsOf('en'),
  fr: textsOf('fr'),
  ar: textsOf('ar'),
};

export const words: Words = (language, key, params = {}) => {
  const text = TEXTS[language]?.[key.replace(/^page:/, '')];
  if (text === undefined) throw new Error(`No words for ${key} in ${language}`);
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name]));
};

const KEEPSAKE: Keepsake = {
  language: 'nl',
  isReferred: true,
  reference: 'KXWT-7294',
  date: '22 november 2026',
  desk: { name: 'Loket Gent', website: 'https://example.org/gent' },
  route: ['Je aanmelding ging naar het loket in Gent.', 'Het loket belt of mailt je binnen 5 werkdagen.'],
  criteria: [
    {
      name: 'Nationaliteit',
      outcome: 'met',
      outcomeText: 'in orde',
      why: 'Je hebt geen nationaliteit van de EU.',
      source: 'Bron: S1 §7.1.2, bekeken op 1 november 2026',
    },
    {
      name: 'Korter dan vijf jaar in België',
      outcome: 'review',
      outcomeText: 'een mens kijkt dit na',
      why: 'Je was een tijd weg uit België.',
      source: 'Bron: S1 §7.1.2, bekeken op 1 november 2026',
    },
  ],
  documents: [
    {
      name: 'Puntenlijst',
      what: 'De lijst met je vakken en punten.',
      need: 'nodig',
      status: 'kun je niet krijgen',
      have: false,
      why: 'NARIC vraagt dit.',
      wayRound: 'NARIC beslist wat je in de plaats kunt geven.',
    },
    // As many as a person may get: it still has to fit on one sheet of paper.
    ...Array.from({ length: 9 }, (_, at) => ({
      name: `Papier ${at + 1} dat je nodig hebt`,
      what: 'Het papier van je hogeschool of universiteit, of een kopie ervan.',
      need: 'nodig',
      status: 'heb je',
      have: true,
      why: 'Het loket kijkt naar je diploma. Zo ziet het wat je hebt gestudeerd en op welk niveau.',
      wayRound: undefined,
    })),
  ],
  plan: [{ title: 'Nu', steps: ['Inschrijven bij VDAB', 'Een eerste cv maken (al gedaan)'] }],
  attention: { title: 'Let hierop', lines: ['Het loket weet dat een tolk nodig is.'] },
  recognition: {
    title: 'Erkenning van je beroep',
    who: 'Beroep: verpleegkundige. Wie dit erkent: FOD Volksgezondheid.',
    order: 'Dit is de volgorde:',
    steps: ['een specifieke erkenning van je diploma bij NARIC', 'een visum voor je beroep bij de FOD Volksgezondheid'],
    notes: ['De erkenning van NARIC is er al.'],
  },
  offers: {
    title: 'Hulp die bij je kan passen',
    intro: 'Elk aanbod heeft eigen regels.',
    groups: [
      {
        title: 'Vraag eerst of dit nog bestaat',
        offers: [
          {
            name: 'Een mentor (Voorbeeld)',
            about: 'een mentor · bron van 2018',
            why: 'Dit past bij je doel.',
            ask: ['Vraag ook: of je Nederlands genoeg is.', 'Ze vragen ook: dat je gemotiveerd bent.'],
          },
          { name: 'Een cursus (Voorbeeld)', about: 'een opleiding', why: 'Dit is er in jouw streek.', ask: [] },
          { name: 'Een stage (Voorbeeld)', about: 'een opleiding', why: 'Dit is er in jouw streek.', ask: [] },
          { name: 'Een taalgroep (Voorbeeld)', about: 'Nederlands', why: 'Dit is er in jouw streek.', ask: [] },
        ],
      },
    ],
  },
  changes: ['Als je je studie afmaakt, dan is het loket open voor jou.'],
  nextSteps: [
    { text: 'Neem je verblijfsdocument mee.', url: undefined },
    { text: 'Lees over erkenning.', url: 'https://example.org/naric' },
  ],
};

let bundled: Promise<Assets> | undefined;

export interface Served {
  readonly url: string;
  readonly chat: FakeChat;
  readonly lines: object[];
  readonly server: Server;
  readonly assets: Assets;
  readonly policy: PagePolicy;
}

/** Serves until the test ends. `mount` adds routes; `publicUrl` stands for what a proxy in front would be called. */
export async function serve(
  options: {
    readonly publicUrl?: string;
    readonly limit?: number;
    readonly mount?: (server: Server, chat: FakeChat, draw: DrawScreen) => void;
    readonly languages?: readonly Language[];
    readonly frameAncestors?: readonly string[];
  } = {},
): Promise<Served> {
  bundled ??= createAssets(
    Object.fromEntries(
      ['nl', 'en', 'fr'].map((language) => [
        language,
        {
          open: words(language as Language, 'page:widget.open'),
          close: words(language as Language, 'page:widget.close'),
        },
      ]),
    ),
  );
  const assets = await bundled;
  const publicUrl = options.publicUrl ?? 'http://localhost:3978';
  const languages = options.languages ?? (['nl', 'en', 'fr', 'ar'] as const);
  const policy = pagePolicy(assets.css, publicUrl, options.frameAncestors ?? []);
  const lines: object[] = [];
  const note = (fields: object, sentence: string) => lines.push({ ...fields, sentence });
  const server = createServer({ log: { info: note, error: note }, words, languages, publicUrl, policy });
  const chat = fakeChat();
  mountHealth(server, {
    checkReady: async () => true,
    metrics: { contentType: 'text/plain', metrics: async () => 'turns_total 0\n' },
  });
  const draw = createScreen({ words, languages, reviewed: () => false, policy, assets });
  mountNewcomer(server, {
    words,
    languages,
    publicUrl,
    policy,
    assets,
    sessions: createSessions({ key: 'a key for tests', publicUrl }),
    draw,
    chat,
    greeting,
    findKeepsake: async (id) => {
      const log = chat.talks.get(id)?.log ?? [];
      return log.some((activity) => activity.text?.startsWith('Klaar')) ? KEEPSAKE : undefined;
    },
    findContinued: async (token) =>
      token.startsWith('conversation-')
        ? { is: 'found', conversationId: token }
        : { is: token === 'old' ? 'gone' : 'unknown' },
    findInvite: async (invite, id) => {
      if (invite === 'guess') return { is: 'unknown' };
      const at = chat.openings.findIndex((opening) => opening.invite === invite);
      if (at < 0) return { is: 'another', language: invite === 'arabic' ? 'ar' : 'nl' };
      return { is: id === `conversation-${at + 1}` ? 'own' : 'used' };
    },
    guesses: createGuesses((kind) => lines.push({ guess: kind })),
    startLimit: createStartLimit(options.limit ?? 1000, 60_000),
  });
  options.mount?.(server, chat, draw);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(async () => {
    server.server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return { url, chat, lines, server, assets, policy };
}
