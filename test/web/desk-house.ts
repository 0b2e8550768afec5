/** The pages of desk and client on real storage, real links and real words, with clients that never were. */
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Server } from 'restify';
import { makeSheet } from '../../src/delivery/sheet.ts';
import { QUESTION_IDS } from '../../src/domain/questions.ts';
import type { Language, Referral } from '../../src/domain/referral.ts';
import type { ReferralActor, ReferralEvent } from '../../src/domain/referral-states.ts';
import { createClientRoom } from '../../src/follow-up/client-room.ts';
import { createFindStatus } from '../../src/follow-up/counsellor-status.ts';
import { createDeskRoom } from '../../src/follow-up/desk-room.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { createLinks } from '../../src/storage/links.ts';
import type { NewLine } from '../../src/storage/ports.ts';
import { createStore } from '../../src/storage/store.ts';
import { type Assets, answerFile, createAssets, findAsset } from '../../src/web/assets.ts';
import { mountDesk } from '../../src/web/desk/routes.ts';
import { FOLLOW_UP_CSS } from '../../src/web/desk/style.ts';
import { createGuesses } from '../../src/web/guesses.ts';
import type { Words } from '../../src/web/ports.ts';
import { mountReferralStatus } from '../../src/web/referral-status.ts';
import { pagePolicy } from '../../src/web/security.ts';
import { createServer } from '../../src/web/server.ts';
import { createSessions } from '../../src/web/session.ts';
import { mountStatus } from '../../src/web/status/routes.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { loadWords } from '../../src/words/words.ts';
import { aReferral, aTurn } from '../delivery/a-referral.ts';

const words = loadWords(join(import.meta.dirname, '..', '..', 'locales'), BUILD_LANGUAGES);
export const say: Words = (language, key, params) =>
  words.say(language, params === undefined ? { key } : { key, params });

const YEAR = 365 * 86_400;

/** A server until `close`; each referral is one conversation of its own. */
export async function openDeskHouse() {
  let time = Date.parse('2026-11-23T08:00:00Z');
  const now = () => new Date(time);
  const announced: NewLine[] = [];
  const guessed: string[] = [];
  const offList = new Set<string>();
  const database = await openDatabase({ dataDir: 'memory://' });
  const store = createStore({
    database,
    enqueue: async () => {},
    announce: async (_trx, line) => void announced.push(line),
    now,
  });
  const links = createLinks(database, 'a key of at least thirty-two bytes, for tests', now);
  const readLink = createLinks(database, 'a key of at least thirty-two bytes, for tests', now).read;
  const { referrals } = store;
  const assets = await createAssets({});
  const publicUrl = 'http://localhost:3978';
  const policy = pagePolicy(assets.css + FOLLOW_UP_CSS, publicUrl, []);
  const lines: object[] = [];
  const note = (fields: object, sentence: string) => lines.push({ ...fields, sentence });
  const server: Server = createServer({
    log: { info: note, error: note },
    words: say,
    languages: words.languages,
    publicUrl,
    policy: pagePolicy(assets.css, publicUrl, []),
  });
  let from = '192.0.2.1';
  const guard = {
    guesses: createGuesses(
      (kind) => void guessed.push(kind),
      () => time,
    ),
    addressOf: () => from,
  };
  mountDesk(server, {
    words: say,
    has: words.has,
    languages: ['nl', 'en', 'fr'],
    policy,
    guard,
    room: createDeskRoom({ readLink, referrals, questions: QUESTION_IDS, now }),
    sheetOf: (referral) => makeSheet(referral, 'desk', words, undefined),
  });
  const sessions = createSessions({ key: 'a key for tests', publicUrl });
  mountStatus(server, {
    words: say,
    languages: words.languages,
    policy,
    guard,
    sessions,
    publicUrl,
    printScript: assets.print,
    room: createClientRoom({
      readLink,
      referrals,
      conversationOf: async ({ conversation }) =>
        conversation !== undefined && (await store.conversations.load(conversation)) !== undefined
          ? conversation
          : undefined,
      eraseAll: async ({ reference, conversation }) => {
        if (conversation !== undefined && (await store.conversations.load(conversation)) !== undefined)
          await store.conversations.commit({ key: conversation, inbound: undefined, saved: 'erased', replies: [] });
        else await referrals.erase(reference);
      },
    }),
  });
  mountReferralStatus(server, {
    guard,
    findStatus: createFindStatus({ readLink, referrals, isCounsellor: async (id) => !offList.has(id) }),
  });
  // A busy machine may be silent for longer than Node keeps a connection open.
  server.server.keepAliveTimeout = 60_000;
  mountAsset(server, assets);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  let count = 0;
  return {
    url,
    store,
    links,
    database,
    server,
    sessions,
    announced,
    guessed,
    /** Accounts that were taken off the list of counsellors. */
    offList,
    lines,
    now,
    /** Moves the clock. */
    wait(days: number): void {
      time += days * 86_400_000;
    },
    /** Where the next requests come from. */
    comeFrom(address: string): void {
      from = address;
    },
    /** A referral that was sent, with its two links. */
    async refer(changes: Partial<Referral> = {}, language: Language = 'ar') {
      count += 1;
      const reference = `WW-T3ST-${String(count).padStart(4, '0')}-X2`;
      const plain = aReferral();
      const referral = aReferral({
        reference,
        client: { ...plain.client, languages: { ...plain.client.languages, conversation: language } },
        ...changes,
      });
      const key = `talk-${count}`;
      await store.log.create({ id: key, userId: `dl_${count}`, locale: language });
      await store.conversations.commit(aTurn(key, { referral }));
      return {
        reference,
        referral,
        key,
        desk: `${url}/r/${await links.make('desk', reference, YEAR)}`,
        status: `${url}/s/${await links.make('status', reference, YEAR)}`,
      };
    },
    /** Brings a referral where it has to be, one step after another. */
    async go(reference: string, ...steps: readonly (readonly [ReferralEvent, ReferralActor, object?])[]) {
      for (const [event, actor, body] of steps) {
        const moved = await referrals.change(reference, event, actor, body === undefined ? {} : { body });
        if (moved.is !== 'moved') throw new Error(`${event} by ${actor}: ${JSON.stringify(moved)}`);
      }
    },
    async find(reference: string) {
      const record = await referrals.find(reference);
      if (record === undefined) throw new Error(`There is no ${reference}`);
      return record;
    },
    async close(): Promise<void> {
      server.server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await store.close();
      await database.close();
    },
  };
}
export type DeskHouse = Awaited<ReturnType<typeof openDeskHouse>>;

/** The script of the print button, which the newcomer's page serves. */
const mountAsset = (server: Server, assets: Assets) =>
  server.get('/assets/:name', async (req, res): Promise<void> => {
    answerFile(req, res, await findAsset(assets, String(req.params.name)), 'no-store');
  });

/** Posts a form as a browser without scripts does, and does not follow where it leads. */
export const post = (
  address: string,
  fields: readonly (readonly [string, string])[] | { readonly [name: string]: string },
  headers: { readonly [name: string]: string } = {},
): Promise<Response> =>
  fetch(address, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams(
      [...(Symbol.iterator in fields ? fields : Object.entries(fields))].map(([name, value]): [string, string] => [
        name,
        value,
      ]),
    ),
  });

/** The mark of what a page showed. */
export const afterOf = (page: string): string => /name="after" value="(\d+)"/.exec(page)?.[1] ?? '';
