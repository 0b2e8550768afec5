/** The real application with its own clock, mailbox and database, and browsers without scripts that visit it. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { expect, vi } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { type Env, parseConfig } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';
import { type Database, openDatabase } from '../../../src/storage/database.ts';
import { createStore, type Store } from '../../../src/storage/store.ts';

export interface House {
  readonly url: string;
  readonly database: Database;
  /** Beside the application's own: tells nobody and delivers nothing. */
  readonly store: Store;
  readonly clock: { now: Date };
  /** The letters to this address so far, oldest first; waits until there are `count`. */
  lettersTo(address: string, count: number): Promise<Email[]>;
  /** The letters to this address now. */
  lettersNow(address: string): Promise<Email[]>;
  logged(): string;
  close(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, () => resolve()));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function openHouse(env: Env = {}): Promise<House> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wegwijzer-office-'));
  const port = await freePort();
  const lines: string[] = [];
  const clock = { now: new Date() };
  const now = () => clock.now;
  const config = parseConfig({ PORT: String(port), DATA_DIR: dataDir, STARTS_PER_HOUR: '1000', ...env });
  const opening = openDatabase({ dataDir: 'memory://' });
  const app = await createApp(config, {
    log: createLog('info', { write: (line) => void lines.push(line) }),
    now,
    opening,
  });
  await app.listen(port);
  const database = await opening;
  const store = createStore({ database, enqueue: async () => {}, announce: async () => {}, now });
  const lettersNow = async (address: string) => {
    const folder = join(dataDir, 'mail');
    const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')) : [];
    const all = await Promise.all(files.map((name) => PostalMime.parse(readFileSync(join(folder, name)))));
    return all
      .filter(({ to }) => to?.some((one) => one.address === address))
      .sort((a, b) => (a.date ?? '').localeCompare(b.date ?? ''));
  };
  return {
    url: `http://localhost:${port}`,
    database,
    store,
    clock,
    lettersNow,
    async lettersTo(address, count) {
      return vi.waitFor(
        async () => {
          const letters = await lettersNow(address);
          if (letters.length < count) throw new Error(`${letters.length} letters instead of ${count}`);
          return letters;
        },
        { timeout: 20_000, interval: 50 },
      );
    },
    logged: () => lines.join(''),
    async close() {
      await store.close();
      await app.stop();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The address that a letter leads to. */
export const linkIn = (letter: Email | undefined): string => /http:\S+/.exec(letter?.text ?? '')?.[0] ?? '';

export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** Where it leads, without the host. */
  readonly location: string | undefined;
}

/** A browser without scripts: keeps cookies, says where a form comes from, follows nothing by itself. */
export function aBrowser(url: string) {
  const cookies = new Map<string, string>();
  async function ask(method: string, path: string, init: RequestInit = {}): Promise<Answered> {
    const response = await fetch(new URL(path, url), {
      redirect: 'manual',
      method,
      ...init,
      headers: {
        accept: 'text/html',
        'accept-language': 'nl',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...init.headers,
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (line.includes('Max-Age=0')) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const location = response.headers.get('location') ?? undefined;
    return {
      status: response.status,
      text: await response.text(),
      headers: response.headers,
      location: location?.replace(url, ''),
    };
  }
  const own = { origin: url, 'sec-fetch-site': 'same-origin' };
  const self = {
    cookies,
    get: (path: string) => ask('GET', path),
    /** Posts a form as a page of ours does. */
    post: (path: string, form: { readonly [name: string]: string | readonly string[] } = {}, headers: object = own) => {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(form))
        for (const one of [value].flat()) body.append(name, one as string);
      return ask('POST', path, { body, headers: { ...headers } });
    },
    postFile: (path: string, body: FormData) => ask('POST', path, { body, headers: own }),
    /** The sign that the forms of a page carry. */
    async sign(path = '/counsellor/account'): Promise<string> {
      return signIn((await self.get(path)).text);
    },
    /** A press on a page: with the sign of that page. */
    async press(path: string, form: { readonly [name: string]: string | readonly string[] } = {}): Promise<Answered> {
      return self.post(path, { sign: await self.sign(), ...form });
    },
  };
  return self;
}
export type ABrowser = ReturnType<typeof aBrowser>;

export const signIn = (page: string): string => /name="sign" value="([\w-]+)"/.exec(page)?.[1] ?? '';

/** A counsellor at their list: asked for a link, pressed it, said who they are. */
export async function aCounsellor(house: House, email: string): Promise<ABrowser> {
  const browser = aBrowser(house.url);
  const before = new Set((await house.lettersNow(email)).map(({ messageId }) => messageId));
  await browser.post('/counsellor/sign-in', { email });
  const letters = await house.lettersTo(email, before.size + 1);
  const fresh = letters.find(({ messageId }) => !before.has(messageId));
  const entered = await browser.post(new URL(linkIn(fresh)).pathname);
  expect(entered).toMatchObject({ status: 303, location: '/counsellor' });
  const first = await browser.get('/counsellor');
  if (first.text.includes('name="organisation"')) {
    const sign = signIn(first.text);
    const [name = ''] = email.split('@');
    await browser.post('/counsellor/account', { sign, name, organisation: 'Agentschap Voorbeeld', language: 'nl' });
  }
  return browser;
}
