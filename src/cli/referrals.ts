/**
 * `npm run --silent referrals -- list | show | redrive | relink | park`: what operators need when a desk does not get its mail.
 * Prints references, states, addresses of desks and reasons; nothing of what a client told.
 */
import { parseArgs } from 'node:util';
import { ConfigError, parseConfig } from '../config.ts';
import { createDelivery, type Delivery } from '../delivery/delivery.ts';
import { loadDesks } from '../delivery/desks.ts';
import type { DeliveryRecord, DeliveryStore } from '../delivery/ports.ts';
import { DataDirectoryInUse } from '../storage/data-directory.ts';
import { openDatabase } from '../storage/database.ts';
import { createDeliveryStore } from '../storage/deliveries.ts';
import { createReferrals, type Referrals } from '../storage/referrals.ts';

const USAGE = `Usage: npm run --silent referrals -- COMMAND [--dry-run]
  list [--all]           what is parked or still waits: referrals, and news of them to a desk, a client or a counsellor;
                         --all: also what is done or dropped
  show REFERENCE         state, history and deliveries of one referral
  redrive REFERENCE ...  start parked deliveries again, to the desk's mailboxes as they are configured now
  redrive --parked       the same for everything that is parked
  relink REFERENCE ...   end the links of the desk and of the client, when a stranger has one: the desk gets the referral
                         anew with another, as it is configured now, and so does the client
  park REFERENCE ...     stop what still waits to reach the desk; the client and the counsellor are told
  --dry-run              say what would be done, and do nothing
The embedded database (without DATABASE_URL) has one process at a time: stop the server first.`;

export interface OperatorDeps {
  readonly deliveries: DeliveryStore;
  readonly referrals: Referrals;
  readonly delivery: Pick<Delivery, 'redrive' | 'relink' | 'park' | 'start' | 'stop'>;
  readonly print: (line: string) => void;
}

/** Runs one command. Gives the exit code: 0 done, 1 something could not be done, 2 not understood. */
export async function runReferrals(args: readonly string[], deps: OperatorDeps): Promise<number> {
  const parsed = parseCommand(args);
  if (typeof parsed === 'string') {
    deps.print(`${parsed}\n${USAGE}`);
    return 2;
  }
  const { command, references, all, parked, dryRun } = parsed;
  switch (command) {
    case 'list':
      return list(deps, all);
    case 'show':
      return each(references, (reference) => show(deps, reference));
    case 'park':
    case 'relink':
    case 'redrive': {
      const chosen = parked ? await parkedReferences(deps.deliveries) : references;
      const run = { park, relink, redrive }[command];
      if (dryRun) return each(chosen, (reference) => run(deps, reference, true));
      // Whoever must hear of it is told by jobs that the server works off.
      await deps.delivery.start({ work: false });
      try {
        return await each(chosen, (reference) => run(deps, reference, false));
      } finally {
        await deps.delivery.stop();
      }
    }
  }
}

const COMMANDS = ['list', 'show', 'redrive', 'relink', 'park'] as const;

function parseCommand(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'dry-run': { type: 'boolean' }, all: { type: 'boolean' }, parked: { type: 'boolean' } },
    });
    const [name, ...references] = positionals;
    const command = COMMANDS.find((known) => known === name);
    if (command === undefined) return name === undefined ? 'Which command?' : `There is no command "${name}".`;
    const parked = values.parked === true && command === 'redrive';
    if (command !== 'list' && references.length === 0 && !parked) return `${command} needs a reference.`;
    return { command, references, all: values.all === true, parked, dryRun: values['dry-run'] === true };
  } catch (error) {
    return (error as Error).message;
  }
}

async function each(references: readonly string[], run: (reference: string) => Promise<boolean>): Promise<number> {
  let code = 0;
  for (const reference of references) if (!(await run(reference))) code = 1;
  return code;
}

async function parkedReferences(deliveries: DeliveryStore): Promise<readonly string[]> {
  return [...new Set((await deliveries.list({ states: ['parked'] })).map(({ reference }) => reference))];
}

async function list({ deliveries, print }: OperatorDeps, all: boolean): Promise<number> {
  const records = await deliveries.list({
    states: all ? ['waiting', 'parked', 'done', 'dropped'] : ['waiting', 'parked'],
  });
  if (records.length === 0) print(all ? 'There are no deliveries.' : 'Nothing is parked and nothing waits.');
  for (const record of records) print(`${record.reference}  ${describe(record)}`);
  return 0;
}

