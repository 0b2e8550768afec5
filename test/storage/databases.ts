/** The two databases that everything must run on the same, and the things that tests put into them. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../src/storage/database.ts';

export const KINDS = ['embedded', 'server'] as const;
export type Kind = (typeof KINDS)[number];

/** A fresh database of its own on the server; the whole server goes when the tests end. */
export async function freshDatabaseUrl(): Promise<string> {
  const answer = await fetch(inject('postgresBroker'));
  const server = await answer.text();
  if (!answer.ok) throw new Error(server);
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return `${server}/${name}`;
}

export async function openFresh(kind: Kind): Promise<Database> {
  return kind === 'embedded'
    ? openDatabase({ dataDir: 'memory://' })
    : openDatabase({ dataDir: 'unused', databaseUrl: await freshDatabaseUrl() });
}
