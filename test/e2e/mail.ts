/** The mail that landed for a desk, read as a mail program reads it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import PostalMime, { type Email } from 'postal-mime';
import type { Referral } from '../../src/domain/referral.ts';
import { call, PATIENCE_MS } from './talk.ts';

/** The letters in DATA_DIR/mail about this reference, as soon as there is one. */
export async function letters(dataDir: string, reference: string): Promise<Email[]> {
  const folder = join(dataDir, 'mail');
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const files = existsSync(folder)
      ? readdirSync(folder).filter((name) => name.includes(reference) && name.endsWith('.eml'))
      : [];
    if (files.length > 0) return Promise.all(files.map((name) => PostalMime.parse(readFileSync(join(folder, name)))));
    if (Date.now() > end) throw new Error(`no mail about ${reference} in ${folder}`);
    await wait(25);
  }
}

/** The referral that a letter carries for the desk's own system. */
export function attachedReferral(letter: Email): Referral {
  const attachment = letter.attachments.find(({ mimeType }) => mimeType === 'application/json');
  if (attachment === undefined) throw new Error('the letter carries no JSON');
  const { content } = attachment;
  return JSON.parse(typeof content === 'string' ? content : new TextDecoder().decode(content));
}

/** What the server's own published schema has against this referral; empty when it is valid. */
export async function schemaProblems(url: string, referral: unknown): Promise<string[]> {
  const { status, body } = await call('GET', `${url}/schemas/referral-1.json`);
  if (status !== 200) throw new Error(`the schema answered ${status}`);
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  const validate = ajv.compile(body);
  validate(referral);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
