/**
 * `npm run bench`: turns a second of a whole intake with everything kept, beside bots as the SDK's samples write them.
 * Every client waits for each reply. The servers take turns at being measured, so that a noisy neighbour hits all alike;
 * the first round warms up and is not counted. `npm run bench -- --rounds 5 --seconds 4 --people 16`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { newDataDir, spawnApp } from '../e2e/server.ts';
import { atSample, atWegwijzer, type Client } from './client.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '4' },
    people: { type: 'string', default: '16' },
    only: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const milliseconds = Number(values.seconds) * 1000;

interface Subject {
  readonly name: string;
  readonly pid: number;
  readonly newClient: () => Client;
  readonly end: () => Promise<void>;
  readonly rates: number[];
  readonly cpu: number[];
  readonly times: number[];
}

async function sample(kind: string, name: string): Promise<Subject> {
  const child = spawn(process.execPath, ['--disable-warning=DEP0040', 'test/bench/peer.ts', kind], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  child.stdout.resume();
  const url = `http://127.0.0.1:${/port (\d+)/.exec(line)?.[1]}`;
  const end = async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { name, pid: child.pid ?? 0, newClient: () => atSample(url), end, rates: [], cpu: [], times: [] };
}

async function wegwijzer(): Promise<Subject> {
  const data = newDataDir();
  const app = await spawnApp(data.path, {
    STARTS_PER_HOUR: '1000000',
    DATABASE_URL: process.env.DATABASE_URL,
  });
  const end = async () => {
    await app.kill('SIGTERM');
    data.remove();
  };
  return { name: 'Wegwijzer', pid: app.pid, newClient: () => atWegwijzer(app.url), end, rates: [], cpu: [], times: [] };
}

/** CPU milliseconds that a process has used; NaN where the system does not tell. */
function cpuOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

/** Lets people talk for a while. @returns turns, how long each took, and the server's CPU a turn */
async function run(subject: Subject, people: number): Promise<{ rate: number; cpu: number; times: number[] }> {
  const clients = Array.from({ length: people }, subject.newClient);
  // The first turn of ours opens the conversation as well.
  await Promise.all(clients.map((client) => client.turn()));
  const times: number[] = [];
  const cpuBefore = cpuOf(subject.pid);
  const began = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() - began < milliseconds) {
        const at = performance.now();
        await client.turn();
        times.push(performance.now() - at);
      }
    }),
  );
  const took = performance.now() - began;
  for (const client of clients) client.close();
  return { rate: (times.length / took) * 1000, cpu: (cpuOf(subject.pid) - cpuBefore) / times.length, times };
}

const sorted = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);
const quantile = (numbers: readonly number[], q: number) =>
  sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * q))] ?? Number.NaN;
const median = (numbers: readonly number[]) => quantile(numbers, 0.5);

const makers: { readonly [name: string]: () => Promise<Subject> } = {
  wegwijzer,
  echo: () => sample('echo', 'EchoBot on restify, keeps nothing'),
  waterfall: () => sample('waterfall', 'WaterfallDialog, state in memory'),
  'waterfall-stored': () => sample('waterfall-stored', 'WaterfallDialog, state on disk'),
};

for (const people of [Number(values.people), 1]) {
  const subjects: Subject[] = [];
  try {
    for (const [name, make] of Object.entries(makers))
      if (values.only === undefined || values.only.split(',').includes(name)) subjects.push(await make());
    for (let round = 0; round <= rounds; round += 1) {
      for (const subject of subjects) {
        const { rate, cpu, times } = await run(subject, people);
        if (round === 0) continue;
        subject.rates.push(rate);
        subject.cpu.push(cpu);
        for (const time of times) subject.times.push(time);
      }
    }
  } finally {
    await Promise.all(subjects.map(({ end }) => end()));
  }
  report(people, subjects);
}

function report(people: number, subjects: readonly Subject[]): void {
  const ours = subjects.find(({ name }) => name === 'Wegwijzer');
  console.log(
    `\n${people === 1 ? 'One person alone' : `${people} people at once`}, ${rounds} rounds of ${values.seconds} s each`,
  );
  console.log(
    '                                        turns/s     p50 ms    p99 ms   CPU ms/turn   ours : theirs (turns/s)',
  );
  for (const { name, rates, cpu, times } of subjects) {
    const figures = [
      median(rates).toFixed(0).padStart(9),
      quantile(times, 0.5).toFixed(1).padStart(11),
      quantile(times, 0.99).toFixed(1).padStart(10),
    ];
    const ratio =
      ours === undefined || name === ours.name ? '' : (median(ours.rates) / median(rates)).toFixed(2).padStart(14);
    console.log(`${name.padEnd(37)}${figures.join('')}${median(cpu).toFixed(2).padStart(14)}${ratio}`);
  }
}