async function show({ referrals, deliveries, print }: OperatorDeps, reference: string): Promise<boolean> {
  const record = await referrals.find(reference);
  if (record === undefined) {
    print(`${reference}: there is no such referral.`);
    return false;
  }
  const desk = record.referral?.desk.id ?? 'no longer known';
  print(`${reference}: ${record.state} since ${record.changedAt.toISOString()}, desk ${desk}`);
  for (const { event, state, actor, at, note } of record.history) {
    print(`  ${at.toISOString()}  ${event}: ${state} by ${actor}${note === null ? '' : ` (${note})`}`);
  }
  const eventOf = (line: number) => record.history.find(({ id }) => id === line)?.event ?? 'news';
  for (const delivery of await deliveries.list({ reference })) {
    const about = delivery.about === undefined ? 'delivery' : `${eventOf(delivery.about)} told to`;
    print(`  ${about}: ${describe(delivery)}`);
  }
  return true;
}

async function park(
  { deliveries, delivery, print }: OperatorDeps,
  reference: string,
  dryRun: boolean,
): Promise<boolean> {
  if (dryRun) {
    const waiting = await inState(deliveries, reference, 'waiting');
    print(waiting === 0 ? `${reference}: nothing waits.` : `${reference}: would park ${waiting}.`);
    return waiting > 0;
  }
  const result = await delivery.park(reference);
  print(`${reference}: ${result}.`);
  return result === 'parked';
}

async function redrive(deps: OperatorDeps, reference: string, dryRun: boolean): Promise<boolean> {
  const { deliveries, delivery, print } = deps;
  if (dryRun) {
    const parked = await inState(deliveries, reference, 'parked');
    print(parked === 0 ? `${reference}: nothing is parked.` : `${reference}: would redrive ${parked}.`);
    return parked > 0;
  }
  const result = await delivery.redrive(reference);
  print(`${reference}: ${result}.`);
  return result === 'redriven';
}

async function relink(
  { referrals, delivery, print }: OperatorDeps,
  reference: string,
  dryRun: boolean,
): Promise<boolean> {
  if (!dryRun) {
    const result = await delivery.relink(reference);
    print(`${reference}: ${result}.`);
    return result !== 'unknown';
  }
  const record = await referrals.find(reference);
  if (record === undefined) {
    print(`${reference}: unknown.`);
    return false;
  }
  const over = record.state === 'closed' || record.state === 'withdrawn';
  const then =
    record.referral === undefined ? '' : over ? ', and tell the client' : ', send it anew and tell the client';
  print(`${reference}: would end its links${then}.`);
  return true;
}

async function inState(deliveries: DeliveryStore, reference: string, wanted: DeliveryRecord['state']): Promise<number> {
  const records = (await deliveries.list({ reference })).filter(({ state }) => state === wanted);
  // What waits to be told is not parked by hand: whoever must hear of it still does.
  return records.filter(({ about }) => wanted === 'parked' || about === undefined).length;
}

function describe({ state, channel, audience, attempts, reason, createdAt, nextAt }: DeliveryRecord): string {
  const { kind = 'no channel' } = channel as { readonly kind?: string };
  const when = state === 'waiting' ? `, next ${nextAt.toISOString()}` : '';
  const why = reason === null ? '' : `, ${reason}`;
  const to = audience === 'desk' ? whereOf(channel) : audience;
  return `${state}  ${kind} ${to}  since ${createdAt.toISOString()}, ${attempts} attempts${why}${when}`;
}

/** Where a desk gets it; of an endpoint its host, because the rest of its address may be a secret. */
function whereOf(channel: unknown): string {
  const { to, url } = channel as { readonly to?: string; readonly url?: string };
  return to ?? (url === undefined ? 'desk' : new URL(url).host);
}

const notHere = async () => ({ is: 'unreachable', code: 'not-a-server' }) as const;

/** Opens what the environment names, as the server does. */
async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (typeof parseCommand(args) === 'string') return runReferrals(args, { print: console.error } as OperatorDeps);
  try {
    const config = parseConfig(process.env);
    const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir });
    try {
      const deliveries = createDeliveryStore(database);
      const desks = config.desksFile === undefined ? loadDesks() : loadDesks(config.desksFile);
      const delivery = createDelivery({
        store: deliveries,
        database,
        desks,
        // Only queues: the server sends.
        senders: {
          email: notHere,
          webhook: notHere,
          handoff: notHere,
          conversation: notHere,
          'client-email': notHere,
          'counsellor-email': notHere,
          'counsellor-chat': notHere,
        },
        post: notHere,
        dir: () => 'ltr',
        onError: (error) => console.error(error.message),
      });
      const referrals = createReferrals(database, () => new Date(), delivery.announce);
      return await runReferrals(args, { deliveries, referrals, delivery, print: console.log });
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!(error instanceof DataDirectoryInUse || error instanceof ConfigError)) throw error;
    console.error(error.message);
    return 1;
  }
}

if (import.meta.main) process.exitCode = await main();
