/** Codes that stand in data only, as far as words care: src/rules and src/bot judge the rest of those files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DOCUMENT_IDS } from '../domain/facts.ts';
import { isContractQuestion } from '../domain/questions.ts';

export interface AddedData {
  readonly questions: readonly { readonly id: string; readonly choices: readonly string[] }[];
  readonly documents: readonly { readonly id: string; readonly reason: string }[];
  /** Who recognises professions, and the steps towards it: said in the rule book. */
  readonly authorities: readonly string[];
  readonly recognitionSteps: readonly string[];
  /** Offers that a client or a desk may be shown, and what else they ask of a person. */
  readonly offers: readonly string[];
  readonly expectations: readonly string[];
}

const flow = z.object({
  questions: z.array(z.object({ id: z.string(), choices: z.union([z.string(), z.array(z.string())]).optional() })),
});
const rows = z.array(z.object({ id: z.string(), value: z.object({ reason: z.string().optional() }) }));
const professionRows = z.array(
  z.object({
    value: z.object({
      authority: z.string(),
      eeaAuthority: z.string().optional(),
      steps: z.array(z.string()),
      eea: z.array(z.string()).default([]),
      refugee: z.array(z.string()).default([]),
    }),
  }),
);
const offerRows = z.array(
  z.object({
    id: z.string(),
    value: z.object({ status: z.string(), audience: z.string(), alsoAsked: z.array(z.string()) }),
  }),
);

/**
 * @param root the folder of the repository
 * @throws Error where dialogs/intake.json or one of the files of src/rules cannot be read
 */
export function readAdded(root: string = join(import.meta.dirname, '..', '..')): AddedData {
  const { questions } = flow.parse(readJson(join(root, 'dialogs', 'intake.json')));
  const documents = rows.parse(readJson(join(root, 'src', 'rules', 'documents.json')));
  const professions = professionRows.parse(readJson(join(root, 'src', 'rules', 'professions.json')));
  const offers = offerRows
    .parse(readJson(join(root, 'src', 'rules', 'offers.json')))
    .filter(({ value }) => value.audience === 'client' && value.status !== 'ended');
  return {
    questions: questions
      .filter(({ id }) => !isContractQuestion(id))
      .map(({ id, choices = [] }) => ({ id, choices: [choices].flat() })),
    documents: documents
      .filter(({ id }) => !(DOCUMENT_IDS as readonly string[]).includes(id))
      .map(({ id, value }) => ({ id, reason: value.reason ?? '' })),
    authorities: professions.flatMap(({ value }) => [value.authority, value.eeaAuthority ?? value.authority]),
    recognitionSteps: professions.flatMap(({ value }) => [...value.steps, ...value.eea, ...value.refugee]),
    offers: offers.map(({ id }) => id),
    expectations: offers.flatMap(({ value }) => value.alsoAsked),
  };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
